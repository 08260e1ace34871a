"""Arithmetic: sums and their like, division, rounding, the greatest and the least."""

from __future__ import annotations

import math
import operator as python
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce
from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, number_value, to_number
from .registry import Operands, choice, operator, whole_number

__all__ = ["numbers_in", "rounded"]

# Every integer is within the range of floats, so that any can stand beside one.
_MOST_BITS = 1000
_MOST_FIGURES = 300
_MOST_DIGITS = 1700


def numbers_in(operands: Operands) -> list[float] | None:
    """The numbers of all operands, containers taken apart; None if one is NULL or no number."""
    found: list[float] = []
    for each in operands:
        members = () if each is None else each.members
        for member in members:
            number = to_number(Value("single", each.base_type if each else None, (member,)))
            if number is None:
                return None
            found.append(number)
    return found


def _fold(name: str, combine: Callable[[float, float], float]) -> None:
    @operator(name)
    def folded(element: Element, operands: Operands, scope: Scope) -> Value | None:
        numbers = numbers_in(operands)
        if not numbers:
            return None
        return number_value(reduce(lambda one, other: _bounded(combine(one, other)), numbers))


def _bounded(number: float) -> float:
    if isinstance(number, int) and number.bit_length() > _MOST_BITS:
        raise Unevaluable("an integer is too large")
    return number


_fold("sum", python.add)
_fold("product", python.mul)
_fold("max", max)
_fold("min", min)


def _two(name: str, combine: Callable[[float, float], float | None]) -> None:
    @operator(name, 2)
    def combined(element: Element, operands: Operands, scope: Scope) -> Value | None:
        first, second = map(to_number, operands)
        if first is None or second is None:
            return None
        try:
            result = combine(first, second)
        except (OverflowError, ZeroDivisionError, ValueError):
            return None
        return None if result is None else number_value(_bounded(result))


def _divide(first: float, second: float) -> float | None:
    return first / second if second else None


def _power(first: float, second: float) -> float | None:
    # As floats: a result beyond them is NULL, and so is one that is no real number.
    result = math.pow(first, second)
    return result if math.isfinite(result) or math.inf in (abs(first), abs(second)) else None


def _whole(first: float, second: float) -> tuple[int, int]:
    if first != math.floor(first) or second != math.floor(second):
        raise Unevaluable("integers are needed")
    return int(first), int(second)


def _integer_divide(first: float, second: float) -> float | None:
    left, right = _whole(first, second)
    return left // right if right else None


def _integer_modulus(first: float, second: float) -> float | None:
    left, right = _whole(first, second)
    return left % right if right else None


_two("subtract", lambda first, second: first - second)
_two("divide", _divide)
_two("power", _power)
_two("integer-divide", _integer_divide)
_two("integer-modulus", _integer_modulus)


def _integers(name: str, combine: Callable[..., int]) -> None:
    @operator(name)
    def combined(element: Element, operands: Operands, scope: Scope) -> Value | None:
        numbers = numbers_in(operands)
        if not numbers:
            return None
        if any(not math.isfinite(each) or each != int(each) for each in numbers):
            raise Unevaluable(f"qti-{name} needs integers")
        return number_value(_bounded(combine(*map(int, numbers))))


_integers("gcd", math.gcd)
_integers("lcm", math.lcm)


def _one(name: str, change: Callable[[float], float]) -> None:
    @operator(name, 1)
    def changed(element: Element, operands: Operands, scope: Scope) -> Value | None:
        number = to_number(operands[0])
        if number is None:
            return None
        return number_value(change(number) if math.isfinite(number) else number)


# Half goes up, also below zero: 6.5 is 7, and -6.5 is -6.
_one(
    "round",
    lambda number: number if isinstance(number, int) else math.floor(_decimal(number) + Decimal("0.5")),
)
_one("truncate", math.trunc)


@operator("integer-to-float", 1)
def _integer_to_float(element: Element, operands: Operands, scope: Scope) -> Value | None:
    number = to_number(operands[0])
    return None if number is None else number_value(float(number))


@operator("round-to", 1)
def _round_to(element: Element, operands: Operands, scope: Scope) -> Value | None:
    result = rounded(element, to_number(operands[0]), scope)
    return None if result is None else number_value(result)


def rounded(element: Element, number: float | None, scope: Scope) -> float | None:
    """A number rounded to the figures of an operator's `rounding-mode`; its digits decide, 5 goes away from zero."""
    figures = whole_number(element, "figures", scope)
    if number is None or figures is None or not math.isfinite(number):
        return number if figures is not None else None
    mode = choice(element, "rounding-mode", ("significantFigures", "decimalPlaces"), "significantFigures")
    if not (0 if mode == "decimalPlaces" else 1) <= figures <= _MOST_FIGURES:
        raise Unevaluable(f"numbers cannot be rounded to {figures} figures")
    if mode == "decimalPlaces":
        precise = Context(prec=_MOST_DIGITS, rounding=ROUND_HALF_UP)
        return float(_decimal(number).quantize(Decimal(1).scaleb(-figures), context=precise))
    return float(Context(prec=figures, rounding=ROUND_HALF_UP).plus(_decimal(number)))


def _decimal(number: float) -> Decimal:
    """A number by the digits that it is written with, so that 1.005 is not a little less."""
    return Decimal(repr(number))
