"""Records, bodies and pages in web applications: as answers, as request bodies, as JSON, in pickles."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI
from flask import Flask, jsonify

from timeback import NotFoundError, PageResult, RateLimitError, TimebackClient
from timeback._web import answer_to
from timeback.apps import ConfigValidationError
from timeback.errors import (
    APITimeoutError,
    AuthenticationError,
    ConfigurationError,
    InvalidInputError,
    PermissionDeniedError,
)
from timeback.models.oneroster import User, UserInput
from timeback.sandbox import Sandbox
from timeback.server import TimebackConfig
from timeback.server import fastapi as fitted
from timeback.server.flask import Timeback

Rows = list[User]


@pytest.fixture(scope="module")
def client() -> Any:
    with TimebackClient(env="sandbox") as client:
        yield client


@pytest.fixture
def page(client: TimebackClient) -> PageResult[User]:
    return client.oneroster.users.list(limit=2)


@pytest.fixture
def app(page: PageResult[User]) -> FastAPI:
    app = FastAPI()
    fitted.handle_errors(app)

    @app.get("/one")
    def one() -> User:
        return page[0]

    @app.get("/page")
    def whole() -> PageResult[User]:
        return page

    @app.get("/list")
    def rows() -> Rows:
        return list(page)

    @app.get("/untyped")
    def untyped():  # type: ignore[no-untyped-def]
        return {"page": page, "one": page[0]}

    @app.post("/users")
    def create(body: Annotated[UserInput, Body()]) -> dict[str, str]:
        return {"name": body.given_name, "org": body.roles[0].org.sourced_id}

    @app.get("/fails")
    def fails() -> None:
        raise InvalidInputError.of("limit", "must be at least 1")

    return app


async def ask(app: FastAPI, method: str, path: str, **more: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
        return await client.request(method, path, **more)


async def test_fastapi_answers_records_pages_and_lists(app: FastAPI, page: PageResult[User]) -> None:
    rows = json.loads(page.to_json())
    assert rows[0]["sourcedId"] == page[0].sourced_id
    assert (await ask(app, "GET", "/one")).json() == rows[0]
    assert (await ask(app, "GET", "/page")).json() == rows
    assert (await ask(app, "GET", "/list")).json() == rows
    assert (await ask(app, "GET", "/untyped")).json() == {"page": rows, "one": rows[0]}


async def test_fastapi_describes_them(app: FastAPI) -> None:
    document = (await ask(app, "GET", "/openapi.json")).json()

    def schema(path: str) -> Any:
        answer = document["paths"][path]["get"]["responses"]["200"]
        return answer["content"]["application/json"]["schema"]

    assert schema("/one")["properties"]["givenName"] == {"type": "string"}
    assert schema("/page")["items"]["properties"]["dateLastModified"]["anyOf"][0]["format"] == "date-time"
    assert "timeback#further" not in json.dumps(document)
    assert "$defs" not in json.dumps(document)
    body = document["paths"]["/users"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {"givenName", "familyName", "roles"} <= set(body["required"])


async def test_an_input_model_is_a_request_body(app: FastAPI) -> None:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "s-1"}}
    ada = {
        "givenName": "Ada",
        "familyName": "B",
        "email": "a@b.example",
        "enabledUser": True,
        "roles": [role],
    }
    assert (await ask(app, "POST", "/users", json=ada)).json() == {"name": "Ada", "org": "s-1"}
    refused = await ask(
        app, "POST", "/users", json={**ada, "givenNme": "A", "roles": [{**role, "role": "x"}]}
    )
    assert refused.status_code == 422
    assert "givenNme: unknown field; did you mean 'givenName'?" in refused.text
    assert "roles[0].role" in refused.text
    assert (await ask(app, "POST", "/users", json=[1])).status_code == 422


async def test_errors_have_sensible_answers(app: FastAPI) -> None:
    found = await ask(app, "GET", "/fails")
    assert found.status_code == 400
    assert found.json()["error"]["details"] == [{"field": "limit", "message": "must be at least 1"}]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFoundError, 404),
        (AuthenticationError, 502),
        (APITimeoutError, 504),
        (RateLimitError, 503),
        (OSError, 500),
        (ConfigurationError, 500),
        (ConfigValidationError, 500),
    ],
)
def test_what_is_answered_to_which_error(kind: Any, status: int) -> None:
    error = kind.__new__(kind)
    error.args, error.status, error.headers = (), 401, {}
    found = answer_to(error)
    assert found.status == status
    assert set(found.content["error"]) == {"code", "message"}


def test_what_a_browser_is_not_told_is_logged_without_the_words_of_the_server(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    answer_to(ConfigurationError("no credentials: set TIMEBACK_CLIENT_ID"))
    assert caplog.messages == ["answered 500: ConfigurationError: no credentials: set TIMEBACK_CLIENT_ID"]
    caplog.clear()
    sandbox.faults.add(status=403, body={"message": "Ada Canary may not"})
    with TimebackClient(**sandbox.unified) as client, pytest.raises(PermissionDeniedError) as caught:
        client.oneroster.users.get("u-1")
    caplog.clear()
    assert answer_to(caught.value).status == 502
    path = "/ims/oneroster/rostering/v1p2/users/{user_id}"
    assert caplog.messages == [
        f"answered 502: PermissionDeniedError: GET {path}: 403 (request {caught.value.request_id})"
    ]
    caplog.clear()
    answer_to(InvalidInputError.of("limit", "must be at least 1"))
    assert caplog.messages == []  # the browser was told


def test_flask_takes_them_and_answers_errors(sandbox: Sandbox) -> None:
    app = Flask(__name__)
    timeback = Timeback(app, TimebackConfig.read(dict(sandbox.credentials)))
    timeback.handle_errors(app)

    @app.get("/page")
    def page() -> Any:
        return jsonify(
            page=timeback.api.oneroster.users.list(limit=1), at=timeback.api.oneroster.users.first()
        )

    @app.get("/missing")
    def missing() -> Any:
        return jsonify(timeback.api.oneroster.users.get("nobody"))

    client = app.test_client()
    found = client.get("/page").json
    assert found is not None
    assert found["page"][0] == found["at"]
    assert client.get("/missing").status_code == 404
    app.extensions["timeback"].close()


DJANGO = """
import json, sys

