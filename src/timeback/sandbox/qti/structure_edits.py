"""Edits of a test's document: what the structure says is written into it, all else stays as it was posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ..records import Doc
from .xml_trees import fill, parsed, rows

__all__ = ["RULES", "apply_structure"]

# A test part and a section have them, as trees in the parsed form.
RULES = ("qti-pre-condition", "qti-branch-rule")

# The children of a test and of a part in the order of the schema, as far as something is put between them.
_ORDER = (
    "qti-context-declaration", "qti-outcome-declaration", "qti-time-limits", "qti-stylesheet", "qti-rubric-block",
    "qti-test-part", "qti-pre-condition", "qti-branch-rule", "qti-item-session-control", "qti-assessment-section",
    "qti-assessment-section-ref", "qti-outcome-processing", "qti-test-feedback",
)  # fmt: skip
_Apply = Callable[[Element, Doc], None]


def apply_structure(root: Element, test: Doc) -> None:
    """Make a test's document say what its structure says, and change nothing else.

    Args:
        root: The root, as `Document` reads it.
        test: The structure; a list that it lacks is not touched, what a list lacks is removed.
    """
    _write(root, {"identifier": test["identifier"], "title": test["title"]})
    _write(root, {"tool-name": test.get("toolName"), "tool-version": test.get("toolVersion")})
    if test.get("timeLimit") is not None:
        _apply_time_limit(root, test["timeLimit"])
    if "qti-outcome-declaration" in test:
        _reconcile(root, "qti-outcome-declaration", rows(test, "qti-outcome-declaration"), _apply_outcome)
    _reconcile(root, "qti-test-part", rows(test, "qti-test-part"), _apply_part)


def _apply_time_limit(root: Element, seconds: Any) -> None:
    held = _named(root, "qti-time-limits")
    if not held:
        held = [_insert(root, "qti-time-limits", _place(root, "qti-time-limits", None, ()))]
    _write(held[0], {"max-time": seconds})


def _apply_outcome(element: Element, outcome: Doc) -> None:
    _write(element, {
        "identifier": outcome["identifier"],
        "cardinality": outcome.get("cardinality", "single"),
        "base-type": outcome.get("baseType") or None,
        "normal-maximum": outcome.get("normalMaximum"),
        "normal-minimum": outcome.get("normalMinimum"),
    })  # fmt: skip


def _apply_part(element: Element, part: Doc) -> None:
    _write(element, {
        "identifier": part["identifier"],
        "navigation-mode": part["navigationMode"],
        "submission-mode": part["submissionMode"],
    })  # fmt: skip
    _apply_rules(element, part)
    name = "qti-assessment-section"
    _reconcile(element, name, rows(part, name), _apply_section)


def _apply_section(element: Element, section: Doc) -> None:
    absent = {"required": True, "fixed": False} if element.attrib else {}
    _write(element, {
        "identifier": section["identifier"],
        "title": section["title"],
        "visible": section.get("visible", True),
        "required": section.get("required", absent.get("required")),
        "fixed": section.get("fixed", absent.get("fixed")),
    }, absent)  # fmt: skip
    _apply_rules(element, section)
    name = "qti-assessment-item-ref"
    _reconcile(element, name, rows(section, name), _apply_reference)


def _apply_rules(element: Element, doc: Doc) -> None:
    """Write the conditions for entering and the branches, which stand before all else."""
    place = 0
    for name in RULES:
        held = _named(element, name)
        if name not in doc:
            place += len(held)
            continue
        wanted = rows(doc, name)
        if [parsed(each) for each in held] != wanted:
            for each in held:
                _remove(element, each)
            for number, tree in enumerate(wanted):
                fill(_insert(element, name, place + number), tree, name)
        place += len(wanted)


def _apply_reference(element: Element, reference: Doc) -> None:
    href = reference.get("href") or element.get("href") or f"assessment-items/{reference['identifier']}"
    _write(element, {
        "identifier": reference["identifier"],
        "href": href,
        "required": reference.get("required"),
        "fixed": reference.get("fixed"),
        "class": " ".join(reference.get("class") or []) or None,
        "category": " ".join(reference.get("category") or []) or None,
    }, {"required": False, "fixed": False} if element.attrib else {})  # fmt: skip


def _write(element: Element, values: Mapping[str, Any], absent: Mapping[str, bool] | None = None) -> None:
    """Set attributes that have another value; None, and what an absent one means anyway, is not written."""
    for name, value in values.items():
        if value is None or (name not in element.attrib and value == (absent or {}).get(name, ...)):
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if not _means(element.get(name), text):
            element.set(name, text)


def _means(written: str | None, text: str) -> bool:
    """Whether what is written is that value, maybe in another spelling."""
    if written is None or written == text:
        return written is not None
    if {written, text} <= {"true", "1"} or {written, text} <= {"false", "0"}:
        return True
    try:
        return float(written) == float(text)
    except ValueError:
        return " ".join(written.split()) == text


def _reconcile(parent: Element, name: str, wanted: Sequence[Doc], apply: _Apply) -> None:
    """Make the children of a name those that are wanted, in their order; those that stay keep what they hold.

    Args:
        parent: Where they stand.
        name: Their name.
        wanted: What they say, each with an `identifier`.
        apply: Writes one into its element.
    """
    held = _named(parent, name)
    known = {each.get("identifier", ""): each for each in held}
    kept = [known.get(str(each["identifier"])) for each in wanted]
    order = [each for each in kept if each is not None]
    staying = {id(each) for each in order}
    for each in held:
        if id(each) not in staying:
            _remove(parent, each)
    _rearrange(parent, [each for each in held if id(each) in staying], order)
    before: Element | None = None
    for doc, there in zip(wanted, kept, strict=True):
        before = there if there is not None else _insert(parent, name, _place(parent, name, before, order))
        apply(before, doc)


def _rearrange(parent: Element, places: Sequence[Element], order: Sequence[Element]) -> None:
    """Put elements into one another's places; the white space between the places stays."""
    found = list(parent)
    positions = [(found.index(each), each.tail) for each in places]
    for (position, blank), element in zip(positions, order, strict=True):
        parent[position] = element
        element.tail = blank


def _place(parent: Element, name: str, before: Element | None, order: Sequence[Element]) -> int:
    """The place of a new child: behind another, before those that are there, or where the schema has it."""
    found = list(parent)
    if before is not None:
        return found.index(before) + 1
    if order:
        return found.index(order[0])
    rank = _ORDER.index(name) if name in _ORDER else len(_ORDER)
    later = (
        place
        for place, each in enumerate(found)
        if _local(each) in _ORDER and _ORDER.index(_local(each)) > rank
    )
    return next(later, len(found))


def _named(parent: Element, name: str) -> list[Element]:
    return [each for each in parent if _local(each) == name]


def _local(element: Element) -> str:
    return str(element.tag).rpartition(":")[2]


def _insert(parent: Element, name: str, place: int) -> Element:
    """A new child at a place, in the white space that the others have."""
    prefix, colon, _ = str(parent.tag).rpartition(":")
    made = Element(f"{prefix}{colon}{name}")
    if place:
        made.tail = parent[place - 1].tail
        parent[place - 1].tail = parent.text
    else:
        made.tail = parent.text
    parent.insert(place, made)
    return made


def _remove(parent: Element, element: Element) -> None:
    """Remove a child with the white space before it."""
    place = list(parent).index(element)
    if place:
        parent[place - 1].tail = element.tail
    else:
        parent.text = element.tail
    parent.remove(element)
