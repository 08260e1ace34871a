"""Values as they are: `base-value`, `variable`, `default`, `correct`, `null`, and responses by their mapping."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.etree.ElementTree import Element

from ..areas import is_readable
from ..content import Declaration, Mapping
from ..mapped import mapped, mapped_points
from ..markup import plain_text
from ..scope import Kind, Scope
from ..values import Unevaluable, Value, number_value, read_declared, single, text
from ..words import BASE_TYPES
from .assessment import weighted
from .registry import choice, evaluate, expression

__all__: list[str] = []


@expression("base-value")
def _base_value(element: Element, scope: Scope) -> Value | None:
    base_type = choice(element, "base-type", BASE_TYPES, "string")
    written = "".join(element.itertext())
    if not written:
        return None
    member = read_declared(written, base_type)
    if member is None:
        raise Unevaluable(f"{plain_text(element)!r} is no {base_type}")
    return single(base_type, member)


@expression("value")
def _value(element: Element, scope: Scope) -> Value | None:
    # Not of the standard, but of writers who put the new key of a response where its declaration has it.
    return evaluate(element[0], scope) if len(element) == 1 else text(plain_text(element))


@expression("null")
def _null(element: Element, scope: Scope) -> Value | None:
    return None


@expression("variable")
def _variable(element: Element, scope: Scope) -> Value | None:
    identifier = element.get("identifier", "")
    if identifier in scope.variables:
        return scope.value(identifier)
    # The identifier of a reference may have dots of its own, and be the beginning of another.
    named = [each for each in scope.results or () if identifier.startswith(f"{each.identifier}.")]
    if not named:
        return scope.value(identifier)
    result = max(named, key=lambda each: len(each.identifier))
    name = identifier.removeprefix(f"{result.identifier}.")
    return weighted(result, result.scope.value(result.renamed.get(name, name)), element)


@expression("default")
def _default(element: Element, scope: Scope) -> Value | None:
    return scope.find(element.get("identifier", "")).default


@expression("correct")
def _correct(element: Element, scope: Scope) -> Value | None:
    variable = scope.find(element.get("identifier", ""))
    if variable.unknown_key is not None:
        raise Unevaluable(variable.unknown_key)
    return variable.key


@expression("map-response")
def _map_response(element: Element, scope: Scope) -> Value | None:
    return _by_mapping(element, scope, mapped, lambda declared: declared.mapping)


@expression("map-response-point")
def _map_response_point(element: Element, scope: Scope) -> Value | None:
    return _by_mapping(element, scope, mapped_points, lambda declared: declared.area_mapping)


def _by_mapping(
    element: Element,
    scope: Scope,
    worth: Callable[[Mapping, Value | None], float],
    mapping_of: Callable[[Declaration], Mapping | None],
) -> Value | None:
    identifier = element.get("identifier", "")
    value, variable = scope.value(identifier), scope.find(identifier)
    mapping = mapping_of(variable.declaration)
    if variable.kind != Kind.RESPONSE or mapping is None:
        raise Unevaluable(f"{identifier!r} is no response with a mapping for {element.tag}")
    if not all(map(is_readable, mapping.areas)):
        raise Unevaluable(f"the mapping of {identifier!r} has an area that cannot be read")
    amounts = (*mapping.entries.values(), *(each.value for each in mapping.areas), mapping.default)
    if any(map(math.isnan, (*amounts, mapping.lower or 0.0, mapping.upper or 0.0))):
        raise Unevaluable(f"the mapping of {identifier!r} has points or bounds that are no numbers")
    if value is not None and value.cardinality == "record":
        raise Unevaluable(f"{identifier!r} is a record, which {element.tag} does not take")
    return number_value(float(worth(mapping, value)))


@expression("custom-operator")
def _custom_operator(element: Element, scope: Scope) -> Value | None:
    name = element.get("class") or element.get("definition") or "without a class"
    raise Unevaluable(f"the custom operator {name} is not evaluated")
