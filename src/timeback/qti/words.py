"""Words of QTI's vocabularies and truth values in attributes, in whatever case and spelling authors write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["BASE_TYPES", "CARDINALITIES", "SHAPES", "TRUTHS", "truth", "word"]

CARDINALITIES = ("single", "multiple", "ordered", "record")
BASE_TYPES = (
    "boolean", "directedPair", "duration", "file", "float", "identifier", "integer", "intOrIdentifier", "pair",
    "point", "string", "uri",
)  # fmt: skip
SHAPES = ("circle", "default", "ellipse", "poly", "rect")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def word(text: str, known: Iterable[str]) -> str:
    """The word of a vocabulary that a text is in another spelling, such as `directed-pair`; any other as it is."""
    if any(each == text for each in known):
        return text
    folded = _folded(text)
    return next((each for each in known if _folded(each) == folded), text)


def truth(text: str | None) -> bool | None:
    """The truth value of an attribute; None if it is absent or is none."""
    return TRUTHS.get((text or "").strip().lower())


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).casefold()
