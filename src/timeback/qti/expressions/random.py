"""Chance: `random`, `random-integer`, `random-float`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, number_value
from .registry import Operands, attribute_number, expression, operator, whole_number

__all__: list[str] = []


@operator("random", 1)
def _random(element: Element, operands: Operands, scope: Scope) -> Value | None:
    (held,) = operands
    if held is None or held.cardinality == "record":
        raise Unevaluable("qti-random needs a container")
    if len(held.members) == 1:
        return Value("single", held.base_type, held.members)
    return Value("single", held.base_type, (scope.draw().choice(held.members),))


@expression("random-integer")
def _random_integer(element: Element, scope: Scope) -> Value | None:
    least = whole_number(element, "min", scope, absent=0)
    most, step = whole_number(element, "max", scope), whole_number(element, "step", scope, absent=1)
    if least is None or most is None or step is None:
        return None
    if most < least or step < 1:
        raise Unevaluable("qti-random-integer has a max below its min, or a step below 1")
    if most - least < step:
        return number_value(least)
    return number_value(scope.draw().randrange(least, most + 1, step))


@expression("random-float")
def _random_float(element: Element, scope: Scope) -> Value | None:
    least, most = (
        attribute_number(element.get(name, absent), scope) for name, absent in (("min", "0"), ("max", ""))
    )
    if least is None or most is None:
        return None
    if most < least:
        raise Unevaluable("qti-random-float has a max below its min")
    return number_value(float(least) if least == most else scope.draw().uniform(least, most))
