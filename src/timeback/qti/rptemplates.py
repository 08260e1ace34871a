"""The standard's response processing templates, by the name that ends their address."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from xml.etree.ElementTree import Element

from .markup import parse
from .words import word

__all__ = ["named_template"]

_MAXSCORE = "MAXSCORE"
_MATCH = '<qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>'


def _set(outcome: str, value: str) -> str:
    return f'<qti-set-outcome-value identifier="{outcome}">{value}</qti-set-outcome-value>'


def _base(base_type: str, value: str) -> str:
    return f'<qti-base-value base-type="{base_type}">{value}</qti-base-value>'


def _condition(test: str, then: str, otherwise: str) -> str:
    return (
        f"<qti-response-condition><qti-response-if>{test}{then}</qti-response-if>"
        f"<qti-response-else>{otherwise}</qti-response-else></qti-response-condition>"
    )


def _mapped(expression: str) -> str:
    return _condition(
        '<qti-is-null><qti-variable identifier="RESPONSE"/></qti-is-null>',
        _set("SCORE", _base("float", "0")),
        _set("SCORE", f'<{expression} identifier="RESPONSE"/>'),
    )


_MAXIMUM = f'<qti-variable identifier="{_MAXSCORE}"/>'
_ALL_POINTS = _set("SCORE", _MAXIMUM)
_ONE_POINT = _set("SCORE", _base("float", "1"))
_CORRECT = _condition(_MATCH, _ONE_POINT, _set("SCORE", _base("float", "0")))
_INLINE = (
    _set("FEEDBACK", '<qti-variable identifier="RESPONSE"/>')
    + f"<qti-response-condition><qti-response-if>{_MATCH}{_ALL_POINTS}</qti-response-if></qti-response-condition>"
)
_BASIC = _condition(
    _MATCH,
    _ALL_POINTS + _set("FEEDBACKBASIC", _base("identifier", "correct")),
    _set("FEEDBACKBASIC", _base("identifier", "incorrect")),
)
_FULL = _condition(
    f'<qti-equal tolerance-mode="exact">{_MAXIMUM}<qti-variable identifier="SCORE"/></qti-equal>',
    _set("FEEDBACK", _base("identifier", "correct")),
    _set("FEEDBACK", _base("identifier", "incorrect")),
)
# The standard's names, those of Common Cartridge 2 among them, in small letters.
_TEMPLATES = {
    "match_correct": _CORRECT,
    "map_response": _mapped("qti-map-response"),
    "map_response_point": _mapped("qti-map-response-point"),
    "cc2_match": _INLINE,
    "cc2_match_basic": _BASIC,
    "cc2_map_response": _mapped("qti-map-response") + _FULL,
}


def named_template(address: str, declared: Container[str] = (_MAXSCORE,)) -> Element | None:
    """A template's rules by its address, with or without a path, a version or `.xml`; None for an unknown one.

    The templates that give `MAXSCORE` for the right answer give one point to items that do not declare it.
    """
    name = (
        address.strip()
        .replace("\\", "/")
        .partition("?")[0]
        .partition("#")[0]
        .rstrip("/")
        .rpartition("/")[2]
        .lower()
    )
    return _parsed(word(name.removesuffix(".xml"), _TEMPLATES), _MAXSCORE in declared)


@lru_cache(maxsize=16)
def _parsed(name: str, has_maximum: bool) -> Element | None:
    rules = _TEMPLATES.get(name)
    if rules is None:
        return None
    rules = rules if has_maximum else rules.replace(_ALL_POINTS, _ONE_POINT)
    return parse(f"<qti-response-processing>{rules}</qti-response-processing>")
