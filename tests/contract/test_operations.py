"""Every operation of the catalogue has a method on both clients, which sends what the catalogue says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import anyio
import httpx
import msgspec
import pytest

import timeback
from timeback.models import oneroster
from timeback.models.oneroster import CreateResponse

from .catalogue import Operation, load
from .samples import sample

CATALOGUE = load("oneroster")


def to_be_built(operation: Operation) -> bool:
    """Gradebook, resources, course components and course structures."""
    later = operation.path.startswith(("/courses/component", "/courses/structure"))
    return (
        operation.prefix in ("gradebook", "resources")
        or later
        or operation.name in ("components", "stream_components")
    )


OPERATIONS = [each for each in CATALOGUE.operations if not to_be_built(each)]

# `exists` asks for the headers alone; where a server does not serve HEAD, it falls back to GET.
METHODS = {"exists": "HEAD"}
# "On 404 POST of the same data, which then needs" all that a create needs: so that is what upsert takes.
UPSERTS = {"classes.upsert": "ClassInput", "enrollments.upsert": "EnrollmentInput"}
# The endpoint's role in a scoped collection.
CREATES = {"create_grading_period": "grading_periods"}
# Reached as the scope itself rather than as a collection in it.
SCOPES = {"schools_class_scoped": ("schools", "class_")}

LIST_ARGUMENTS: dict[str, Any] = {
    "fields": ["sourcedId", "status"],
    "limit": 5,
    "offset": 7,
    "sort": "dateLastModified",
    "order_by": "desc",
    "where": {"status": "active"},
    "search": "ada",
}
LIST_QUERY = {
    "fields": "sourcedId,status",
    "limit": "5",
    "offset": "7",
    "sort": "dateLastModified",
    "orderBy": "desc",
    "filter": "status='active'",
    "search": "ada",
}
VERBS = {"list", "list_all", "first", "stream"}


class Exchange:
    """The requests that a client made, and the one answer that all of them got."""

    def __init__(self, operation: Operation) -> None:
        self.requests: list[httpx.Request] = []
        self.operation = operation

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        operation = self.operation
        if operation.response_type is None:
            return httpx.Response(operation.status)
        if request.method == "HEAD":
            return httpx.Response(200)
        body = sample(CATALOGUE, operation.response_type, sent=False)
        if operation.lists:
            counters = {"totalCount": 8, "pageCount": 2, "pageNumber": 2, "offset": 7, "limit": 5}
            body = {operation.response_envelope: [body], **(counters if operation.paginated else {})}
        elif operation.response_envelope:
            body = {operation.response_envelope: body}
        return httpx.Response(operation.status, json=body)


def ids(operation: Operation) -> list[str]:
    """An id for each in the path: one that must be percent-encoded."""
    return [f"{name}/1 ä" for name in operation.parameters]


def rendered(operation: Operation) -> str:
    values = iter(ids(operation))
    filled = re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), operation.path)
    return CATALOGUE.prefix(operation.prefix) + filled


def receiver(client: Any, operation: Operation) -> tuple[Any, str, list[str]]:
    """The object that has the operation's method, the method's name, and the ids not used up on the way."""
    left, resource, method = ids(operation), operation.resource, operation.name
    steps = SCOPES.get(resource, (resource.removesuffix("_scoped"),))
    if not resource.endswith("_scoped"):
        return getattr(client, resource), method, left
    target = client
    for step in steps:
        target = getattr(target, step)(left.pop(0))
    if operation.lists:
        collection, verb = (
            method.removeprefix("stream_"),
            "stream" if method.startswith("stream_") else "list",
        )
        return getattr(target, collection), verb, left
    if method in CREATES:
        return getattr(target, CREATES[method]), "create", left
    return target, method, left


def body_type(operation: Operation) -> str | None:
    return UPSERTS.get(operation.where, operation.body_type)


def wire_body(operation: Operation) -> Any:
    """The operation's body without its envelope, with every field filled."""
    expression = body_type(operation)
    if expression is None or expression == "EmptyObject":
        return None
    if expression == "object":
        return {"metadata": {"free": 1}}
    body = sample(CATALOGUE, expression, sent=True)
    if operation.method in ("PUT", "PATCH") and "sourcedId" in body:
        body["sourcedId"] = ids(operation)[0]
    return body


def argument(operation: Operation, body: Any) -> Any:
    """What a caller passes for the body: the input Struct, or a mapping where the catalogue has none."""
    expression = body_type(operation)
    if expression == "object":
        return body
    return msgspec.convert(body, getattr(oneroster, str(expression)), strict=False)


