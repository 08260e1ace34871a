"""XML Schema's regular expressions, matched in time that grows with pattern times text and with nothing worse.

They have no back-references, no look-around and no greed, so all ways through a pattern can be followed at once:
a pattern that would keep a backtracking engine busy for years is an ordinary one here. A pattern stands for the
whole text; `^` and `$` are letters like others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from .xsd_characters import Test, any_of, category_test, escape_test, not_line_end, one, span, without

__all__ = ["PatternError", "matches"]

_MOST_STATES = 20_000
_MOST_STEPS = 500_000
_MOST_NESTED = 100


class PatternError(Exception):
    """A pattern that is none of XML Schema's, or is too large."""


class _Step(NamedTuple):
    """A state: it takes a character that passes the test, or goes on at once to `then` and `other`."""

    test: Test | None
    then: int
    other: int = -1


# Appends a part of the pattern to the program; what is appended runs on into what follows.
_Emit: TypeAlias = Callable[[list[_Step]], None]


def matches(pattern: str, text: str) -> bool:
    """Whether a whole text is of a pattern.

    Raises:
        PatternError: The pattern is none of XML Schema's, or too much for the text's length.
    """
    program = _compiled(pattern)
    left = _MOST_STEPS
    states = _closure(program, [0])
    for character in text:
        left -= len(states)
        if left < 0:
            raise PatternError("the pattern is too large for this text")
        taken = [
            step.then for each in states if (step := program[each]).test is not None and step.test(character)
        ]
        states = _closure(program, taken)
        if not states:
            return False
    return len(program) - 1 in states


def _closure(program: list[_Step], start: list[int]) -> set[int]:
    """The states that are reached without taking a character."""
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        state = waiting.pop()
        if state in found:
            continue
        found.add(state)
        step = program[state]
        if step.test is None:
            waiting.extend(each for each in (step.then, step.other) if each >= 0)
    return found


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> list[_Step]:
    reader = _Reader(pattern)
    emit = reader.choice(0)
    if not reader.at_end:
        raise PatternError(f"unexpected {reader.next()!r} at {reader.place}")
    program: list[_Step] = []
    emit(program)
    # The last state takes nothing and leads nowhere: whoever is there has matched.
    program.append(_Step(None, -1))
    return program


def _add(program: list[_Step], step: _Step) -> int:
    if len(program) >= _MOST_STATES:
        raise PatternError("the pattern is too large")
    program.append(step)
    return len(program) - 1


def _character(test: Test) -> _Emit:
    def emit(program: list[_Step]) -> None:
        _add(program, _Step(test, len(program) + 1))

    return emit


def _sequence(parts: list[_Emit]) -> _Emit:
    def emit(program: list[_Step]) -> None:
        for part in parts:
            part(program)

    return emit


def _alternatives(branches: list[_Emit]) -> _Emit:
    def emit(program: list[_Step]) -> None:
        ends: list[int] = []
        for branch in branches[:-1]:
            fork = _add(program, _Step(None, len(program) + 1))
            branch(program)
            ends.append(_add(program, _Step(None, -1)))
            program[fork] = program[fork]._replace(other=len(program))
        branches[-1](program)
        for end in ends:
            program[end] = _Step(None, len(program))

    return emit if len(branches) > 1 else branches[0]


