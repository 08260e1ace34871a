"""Template items draw their values as they say, and their key is the one that was drawn."""

from __future__ import annotations

from tests.qti.processing import SCORE, base, declare, item, var
from timeback.qti import Grade, ParsedItem, grade, instantiate, parse_item

A, B = declare("template", "A", "integer"), declare("template", "B", "integer")
RESPONSE = declare("response", "RESPONSE", "integer")
TOTAL = f"<qti-sum>{var('A')}{var('B')}</qti-sum>"
SUM = f'<qti-set-correct-response identifier="RESPONSE">{TOTAL}</qti-set-correct-response>'
CORRECT = f'<qti-match>{var("RESPONSE")}<qti-correct identifier="RESPONSE"/></qti-match>'
MATCH = (
    f"<qti-response-condition><qti-response-if>{CORRECT}"
    f'<qti-set-outcome-value identifier="SCORE">{base("float", 1)}</qti-set-outcome-value></qti-response-if>'
    "</qti-response-condition>"
)
SMALL = '<qti-random-integer min="1" max="9"/>'


def drawn(identifier: str, value: str = SMALL) -> str:
    return f'<qti-set-template-value identifier="{identifier}">{value}</qti-set-template-value>'


def template_item(*rules: str, declarations: str = A + B + RESPONSE + SCORE) -> ParsedItem:
    return parse_item(item(declarations, MATCH, "".join(rules)))


ADDITION = template_item(drawn("A"), drawn("B"), SUM)


def test_a_seed_draws_the_same_values_and_none_draws_others() -> None:
    first, again = instantiate(ADDITION, seed=5), instantiate(ADDITION, seed=5)
    assert first == again
    assert len({instantiate(ADDITION, seed=seed).template_values["A"] for seed in range(20)}) > 3
    assert instantiate(first, seed=6) == instantiate(ADDITION, seed=6)


def test_the_key_is_the_drawn_one() -> None:
    for seed in range(20):
        made = instantiate(ADDITION, seed=seed)
        total = str(int(made.template_values["A"]) + int(made.template_values["B"]))
        assert made.correct_responses == {"RESPONSE": (total,)}
        right, wrong = grade(made, total), grade(made, "999")
        assert (right.score, right.max_score, right.is_correct) == (1.0, 1.0, True)
        assert (wrong.score, wrong.is_correct, wrong.correct) == (0.0, False, {"RESPONSE": False})


def test_given_values_are_those_that_count() -> None:
    given = {"A": 3, "B": "4"}
    assert grade(ADDITION, 7, template_values=given).score == 1.0
    assert grade(ADDITION, 8, template_values=given).score == 0.0
    assert grade(instantiate(ADDITION, seed=1), 7, template_values=given).is_correct is True


def test_a_key_that_was_drawn_and_is_not_known_scores_nothing() -> None:
    graded = grade(ADDITION, 7)
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    assert "template_values" in graded.reasons[0]


def test_a_key_that_is_set_without_chance_needs_no_draw() -> None:
    four = f'<qti-set-correct-response identifier="RESPONSE">{base("integer", 4)}</qti-set-correct-response>'
    fixed = template_item(drawn("A"), four)
    assert (grade(fixed, 4).score, grade(fixed, 4).is_correct) == (1.0, True)
    assert (grade(fixed, 999).score, grade(fixed, 999).is_correct) == (0.0, False)


def test_constraints_are_tried_again() -> None:
    different = f"<qti-template-constraint><qti-gt>{var('A')}{var('B')}</qti-gt></qti-template-constraint>"
    constrained = template_item(drawn("A"), drawn("B"), different, SUM)
    for seed in range(30):
        values = instantiate(constrained, seed=seed).template_values
        assert int(values["A"]) > int(values["B"])


def test_a_constraint_that_never_holds_ends_with_the_defaults() -> None:
    default = "<qti-default-value><qti-value>42</qti-value></qti-default-value>"
    never = f"<qti-template-constraint>{base('boolean', 'false')}</qti-template-constraint>"
    hopeless = template_item(
        drawn("A"), never, declarations=declare("template", "A", "integer", inside=default) + RESPONSE + SCORE
    )
    assert instantiate(hopeless, seed=1).template_values == {"A": "42"}


