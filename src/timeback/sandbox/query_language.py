"""The `filter` parameter: text to a syntax tree. AND binds tighter than OR; parentheses group."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["And", "Condition", "FilterSyntaxError", "Node", "Or", "Value", "is_path", "parse_filter"]

_MAX_DEPTH = 50

_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*")
_OPERATOR = re.compile(r"!=|>=|<=|[=~><@]")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_BARE = re.compile(r"true\b|false\b|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])")
_JOINER = re.compile(r"(AND|OR)\b")


class FilterSyntaxError(ValueError):
    """The filter does not follow the grammar; `at` is the offset where reading stopped."""

    def __init__(self, expected: str, at: int) -> None:
        super().__init__(f"expected {expected} at character {at + 1}")
        self.at = at


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: text in quotes, or a bare number, `true` or `false` as it was written."""

    text: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison, such as `familyName='O''Brien'`."""

    field: str
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts holds."""

    parts: tuple[Node, ...]


Node = Condition | And | Or


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = self._skip(found.end())
        return found

    def take_text(self, text: str) -> bool:
        if not self.text.startswith(text, self.at):
            return False
        self.at = self._skip(self.at + len(text))
        return True

    def start(self) -> None:
        self.at = self._skip(0)

    def _skip(self, at: int) -> int:
        space = _SPACE.match(self.text, at)
        return space.end() if space else at

    def joined(self, word: str) -> bool:
        found = _JOINER.match(self.text, self.at)
        return bool(found and found[1] == word and self.take(_JOINER))

    def any_of(self, depth: int) -> Node:
        parts = [self.all_of(depth)]
        while self.joined("OR"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, depth: int) -> Node:
        parts = [self.one(depth)]
        while self.joined("AND"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, depth: int) -> Node:
        if not self.take_text("("):
            return self.condition()
        if depth == _MAX_DEPTH:
            raise FilterSyntaxError(f"at most {_MAX_DEPTH} nested parentheses", self.at)
        inside = self.any_of(depth + 1)
        if not self.take_text(")"):
            raise FilterSyntaxError("a closing parenthesis", self.at)
        return inside

    def condition(self) -> Condition:
        field = self.take(_FIELD)
        if not field:
            raise FilterSyntaxError("a field name", self.at)
        operator = self.take(_OPERATOR)
        if not operator:
            raise FilterSyntaxError("an operator", self.at)
        if quoted := self.take(_QUOTED):
            return Condition(field[0], operator[0], Value(quoted[1].replace("''", "'")))
        if bare := self.take(_BARE):
            return Condition(field[0], operator[0], Value(bare[0], quoted=False))
        raise FilterSyntaxError("a quoted text, a number, true or false", self.at)


def is_path(text: str) -> bool:
    """Whether a text is the dotted path of a field."""
    return _FIELD.fullmatch(text) is not None


def parse_filter(text: str) -> Node:
    """Read a filter.

    Raises:
        FilterSyntaxError: The text does not follow the grammar.
    """
    reader = _Reader(text)
    reader.start()
    tree = reader.any_of(0)
    if reader.at != len(text):
        raise FilterSyntaxError("AND, OR or the end", reader.at)
    return tree
