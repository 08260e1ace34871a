"""Insights: sums of facts, and the sessions that events opened and closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from ..caliper.documents import id_of
from ..caliper.tables import EVENTS
from ..context import RequestContext
from ..edubridge.common import query_instant
from ..edubridge.facts import Fact, Span, facts_of
from ..edubridge.tables import APPLICATIONS
from ..errors import ApiError
from ..instants import is_date
from ..listing import query_integer
from ..messages import Response, json_response
from ..oneroster.collections import USERS
from ..records import Doc, part
from ..sql import Clause
from ..writes import require

__all__ = ["get_overview", "get_session_insights", "get_user_insights", "list_sessions"]

_DEFAULT_LIMIT, _MAX_LIMIT = 20, 100
_TIMES = ("activeSeconds", "wasteSeconds", "inactiveSeconds")


def _student(call: RequestContext) -> Doc:
    return require(call, USERS, call.params["user"])


def _end(call: RequestContext) -> datetime | None:
    """The end of the span that is asked for, which a day closes."""
    moment = query_instant(call, "endDate", bare=True)
    if moment is not None and is_date(call.query["endDate"]):
        return datetime.combine(moment, time.max, UTC)
    return moment


def get_user_insights(call: RequestContext) -> Response:
    """Answer the sums of a user's facts, in all and by subject."""
    student = _student(call)
    span = Span(query_instant(call, "startDate", bare=True), _end(call))
    return json_response(200, _report(student["sourcedId"], facts_of(call, student, span)))


def get_overview(call: RequestContext) -> Response:
    """Answer a user's sums by day. What the platform answers here was not seen."""
    student = _student(call)
    days: dict[str, list[Fact]] = {}
    for fact in facts_of(call, student):
        days.setdefault(fact.day(UTC), []).append(fact)
    trend = [{"date": day, **_sums(facts)} for day, facts in sorted(days.items())]
    return json_response(200, {"userId": student["sourcedId"], "trend": trend})


def _sum(facts: Sequence[Fact], name: str) -> float:
    total = round(sum(fact.figures.get(name, 0.0) for fact in facts), 6)
    return int(total) if total == int(total) else total


def _sums(facts: Sequence[Fact]) -> dict[str, float]:
    return {**{name: _sum(facts, name) for name in _TIMES}, "xpEarned": _sum(facts, "xpEarned")}


def _report(user_id: str, facts: Sequence[Fact], session: Doc | None = None) -> Doc:
    sums = _sums(facts)
    seconds = sum(sums[name] for name in _TIMES)
    subjects: dict[str, list[Fact]] = {}
    for fact in facts:
        subjects.setdefault(fact.subject or "None", []).append(fact)
    summary = {
        "type": "TIME_SUMMARY",
        "totalSeconds": seconds,
        **{name: sums[name] for name in _TIMES},
        "wastePercentage": round(100 * sums["wasteSeconds"] / seconds) if seconds else 0,
        "totalXpEarned": sums["xpEarned"],
        "factCount": len(facts),
    }
    return {
        "userId": user_id,
        "session": session,
        "insights": [summary],
        "bySubject": [{"subject": name, **_sums(each)} for name, each in sorted(subjects.items())],
    }


def _sessions(call: RequestContext, clause: Clause) -> list[Doc]:
    """The sessions of which events tell, the oldest first."""
    found: dict[str, Doc] = {}
    where = Clause(f"type = 'SessionEvent' AND {clause.sql}", clause.values)
    for event in sorted(call.session.find(EVENTS, where), key=lambda event: str(event["eventTime"])):
        session_id = id_of(event.get("session")) or id_of(event["object"])
        if session_id is None:
            continue
        session = found.setdefault(
            session_id,
            {
                "id": session_id,
                "application": _application(call, event),
                "userId": event["studentId"],
                "startedAt": event["eventTime"],
                "endedAt": None,
            },
        )
        if event["action"] != "LoggedIn":
            session["endedAt"] = event["eventTime"]
    return list(found.values())


def _application(call: RequestContext, event: Doc) -> Doc:
    application_id = id_of(event.get("edApp"))
    known = call.session.get(APPLICATIONS, application_id) if application_id else None
    return {"id": application_id, "name": known["name"] if known else None}


def list_sessions(call: RequestContext) -> Response:
    """Answer one page of a user's sessions."""
    student = _student(call)
    after, before = (query_instant(call, name, bare=True) for name in ("startedAfter", "startedBefore"))
    application = call.query.get("applicationId")
    limit = min(query_integer(call, "limit", _DEFAULT_LIMIT, least=1), _MAX_LIMIT)
    offset = query_integer(call, "offset", 0)
    own = Clause("json_extract(doc, '$.studentId') = ?", (student["sourcedId"],))
    found = [
        session
        for session in _sessions(call, own)
        if (application is None or part(session, "application").get("id") == application)
        and (after is None or _at(session["startedAt"]) > after)
        and (before is None or _at(session["startedAt"]) < before)
    ]
    answer: dict[str, Any] = {"sessions": found[offset : offset + limit], "total": len(found)}
    return json_response(200, answer | {"limit": limit, "offset": offset})


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def get_session_insights(call: RequestContext) -> Response:
    """Answer the sums of what a student did while a session was open."""
    known = Clause("json_extract(doc, '$.studentId') IS NOT NULL")
    wanted = call.params["session"]
    session = next((each for each in _sessions(call, known) if each["id"] == wanted), None)
    if session is None:
        raise ApiError(404, "Session not found.")
    student = require(call, USERS, session["userId"])
    span = Span(_at(session["startedAt"]), _at(session["endedAt"]) if session["endedAt"] else None)
    return json_response(200, _report(student["sourcedId"], facts_of(call, student, span), session))
