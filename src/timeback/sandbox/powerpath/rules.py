"""The rules of PowerPath: how lessons are scored. Pure: no records, no clock."""

from __future__ import annotations

import random
from collections.abc import Sequence

__all__ = [
    "DIFFICULTIES",
    "MASTERY",
    "PASS",
    "accuracy_of",
    "difficulty_to_serve",
    "multiplier_of",
    "score_after",
]

DIFFICULTIES = ("easy", "medium", "hard")
# A PowerPath-100 lesson ends here; a placement test or test-out is passed from the other on.
MASTERY = 100
PASS = 90

# What a wrong answer costs, from which score on.
_LOSSES = ((90, 8), (80, 7), (70, 6), (50, 5), (40, 4), (30, 3), (20, 2), (0, 1))


def score_after(score: int, *, correct: bool) -> int:
    """The score of a PowerPath-100 lesson after one more answer."""
    if correct:
        return min(MASTERY, score + max(4, 14 - score // 10))
    return max(0, score - next(loss for least, loss in _LOSSES if score >= least))


def difficulty_to_serve(score: int, unseen: Sequence[str], draw: random.Random) -> str:
    """The difficulty of the next question, among those that have unseen ones."""
    wanted = "hard" if score >= 90 or (score >= 70 and draw.random() >= 0.75) else "medium"
    wanted = wanted if score >= 70 else "easy"
    place = DIFFICULTIES.index(wanted)
    return min(unseen, key=lambda each: (abs(DIFFICULTIES.index(each) - place), DIFFICULTIES.index(each)))


def accuracy_of(correct: int, total: int) -> float:
    """The share of correct answers in percent."""
    return round(100 * correct / total, 2) if total else 0


def multiplier_of(accuracy: float, attempt: int) -> float:
    """The factor of a completed lesson's XP."""
    first = attempt == 1
    if accuracy >= 100:
        return 1.25 if first else 1.0
    if accuracy >= 80:
        return 1.0 if first else 0.5
    return 0
