"""Scopes: what a token may do, and what it may not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.sandbox.conftest import Caller
from timeback._config.platforms import TOKEN_HEADERS
from timeback._config.settings import EMBEDDED_EMAIL
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.messages import Request

_STEM = "https://purl.imsglobal.org/spec"


@pytest.fixture
def strict() -> Iterator[Caller]:
    core = SandboxCore(students=5, scopes="strict")
    yield Caller(core)
    core.close()


def with_scopes(call: Caller, *scopes: str) -> Caller:
    """Call with a token that was asked for with these scopes."""
    answer = call.ask_token(scope=" ".join(f"{_STEM}/{scope}" for scope in scopes))
    assert answer.status == 200, answer.body
    call.token = answer.json()["access_token"]
    return call


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("or/v1p1/scope/roster-core.readonly", "GET", "/users"),
        ("or/v1p2/scope/roster.readonly", "HEAD", "/users"),
        ("or/v1p1/scope/admin", "GET", "/demographics"),
        ("or/v1p1/scope/gradebook.readonly", "GET", "/ims/oneroster/gradebook/v1p2/results"),
        ("or/v1p1/scope/resource.readonly", "GET", "/ims/oneroster/resources/v1p2/resources"),
        ("or/v1p1/scope/roster.createput", "POST", "/orgs"),
        ("or/v1p1/scope/roster.delete", "DELETE", "/orgs/nothing"),
        ("caliper/v1p2/scope/events.write", "POST", "/caliper/event"),
        ("caliper/v1p1/scope/admin", "GET", "/caliper/events"),
        ("caliper/v1p1/scope/webhook.readonly", "GET", "/webhooks"),
        ("qti/v3/scope/readonly", "GET", "/api/assessment-items"),
        ("powerpath/v1p1/scope/powerpath.readonly", "GET", "/edubridge/users"),
        ("clr/v2p0/scope/credential.readonly", "GET", "/ims/clr/v2p0/credentials"),
        ("clr/v2p0/scope/credential.readonly", "GET", "/ims/case/v1p1/CFDocuments"),
    ],
)
def test_a_scope_lets_its_calls_pass_and_no_others(call: Caller, scope: str, method: str, path: str) -> None:
    with_scopes(call, scope)
    assert call(method, path).status not in (401, 403), call(method, path).body
    if "case" not in path:
        with_scopes(call, "lti/v1p3/scope/lti.readonly")
        assert call(method, path).status == 403


def test_a_refusal_names_the_scopes(call: Caller) -> None:
    refused = with_scopes(call, "or/v1p1/scope/roster.readonly")("POST", "/users", {})
    assert refused.status == 403
    assert (
        refused.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "forbidden"
    )
    assert "or/roster.createput" in refused.json()["imsx_description"]
    assert 'error="insufficient_scope"' in str(refused.header("www-authenticate"))
    assert call("GET", "/demographics").status == 403


def test_without_a_scope_everything_or_nothing(call: Caller, strict: Caller) -> None:
    assert call("GET", "/users").status == 200
    assert strict("GET", "/users").status == 403
    assert with_scopes(strict, "or/v1p1/scope/roster.readonly")("GET", "/users").status == 200


@pytest.mark.parametrize("scope", ["users", f"{_STEM}/or/v1p1/scope/", "openid"])
def test_an_unknown_scope(call: Caller, strict: Caller, scope: str) -> None:
    assert strict.ask_token(scope=scope).json()["error"] == "invalid_scope"
    call.token = call.ask_token(scope=scope).json()["access_token"]
    assert call("GET", "/users").status == 403


def test_below_the_root_the_same_holds(strict: Caller) -> None:
    fetched = with_scopes(strict, "qti/v3/scope/readonly")
    assert fetched.core.handle(rootless(fetched)).status == 200
    with_scopes(strict, "or/v1p1/scope/admin")
    assert fetched.core.handle(rootless(fetched)).status == 403


def rootless(call: Caller) -> Request:
    return Request("GET", "/assessment-tests", urlencode({}), {"authorization": f"Bearer {call.token}"})


def test_masterytrack_has_no_scopes(strict: Caller) -> None:
    headers = {"x-api-key": strict.core.api_key}
    body = json.dumps({"email": EMBEDDED_EMAIL}).encode()
    signed_in = strict.core.handle(Request("POST", "/masterytrack/authorizer", "", headers, body)).json()
    bearer = {TOKEN_HEADERS["masterytrack"]: f"Bearer {signed_in['jwt']}"}
    found = strict.core.handle(Request("GET", "/masterytrack/authoring/inventory/search", "", bearer))
    assert found.status == 200, found.body
