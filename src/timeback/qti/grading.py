"""Scores responses by an item's own response processing: QTI's templates, and the conditions in between."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from xml.etree.ElementTree import Element

import msgspec

from ..models.qti.items import FeedbackBlock, FeedbackInline, ModalFeedback
from .content import Area, Declaration, ParsedItem
from .markup import plain_text

__all__ = ["Grade", "grade"]

Values = list[str]

_SCORE = "SCORE"
_TEMPLATES = ("map_response_point", "map_response", "match_correct")


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What responses are worth.

    Attributes:
        score: The outcome `SCORE`.
        max_score: The most that it can be, as far as the declarations tell.
        correct: Whether each response is the correct one; responses without a correct one are left out.
        outcomes: Every outcome, as text; None where it has no value.
        feedback: Identifiers of the modal feedback that is shown.
    """

    score: float
    max_score: float
    correct: dict[str, bool]
    outcomes: dict[str, str | None]
    feedback: tuple[str, ...] = ()

    @property
    def is_correct(self) -> bool:
        """Whether the most was reached."""
        return self.score >= self.max_score


def grade(
    item: ParsedItem, responses: Mapping[str, str | Sequence[Any] | None] | str | Sequence[Any]
) -> Grade:
    """Score responses to an item.

    Args:
        item: The item.
        responses: Each response by its declaration's identifier; or, where there is one declaration, that
            response alone. A response is a text or a list of them; pairs and points have a blank between,
            or are lists of two.

    Returns:
        Score, correctness and feedback. What an item's processing does not say counts by match_correct.
    """
    given = _given(item, responses)
    processing = _Processing(item, given)
    processing.run()
    correct = {
        name: matches(each, given.get(name, [])) for name, each in item.responses.items() if each.correct
    }
    outcomes = processing.outcomes
    shown = tuple(each.identifier for each in item.modal_feedback if is_shown(each, outcomes))
    return Grade(
        score=_number(outcomes.get(_SCORE)),
        max_score=_most(item),
        correct=correct,
        outcomes=outcomes,
        feedback=shown,
    )


def is_shown(
    feedback: ModalFeedback | FeedbackBlock | FeedbackInline, outcomes: Mapping[str, str | None]
) -> bool:
    """Whether feedback is shown while the outcomes hold what they do."""
    held = (outcomes.get(feedback.outcome_identifier) or "").split()
    return (feedback.identifier in held) is (feedback.show_hide == "show")


def _given(
    item: ParsedItem, responses: Mapping[str, str | Sequence[Any] | None] | str | Sequence[Any]
) -> dict[str, Values]:
    if not isinstance(responses, Mapping):
        first = next(iter(item.responses), "RESPONSE")
        responses = {first: responses}
    return {name: values_of(response) for name, response in cast("Mapping[str, Any]", responses).items()}


def values_of(response: Any) -> Values:
    """A response as a list of texts: none for no response, one blank between the members of a pair."""
    if response is None or response == "":
        return []
    if isinstance(response, list | tuple):
        return [_joined(each) for each in cast("Sequence[Any]", response)]
    return [str(response)]


def _joined(value: Any) -> str:
    return " ".join(map(str, cast("Sequence[Any]", value))) if isinstance(value, list | tuple) else str(value)


def matches(declaration: Declaration, given: Values) -> bool:
    """Whether a response is the correct one, in order where order counts."""
    expected = [_canonical(each, declaration.base_type) for each in declaration.correct]
    found = [_canonical(each, declaration.base_type) for each in given]
    if declaration.cardinality in ("ordered", "record"):
        return found == expected
    return Counter(found) == Counter(expected)


def _canonical(value: str, base_type: str | None) -> Any:
    """A value in a form in which equal ones are equal."""
    text = value.strip()
    if base_type in ("integer", "float", "duration"):
        number = _number(text, None)
        return text if number is None else number
    if base_type == "pair":
        return tuple(sorted(text.split()))
    if base_type in ("directedPair", "point"):
        return tuple(text.split())
    return text.lower() if base_type == "boolean" else text


def _number(text: Any, otherwise: Any = 0.0) -> Any:
    try:
        return otherwise if text is None else float(text)
    except ValueError:
        return otherwise