def enrolment(body: dict[str, Any], role: str) -> dict[str, Any]:
    """The flat form that `enroll` takes."""
    kept = {name: value for name, value in body.items() if name != "user"}
    return {**kept, "sourcedId": body["user"]["sourcedId"], "role": role}


def invoke(client: Any, operation: Operation, body: Any) -> Any:
    target, verb, left = receiver(client, operation)
    method: Callable[..., Any] = getattr(target, verb)
    if operation.where == "classes_scoped.enroll":
        return method(enrolment(body, "student"))
    if operation.where == "classes_scoped.enroll_user":
        optional = {"primary": body["primary"], "begin_date": body["beginDate"], "end_date": body["endDate"]}
        return method(body["user"]["sourcedId"], role="student", **optional)
    if operation.where == "users_scoped.add_agent":
        return method(body["agentSourcedId"])
    if operation.paginated or verb in VERBS:
        result = method(*left, **list_arguments(operation, verb))
        return result.collect() if verb == "stream" else result
    if body is not None:
        return method(*left, argument(operation, body))
    if operation.query:
        return method(*left, fields=LIST_ARGUMENTS["fields"])
    return method(*left)


def list_arguments(operation: Operation, verb: str) -> dict[str, Any]:
    if not operation.query:
        return {}
    refused = {"first": {"limit", "offset"}}.get(verb, set())
    return {name: value for name, value in LIST_ARGUMENTS.items() if name not in refused}


def expected_query(operation: Operation) -> dict[str, str]:
    if operation.name == "first":
        return {**LIST_QUERY, "limit": "1", "offset": "0"}
    return {name: LIST_QUERY[name] for name in operation.query}


def expected_body(operation: Operation, body: Any) -> Any:
    if operation.where == "classes_scoped.enroll_user":
        body = {name: value for name, value in body.items() if name != "metadata"}
    return {operation.body_envelope: body} if operation.body_envelope else body


def perform(world: str, operation: Operation) -> tuple[httpx.Request, Any, Any]:
    """Call the operation; the first request, the body meant for it, and the result."""
    exchange, body = Exchange(operation), wire_body(operation)
    options: dict[str, Any] = {
        "base_url": "https://api.test",
        "auth": None,
        "transport": httpx.MockTransport(exchange.answer),
    }
    if world == "sync":
        with timeback.OneRosterClient(**options) as client:
            result = invoke(client, operation, body)
    else:

        async def main() -> Any:
            async with timeback.AsyncOneRosterClient(**options) as client:
                return await invoke(client, operation, body)

        result = anyio.run(main)
    assert len(exchange.requests) == 1
    return exchange.requests[0], body, result


def check_result(operation: Operation, result: Any) -> None:
    if operation.name == "exists":
        assert result is True
    elif operation.lists:
        rows = [result] if operation.name == "first" else list(result)
        assert len(rows) == 1
        assert isinstance(rows[0], getattr(oneroster, str(operation.response_type)))
    elif operation.response_type == "CreateResponse":
        assert isinstance(result, CreateResponse)
        assert result.sourced_id == "the allocatedSourcedId"
    elif operation.method in ("GET", "POST") and operation.response_type not in (None, "EmptyObject"):
        assert isinstance(result, getattr(oneroster, str(operation.response_type)))


@pytest.mark.parametrize("world", ["sync", "async"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.where)
def test_operation_sends_what_the_catalogue_says(operation: Operation, world: str) -> None:
    request, body, result = perform(world, operation)
    path, _, _ = request.url.raw_path.decode().partition("?")
    assert request.method == METHODS.get(operation.name, operation.method)
    assert path == rendered(operation)
    assert dict(request.url.params) == expected_query(operation)
    if body is None:
        assert request.content in (b"", b"{}")
    else:
        assert msgspec.json.decode(request.content) == expected_body(operation, body)
    check_result(operation, result)


def test_operations_that_are_left_out_are_the_ones_to_be_built() -> None:
    resources = {each.resource for each in OPERATIONS}
    assert resources == {
        name + suffix
        for name in (
            "users", "students", "teachers", "schools", "orgs", "classes", "courses", "enrollments",
            "academic_sessions", "terms", "grading_periods", "demographics",
        )
        for suffix in ("", "_scoped")
    } | {"schools_class_scoped"}  # fmt: skip
