"""Reads declarations of responses, outcomes and template variables, and makes values of what they say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from .areas import read_coords
from .content import Area, Declaration, LookupTable, Mapping, TableEntry
from .markup import child, children, number, plain_text
from .values import Value, read_declared, read_value
from .words import BASE_TYPES, CARDINALITIES, SHAPES, truth, word

__all__ = [
    "correct_value",
    "default_value",
    "fault_of",
    "read_declaration",
    "unreadable",
    "value_of",
    "written_cardinality",
]


def read_declaration(element: Element) -> Declaration:
    """A response, outcome, template or context declaration."""
    correct, default = _values(element, "qti-correct-response"), _values(element, "qti-default-value")
    cardinality = written_cardinality(element)
    record = cardinality == "record"
    base_type = None if (kind := element.get("base-type")) is None else word(kind, BASE_TYPES)
    if cardinality == "single" and _go_together(base_type, [text for _, _, text in correct]):
        cardinality = "multiple"
    return Declaration(
        identifier=element.get("identifier", ""),
        cardinality=cardinality,
        base_type=base_type,
        correct=tuple(text for _, _, text in correct),
        fields=tuple(name for name, _, _ in correct) if record else (),
        field_types={name: kind for name, kind, _ in (*default, *correct) if record and kind},
        mapping=_mapping(child(element, "qti-mapping")),
        area_mapping=_mapping(child(element, "qti-area-mapping")),
        default=tuple(text for _, _, text in default),
        default_fields=tuple(name for name, _, _ in default) if record else (),
        lookup=_lookup(element),
        normal_maximum=number(element.get("normal-maximum")),
        normal_minimum=number(element.get("normal-minimum")),
        external=element.get("external-scored"),
    )


def written_cardinality(element: Element) -> str:
    """The cardinality that a declaration says."""
    return word(element.get("cardinality", "single"), CARDINALITIES)


def _go_together(base_type: str | None, key: Sequence[str]) -> bool:
    """Whether a key is of several pairs that do not exclude each other, since none has a choice of another."""
    choices = [choice for pair in key for choice in pair.split()]
    return base_type in ("pair", "directedPair") and 1 < len(key) == len(set(choices)) / 2


def _values(element: Element, name: str) -> list[tuple[str, str, str]]:
    """The name of the field, the type and the text of each value."""
    found = child(element, name)
    written = () if found is None else children(found, "qti-value")
    return [
        (each.get("field-identifier", ""), word(each.get("base-type", ""), BASE_TYPES), text)
        for each in written
        if (text := plain_text(each))
    ]


def _mapping(element: Element | None) -> Mapping | None:
    if element is None:
        return None
    entries = list(children(element, "qti-map-entry"))
    # Not of the standard, but of some authors, who say it once for all entries.
    for_all = element.get("case-sensitive")
    worth: dict[str, float] = {}
    for each in entries:
        worth.setdefault(each.get("map-key", ""), _worth(each, "mapped-value"))
    return Mapping(
        entries=worth,
        areas=tuple(map(_area, children(element, "qti-area-map-entry"))),
        default=_worth(element, "default-value"),
        lower=None if (least := element.get("lower-bound")) is None else _number(least),
        upper=None if (most := element.get("upper-bound")) is None else _number(most),
        case_sensitive=frozenset(
            each.get("map-key", "") for each in entries if truth(each.get("case-sensitive", for_all))
        ),
    )


def _area(element: Element) -> Area:
    return Area(
        shape=word(element.get("shape", "default"), SHAPES),
        coords=read_coords(element.get("coords", "")),
        value=_worth(element, "mapped-value"),
    )


def _worth(element: Element, name: str) -> float:
    """A number of points; 0 where it is absent."""
    return _number(element.get(name, "0"))


def _number(text: str) -> float:
    """A number; NaN for what is none, so that nothing is scored by it."""
    found = number(text)
    return math.nan if found is None else found


def _lookup(element: Element) -> LookupTable | None:
    for name in ("qti-match-table", "qti-interpolation-table"):
        table = child(element, name)
        if table is not None:
            return LookupTable(
                entries=tuple(
                    TableEntry(
                        source=_number(each.get("source-value", "")),
                        target=each.get("target-value", ""),
                        included=truth(each.get("include-boundary")) is not False,
                    )
                    for each in children(table, f"{name}-entry")
                ),
                ranges=name == "qti-interpolation-table",
                default=table.get("default-value"),
            )
    return None


def correct_value(declaration: Declaration) -> Value | None:
    """The key of a response; None, NULL, if there is none."""
    return value_of(declaration, declaration.correct, declaration.fields)


def default_value(declaration: Declaration) -> Value | None:
    """The default of a variable; None, NULL, if there is none."""
    return value_of(declaration, declaration.default, declaration.default_fields)


def fault_of(declaration: Declaration) -> str | None:
    """The reason for which nobody can say what a variable holds; None if it is declared as QTI has it."""
    if declaration.cardinality not in CARDINALITIES:
        return (
            f"{declaration.identifier!r} has the cardinality {declaration.cardinality!r}, which QTI has not"
        )
    if declaration.base_type not in (None, *BASE_TYPES):
        return f"{declaration.identifier!r} has the base type {declaration.base_type!r}, which QTI has not"
    return None


def unreadable(declaration: Declaration, texts: Sequence[str], fields: Sequence[str] = ()) -> str | None:
    """The reason for which values are not of what a declaration declares; None if they are."""
    if declaration.cardinality == "single" and len(texts) > 1:
        return f"{len(texts)} values where the cardinality is single"
    types = [declaration.field_types.get(name) for name in fields] or [declaration.base_type] * len(texts)
    for text, base_type in zip(texts, types, strict=False):
        if read_declared(text, base_type) is None:
            return f"{text!r}, which is no {base_type}"
    return None


def value_of(declaration: Declaration, texts: Sequence[str], fields: Sequence[str] = ()) -> Value | None:
    """Texts as a value of what a declaration declares."""
    if declaration.cardinality != "record":
        return read_value(texts, declaration.cardinality, declaration.base_type, read_declared)
    types = declaration.field_types
    found = (
        (name, read_value([text], "single", types.get(name, "string"), read_declared))
        for name, text in zip(fields, texts, strict=False)
    )
    members = tuple((name, value) for name, value in found if value is not None)
    return Value("record", None, members) if members else None
