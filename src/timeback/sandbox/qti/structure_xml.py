"""The XML of a test, made of its structure, and read into it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...qti.markup import children
from ..errors import ApiError
from ..records import Doc
from .xml_trees import add, document, parsed, read, rows, written

__all__ = ["ROOT", "read_test", "with_xml"]

ROOT = "qti-assessment-test"
_KEPT = (
    "identifier", "title", "qtiVersion", "qti-test-part", "qti-outcome-declaration", "timeLimit", "maxAttempts",
    "toolsEnabled", "metadata", "toolName", "toolVersion",
)  # fmt: skip


def with_xml(test: Doc) -> Doc:
    """A test's structure with the document made of it."""
    root = document(
        ROOT, identifier=test["identifier"], title=test["title"],
        tool_name=test.get("toolName") or "timeback-sandbox", tool_version=test.get("toolVersion") or "1",
    )  # fmt: skip
    for each in rows(test, "qti-outcome-declaration"):
        add(
            root, "qti-outcome-declaration", identifier=each["identifier"],
            cardinality=each.get("cardinality", "single"), base_type=each["baseType"],
            normal_maximum=each.get("normalMaximum"), normal_minimum=each.get("normalMinimum"),
        )  # fmt: skip
    for part in test["qti-test-part"]:
        held = add(
            root, "qti-test-part", identifier=part["identifier"], navigation_mode=part["navigationMode"],
            submission_mode=part["submissionMode"],
        )  # fmt: skip
        for section in part["qti-assessment-section"]:
            _add_section(held, section)
    kept = {name: test[name] for name in _KEPT if test.get(name) is not None}
    kept.setdefault("qti-outcome-declaration", [])
    return {"qtiVersion": "3.0"} | kept | {"rawXml": written(root), "content": {ROOT: parsed(root)}}


def _add_section(part: Element, section: Doc) -> None:
    held = add(
        part, "qti-assessment-section", identifier=section["identifier"], title=section["title"],
        visible=section.get("visible", True), required=section.get("required"), fixed=section.get("fixed"),
    )  # fmt: skip
    for each in rows(section, "qti-assessment-item-ref"):
        add(
            held, "qti-assessment-item-ref", identifier=each["identifier"],
            href=each.get("href") or f"assessment-items/{each['identifier']}",
        )  # fmt: skip


def read_test(content: bytes) -> Doc:
    """The structure of a document that was sent.

    Raises:
        ApiError: 400, it is not a test, or has no part.
    """
    root = read(content.decode("utf-8", "replace"), ROOT)
    parts = [_part(each) for each in children(root, "qti-test-part")]
    if not parts:
        raise ApiError(400, "Invalid XML", [("xml", f"{ROOT} needs a qti-test-part.")])
    outcomes = [
        {
            "identifier": each.get("identifier", ""),
            "cardinality": each.get("cardinality", "single"),
            "baseType": each.get("base-type", "float"),
        }
        for each in children(root, "qti-outcome-declaration")
    ]
    return {
        "identifier": root.get("identifier", ""),
        "title": root.get("title", ""),
        "qti-test-part": parts,
        "qti-outcome-declaration": outcomes,
    }


def _part(element: Element) -> Doc:
    return {
        "identifier": element.get("identifier", ""),
        "navigationMode": element.get("navigation-mode", "linear"),
        "submissionMode": element.get("submission-mode", "individual"),
        "qti-assessment-section": [_section(each) for each in children(element, "qti-assessment-section")],
    }


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
    }
