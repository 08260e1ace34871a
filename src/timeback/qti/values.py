"""Values as QTI has them: a cardinality, a base type, and members; `None` is NULL.

Members are read strictly by XML Schema's rules for their type, so `"1_000"`, `"nan"` and `"१"` are no numbers.
An empty container and an empty string are NULL, as the standard says.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from .markup import number
from .words import TRUTHS, truth

__all__ = [
    "NUMERIC",
    "Unevaluable",
    "Value",
    "boolean",
    "close",
    "comparable",
    "container",
    "kind_of",
    "number_value",
    "read_declared",
    "read_member",
    "read_value",
    "same",
    "same_member",
    "single",
    "text",
    "to_number",
    "written",
]

NUMERIC = frozenset({"integer", "float", "duration"})
_LAST_DIGITS = 1e-12
_EXACT = 2.0**53
_INTEGER = re.compile(r"[+-]?[0-9]+")
_LINE_END = re.compile(r"\s*\n\s*")
_SPECIAL = {"INF": "inf", "+INF": "inf", "-INF": "-inf", "NaN": "nan"}
# Without years and months, whose lengths differ.
_PERIOD = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]+)?)S)?)?"
)
# Every integer is within the range of floats, so that any can stand beside one.
_MAX_DIGITS = 300


class Unevaluable(Exception):
    """An expression has no value that could be known here: not NULL, but unknown."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is not NULL.

    Attributes:
        cardinality: `single`, `multiple`, `ordered` or `record`.
        base_type: What the members are; None in records.
        members: The members, one where the cardinality is `single`; in records, pairs of a name and a `Value`.
    """

    cardinality: str
    base_type: str | None
    members: tuple[Any, ...]

    @property
    def fields(self) -> dict[str, Value]:
        """A record's fields by name."""
        return dict(self.members) if self.cardinality == "record" else {}


def single(base_type: str, member: Any) -> Value:
    """A single value."""
    return Value("single", base_type, (member,))


def boolean(truth: bool | None) -> Value | None:
    """A truth value; None is NULL."""
    return None if truth is None else single("boolean", truth)


def text(value: str) -> Value | None:
    """A string; a blank one is NULL."""
    return single("string", value) if value else None


def number_value(value: float, base_type: str | None = None) -> Value | None:
    """A number as an integer or a float; NaN is NULL."""
    if value != value:
        return None
    return single(base_type or ("integer" if isinstance(value, int) else "float"), value)


def container(cardinality: str, base_type: str | None, members: Iterable[Any]) -> Value | None:
    """A container; an empty one is NULL."""
    found = tuple(members)
    return Value(cardinality, base_type, found) if found else None


def read_member(written_as: str, base_type: str | None) -> Any:
    """A member out of its text; None for what is not of that type, and for a blank."""
    # Blanks around a value come from the document's layout, or from the keyboard.
    trimmed = written_as.strip()
    if not trimmed:
        return written_as or None if base_type in (None, "string") else None
    match base_type:
        case "boolean":
            return TRUTHS.get(trimmed)
        case "integer":
            return _integer(trimmed)
        case "float":
            return _float(trimmed)
        case "duration":
            found = _float(trimmed)
            return _seconds(trimmed) if found is None else found
        case "pair" | "directedPair":
            parts = trimmed.split()
            return tuple(parts) if len(parts) == 2 else None
        case "point":
            numbers = tuple(map(_float, trimmed.split()))
            return numbers if len(numbers) == 2 and None not in numbers else None
        case "intOrIdentifier":
            found = _integer(trimmed)
            return trimmed if found is None else found
        case _:
            return trimmed


def read_declared(written_as: str, base_type: str | None) -> Any:
    """A member out of the text of a document, where authors also write `5.0` for an integer, and `True`."""
    found = read_member(written_as, base_type)
    if found is None and base_type == "boolean":
        return truth(written_as)
    if found is None and base_type == "integer":
        number = _float(written_as.strip())
        return int(number) if number is not None and number.is_integer() else None
    return found


def _integer(trimmed: str) -> int | None:
    if _INTEGER.fullmatch(trimmed) is None or len(trimmed) > _MAX_DIGITS:
        return None
    return int(trimmed)


def _seconds(trimmed: str) -> float | None:
    """The seconds of a period as ISO 8601 writes it, such as `PT1M30S`; None for what is none."""
    found = _PERIOD.fullmatch(trimmed)
    if found is None:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _float(trimmed: str) -> float | None:
    if trimmed in _SPECIAL:
        return float(_SPECIAL[trimmed])
    return number(trimmed)


def read_value(
    texts: Sequence[str],
    cardinality: str,
    base_type: str | None,
    read: Callable[[str, str | None], Any] = read_member,
) -> Value | None:
    """A value out of its members' texts, such as a key or a response.

    Blank members are left out. In a container, text that is not of the type stays as it is, so that it equals
    nothing of that type; where one value is expected, such text is NULL, and so are several values.
    """
    filled = [each for each in texts if each.strip()] or [each for each in texts if each]
    members = [read(each, base_type) for each in filled]
    if cardinality == "single":
        return (
            single(base_type or "string", members[0])
            if len(members) == 1 and members[0] is not None
            else None
        )
    kept = (each if found is None else found for each, found in zip(filled, members, strict=True))
    return container(cardinality, base_type or "string", kept)


