"""What the operations and types of LEARNWITH_AI have of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from timeback.caliper import (
    create_lesson_event,
    create_question_result_event,
    create_session_event,
    create_xp_event,
    write,
)
from timeback.models import learnwith

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract
from .samples import INSTANT

CATALOGUE = load("learnwith")

LIST_ARGUMENTS = {"where": {"name": "x"}, "order_by": "desc", "sort": "name"}
LIST_QUERY = {"filter": "name='x'", "orderBy": "DESC", "sort": "name"}
USER_ARGUMENTS = {"where": {"given_name": "x"}, "sort": "family_name"}
USER_QUERY = {"filter": "givenName='x'", "sort": "familyName"}

_AT = datetime.fromisoformat(INSTANT)
WHO: dict[str, Any] = {"student_id": "s-1", "application_id": "a-1", "event_time": _AT}
# The calls that make an event, and what makes the same one.
MADE: dict[str, tuple[Any, tuple[str, ...], dict[str, Any]]] = {
    "send_xp": (create_xp_event, (), {"activity_id": "x", "xp": 2.5}),
    "send_question_result": (
        create_question_result_event,
        (),
        {"activity_id": "x", "question_id": "q", "correct": True},
    ),
    "send_lesson": (create_lesson_event, ("Started",), {"lesson_id": "l", "unit_id": "u"}),
    "send_session": (create_session_event, ("LoggedIn",), {"session_id": "z"}),
}


class LearnWithContract(Contract):
    """Filters as callers write them, events that the calls make, and what is filled in."""

    def query(self, operation: Operation) -> dict[str, Any]:
        query = super().query(operation)
        given = LIST_QUERY | (USER_QUERY if operation.resource == "users" else {})
        return query | {name: value for name, value in given.items() if name in query}

    def arguments(self, operation: Operation) -> dict[str, Any]:
        arguments = super().arguments(operation)
        given = LIST_ARGUMENTS | (USER_ARGUMENTS if operation.resource == "users" else {})
        return arguments | {name: value for name, value in given.items() if name in arguments}

    def body(self, operation: Operation) -> Any:
        if operation.resource == "events":
            return self.event(operation)
        body = super().body(operation)
        return body and body | {
            name: "https://example.test/x" for name in ("launchUrl", "url") if name in body
        }

    def event(self, operation: Operation) -> Any:
        maker, positional, fields = MADE.get(operation.name, MADE["send_xp"])
        event = write(maker(*positional, **WHO, **fields))
        if operation.name != "send_envelope":
            return event
        constant = "http://purl.imsglobal.org/ctx/caliper/v1p2"
        return {"sensor": "https://app.test", "sendTime": INSTANT, "dataVersion": constant, "data": [event]}

    def invoke(self, client: Any, operation: Operation, body: Any) -> Any:
        method, _ = self.method_of(client, operation)
        if operation.name in MADE:
            _, positional, fields = MADE[operation.name]
            return method(*positional, **WHO, **fields)
        if operation.resource == "events":
            return method(body)
        return super().invoke(client, operation, body)

    def expected_body(self, operation: Operation, body: Any) -> Any:
        if operation.name == "assign_profile":
            return {"profileId": self.ids(operation)[1], **body}
        return super().expected_body(operation, body)

    def counters(self, operation: Operation) -> dict[str, Any]:
        total = {"total": self.offset + 1}
        if operation.resource != "applications":
            return total
        return {"pagination": {**total, "limit": self.limit, "offset": self.offset, "hasMore": False}}

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.name in MADE:
            assert write(result) == self.event(operation)
        else:
            super().check_result(operation, result)


OPERATIONS = LearnWithContract("learnwith", "LearnWith", learnwith)
_FILLED = Exempt("status: {type: RecordStatus, required: true", "Filled in, where it is not given.")
EXCEPTIONS = {
    (f"StudentInput.{name}", "required"): _FILLED
    for name in ("status", "enabledUser", "username", "preferredFirstName")
}

TYPES = Types("learnwith", learnwith, exceptions=EXCEPTIONS)
