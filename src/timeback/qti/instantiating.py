"""Draws the values of a template item, and sets its keys and defaults by them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from random import Random
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from .._issues import Issues
from .content import Declaration, ParsedItem
from .declarations import unreadable
from .reading import as_item
from .responses import read_response, unknown
from .rules import ConstraintUnmet, run_rules, variables_set
from .scope import Kind, Scope, Variable
from .values import Value, written

__all__ = ["declared_scope", "instantiate"]

# The record of the candidate and of where the test is taken, which the standard builds in.
_CONTEXT = "QTI_CONTEXT"
_BUILT_IN = {_CONTEXT: Declaration(identifier=_CONTEXT, cardinality="record")}
# The standard asks for a hundred at least, which leave one in fifty draws of some public items without values.
_MOST_TRIES = 500


def instantiate(item: ParsedItem | bytes | str, *, seed: int | None = None) -> ParsedItem:
    """Draw the values of an item's template variables, as its template processing says.

    Args:
        item: The item, or its XML.
        seed: Draws the same values each time; None draws others each time.

    Returns:
        The item with its `template_values`, and with the keys and defaults that follow from them. An item
        without template processing comes back with the defaults of its template variables. `notes` say what
        could not be drawn.

    Raises:
        InvalidInputError: It is neither an item nor XML.
        QtiXmlError: The XML is no item.
    """
    item = as_item(item)
    undrawn = msgspec.structs.replace(item, template_values={})
    scope = declared_scope(undrawn, {}, Random(seed))
    drawn = {
        each.declaration.identifier: written(each.value)
        for each in scope.of_kind(Kind.TEMPLATE)
        if each.unknown is None
    }
    responses = {name: _with_key(each, scope.variables[name]) for name, each in item.responses.items()}
    notes = tuple(dict.fromkeys((*item.notes, *scope.reasons)))
    return msgspec.structs.replace(item, template_values=drawn, responses=responses, notes=notes)


def _with_key(declaration: Declaration, variable: Variable) -> Declaration:
    """A response with the key that was set; without one where that cannot be known."""
    if variable.alternatives:
        return declaration
    if variable.unknown_key is not None or variable.correct is None:
        return msgspec.structs.replace(declaration, correct=(), fields=())
    value = variable.correct
    texts = written(value)
    if value.cardinality == "record":
        return msgspec.structs.replace(
            declaration, correct=tuple(texts.values()), fields=tuple(texts),
            field_types={name: str(each.base_type) for name, each in value.fields.items()},
        )  # fmt: skip
    return msgspec.structs.replace(declaration, correct=(texts,) if isinstance(texts, str) else tuple(texts))


def declared_scope(item: ParsedItem, given: Mapping[str, Any], chance: Random | None) -> Scope:
    """An item's variables after its template processing, which leaves alone what is given."""
    values = _given_values(item, {**item.template_values, **given})
    scope = _started(item, values, chance)
    if item.template_processing is None:
        return scope
    rules = _without(item.template_processing, values)
    for _ in range(_MOST_TRIES):
        try:
            run_rules(rules, scope)
        except ConstraintUnmet:
            if scope.chance is None or values:
                # Nothing is drawn, so another try would end no better.
                return scope
            spent, scope = scope.steps, _started(item, values, scope.chance)
            scope.steps = spent
        else:
            return scope
    _leave_undrawn(rules, scope)
    return scope


def _leave_undrawn(rules: list[Element], scope: Scope) -> None:
    """Keep the defaults of variables whose values never met the constraints; those without one are not known."""
    reason = f"no values that meet the constraints were drawn in {_MOST_TRIES} tries"
    scope.reasons[reason] = None
    for name, of_key in variables_set(rules):
        variable = scope.variables.get(name)
        if variable is not None and of_key and variable.correct is None:
            variable.unknown_key = reason
        elif variable is not None and not of_key and variable.value is None:
            variable.unknown = reason


def _given_values(item: ParsedItem, given: Mapping[str, Any]) -> dict[str, Value | None]:
    """The values of template variables that are given.

    Raises:
        InvalidInputError: The item has no such variable, or it cannot have such a value.
    """
    rules = [] if item.template_processing is None else list(item.template_processing)
    set_by_rules = (name for name, of_key in variables_set(rules) if not of_key)
    named = [*item.templates, *set_by_rules, *([_CONTEXT] if _CONTEXT in given else [])]
    known = list(dict.fromkeys(named))
    issues, values = Issues(), dict[str, Value | None]()
    for name, each in given.items():
        path, declaration = f"template_values.{name}", item.templates.get(name) or _BUILT_IN.get(name)
        if name not in known:
            issues.add(path, unknown("template variable of the item", name, known))
            continue
        with issues:
            values[name] = read_response(declaration, each, path)
            if each is not None and declaration is not None and not _fits(values[name], declaration):
                issues.add(path, f"must be {_described(declaration)}")
    issues.check()
    return values


def _fits(value: Value | None, declaration: Declaration) -> bool:
    """Whether a value was read as what its declaration says."""
    if value is None or declaration.cardinality == "record":
        return value is not None
    texts = written(value)
    return unreadable(declaration, [texts] if isinstance(texts, str) else texts) is None


def _described(declaration: Declaration) -> str:
    kind = declaration.base_type or "record"
    if declaration.cardinality in ("single", "record"):
        return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    return f"a list, each of the type {kind}"


def _started(item: ParsedItem, given: Mapping[str, Value | None], chance: Random | None) -> Scope:
    declared = (
        (item.templates, Kind.TEMPLATE), (item.responses, Kind.RESPONSE), (item.outcomes, Kind.OUTCOME),
    )  # fmt: skip
    variables = {
        name: Variable.declared(declaration, kind)
        for declarations, kind in declared
        for name, declaration in declarations.items()
    }
    context = variables.setdefault(_CONTEXT, Variable(_BUILT_IN[_CONTEXT], Kind.BUILT_IN))
    if context.value is None:
        context.unknown = f"{_CONTEXT} is not known: pass it among template_values"
    for name, value in given.items():
        kept = variables.get(name) or Variable(
            Declaration(identifier=name, cardinality="single"), Kind.TEMPLATE
        )
        kept.value, kept.unknown = value, None
        variables[name] = kept
    return Scope(variables, chance)


def _without(processing: Element, given: Mapping[str, Value | None]) -> list[Element]:
    """The rules of template processing without those that would set what is given, and without constraints."""
    if not given:
        return list(processing)
    kept = copy.deepcopy(processing)
    for parent in list(kept.iter()):
        for each in list(parent):
            sets = each.tag == "qti-set-template-value" and each.get("identifier") in given
            if sets or each.tag == "qti-template-constraint":
                parent.remove(each)
    return list(kept)
