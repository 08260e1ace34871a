"""All nine services in a few lines, through either client: the same questions, the same answers."""

from __future__ import annotations

from timeback import AsyncTimebackClient, TimebackClient

Answers = dict[str, object]


def ask(timeback: TimebackClient) -> Answers:
    """One question to each service."""
    student = timeback.oneroster.students.first(where={"status": "active"}, sort="family_name")
    assert student is not None
    document = timeback.case.documents.list(limit=1)[0]
    return {
        "oneroster": timeback.oneroster.users.list(limit=1).total,
        "edubridge": len(timeback.edubridge.enrollments.list(student.sourced_id)),
        "caliper": timeback.caliper.events.list(limit=1).total,
        "qti": timeback.qti.assessment_items.process_response("fractions-1", "B").score,
        "powerpath": len(
            timeback.powerpath.placement.tests.list(student_id=student.sourced_id, subject="Math")
        ),
        "case": len(timeback.case.packages.get(document.sourced_id).cf_items or []),
        "clr": len(timeback.clr.credentials.list()),
        "masterytrack": len(timeback.masterytrack.inventory.list(subject="Math")),
        "webhooks": timeback.webhooks.registrations.list().total,
    }


async def ask_async(timeback: AsyncTimebackClient) -> Answers:
    """The same, awaited."""
    student = await timeback.oneroster.students.first(where={"status": "active"}, sort="family_name")
    assert student is not None
    document = (await timeback.case.documents.list(limit=1))[0]
    return {
        "oneroster": (await timeback.oneroster.users.list(limit=1)).total,
        "edubridge": len(await timeback.edubridge.enrollments.list(student.sourced_id)),
        "caliper": (await timeback.caliper.events.list(limit=1)).total,
        "qti": (await timeback.qti.assessment_items.process_response("fractions-1", "B")).score,
        "powerpath": len(
            await timeback.powerpath.placement.tests.list(student_id=student.sourced_id, subject="Math")
        ),
        "case": len((await timeback.case.packages.get(document.sourced_id)).cf_items or []),
        "clr": len(await timeback.clr.credentials.list()),
        "masterytrack": len(await timeback.masterytrack.inventory.list(subject="Math")),
        "webhooks": (await timeback.webhooks.registrations.list()).total,
    }
