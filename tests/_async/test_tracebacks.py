"""What the traceback of a failed call shows: where it happened, and little else."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest

import timeback
from tests.raw_server import RawServer, Reply, reply
from timeback import APIError, AsyncOneRosterClient, NotFoundError, RetryPolicy, ServerError

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
