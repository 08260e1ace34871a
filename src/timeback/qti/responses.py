"""Reads what callers give for a response, by its declaration."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias, cast

import msgspec

from .._issues import Issues, hint
from ..errors import InvalidInputError
from ..models.qti import AnyInteraction, UnknownInteraction
from .content import Declaration, ParsedItem, TextEntry
from .values import Value, number_value, read_value, single, text

__all__ = [
    "BUILT_IN",
    "ResponseInput",
    "ends_of_attempt",
    "most_values",
    "read_response",
    "read_responses",
    "unknown",
]

ResponseInput: TypeAlias = "str | float | bool | Sequence[Any] | Mapping[str, Any] | None"
"""A response: a text, a number, a truth value, a list of them, a record's fields; None for no response."""

_RESULTS = ("base", "list", "record")
_USUAL = "RESPONSE"
BUILT_IN = {
    name: Declaration(identifier=name, cardinality="single", base_type=base_type)
    for name, base_type in (
        ("numAttempts", "integer"), ("duration", "duration"), ("completionStatus", "identifier"),
    )
}  # fmt: skip
"""The variables that every item has; records of responses often carry them."""


def read_responses(item: ParsedItem, given: Any, path: str = "responses") -> dict[str, Value | None]:
    """Each response by its identifier, and the built-in variables among them; one alone is the item's only one.

    Raises:
        InvalidInputError: A name is no response of the item, or nobody can say which one is meant.
    """
    named = _mapping(given)
    if given is None or (named is not None and not named):
        return {}
    known = {**dict.fromkeys(_answered(item)), **item.responses}
    if named is None or not (named.keys() & known.keys() or _names_others(named, item.responses)):
        named = {_only(known, item, path): given}
    issues = Issues()
    found: dict[str, Value | None] = {}
    for name, response in named.items():
        with issues:
            if name not in known and name not in BUILT_IN:
                issues.add(f"{path}.{name}", unknown("response of the item", name, known))
            else:
                entry = item.entries.get(name, TextEntry())
                if entry.text is not None and isinstance(response, str):
                    found.setdefault(entry.text, text(response))
                declared = known.get(name) or BUILT_IN.get(name)
                response = _in_base(response, entry.base, declared)
                found[name] = read_response(declared, response, f"{path}.{name}")
                if found[name] is None and declared is not None:
                    found[name] = _several(item, declared, response)
    issues.check()
    return found


def _in_base(response: Any, base: int, declared: Declaration | None) -> Any:
    """A whole number that was entered in another base than ten, as one in base ten."""
    if base == 10 or declared is None or declared.base_type != "integer" or not isinstance(response, str):
        return response
    digits = response.strip().lower()
    is_number = re.fullmatch(r"[+-]?[0-9a-z]{1,300}", digits)
    try:
        return str(int(digits, base)) if is_number else None
    except ValueError:
        return None


def _answered(item: ParsedItem) -> list[str]:
    """The identifiers of the responses that interactions give, but for the end of an attempt."""
    ends = ends_of_attempt(item)
    return [name for name in dict.fromkeys(map(_response_of, item.interactions)) if name and name not in ends]


def ends_of_attempt(item: ParsedItem) -> list[str]:
    """The identifiers of the responses that buttons give which end an attempt."""
    return [
        _response_of(each)
        for each in item.interactions
        if isinstance(each, UnknownInteraction) and each.data.get("type") == "end-attempt"
    ]


def most_values(item: ParsedItem, name: str) -> int | None:
    """The greatest number of values of a response; None for any number."""
    for each in item.interactions:
        if _response_of(each) == name:
            return next((limit for limit in _limits(each) if limit), None)
    return None


def _limits(interaction: AnyInteraction) -> list[int]:
    """The numbers of values that an interaction is limited to; zero is any number."""
    limits = (getattr(interaction, name, None) for name in ("max_choices", "max_associations"))
    return [int(limit) for limit in limits if limit is not None]


def _asks_for_several(item: ParsedItem, declared: Declaration) -> bool:
    """Whether an item asks for several values of a response, but declares a single one."""
    if declared.cardinality != "single":
        return False
    asking = [each for each in item.interactions if _response_of(each) == declared.identifier]
    return len(declared.correct) > 1 or any(limit != 1 for each in asking for limit in _limits(each))


def _several(item: ParsedItem, declared: Declaration, given: Any) -> Value | None:
    """A response of more than one value that is declared as single, but asked for; None for any other."""
    if not _asks_for_several(item, declared):
        return None
    value = read_response(msgspec.structs.replace(declared, cardinality="multiple"), given)
    return value if value is not None and len(value.members) > 1 else None


def _response_of(interaction: AnyInteraction) -> str:
    """The identifier of the response that an interaction gives."""
    if isinstance(interaction, UnknownInteraction):
        return str(interaction.data.get("responseIdentifier", ""))
    return str(getattr(interaction, "response_identifier", ""))


def _only(known: Mapping[str, Any], item: ParsedItem, path: str) -> str:
    """The response that is meant where one is given without a name."""
    answered = [each for each in _answered(item) if each in known]
    for candidates in (list(known), answered):
        if len(candidates) == 1:
            return candidates[0]
    if not answered and _USUAL in known:
        return _USUAL
    raise InvalidInputError.of(path, f"name the response that is meant: {_listed(known)}")


def unknown(kind: str, name: object, known: Collection[str]) -> str:
    """The fault of a name that is none of those of a kind, such as `outcome of the item`."""
    return f"is no {kind}: {_listed(known)}{hint(name, known)}"


def _listed(known: Collection[str]) -> str:
    return f"it has {', '.join(known)}" if known else "it has none"


def _mapping(given: Any) -> Mapping[str, Any] | None:
    return cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else None


