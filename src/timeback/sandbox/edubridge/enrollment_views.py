"""Enrollments as EduBridge answers them, with their courses."""

from __future__ import annotations

from ..context import RequestContext
from ..oneroster.tables import ACADEMIC_SESSIONS, CLASSES
from ..records import Doc, part
from .common import course
from .tables import APPLICATIONS

__all__ = ["course_view", "enrollment_view"]


def course_view(call: RequestContext, doc: Doc) -> Doc:
    """A course as enrollments hold it."""
    metadata = part(doc, "metadata")
    app_id = doc.get("primaryApp") or metadata.get("primaryApp")
    app = call.session.get(APPLICATIONS, app_id) if isinstance(app_id, str) else None
    return {
        "id": doc["sourcedId"],
        "title": doc["title"],
        "metadata": metadata,
        "subjects": doc.get("subjects"),
        "grades": doc.get("grades"),
        "primaryApp": app and {"id": app["sourcedId"], "name": app["name"], "domains": app["domain"]},
    }


def enrollment_view(call: RequestContext, doc: Doc) -> Doc:
    """An enrollment as EduBridge answers it."""
    session = call.session
    taught = session.get(CLASSES, doc["class"]["sourcedId"]) or Doc()
    terms = [session.get(ACADEMIC_SESSIONS, term["sourcedId"]) for term in taught.get("terms", ())]
    course_id = doc["course"]["sourcedId"]
    tests = _test_outs(call, course_id)
    return {
        "id": doc["sourcedId"],
        "role": doc["role"],
        "beginDate": doc.get("beginDate"),
        "endDate": doc.get("endDate"),
        "course": course_view(call, course(call, course_id)),
        "school": {"id": doc["school"]["sourcedId"], "name": doc["school"]["name"]},
        "metadata": part(doc, "metadata"),
        "periods": [
            {
                "id": term["sourcedId"],
                "title": term["title"],
                "startDate": term["startDate"],
                "endDate": term["endDate"],
            }
            for term in terms
            if term
        ],
        "testOutSupported": bool(tests),
        "testOutEligible": bool(tests) and not _has_taken(call, doc["user"]["sourcedId"], tests),
    }


def _test_outs(call: RequestContext, course_id: str) -> list[str]:
    rows = call.session.execute(
        "SELECT link.id FROM component_resources AS link JOIN course_components AS part "
        'ON link."courseComponent.sourcedId" = part.id WHERE part."course.sourcedId" = ? '
        "AND json_extract(link.doc, '$.lessonType') = 'test-out'",
        (course_id,),
    )
    return [row[0] for row in rows]


def _has_taken(call: RequestContext, user_id: str, tests: list[str]) -> bool:
    marks = ", ".join("?" * len(tests))
    return bool(
        call.session.execute(
            "SELECT 1 FROM assessment_results AS result JOIN assessment_line_items AS item "
            'ON result."assessmentLineItem.sourcedId" = item.id WHERE result."student.sourcedId" = ? '
            f"AND result.status = 'active' AND item.\"componentResource.sourcedId\" IN ({marks})",
            (user_id, *tests),
        )
    )
