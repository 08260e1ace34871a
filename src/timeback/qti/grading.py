"""Scores responses by an item's own response processing, and tells which feedback it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

import msgspec

from .._issues import Issues
from ..models.qti.items import FeedbackBlock, FeedbackInline, ModalFeedback
from .content import Declaration, ParsedItem
from .declarations import fault_of
from .instantiating import declared_scope
from .mapped import best_response
from .reading import as_item
from .responses import (
    BUILT_IN,
    ResponseInput,
    ends_of_attempt,
    most_values,
    read_response,
    read_responses,
    unknown,
)
from .rptemplates import named_template
from .rules import run_rules, variables_set
from .scope import Kind, Scope, Variable
from .values import Unevaluable, Value, same, single, to_number, written

__all__ = ["Grade", "OutcomeValue", "Session", "grade", "is_shown", "outcomes_of"]

_SCORE, _MAXIMUM, _STATUS = "SCORE", "MAXSCORE", "completionStatus"
_UNKNOWN = single("identifier", "unknown")
OutcomeValue: TypeAlias = "str | list[str] | dict[str, Any] | None"
"""An outcome: a text, a list of them for a container, a dict for a record; None for NULL."""


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """The score of responses, and how reliable it is."""

    score: float
    """The outcome `SCORE`; 0 if it has no value, or if the item could not be scored."""
    max_score: float | None
    """The highest possible score: the item's `normal-maximum`, else its `MAXSCORE`, else the key's score.

    None if the item has none of these, or they are not above zero.
    """
    is_correct: bool | None
    """Whether the score is the key's or, without a key, the maximum; None if that is unknown.

    It is unknown if nothing was scored, or if there is neither a key nor a maximum.
    """
    scored: bool
    """Whether the item's own processing set the score; False if a person or another engine must score it."""
    reasons: tuple[str, ...] = ()
    """Reasons for what could not be evaluated or matched, and for `scored` being False."""
    correct: dict[str, bool]
    """Whether each response matches its key; responses without a key are left out."""
    outcomes: dict[str, OutcomeValue]
    """Every outcome: a text, a list for containers, a dict for records; None for NULL and for unknown ones."""
    feedback: tuple[str, ...] = ()
    """Identifiers of the modal feedback that is shown."""


def grade(
    item: ParsedItem | bytes | str,
    responses: ResponseInput,
    *,
    template_values: Mapping[str, ResponseInput] | None = None,
    attempts: int = 1,
    duration: float | None = None,
    outcomes: Mapping[str, ResponseInput] | None = None,
    seed: int = 0,
) -> Grade:
    """Score responses to an item, as its response processing says.

    Args:
        item: The item, or its XML; a template item best as `instantiate()` gives it.
        responses: Each response by its declaration's identifier; or, where the item has one, that response
            alone. A response is a text, a number, a truth value or a list of them; pairs and points have a
            blank between, or are lists of two; a record is a mapping of its fields. The built-in variables
            `numAttempts`, `duration` and `completionStatus` may stand among them, and then count.
        template_values: What was drawn for the item's template variables, by identifier.
        attempts: How many attempts there were with this one, for the built-in `numAttempts`.
        duration: Seconds that were spent, for the built-in `duration`; without them, what hangs on it is not known.
        outcomes: The outcomes of the attempt before, for an adaptive item.
        seed: Where response processing itself draws at random: which numbers it draws.

    Returns:
        Score, correctness and feedback. What cannot be scored by rules, such as an essay, an item without
        response processing or a custom operator, has `scored` False and the `reasons`.

    Raises:
        InvalidInputError: A name is no response, no template variable or no outcome of the item, a template
            value is not of its variable's type, or the item has several responses and none is named.
        QtiXmlError: The XML is no item.
    """
    item = as_item(item)
    session = Session(item, dict(template_values or {}), attempts, duration, dict(outcomes or {}), seed)
    scope = session.run(read_responses(item, responses))
    return session.graded(scope)


