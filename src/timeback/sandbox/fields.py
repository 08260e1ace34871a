"""Fields of bodies: by their kind they check a value, and say how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._json_types import is_list, is_object
from . import instants

__all__ = [
    "ABSENT",
    "Checking",
    "Field",
    "Fields",
    "Kind",
    "array",
    "boolean",
    "boolean_text",
    "check_body",
    "instant",
    "mapping",
    "nonblank",
    "number",
    "object_of",
    "one_of",
    "plain_date",
    "text",
]

ABSENT: Any = object()


@dataclass
class Checking:
    """One check of a body: the faults found so far, and how referred records are looked up.

    Attributes:
        find: Looks up a record by table name and id.
        issues: Dotted path and message of each fault.
        unknown: The paths of those faults that are references to records that are not there.
    """

    find: Callable[[str, str], dict[str, Any] | None]
    issues: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    unknown: set[str] = field(default_factory=set[str])

    def fail(self, path: str, message: str) -> Any:
        """Note a fault."""
        self.issues.append((path or "(root)", message))
        return ABSENT

    def fail_unknown(self, path: str, message: str) -> Any:
        """Note a reference to a record that is not there."""
        self.unknown.add(path)
        return self.fail(path, message)


@dataclass(frozen=True)
class Kind:
    """A kind of value that a field takes.

    Attributes:
        check: Given a value, its path and the check under way: the value to keep.
        query: How filters compare it: `text number flag instant date list ref refs metadata none`.
    """

    check: Callable[[Any, str, Checking], Any]
    query: str = "text"


@dataclass(frozen=True)
class Field:
    """One field of a body.

    Attributes:
        kind: The values that it takes.
        required: A body without it is refused.
        nullable: It may be null.
        default: What is kept where a body has none.
        kept_as: The name under which it is answered, where that differs.
        dropped: It is checked, and not kept.
    """

    kind: Kind
    required: bool = False
    nullable: bool = False
    default: Any = ABSENT
    kept_as: str | None = None
    dropped: bool = False


Fields = Mapping[str, Field]


def check_body(
    body: Any,
    fields: Fields,
    checking: Checking,
    *,
    path: str = "",
    partial: bool = False,
    closed: bool = False,
    ignored: Collection[str] = (),
) -> dict[str, Any]:
    """Check an object against its fields, and return what is to be kept of it.

    Args:
        body: The value that was sent.
        fields: What it may hold.
        checking: Where faults are noted.
        path: Where in the whole body this object stands.
        partial: Nothing is required, and defaults are not filled in.
        closed: Other fields are refused; otherwise they are kept as they are.
        ignored: Other fields that are passed over, because the platform sets them.
    """
    if not is_object(body):
        checking.fail(path, "Must be an object.")
        return {}
    kept: dict[str, Any] = {}
    for name, spec in fields.items():
        at = f"{path}.{name}" if path else name
        value = _checked(body.get(name, ABSENT), spec, at, checking, partial)
        if value is not ABSENT and not spec.dropped:
            kept[spec.kept_as or name] = value
    for name in body.keys() - fields.keys():
        if closed:
            checking.fail(f"{path}.{name}" if path else name, "Unknown field.")
        elif name not in ignored:
            kept[name] = body[name]
    return kept


def _checked(value: Any, spec: Field, at: str, checking: Checking, partial: bool) -> Any:
    if value is ABSENT:
        if partial:
            return ABSENT
        return checking.fail(at, "Required.") if spec.required else spec.default
    if value is None:
        return None if spec.nullable else checking.fail(at, "Must not be null.")
    return spec.kind.check(value, at, checking)


def _text(value: Any, at: str, checking: Checking) -> Any:
    return value if isinstance(value, str) else checking.fail(at, "Must be text.")


def _nonblank(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and value.strip():
        return value
    return checking.fail(at, "Must be text that is not blank.")


def _boolean(value: Any, at: str, checking: Checking) -> Any:
    return value if isinstance(value, bool) else checking.fail(at, "Must be true or false.")


def _boolean_or_text(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value in ("true", "false") else checking.fail(at, "Must be true or false.")


def _number(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return checking.fail(at, "Must be a number.")


def _plain_date(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and instants.is_date(value):
        return value
    return checking.fail(at, "Must be a date such as 2025-08-25.")


def _instant(value: Any, at: str, checking: Checking) -> Any:
    parsed = instants.parse(value) if isinstance(value, str) else None
    return parsed.text if parsed else checking.fail(at, "Must be an ISO 8601 date or datetime.")


text = Kind(_text)
nonblank = Kind(_nonblank)
boolean = Kind(_boolean, "flag")
boolean_text = Kind(_boolean_or_text, "flag")
number = Kind(_number, "number")
plain_date = Kind(_plain_date, "date")
instant = Kind(_instant, "instant")


def one_of(*values: str) -> Kind:
    """One of a closed list of texts."""
    listed = ", ".join(values)

    def check(value: Any, at: str, checking: Checking) -> Any:
        return value if value in values else checking.fail(at, f"Must be one of {listed}.")

    return Kind(check)


def array(item: Kind, *, least: int = 0) -> Kind:
    """A list whose items are all of one kind."""

    def check(value: Any, at: str, checking: Checking) -> Any:
        if not is_list(value):
            return checking.fail(at, "Must be a list.")
        if len(value) < least:
            return checking.fail(at, f"Must hold at least {least}.")
        return [item.check(entry, f"{at}.{number}", checking) for number, entry in enumerate(value)]

    return Kind(check, {"ref": "refs", "object": "none"}.get(item.query, "list"))


def object_of(fields: Fields, *, closed: bool = False, query: str = "object") -> Kind:
    """An object with fields of its own."""

    def check(value: Any, at: str, checking: Checking) -> Any:
        return check_body(value, fields, checking, path=at, closed=closed)

    return Kind(check, query)


def mapping(item: Kind) -> Kind:
    """An object with free keys, whose values are all of one kind."""

    def check(value: Any, at: str, checking: Checking) -> Any:
        if not is_object(value):
            return checking.fail(at, "Must be an object.")
        return {key: item.check(entry, f"{at}.{key}", checking) for key, entry in value.items()}

    return Kind(check, "object")
