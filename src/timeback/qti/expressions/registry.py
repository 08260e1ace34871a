"""The functions that evaluate expressions, by name, and helpers that they share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias
from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, to_number
from ..words import truth, word

__all__ = [
    "Operands",
    "any_key",
    "attribute_number",
    "choice",
    "evaluate",
    "expression",
    "flag",
    "is_true",
    "operator",
    "reference",
    "whole_number",
]

Operands: TypeAlias = Sequence[Value | None]
_Evaluate: TypeAlias = Callable[[Element, Scope], Value | None]
_Operate: TypeAlias = Callable[[Element, Operands, Scope], Value | None]

_EXPRESSIONS: dict[str, _Evaluate] = {}

# These take any number of sub-expressions, but not none.
_OF_SOME = frozenset(
    f"qti-{name}" for name in ("and", "or", "any-n", "sum", "product", "max", "min", "gcd", "lcm", "repeat")
)


def expression(name: str) -> Callable[[_Evaluate], _Evaluate]:
    """Register the function that evaluates an expression."""

    def register(function: _Evaluate) -> _Evaluate:
        _EXPRESSIONS[f"qti-{name}"] = function
        return function

    return register


def operator(name: str, count: int | None = None, *, null: bool = True) -> Callable[[_Operate], _Operate]:
    """Register the function that evaluates an operator out of the values of its sub-expressions.

    Args:
        name: Its name without `qti-`.
        count: How many sub-expressions it takes; None for any number.
        null: Whether it is NULL as soon as one of them is.
    """

    def register(function: _Operate) -> _Operate:
        def evaluated(element: Element, scope: Scope) -> Value | None:
            if count is not None and len(element) != count:
                raise Unevaluable(f"qti-{name} has {len(element)} sub-expressions, not {count}")
            operands = [evaluate(each, scope) for each in element]
            return None if null and None in operands else function(element, operands, scope)

        _EXPRESSIONS[f"qti-{name}"] = evaluated
        return function

    return register


def any_key(compare: _Operate) -> _Operate:
    """A comparison that is true of a key of several values, of which any is right, if it is true of one of them."""

    def compared(element: Element, operands: Operands, scope: Scope) -> Value | None:
        result = compare(element, operands, scope)
        for place, each in enumerate(element):
            if each.tag != "qti-correct":
                continue
            for key in scope.find(each.get("identifier", "")).alternatives:
                if is_true(result):
                    return result
                result = compare(element, [*operands[:place], key, *operands[place + 1 :]], scope)
        return result

    return compared


def evaluate(element: Element, scope: Scope) -> Value | None:
    """The value of an expression.

    Raises:
        Unevaluable: It cannot be known, as with an expression that QTI does not have.
    """
    scope.step()
    function = _EXPRESSIONS.get(str(element.tag))
    if function is None:
        raise Unevaluable(f"{element.tag} is no expression of QTI")
    if element.tag in _OF_SOME and not len(element):
        raise Unevaluable(f"{element.tag} has no sub-expression")
    return function(element, scope)


def is_true(value: Value | None) -> bool | None:
    """The truth of a condition; None for NULL.

    Raises:
        Unevaluable: It is no truth value.
    """
    if value is None:
        return None
    member = value.members[0] if value.cardinality == "single" else None
    if isinstance(member, bool):
        return member
    if isinstance(member, str) and member in ("true", "false"):
        return member == "true"
    raise Unevaluable("a truth value is needed")


def flag(element: Element, name: str, absent: bool) -> bool:
    """An attribute that is true or false.

    Raises:
        Unevaluable: It is neither.
    """
    text = element.get(name)
    found = absent if text is None else truth(text)
    if found is None:
        raise Unevaluable(f"{name} of {element.tag} is neither true nor false: {text!r}")
    return found


def choice(element: Element, name: str, known: Collection[str], absent: str = "") -> str:
    """An attribute that is a word of a vocabulary.

    Raises:
        Unevaluable: It is none of them.
    """
    text = element.get(name, absent)
    found = word(text, known)
    if found not in known:
        raise Unevaluable(f"{text!r} is no {name} of {element.tag}")
    return found


def reference(text: str) -> str:
    """The name in an attribute that may name a variable, without its braces."""
    return text.strip().removeprefix("{").removesuffix("}")


def attribute_number(text: str, scope: Scope) -> float | None:
    """A number that stands in an attribute, or the value of the variable that is named there; None for NULL.

    Raises:
        Unevaluable: It is neither.
    """
    name = reference(text)
    if name in scope.variables:
        return to_number(scope.value(name))
    found = to_number(Value("single", "string", (name,)))
    if found is None:
        raise Unevaluable(f"{text!r} is neither a number nor a declared variable")
    return found


def whole_number(element: Element, name: str, scope: Scope, absent: int | None = None) -> int | None:
    """An attribute that is an integer, or names a variable that is one; None for NULL.

    Raises:
        Unevaluable: It is neither, or missing.
    """
    text = element.get(name)
    if text is None:
        if absent is None:
            raise Unevaluable(f"{element.tag} lacks {name}")
        return absent
    found = attribute_number(text, scope)
    if found is not None and found != int(found):
        raise Unevaluable(f"{name} of {element.tag} is no integer")
    return None if found is None else int(found)