def _repeated(part: _Emit, least: int, most: int | None) -> _Emit:
    def emit(program: list[_Step]) -> None:
        for _ in range(least):
            part(program)
        if most is None:
            fork = _add(program, _Step(None, len(program) + 1))
            part(program)
            _add(program, _Step(None, fork))
            program[fork] = program[fork]._replace(other=len(program))
            return
        forks: list[int] = []
        for _ in range(most - least):
            forks.append(_add(program, _Step(None, len(program) + 1)))
            part(program)
        for fork in forks:
            program[fork] = program[fork]._replace(other=len(program))

    return emit


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.place = 0

    @property
    def at_end(self) -> bool:
        return self.place >= len(self._pattern)

    def next(self) -> str:
        return self._pattern[self.place : self.place + 1]

    def take(self) -> str:
        if self.at_end:
            raise PatternError("the pattern ends too early")
        self.place += 1
        return self._pattern[self.place - 1]

    def skip(self, expected: str) -> bool:
        """Take what is expected, where it stands next."""
        found = self._pattern.startswith(expected, self.place)
        self.place += len(expected) if found else 0
        return found

    def choice(self, depth: int) -> _Emit:
        if depth > _MOST_NESTED:
            raise PatternError("the pattern is nested too deeply")
        branches = [self._branch(depth)]
        while self.skip("|"):
            branches.append(self._branch(depth))
        return _alternatives(branches)

    def _branch(self, depth: int) -> _Emit:
        parts: list[_Emit] = []
        while not self.at_end and self.next() not in "|)":
            parts.append(self._quantified(self._atom(depth)))
        return _sequence(parts)

    def _atom(self, depth: int) -> _Emit:
        character = self.take()
        if character == "(":
            # A group that is not captured, of other dialects: here none is.
            self.skip("?:")
            inside = self.choice(depth + 1)
            if not self.skip(")"):
                raise PatternError("a group is not closed")
            return inside
        if character in "?*+{":
            raise PatternError(f"nothing stands before {character!r} at {self.place - 1}")
        if character == "[":
            return _character(self._group())
        return _character(self._one(character))

    def _one(self, character: str) -> Test:
        if character == ".":
            return not_line_end
        return self._escape() if character == "\\" else one(character)

    def _quantified(self, part: _Emit) -> _Emit:
        if self.skip("?"):
            return _repeated(part, 0, 1)
        if self.skip("*"):
            return _repeated(part, 0, None)
        if self.skip("+"):
            return _repeated(part, 1, None)
        return self._counted(part) if self.skip("{") else part

    def _counted(self, part: _Emit) -> _Emit:
        written = ""
        while not self.skip("}"):
            written += self.take()
        least, comma, most = written.partition(",")
        if not least.isdecimal() or (most and not most.isdecimal()) or len(written) > 20:
            raise PatternError(f"{{{written}}} is no quantity")
        lower, upper = int(least), int(most) if most else None if comma else int(least)
        if max(lower, upper or 0) > _MOST_STATES or (upper is not None and upper < lower):
            raise PatternError(f"{{{written}}} is no quantity that can be matched")
        return _repeated(part, lower, upper)

    def _escape(self) -> Test:
        character = self.take()
        if character in "pP":
            if not self.skip("{"):
                raise PatternError("a category is missing")
            name = ""
            while not self.skip("}"):
                name += self.take()
            return self._known(category_test(name, character == "P"), f"\\{character}{{{name}}}")
        return self._known(escape_test(character), f"\\{character}")

    def _known(self, test: Test | None, written: str) -> Test:
        if test is None:
            raise PatternError(f"{written} is no escape of XML Schema")
        return test

    def _group(self) -> Test:
        """A class in brackets, after its opening one."""
        negated = self.skip("^")
        tests: list[Test] = []
        while not self.skip("]"):
            if tests and self.skip("-["):
                taken = self._group()
                if not self.skip("]"):
                    raise PatternError("a subtraction does not end its class")
                return without(any_of(tests, negated), taken)
            tests.append(self._range())
        if not tests:
            raise PatternError("a class is empty")
        return any_of(tests, negated)

    def _range(self) -> Test:
        first = self.take()
        if first == "\\":
            literal = self.next() if self.next() in "-[]^.?*+(){}|\\" else ""
            test = self._escape()
            first = literal
            if not literal:
                return test
        if self.next() == "-" and self._pattern[self.place + 1 : self.place + 2] not in ("]", "[", ""):
            self.take()
            last = self.take()
            if last == "\\":
                last = self.take()
            if last < first:
                raise PatternError(f"the range {first}-{last} is empty")
            return span(first, last)
        return one(first)
