"""Patterns that are compiled when they are first used: most are for what seldom comes, and no import waits for them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

__all__ = ["pattern"]


class _Pattern(Generic[AnyStr]):
    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return pattern, (self._text, self._flags)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile()` makes it, later."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
