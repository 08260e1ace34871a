"""Truth: `and`, `or`, `not`, `any-n`, `is-null`. NULL is neither true nor false."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, boolean
from .registry import Operands, evaluate, expression, is_true, operator, whole_number

__all__: list[str] = []


def _decide(element: Element, scope: Scope, decide: Callable[[int, int, int], bool | None]) -> Value | None:
    """Decide by how many are true, false and NULL.

    What cannot be evaluated matters only where it could turn the result: then nothing is known.
    """
    counts = {True: 0, False: 0, None: 0}
    unknown: Unevaluable | None = None
    for each in element:
        try:
            counts[is_true(evaluate(each, scope))] += 1
        except Unevaluable as error:
            unknown = unknown or error
            counts[None] += 1
    result = decide(counts[True], counts[False], counts[None])
    if result is None and unknown is not None:
        raise unknown
    return boolean(result)


@expression("and")
def _and(element: Element, scope: Scope) -> Value | None:
    return _decide(element, scope, lambda true, false, null: False if false else None if null else True)


@expression("or")
def _or(element: Element, scope: Scope) -> Value | None:
    return _decide(element, scope, lambda true, false, null: True if true else None if null else False)


@expression("any-n")
def _any_n(element: Element, scope: Scope) -> Value | None:
    least, most = whole_number(element, "min", scope), whole_number(element, "max", scope)
    if least is None or most is None:
        return None

    def decide(true: int, false: int, null: int) -> bool | None:
        if true > most or true + null < least:
            return False
        return True if true >= least and true + null <= most else None

    return _decide(element, scope, decide)


@operator("not", 1)
def _not(element: Element, operands: Operands, scope: Scope) -> Value | None:
    truth = is_true(operands[0])
    return boolean(None if truth is None else not truth)


@operator("is-null", 1, null=False)
def _is_null(element: Element, operands: Operands, scope: Scope) -> Value | None:
    return boolean(operands[0] is None)