class Session:
    """An item with all that was given beside the responses.

    Attributes:
        asks: Whether it is more than a page to read, which has no score that a test could wait for.
    """

    def __init__(
        self, item: ParsedItem, template_values: dict[str, Any], attempts: int, duration: float | None,
        outcomes: dict[str, Any], seed: int,
    ) -> None:  # fmt: skip
        self._item = item
        self.asks = bool(item.responses or item.interactions)
        self._template_values = template_values
        # Without an attempt, the item session has not begun.
        duration = 0.0 if attempts == 0 else duration
        self._built_in = {
            "numAttempts": single("integer", attempts),
            "duration": None if duration is None else single("duration", float(duration)),
            _STATUS: _UNKNOWN if attempts else single("identifier", "not_attempted"),
        }
        self._before = outcomes
        self._seed = seed
        self._rules, self._missing = _rules_of(item)
        self._sets_score = _SCORE in (identifier for identifier, _ in variables_set(self._rules))
        self._check_outcomes()
        # What hangs on an essay is not known, be it that there is a key to it.
        self._unkeyed = [name for name in _without_key(item) if not _is_judged(name, self._rules)]

    def _check_outcomes(self) -> None:
        rules = (name for name, _ in variables_set(self._rules))
        known = dict.fromkeys([*self._item.outcomes, _SCORE, _STATUS, *rules])
        issues = Issues()
        for name in self._before:
            if name not in known:
                issues.add(f"outcomes.{name}", unknown("outcome of the item", name, known))
        issues.check()

    def run(self, responses: Mapping[str, Value | None]) -> Scope:
        """The variables after response processing."""
        scope = self.started(responses)
        run_rules(self._rules, scope)
        return scope

    def started(self, responses: Mapping[str, Value | None]) -> Scope:
        """The variables before response processing."""
        scope = declared_scope(self._item, self._template_values, None)
        scope.chance = Random(self._seed)
        for name, known in self._built_in.items():
            missing = None if known is not None else f"the built-in {name} is not known: pass {name}="
            scope.variables.setdefault(name, Variable(BUILT_IN[name], Kind.BUILT_IN, known, unknown=missing))
        if _SCORE not in scope.variables and (self.asks or self._sets_score):
            score = Declaration(identifier=_SCORE, cardinality="single", base_type="float")
            scope.variables[_SCORE] = Variable.declared(score, Kind.OUTCOME)
        for name, before in self._before.items():
            if (variable := scope.variables.get(name)) is not None and variable.kind != Kind.RESPONSE:
                variable.value = read_response(variable.declaration, before, f"outcomes.{name}")
                variable.unknown = None
        for name, value in responses.items():
            _answer(scope, name, value)
        for name in ends_of_attempt(self._item):
            variable = scope.variables.get(name)
            if (
                variable is not None
                and variable.declaration.base_type == "boolean"
                and variable.value is None
            ):
                # The attempt ended, and not by this button.
                variable.value = single("boolean", False)
        for name in self._unkeyed:
            if name in scope.variables:
                reason = f"the response {name} has no key: a person has to score it"
                scope.variables[name].unknown = reason
        return scope

    def graded(self, scope: Scope) -> Grade:
        """The grade that variables amount to."""
        score, why_not = self._score(scope)
        best, maximum = self._key_score(scope), self._maximum(scope)
        goal = best or maximum
        right = goal is not None and (score > goal or math.isclose(score, goal, rel_tol=1e-12))
        shown = outcomes_of(scope)
        return Grade(
            score=score,
            max_score=maximum or best,
            is_correct=None if why_not or goal is None else right,
            scored=not why_not,
            reasons=tuple(dict.fromkeys((*why_not, *scope.reasons, *_matchless(self._rules, scope)))),
            correct=_correct(scope),
            outcomes=shown,
            feedback=tuple(each.identifier for each in self._item.modal_feedback if is_shown(each, shown)),
        )

    def _score(self, scope: Scope) -> tuple[float, list[str]]:
        """The score, and why it is none."""
        if why_not := list(self._obstacles()):
            return 0.0, why_not
        try:
            value = scope.value(_SCORE)
        except Unevaluable as error:
            return 0.0, [str(error)]
        try:
            score = to_number(value)
        except Unevaluable:
            score = None
        if value is not None and (score is None or not math.isfinite(score)):
            return 0.0, [f"SCORE is no number: {written(value)}"]
        return float(score or 0.0), []

    def _obstacles(self) -> Iterator[str]:
        """Reasons for which no response to the item can be scored."""
        declared = self._item.outcomes.get(_SCORE)
        if declared is not None and declared.external not in (None, "", "none"):
            yield f"SCORE is set from outside: external-scored is {declared.external}"
        if self._missing is not None:
            yield self._missing
            return
        if not self._sets_score:
            yield "the response processing does not set SCORE"

    def _maximum(self, scope: Scope) -> float | None:
        """The most that the item declares, or sets while it is processed; None if that is not above zero."""
        if self._item.normal_maximum is not None:
            return self._item.normal_maximum if self._item.normal_maximum > 0 else None
        try:
            maximum = to_number(scope.value(_MAXIMUM))
        except Unevaluable:
            return None
        return float(maximum) if maximum is not None and 0 < maximum < math.inf else None

    def _key_score(self, scope: Scope) -> float | None:
        """The score of the key, by the same rules; None if there is no key, or it scores nothing."""
        keys: dict[str, Value | None] = {}
        for variable in scope.of_kind(Kind.RESPONSE):
            declared, name = variable.declaration, variable.declaration.identifier
            correct = variable.correct if variable.unknown_key is None else None
            try:
                keys[name] = correct or best_response(
                    declared, most_values(self._item, name), self._item.uses.get(name, {})
                )
            except Unevaluable:
                return None
        if not any(keys.values()):
            return None
        score, why_not = self._score(self.run(keys))
        return score if score > 0 and not why_not else None


