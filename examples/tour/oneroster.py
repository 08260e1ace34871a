"""Rosters and the gradebook."""

from __future__ import annotations

from datetime import UTC, datetime

from timeback import InvalidInputError, NotFoundError, OneRosterClient, TimebackClient, Where
from timeback.models.oneroster import Ref, UserInput, UserRoleInput

from .steps import say, step


def new_student(given: str, family: str, school_id: str) -> UserInput:
    """A student of a school, ready to be created."""
    return UserInput(
        given_name=given,
        family_name=family,
        email=f"{given}.{family}@example.org".lower(),
        enabled_user=True,
        roles=[UserRoleInput(role_type="primary", role="student", org=Ref(sourced_id=school_id))],
    )


def tour(timeback: TimebackClient) -> None:
    """Lists, filters, streams, writes, grades."""
    client = timeback.oneroster
    with step("OneRoster lists: the first page of students, by family name"):
        page = client.students.list(limit=5, sort="family_name")
        for user in page:
            say(f"{user.family_name}, {user.given_name}")
        say(f"... {len(page)} of {page.total}")

    with step("It filters: family names with an apostrophe, or 'son' in them"):
        where: Where = {"OR": [{"family_name": {"contains": "'"}}, {"family_name": {"contains": "son"}}]}
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
        gradebook(client)

    with step("And when something is wrong, it says what and where"):
        try:
            client.users.create({"givenName": "Ada", "familyName": "Byron", "shoeSize": 38})
        except InvalidInputError as error:
            say("InvalidInputError:", error)
        try:
            client.users.get("no-such-user")
        except NotFoundError as error:
            say("NotFoundError:", error)


def gradebook(client: OneRosterClient) -> None:
    """A category, a quiz, its results."""
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
    results = client.classes(class_id).line_items("demo-quiz").results.list()
    scores = [each.score or 0 for each in results]
    say(f"{quiz.title}: {len(scores)} results, {sum(scores) / len(scores):.1f} of 20 on average")
    for student in students:
        own = client.classes(class_id).students(student.sourced_id).results.list_all()
        say(f"  {student.given_name} {student.family_name} has {len(own)} results in this class")
