"""Comparisons of values: `match`, `equal`, `equal-rounded`, `lt` and its like, `inside`, durations."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from xml.etree.ElementTree import Element

from ..areas import contains, is_readable, read_coords
from ..content import Area
from ..scope import Scope
from ..values import Unevaluable, Value, boolean, close, same, to_number
from ..words import SHAPES, word
from .numeric import rounded
from .registry import Operands, any_key, attribute_number, choice, flag, operator

__all__: list[str] = []


@operator("match", 2)
@any_key
def _match(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = operands
    return boolean(None if first is None or second is None else same(first, second))


@operator("equal", 2)
@any_key
def _equal(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = map(to_number, operands)
    if first is None or second is None:
        return None
    mode = choice(element, "tolerance-mode", ("exact", "absolute", "relative"), "exact")
    if mode == "exact":
        return boolean(close(first, second))
    given = [attribute_number(part, scope) for part in element.get("tolerance", "").split()]
    if not 1 <= len(given) <= 2:
        raise Unevaluable(f"the tolerance-mode {mode} needs a tolerance of one or two numbers")
    below, above = given[0], given[-1]
    if below is None or above is None:
        return None
    if below < 0 or above < 0:
        raise Unevaluable("a tolerance is below zero")
    if mode == "relative":
        below, above = first * below / 100, first * above / 100
    # Of a negative number, the per cent reach to the other side.
    low, high = sorted((first - below, first + above))
    scale = max(abs(first), abs(below), abs(above))
    return boolean(
        _before(low, second, flag(element, "include-lower-bound", True), scale)
        and _before(second, high, flag(element, "include-upper-bound", True), scale)
    )


def _before(first: float, second: float, including: bool, scale: float) -> bool:
    return including if close(first, second, scale) else first < second


@operator("equal-rounded", 2)
@any_key
def _equal_rounded(element: Element, operands: Operands, scope: Scope) -> Value | None:
    first, second = (rounded(element, to_number(each), scope) for each in operands)
    return boolean(None if first is None or second is None else close(first, second))


def _register(name: str, compare: Callable[[float, float], bool], including: bool) -> None:
    @operator(name, 2)
    def compared(element: Element, operands: Operands, scope: Scope) -> Value | None:
        first, second = map(to_number, operands)
        if first is None or second is None:
            return None
        return boolean(including if close(first, second) else compare(first, second))


_register("lt", python.lt, False)
_register("lte", python.lt, True)
_register("gt", python.gt, False)
_register("gte", python.gt, True)
_register("duration-lt", python.lt, False)
_register("duration-gte", python.gt, True)


@operator("inside", 1)
def _inside(element: Element, operands: Operands, scope: Scope) -> Value | None:
    (points,) = operands
    area = Area(
        shape=word(element.get("shape", ""), SHAPES), coords=read_coords(element.get("coords", "")), value=0.0
    )
    if not is_readable(area):
        raise Unevaluable("qti-inside has a shape or coords that cannot be read")
    if points is None or points.base_type != "point":
        raise Unevaluable("qti-inside needs a point")
    return boolean(any(contains(area, *each) for each in points.members if not isinstance(each, str)))
