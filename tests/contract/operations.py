"""The contract of a service's operations: each has a method on both clients, which sends what the catalogue says.

A service derives from `Contract` where its catalogue's notes make an operation differ from the regular call,
`client.<resource>.<operation>(*ids in the path, body, **query in snake_case)`, by the names that the tables of
`naming` give.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote

import anyio
import httpx
import msgspec

import timeback

from .catalogue import Operation, load
from .naming import CLASSES, LEFT_OUT, NAMED, PARAMETERS
from .samples import sample
from .spelling import snake


class Exchange:
    """The requests that a client made, and the one answer that all of them got."""

    def __init__(self, contract: Contract, operation: Operation) -> None:
        self.requests: list[httpx.Request] = []
        self._contract = contract
        self._operation = operation

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._contract.answer(self._operation, request)


class Contract:
    """The operations of one service, each called once and compared with the catalogue.

    Args:
        service: The catalogue's file, and the service's attribute on the unified client.
        name: The service's name in the names of its clients.
        models: The module of its Structs.
    """

    # What the clients are made with, beside the platform.
    options: ClassVar[dict[str, Any]] = {"base_url": "https://api.test", "auth": None}
    limit, offset = 5, 7

    def __init__(self, service: str, name: str, models: ModuleType) -> None:
        self.service = service
        self.catalogue = load(service)
        self.named = NAMED.get(service, {})
        self.left_out = LEFT_OUT.get(service, {})
        self.parameters = PARAMETERS.get(service, {})
        self.classes = CLASSES.get(service, {})
        self.operations = [each for each in self.catalogue.operations if each.where not in self.left_out]
        self.models = models
        self.clients = {
            "sync": getattr(timeback, f"{name}Client"),
            "async": getattr(timeback, f"Async{name}Client"),
        }

    def __str__(self) -> str:
        return self.service

    # What is sent.

    def ids(self, operation: Operation) -> list[str]:
        """An id for each in the path: one that must be percent-encoded."""
        return [f"{name}/1 ä" for name in operation.parameters]

    def offered(self, operation: Operation, platform: str) -> bool:
        """Whether the platform has the operation at all."""
        return self.catalogue.prefix(operation.prefix, platform) is not None

    def path(self, operation: Operation, platform: str) -> str:
        """The path that the request must have."""
        values = iter(self.ids(operation))
        filled = re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), operation.path)
        return (self.catalogue.prefix(operation.prefix, platform) or "") + filled

    def method(self, operation: Operation) -> str:
        return operation.method

    def arguments(self, operation: Operation) -> dict[str, Any]:
        """The query of the call: every parameter, under its Python name."""
        query = self.query(operation)
        if {"page", "limit"} <= query.keys() and operation.paginated:
            query = {name: value for name, value in query.items() if name != "page"}
        return {self.parameters.get(name, snake(name)): value for name, value in query.items()}

    def query(self, operation: Operation) -> dict[str, Any]:
        """A value for each query parameter, under its wire name."""
        chosen = {"limit": self.limit, "offset": self.offset, "page": 1}
        return {
            name: chosen[name] if name in chosen else sample(self.catalogue, expression, sent=True)
            for name, expression in operation.query.items()
        }

    def expected_query(self, operation: Operation, platform: str) -> list[tuple[str, str]]:
        """The pairs that the request's query must hold, in any order."""
        return [
            (name, str(each).lower() if isinstance(each, bool) else str(each))
            for name, value in self.query(operation).items()
            for each in (value if isinstance(value, list) else [value])
        ]

    def body(self, operation: Operation) -> Any:
        """The operation's body without its envelope, with every field filled; None where it has none."""
        if operation.body_type in (None, "EmptyObject"):
            return None
        return sample(self.catalogue, str(operation.body_type), sent=True)

    def argument(self, operation: Operation, body: Any) -> Any:
        """What a caller passes for the body: the Struct, or a mapping where the catalogue has none."""
        name = str(operation.body_type).partition("|")[0]
        name = self.classes.get(name, name)
        if name.endswith("[]") and hasattr(self.models, name[:-2]):
            return msgspec.convert(body, list[getattr(self.models, name[:-2])], strict=False)
        if hasattr(self.models, name):
            return msgspec.convert(body, getattr(self.models, name), strict=False)
        return body

    def expected_body(self, operation: Operation, body: Any) -> Any:
        return {operation.body_envelope: body} if operation.body_envelope else body

    # The call.

    def invoke(self, client: Any, operation: Operation, body: Any) -> Any:
        method, ids = self.method_of(client, operation)
        positional: list[Any] = []
        arguments = self.arguments(operation)
        names = inspect.signature(method).parameters
        for name, value in ids.items():
            if name in names and names[name].kind is inspect.Parameter.KEYWORD_ONLY:
                arguments[name] = value
            else:
                positional.append(value)
        if body is not None:
            positional.append(self.argument(operation, body))
        result = method(*positional, **arguments)
        return result.collect() if hasattr(result, "collect") else result

    def call(self, operation: Operation) -> str:
        """How the operation is written: `users.get`, `goals().by_subject.create`."""
        named = self.named.get(operation.where)
        resource = operation.resource
        scope = resource.removesuffix("_scoped")
        return named.call if named else f"{scope}{'()' if scope != resource else ''}.{operation.name}"

    def method_of(self, client: Any, operation: Operation) -> tuple[Callable[..., Any], dict[str, str]]:
        """The method, and the ids that are not used up on the way to it."""
        names = [snake(name) for name in operation.parameters] or [""]
        left = list(zip(names, self.ids(operation), strict=False))
        target = client
        for step in self.call(operation).split("."):
            target = getattr(target, step.removesuffix("()"))
            if step.endswith("()"):
                target = target(left.pop(0)[1])
        return target, dict(left)

    def perform(self, world: str, platform: str, operation: Operation) -> tuple[httpx.Request, Any, Any]:
        """Call the operation; its request, the body meant for it, and the result."""
        exchange, body = Exchange(self, operation), self.body(operation)
        options = {
            **self.options,
            **({"platform": platform} if platform else {}),
            "transport": httpx.MockTransport(exchange.answer),
        }
        if world == "sync":
            with self.clients[world](**options) as client:
                result = self.invoke(client.with_options(strict=True), operation, body)
        else:

            async def main() -> Any:
                async with self.clients[world](**options) as client:
                    return await self.invoke(client.with_options(strict=True), operation, body)

            result = anyio.run(main)
        (request,) = self.relevant(operation, exchange.requests)
        return request, body, result

    def relevant(self, operation: Operation, requests: list[httpx.Request]) -> list[httpx.Request]:
        """The requests that the operation itself made: one."""
        return requests

    # What comes back.

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        """The answer that the catalogue records, with every field filled."""
        if operation.response_type is None:
            return httpx.Response(operation.status)
        body = sample(self.catalogue, operation.response_type, sent=False)
        if operation.lists:
            body = [body]
            if operation.response_envelope:
                body = {operation.response_envelope: body, **self.counters(operation)}
        elif operation.response_envelope:
            body = {operation.response_envelope: body}
        return httpx.Response(operation.status, json=body)

    def counters(self, operation: Operation) -> dict[str, Any]:
        """The counters of a page that holds the last row."""
        return {"totalCount": self.offset + 1} if "offset" in operation.query else {}

    def model(self, name: str) -> Any:
        """Our class for a type of the catalogue."""
        return getattr(self.models, self.classes.get(name, name), None)

    def check_result(self, operation: Operation, result: Any) -> None:
        expected = operation.response_type
        if operation.method == "DELETE" or expected in (None, "null", "EmptyObject"):
            assert result is None
            return
        rows = result if operation.lists else [result]
        assert len(rows) == 1
        names = [each.strip("?") for each in str(expected).split("|")]
        kinds = tuple(found for name in names if isinstance(found := self.model(name), type))
        if kinds:
            assert isinstance(rows[0], kinds)

    # The whole.

    def check(self, operation: Operation, world: str, platform: str) -> None:
        """Call the operation and compare what was sent and what came back with the catalogue."""
        request, body, result = self.perform(world, platform, operation)
        path, _, query = request.url.raw_path.decode().partition("?")
        assert request.method == self.method(operation)
        assert path == self.path(operation, platform)
        assert sorted(parse_qsl(query, keep_blank_values=True)) == sorted(
            self.expected_query(operation, platform)
        )
        if body is None:
            assert request.content in (b"", b"{}")
        else:
            self.check_body(operation, platform, self.sent(operation, request), body)
        self.check_result(operation, result)

    def sent(self, operation: Operation, request: httpx.Request) -> Any:
        """The body of a request, decoded."""
        return msgspec.json.decode(request.content)

    def check_body(self, operation: Operation, platform: str, sent: Any, body: Any) -> None:
        """What was sent is what the catalogue has for this body."""
        assert sent == self.expected_body(operation, body)

    def check_resources(self) -> None:
        """Every resource that the calls begin with is an attribute of both clients."""
        resources = {self.call(each).partition(".")[0].removesuffix("()") for each in self.operations}
        for client in self.clients.values():
            assert all(isinstance(getattr(client, name), property) for name in resources)

    def check_names(self) -> None:
        """What is named otherwise is not there by the catalogue's name, and what is left out is not there at all."""
        operations = {each.where: each for each in self.catalogue.operations}
        for where, named in self.named.items():
            assert where in operations
            assert where == named.call or not self.found(operations[where], where), where
        for where, note in self.left_out.items():
            assert note in operations[where].notes, where
            assert not self.found(operations[where], where.replace("_scoped", "()")), where

    def found(self, operation: Operation, call: str) -> bool:
        """Whether a call leads to a method of the client."""
        client = self.clients["sync"]
        with client(**self.options) as target:
            for step in call.split("."):
                target = getattr(target, step.removesuffix("()"), None)
                target = target("x") if target is not None and step.endswith("()") else target
        return inspect.ismethod(target)
