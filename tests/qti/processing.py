"""Runs a snippet of QTI through the processor, and says what an expression is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback.qti import Grade, grade, parse_item

__all__ = [
    "NULL",
    "RIGHT",
    "SCORE",
    "UNKNOWN",
    "base",
    "container",
    "declare",
    "evaluate",
    "item",
    "key",
    "mapping",
    "points",
    "run",
    "setting",
    "var",
    "when",
]

NULL = "qti-null"
UNKNOWN = "unknown"


def base(base_type: str, value: object) -> str:
    """A value as it is written in an expression."""
    return f'<qti-base-value base-type="{base_type}">{value}</qti-base-value>'


def var(identifier: str) -> str:
    """A variable's value."""
    return f'<qti-variable identifier="{identifier}"/>'


def container(cardinality: str, base_type: str, *values: object) -> str:
    """A container of values."""
    return f"<qti-{cardinality}>{''.join(base(base_type, each) for each in values)}</qti-{cardinality}>"


def declare(
    kind: str, identifier: str, base_type: str | None, cardinality: str = "single", inside: str = "",
    attributes: str = "",
) -> str:  # fmt: skip
    """A declaration."""
    typed = f'base-type="{base_type}"' if base_type else ""
    return (
        f'<qti-{kind}-declaration identifier="{identifier}" cardinality="{cardinality}" {typed} {attributes}>'
        f"{inside}</qti-{kind}-declaration>"
    )


SCORE = declare("outcome", "SCORE", "float")
RIGHT = f'<qti-match>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-match>'


def key(*texts: object) -> str:
    """The correct response of a declaration."""
    inside = "".join(f"<qti-value>{each}</qti-value>" for each in texts)
    return f"<qti-correct-response>{inside}</qti-correct-response>"


def mapping(entries: dict[str, float], attributes: str = "", each: str = "") -> str:
    """The mapping of a declaration; `each` are the attributes of its entries."""
    rows = (
        f'<qti-map-entry map-key="{text}" mapped-value="{worth}" {each}/>' for text, worth in entries.items()
    )
    return f"<qti-mapping {attributes}>{''.join(rows)}</qti-mapping>"


def setting(outcome: str, value: str) -> str:
    """The rule that sets an outcome to an expression."""
    return f'<qti-set-outcome-value identifier="{outcome}">{value}</qti-set-outcome-value>'


def points(value: float) -> str:
    """The rule that sets the score."""
    return setting("SCORE", base("float", value))


def when(test: str, then: str, *more: tuple[str, str], otherwise: str = "") -> str:
    """A condition with its branches: a test and its rules each, and the rules where none is true."""
    others = "".join(f"<qti-response-else-if>{each}{rules}</qti-response-else-if>" for each, rules in more)
    last = f"<qti-response-else>{otherwise}</qti-response-else>" if otherwise else ""
    return (
        f"<qti-response-condition><qti-response-if>{test}{then}</qti-response-if>{others}{last}"
        "</qti-response-condition>"
    )


def item(declarations: str, rules: str = "", template_rules: str = "", body: str = "") -> str:
    """An item with rules of its own."""
    processing = f"<qti-response-processing>{rules}</qti-response-processing>" if rules else ""
    templates = (
        f"<qti-template-processing>{template_rules}</qti-template-processing>" if template_rules else ""
    )
    return (
        f'<qti-assessment-item identifier="i" title="t">{declarations}{templates}'
        f"<qti-item-body>{body}</qti-item-body>{processing}</qti-assessment-item>"
    )


def run(declarations: str, rules: str, responses: Any = None, **more: Any) -> Grade:
    """The grade of responses to an item with such declarations and rules."""
    return grade(parse_item(item(declarations, rules)), responses, **more)


def evaluate(expression: str, declarations: str = "", responses: Any = None, **more: Any) -> Any:
    """What an expression is: texts, `NULL`, or `UNKNOWN` where it cannot be evaluated."""
    rule = f'<qti-set-outcome-value identifier="IT">{expression}</qti-set-outcome-value>'
    graded = run(declarations, rule, responses, **more)
    # Not to set SCORE is no fault of the expression.
    faults = [each for each in graded.reasons if "does not set SCORE" not in each]
    value = graded.outcomes["IT"]
    return UNKNOWN if faults else NULL if value is None else value


def joined(parts: Iterable[str]) -> str:
    """Snippets one behind the other."""
    return "".join(parts)
