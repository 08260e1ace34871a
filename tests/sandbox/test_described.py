"""The sandbox's description of itself: it is whole, and what it says may be sent is answered."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.contract.described import OPERATIONS, operations
from tests.sandbox.conftest import Caller
from timeback._config.platforms import Platform
from timeback.apps import config_schema
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.embedded import embedded
from timeback.sandbox.messages import Request
from timeback.sandbox.services import services_of


def document(core: SandboxCore) -> dict[str, Any]:
    answer = core.handle(Request("GET", "/openapi.json"))
    assert answer.status == 200
    return dict(answer.json())


def test_the_operations_are_those_of_the_catalog() -> None:
    assert OPERATIONS.read_text(encoding="utf-8") == operations(), "python -m tests.contract.described"


def test_the_schema_of_configurations_is_served(call: Caller) -> None:
    answer = call.core.handle(Request("GET", "/timeback.config.schema.json"))
    assert (answer.status, answer.json()) == (200, config_schema())
    assert answer.json()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("platform", Platform)
def test_every_route_is_described(platform: Platform) -> None:
    described = document(embedded(platform))
    listed = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert listed == {
        (route.method, route.path) for service in services_of(platform) for route in service.routes
    }
    ids = [each["operationId"] for methods in described["paths"].values() for each in methods.values()]
    assert len(ids) == len(set(ids))
    assert described["openapi"] == "3.1.0"


def test_references_lead_somewhere(call: Caller) -> None:
    text = call.core.handle(Request("GET", "/openapi.json")).body.decode()
    schemas = document(call.core)["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert named
    assert named <= schemas.keys()


def test_fields_have_their_meaning(call: Caller) -> None:
    schemas = document(call.core)["components"]["schemas"]
    assert "stable for its whole life" in schemas["oneroster.User"]["properties"]["sourcedId"]["description"]
    posted = document(call.core)["paths"]["/ims/oneroster/rostering/v1p2/users/"]["post"]
    assert posted["requestBody"]["content"]["application/json"]["schema"] == {
        "type": "object",
        "required": ["user"],
        "properties": {"user": {"$ref": "#/components/schemas/oneroster.UserInput"}},
    }
    assert posted["x-scopes"] == ["or/admin", "or/roster.admin", "or/roster.createput"]


@pytest.mark.timeout(240)  # some seconds alone, many beside others
@pytest.mark.once  # schemathesis is a tool of developers: other Pythons lack it
@pytest.mark.parametrize("platform", Platform)
def test_what_is_described_is_answered_without_a_failure(platform: Platform) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    hypothesis = pytest.importorskip("hypothesis")
    bounded = hypothesis.settings(
        max_examples=2,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    failed: list[str] = []
    call = Caller(SandboxCore(students=60, platform=platform))

    def answered(case: Any) -> None:
        sent = case.as_transport_kwargs()
        path, query = case.formatted_path, sent.get("params") or {}
        response = call(case.method.upper(), path, sent.get("json"), **query)
        if response.status >= 500 and response.status != 501:
            failed.append(f"{case.method} {path} {query} {sent.get('json')}: {response.body!r}")

    for found in schemathesis.openapi.from_dict(document(call.core)).get_all_operations():
        strategy = found.ok().as_strategy()
        bounded(hypothesis.given(strategy)(answered))()
    call.core.close()
    assert failed == []
