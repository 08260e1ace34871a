"""XP and analytics: the facts of a student, one by one and summed up."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo

from ..context import RequestContext
from ..edubridge.analytics import week_around
from ..edubridge.common import query_zone, student
from ..edubridge.facts import Fact, Span, facts_of, tables_of
from ..errors import ApiError, invalid_query
from ..instants import is_date, parse
from ..learnwith.rules import id_of
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
    after, before = _moment(call, "startDate"), _moment(call, "endDate")
    application = call.query.get("applicationId")
    limit = query_integer(call, "limit", _DEFAULT_LIMIT, least=1, most=_MAX_LIMIT, error=_bad_query)
    offset = query_integer(call, "offset", 0, error=_bad_query)
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
    zone, moment = query_zone(call), _moment(call, "weekDate")
    if moment is None:
        raise _bad_query(("weekDate", "Required."))
    span, who = week_around(moment, zone), student(call)
    rows = [
        fact_shown(fact, number, who, _course(call, fact), fact.day(zone))
        for number, fact in enumerate(facts_of(call, who, span), 1)
    ]
    days = {"startDate": _day(span.start, zone), "endDate": _day(span.end, zone)}
    return json_response(200, {**days, "facts": rows})


def get_activity(call: RequestContext) -> Response:
    """Answer the sums of a student's facts by day and subject. The platform's own answer was not seen."""
    first, last = _required_day(call, "startDate"), _required_day(call, "endDate")
    span = Span(datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC))
    facts = tables_of(facts_of(call, student(call), span), UTC)
    days = {"startDate": _day(span.start, UTC), "endDate": _day(span.end, UTC)}
    return json_response(200, {**days, "facts": facts["facts"]})


def _course(call: RequestContext, fact: Fact) -> Doc | None:
    return call.session.get(COURSES, fact.course_id) if fact.course_id else None


def _moment(call: RequestContext, name: str) -> datetime | None:
    raw = call.query.get(name)
    if raw is None:
        return None
    parsed = parse(raw)
    if parsed is None:
        raise _bad_query((name, "Must be an ISO 8601 date or datetime."))
    return datetime.fromisoformat(parsed.text).astimezone(UTC)


def _required_day(call: RequestContext, name: str) -> datetime:
    raw, found = call.query.get(name, ""), _moment(call, name)
    if found is None or not is_date(raw):
        raise _bad_query((name, "Must be a date, YYYY-MM-DD."))
    return found


def _day(moment: datetime | None, zone: tzinfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).date().isoformat()


def _bad_query(issue: tuple[str, str]) -> ApiError:
    return invalid_query(issue, status=400)
