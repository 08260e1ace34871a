"""Runs an item's response processing: QTI's templates, and rules with the expressions that items use."""

from __future__ import annotations

import contextlib
import math
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element

from .comparing import Values, best, mapped, matches
from .content import Declaration, ParsedItem
from .markup import number, plain_text

__all__ = ["Processing"]

_SCORE = "SCORE"
_TEMPLATES = ("map_response_point", "map_response", "match_correct")


class _Exit(Exception):
    """The item ends its processing."""


class Processing:
    """One run of an item's response processing.

    Attributes:
        outcomes: Every outcome, as text; None where it has no value.
    """

    def __init__(self, item: ParsedItem, given: dict[str, Values]) -> None:
        self._item = item
        self._given = given
        self.outcomes: dict[str, str | None] = dict(item.outcomes)
        processing: Element | None = item.processing
        named = "" if processing is None else processing.get("template", "")
        template = next((each for each in _TEMPLATES if each in named), None)
        self._own_rules = (
            processing if template is None and processing is not None and len(processing) else None
        )
        self._sums = template not in (None, "match_correct") or any(
            each.mapping for each in item.responses.values()
        )

    @property
    def score(self) -> float:
        """The outcome `SCORE`."""
        return number(self.outcomes.get(_SCORE)) or 0.0

    def run(self) -> None:
        """Set the outcomes."""
        if self._own_rules is None:
            self.outcomes[_SCORE] = repr(self._overall())
            return
        with contextlib.suppress(_Exit):
            self._rules(self._own_rules)
        if self.outcomes.get(_SCORE) is None and _SCORE not in self._item.outcomes:
            self.outcomes[_SCORE] = repr(self._overall())

    def most(self) -> float:
        """The best score: as declared, else what the correct responses or the best mapped values score."""
        declared = self._item.normal_maximum or number(self._item.outcomes.get("MAXSCORE"))
        if declared:
            return declared
        right = Processing(
            self._item, {name: list(each.correct) for name, each in self._item.responses.items()}
        )
        right.run()
        each_counts = self._sums and self._own_rules is None
        mappings = sum(
            best(each) if each.mapping else float(each_counts) for each in self._item.responses.values()
        )
        return max(right.score, mappings) or 1.0

    def _overall(self) -> float:
        """What a template makes of all responses: a sum where there are mappings, else all or nothing."""
        declared = self._item.responses
        if self._sums:
            return sum(mapped(each, self._given.get(name, [])) for name, each in declared.items())
        return 1.0 if declared and all(self._counts(each) for each in declared.values()) else 0.0

    def _counts(self, declaration: Declaration) -> bool:
        given = self._given.get(declaration.identifier, [])
        return matches(declaration, given) if declaration.correct else bool(given)

    def _rules(self, rules: Iterable[Element]) -> None:
        for rule in rules:
            if rule.tag == "qti-set-outcome-value":
                value = self._value(next(iter(rule), None))
                self.outcomes[rule.get("identifier", "")] = " ".join(value) if value else None
            elif rule.tag == "qti-response-condition":
                self._condition(rule)
            elif rule.tag == "qti-response-processing-fragment":
                self._rules(rule)
            elif rule.tag == "qti-exit-response":
                raise _Exit

    def _condition(self, condition: Element) -> None:
        for branch in condition:
            test, rules = (None, [*branch]) if branch.tag == "qti-response-else" else _split(branch)
            if test is None or self._truth(test):
                self._rules(rules)
                return

    def _value(self, expression: Element | None) -> Values:
        """The value of an expression, as texts; none for null, and for what is not known here."""
        if expression is None:
            return []
        name, identifier = str(expression.tag), expression.get("identifier", "")
        declaration = self._item.responses.get(identifier)
        if name == "qti-base-value":
            return [plain_text(expression)]
        if name == "qti-variable":
            if declaration is not None or identifier in self._given:
                return self._given.get(identifier, [])
            outcome = self.outcomes.get(identifier)
            return [] if outcome is None else [outcome]
        if name == "qti-correct":
            return [] if declaration is None else list(declaration.correct)
        if name in ("qti-map-response", "qti-map-response-point"):
            return [] if declaration is None else [repr(mapped(declaration, self._given.get(identifier, [])))]
        if name in _ARITHMETIC:
            # An outcome without a value yet counts as zero, so that items can add up.
            return _arithmetic(name, [self._number(each) or 0.0 for each in expression])
        if name in ("qti-multiple", "qti-ordered"):
            return [value for each in expression for value in self._value(each)]
        return [str(self._truth(expression)).lower()] if name in _TRUTHS else []

    def _number(self, expression: Element) -> float | None:
        return number(next(iter(self._value(expression)), None))

    def _truth(self, expression: Element) -> bool:
        name, parts = str(expression.tag), list(expression)
        if name == "qti-and":
            return all(map(self._truth, parts))
        if name == "qti-or":
            return any(map(self._truth, parts))
        if name == "qti-not":
            return not any(map(self._truth, parts[:1]))
        if name == "qti-is-null":
            return not any(value.strip() for each in parts[:1] for value in self._value(each))
        if len(parts) == 2 and name in _TRUTHS:
            return self._holds(expression, *parts)
        return self._value(expression) == ["true"] if name in ("qti-variable", "qti-base-value") else False

    def _holds(self, expression: Element, left: Element, right: Element) -> bool:
        name = str(expression.tag)
        if name in ("qti-member", "qti-contains"):
            first, second = self._value(left), self._value(right)
            whole, part = (second, first) if name == "qti-member" else (first, second)
            return bool(part) and not Counter(part) - Counter(whole)
        if name in _COMPARISONS or name == "qti-equal":
            less, more = self._number(left), self._number(right)
            if less is None or more is None:
                return False
            compare = _COMPARISONS.get(name)
            return _near(expression, less, more) if compare is None else compare(less, more)
        return self._same(expression, left, right)

    def _same(self, expression: Element, left: Element, right: Element) -> bool:
        first, second = self._value(left), self._value(right)
        if not first or not second:
            return False
        if expression.get("case-sensitive") == "false":
            first, second = [each.casefold() for each in first], [each.casefold() for each in second]
        known = (self._item.responses.get(each.get("identifier", "")) for each in (left, right))
        declaration = next(filter(None, known), None)
        compared = Declaration(
            identifier="",
            cardinality=declaration.cardinality if declaration else "multiple",
            base_type=declaration.base_type if declaration else right.get("base-type"),
            correct=tuple(second),
        )
        return matches(compared, first)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "qti-gt": operator.gt,
    "qti-gte": operator.ge,
    "qti-lt": operator.lt,
    "qti-lte": operator.le,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "qti-sum": operator.add,
    "qti-product": operator.mul,
    "qti-subtract": operator.sub,
    "qti-divide": float.__truediv__,
}
_TRUTHS = frozenset(
    {"qti-and", "qti-or", "qti-not", "qti-is-null", "qti-match", "qti-equal", "qti-string-match"}
    | {"qti-member", "qti-contains", *_COMPARISONS}
)


