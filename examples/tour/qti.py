"""Building a test of five questions, taking it, reading the result."""

from __future__ import annotations

from timeback import TimebackClient
from timeback.models.qti import ChoiceInteraction, InteractionChoice, QuestionStructure
from timeback.qti import parse_item

from .steps import say, step

QUESTIONS = (
    ("tour-1", "What is 7 x 8?", ("54", "56", "58"), "B"),
    ("tour-2", "Which is a prime?", ("21", "27", "29"), "C"),
    ("tour-3", "Half of 90?", ("45", "40", "50"), "A"),
    ("tour-4", "What is 3 squared?", ("6", "9", "12"), "B"),
    ("tour-5", "What is 10% of 250?", ("2.5", "50", "25"), "C"),
)


def tour(timeback: TimebackClient) -> None:
    """Create items and a test, take it, and look into an item's XML."""
    qti = timeback.qti
    with step("QTI: five questions, in JSON; the service makes their XML"):
        for identifier, prompt, answers, right in QUESTIONS:
            choices = [
                InteractionChoice(identifier=letter, content=text)
                for letter, text in zip("ABC", answers, strict=True)
            ]
            structure = QuestionStructure(prompt=prompt, choices=choices)
            declaration = {
                "identifier": "RESPONSE", "cardinality": "single", "baseType": "identifier",
                "correctResponse": {"value": [right]},
            }  # fmt: skip
            qti.assessment_items.create(
                {
                    "identifier": identifier, "title": prompt, "type": "choice",
                    "interaction": ChoiceInteraction(question_structure=structure, max_choices=1),
                    "response_declarations": [declaration],
                }
            )  # fmt: skip
        say(", ".join(identifier for identifier, *_ in QUESTIONS))

    with step("QTI: a test of them"):
        references = [{"identifier": identifier} for identifier, *_ in QUESTIONS]
        section = {
            "identifier": "s",
            "title": "Numbers",
            "visible": True,
            "qti_assessment_item_ref": references,
        }
        part = {
            "identifier": "p", "navigation_mode": "linear", "submission_mode": "individual",
            "qti_assessment_section": [section],
        }  # fmt: skip
        test = qti.assessment_tests.create({"identifier": "tour", "title": "Five", "qti_test_part": [part]})
        say(f"{test.title}: valid XML is {str(test.is_valid_xml).lower()}")

    with step("QTI: take it, and read the result"):
        total = 0.0
        for number, each in enumerate(qti.assessment_tests.get_questions("tour").questions):
            answer = (
                "A" if number == 3 else parse_item(each.question.raw_xml).correct_responses["RESPONSE"][0]
            )
            result = qti.assessment_items.process_response(each.question.identifier, answer)
            total += result.score or 0.0
            say(f"{each.question.title:<22} {answer}  {result.feedback.value if result.feedback else ''}")
        say(f"{total:.0f} of {len(QUESTIONS)}")
