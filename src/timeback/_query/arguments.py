"""Single arguments, checked: integers within their bounds, and the values that an enum lists."""

from __future__ import annotations

import enum
from typing import Any, Protocol, TypeGuard

from .._codec.scalars import own_scalar
from .._issues import Issues, hint
from ..errors import InvalidInputError

__all__ = ["admits", "check_choice", "check_integer", "chosen", "enum_text", "unlisted"]


def check_integer(name: str, value: object, *, minimum: int, maximum: int | None = None) -> int:
    """The integer, numpy's too, if it is within its bounds; `True` is not an integer here.

    Raises:
        InvalidInputError: It is not.
    """
    try:
        number = value if isinstance(value, int) else own_scalar(value)
    except ValueError as error:
        raise InvalidInputError.of(name, str(error)) from None
    if isinstance(number, bool) or not isinstance(number, int):
        raise InvalidInputError.of(name, f"must be an integer, not {type(value).__name__}")
    if number < minimum or (maximum is not None and number > maximum):
        bounds = f"at least {minimum}" if maximum is None else f"between {minimum} and {maximum}"
        raise InvalidInputError.of(name, f"must be {bounds}, not {number}")
    return number


def enum_text(value: object) -> object:
    """The text that an enum may have for a flag or a number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


class _Open(Protocol):
    """An enum that takes values which it does not list."""

    __name__: str

    def __admits__(self, text: str) -> bool: ...


def _is_open(known: type[enum.Enum]) -> TypeGuard[_Open]:
    return hasattr(known, "__admits__")


def admits(known: type[enum.Enum], value: object) -> bool:
    """Whether a plain value may stand for an enum's; one that we do not list passes as an explicit member only."""
    text = enum_text(value)
    if isinstance(text, str) and _is_open(known):
        return known.__admits__(text)
    return isinstance(text, str) and text in known._value2member_map_


def unlisted(value: object, known: type[enum.Enum]) -> str:
    """The fault of a value that an enum does not list. It shows the values that are listed, and no other."""
    listed = [str(each.value) for each in known]
    how = hint(value, listed)
    if not how and _is_open(known):
        how = f"; pass a newer value as {known.__name__}(...)"
    return f"must be one of {', '.join(listed)}{how}"


def check_choice(name: str, value: object, known: type[enum.Enum]) -> None:
    """Refuse text that an enum does not list. A member passes, a minted one included, and so does None.

    Raises:
        InvalidInputError: It is none of the values that are listed.
    """
    if value is not None and not isinstance(value, known) and not admits(known, value):
        raise InvalidInputError.of(name, unlisted(value, known))


def chosen(**asked: tuple[object, type[enum.Enum]]) -> dict[str, Any]:
    """The values of arguments that enums list, as `check_choice()` takes them, by their names.

    Raises:
        InvalidInputError: Names every one that is not listed.
    """
    issues = Issues()
    for name, (value, known) in asked.items():
        with issues:
            check_choice(name, value, known)
    issues.check()
    return {name: value for name, (value, _) in asked.items()}
