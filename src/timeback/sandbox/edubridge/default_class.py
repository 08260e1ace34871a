"""The class that an enrollment goes to, and its term; made where they are missing."""

from __future__ import annotations

import re
from datetime import date

from ..context import RequestContext
from ..oneroster.collections import ACADEMIC_SESSIONS as SESSIONS
from ..oneroster.collections import CLASSES as CLASS_COLLECTION
from ..oneroster.tables import ACADEMIC_SESSIONS, CLASSES, ORG_AND_ABOVE
from ..records import Doc
from ..sql import Clause
from ..writes import create_record
from .rules import year_bounds

__all__ = ["default_class"]


def default_class(call: RequestContext, course: Doc, org: Doc) -> Doc:
    """The class of a course at an organization in the present term; made with its term where it is missing."""
    term = _session(call, "term", org, _session(call, "schoolYear", org))
    class_id = _slug("class", course["sourcedId"], org["sourcedId"], term["sourcedId"])
    found = call.session.get(CLASSES, class_id)
    if found is not None:
        return found
    body: Doc = {
        "sourcedId": class_id,
        "title": f"{course['title']} ({term['title']})",
        "classCode": course.get("courseCode"),
        "grades": course.get("grades") or [],
        "subjects": course.get("subjects") or [],
        "subjectCodes": course.get("subjectCodes") or [],
        "course": {"sourcedId": course["sourcedId"]},
        "org": {"sourcedId": org["sourcedId"]},
        "terms": [{"sourcedId": term["sourcedId"]}],
    }
    return create_record(call, CLASS_COLLECTION, body)[1]


def _session(call: RequestContext, kind: str, org: Doc, parent: Doc | None = None) -> Doc:
    """The session of a kind, of the organization or one above it, that runs at present."""
    running = Clause(
        f'"type" = ? AND status = \'active\' AND "org.sourcedId" IN ({ORG_AND_ABOVE}) '
        "AND json_extract(doc, '$.startDate') <= ? AND substr(json_extract(doc, '$.endDate'), 1, 10) >= ?",
        (kind, org["sourcedId"], call.now, call.now[:10]),
    )
    found = call.session.find(ACADEMIC_SESSIONS, running)
    return found[0] if found else _make_session(call, kind, org, parent)


def _make_session(call: RequestContext, kind: str, org: Doc, parent: Doc | None) -> Doc:
    first, last = year_bounds(date.fromisoformat(call.now[:10]))
    start, end = (parent["startDate"], parent["endDate"]) if parent else (first.isoformat(), last.isoformat())
    label = f"{first.year}-{last.year % 100:02d}"
    body: Doc = {
        "sourcedId": _slug(kind, str(last.year), org["sourcedId"]),
        "status": "active",
        "title": f"School Year {label}" if kind == "schoolYear" else f"Term {label}",
        "type": kind,
        "startDate": start,
        "endDate": end,
        "schoolYear": str(last.year),
        "org": {"sourcedId": org["sourcedId"]},
        "parent": {"sourcedId": parent["sourcedId"]} if parent else None,
    }
    return create_record(call, SESSIONS, body)[1]


def _slug(*parts: str) -> str:
    return "-".join(re.sub(r"[^A-Za-z0-9_.-]+", "-", part) for part in ("default", *parts))
