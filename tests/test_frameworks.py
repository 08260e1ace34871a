"""How a server is fitted into FastAPI, Django and Flask; the examples run them for real."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from flask import Flask

from timeback import ClientClosedError, ConfigurationError
from timeback.sandbox import Sandbox
from timeback.server import ApiCredentials, TimebackConfig, create_sync_server
from timeback.server import fastapi as fitted
from timeback.server.flask import Timeback

SANDBOX = TimebackConfig(env="sandbox")


def test_b64_no_web_framework_is_imported_unless_its_module_is() -> None:
    program = (
        "import sys, timeback.server\n"
        "timeback.server.create_server(), timeback.server.create_sync_server()\n"
        "print([name for name in ('fastapi', 'starlette', 'django', 'flask') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


def fastapi_app(config: TimebackConfig, steps: list[str]) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Any]]:
        steps.append(f"open {bool(app.state.timeback.api)}")
        yield {"own": "state"}
        steps.append("close")

    app = FastAPI(lifespan=lifespan)
    fitted.install(app, config)

    @app.get("/total")
    async def total(timeback: fitted.Timeback) -> int | None:
        return (await timeback.oneroster.users.list(limit=1)).total

    return app


@asynccontextmanager
async def running(app: FastAPI) -> AsyncGenerator[httpx.AsyncClient]:
    """The application between its start and its end."""
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as client,
    ):
        yield client


async def test_fastapi_opens_it_in_its_own_lifespan_and_closes_it_after() -> None:
    steps: list[str] = []
    app = fastapi_app(SANDBOX, steps)
    async with running(app) as client:
        assert (await client.get("/total")).json() > 0
    assert steps == ["open True", "close"]
    with pytest.raises(ClientClosedError):
        _ = app.state.timeback.api


async def test_fastapi_starts_again_as_tests_have_it_do() -> None:
    app = fastapi_app(SANDBOX, [])
    for _ in range(2):
        async with running(app) as client:
            assert (await client.get("/total")).json() > 0


async def test_b16_fastapi_does_not_start_with_a_typo_in_env() -> None:
    app = fastapi_app(TimebackConfig(env="prodution"), [])
    with pytest.raises(ConfigurationError, match="prodution"):
        async with running(app):
            pass


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("sandbox", "must be a mapping, such as {'env': 'staging'}, not str"),
        ({"env": "sandbox", "options": {"proxi": "x"}}, "options has 'proxi', .*; did you mean 'proxy'?"),
        ({"env": "staging", "api": {"client_id": "x"}}, "api must have client_id and client_secret"),
    ],
)
def test_wrong_settings_are_told_as_such(setting: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told), create_sync_server(TimebackConfig.read(setting)):
        pass


def test_credentials_may_be_a_mapping() -> None:
    pair: Any = {"client_id": "a", "client_secret": "b"}
    assert TimebackConfig(env="staging", api=pair) == TimebackConfig(
        env="staging", api=ApiCredentials(**pair)
    )


async def test_fastapi_without_install_says_what_to_call() -> None:
    app = FastAPI()

    @app.get("/total")
    async def total(timeback: fitted.Timeback) -> None: ...

    async with running(app) as client:
        with pytest.raises(ConfigurationError, match="install"):
            await client.get("/total")


def test_flask_takes_its_settings_from_the_application(sandbox: Sandbox) -> None:
    timeback = Timeback()
    app = Flask("roster")
    app.config["TIMEBACK"] = sandbox.credentials
    timeback.init_app(app)
    with app.app_context():
        assert timeback.api.oneroster.users.list(limit=1).total
        assert timeback.api is timeback.api
    with Flask("other").app_context(), pytest.raises(ConfigurationError, match="init_app"):
        _ = timeback.api


DJANGO = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["timeback.server.django"], TIMEBACK={setting!r})
django.setup()
from django.core.checks import run_checks
print([(each.id, each.msg) for each in run_checks()])
from timeback.server.django import get_client, get_async_client
print(get_client() is get_client(), get_async_client() is get_async_client())
"""


def run_django(setting: dict[str, Any]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", DJANGO.format(setting=setting)], capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


def test_django_checks_its_setting_and_keeps_one_client() -> None:
    assert run_django({"env": "sandbox"}) == ["[]", "True True"]


def test_b16_django_reports_a_typo_before_the_first_request() -> None:
    (report,) = run_django({"env": "prodution"})
    assert "timeback.E001" in report
    assert "prodution" in report
