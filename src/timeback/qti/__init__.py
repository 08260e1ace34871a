"""QTI 3.0 content without a server: read an item's XML, and score responses to it.

`parse_item(item.raw_xml)` gives interactions, correct responses and feedback; `grade()` scores by the item's
own response processing; `extract_prompt()` and its like give one thing each. The parser refuses DTDs, so no
entity is ever expanded or fetched.
"""

from __future__ import annotations

from .content import Area, Declaration, Mapping, ParsedItem, QtiXmlError
from .grading import Grade, grade
from .helpers import (
    extract_choices,
    extract_correct_response,
    extract_correct_responses,
    extract_feedback,
    extract_interactions,
    extract_modal_feedback,
    extract_prompt,
    extract_response_declarations,
)
from .reading import parse_item

__all__ = [
    "Area",
    "Declaration",
    "Grade",
    "Mapping",
    "ParsedItem",
    "QtiXmlError",
    "extract_choices",
    "extract_correct_response",
    "extract_correct_responses",
    "extract_feedback",
    "extract_interactions",
    "extract_modal_feedback",
    "extract_prompt",
    "extract_response_declarations",
    "grade",
    "parse_item",
]
