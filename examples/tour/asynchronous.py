"""What the async client adds: many calls at once."""

from __future__ import annotations

import asyncio

from timeback import AsyncTimebackClient

from .oneroster import new_student
from .steps import say, step


async def tour(timeback: AsyncTimebackClient) -> None:
    """Concurrency, async streams, recording."""
    client = timeback.oneroster
    with step("The async client counts several lists at once"):
        users, classes, enrollments = await asyncio.gather(
            client.users.list(limit=1), client.classes.list(limit=1), client.enrollments.list(limit=1)
        )
        say(f"{users.total} users, {classes.total} classes, {enrollments.total} enrollments")

    with step("It streams the same students, with `async for`"):
        count = 0
        async for _ in client.students.stream(limit=250):
            count += 1
        say(count, "students")

    with step("It enrolls a new student in a class, and finds the class from the student's side"):
        a_class = await client.classes.first(where={"status": "active"})
        assert a_class is not None and a_class.school is not None
        student = new_student("Alan", "Turing", a_class.school.sourced_id)
        user_id = (await client.users.create(student)).sourced_id
        await client.classes(a_class.sourced_id).enroll(user_id)
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
