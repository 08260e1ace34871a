"""The worth of a response by its declaration's mapping, and the best response that there is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .areas import contains, point_within
from .content import Area, Declaration, Mapping
from .declarations import value_of
from .values import Unevaluable, Value, comparable, container, read_declared, same_member, single

__all__ = ["alternatives", "best_response", "mapped", "mapped_points"]

_TYPED = ("string", "integer", "float")
_TRIALS = 5_000
"""The greatest number of selections of pairs that are tried for the best of them."""
_PAIRS = 500
"""The greatest number of pairs for which that is tried."""


def mapped(mapping: Mapping, value: Value | None) -> float:
    """The sum of what single values are worth; each counts once, within the mapping's bounds.

    NULL is worth what the entry of the empty text is, else the default, as a value is that has no entry.
    """
    if value is None:
        return _bounded(mapping, [mapping.entries.get("", mapping.default)])
    return _bounded(mapping, [_worth(mapping, each) for each in _distinct(value)])


def _distinct(value: Value) -> list[Value]:
    found: list[Value] = []
    for member in value.members:
        each = Value("single", value.base_type, (member,))
        if not any(same_member(each, other) for other in found):
            found.append(each)
    return found


def _worth(mapping: Mapping, value: Value) -> float:
    keys = {key: _key(value, key) for key in mapping.entries}
    exact = next((key for key, read in keys.items() if read is not None and same_member(read, value)), None)
    if exact is None and value.base_type == "string":
        folded = comparable(str(value.members[0])).casefold()
        others = (key for key in keys if key not in mapping.case_sensitive)
        exact = next((key for key in others if comparable(key).casefold() == folded), None)
    return mapping.default if exact is None else mapping.entries[exact]


def _key(value: Value, key: str) -> Value | None:
    member = read_declared(key, value.base_type)
    return None if member is None else Value("single", value.base_type, (member,))


def mapped_points(mapping: Mapping, value: Value | None) -> float:
    """The sum of the areas that are hit; each counts once, however many points are in it."""
    if value is None:
        return _bounded(mapping, [mapping.default])
    hit: dict[int, float] = {}
    missed = 0.0
    for member in value.members:
        found = _area_of(mapping.areas, member)
        if found is None:
            missed += mapping.default
        else:
            hit[found] = mapping.areas[found].value
    return _bounded(mapping, [*hit.values(), missed])


def _area_of(areas: Sequence[Area], point: Any) -> int | None:
    """The first area that a point lies in; text that is no point lies in none."""
    if isinstance(point, str):
        return None
    return next((place for place, area in enumerate(areas) if contains(area, *point)), None)


def _bounded(mapping: Mapping, worth: Sequence[float]) -> float:
    """The sum within the mapping's bounds, whatever the order it is added up in."""
    try:
        total = math.fsum(worth)
    except OverflowError:
        total = sum(worth)
    if mapping.lower is not None:
        total = max(total, mapping.lower)
    return total if mapping.upper is None else min(total, mapping.upper)


def alternatives(declaration: Declaration) -> tuple[Value, ...]:
    """The values of a key of which each is right, the best first.

    The key of a single value that is several is none by the standard. Where a mapping gives points for each of them,
    or where it is of texts or numbers that are typed in, there is no doubt that any of them is meant.
    """
    mapping, texts = declaration.mapping, declaration.correct
    if declaration.cardinality != "single" or len(texts) < 2:
        return ()
    found = [each for text in texts if (each := value_of(declaration, [text])) is not None]
    if len(found) < len(texts):
        return ()
    if mapping is None:
        return tuple(found) if declaration.base_type in _TYPED else ()
    worth = [(each, mapped(mapping, each)) for each in found]
    if not all(points > 0 for _, points in worth):
        return ()
    return tuple(each for each, _ in sorted(worth, key=lambda each: -each[1]))


def best_response(
    declaration: Declaration, limit: int | None = None, uses: dict[str, int] | None = None
) -> Value | None:
    """The response that a mapping makes the most of; None if there is no mapping.

    Args:
        declaration: The declaration, with its mapping.
        limit: The greatest number of values of the response; None for any number.
        uses: The greatest number of pairs that each choice may be in; choices without one are not listed.

    Raises:
        Unevaluable: There are too many pairs to find the best.
    """
    mapping = declaration.mapping or declaration.area_mapping
    if mapping is None:
        return None
    worth = list(_worthwhile(mapping, declaration.base_type))
    limit = 1 if declaration.cardinality == "single" else limit
    worth = sorted(worth, key=lambda each: -each[1])
    if uses and not mapping.areas and declaration.base_type in ("pair", "directedPair"):
        worth = _compatible(worth, limit, uses)
    worth = worth[:limit]
    if not mapping.areas:
        return value_of(declaration, [key for key, _ in worth])
    points = [key for key, _ in worth]
    if declaration.cardinality == "single":
        return single("point", points[0]) if points else None
    return container(declaration.cardinality, "point", points)


def _compatible(
    worth: list[tuple[str, float]], limit: int | None, uses: dict[str, int]
) -> list[tuple[str, float]]:
    """The pairs that are worth the most together, while no choice is in more of them than it may be."""
    best: tuple[float, list[int]] = (0.0, [])
    left = len(worth) if limit is None else limit
    goal = min(_most(worth, left, uses, side) for side in (0, 1))
    # What is still to be tried: the next pair, those taken, and the places left, the most promising on top.
    trials: list[tuple[int, list[int]]] = [(0, [])]
    for _ in range(_TRIALS if len(worth) <= _PAIRS else 0):
        if not trials or math.isclose(best[0], goal, rel_tol=1e-12):
            return [worth[place] for place in best[1]]
        place, taken = trials.pop()
        total = math.fsum(worth[each][1] for each in taken)
        best = max(best, (total, taken), key=lambda each: each[0])
        free = left - len(taken)
        if total + math.fsum(each for _, each in worth[place : place + free]) <= best[0]:
            continue
        trials.append((place + 1, taken))
        used = Counter(name for each in (*taken, place) for name in worth[each][0].split())
        if all(count <= uses.get(name, count) for name, count in used.items()):
            trials.append((place + 1, [*taken, place]))
    raise Unevaluable("there are too many pairs to find the best of them")


def _most(worth: list[tuple[str, float]], limit: int, uses: dict[str, int], side: int) -> float:
    """An upper bound of the worth of pairs together, by the uses of the choices on one side of them."""
    left, total = Counter[str](), 0.0
    for key, points in worth:
        name = key.split()[side]
        if limit and left[name] < uses.get(name, len(worth)):
            left[name] += 1
            limit -= 1
            total += points
    return total


def _worthwhile(mapping: Mapping, base_type: str | None) -> Iterator[tuple[Any, float]]:
    """The keys and points that are worth more than nothing, and can be a response."""
    if not mapping.areas:
        for key, value in mapping.entries.items():
            if value > 0 and read_declared(key, base_type) is not None:
                yield key, value
    for area in mapping.areas:
        point = point_within(area)
        if point is not None and area.value > 0:
            yield point, area.value