def test_conditions_defaults_and_the_exit() -> None:
    big = f"<qti-gt>{var('A')}{base('integer', 4)}</qti-gt>"
    condition = (
        f"<qti-template-condition><qti-template-if>{big}{drawn('B', base('integer', 1))}</qti-template-if>"
        f"<qti-template-else-if><qti-match>{var('A')}{base('integer', 4)}</qti-match>"
        f"{drawn('B', base('integer', 2))}</qti-template-else-if>"
        f"<qti-template-else>{drawn('B', base('integer', 3))}<qti-exit-template/></qti-template-else>"
        "</qti-template-condition>"
    )
    default = f'<qti-set-default-value identifier="SCORE">{base("float", 8)}</qti-set-default-value>'
    for first, second, score in ((9, "1", 8.0), (4, "2", 8.0), (1, "3", 0.0)):
        made = template_item(drawn("A", base("integer", first)), condition, SUM, default)
        values = instantiate(made, seed=0)
        assert values.template_values["B"] == second
        keyed: Grade = grade(values, 0)
        assert values.correct_responses == ({} if first == 1 else {"RESPONSE": (str(first + int(second)),)})
        if first == 1:
            assert keyed.score == score


def test_keys_may_be_containers_and_records() -> None:
    many = declare("response", "RESPONSE", "identifier", "multiple")
    both = f"<qti-multiple>{base('identifier', 'X')}{base('identifier', 'Y')}</qti-multiple>"
    key = f'<qti-set-correct-response identifier="RESPONSE">{both}</qti-set-correct-response>'
    made = instantiate(template_item(key, declarations=many + SCORE))
    assert made.correct_responses == {"RESPONSE": ("X", "Y")}
    assert grade(made, ["Y", "X"]).score == 1.0


def test_values_that_never_meet_a_constraint_score_nobody() -> None:
    never = f"<qti-template-constraint><qti-lt>{TOTAL}{base('integer', 0)}</qti-lt></qti-template-constraint>"
    made = instantiate(template_item(drawn("A"), drawn("B"), never, SUM), seed=1)
    assert made.template_values == {}
    assert any("constraints" in each for each in made.notes)
    graded = grade(made, 5)
    assert (graded.score, graded.scored, graded.is_correct) == (0.0, False, None)
    kept = "<qti-default-value><qti-value>3</qti-value></qti-default-value>"
    declared = A.replace("</", f"{kept}</", 1) + B.replace("</", f"{kept}</", 1) + RESPONSE + SCORE
    fixed = instantiate(template_item(drawn("A"), drawn("B"), never, declarations=declared), seed=1)
    assert fixed.template_values == {"A": "3", "B": "3"}


def test_values_that_rarely_meet_a_constraint_are_found() -> None:
    rare = f"<qti-template-constraint><qti-equal>{var('A')}{base('integer', 7)}</qti-equal></qti-template-constraint>"
    wide = drawn("A", '<qti-random-integer min="1" max="60"/>')
    for seed in range(20):
        assert instantiate(template_item(wide, rare), seed=seed).template_values["A"] == "7"


def test_a_new_key_may_be_written_as_a_key_is() -> None:
    wrapped = SUM.replace(TOTAL, f"<qti-value>\n  {TOTAL}\n</qti-value>")
    made = instantiate(template_item(drawn("A"), drawn("B"), wrapped), seed=2)
    total = sum(int(each) for each in made.template_values.values())
    assert [grade(made, each).score for each in (total, total + 1)] == [1.0, 0.0]
    text = declare("response", "RESPONSE", "string")
    spelled = instantiate(
        template_item(drawn("A"), drawn("B"), wrapped, declarations=A + B + text + SCORE), seed=2
    )
    assert [grade(spelled, each).score for each in (str(total), "x")] == [1.0, 0.0]
    fixed = wrapped.replace(TOTAL, "7")
    assert [grade(template_item(fixed), each).score for each in (7, 8)] == [1.0, 0.0]
    several = wrapped.replace("</qti-value>", f"</qti-value><qti-value>{var('A')}</qti-value>")
    ordered = declare("response", "RESPONSE", "integer", "ordered")
    both = instantiate(
        template_item(drawn("A"), drawn("B"), several, declarations=A + B + ordered + SCORE), seed=2
    )
    first = int(both.template_values["A"])
    assert [grade(both, each).score for each in ([total, first], [total])] == [1.0, 0.0]
