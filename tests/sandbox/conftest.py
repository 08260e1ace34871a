"""Direct calls into the sandbox's core: no socket, no client."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from timeback._json_types import is_list
from timeback.sandbox.clock import DISTRICT_NOW
from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, SandboxCore
from timeback.sandbox.messages import Request, Response

ROSTERING = "/ims/oneroster/rostering/v1p2"
# Paths that begin so are whole; others lie below the rostering prefix.
OUTSIDE = (
    "/ims",
    "/_sandbox",
    "/nowhere",
    "/edubridge",
    "/powerpath",
    "/webhook",
    "/caliper",
    "/jobs",
    "/api/",
    "/goals",
    "/masterytrack",
    "/oauth2",
)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = DISTRICT_NOW

    def __call__(self) -> float:
        return self.now


class Caller:
    """Calls a core as an authorised client would."""

    def __init__(self, core: SandboxCore) -> None:
        self.core = core
        self.token = self.fetch_token()

    def fetch_token(self) -> str:
        return str(self.ask_token().json()["access_token"])

    def ask_token(self, **form: str) -> Response:
        fields = {
            "grant_type": "client_credentials",
            "client_id": DEFAULT_CLIENT_ID,
            "client_secret": DEFAULT_CLIENT_SECRET,
            **form,
        }
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self.core.handle(Request("POST", "/oauth2/token", "", headers, urlencode(fields).encode()))

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Response:
        content = b"" if body is None else json.dumps(body).encode()
        whole = path if path.startswith(OUTSIDE) else ROSTERING + path
        control = path.startswith("/_sandbox")
        token = self.core.control_token if control else self.token
        headers = {"authorization": f"Bearer {token}", "x-request-id": "r-1", "host": "sandbox.invalid"}
        return self.core.handle(Request(method, whole, urlencode(query), headers, content))

    def rows(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """The rows of a list, whatever its envelope."""
        response = self("GET", path, **query)
        assert response.status == 200, response.body
        return next(value for value in response.json().values() if is_list(value))

    def ids(self, path: str, **query: Any) -> list[str]:
        return [row["sourcedId"] for row in self.rows(path, **query)]

    def one(self, path: str) -> dict[str, Any]:
        """The single record that a path answers."""
        response = self("GET", path)
        assert response.status == 200, response.body
        (record,) = response.json().values()
        return dict(record)


Later = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Moves the machine's clock ahead by seconds; it stands still in between."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def core(clock: Clock) -> Iterator[SandboxCore]:
    core = SandboxCore(clock=clock, students=60)
    yield core
    core.close()


@pytest.fixture
def call(core: SandboxCore) -> Caller:
    return Caller(core)


@pytest.fixture
def empty(clock: Clock) -> Iterator[Caller]:
    """A sandbox with one district, school, year, term and course, and nothing else."""
    core = SandboxCore(clock=clock, empty=True)
    yield begun(core)
    core.close()


@pytest.fixture
def described(clock: Clock) -> Iterator[Caller]:
    """The same in a sandbox that keeps to the description."""
    core = SandboxCore(clock=clock, empty=True, as_described=True)
    yield begun(core)
    core.close()


def begun(core: SandboxCore) -> Caller:
    """Make one district, school, year, term and course in an empty sandbox."""
    call = Caller(core)
    org = {"sourcedId": "d", "name": "District", "type": "district"}
    school = {"sourcedId": "s", "name": "School", "type": "school", "parent": {"sourcedId": "d"}}
    for path, body in (("/orgs", org), ("/schools", school)):
        assert call("POST", path, {"org": body}).status == 201
    for record_id, kind, parent in (("y", "schoolYear", None), ("t", "term", {"sourcedId": "y"})):
        body = session_body(record_id, kind) | {"parent": parent}
        assert call("POST", "/academicSessions", {"academicSession": body}).status == 201
    course = {"sourcedId": "c", "status": "active", "title": "Math", "org": {"sourcedId": "d"}}
    assert call("POST", "/courses", {"course": course}).status == 201
    return call


def session_body(record_id: str, kind: str = "term") -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "status": "active",
        "title": kind,
        "type": kind,
        "startDate": "2025-08-18",
        "endDate": "2026-06-05",
        "schoolYear": "2026",
        "org": {"sourcedId": "d"},
    }


def user_body(record_id: str = "u", **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "enabledUser": True,
        "givenName": "Ada",
        "familyName": "O'Brien",
        "email": f"{record_id}@lakeview.example",
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "s"}}],
        **changes,
    }


def class_body(record_id: str = "k", **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "title": "Math, Section 1",
        "course": {"sourcedId": "c"},
        "org": {"sourcedId": "s"},
        "terms": [{"sourcedId": "t"}],
        **changes,
    }