def _answer(scope: Scope, name: str, value: Value | None) -> None:
    """Give a response its value; one that is not declared comes to be."""
    variable = scope.variables.get(name)
    if variable is None:
        cardinality = "single" if value is None else value.cardinality
        variable = Variable(Declaration(identifier=name, cardinality=cardinality), Kind.RESPONSE)
        variable.unknown_key = f"the response {name!r} is not declared, so it has no key"
        scope.variables[name] = variable
    declared = variable.declaration
    if variable.kind not in (Kind.RESPONSE, Kind.BUILT_IN):
        return
    missing = variable.unknown if variable.kind == Kind.BUILT_IN and value is None else fault_of(declared)
    if value is not None and declared.cardinality == "single" and len(value.members) > 1:
        missing = f"{name!r} has {len(value.members)} values, but is declared as a single one"
    variable.value, variable.unknown = value, missing


def _rules_of(item: ParsedItem) -> tuple[list[Element], str | None]:
    """The rules of an item, and why there are none; those of its own win over a template."""
    processing: Element | None = item.processing
    if processing is None:
        return [], "the item has no response processing"
    if len(processing):
        return list(processing), None
    addresses = [
        found for name in ("template", "template-location") if (found := processing.get(name, "").strip())
    ]
    if not addresses:
        return [], "the response processing is empty"
    for address in addresses:
        if (template := named_template(address, item.outcomes)) is not None:
            return list(template), None
    return [], f"the response processing template {addresses[0]!r} is unknown"


def outcomes_of(scope: Scope) -> dict[str, OutcomeValue]:
    """Every outcome; None for NULL, and for what cannot be known."""
    shown = {
        each.declaration.identifier: None if each.unknown else written(each.value)
        for each in scope.of_kind(Kind.OUTCOME)
    }
    status = scope.variables.get(_STATUS)
    if status is not None and status.value not in (None, _UNKNOWN):
        # Built in, and so undeclared, but an adaptive item sets it.
        shown[_STATUS] = written(status.value)
    return shown


def _correct(scope: Scope) -> dict[str, bool]:
    """For each response that has a key, whether it is that key."""
    return {
        each.declaration.identifier: each.value is not None and same(each.value, each.key)
        for each in scope.of_kind(Kind.RESPONSE)
        if each.key is not None and each.unknown_key is None
    }


def is_shown(
    feedback: ModalFeedback | FeedbackBlock | FeedbackInline, outcomes: Mapping[str, OutcomeValue]
) -> bool:
    """Whether feedback is shown while the outcomes hold what they do."""
    held = outcomes.get(feedback.outcome_identifier)
    there = feedback.identifier in held if isinstance(held, list) else feedback.identifier == held
    return there is (feedback.show_hide == "show")


_COMPARES = frozenset(
    f"qti-{name}"
    for name in (
        "match", "string-match", "substring", "pattern-match", "member", "contains", "equal", "equal-rounded",
        "lt", "lte", "gt", "gte",
    )
)  # fmt: skip


def _is_judged(name: str, rules: list[Element]) -> bool:
    """Whether rules compare a response with something that is not its key, such as a word sought in an essay."""
    return any(
        each.tag in _COMPARES and _names(each, "qti-variable", name) and not _names(each, "qti-correct", name)
        for rule in rules
        for each in rule.iter()
    )


def _names(element: Element, tag: str, identifier: str) -> bool:
    return any(each.get("identifier") == identifier for each in element.iter(tag))


def _matchless(rules: list[Element], scope: Scope) -> Iterator[str]:
    """Reasons for which no answer can match: rules compare a response with a key that it does not have."""
    compared = (each for rule in rules for each in rule.iter() if each.tag in _COMPARES)
    for key in (key for each in compared for key in each.iter("qti-correct")):
        name = key.get("identifier", "")
        response = scope.variables.get(name)
        if (
            response is not None
            and response.kind == Kind.RESPONSE
            and response.correct is None
            and not (response.unknown_key or response.unknown)
        ):
            yield f"the response {name!r} has no key, so no answer matches it"


def _without_key(item: ParsedItem) -> Iterator[str]:
    """The responses of essays to which the item has no key, neither declared nor set by its templates."""
    rules = [] if item.template_processing is None else list(item.template_processing)
    keyed = {identifier for identifier, of_key in variables_set(rules) if of_key}
    for name in item.essays:
        declared = item.responses.get(name)
        has_own = declared is not None and (
            bool(declared.correct) or declared.mapping is not None or declared.area_mapping is not None
        )
        if not has_own and name not in keyed:
            yield name
