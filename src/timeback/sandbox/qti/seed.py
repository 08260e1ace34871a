"""The seeded content of QTI: some items of the district's subjects, and a test of them."""

from __future__ import annotations

from ..records import Doc, Records
from ..service import SeedPlan
from .item_documents import item_doc
from .item_xml import item_xml
from .structure_xml import with_xml
from .tables import ITEMS, TESTS

__all__ = ["seed"]

_MADE = "2026-01-12T08:00:00.000Z"
_QUESTIONS = (
    ("fractions-1", "Halves", "Math", "4", "What is 1/2 + 1/4?", ("1/6", "3/4", "2/6"), "B"),
    ("fractions-2", "Thirds", "Math", "4", "What is 2/3 of 12?", ("8", "6", "4"), "A"),
    (
        "planets-1",
        "Planets",
        "Science",
        "5",
        "Which planet is the largest?",
        ("Mars", "Saturn", "Jupiter"),
        "C",
    ),
    ("verbs-1", "Verbs", "Language", "3", "Which word is a verb?", ("blue", "run", "house"), "B"),
    (
        "maps-1",
        "Maps",
        "Social Studies",
        "6",
        "What does a legend explain?",
        ("signs", "roads", "lakes"),
        "A",
    ),
)


def seed(plan: SeedPlan, records: Records) -> Records:
    """The same items and test for every seed: content is no part of the district's chance."""
    items = [_item(*question) for question in _QUESTIONS]
    test = {
        "identifier": "sampler",
        "title": "A question of each subject",
        "qti-test-part": [
            {
                "identifier": "part-1",
                "navigationMode": "nonlinear",
                "submissionMode": "individual",
                "qti-assessment-section": [
                    {
                        "identifier": "section-1",
                        "title": "Questions",
                        "visible": True,
                        "qti-assessment-item-ref": [
                            {
                                "identifier": item["identifier"],
                                "href": f"assessment-items/{item['identifier']}",
                            }
                            for item in items
                        ],
                    }
                ],
            }
        ],
    }
    times = {"createdAt": _MADE, "updatedAt": _MADE, "__v": 0}
    return {
        ITEMS.name: [(item["identifier"], item | times) for item in items],
        TESTS.name: [(str(test["identifier"]), with_xml(test) | times)],
    }


def _item(
    identifier: str, title: str, subject: str, grade: str, prompt: str, answers: tuple[str, ...], right: str
) -> Doc:
    choices = [{"identifier": letter, "content": text} for letter, text in zip("ABC", answers, strict=True)]
    body: Doc = {
        "identifier": identifier,
        "title": title,
        "type": "choice",
        "interaction": {
            "type": "choice",
            "responseIdentifier": "RESPONSE",
            "questionStructure": {"prompt": prompt, "choices": choices},
            "shuffle": False,
            "maxChoices": 1,
        },
        "responseDeclarations": [
            {
                "identifier": "RESPONSE",
                "cardinality": "single",
                "baseType": "identifier",
                "correctResponse": {"value": [right]},
            }
        ],
        "metadata": {"subject": subject, "grade": grade, "difficulty": "easy"},
    }
    return item_doc(body | {"xml": item_xml(body)}) | {"metadata": body["metadata"]}
