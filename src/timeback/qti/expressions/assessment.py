"""A test's items in outcome processing: `test-variables`, `outcome-maximum`, `number-correct` and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from ..content import Declaration
from ..scope import ItemResult, Scope
from ..values import NUMERIC, Unevaluable, Value, container, number_value, to_number
from .registry import expression

__all__ = ["weighted"]


def weighted(result: ItemResult, value: Value | None, element: Element) -> Value | None:
    """A number times the item's weight of the name that an expression asks for; without that weight as it is."""
    weight = result.weights.get(element.get("weight-identifier", ""))
    if weight is None or value is None or value.base_type not in NUMERIC:
        return value
    number = to_number(value)
    return None if number is None else number_value(float(number * weight))


def _subset(element: Element, scope: Scope) -> Iterator[ItemResult]:
    """The items that an expression is about: of a section, of some categories, and not of others.

    Raises:
        Unevaluable: It stands in the processing of an item, which has none.
    """
    if scope.results is None:
        raise Unevaluable(f"{element.tag} is about the items of a test: an item cannot evaluate it")
    section = element.get("section-identifier")
    wanted = frozenset(element.get("include-category", "").split())
    unwanted = frozenset(element.get("exclude-category", "").split())
    for each in scope.results:
        in_section = section is None or section in each.sections
        if in_section and (not wanted or wanted & each.categories) and not unwanted & each.categories:
            yield each


def _count(name: str, counts: Callable[[ItemResult], bool]) -> None:
    @expression(name)
    def counted(element: Element, scope: Scope) -> Value | None:
        return number_value(sum(counts(each) for each in _subset(element, scope)))


_count("number-selected", lambda result: True)
_count("number-presented", lambda result: result.presented)
_count("number-responded", lambda result: result.responded)
_count("number-correct", lambda result: result.presented and result.correct)
_count("number-incorrect", lambda result: result.presented and result.keyed and not result.correct)


@expression("test-variables")
def _test_variables(element: Element, scope: Scope) -> Value | None:
    # Without a base type, numbers are meant.
    wanted, found = element.get("base-type"), list[Value]()
    kinds = ("integer", "float") if wanted is None else (wanted,)
    for each in _subset(element, scope):
        name = element.get("variable-identifier", "")
        name = each.renamed.get(name, name)
        if name not in each.scope.variables:
            continue
        value = each.scope.value(name)
        # A weight makes floats of integers, which are still those that were asked for.
        if value is not None and value.cardinality == "single" and value.base_type in kinds:
            found.extend(filter(None, [weighted(each, value, element)]))
    types = {each.base_type for each in found}
    base_type = "float" if len(types) > 1 else next(iter(types), None)
    return container("multiple", base_type, (each.members[0] for each in found))


def _limit(name: str, limit: Callable[[Declaration], float | None]) -> None:
    @expression(name)
    def gathered(element: Element, scope: Scope) -> Value | None:
        limits, outcome = list[float](), element.get("outcome-identifier", "")
        for each in _subset(element, scope):
            variable = each.scope.variables.get(each.renamed.get(outcome, outcome))
            if variable is None:
                continue
            found = limit(variable.declaration)
            if found is None:
                return None
            limits.append(found * each.weights.get(element.get("weight-identifier", ""), 1.0))
        return container("multiple", "float", limits)


_limit("outcome-maximum", lambda declared: declared.normal_maximum)
_limit("outcome-minimum", lambda declared: declared.normal_minimum)