def mapped(declaration: Declaration, given: Values) -> float:
    """The sum of what single values are worth; each counts once, within the mapping's bounds."""
    mapping = declaration.mapping
    if mapping is None:
        # The templates map a response without a mapping as all or nothing.
        return 1.0 if (matches(declaration, given) if declaration.correct else given) else 0.0
    if mapping.areas:
        total = _worth_of_points(mapping.areas, mapping.default, given)
    else:
        worth = {
            _key(key, declaration, key in mapping.ignore_case): value
            for key, value in mapping.entries.items()
        }
        total = 0.0
        for each in dict.fromkeys(given):
            exact, folded = _key(each, declaration, False), _key(each, declaration, True)
            total += worth.get(exact, worth.get(folded, mapping.default))
    if mapping.lower is not None:
        total = max(total, mapping.lower)
    return total if mapping.upper is None else min(total, mapping.upper)


def _key(value: str, declaration: Declaration, fold: bool) -> Any:
    canonical = _canonical(value, declaration.base_type)
    return ("folded", canonical.casefold()) if fold and isinstance(canonical, str) else canonical


def _worth_of_points(areas: Sequence[Area], default: float, given: Values) -> float:
    """Each area counts once, however many points are in it."""
    hit: dict[int, float] = {}
    missed = 0.0
    for value in given:
        point = [_number(part, None) for part in value.split()]
        if len(point) == 2 and None not in point:
            inside = [index for index, area in enumerate(areas) if contains(area, point[0], point[1])]
            if inside:
                hit[inside[0]] = areas[inside[0]].value
                continue
        missed += default
    return sum(hit.values()) + missed


def contains(area: Area, x: float, y: float) -> bool:
    """Whether a point lies in an area, its border included."""
    coords = area.coords
    if area.shape == "rect" and len(coords) == 4:
        return coords[0] <= x <= coords[2] and coords[1] <= y <= coords[3]
    if area.shape == "circle" and len(coords) == 3:
        return (x - coords[0]) ** 2 + (y - coords[1]) ** 2 <= coords[2] ** 2
    if area.shape == "ellipse" and len(coords) == 4 and coords[2] and coords[3]:
        return ((x - coords[0]) / coords[2]) ** 2 + ((y - coords[1]) / coords[3]) ** 2 <= 1
    if area.shape == "poly" and len(coords) >= 6:
        return _in_polygon([*zip(coords[::2], coords[1::2], strict=False)], x, y)
    return area.shape == "default"