def _names_others(named: Mapping[str, Any], declarations: Mapping[str, Declaration]) -> bool:
    """Whether a mapping gives responses by name, none of which is known, rather than one record or point."""
    first = next(iter(declarations.values()), None)
    if first is None:
        return True
    structured = first.cardinality == "record" or first.base_type == "point"
    return not structured and not named.keys() & set(_RESULTS)


def read_response(declaration: Declaration | None, given: Any, path: str = "response") -> Value | None:
    """A response as its declaration has it; None, NULL, for none.

    Raises:
        InvalidInputError: It has a form that no response of that kind has.
    """
    declared = declaration or Declaration(
        identifier="",
        cardinality="multiple" if isinstance(given, list | tuple) else "single",
        base_type="string",
    )
    given = _unwrapped(given)
    if given is None:
        return None
    if declared.cardinality != "record" and not _has_form(given, declared):
        form = "a text, a number, a truth value or a list of them"
        raise InvalidInputError.of(path, f"must be {form}; a mapping is for records and points")
    if declared.cardinality == "record":
        return _record(declared, given)
    return read_value(_texts(given, declared), declared.cardinality, declared.base_type)


def _unwrapped(given: Any) -> Any:
    """The inside of QTI's JSON form: `{"base": {"identifier": "A"}}`, `{"list": {"identifier": ["A", "B"]}}`."""
    found = _mapping(given)
    if found is None or len(found) != 1 or next(iter(found)) not in _RESULTS:
        return given
    inside: Any = next(iter(found.values()))
    if isinstance(inside, list | tuple):
        rows = filter(None, map(_mapping, cast("Sequence[Any]", inside)))
        return {str(each.get("name")): _unwrapped({"base": each.get("base")}) for each in rows}
    typed = _mapping(inside)
    if typed is None:
        return inside
    held = next(iter(typed.values()), None)
    file = _mapping(held) if "file" in typed else None
    # A file is known by its name: nobody compares contents.
    return held if file is None else file.get("name") or file.get("data")


def _has_form(given: Any, declared: Declaration) -> bool:
    """Whether a response is a value, or values, that can be told."""
    members = [given]
    if isinstance(given, list | tuple | set | frozenset):
        members = list(cast("Sequence[Any]", given))
    wrong = (Mapping, bytes) if declared.base_type != "point" else bytes
    return not any(isinstance(each, wrong) for each in members)


def _texts(given: Any, declared: Declaration) -> list[str]:
    """The texts of a response's members."""
    if not isinstance(given, list | tuple | set | frozenset):
        return [_text(given, declared.base_type)]
    members = list(cast("Sequence[Any]", given))
    paired = declared.base_type in ("pair", "directedPair", "point")
    if paired and declared.cardinality == "single" and len(members) == 2 and not any(map(_is_pair, members)):
        members = [members]
    return [_text(each, declared.base_type) for each in members if each is not None]


def _is_pair(member: Any) -> bool:
    return isinstance(member, list | tuple) or (isinstance(member, str) and len(member.split()) == 2)


def _text(member: Any, base_type: str | None) -> str:
    if isinstance(member, bool):
        return str(member).lower()
    if isinstance(member, float):
        if base_type == "integer" and member.is_integer():
            return str(int(member))
        return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(repr(member), repr(member))
    if isinstance(member, str | int):
        # What an enum's member is worth, not what it is called.
        return str.__str__(member) if isinstance(member, str) else int.__repr__(member)
    if isinstance(member, Mapping):
        found = cast("Mapping[str, Any]", member)
        inside = [found[key] for key in ("x", "y") if key in found] or list(found.values())
        return " ".join(_text(each, None) for each in inside)
    if isinstance(member, list | tuple):
        return " ".join(_text(each, None) for each in cast("Sequence[Any]", member))
    return str(member)


def _record(declared: Declaration, given: Any) -> Value | None:
    """A record's fields; out of a single text, those that the standard derives for a text entry."""
    if not isinstance(given, Mapping):
        return _entered(_text(given, None).strip())
    fields = cast("Mapping[str, Any]", given)
    members: list[tuple[str, Value]] = []
    for name, member in fields.items():
        kind = declared.field_types.get(name) or _kind(member)
        value = read_value(
            _texts(_unwrapped(member), Declaration(identifier="", cardinality="single")), "single", kind
        )
        if member is not None and value is not None:
            members.append((str(name), value))
    return Value("record", None, tuple(members)) if members else None


def _kind(member: Any) -> str:
    if isinstance(member, bool):
        return "boolean"
    return "integer" if isinstance(member, int) else "float" if isinstance(member, float) else "string"


def _exponent(digits: str) -> int:
    """The exponent of a number, within what any number of digits could need."""
    return max(-1000, min(1000, int(digits))) if re.fullmatch(r"[+-]?[0-9]{1,9}", digits) else 0


def _entered(entry: str) -> Value | None:
    """The standard's record of a text that was entered: the number, and how it was written."""
    if not entry:
        return None
    number = read_value([entry], "single", "float")
    if number is None:
        return Value("record", None, (("stringValue", single("string", entry)),))
    mantissa, _, exponent = entry.lower().partition("e")
    left, _, right = mantissa.lstrip("+-").partition(".")
    counts = {
        "integerValue": read_value([entry], "single", "integer"),
        "leftDigits": number_value(len(left)),
        "rightDigits": number_value(len(right)),
        "ndp": number_value(max(0, len(right) - _exponent(exponent))),
        "nsf": number_value(len((left + right).lstrip("0"))),
        "exponent": read_value([exponent], "single", "integer"),
    }
    fields = {"stringValue": single("string", entry), "floatValue": number, **counts}
    return Value("record", None, tuple((name, each) for name, each in fields.items() if each is not None))
