"""Names of fields and values of enums are checked in every call of every service before anything is sent."""

from __future__ import annotations

import importlib
import inspect
import re
from typing import Any

import httpx
import pytest

from tests.sweeping import sweep
from tests.test_operations_rules import OPERATIONS, parameters
from timeback._config.platforms import SERVICES
from timeback.errors import InvalidInputError

WRONG: dict[str, Any] = {
    "where": {"no_such_name": "x"},
    "sort": "no_such_name",
    "fields": ["no_such_name"],
    "order_by": "upwards",
}
ASKED = [
    (name, argument)
    for name, operation in OPERATIONS.items()
    for argument in WRONG.keys() & parameters(operation).keys()
    if parameters(operation)[argument].kind is inspect.Parameter.KEYWORD_ONLY
]
NEEDED = {"roles": ["student"], "user_ids": ["x"]}


def refuse(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url.path} was sent")


def client(service: str) -> Any:
    module = importlib.import_module(f"timeback._sync.{service}")
    kind = getattr(module, module.__all__[0])
    return kind(base_url="https://example.org", auth=None, transport=httpx.MockTransport(refuse))


CLIENTS = {service: client(service) for service in SERVICES}


def call(name: str, **asked: Any) -> None:
    operation = OPERATIONS[name]
    target = operation.place.reach(CLIENTS[name.partition(".")[0]], ["x"] * len(operation.place.ids))
    own = parameters(operation).values()
    needed = {
        each.name: NEEDED.get(each.name, "x") for each in own if each.default is inspect.Parameter.empty
    }
    answer = operation.call(target, {**needed, **asked})
    if operation.name == "stream":
        answer.collect()


def test_no_name_is_sent_that_the_records_do_not_have() -> None:
    def check(asked: tuple[str, str]) -> None:
        name, argument = asked
        try:
            call(name, **{argument: WRONG[argument]})
        except InvalidInputError as error:
            assert argument in str(error)
            assert argument == "order_by" or "'no_such_name'" in str(error)
        else:
            raise AssertionError("it was taken")

    assert len(ASKED) > 500
    sweep(ASKED, check)


def test_no_value_is_sent_that_its_enum_does_not_list() -> None:
    asked = [
        (name, each.name, ["no such value"] if "Sequence" in each.annotation else "no such value")
        for name, operation in OPERATIONS.items()
        for each in parameters(operation).values()
        if re.search(r"bodies\.\w+Text(?! \| str)", str(each.annotation))
    ]

    def check(case: tuple[str, str, Any]) -> None:
        name, argument, value = case
        with pytest.raises(InvalidInputError, match=f"{argument}.*must be"):
            call(name, **{argument: value})

    assert len(asked) > 40
    sweep(asked, check)
