"""Texts: `string-match`, `substring`, `pattern-match`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, boolean, comparable, written
from ..xsd_pattern import PatternError, matches
from .registry import Operands, any_key, flag, operator, reference

__all__: list[str] = []


def _texts(element: Element, operands: Operands) -> list[str]:
    found = [written(each) for each in operands]
    if not all(isinstance(each, str) for each in found):
        raise Unevaluable(f"{element.tag} needs single values")
    folded = not flag(element, "case-sensitive", True)
    return [comparable(each).casefold() if folded else comparable(each) for each in found]


def _without_ignored(text: str, element: Element) -> str:
    """A text without the characters that an export of Inspera says to ignore."""
    ignored = element.get("ignoredCharacters", "")
    return "".join(each for each in text if each not in ignored) if ignored else text


def _is_part(sought: str, whole: str, expression: Element) -> bool:
    """Whether a text has another in it, with the blanks that the document puts around what is sought."""
    exact = expression.text or ""
    is_written = expression.tag == "qti-base-value" and not len(expression) and "\n" not in exact
    if is_written:
        before, after = len(exact) - len(exact.lstrip()), len(exact) - len(exact.rstrip())
        sought = f"{exact[:before]}{sought}{exact[len(exact) - after :]}"
    return sought in whole


@operator("string-match", 2)
@any_key
def _string_match(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = (_without_ignored(each, element) for each in _texts(element, operands))
    if flag(element, "substring", False):
        return boolean(_is_part(second, first, element[1]))
    return boolean(first == second)


@operator("substring", 2)
def _substring(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = _texts(element, operands)
    return boolean(_is_part(first, second, element[0]))


@operator("pattern-match", 1)
def _pattern_match(element: Element, operands: Operands, scope: Scope) -> Value | None:
    text = written(operands[0])
    if not isinstance(text, str):
        raise Unevaluable("qti-pattern-match needs a single value")
    pattern = element.get("pattern", "")
    if (name := reference(pattern)) != pattern and name in scope.variables:
        held = written(scope.value(name))
        if held is None:
            return None
        pattern = str(held)
    try:
        return boolean(any(matches(each, text) for each in _readings(pattern)))
    except PatternError as error:
        raise Unevaluable(f"qti-pattern-match: {error}") from None


def _readings(pattern: str) -> list[str]:
    """A pattern as XML Schema reads it, and as its author means it who anchors it with `^` and `$`."""
    is_anchored = pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$")
    return [pattern, pattern[1:-1].replace("$|^", "|")] if is_anchored else [pattern]
