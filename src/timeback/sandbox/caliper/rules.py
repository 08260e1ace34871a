"""The rules of Caliper: events that ask for it are also written to the gradebook, as assessment results."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from .. import instants
from ..context import RequestContext
from ..oneroster.tables import (
    ASSESSMENT_LINE_ITEMS,
    ASSESSMENT_RESULTS,
    COMPONENT_RESOURCES,
    COMPONENTS,
    COURSES,
    USERS,
    reference,
)
from ..records import Doc
from ..sql import Clause
from .tables import LINE_ITEM_OF_EVENTS

__all__ = ["write_result"]

_BELOW = re.compile(r".*/(users|courses|component-resources)/([^/]+)")


def write_result(call: RequestContext, event: Doc) -> None:
    """Write what a learner completed, where `process` is set and the gradebook knows learner and activity.

    An activity is a lesson of a course, or what an application calls one: that has a line item of its own, whose
    id is made of the activity's and the course's. Another attempt is another result; the same attempt again takes
    the place of its result.
    """
    if (event["type"], event["profile"]) != ("ActivityEvent", "TimebackProfile"):
        return
    # The profile has objects here, which were checked.
    context, actor, generated = event["object"], event["actor"], event["generated"]
    student = _id_in(actor["id"], "users")
    if context.get("process") is not True or not student or not call.session.exists(USERS, student):
        return
    link = _id_in(context["id"], "component-resources")
    item = _line_item(call, link) if link else _line_item_of_app(call, event)
    if item is None:
        return
    attempt = generated.get("attempt", 1)
    figures = {each["type"]: each["value"] for each in generated["items"]}
    total, correct = figures.get("totalQuestions", 0), figures.get("correctQuestions", 0)
    score = round(100 * correct / total) if total else None
    result: Doc = {
        "sourcedId": f"activity-{student}-{item['sourcedId']}-{attempt}",
        "status": "active",
        "dateLastModified": call.now,
        "metadata": {
            "xp": figures.get("xpEarned", 0),
            "accuracy": score,
            "totalQuestions": total,
            "correctQuestions": correct,
            "masteredUnits": figures.get("masteredUnits", 0),
            "attempt": attempt,
            "appName": context["app"]["name"],
            "subject": context["subject"],
        },
        "assessmentLineItem": reference("assessment_line_items", item["sourcedId"]),
        "student": reference("users", student),
        "score": score,
        "textScore": None,
        "scoreDate": event["eventTime"],
        "scorePercentile": None,
        "scoreStatus": "fully graded",
        "comment": None,
        **dict.fromkeys(("inProgress", "incomplete", "late", "missing"), "false"),
    }
    _put(call, result)


def _id_in(iri: str, collection: str) -> str | None:
    found = _BELOW.fullmatch(iri)
    return found[2] if found and found[1] == collection else None


def _line_item_of_app(call: RequestContext, event: Doc) -> Doc | None:
    """The line item of an application's own activity in a course; a new one if it has none yet."""
    context: Doc = event["object"]
    extensions: Doc = event.get("extensions") or {}
    course: Doc = context.get("course") or {}
    course_id: Any = extensions.get("courseId") or _id_in(str(course.get("id")), "courses")
    if not isinstance(course_id, str) or not call.session.exists(COURSES, course_id):
        return None
    digest = hashlib.sha256(f"{context['id']}_{course_id}".encode()).hexdigest()
    item_id = f"{LINE_ITEM_OF_EVENTS}{digest}"
    known = call.session.get(ASSESSMENT_LINE_ITEMS, item_id)
    if known is not None:
        return known
    item: Doc = {
        "sourcedId": item_id,
        "status": "active",
        "dateLastModified": call.now,
        "title": (context.get("activity") or {"name": context["id"]})["name"],
        "resultValueMin": 0,
        "resultValueMax": 100,
        "parentAssessmentLineItem": None,
        "course": reference("courses", course_id),
    }
    call.session.insert(ASSESSMENT_LINE_ITEMS, item["sourcedId"], item)
    return item


def _line_item(call: RequestContext, link: str) -> Doc | None:
    """The line item of a lesson; a new one if it has none yet."""
    resource = call.session.get(COMPONENT_RESOURCES, link)
    if resource is None:
        return None
    where = Clause("json_extract(doc, '$.componentResource.sourcedId') = ? AND status = 'active'", (link,))
    found = call.session.find(ASSESSMENT_LINE_ITEMS, where)
    if found:
        return found[0]
    component = call.session.get(COMPONENTS, resource["courseComponent"]["sourcedId"])
    item: Doc = {
        "sourcedId": f"activity-{link}",
        "status": "active",
        "dateLastModified": call.now,
        "title": resource["title"],
        "resultValueMin": 0,
        "resultValueMax": 100,
        "parentAssessmentLineItem": None,
        "course": component["course"] if component else None,
        "component": resource["courseComponent"],
        "componentResource": reference("component_resources", resource["sourcedId"]),
    }
    call.session.insert(ASSESSMENT_LINE_ITEMS, item["sourcedId"], item)
    return item


def _put(call: RequestContext, result: Doc) -> None:
    previous = call.session.get(ASSESSMENT_RESULTS, result["sourcedId"])
    if previous is None:
        call.session.insert(ASSESSMENT_RESULTS, result["sourcedId"], result)
    else:
        result["dateLastModified"] = instants.after(call.now, previous["dateLastModified"])
        call.session.replace(ASSESSMENT_RESULTS, result["sourcedId"], result)
