"""XP and analytics: the facts of a student, one by one and summed up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from ..caliper.documents import id_of
from ..context import RequestContext
from ..edubridge.analytics import week_around
from ..edubridge.common import query_instant, query_zone, student
from ..edubridge.facts import Fact, Span, facts_of, tables_of
from ..errors import invalid_query
from ..instants import is_date
from ..listing import query_integer
from ..messages import Response, json_response
from ..oneroster.collections import USERS
from ..oneroster.tables import COURSES
from ..records import Doc
from ..writes import require
from .rules import entry_of, fact_shown

__all__ = ["get_activity", "get_weekly_facts", "list_xp_entries"]

_DEFAULT_LIMIT, _MAX_LIMIT = 50, 100


def list_xp_entries(call: RequestContext) -> Response:
    """Answer one page of the XP of a user, the oldest first."""
    user = require(call, USERS, call.params["user"])
    after, before = (query_instant(call, name, bare=True) for name in ("startDate", "endDate"))
    application = call.query.get("applicationId")
    limit = query_integer(call, "limit", _DEFAULT_LIMIT, least=1, most=_MAX_LIMIT)
    offset = query_integer(call, "offset", 0)
    earned = [fact for fact in facts_of(call, user) if fact.figures.get("xpEarned")]
    found = [
        entry_of(fact, number, user, _course(call, fact))
        for number, fact in enumerate(earned, 1)
        if (application is None or id_of(fact.event.get("edApp")) == application)
        and (after is None or fact.when > after)
        and (before is None or fact.when < before)
    ]
    counted = {"offset": offset, "limit": limit, "total": len(found)}
    return json_response(200, {"entries": found[offset : offset + limit], **counted})


def get_weekly_facts(call: RequestContext) -> Response:
    """Answer the facts of a week one by one."""
    zone = query_zone(call)
    span = week_around(query_instant(call, "weekDate", required=True, bare=True), zone)
    who = student(call)
    rows = [
        fact_shown(fact, number, who, _course(call, fact), fact.day(zone))
        for number, fact in enumerate(facts_of(call, who, span), 1)
    ]
    days = {"startDate": _day(span.start, zone), "endDate": _day(span.end, zone)}
    return json_response(200, {**days, "facts": rows})


def get_activity(call: RequestContext) -> Response:
    """Answer the sums of a student's facts by day and subject. The platform's own answer was not seen."""
    first, last = _day_of_query(call, "startDate"), _day_of_query(call, "endDate")
    span = Span(datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC))
    facts = tables_of(facts_of(call, student(call), span), UTC)
    days = {"startDate": first.isoformat(), "endDate": last.isoformat()}
    return json_response(200, {**days, "facts": facts["facts"]})


def _course(call: RequestContext, fact: Fact) -> Doc | None:
    return call.session.get(COURSES, fact.course_id) if fact.course_id else None


def _day_of_query(call: RequestContext, name: str) -> date:
    raw = call.query.get(name, "")
    if not is_date(raw):
        raise invalid_query((name, "Must be a date, YYYY-MM-DD."))
    return date.fromisoformat(raw)


def _day(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).date().isoformat()