def to_number(value: Value | None) -> float | None:
    """The number that a value is: an integer or a float; None for NULL and for NaN.

    Text is read as a number; what is no number in a container of numbers is None.

    Raises:
        Unevaluable: It has another type, or several members, or is text that is no number.
    """
    if value is None:
        return None
    if len(value.members) != 1 or value.cardinality == "record":
        raise Unevaluable("a number is needed where there is a container")
    member = value.members[0]
    if isinstance(member, str):
        found = _integer(member.strip())
        member = _float(member.strip()) if found is None else found
        if member is None and value.base_type not in NUMERIC:
            raise Unevaluable("a number is needed where there is text that is none")
    elif value.base_type not in NUMERIC and value.base_type != "intOrIdentifier":
        raise Unevaluable(f"a number is needed where there is a {value.base_type}")
    return None if member is None or member != member else member


def close(first: float, second: float, scale: float = 0.0) -> bool:
    """Whether numbers differ in their last digits only, which they do if they were added up in another order.

    Args:
        first: A number.
        second: The other one.
        scale: The size of what they were computed from, where that is more than they are.
    """
    if _is_exact(first) and _is_exact(second):
        return first == second
    return math.isclose(first, second, rel_tol=_LAST_DIGITS, abs_tol=_LAST_DIGITS * scale)


def _is_exact(number: float) -> bool:
    """Whether a number is whole, and a float has all of its digits."""
    return isinstance(number, int) or (number.is_integer() and abs(number) < _EXACT)


def comparable(written_as: str) -> str:
    """A text as it is compared: in composed characters, and on one line, since documents break lines anywhere."""
    return _LINE_END.sub(" ", unicodedata.normalize("NFC", written_as)).strip()


def same(first: Value, second: Value) -> bool:
    """Whether two values are one: containers without regard to order, unless they are ordered."""
    if "record" in (first.cardinality, second.cardinality):
        return _same_records(first, second)
    left, right = _keys(first, second), _keys(second, first)
    ordered = {first.cardinality, second.cardinality} <= {"ordered", "single"}
    return left == right if ordered else Counter(left) == Counter(right)


def _same_records(first: Value, second: Value) -> bool:
    left, right = first.fields, second.fields
    return (
        first.cardinality == second.cardinality
        and left.keys() == right.keys()
        and all(same(each, right[name]) for name, each in left.items())
    )


def same_member(first: Value, second: Value) -> bool:
    """Whether two single values are one."""
    return _keys(first, second) == _keys(second, first)


def _keys(value: Value, beside: Value) -> list[Any]:
    """The members in a form in which equal ones are equal; text beside another type is read as that type."""
    kind, members = kind_of(beside.base_type), value.members
    if kind != "text" and kind_of(value.base_type) == "text":
        wanted = "float" if kind == "number" else beside.base_type
        members = tuple(
            each if (found := read_member(str(each), wanted)) is None else found for each in members
        )
    types = {value.base_type, beside.base_type}
    if not types <= {"integer", "intOrIdentifier"}:
        members = tuple(float(each) if type(each) is int else each for each in members)
    return [_key(each, "pair" in types) for each in members]


def kind_of(base_type: str | None) -> str:
    """The kind of a base type: those of one kind can be compared with each other."""
    if base_type in NUMERIC:
        return "number"
    return (
        str(base_type)
        if base_type in ("boolean", "pair", "directedPair", "point", "intOrIdentifier")
        else "text"
    )


def _key(member: Any, unordered: bool) -> Any:
    if isinstance(member, bool):
        return ("boolean", member)
    if isinstance(member, float):
        # What differs in the last digits only was added up in another order: 0.1 + 0.2 is 0.3.
        return member if _is_exact(member) else float(f"{member:.12g}")
    if _is_tuple(member):
        parts = [_key(part, False) for part in member]
        return tuple(sorted(parts) if unordered else parts)
    return comparable(member) if isinstance(member, str) else member


def written(value: Value | None) -> Any:
    """A value as texts: one, a list for a container, a dict for a record; None for NULL."""
    if value is None:
        return None
    if value.cardinality == "record":
        return {name: written(field) for name, field in value.members}
    texts = [_text_of(each) for each in value.members]
    return texts[0] if value.cardinality == "single" else texts


def _text_of(member: Any) -> str:
    if isinstance(member, bool):
        return str(member).lower()
    if isinstance(member, float):
        return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(repr(member), repr(member))
    if _is_tuple(member):
        return " ".join(map(_short, member))
    return str(member)


def _is_tuple(member: Any) -> TypeGuard[tuple[Any, ...]]:
    """Whether a member is a pair or a point."""
    return isinstance(member, tuple)


def _short(part: Any) -> str:
    return str(int(part)) if isinstance(part, float) and part.is_integer() else str(part)
