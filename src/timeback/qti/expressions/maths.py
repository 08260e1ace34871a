"""Mathematics: `math-operator`, `math-constant`, `stats-operator`."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, number_value, to_number
from .numeric import numbers_in
from .registry import Operands, choice, expression, operator

__all__: list[str] = []


def _inverse(function: Callable[[float], float]) -> Callable[[float], float | None]:
    """The reciprocal of a function: NULL where that is zero."""

    def reciprocal(number: float) -> float | None:
        value = function(number)
        return 1 / value if value else None

    return reciprocal


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: function(number) if number else -math.inf


def _reciprocal_first(function: Callable[[float], float]) -> Callable[[float], float | None]:
    return lambda number: function(1 / number) if number else None


def _arc_cotangent(number: float) -> float:
    return math.atan(1 / number) if number else math.pi / 2


def _absolute(number: float) -> float:
    return float(abs(number))


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _whole(function: Callable[[float], int]) -> Callable[[float], float]:
    return lambda number: function(number) if math.isfinite(number) else number


def _exponential(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf


_OPERATORS: dict[str, Callable[..., float | None]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": _inverse(math.cos),
    "csc": _inverse(math.sin),
    "cot": _inverse(math.tan),
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "atan2": math.atan2,
    "asec": _reciprocal_first(math.acos),
    "acsc": _reciprocal_first(math.asin),
    "acot": _arc_cotangent,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": _inverse(math.cosh),
    "csch": _inverse(math.sinh),
    "coth": _inverse(math.tanh),
    "log": _logarithm(math.log10),
    "ln": _logarithm(math.log),
    "exp": _exponential,
    "abs": _absolute,
    "signum": _sign,
    "floor": _whole(math.floor),
    "ceil": _whole(math.ceil),
    "toDegrees": math.degrees,
    "toRadians": math.radians,
}


@operator("math-operator")
def _math_operator(element: Element, operands: Operands, scope: Scope) -> Value | None:
    name = choice(element, "name", _OPERATORS)
    function = _OPERATORS[name]
    if len(operands) != (2 if name == "atan2" else 1):
        raise Unevaluable(f"the function {name} does not take {len(operands)} numbers")
    numbers = [to_number(each) for each in operands]
    if None in numbers:
        return None
    return _number(function, numbers)


def _number(function: Callable[..., float | None], arguments: list[Any]) -> Value | None:
    """The result of a function; NULL outside of what it is defined for."""
    try:
        result = function(*arguments)
    except (ValueError, OverflowError, ZeroDivisionError, statistics.StatisticsError):
        return None
    return None if result is None else number_value(result)


@expression("math-constant")
def _math_constant(element: Element, scope: Scope) -> Value | None:
    name = choice(element, "name", ("pi", "e"))
    return number_value(math.pi if name == "pi" else math.e)


def _of_several(function: Callable[[list[float]], float]) -> Callable[[list[float]], float]:
    """The spread of numbers: of a single one the standard has none."""

    def spread(numbers: list[float]) -> float:
        if len(numbers) < 2:
            raise statistics.StatisticsError("a single number has no spread")
        return function(numbers)

    return spread


_STATISTICS: dict[str, Callable[[list[float]], float]] = {
    "mean": statistics.fmean,
    "sampleVariance": statistics.variance,
    "sampleSD": statistics.stdev,
    "popVariance": _of_several(statistics.pvariance),
    "popSD": _of_several(statistics.pstdev),
}


@operator("stats-operator", 1)
def _stats_operator(element: Element, operands: Operands, scope: Scope) -> Value | None:
    name, numbers = choice(element, "name", _STATISTICS), numbers_in(operands)
    function = _STATISTICS[name]
    if numbers is None or not all(map(math.isfinite, numbers)):
        return None
    return _number(function, [[float(each) for each in numbers]])
