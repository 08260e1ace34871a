"""QTI content without a server: read items and packages, of QTI 3 and of QTI 2, and score responses.

`parse_item(item.raw_xml)` gives interactions, correct responses and feedback; `grade()` scores by the item's
own response processing; `extract_prompt()` and its siblings extract one part each; `convert_qti2()` converts
an older document to QTI 3, and `read_package()` a whole package. No entity is ever expanded, and nothing is fetched.
"""

from __future__ import annotations

from .content import Area, Declaration, LookupTable, Mapping, ParsedItem, QtiXmlError, TableEntry, TextEntry
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
from .package import Package, PackageItem, PackageProblem, PackageStimulus, PackageTest, read_package
from .package_files import QtiPackageError
from .package_tests import PackageReference
from .qti2 import Qti3Xml, convert_qti2
from .reading import parse_item

__all__ = [
    "Area",
    "AssessmentGrade",
    "Declaration",
    "Grade",
    "LookupTable",
    "Mapping",
    "Package",
    "PackageItem",
    "PackageProblem",
    "PackageReference",
    "PackageStimulus",
    "PackageTest",
    "ParsedItem",
    "Qti3Xml",
    "QtiPackageError",
    "QtiXmlError",
    "TableEntry",
    "TextEntry",
    "convert_qti2",
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
    "read_package",
]
