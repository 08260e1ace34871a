"""Sample records made from the catalogue's types: every field filled, under its wire name."""

from __future__ import annotations

from typing import Any

from .catalogue import Catalogue, Field
from .spelling import is_text_flag

DAY = "2024-03-01"
# Text in the catalogue, days by name.
DAYS = {"beginDate", "endDate"}
INSTANT = "2024-03-01T10:30:00Z"
PLAIN: dict[str, Any] = {
    "string": "text",
    "integer": 3,
    "number": 3,
    "boolean": True,
    "datetime": INSTANT,
    "date": DAY,
    "uri": "https://example.test/x",
    "uuid": "9a1d4a34-63ad-4c0d-8f0e-1d1f4c1f9d11",
    "object": {"free": 1},
    "any": {"free": 1},
    "null": None,
}


def sample(catalogue: Catalogue, expression: str, *, sent: bool, within: tuple[str, ...] = ()) -> Any:
    """A value of a type expression as JSON has it; `sent` for the types of bodies.

    A type does not hold itself, where it need not: `within` are the types that are being filled.
    """
    expression = expression.removesuffix("?")
    if not expression.startswith(("(", "map<")):
        expression = expression.partition("|")[0]
    if expression.endswith("[]"):
        item = expression[:-2].strip("()")
        return [] if item in within else [sample(catalogue, item, sent=sent, within=within)]
    if expression.startswith("map<"):
        return {"key": sample(catalogue, expression[4:-1], sent=sent, within=within)}
    if expression in PLAIN:
        return PLAIN[expression]
    if expression in catalogue.enums:
        return catalogue.enums[expression][0]
    within = (*within, expression)
    filled = {
        name: _field(catalogue, field, sent, within)
        for name, field in catalogue.types[expression].items()
        if field.required or not within_itself(catalogue, field, within)
    }
    if expression in catalogue.open_types and expression != "EmptyObject":
        filled["furtherKey"] = {"kept": True}
    return filled


def within_itself(catalogue: Catalogue, field: Field, within: tuple[str, ...]) -> bool:
    """Whether a field would hold a type that is being filled already."""
    return bool({name for name in catalogue.names(field.type) if name in catalogue.types} & set(within))


def _field(catalogue: Catalogue, field: Field, sent: bool, within: tuple[str, ...]) -> Any:
    if field.const is not None:
        return field.const
    notes = field.notes.lower()
    if is_text_flag(field):
        return "true"
    if field.type.removesuffix("?") == "string":
        return (
            DAY if field.name in DAYS or "iso date" in notes or "yyyy-mm-dd" in notes else f"the {field.name}"
        )
    if field.type == "boolean|BooleanString" and not sent:
        return "true"
    return sample(catalogue, field.type, sent=sent, within=within)
