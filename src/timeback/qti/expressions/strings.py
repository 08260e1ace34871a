"""Texts: `string-match`, `substring`, `pattern-match`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, boolean, written
from ..xsd_pattern import PatternError, matches
from .registry import Operands, flag, operator, reference

__all__: list[str] = []


def _texts(element: Element, operands: Operands) -> list[str]:
    found = [written(each) for each in operands]
    if not all(isinstance(each, str) for each in found):
        raise Unevaluable(f"{element.tag} needs single values")
    folded = not flag(element, "case-sensitive", True)
    return [each.casefold() if folded else each for each in found]


@operator("string-match", 2)
def _string_match(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = _texts(element, operands)
    return boolean(second in first if flag(element, "substring", False) else first == second)


@operator("substring", 2)
def _substring(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = _texts(element, operands)
    return boolean(first in second)


@operator("pattern-match", 1)
def _pattern_match(element: Element, operands: Operands, scope: Scope) -> Value | None:
    (text,) = _texts(element, operands)
    pattern = element.get("pattern", "")
    if (name := reference(pattern)) != pattern and name in scope.variables:
        held = written(scope.value(name))
        if held is None:
            return None
        pattern = str(held)
    try:
        return boolean(matches(pattern, text))
    except PatternError as error:
        raise Unevaluable(f"qti-pattern-match: {error}") from None
