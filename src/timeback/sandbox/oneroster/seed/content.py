"""The content of the seeded courses: units, their lessons, and the resources of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...records import Doc, Records, keyed
from ..tables import reference

__all__ = ["records", "unit_tests"]

_STAMP = "2025-07-20T10:15:00.000Z"
_APP = "lakeview-learn"
_HOST = "https://content.lakeview.example"

# By subject: each unit and its lessons.
_UNITS: dict[str, Sequence[tuple[str, Sequence[str]]]] = {
    "Math": (
        ("Number Sense", ("Comparing Quantities", "Patterns in Numbers")),
        ("Shape and Space", ("Properties of Shapes", "Measuring Length and Area")),
        ("Data and Chance", ("Reading Graphs", "How Likely Is It?")),
    ),
    "Reading": (
        ("Stories and Characters", ("What Characters Want", "Turning Points")),
        ("Reading for Information", ("Main Ideas", "Text and Picture")),
        ("Poetry", ("Rhythm and Rhyme", "Images in Words")),
    ),
    "Writing": (
        ("Sentences and Paragraphs", ("Strong Sentences", "Paragraphs That Hold Together")),
        ("Telling a Story", ("Beginnings", "Dialogue")),
        ("Making a Case", ("Claims", "Evidence")),
    ),
    "Science": (
        ("Living Things", ("What Plants Need", "Food Webs")),
        ("Matter and Energy", ("States of Matter", "Heat on the Move")),
        ("Earth and Sky", ("Weather Patterns", "The Moon's Phases")),
    ),
    "Social Studies": (
        ("People and Places", ("Reading Maps", "Where We Settle")),
        ("Our Past", ("Sources and Stories", "Then and Now")),
        ("Living Together", ("Rules and Rights", "Trade and Money")),
    ),
}

_LESSON_KINDS: Sequence[Doc] = (
    {"type": "video", "format": "mp4", "duration": "00:08:30", "captionsAvailable": True},
    {
        "type": "interactive",
        "launchUrl": f"{_HOST}/launch",
        "toolProvider": "Lakeview Learn",
        "instructionalMethod": "exploratory",
        "fail_fast": {"consecutive_failures": 3, "stagnation_limit": 10},
    },
    {"type": "text", "format": "pdf", "author": "Lakeview Curriculum Office", "pageCount": 6},
    {"type": "audio", "format": "mp3", "duration": "00:05:10", "speaker": "Lakeview Radio Club"},
    {"type": "visual", "format": "png", "resolution": "1920x1080"},
    {"type": "course-material", "subType": "unit", "format": "docx", "author": "Lakeview Curriculum Office"},
)
_TEST: Doc = {"type": "qti", "subType": "qti-test", "difficulty": "medium"}


def _head(record_id: str, title: str) -> Doc:
    return {"sourcedId": record_id, "status": "active", "dateLastModified": _STAMP, "title": title}


class _CourseContent:
    def __init__(self) -> None:
        self.components: list[Doc] = []
        self.links: list[Doc] = []
        self.resources: list[Doc] = []

    def component(self, record_id: str, title: str, course: Doc, parent: Doc | None, order: int) -> Doc:
        tied: Doc = {"course": course, "parent": parent, "sortOrder": order, "unlockDate": None}
        self.components.append(_head(record_id, title) | tied)
        return reference("course_components", record_id)

    def resource(self, component: Doc, title: str, lesson_type: str, course: Doc, metadata: Doc) -> None:
        part = component["sourcedId"].removeprefix("component-")
        resource_id = f"resource-{part}"
        about: dict[str, Any] = {
            "subject": course["subjects"][0],
            "grades": course["grades"],
            "language": "en-US",
            "xp": 30 if lesson_type == "unit-test" else 10,
            "url": f"{_HOST}/{part}",
        }
        described: Doc = {
            "metadata": metadata | about,
            "roles": ["primary"],
            "importance": "primary",
            "vendorResourceId": part,
            "vendorId": "lakeview",
            "applicationId": _APP,
        }
        self.resources.append(_head(resource_id, title) | described)
        linked: Doc = {
            "courseComponent": component,
            "resource": reference("resources", resource_id),
            "sortOrder": 0,
            "lessonType": lesson_type,
        }
        self.links.append(_head(f"link-{part}", title) | linked)


def _fill(held: _CourseContent, course: Doc) -> None:
    code = course["sourcedId"].removeprefix("course-")
    ref = reference("courses", course["sourcedId"])
    for number, (unit_title, lessons) in enumerate(_UNITS[course["subjects"][0]], 1):
        unit_id = f"component-{code}-u{number}"
        unit = held.component(unit_id, unit_title, ref, None, number)
        held.resource(unit, f"{unit_title}: Unit Test", "unit-test", course, _TEST)
        for place, title in enumerate(lessons, 1):
            lesson = held.component(f"{unit_id}-l{place}", title, ref, unit, place)
            kind = _LESSON_KINDS[(2 * number + place) % len(_LESSON_KINDS)]
            held.resource(lesson, title, "powerpath-100", course, kind)


def records(courses: list[tuple[str, Doc]]) -> Records:
    """The components, component resources and resources of courses."""
    held = _CourseContent()
    for _, course in courses:
        _fill(held, course)
    tests = [link["resource"]["sourcedId"] for link in held.links if link["lessonType"] == "unit-test"]
    bank = _head("resource-bank-math", "Math Question Bank") | {
        "metadata": {
            "type": "assessment-bank",
            "resources": [test for test in tests if "-mth-" in test],
            "subject": "Math",
        },
        "vendorResourceId": "bank-math",
        "vendorId": "lakeview",
    }
    held.resources.append(bank)
    return {
        "course_components": keyed(held.components),
        "component_resources": keyed(held.links),
        "resources": keyed(held.resources),
    }


def unit_tests(course_id: str) -> Iterator[tuple[str, Doc, Doc]]:
    """Of a course's unit tests: the part of their ids, the component and the component resource."""
    code = course_id.removeprefix("course-")
    for number in (1, 2, 3):
        part = f"{code}-u{number}"
        component = reference("course_components", f"component-{part}")
        yield part, component, reference("component_resources", f"link-{part}")
