"""The XML of a test: made of its structure, read into it, and kept as it was posted."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...qti import QtiXmlError
from ...qti.documents import to_text
from ...qti.editing import Document
from ...qti.markup import child, children, number, parse
from ..errors import ApiError
from ..records import Doc
from .structure_edits import RULES, apply_structure
from .xml_trees import document, parsed, read, written

__all__ = ["ROOT", "read_test", "with_posted", "with_xml"]

ROOT = "qti-assessment-test"
_KEPT = (
    "identifier", "title", "qtiVersion", "qti-test-part", "qti-outcome-declaration", "timeLimit", "maxAttempts",
    "toolsEnabled", "metadata", "toolName", "toolVersion",
)  # fmt: skip


def with_xml(test: Doc, xml: str | None = None) -> Doc:
    """A test's structure with its document.

    Args:
        test: The structure.
        xml: The document before, into which the structure is written; without one, a new one is made.
    """
    if xml is None:
        root = document(ROOT, tool_name="timeback-sandbox", tool_version="1")
        apply_structure(root, test)
        return with_posted(test, written(root))
    held = Document(xml)
    unchanged = held.text()
    apply_structure(held.root, test)
    return with_posted(test, xml if held.text() == unchanged else held.text())


def with_posted(test: Doc, xml: str) -> Doc:
    """A test's structure with the document that says it, as it was posted."""
    root = parse(xml)
    kept = {name: test[name] for name in _KEPT if test.get(name) is not None}
    kept.setdefault("qti-outcome-declaration", _outcomes(root))
    kept["qti-test-part"] = [_numbered(part) for part in kept.get("qti-test-part", ())]
    return {"qtiVersion": "3.0"} | kept | {"rawXml": xml, "content": {ROOT: parsed(root)}}


def _numbered(part: Doc) -> Doc:
    """A part whose sections all have a sequence, which clients rely on: their place, if none was given."""
    sections: list[Doc] = part.get("qti-assessment-section") or []
    numbered = [{"sequence": place, **section} for place, section in enumerate(sections, 1)]
    return part | {"qti-assessment-section": numbered}


def read_test(content: bytes) -> tuple[Doc, str]:
    """The structure of a document that was sent, and the document as text.

    Raises:
        ApiError: 400, it is not a test, or has no part.
    """
    try:
        xml = to_text(content)
    except QtiXmlError as error:
        raise ApiError(400, "Invalid XML", [("xml", str(error))]) from None
    root = read(xml, ROOT)
    parts = [_part(each) for each in children(root, "qti-test-part")]
    if not parts:
        raise ApiError(400, "Invalid XML", [("xml", f"{ROOT} needs a qti-test-part.")])
    limits = child(root, "qti-time-limits")
    seconds = None if limits is None else number(limits.get("max-time"))
    return {
        "identifier": root.get("identifier", ""),
        "title": root.get("title", ""),
        "qti-test-part": parts,
        "qti-outcome-declaration": _outcomes(root),
    } | ({} if seconds is None else {"timeLimit": seconds}), xml


def _outcomes(root: Element) -> list[Doc]:
    return [
        {
            "identifier": each.get("identifier", ""),
            "cardinality": each.get("cardinality", "single"),
            "baseType": each.get("base-type", "float"),
        }
        | {
            key: limit
            for key, name in (("normalMaximum", "normal-maximum"), ("normalMinimum", "normal-minimum"))
            if (limit := number(each.get(name))) is not None
        }
        for each in children(root, "qti-outcome-declaration")
    ]


def _part(element: Element) -> Doc:
    return {
        "identifier": element.get("identifier", ""),
        "navigationMode": element.get("navigation-mode", "linear"),
        "submissionMode": element.get("submission-mode", "individual"),
        "qti-assessment-section": [_section(each) for each in children(element, "qti-assessment-section")],
    } | _rules(element)


def _rules(element: Element) -> Doc:
    """The conditions for entering a part or a section and its branches, where it has some."""
    found = {name: [parsed(each) for each in children(element, name)] for name in RULES}
    return {name: trees for name, trees in found.items() if trees}


def _section(element: Element) -> Doc:
    references = [
        {"identifier": each.get("identifier", ""), "href": each.get("href", "")}
        for each in children(element, "qti-assessment-item-ref")
    ]
    return {
        "identifier": element.get("identifier", ""),
        "title": element.get("title", ""),
        "visible": element.get("visible", "true") == "true",
        "required": element.get("required", "true") == "true",
        "fixed": element.get("fixed", "false") == "true",
        "qti-assessment-item-ref": references,
    } | _rules(element)
