"""What the traceback of a failed call shows: where it happened, and little else."""

from __future__ import annotations

import base64
import traceback
from pathlib import Path
from typing import Any

import pytest
from rich.traceback import Traceback

import timeback
from tests.raw_server import HANG_UP, HOLD, RESET, RawServer, Reply, reply
from timeback import (
    APIError,
    AsyncOneRosterClient,
    AsyncTimebackClient,
    ConfigurationError,
    NotFoundError,
    RetryPolicy,
    ServerError,
)

OURS = str(Path(timeback.__file__).parent)
PASSING = reply(status=503)


def check(error: APIError) -> None:
    """At most eight frames below the caller's line, and all of them ours."""
    _, *below = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    assert len(below) <= 8
    assert all(filename.startswith(OURS) for filename in below), below
    assert error.__cause__ is error.__context__ is None


async def test_a_404_is_raised_where_it_happened(engine: dict[str, Any]) -> None:
    with RawServer([reply(status=404)]) as server:
        async with AsyncOneRosterClient(**server.credentials, **engine) as client:
            with pytest.raises(NotFoundError) as caught:
                await client.users.get("u-1")
    check(caught.value)


@pytest.mark.parametrize(
    ("replies", "kind"),
    [([PASSING, reply(status=404)], NotFoundError), ([PASSING], ServerError)],
    ids=["after another", "at the end of all tries"],
)
async def test_so_is_an_error_after_others(replies: list[Reply], kind: type[APIError]) -> None:
    with RawServer(replies) as server:
        async with AsyncOneRosterClient(**server.open, retry=RetryPolicy(initial_delay=0.0)) as client:
            with pytest.raises(kind) as caught:
                await client.users.get("u-1")
    assert caught.value.attempts > 1
    check(caught.value)


SECRET = "c4nary-of-a-token"


def everything_shown(error: BaseException | None) -> str:
    """A traceback with local variables, in Python's form, and as rich has them, which looks into containers."""
    assert error is not None
    python = traceback.TracebackException.from_exception(error, capture_locals=True)
    # As they are before they are laid out and colored, which takes ten times as long.
    found = Traceback.extract(
        type(error),
        error,
        error.__traceback__,
        show_locals=True,
        locals_max_length=None,
        locals_max_string=None,
    )
    frames = [frame for stack in found.stacks for frame in stack.frames]
    assert frames and all(frame.locals for frame in frames[1:])
    shown = [f"{name} = {value}" for frame in frames for name, value in (frame.locals or {}).items()]
    return "".join(python.format()) + "\n".join(shown)


@pytest.mark.parametrize(
    "answer",
    [HANG_UP, RESET, HOLD, reply(status=400), reply(status=401), reply(b"\xff", content_encoding="gzip")],
)
async def test_a_traceback_with_local_variables_holds_no_token(answer: Reply, engine: dict[str, Any]) -> None:
    with RawServer([answer], token_replies=[reply({"access_token": SECRET})] * 2) as server:
        async with AsyncOneRosterClient(**server.credentials, **engine, max_retries=0, timeout=0.5) as client:
            del server, engine
            with pytest.raises(APIError) as caught:
                await client.users.list()
    assert SECRET not in everything_shown(caught.value)
    del answer


async def test_nor_one_of_a_token_that_cannot_be_used() -> None:
    for body in ({"access_token": f"{SECRET}\nx"}, {"token": SECRET}):
        with RawServer(token_replies=[reply(body)]) as server:
            async with AsyncOneRosterClient(**server.credentials) as client:
                del body, server
                with pytest.raises(APIError) as caught:
                    await client.users.list()
        assert SECRET not in everything_shown(caught.value)


async def test_nor_one_of_a_function_s_token_that_cannot_be_used() -> None:
    async with AsyncOneRosterClient(base_url="http://127.0.0.1:9", auth=lambda: f"{SECRET}\nx") as client:
        with pytest.raises(APIError) as caught:
            await client.users.list()
    assert SECRET not in everything_shown(caught.value)


@pytest.mark.parametrize(
    ("answer", "sign_in"), [(HANG_UP, None), (HANG_UP, "body"), (reply(status=400), "body")]
)
async def test_nor_the_secret_that_a_token_was_asked_for_with(
    answer: Reply, sign_in: Any, engine: dict[str, Any]
) -> None:
    with RawServer(token_replies=[answer] * 2) as server:
        where = {"base_url": server.base_url, "auth_url": f"{server.base_url}/token"}
        async with AsyncOneRosterClient(
            **where,
            **engine,
            client_id="an-id",
            client_secret=SECRET,
            token_auth=sign_in,
            max_retries=0,
            timeout=0.5,
        ) as client:
            del server
            with pytest.raises(APIError) as caught:
                await client.users.list()
    shown = everything_shown(caught.value)
    wrapped = base64.b64encode(f"an-id:{SECRET}".encode()).decode()
    assert SECRET not in shown
    assert wrapped not in shown


async def test_nor_a_header_of_the_caller_s_own(engine: dict[str, Any]) -> None:
    with RawServer([HANG_UP]) as server:
        async with AsyncOneRosterClient(**server.open, **engine, max_retries=0) as client:
            view = client.with_options(headers={"Authorization": f"Token {SECRET}"})
            del server
            with pytest.raises(APIError) as caught:
                await view.users.list()
    assert SECRET not in everything_shown(caught.value)


@pytest.mark.parametrize("kind", [AsyncOneRosterClient, AsyncTimebackClient])
async def test_a_client_that_could_not_be_made_can_be_shown(kind: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        kind(env="nowhere")
    assert f"self = {kind.__name__}()" in everything_shown(caught.value)
