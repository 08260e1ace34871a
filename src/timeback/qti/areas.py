"""Shapes on a picture: whether a point lies within one, its border included."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from .content import Area
from .markup import number

__all__ = ["contains", "is_readable", "point_within", "read_coords"]

Point = tuple[float, float]
_COORDS = {"rect": (4, 4), "circle": (3, 3), "ellipse": (4, 4), "poly": (6, 10_000), "default": (0, 10_000)}


def read_coords(text: str) -> tuple[float, ...]:
    """The numbers of a `coords` attribute; none where one of them is no number of pixels."""
    parts = [number(part) for part in re.split(r"[\s,]+", text.strip()) if part]
    return () if None in parts else tuple(part for part in parts if part is not None)


def is_readable(area: Area) -> bool:
    """Whether an area has a known shape, and as many coordinates as it needs."""
    least, most = _COORDS.get(area.shape, (1, 0))
    return least <= len(area.coords) <= most


def contains(area: Area, x: float, y: float) -> bool:
    """Whether a point lies in an area, its border included."""
    coords = area.coords
    match area.shape:
        case "default":
            return True
        case "rect" if len(coords) == 4:
            left, right = sorted((coords[0], coords[2]))
            top, bottom = sorted((coords[1], coords[3]))
            return left <= x <= right and top <= y <= bottom
        case "circle" if len(coords) == 3:
            return math.hypot(x - coords[0], y - coords[1]) <= coords[2]
        case "ellipse" if len(coords) == 4 and coords[2] and coords[3]:
            return math.hypot((x - coords[0]) / coords[2], (y - coords[1]) / coords[3]) <= 1
        case "poly" if len(coords) >= 6:
            return _in_polygon(_corners(coords), x, y)
        case _:
            return False


def _corners(coords: Sequence[float]) -> list[Point]:
    return [*zip(coords[::2], coords[1::2], strict=False)]


def _in_polygon(corners: Sequence[Point], x: float, y: float) -> bool:
    inside = False
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        if _on_edge(start, end, x, y):
            return True
        if (start[1] > y) != (end[1] > y):
            crossing = (end[0] - start[0]) * (y - start[1]) / (end[1] - start[1]) + start[0]
            inside = inside is not (x < crossing)
    return inside


def _on_edge(start: Point, end: Point, x: float, y: float) -> bool:
    cross = (end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0])
    within = min(start[0], end[0]) <= x <= max(start[0], end[0])
    return cross == 0 and within and min(start[1], end[1]) <= y <= max(start[1], end[1])


def point_within(area: Area) -> Point | None:
    """A point in an area; None for an area that holds none."""
    coords = area.coords
    if area.shape == "poly" and len(coords) >= 6:
        corners = _corners(coords)
        center = (sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners))
        # A corner is on the border, so it is within, however the polygon is bent.
        return center if contains(area, *center) else corners[0]
    if area.shape == "rect" and len(coords) == 4:
        return (coords[0] + coords[2]) / 2, (coords[1] + coords[3]) / 2
    if area.shape == "default":
        return 0.0, 0.0
    return (coords[0], coords[1]) if len(coords) >= 3 else None
