"""QTI 3.0 content without a server: read an item's XML, and score responses to it.

`parse_item(item.raw_xml)` gives interactions, correct responses and feedback; `grade()` scores by the item's
own response processing; `extract_prompt()` and its like give one thing each. The parser refuses DTDs, so no
entity is ever expanded or fetched.
"""

from __future__ import annotations

from .content import Area, Declaration, LookupTable, Mapping, ParsedItem, QtiXmlError, TableEntry
from .grading import Grade, grade
from .grading_tests import AssessmentGrade, grade_test
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
from .instantiating import instantiate
from .reading import parse_item

__all__ = [
    "Area",
    "AssessmentGrade",
    "Declaration",
    "Grade",
    "LookupTable",
    "Mapping",
    "ParsedItem",
    "QtiXmlError",
    "TableEntry",
    "extract_choices",
    "extract_correct_response",
    "extract_correct_responses",
    "extract_feedback",
    "extract_interactions",
    "extract_modal_feedback",
    "extract_prompt",
    "extract_response_declarations",
    "grade",
    "grade_test",
    "instantiate",
    "parse_item",
]
