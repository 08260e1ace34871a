"""Scores a whole test: each item by its response processing, and the test by its outcome processing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from .._issues import Issues
from .content import ParsedItem, QtiXmlError
from .declarations import read_declaration
from .expressions import evaluate
from .grading import Grade, OutcomeValue, Session, is_shown, outcomes_of
from .markup import child, children, number
from .reading import load, read_test_feedback
from .responses import ResponseInput, read_responses, unknown
from .rules import run_rules, variables_set
from .scope import ItemResult, Kind, Scope, Variable
from .values import Unevaluable, Value, to_number, written

__all__ = ["AssessmentGrade", "grade_test"]

_SCORE = "SCORE"


class AssessmentGrade(msgspec.Struct, frozen=True, kw_only=True):
    """The outcomes of a test, and the grades of its items."""

    score: float | None
    """The test's outcome `SCORE`; None if its outcome processing sets none."""
    scored: bool
    """Whether outcome processing set the score, and every item that it uses was scored."""
    reasons: tuple[str, ...] = ()
    """Reasons for what could not be evaluated, including those of items."""
    outcomes: dict[str, OutcomeValue]
    """Every outcome of the test: a text, or a list of texts for containers; None for NULL and for unknown ones."""
    items: dict[str, Grade]
    """The grade of each item that was attempted, by its reference's identifier."""
    feedback: tuple[str, ...] = ()
    """Identifiers of the test feedback that is shown at the end."""


def grade_test(
    xml: bytes | str,
    items: Mapping[str, ParsedItem],
    responses: Mapping[str, ResponseInput],
    *,
    seed: int = 0,
) -> AssessmentGrade:
    """Score the responses to a test, as its items and its outcome processing say.

    Args:
        xml: The `qti-assessment-test` document of QTI 3, or the `assessmentTest` of QTI 2, with its sections and
            item references inside.
        items: The items by the identifiers of their references; references to others count as not selected.
        responses: The responses to each item that was attempted, by the identifier of its reference; in the
            forms that `grade()` takes.
        seed: Where processing draws at random: which numbers it draws.

    Returns:
        The test's outcomes, and the grade of each item. Rules that cannot be evaluated, or hang on an item
        that is not scored, leave their outcomes unknown, and the `reasons` say why.

    Raises:
        QtiXmlError: The document is not well-formed, not a test, or declares a document type or an entity.
        InvalidInputError: Responses are to no reference of the test, or to an item that is not given, or have
            names that are no responses of their item.
    """
    root, _ = load(xml)
    if root.tag != "qti-assessment-test":
        raise QtiXmlError("the root is not qti-assessment-test")
    scope = _declared(root, seed)
    references = list(_references(root, ()))
    issues = _unknown_items([each.get("identifier", "") for each, _ in references], items, responses)
    grades: dict[str, Grade] = {}
    results: list[ItemResult] = []
    for reference, sections in references:
        identifier = reference.get("identifier", "")
        item = items.get(identifier)
        if item is not None:
            attempts = 0 if responses.get(identifier) is None else 1
            session = Session(item, _template_defaults(reference, scope), attempts, None, {}, seed)
            result, graded = _result(reference, sections, item, session, responses.get(identifier), issues)
            results.append(result)
            if graded is not None:
                grades[identifier] = graded
    issues.check()
    scope.results = tuple(results)
    processing = child(root, "qti-outcome-processing")
    rules = [] if processing is None else list(processing)
    run_rules(rules, scope)
    shown = outcomes_of(scope)
    score, reasons = _score(scope, rules)
    return AssessmentGrade(
        score=score,
        scored=not reasons,
        reasons=tuple(dict.fromkeys((*reasons, *scope.reasons))),
        outcomes=shown,
        items=grades,
        feedback=tuple(each.identifier for each in read_test_feedback(root) if is_shown(each, shown)),
    )


def _unknown_items(
    references: list[str], items: Mapping[str, ParsedItem], responses: Mapping[str, ResponseInput]
) -> Issues:
    issues = Issues()
    for argument, given in (("items", items), ("responses", responses)):
        if not isinstance(given, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
            issues.add(argument, "must be a mapping, by the identifiers of the test's references")
    issues.check()
    for name in responses:
        if name not in references:
            issues.add(f"responses.{name}", unknown("reference of the test", name, references))
        elif name not in items:
            issues.add(f"responses.{name}", "is to an item that is not among items")
    return issues


def _declared(root: Element, seed: int) -> Scope:
    declared = map(read_declaration, children(root, "qti-outcome-declaration", "qti-context-declaration"))
    variables = {each.identifier: Variable.declared(each, Kind.OUTCOME) for each in declared}
    return Scope(variables, Random(seed))


def _references(parent: Element, sections: tuple[str, ...]) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """The references to items, with the sections that they stand in."""
    for each in parent:
        if each.tag == "qti-assessment-item-ref":
            yield each, sections
        elif each.tag == "qti-test-part":
            yield from _references(each, sections)
        elif each.tag == "qti-assessment-section":
            yield from _references(each, (*sections, each.get("identifier", "")))


def _template_defaults(reference: Element, scope: Scope) -> dict[str, Any]:
    """The values that a test gives to an item's template variables."""
    found: dict[str, Any] = {}
    for each in children(reference, "qti-template-default"):
        try:
            found[each.get("template-identifier", "")] = written(evaluate(each[0], scope))
        except (Unevaluable, IndexError) as error:
            scope.reasons[str(error)] = None
    return found


def _result(
    reference: Element,
    sections: tuple[str, ...],
    item: ParsedItem,
    session: Session,
    given: ResponseInput,
    issues: Issues,
) -> tuple[ItemResult, Grade | None]:
    """An item's variables after response processing, or as they start where it was not attempted."""
    answered: dict[str, Value | None] = {}
    with issues:
        answered = read_responses(item, given, f"responses.{reference.get('identifier')}")
    scope = session.started(answered) if given is None else session.run(answered)
    graded = None if given is None else session.graded(scope)
    if graded is not None and not graded.scored and session.asks and _SCORE in scope.variables:
        scope.variables[_SCORE].unknown = f"{reference.get('identifier')}: {graded.reasons[0]}"
    keyed = graded is not None and len(graded.correct) == len(item.responses)
    right = keyed and graded is not None and all(graded.correct.values())
    weights = children(reference, "qti-weight")
    mappings = children(reference, "qti-variable-mapping")
    return ItemResult(
        identifier=reference.get("identifier", ""),
        sections=sections,
        categories=frozenset(reference.get("category", "").split()),
        weights={each.get("identifier", ""): number(each.get("value")) or 0.0 for each in weights},
        renamed={each.get("target-identifier", ""): each.get("source-identifier", "") for each in mappings},
        scope=scope,
        presented=graded is not None,
        responded=any(each is not None for each in answered.values()),
        keyed=keyed,
        correct=right,
    ), graded


def _score(scope: Scope, rules: list[Element]) -> tuple[float | None, list[str]]:
    if _SCORE not in (identifier for identifier, _ in variables_set(rules)):
        return None, ["the outcome processing does not set SCORE"]
    try:
        score = to_number(scope.value(_SCORE))
    except Unevaluable as error:
        return None, [str(error)]
    if score is not None and not math.isfinite(score):
        return None, ["SCORE has no end"]
    return None if score is None else float(score), []
