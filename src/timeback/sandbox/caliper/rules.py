"""The rules of Caliper: events that ask for it are also written to the gradebook, as assessment results."""

from __future__ import annotations

import re

from .. import instants
from ..context import RequestContext
from ..oneroster.tables import (
    ASSESSMENT_LINE_ITEMS,
    ASSESSMENT_RESULTS,
    COMPONENT_RESOURCES,
    COMPONENTS,
    USERS,
    reference,
)
from ..records import Doc
from ..sql import Clause

__all__ = ["write_result"]

_BELOW = re.compile(r".*/(users|component-resources)/([^/]+)")


def write_result(call: RequestContext, event: Doc) -> None:
    """Write what a learner completed, where `process` is set and the gradebook knows learner and activity.

    Another attempt is another result; the same attempt again takes the place of its result.
    """
    if (event["type"], event["profile"]) != ("ActivityEvent", "TimebackProfile"):
        return
    # The profile has objects here, which were checked.
    context, actor, generated = event["object"], event["actor"], event["generated"]
    student, link = _id_in(actor["id"], "users"), _id_in(context["id"], "component-resources")
    if context.get("process") is not True or not student or not call.session.exists(USERS, student):
        return
    item = _line_item(call, link)
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


def _line_item(call: RequestContext, link: str | None) -> Doc | None:
    """The line item of an activity; a new one where it has none yet."""
    resource = call.session.get(COMPONENT_RESOURCES, link) if link else None
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