def _in_polygon(corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _most(item: ParsedItem) -> float:
    """The best score: mappings by their bound or their best values, other responses one each, else one."""
    total = 0.0
    for each in item.responses.values():
        if each.mapping is None:
            continue
        worth = sorted(
            (*each.mapping.entries.values(), *(area.value for area in each.mapping.areas)), reverse=True
        )
        positive = [value for value in worth if value > 0]
        best = sum(positive[:1] if each.cardinality == "single" else positive)
        total += best if each.mapping.upper is None else min(best, each.mapping.upper)
    return total or 1.0


class _Processing:
    """One run of an item's response processing."""

    def __init__(self, item: ParsedItem, given: dict[str, Values]) -> None:
        self._item = item
        self._given = given
        self.outcomes: dict[str, str | None] = dict(item.outcomes)

    def run(self) -> None:
        """Set the outcomes."""
        processing: Element | None = self._item.processing
        template = "" if processing is None else processing.get("template", "")
        named = next((each for each in _TEMPLATES if each in template), None)
        if named is None and processing is not None and len(processing):
            self._rules(processing)
            if self.outcomes.get(_SCORE) is None and _SCORE not in self._item.outcomes:
                self._score(self._overall("match_correct"))
        else:
            self._score(self._overall(named or "match_correct"))

    def _score(self, value: float) -> None:
        self.outcomes[_SCORE] = repr(value)

    def _overall(self, template: str) -> float:
        """What a template makes of all responses: a sum where there are mappings, else all or nothing."""
        declared = self._item.responses
        if template != "match_correct" or any(each.mapping for each in declared.values()):
            return sum(mapped(each, self._given.get(name, [])) for name, each in declared.items())
        return 1.0 if declared and all(self._counts(each) for each in declared.values()) else 0.0

    def _counts(self, declaration: Declaration) -> bool:
        given = self._given.get(declaration.identifier, [])
        return matches(declaration, given) if declaration.correct else bool(given)

    def _rules(self, parent: Element) -> None:
        for rule in parent:
            if rule.tag == "qti-set-outcome-value":
                value = self._value(next(iter(rule), None))
                self.outcomes[rule.get("identifier", "")] = None if not value else " ".join(value)
            elif rule.tag == "qti-response-condition":
                self._condition(rule)

    def _condition(self, condition: Element) -> None:
        for branch in condition:
            if branch.tag == "qti-response-else":
                self._rules(branch)
                return
            test, *_ = (*branch, None)
            if self._truth(test):
                for rule in list(branch)[1:]:
                    self._rules(_wrapped(rule))
                return

    def _value(self, expression: Element | None) -> Values:
        """The value of an expression, as texts; none for null."""
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
        if name in ("qti-sum", "qti-product", "qti-subtract", "qti-divide"):
            return _arithmetic(name, [_number(next(iter(self._value(each)), None)) for each in expression])
        if name in ("qti-multiple", "qti-ordered"):
            return [value for each in expression for value in self._value(each)]
        return ["true"] if self._truth(expression) else ["false"]

    def _truth(self, expression: Element | None) -> bool:
        if expression is None:
            return False
        name, parts = str(expression.tag), list(expression)
        if name == "qti-and":
            return all(map(self._truth, parts))
        if name == "qti-or":
            return any(map(self._truth, parts))
        if name == "qti-not":
            return not self._truth(next(iter(parts), None))
        if name == "qti-is-null":
            return not any(each.strip() for each in self._value(next(iter(parts), None)))
        if name in ("qti-match", "qti-equal", "qti-string-match") and len(parts) == 2:
            return self._equal(expression, parts[0], parts[1])
        if name in ("qti-member", "qti-contains") and len(parts) == 2:
            left, right = self._value(parts[0]), self._value(parts[1])
            whole, part = (right, left) if name == "qti-member" else (left, right)
            return bool(part) and not Counter(part) - Counter(whole)
        if name in ("qti-gt", "qti-gte", "qti-lt", "qti-lte") and len(parts) == 2:
            left_number, right_number = (_number(next(iter(self._value(each)), None)) for each in parts)
            return None not in (left_number, right_number) and _COMPARISONS[name](left_number, right_number)
        if name == "qti-variable":
            return self._value(expression) == ["true"]
        return name == "qti-base-value" and plain_text(expression) == "true"

    def _equal(self, expression: Element, left: Element, right: Element) -> bool:
        declaration = self._item.responses.get(left.get("identifier", ""))
        first, second = self._value(left), self._value(right)
        if not first or not second:
            return False
        if expression.get("case-sensitive") == "false":
            first, second = [each.casefold() for each in first], [each.casefold() for each in second]
        base_type, cardinality = None, "multiple"
        if declaration is not None:
            base_type, cardinality = declaration.base_type, declaration.cardinality
        if expression.tag == "qti-equal":
            base_type = "float"
        compared = Declaration(
            identifier="", cardinality=cardinality, base_type=base_type, correct=tuple(second)
        )
        return matches(compared, first)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "qti-gt": operator.gt,
    "qti-gte": operator.ge,
    "qti-lt": operator.lt,
    "qti-lte": operator.le,
}


def _arithmetic(name: str, numbers: Sequence[float]) -> Values:
    if not numbers or (name == "qti-divide" and (len(numbers) < 2 or not numbers[1])):
        return []
    result = numbers[0]
    for each in numbers[1:]:
        if name == "qti-sum":
            result += each
        elif name == "qti-product":
            result *= each
        elif name == "qti-subtract":
            result -= each
        else:
            result /= each
    return [repr(result)]


def _wrapped(rule: Element) -> Element:
    holder = Element("rules")
    holder.append(rule)
    return holder