def _split(branch: Element) -> tuple[Element, list[Element]]:
    """A branch's test, and the rules behind it."""
    test, *rules = [*branch] or [Element("qti-null")]
    return test, rules


def _arithmetic(name: str, numbers: Sequence[float]) -> Values:
    if not numbers or (name == "qti-divide" and 0.0 in numbers[1:]):
        return []
    result = numbers[0]
    for each in numbers[1:]:
        result = _ARITHMETIC[name](result, each)
    return [repr(result)]


def _near(expression: Element, first: float, second: float) -> bool:
    """Whether two numbers are equal within the tolerance of a `qti-equal`; a relative one is in per cent."""
    given = [number(part) or 0.0 for part in expression.get("tolerance", "").split()]
    mode = expression.get("tolerance-mode", "exact")
    if mode not in ("absolute", "relative") or not given:
        return first == second
    below, above = given[0], given[-1]
    if mode == "relative":
        below, above = abs(first) * below / 100, abs(first) * above / 100
    return _within(expression, "lower", first - below, second) and _within(
        expression, "upper", second, first + above
    )


def _within(expression: Element, side: str, less: float, more: float) -> bool:
    if math.isclose(less, more, rel_tol=1e-12, abs_tol=1e-12):
        return expression.get(f"include-{side}-bound") != "false"
    return less < more
