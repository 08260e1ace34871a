"""Runs the rules of response, template and outcome processing.

What cannot be evaluated is not guessed: the variables that hang on it become unknown, and all others are right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from .content import LookupTable
from .expressions import evaluate, is_true
from .rptemplates import named_template
from .scope import Kind, Scope, set_variable
from .values import Unevaluable, Value, close, read_declared, read_value, to_number

__all__ = ["ConstraintUnmet", "run_rules", "variables_set"]


class _Exit(Exception):
    """The item ends its processing."""


class _LostExit(Exception):
    """The item may have ended its processing: nobody can know."""


class ConstraintUnmet(Exception):
    """A template constraint does not hold."""


def run_rules(rules: Iterable[Element], scope: Scope) -> None:
    """Run rules, to their end or to an exit.

    Raises:
        ConstraintUnmet: A template constraint does not hold.
    """
    try:
        _run(list(rules), scope)
    except (_Exit, _LostExit):
        return


def _run(rules: list[Element], scope: Scope) -> None:
    for place, rule in enumerate(rules):
        name = str(rule.tag)
        try:
            if name in _CONDITIONS:
                _condition(rule, scope)
            else:
                _RULES.get(name, _unknown_rule)(rule, scope)
        except Unevaluable as error:
            _lose([rule], scope, str(error))
            if any(each.tag in _EXITS for each in rule.iter()):
                _lose(rules[place + 1 :], scope, str(error))
                raise _LostExit(str(error)) from None
        except _LostExit as error:
            _lose(rules[place + 1 :], scope, str(error))
            raise


def _lose(rules: list[Element], scope: Scope, reason: str) -> None:
    """Make unknown what rules would have set, had they not met what cannot be evaluated."""
    scope.reasons[reason] = None
    for identifier, of_key in (*variables_set(rules), *_maybe_set(rules, scope)):
        variable = scope.variables.get(identifier)
        if variable is None:
            set_variable(scope, identifier, Kind.OUTCOME, None)
            variable = scope.variables[identifier]
        if of_key:
            variable.unknown_key = variable.unknown_key or reason
        else:
            variable.unknown = variable.unknown or reason


def variables_set(rules: Iterable[Element]) -> Iterator[tuple[str, bool]]:
    """The variables that rules may set, and whether it is their key that is set."""
    for rule in rules:
        for each in rule.iter():
            if each.tag in _SETTERS:
                yield each.get("identifier", ""), each.tag == "qti-set-correct-response"
            elif each.tag == "include" and (template := named_template(each.get("href", ""))) is not None:
                yield from variables_set([template])


def _maybe_set(rules: Iterable[Element], scope: Scope) -> Iterator[tuple[str, bool]]:
    """The variables that unknown rules may set: the one that a rule names, else any outcome."""
    for rule in rules:
        name = str(rule.tag)
        if name in _CONDITIONS:
            for branch in rule:
                yield from _maybe_set(_branch(branch)[1], scope)
        elif name.endswith("-processing-fragment"):
            yield from _maybe_set(rule, scope)
        elif name not in _RULES or (name == "include" and named_template(rule.get("href", "")) is None):
            named = rule.get("identifier")
            outcomes = (each.declaration.identifier for each in scope.of_kind(Kind.OUTCOME))
            for identifier in [named] if named else [*outcomes]:
                yield identifier, False


def _branch(branch: Element) -> tuple[Element | None, list[Element]]:
    """The test of a branch, None for the last one that has none, and its rules."""
    if str(branch.tag).endswith("-else"):
        return None, list(branch)
    test, *rules = [*branch] or [Element("qti-null")]
    return test, rules


def _condition(condition: Element, scope: Scope) -> None:
    """Run the rules of the first branch whose test is true; NULL is not true."""
    for branch in condition:
        test, rules = _branch(branch)
        if test is None or is_true(evaluate(test, scope)):
            _run(rules, scope)
            return


def _expression(rule: Element, scope: Scope) -> Value | None:
    if len(rule) != 1:
        raise Unevaluable(f"{rule.tag} has {len(rule)} expressions, not one")
    return evaluate(rule[0], scope)


def _set_outcome(rule: Element, scope: Scope) -> None:
    set_variable(scope, rule.get("identifier", ""), Kind.OUTCOME, _expression(rule, scope))


def _lookup(rule: Element, scope: Scope) -> None:
    identifier = rule.get("identifier", "")
    declaration = scope.find(identifier).declaration
    table, source = declaration.lookup, to_number(_expression(rule, scope))
    if table is None:
        raise Unevaluable(f"{identifier!r} has no lookup table")
    if any(math.isnan(each.source) for each in table.entries):
        raise Unevaluable(f"the lookup table of {identifier!r} has a source that is no number")
    target = _looked_up(table, source)
    value = None if target is None else read_value([target], "single", declaration.base_type, read_declared)
    if value is None and target:
        raise Unevaluable(
            f"the lookup table of {identifier!r} gives {target!r}, which is no {declaration.base_type}"
        )
    set_variable(scope, identifier, Kind.OUTCOME, value)


def _looked_up(table: LookupTable, source: float | None) -> str | None:
    if source is None:
        return table.default
    for entry in table.entries:
        on_boundary = close(source, entry.source)
        if entry.included if on_boundary else table.ranges and source > entry.source:
            return entry.target
    return table.default


def _fragment(rule: Element, scope: Scope) -> None:
    _run(list(rule), scope)


def _include(rule: Element, scope: Scope) -> None:
    template = named_template(rule.get("href", ""), scope.variables)
    if template is None:
        raise Unevaluable(f"the file {rule.get('href')!r} is not read")
    _run(list(template), scope)


def _exit(rule: Element, scope: Scope) -> None:
    raise _Exit


def _set_template(rule: Element, scope: Scope) -> None:
    set_variable(scope, rule.get("identifier", ""), Kind.TEMPLATE, _expression(rule, scope))


def _set_correct(rule: Element, scope: Scope) -> None:
    variable = scope.find(rule.get("identifier", ""))
    value, kept = _new_key(rule, scope), variable.value
    # The key is read as its variable is declared, as a value would be.
    set_variable(scope, variable.declaration.identifier, variable.kind, value)
    variable.correct, variable.value, variable.unknown_key = variable.value, kept, None
    variable.alternatives = ()


def _new_key(rule: Element, scope: Scope) -> Value | None:
    if len(rule) < 2 or any(each.tag != "qti-value" for each in rule):
        return _expression(rule, scope)
    several = Element("qti-ordered")
    several.extend(rule)
    return evaluate(several, scope)


def _set_default(rule: Element, scope: Scope) -> None:
    variable = scope.find(rule.get("identifier", ""))
    set_variable(scope, variable.declaration.identifier, variable.kind, _expression(rule, scope))
    variable.default = variable.value


def _constrain(rule: Element, scope: Scope) -> None:
    if not is_true(_expression(rule, scope)):
        raise ConstraintUnmet


def _unknown_rule(rule: Element, scope: Scope) -> None:
    raise Unevaluable(f"{rule.tag} is no rule of QTI")


_CONDITIONS = ("qti-response-condition", "qti-template-condition", "qti-outcome-condition")
_EXITS = ("qti-exit-response", "qti-exit-template", "qti-exit-test")
_RULES: dict[str, Callable[[Element, Scope], None]] = {
    "qti-set-outcome-value": _set_outcome,
    "qti-lookup-outcome-value": _lookup,
    "qti-response-processing-fragment": _fragment,
    "qti-outcome-processing-fragment": _fragment,
    "include": _include,
    "qti-set-template-value": _set_template,
    "qti-set-correct-response": _set_correct,
    "qti-set-default-value": _set_default,
    "qti-template-constraint": _constrain,
    **dict.fromkeys(_EXITS, _exit),
}
_SETTERS = (
    "qti-set-outcome-value", "qti-lookup-outcome-value", "qti-set-template-value", "qti-set-correct-response",
    "qti-set-default-value",
)  # fmt: skip
