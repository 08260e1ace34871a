"""A teacher's year: a course with units and resources, a class, its grades, and the averages of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from timeback import AsyncOneRosterClient, ConflictError, UnprocessableEntityError
from timeback.models.oneroster import LineItem, Result

STUDENTS = ("ada", "blaise", "carl")
# Line item: its term, category, points, and the scores of the students in their order.
WORK: dict[str, tuple[str, str, int, Sequence[float | None]]] = {
    "homework-1": ("autumn", "homework", 10, (8, 10, 5)),
    "test-1": ("autumn", "tests", 50, (45, 40, None)),
    "homework-2": ("winter", "homework", 10, (9, 7, 6)),
    "test-2": ("winter", "tests", 50, (50, 35, 30)),
}
DAYS = {"autumn": ("2025-08-25", "2025-10-31"), "winter": ("2025-11-03", "2026-01-16")}


def ref(sourced_id: str) -> dict[str, str]:
    return {"sourced_id": sourced_id}


def averages(
    results: Iterable[Result], items: dict[str, LineItem], key: Callable[[Result], str]
) -> dict[str, float]:
    """The mean percentage of what was graded, by a property of the results."""
    found: dict[str, list[float]] = defaultdict(list)
    for result in results:
        most = items[result.line_item.sourced_id].result_value_max
        if result.score is not None and most:
            found[key(result)].append(100 * result.score / most)
    return {name: round(sum(values) / len(values), 2) for name, values in found.items()}


def term_of(item: LineItem) -> str:
    return item.academic_session.sourced_id if item.academic_session else ""


def expected(chosen: Callable[[str, str], str]) -> dict[str, float]:
    """The same out of `WORK`, by what `chosen` makes of a line item and a student."""
    found: dict[str, list[float]] = defaultdict(list)
    for item, (_, _, most, scores) in WORK.items():
        for student, score in zip(STUDENTS, scores, strict=True):
            if score is not None:
                found[chosen(item, student)].append(100 * score / most)
    return {name: round(sum(values) / len(values), 2) for name, values in found.items()}


async def build_calendar(client: AsyncOneRosterClient, org: str) -> None:
    for term, (start, end) in DAYS.items():
        await client.academic_sessions.create(
            {
                "sourced_id": term,
                "status": "active",
                "title": term.title(),
                "type": "term",
                "start_date": start,
                "end_date": end,
                "school_year": "2026",
                "org": ref(org),
            }
        )


async def build_course(client: AsyncOneRosterClient, org: str) -> None:
    course: dict[str, Any] = {
        "sourced_id": "algebra",
        "status": "active",
        "title": "Algebra",
        "org": ref(org),
    }
    await client.courses.create(course)
    for number, unit in enumerate(("numbers", "equations")):
        component: dict[str, Any] = {
            "sourced_id": unit,
            "status": "active",
            "title": unit.title(),
            "course": ref("algebra"),
            "sort_order": number,
        }
        await client.courses.components.create(component)
        lesson = {**component, "sourced_id": f"{unit}-lesson", "parent": ref(unit)}
        await client.courses.components.create(lesson)
        resource: dict[str, Any] = {
            "sourced_id": f"{unit}-film",
            "title": f"A film about {unit}",
            "vendor_resource_id": unit,
            "metadata": {"type": "video", "format": "mp4", "xp": 10},
        }
        await client.resources.create(resource)
        await client.courses.component_resources.create(
            {
                "sourced_id": f"{unit}-place",
                "status": "active",
                "title": "The film",
                "course_component": ref(f"{unit}-lesson"),
                "resource": ref(f"{unit}-film"),
            }
        )


async def build_class(client: AsyncOneRosterClient, school: str) -> None:
    await client.classes.create(
        {
            "sourced_id": "algebra-1",
            "title": "Algebra, Section 1",
            "course": ref("algebra"),
            "org": ref(school),
            "terms": [ref(term) for term in DAYS],
        }
    )
    for name in ("teacher", *STUDENTS):
        role = "teacher" if name == "teacher" else "student"
        await client.users.create(
            {
                "sourced_id": name,
                "enabled_user": True,
                "given_name": name.title(),
                "family_name": "Story",
                "email": f"{name}@story.example",
                "roles": [{"role_type": "primary", "role": role, "org": ref(school)}],
            }
        )
        await client.enrollments.create({"user": ref(name), "class": ref("algebra-1"), "role": role})


async def build_gradebook(client: AsyncOneRosterClient, school: str) -> None:
    for category, weight in (("homework", 40), ("tests", 60)):
        await client.categories.create(
            {"sourced_id": category, "status": "active", "title": category.title(), "weight": weight}
        )
    await client.score_scales.create(
        {
            "sourced_id": "pass-fail",
            "status": "active",
            "title": "Pass or fail",
            "type": "ordinal",
            "class": ref("algebra-1"),
            "score_scale_value": [
                {"itemValueLHS": "50-100", "itemValueRHS": "pass"},
                {"itemValueLHS": "0-49", "itemValueRHS": "fail"},
            ],
        }
    )
    bodies: list[dict[str, Any]] = [
        {
            "sourced_id": item,
            "title": item,
            "assign_date": f"{DAYS[term][0]}T08:00:00Z",
            "due_date": f"{DAYS[term][1]}T16:00:00Z",
            "class": ref("algebra-1"),
            "school": ref(school),
            "category": ref(category),
            "academic_session": ref(term),
            "score_scale": ref("pass-fail"),
            "result_value_min": 0,
            "result_value_max": most,
        }
        for item, (term, category, most, _) in WORK.items()
    ]
    first = await client.line_items.upsert("homework-1", bodies[0])
    assert (first.sourced_id, first.category.sourced_id) == ("homework-1", "homework")
    await client.classes("algebra-1").line_items.create(bodies[1:])


def result_body(item: str, student: str, score: float | None) -> dict[str, Any]:
    term = WORK[item][0]
    return {
        "sourced_id": f"{item}-{student}",
        "status": "active",
        "line_item": ref(item),
        "student": ref(student),
        "class": ref("algebra-1"),
        "score_status": "not submitted" if score is None else "fully graded",
        "score": score,
        "score_date": f"{DAYS[term][1]}T17:00:00Z",
        "missing": "true" if score is None else "false",
    }


@pytest.fixture
async def year(client: AsyncOneRosterClient) -> AsyncOneRosterClient:
    """The client of a teacher whose year is recorded."""
    school = await client.schools.first()
    assert school is not None
    assert school.parent is not None
    await build_calendar(client, school.parent.sourced_id)
    await build_course(client, school.parent.sourced_id)
    await build_class(client, school.sourced_id)
    await build_gradebook(client, school.sourced_id)
    for item, (_, _, _, scores) in WORK.items():
        bodies = [result_body(item, *pair) for pair in zip(STUDENTS, scores, strict=True)]
        await client.line_items(item).results.create(bodies)
    return client


async def test_averages_by_student_class_line_item_and_term(year: AsyncOneRosterClient) -> None:
    taught = year.classes("algebra-1")
    items = {item.sourced_id: item for item in await taught.line_items.list_all()}
    assert set(items) == set(WORK)

    for student in STUDENTS:
        own = await taught.students(student).results.list_all()
        assert averages(own, items, lambda result: result.student.sourced_id) == {
            student: expected(lambda _, name: name)[student]
        }
    for item in WORK:
        of_item = await taught.line_items(item).results.list_all()
        assert averages(of_item, items, lambda result: result.line_item.sourced_id) == {
            item: expected(lambda name, _: name)[item]
        }
    whole = await taught.results.list_all()
    assert len(whole) == len(WORK) * len(STUDENTS)
    assert averages(whole, items, lambda _: "class") == expected(lambda _, __: "class")

    terms = expected(lambda item, _: WORK[item][0])
    assert averages(whole, items, lambda result: term_of(items[result.line_item.sourced_id])) == terms
    for term, (start, end) in DAYS.items():
        window = {"gte": start, "lte": f"{end}T23:59:59Z"}
        graded = await year.results.list_all(where={"class.sourced_id": "algebra-1", "score_date": window})
        assert list(averages(graded, items, lambda _: "term").values()) == [terms[term]]
        of_term = {"class.sourced_id": "algebra-1", "academic_session.sourced_id": term}
        listed = {item.sourced_id for item in await year.line_items.list_all(where=of_term)}
        assert {result.line_item.sourced_id for result in graded} == listed


async def test_the_categories_weigh_a_grade(year: AsyncOneRosterClient) -> None:
    taught = year.classes("algebra-1")
    weights = {category.sourced_id: category.weight for category in await taught.categories.list_all()}
    assert weights == {"homework": 40, "tests": 60}
    items = {item.sourced_id: item for item in await taught.line_items.list_all()}
    own = await taught.students("ada").results.list_all()
    parts = averages(own, items, lambda result: items[result.line_item.sourced_id].category.sourced_id)
    assert parts == {"homework": 85.0, "tests": 95.0}
    assert sum(parts[name] * (weight or 0) for name, weight in weights.items()) / 100 == 91.0
    (scale,) = await taught.score_scales.list_all()
    assert [value.item_value_rhs for value in scale.score_scale_value] == ["pass", "fail"]


async def test_the_class_has_its_courses_resources(year: AsyncOneRosterClient) -> None:
    units = await year.courses("algebra").components.list_all()
    below = {unit.sourced_id: unit.parent.sourced_id for unit in units if unit.parent}
    assert below == {"numbers-lesson": "numbers", "equations-lesson": "equations"}
    films = ["numbers-film", "equations-film"]
    for resources in (
        year.courses("algebra").resources,
        year.classes("algebra-1").resources,
        year.users("ada").resources,
    ):
        assert [resource.sourced_id for resource in await resources.list_all()] == films
    assert (await year.resources.export("numbers-film")).startswith(b"PK")


async def test_a_grade_is_corrected(year: AsyncOneRosterClient) -> None:
    corrected = await year.results.upsert("test-1-carl", result_body("test-1", "carl", 25))
    assert (corrected.score, corrected.score_status) == (25, "fully graded")
    changed = await year.results.modify("test-1-carl", score=30, comment="Handed in late")
    assert (changed.score, changed.comment) == (30, "Handed in late")
    with pytest.raises(UnprocessableEntityError, match=r"student\.sourcedId"):
        await year.results.create(result_body("test-1", "nobody", 1))


async def test_what_is_in_use_stays_and_what_hangs_on_it_goes(year: AsyncOneRosterClient) -> None:
    with pytest.raises(ConflictError):
        await year.categories.delete("tests")
    await year.line_items.delete("test-1")
    assert {
        result.status for result in await year.classes("algebra-1").line_items("test-1").results.list_all()
    } == {"tobedeleted"}
    await year.courses.components.delete("numbers")
    left = await year.courses.component_resources.list_all(
        where={"status": "active", "resource.sourced_id": "numbers-film"}
    )
    assert [link.sourced_id for link in left] == ["numbers-place"]
