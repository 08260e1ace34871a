"""The OpenAPI document: every route, with what the catalog says of it."""

from __future__ import annotations

import importlib.resources
import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from ..._version import VERSION
from ..scopes import needed
from ..service import Handler, Route, Service
from .types import Types

__all__ = ["describe"]

_ERROR = {
    "description": "The request is refused, in the words of the service.",
    "content": {"application/json": {"schema": {"type": "object"}}},
}
_PAGING = ("limit", "offset")


class Fact(msgspec.Struct, forbid_unknown_fields=True):
    """One operation as the catalog has it.

    Attributes:
        name: How it is called.
        query: Its parameters and their types; those that are required end in an exclamation mark.
        body: The envelope, if there is one, and the type of the body.
        status: The status of its answer.
        answer: The envelope and the type of the answer, and whether it is a list.
    """

    name: str
    query: dict[str, Any]
    body: tuple[str | None, str] | None
    status: int
    answer: tuple[str | None, str | None, bool]


def _facts() -> Mapping[tuple[str, str], Fact]:
    """By method and path, the ids of the path left blank."""
    text = importlib.resources.files("timeback.sandbox.description").joinpath("operations.json").read_bytes()
    found: dict[tuple[str, str], Fact] = {}
    for key, fact in msgspec.json.decode(text, type=dict[str, Fact]).items():
        service, method, path = key.split(" ", 2)
        found[f"{service} {method}", _blank(path)] = fact
    return found


def _blank(path: str) -> str:
    return re.sub(r"\{\w+\}", "{}", path).rstrip("/")


def describe(services: Iterable[Service], base_url: str, token_url: str) -> dict[str, Any]:
    """The document of a sandbox that is reached at a base URL."""
    facts = _facts()
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {}
    tags: list[dict[str, str]] = []
    for service in services:
        types = None if service.name == "oauth" else Types(service.name)
        tags.append({"name": service.name})
        for route in service.routes:
            operation = _operation(service, route, _fact(facts, service, route), types)
            paths.setdefault(route.path, {})[route.method.lower()] = operation
        if types is not None:
            schemas |= dict(types.components())
    return {
        "openapi": "3.1.0",
        "info": {"title": "Timeback sandbox", "version": VERSION},
        "servers": [{"url": base_url}],
        "tags": tags,
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": _security(token_url)},
    }


def _security(token_url: str) -> dict[str, Any]:
    flow: dict[str, Any] = {"clientCredentials": {"tokenUrl": token_url, "scopes": {}}}
    return {
        "platform": {"type": "oauth2", "flows": flow},
        "masterytrack": {"type": "apiKey", "in": "header", "name": "x-auth-token"},
    }


def _fact(facts: Mapping[tuple[str, str], Fact], service: Service, route: Route) -> Fact | None:
    key = f"{service.name} {route.method}"
    whole = _blank(route.path)
    # Hosts of their own have no prefix in the catalog.
    candidates = (whole, *(whole.removeprefix(prefix) for prefix in service.prefixes))
    return next((facts[key, path] for path in candidates if (key, path) in facts), None)


def _operation(service: Service, route: Route, fact: Fact | None, types: Types | None) -> dict[str, Any]:
    name = route.path.strip("/").replace("/", "-").replace("{", "").replace("}", "")
    described: dict[str, Any] = {
        "tags": [service.name],
        "operationId": f"{route.method.lower()}-{name}",
        "summary": _summary(route.handler),
        "parameters": [
            {"name": each, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
            for each in re.findall(r"\{(\w+)\}", route.path)
        ],
        "responses": {"default": _ERROR},
    }
    if service.token_check is not None and route.needs_token:
        own = service.token_check.audience
        described["security"] = [{own or "platform": []}]
        if scopes := sorted(needed(service.scopes, route.path, route.method)):
            described["x-scopes"] = scopes
    if fact is not None and types is not None:
        described["operationId"] = f"{service.name}.{fact.name}"
        described["parameters"] += [_parameter(name, kind, types) for name, kind in fact.query.items()]
        if fact.body is not None:
            described["requestBody"] = {"required": True, "content": _content(_body(fact, types))}
        described["responses"][str(fact.status)] = _answer(fact, types)
    return described


def _summary(handler: Handler) -> str:
    function = handler.func if isinstance(handler, partial) else handler
    return (inspect.getdoc(function) or "").partition("\n")[0]


def _parameter(name: str, kind: Any, types: Types) -> dict[str, Any]:
    expression = str(kind)
    schema = types.schema(expression.rstrip("!"))
    if name in _PAGING:
        schema = {"type": "integer", "minimum": 0 if name == "offset" else 1}
    return {"name": name, "in": "query", "required": expression.endswith("!"), "schema": schema}


def _body(fact: Fact, types: Types) -> dict[str, Any]:
    envelope, expression = fact.body or (None, "any")
    return _wrapped(types.schema(expression), [envelope] if envelope else [])


def _answer(fact: Fact, types: Types) -> dict[str, Any]:
    envelope, expression, lists = fact.answer
    if expression is None:
        return {"description": "Done."}
    schema = types.schema(expression)
    if lists and not expression.endswith("[]"):
        schema = {"type": "array", "items": schema}
    return {
        "description": "Done.",
        "content": _content(_wrapped(schema, envelope.split(".") if envelope else [])),
    }


def _wrapped(schema: dict[str, Any], envelope: Sequence[str]) -> dict[str, Any]:
    for key in reversed(envelope):
        schema = {"type": "object", "required": [key], "properties": {key: schema}}
    return schema


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
