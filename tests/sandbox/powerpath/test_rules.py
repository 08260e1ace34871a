"""The rules by which the sandbox scores lessons, as the API's guide states them."""

from __future__ import annotations

import random

import pytest

from timeback.models.qti import ChoiceInteraction
from timeback.qti import parse_item
from timeback.sandbox.powerpath.plan_items import sort_key
from timeback.sandbox.powerpath.questions import made_up
from timeback.sandbox.powerpath.rules import (
    accuracy_of,
    difficulty_to_serve,
    multiplier_of,
    score_after,
)

ALL = ("easy", "medium", "hard")


def test_eleven_right_answers_in_a_row_reach_100_exactly() -> None:
    score = 0
    for _ in range(11):
        assert score < 100
        score = score_after(score, correct=True)
    assert score == 100


@pytest.mark.parametrize(
    ("score", "lost"),
    [
        (95, 8),
        (90, 8),
        (89, 7),
        (80, 7),
        (79, 6),
        (70, 6),
        (69, 5),
        (50, 5),
        (49, 4),
        (39, 3),
        (29, 2),
        (19, 1),
    ],
)
def test_a_wrong_answer_costs_more_the_higher_the_score(score: int, lost: int) -> None:
    assert score_after(score, correct=False) == score - lost


@pytest.mark.parametrize("score", range(101))
def test_a_score_stays_between_0_and_100(score: int) -> None:
    assert 0 <= score_after(score, correct=False) <= score
    assert score <= score_after(score, correct=True) <= 100


def test_difficulty_follows_the_score() -> None:
    draw = random.Random(1)
    assert {difficulty_to_serve(score, ALL, draw) for score in range(70)} == {"easy"}
    assert {difficulty_to_serve(score, ALL, draw) for score in range(90, 100)} == {"hard"}
    served = [difficulty_to_serve(75, ALL, draw) for _ in range(2000)]
    assert set(served) == {"medium", "hard"}
    assert served.count("medium") / 2000 == pytest.approx(0.75, abs=0.04)


@pytest.mark.parametrize(
    ("score", "unseen", "expected"),
    [(0, ("medium", "hard"), "medium"), (0, ("hard",), "hard"), (95, ("easy", "medium"), "medium")],
)
def test_the_nearest_difficulty_with_unseen_questions_is_served(
    score: int, unseen: tuple[str, ...], expected: str
) -> None:
    assert difficulty_to_serve(score, unseen, random.Random(1)) == expected


@pytest.mark.parametrize(
    ("accuracy", "first", "later"), [(100, 1.25, 1), (99.9, 1, 0.5), (80, 1, 0.5), (79.9, 0, 0), (0, 0, 0)]
)
def test_accuracy_and_attempt_decide_the_multiplier(accuracy: float, first: float, later: float) -> None:
    assert multiplier_of(accuracy, 1) == first
    assert multiplier_of(accuracy, 2) == multiplier_of(accuracy, 5) == later


def test_accuracy_is_a_percentage() -> None:
    assert (accuracy_of(0, 0), accuracy_of(2, 3), accuracy_of(5, 5)) == (0, 66.67, 100)


@pytest.mark.parametrize("subject", ["Math", "Reading"])
def test_a_test_never_changes_and_has_one_right_answer_a_question(subject: str) -> None:
    questions = made_up("resource-1", subject, 4, 12)
    assert questions == made_up.__wrapped__("resource-1", subject, 4, 12)
    assert len({each.id for each in questions}) == 36
    assert made_up("resource-2", subject, 4, 12)[0].id != questions[0].id
    for each in questions:
        (interaction,) = parse_item(each.xml).interactions
        assert isinstance(interaction, ChoiceInteraction)
        choices = interaction.question_structure.choices or []
        assert len({choice.content for choice in choices}) == 4
        assert sum(each.judge({"RESPONSE": choice.identifier}) for choice in choices) == 1


def test_sort_keys_sort_as_text() -> None:
    keys = [sort_key(place) for place in range(500)]
    assert keys[:2] == ["a0", "a1"]
    assert keys == sorted(keys)
    assert len(set(keys)) == 500