from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["testserver"], ROOT_URLCONF=__name__, SECRET_KEY="k", TIMEBACK=json.loads(sys.argv[1]),
    INSTALLED_APPS=["timeback.server.django"], MIDDLEWARE=["timeback.server.django.web.ErrorMiddleware"],
)
import django
from django.http import JsonResponse
from django.test import Client
from django.urls import path

from timeback.server.django import get_client
from timeback.server.django.web import TimebackJSONEncoder

django.setup()
users = get_client().oneroster.users
urlpatterns = [
    path("page", lambda request: JsonResponse({"page": users.list(limit=1)}, encoder=TimebackJSONEncoder)),
    path("missing", lambda request: users.get("nobody")),
]
client = Client()
print(list(client.get("/page").json()["page"][0])[0], client.get("/missing").status_code)
"""


def test_django_takes_them_and_answers_errors(sandbox: Sandbox, tmp_path: Path) -> None:
    program = tmp_path / "project.py"
    program.write_text(DJANGO)
    arguments = [sys.executable, str(program), json.dumps(dict(sandbox.credentials))]
    assert subprocess.check_output(arguments, text=True).split() == ["sourcedId", "404"]


def test_records_and_pages_pickle(client: TimebackClient) -> None:
    some = client.oneroster.users.list(limit=2, fields=["sourced_id", "email"])
    each = [client.oneroster.users.list(limit=2), some, some[0], client.qti.assessment_items.list(limit=1)]
    for value in each:
        again = pickle.loads(pickle.dumps(value))
        assert again == copy.deepcopy(value) == value
        assert type(again) is type(value)
    assert pickle.loads(pickle.dumps(some)).model is some.model
