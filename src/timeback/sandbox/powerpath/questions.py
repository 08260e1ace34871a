"""Questions: QTI items. Those of a test that QTI does not hold are made up from its id, so that it never changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from ...qti import grade, parse_item
from .rules import DIFFICULTIES

__all__ = ["Question", "made_up"]

_MATCH_CORRECT = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"

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
    """One question of a test.

    Attributes:
        id: The identifier of its QTI item.
        index: Its place in the test, from 0.
        title: What it is called.
        difficulty: How hard it is.
        kind: The interaction by which it is answered.
        xml: The item.
    """

    id: str
    index: int
    title: str
    difficulty: str
    kind: str
    xml: str

    def named(self, response: Any) -> dict[str, Any]:
        """A response that came alone, under the identifier that the item declares for it."""
        declared = _parsed(self.xml).responses
        return {_RESPONSE if _RESPONSE in declared else next(iter(declared), _RESPONSE): response}

    def judge(self, responses: Mapping[str, Any]) -> bool:
        """Whether an answer is correct, by the item's own declarations and response processing."""
        return grade(_parsed(self.xml), responses).is_correct is True


_RESPONSE = "RESPONSE"
_parsed = lru_cache(maxsize=256)(parse_item)


def _item_xml(question_id: str, number: int, prompt: str, choices: Mapping[str, str], key: str) -> str:
    listed = "".join(
        f'<qti-simple-choice identifier="{letter}">{escape(text)}</qti-simple-choice>'
        for letter, text in choices.items()
    )
    return (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" '
        f'identifier="{escape(question_id, {chr(34): "&quot;"})}" title="Question {number}" '
        'adaptive="false" time-dependent="false">'
        '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
        f"<qti-correct-response><qti-value>{key}</qti-value></qti-correct-response>"
        "</qti-response-declaration>"
        '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/><qti-item-body>'
        '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1">'
        f"<qti-prompt>{escape(prompt)}</qti-prompt>{listed}"
        "</qti-choice-interaction></qti-item-body>"
        f'<qti-response-processing template="{_MATCH_CORRECT}"/></qti-assessment-item>'
    )


@lru_cache(maxsize=256)
def made_up(test_id: str, subject: str, level: int, each: int) -> tuple[Question, ...]:
    """The questions of a test, of one right answer each.

    Args:
        test_id: Its resource.
        subject: What it is about.
        level: The grade, which says how large its numbers are.
        each: How many questions of each difficulty.
    """
    draw = random.Random(test_id)
    ask: Callable[[random.Random, str, int, int], tuple[str, str, list[str]]]
    ask = _sum if subject in _NUMERIC else _opposite
    found: list[Question] = []
    for difficulty in DIFFICULTIES:
        for number in range(each):
            prompt, answer, wrong = ask(draw, difficulty, level, number)
            texts = [answer, *wrong]
            draw.shuffle(texts)
            choices = dict(zip(_LETTERS, texts, strict=True))
            key = _LETTERS[texts.index(answer)]
            place = len(found) + 1
            question_id = f"{test_id}-q{place:02d}"
            xml = _item_xml(question_id, place, prompt, choices, key)
            found.append(Question(question_id, place - 1, f"Question {place}", difficulty, "choice", xml))
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
