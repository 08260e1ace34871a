"""QTI 3.0 content without a server: read an item's XML, and score responses to it.

`parse_item(item.raw_xml)` gives interactions, correct responses and feedback; `grade()` scores by the item's
own response processing. The parser refuses DTDs, so no entity is ever expanded or fetched.
"""

from __future__ import annotations

from .content import Area, Declaration, Mapping, ParsedItem, QtiXmlError
from .grading import Grade, grade
from .reading import parse_item

__all__ = ["Area", "Declaration", "Grade", "Mapping", "ParsedItem", "QtiXmlError", "grade", "parse_item"]
