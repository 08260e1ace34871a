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


OPERATIONS = CATALOGUE.operations

WRITES_AND_GET = ("get", "create", "update", "delete")
# `exists` asks for the headers alone; where a server does not serve HEAD, it falls back to GET.
METHODS = {"exists": "HEAD"}
# "On 404 POST of the same data, which then needs" all that a create needs: so that is what upsert takes.
UPSERTS = {
    "classes.upsert": "ClassInput",
    "enrollments.upsert": "EnrollmentInput",
    "resources.upsert": "ResourceInput",
}
# The endpoint's role in a scoped collection.
CREATES = {
    "create_grading_period": "grading_periods",
    "create_line_item": "line_items",
    "create_result": "results",
    "create_results": "results",
}
# Operations named for what they act on: the collection in `courses`, and its verb.
NAMED = {
    f"{verb}{name}{plural}": (f"{name}s", verb.rstrip("_") or "list")
    for name in ("component", "component_resource")
    for verb, plural in (("", "s"), ("stream_", "s"), *((f"{each}_", "") for each in WRITES_AND_GET))
}
# Reached as the scope itself rather than as a collection in it.
SCOPES = {
    "schools_class_scoped": ("schools", "class_"),
    "classes_student_scoped": ("classes", "student"),
    "classes_line_item_scoped": ("classes", "line_item"),
    "classes_academic_session_scoped": ("classes", "academic_session"),
}
# A list of everything, filtered: the filter that the scope adds, and LEARNWITH_AI refuses.
FILTERED = {"courses_scoped.components", "courses_scoped.stream_components"}
ZIP = b"PK cartridge"

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
        if operation.name == "export":
            assert request.headers["accept"] == "application/zip"
            return httpx.Response(operation.status, content=ZIP)
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
    names = ["courseId"] if operation.where in FILTERED else operation.parameters
    return [f"{name}/1 ä" for name in names]


def rendered(operation: Operation, platform: str) -> str:
    values = iter(ids(operation))
    filled = re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), operation.path)
    return CATALOGUE.prefix(operation.prefix, platform) + filled


def receiver(client: Any, operation: Operation) -> tuple[Any, str, list[str]]:
    """The object that has the operation's method, the method's name, and the ids not used up on the way."""
    left, resource, method = ids(operation), operation.resource, operation.name
    steps = SCOPES.get(resource, (resource.removesuffix("_scoped"),))
    if not resource.endswith("_scoped"):
        target = getattr(client, resource)
        if resource == "courses" and method in NAMED:
            collection, method = NAMED[method]
            target = getattr(target, collection)
        return target, method, left
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
    if isinstance(body, list):
        return body
    if operation.method in ("PUT", "PATCH") and "sourcedId" in body:
        body["sourcedId"] = ids(operation)[0]
    return body


def argument(operation: Operation, body: Any) -> Any:
    """What a caller passes for the body: the input Struct, or a mapping where the catalogue has none."""
    expression = body_type(operation)
    if expression == "object":
        return body
    if isinstance(body, list):
        return msgspec.convert(body, list[getattr(oneroster, str(expression)[:-2])], strict=False)
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


def expected_query(operation: Operation, platform: str) -> dict[str, str]:
    query = {name: LIST_QUERY[name] for name in operation.query}
    if operation.name == "first":
        query |= {"limit": "1", "offset": "0"}
    if operation.where in FILTERED:
        query["filter"] = f"course.sourcedId='{ids(operation)[0]}' AND {query['filter']}"
    if platform == "LEARNWITH_AI" and "orderBy" in query:
        query["orderBy"] = query["orderBy"].upper()
    return query


def expected_body(operation: Operation, body: Any) -> Any:
    if operation.where == "classes_scoped.enroll_user":
        body = {name: value for name, value in body.items() if name != "metadata"}
    return {operation.body_envelope: body} if operation.body_envelope else body


def perform(world: str, platform: str, operation: Operation) -> tuple[httpx.Request, Any, Any]:
    """Call the operation; the first request, the body meant for it, and the result."""
    exchange, body = Exchange(operation), wire_body(operation)
    options: dict[str, Any] = {
        "base_url": "https://api.test",
        "platform": platform,
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
    elif operation.name == "export":
        assert result == ZIP
    elif operation.method in ("PUT", "PATCH", "DELETE"):
        # Rostering and resources answer nothing that is of use, the gradebook the entity.
        gives_entity = operation.method == "PUT" and operation.prefix == "gradebook"
        entity = getattr(oneroster, str(operation.response_type)) if gives_entity else type(None)
        assert isinstance(result, entity)
    elif operation.lists:
        rows = [result] if operation.name == "first" else list(result)
        assert len(rows) == 1
        assert isinstance(rows[0], getattr(oneroster, str(operation.response_type)))
    elif operation.response_type == "CreateResponse":
        assert isinstance(result, CreateResponse)
        assert result.sourced_id == "the allocatedSourcedId"
    elif operation.response_type not in (None, "EmptyObject"):
        assert isinstance(result, getattr(oneroster, str(operation.response_type)))


@pytest.mark.parametrize(
    ("world", "platform"), [("sync", "BEYOND_AI"), ("async", "BEYOND_AI"), ("async", "LEARNWITH_AI")]
)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.where)
def test_operation_sends_what_the_catalogue_says(operation: Operation, world: str, platform: str) -> None:
    if operation.where in FILTERED and platform == "LEARNWITH_AI":
        with pytest.raises(timeback.InvalidInputError, match=r"course\.sourcedId"):
            perform(world, platform, operation)
        return
    request, body, result = perform(world, platform, operation)
    path, _, _ = request.url.raw_path.decode().partition("?")
    assert request.method == METHODS.get(operation.name, operation.method)
    assert path == rendered(operation, platform)
    assert dict(request.url.params) == expected_query(operation, platform)
    if body is None:
        assert request.content in (b"", b"{}")
    else:
        assert msgspec.json.decode(request.content) == expected_body(operation, body)
    check_result(operation, result)


def test_every_resource_of_the_catalogue_is_an_attribute_of_the_client() -> None:
    resources = [name for name in CATALOGUE.raw["resources"] if not name.endswith("_scoped")]
    for each in (timeback.OneRosterClient, timeback.AsyncOneRosterClient):
        assert sorted(resources) == sorted(CATALOGUE.raw["client"]["attributes"])
        assert all(isinstance(getattr(each, name), property) for name in resources)
