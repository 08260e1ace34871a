"""Stories of each service as a program in another language would meet it: a running sandbox, httpx, wire names.

None of the package's clients and models takes part, so that the sandbox is judged apart from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox


class Wire:
    """Calls one sandbox over HTTP, with a token that it fetched itself."""

    def __init__(self, http: httpx.Client, about: dict[str, Any]) -> None:
        self.http = http
        self.about = about
        pair = (about["client_id"], about["client_secret"])
        asked = http.post(about["auth_url"], data={"grant_type": "client_credentials"}, auth=pair)
        assert asked.status_code == 200, asked.text
        self.headers = {"authorization": f"Bearer {asked.json()['access_token']}"}

    def __call__(
        self, method: str, path: str, body: Any = None, *, expect: int = 200, **query: Any
    ) -> httpx.Response:
        """Send one request, which must have the status that is expected."""
        sent: dict[str, Any] = {} if body is None else {"json": body}
        answer = self.http.request(method, path, params=query or None, headers=self.headers, **sent)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def get(self, path: str, **query: Any) -> Any:
        """The body that a GET is answered with."""
        return self("GET", path, **query).json()


def _served(sandbox: Sandbox) -> Iterator[Wire]:
    sandbox.reset()
    owner = {"authorization": f"Bearer {sandbox.control_token}"}
    with httpx.Client(base_url=sandbox.base_url, trust_env=False) as http:
        yield Wire(http, http.get("/_sandbox/about", headers=owner).json())
        _all_is_explained(http, owner)


def _all_is_explained(http: httpx.Client, owner: dict[str, str]) -> None:
    """What a story has left behind can be read on the page: each field of each record has its meaning."""
    services = http.get("/_sandbox/records", headers=owner).json()["services"]
    silent: set[str] = set()
    for table in {each["name"] for service in services for each in service["tables"] if each["records"]}:
        meanings = http.get(f"/_sandbox/tables/{table}", headers=owner).json()["fields"]
        newest = http.get(f"/_sandbox/records/{table}", params={"orderBy": "desc"}, headers=owner).json()
        silent |= {f"{table}.{name}" for record in newest["records"] for name in record.keys() - meanings}
    assert not silent


@pytest.fixture(scope="session")
def beyond_ai() -> Iterator[Sandbox]:
    with Sandbox(students=30) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def learnwith_ai() -> Iterator[Sandbox]:
    with Sandbox(students=30, platform="LEARNWITH_AI") as sandbox:
        yield sandbox


@pytest.fixture
def wire(beyond_ai: Sandbox) -> Iterator[Wire]:
    yield from _served(beyond_ai)


@pytest.fixture
def learnwith(learnwith_ai: Sandbox) -> Iterator[Wire]:
    yield from _served(learnwith_ai)
