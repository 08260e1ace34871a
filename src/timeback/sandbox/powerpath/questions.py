"""The questions of the sandbox's tests: made up from a test's id, so that a test never changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from .rules import DIFFICULTIES

__all__ = ["Question", "questions_of"]

_LETTERS = "ABCD"
_NUMERIC = ("Math", "FastMath", "Science")

# Words and their opposites, from well known to rare.
_OPPOSITES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "easy": (
        ("hot", "cold"), ("big", "small"), ("up", "down"), ("early", "late"), ("open", "closed"),
        ("full", "empty"), ("fast", "slow"), ("light", "dark"), ("wet", "dry"), ("young", "old"),
        ("happy", "sad"), ("near", "far"),
    ),
    "medium": (
        ("ancient", "modern"), ("brave", "cowardly"), ("generous", "stingy"), ("arrive", "depart"),
        ("victory", "defeat"), ("permit", "forbid"), ("expand", "shrink"), ("humble", "proud"),
        ("rare", "common"), ("shallow", "deep"), ("gather", "scatter"), ("rough", "smooth"),
    ),
    "hard": (
        ("abundant", "scarce"), ("candid", "evasive"), ("concise", "verbose"), ("frugal", "lavish"),
        ("hostile", "amicable"), ("mitigate", "aggravate"), ("novice", "expert"), ("opaque", "transparent"),
        ("rigid", "flexible"), ("tedious", "engaging"), ("timid", "audacious"), ("vague", "precise"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One multiple-choice question.

    Attributes:
        id: The identifier of its QTI item.
        index: Its place in the test, from 0.
        difficulty: How hard it is.
        prompt: What is asked.
        choices: The answers to choose from, by letter.
        key: The letter of the correct one.
    """

    id: str
    index: int
    difficulty: str
    prompt: str
    choices: Mapping[str, str]
    key: str

    @property
    def xml(self) -> str:
        """The question as a QTI 3 item."""
        choices = "".join(
            f'<qti-simple-choice identifier="{letter}">{escape(text)}</qti-simple-choice>'
            for letter, text in self.choices.items()
        )
        return (
            '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" '
            f'identifier="{escape(self.id, {chr(34): "&quot;"})}" title="Question {self.index + 1}" '
            'adaptive="false" time-dependent="false">'
            '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
            f"<qti-correct-response><qti-value>{self.key}</qti-value></qti-correct-response>"
            "</qti-response-declaration><qti-item-body>"
            '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1">'
            f"<qti-prompt>{escape(self.prompt)}</qti-prompt>{choices}"
            "</qti-choice-interaction></qti-item-body></qti-assessment-item>"
        )

    def judge(self, responses: Mapping[str, Any]) -> bool:
        """Whether an answer is correct."""
        given = responses.get("RESPONSE")
        return given == self.key or given == [self.key]


@lru_cache(maxsize=256)
def questions_of(test_id: str, subject: str, grade: int, each: int) -> tuple[Question, ...]:
    """The questions of a test.

    Args:
        test_id: Its resource.
        subject: What it is about.
        grade: How large its numbers are.
        each: How many questions of each difficulty.
    """
    draw = random.Random(test_id)
    ask: Callable[[random.Random, str, int, int], tuple[str, str, list[str]]]
    ask = _sum if subject in _NUMERIC else _opposite
    found: list[Question] = []
    for difficulty in DIFFICULTIES:
        for number in range(each):
            prompt, answer, wrong = ask(draw, difficulty, grade, number)
            texts = [answer, *wrong]
            draw.shuffle(texts)
            choices = dict(zip(_LETTERS, texts, strict=True))
            key = _LETTERS[texts.index(answer)]
            index = len(found)
            found.append(Question(f"{test_id}-q{index + 1:02d}", index, difficulty, prompt, choices, key))
    return tuple(found)


def _sum(draw: random.Random, difficulty: str, grade: int, number: int) -> tuple[str, str, list[str]]:
    size = (5 + 3 * max(grade, 0)) * (1, 2, 4)[DIFFICULTIES.index(difficulty)]
    left, right = draw.randint(2, size), draw.randint(2, size)
    if difficulty == "hard" and grade >= 3:
        text, answer = f"{left} x {right}", left * right
    else:
        text, answer = f"{left} + {right}", left + right
    offsets = draw.sample([-3, -2, -1, 1, 2, 3, 10], 3)
    return f"What is {text}?", str(answer), [str(answer + offset) for offset in offsets]


def _opposite(draw: random.Random, difficulty: str, grade: int, number: int) -> tuple[str, str, list[str]]:
    pairs = _OPPOSITES[difficulty]
    word, answer = pairs[number % len(pairs)]
    others = [each for _, each in pairs if each != answer]
    return f"Which word means the opposite of “{word}”?", answer, draw.sample(others, 3)
