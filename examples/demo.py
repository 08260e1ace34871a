"""A walk through OneRoster with both clients, against a sandbox served over HTTP: `make demo`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from timeback import AsyncOneRosterClient, InvalidInputError, NotFoundError, OneRosterClient
from timeback.models.oneroster import Ref, UserInput, UserRoleInput
from timeback.sandbox import Sandbox

STUDENTS = 3000


@contextmanager
def step(title: str) -> Iterator[None]:
    started = time.perf_counter()
    print(f"\n{title}")
    yield
    print(f"    ({(time.perf_counter() - started) * 1000:.0f} ms)")


def say(*words: object) -> None:
    print("   ", *words)


def new_student(given: str, family: str, school_id: str) -> UserInput:
    return UserInput(
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@example.org".lower(),
        enabled_user=True,
        roles=[UserRoleInput(role_type="primary", role="student", org=Ref(sourced_id=school_id))],
    )


def sync_story(client: OneRosterClient) -> None:
    with step("The sync client lists: the first page of students, by family name"):
        page = client.students.list(limit=5, sort="family_name")
        for user in page:
            say(f"{user.family_name}, {user.given_name}")
        say(f"... {len(page)} of {page.total}")

    with step("It filters: family names with an apostrophe, or 'son' in them"):
        where = {"OR": [{"family_name": {"contains": "'"}}, {"family_name": {"contains": "son"}}]}
        say(client.students.list(where=where, limit=1).total, "students, where =", where)

    with step("It streams: every student, pages fetched ahead"):
        grades: dict[str, int] = {}
        for user in client.students.stream(limit=250):
            for grade in user.grades or []:
                grades[grade] = grades.get(grade, 0) + 1
        by_grade = sorted(grades.items(), key=lambda item: int(item[0]))
        say(sum(grades.values()), "students by grade:", " ".join(f"{grade}:{n}" for grade, n in by_grade))

    with step("It walks: school -> classes -> students"):
        school = client.schools.first(sort="name")
        assert school is not None
        say(school.name)
        for a_class in client.schools(school.sourced_id).classes.list(limit=3):
            students = client.classes(a_class.sourced_id).students.list()
            names = ", ".join(f"{user.given_name} {user.family_name}" for user in students[:3])
            say(f"  {a_class.title}: {students.total} students ({names}, ...)")

    with step("It writes: create, modify, update, upsert, delete"):
        user_id = client.users.create(new_student("Ada", "Byron", school.sourced_id)).sourced_id
        say("created", user_id)
        client.users.modify(user_id, family_name="Lovelace")
        say("modified:", client.users.get(user_id).family_name, "(the rest is as it was)")
        client.users.update(user_id, new_student("Ada", "King", school.sourced_id))
        say("updated: ", client.users.get(user_id).family_name)
        client.users.upsert("demo-grace", new_student("Grace", "Hopper", school.sourced_id))
        say("upserted: demo-grace exists:", client.users.exists("demo-grace"))
        for each in (user_id, "demo-grace"):
            client.users.delete(each)
        say("deleted:  the platform keeps", client.users.get(user_id).status, "records")

    with step("It keeps a gradebook: a category, a quiz, its results, and the averages of a class"):
        gradebook_story(client)

    with step("And when something is wrong, it says what and where"):
        try:
            client.users.create({"givenName": "Ada", "familyName": "Byron", "shoeSize": 38})
        except InvalidInputError as error:
            say("InvalidInputError:", error)
        try:
            client.users.get("no-such-user")
        except NotFoundError as error:
            say("NotFoundError:", error)


def gradebook_story(client: OneRosterClient) -> None:
    graded = client.results.first(where={"score_status": "fully graded"})
    assert graded is not None
    quizzed = client.line_items.get(graded.line_item.sourced_id)
    class_id, school_id = quizzed.class_.sourced_id, quizzed.school.sourced_id
    category = {"status": "active", "title": "Quizzes", "weight": 0.4}
    client.categories.upsert("demo-quizzes", category)
    quiz = client.line_items.upsert(
        "demo-quiz",
        {
            "status": "active",
            "title": "Fractions quiz",
            "assign_date": datetime(2026, 3, 2, tzinfo=UTC),
            "due_date": datetime(2026, 3, 9, tzinfo=UTC),
            "class": {"sourced_id": class_id},
            "school": {"sourced_id": school_id},
            "category": {"sourced_id": "demo-quizzes"},
            "result_value_min": 0,
            "result_value_max": 20,
        },
    )
    students = client.classes(class_id).students.list(limit=3)
    for number, student in enumerate(students):
        result = {
            "status": "active",
            "line_item": {"sourced_id": "demo-quiz"},
            "student": {"sourced_id": student.sourced_id},
            "class": {"sourced_id": class_id},
            "score_date": "2026-03-09T12:00:00Z",
            "score_status": "fully graded",
            "score": 20 - 3 * number,
        }
        client.results.create(result)
    results = client.classes(class_id).line_item("demo-quiz").results.list()
    scores = [each.score or 0 for each in results]
    say(f"{quiz.title}: {len(scores)} results, {sum(scores) / len(scores):.1f} of 20 on average")
    for student in students:
        own = client.classes(class_id).student(student.sourced_id).results.list_all()
        say(f"  {student.given_name} {student.family_name} has {len(own)} results in this class")


async def async_story(client: AsyncOneRosterClient) -> None:
    with step("The async client counts several lists at once"):
        users, classes, enrollments = await asyncio.gather(
            client.users.list(limit=1), client.classes.list(limit=1), client.enrollments.list(limit=1)
        )
        say(f"{users.total} users, {classes.total} classes, {enrollments.total} enrolments")

    with step("It streams the same students, with `async for`"):
        count = 0
        async for _ in client.students.stream(limit=250):
            count += 1
        say(count, "students")

    with step("It enrols a new student in a class, and finds the class from the student's side"):
        a_class = await client.classes.first(where={"status": "active"})
        assert a_class is not None and a_class.school is not None
        student = new_student("Alan", "Turing", a_class.school.sourced_id)
        user_id = (await client.users.create(student)).sourced_id
        await client.classes(a_class.sourced_id).enroll_user(user_id)
        classes = await client.users(user_id).classes.list()
        say(f"Alan Turing is in {classes[0].title}")
        await client.users.delete(user_id)

    with step("It looks at what went over the wire"):
        with client.record() as exchanges:
            await client.with_options(timeout=5).orgs.list(limit=1)
        for each in exchanges:
            say(
                each.method,
                each.path,
                "->",
                each.status,
                f"in {each.elapsed * 1000:.1f} ms, {each.attempts} attempt",
            )


def main() -> None:
    print(f"Starting a sandbox with {STUDENTS} students ...")
    with Sandbox(students=STUDENTS) as sandbox:
        print(f"It serves {sandbox.base_url}; tokens at {sandbox.auth_url}")
        with OneRosterClient(**sandbox.credentials) as client:
            sync_story(client)
        asyncio.run(_run_async(sandbox))
    print("\nDone.")


async def _run_async(sandbox: Sandbox) -> None:
    async with AsyncOneRosterClient(**sandbox.credentials) as client:
        await async_story(client)


if __name__ == "__main__":
    main()
