"""Reads declarations of responses, outcomes and template variables, and makes values of what they say."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from .areas import read_coords
from .content import Area, Declaration, LookupTable, Mapping, TableEntry
from .markup import child, children, number, plain_text
from .values import Value, read_member, read_value

__all__ = ["correct_value", "default_value", "read_declaration", "unreadable", "value_of"]


def read_declaration(element: Element) -> Declaration:
    """A response, outcome, template or context declaration."""
    correct, default = _values(element, "qti-correct-response"), _values(element, "qti-default-value")
    record = element.get("cardinality") == "record"
    return Declaration(
        identifier=element.get("identifier", ""),
        cardinality=element.get("cardinality", "single"),
        base_type=element.get("base-type"),
        correct=tuple(text for _, _, text in correct),
        fields=tuple(name for name, _, _ in correct) if record else (),
        field_types={name: kind for name, kind, _ in (*default, *correct) if record and kind},
        mapping=_mapping(element),
        default=tuple(text for _, _, text in default),
        default_fields=tuple(name for name, _, _ in default) if record else (),
        lookup=_lookup(element),
        normal_maximum=number(element.get("normal-maximum")),
        normal_minimum=number(element.get("normal-minimum")),
        external=element.get("external-scored"),
    )


def _values(element: Element, name: str) -> list[tuple[str, str, str]]:
    """The name of the field, the type and the text of each value."""
    found = child(element, name)
    written = () if found is None else children(found, "qti-value")
    return [
        (each.get("field-identifier", ""), each.get("base-type", ""), text)
        for each in written
        if (text := plain_text(each))
    ]


def _mapping(element: Element) -> Mapping | None:
    found, areas = child(element, "qti-mapping"), child(element, "qti-area-mapping")
    either = found if found is not None else areas
    if either is None:
        return None
    entries = [] if found is None else list(children(found, "qti-map-entry"))
    worth: dict[str, float] = {}
    for each in entries:
        worth.setdefault(each.get("map-key", ""), number(each.get("mapped-value")) or 0.0)
    return Mapping(
        entries=worth,
        areas=() if areas is None else tuple(map(_area, children(areas, "qti-area-map-entry"))),
        default=number(either.get("default-value")) or 0.0,
        lower=number(either.get("lower-bound")),
        upper=number(either.get("upper-bound")),
        case_sensitive=frozenset(
            each.get("map-key", "") for each in entries if each.get("case-sensitive") in ("true", "1")
        ),
    )


def _area(element: Element) -> Area:
    return Area(
        shape=element.get("shape", "default"),
        coords=read_coords(element.get("coords", "")),
        value=number(element.get("mapped-value")) or 0.0,
    )


def _lookup(element: Element) -> LookupTable | None:
    for name in ("qti-match-table", "qti-interpolation-table"):
        table = child(element, name)
        if table is not None:
            return LookupTable(
                entries=tuple(
                    TableEntry(
                        source=source,
                        target=each.get("target-value", ""),
                        included=each.get("include-boundary") not in ("false", "0"),
                    )
                    for each in children(table, f"{name}-entry")
                    if (source := number(each.get("source-value"))) is not None
                ),
                ranges=name == "qti-interpolation-table",
                default=table.get("default-value"),
            )
    return None


def correct_value(declaration: Declaration) -> Value | None:
    """The key of a response; None, NULL, where there is none."""
    return value_of(declaration, declaration.correct, declaration.fields)


def default_value(declaration: Declaration) -> Value | None:
    """The default of a variable; None, NULL, where there is none."""
    return value_of(declaration, declaration.default, declaration.default_fields)


def unreadable(declaration: Declaration, texts: Sequence[str], fields: Sequence[str] = ()) -> str | None:
    """The reason for which values are not of what a declaration declares; None where they are."""
    if declaration.cardinality == "single" and len(texts) > 1:
        return f"{len(texts)} values where the cardinality is single"
    types = [declaration.field_types.get(name) for name in fields] or [declaration.base_type] * len(texts)
    for text, base_type in zip(texts, types, strict=False):
        if read_member(text, base_type) is None:
            return f"{text!r}, which is no {base_type}"
    return None


def value_of(declaration: Declaration, texts: Sequence[str], fields: Sequence[str] = ()) -> Value | None:
    """Texts as a value of what a declaration declares."""
    if declaration.cardinality != "record":
        return read_value(texts, declaration.cardinality, declaration.base_type)
    types = declaration.field_types
    found = (
        (name, read_value([text], "single", types.get(name, "string")))
        for name, text in zip(fields, texts, strict=False)
    )
    members = tuple((name, value) for name, value in found if value is not None)
    return Value("record", None, members) if members else None
