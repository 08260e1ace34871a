"""Caliper objects as the wire has them, made from the catalogue: each kind, filled in every way."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.contract.caliper import OPERATIONS

__all__ = ["ENTITIES", "EVENTS", "objects_of"]

CATALOGUE = OPERATIONS.catalogue
_RAW: dict[str, dict[str, Any]] = CATALOGUE.raw["types"]
_LISTED = list(_RAW)
_FIRST_ENTITY = _LISTED.index("AggregateMeasure")

EVENTS = ["TimebackActivityCompletedEvent", "TimebackTimeSpentEvent", "Event"] + [
    name
    for name in _LISTED
    if "action" in _RAW[name] and "const" in _RAW[name]["type"] and "Timeback" not in name
]
ENTITIES = [
    "TimebackUser",
    "TimebackActivityContext",
    "TimebackActivityMetricsCollection",
    "TimebackTimeSpentMetricsCollection",
    *(name for name in _LISTED[_FIRST_ENTITY:] if name not in EVENTS),
]
_KINDS = {"Question": "OpenEndedQuestion", "Query": "Entity", "Agent": "Person"}

_TEXT = st.text(max_size=8)
_IRI = st.sampled_from(("urn:uuid:5f1d", "https://example.test/a?b=1", "urn:tag:auto-attach"))
_PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "string": _TEXT,
    "uri": _IRI,
    "integer": st.integers(-(2**53), 2**53),
    "number": st.integers(-99, 99) | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    # Each is written back as it stands, whatever its digits and its offset.
    "datetime": st.sampled_from(
        (
            "2025-01-15T10:30:00Z",
            "2025-01-15T10:30:00.000Z",
            "2025-01-15T15:30:00.1234+05:00",
            "2025-01-15T10:30:00.123456789-00:30",
            "2025-01-15T10:30+00:00",
        )
    ),
}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def objects_of(draw: st.DrawFn, kind: str, depth: int = 1) -> dict[str, Any]:
    """An object of a kind: what is required, some of the rest, nulls, and keys that nobody listed."""
    fields = _RAW[kind]
    # Keys like no field, whatever their spelling.
    made: dict[str, Any] = {
        f"x-{key}": value for key, value in draw(st.dictionaries(_TEXT, _JSON, max_size=2)).items()
    }
    for name, field in fields.items():
        if field.get("required") or draw(st.integers(0, 3)) == 0:
            made[name] = draw(_value(kind, name, field, depth))
        elif draw(st.integers(0, 9)) == 0:
            made[name] = None
    return made


def _value(kind: str, name: str, field: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if "const" in field:
        return st.just(field["const"])
    if name == "type" and kind in ("Entity", "Event"):
        return st.just(kind)
    if name == "profile":
        return st.just("GeneralProfile")
    expression = field["type"]
    if expression.startswith("string|Annotation"):
        return _reference("Annotation", depth)
    if expression == "string|object":
        return _reference(field.get("entity", "Entity"), depth)
    if expression == "(string|object)[]":
        return st.lists(_reference(field.get("entity", "Entity"), depth), max_size=2)
    if expression.endswith("[]"):
        return st.lists(_value(kind, "", {"type": expression[:-2]}, depth - 1), max_size=2)
    if expression.startswith("map<") or expression == "PersonExtensions":
        return st.dictionaries(_TEXT, _JSON, max_size=2)
    if expression in CATALOGUE.enums:
        return st.sampled_from(CATALOGUE.enums[expression])
    return _PLAIN[expression] if expression in _PLAIN else objects_of(expression, depth - 1)


def _reference(kinds: str, depth: int) -> st.SearchStrategy[Any]:
    if depth <= 0:
        return _IRI
    named = [_KINDS.get(each, each) for each in kinds.split("|")]
    unknown = st.fixed_dictionaries({"type": st.just("Hologram"), "id": _IRI, "beam": _JSON})
    return st.one_of(_IRI, unknown, *(objects_of(each, depth - 1) for each in named))
