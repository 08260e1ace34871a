"""Sample items, one for each interaction, and what responses to them are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["SAMPLES", "Sample"]


class Sample(NamedTuple):
    """An item, and its score for a right, a wrong and, where there is one, a partly right response.

    What only a person can judge is not `scored`.
    """

    name: str
    right: Any
    wrong: Any
    full: float = 1.0
    partly: Any = None
    part: float = 0.0
    scored: bool = True

    @property
    def xml(self) -> str:
        """The item's document."""
        return Path(__file__).with_name(f"{self.name}.xml").read_text("utf-8")


SAMPLES = (
    Sample("choice", "B", "A"),
    Sample("choice-multiple", ["P5", "P2"], ["P9"], 2.0, ["P2"], 1.0),
    Sample("text-entry", "ottawa", "Toronto", 1.0, "Otawa", 0.5),
    Sample("extended-text", "Dear friend, ...", "", scored=False),
    Sample("inline-choice", "GO", "GOES"),
    Sample("match", ["BR AMAZON", "EG NILE"], ["BR NILE", "EG AMAZON"], 2.0, ["EG NILE"], 1.0),
    Sample("order", ["CM", "M", "KM"], ["M", "CM", "KM"]),
    Sample("associate", ["COLD HOT", "BIG SMALL"], ["HOT BIG"], 2.0, ["SMALL BIG"], 1.0),
    Sample("gap-match", ["EARLY G1", "WORM G2"], ["EARLY G2"], 2.0, ["WORM G2"], 1.0),
    Sample("hottext", ["H2"], ["H1"]),
    Sample("hotspot", ["POND"], ["SHED"]),
    Sample("graphic-order", ["SPRING", "SUMMER"], ["SUMMER", "SPRING"]),
    Sample("graphic-associate", ["POND GATE"], ["GATE SHED"]),
    Sample("graphic-gap-match", ["FISH POND"], ["FISH SHED"]),
    Sample("select-point", ["121 79"], ["300 200"], 2.0, ["90 50"], 1.0),
    Sample("slider", "40.0", "35"),
    Sample("drawing", "square.png", "", scored=False),
    Sample("media", "1", "0"),
    Sample("upload", "photo.jpeg", "", scored=False),
)
