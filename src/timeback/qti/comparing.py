"""Compares a response with its declaration: correct or not, and what its values are worth."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from .content import Area, Declaration
from .markup import number

__all__ = ["Values", "best", "mapped", "matches"]

Values = list[str]


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
        found = number(text)
        return text if found is None else found
    if base_type == "pair":
        return tuple(sorted(text.split()))
    if base_type == "directedPair":
        return tuple(text.split())
    if base_type == "point":
        return tuple(_canonical(part, "float") for part in text.split())
    return text.lower() if base_type == "boolean" else text


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
        point = [found for part in value.split() if (found := number(part)) is not None]
        if len(point) == 2:
            inside = [index for index, area in enumerate(areas) if contains(area, *point)]
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
        return math.hypot(x - coords[0], y - coords[1]) <= coords[2]
    if area.shape == "ellipse" and len(coords) == 4 and coords[2] and coords[3]:
        return math.hypot((x - coords[0]) / coords[2], (y - coords[1]) / coords[3]) <= 1
    if area.shape == "poly" and len(coords) >= 6:
        return _in_polygon([*zip(coords[::2], coords[1::2], strict=False)], x, y)
    return area.shape == "default"


def _in_polygon(corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def best(declaration: Declaration) -> float:
    """The most that a mapped response is worth, as far as its entries tell."""
    mapping = declaration.mapping
    if mapping is None:
        return 0.0
    worth = [*mapping.entries.values(), *(area.value for area in mapping.areas)]
    most = sum(each for each in worth if each > 0)
    if declaration.cardinality == "single":
        most = max(0.0, mapping.default, *worth)
    return most if mapping.upper is None else min(most, mapping.upper)
