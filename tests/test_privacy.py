"""Planted values must not come up in any log record, repr, error text or traceback message.

Each path of a client is walked, in both worlds, with canaries as token, secret, e-mail address,
filter value and body; some servers even quote what they were sent.
"""

from __future__ import annotations

import base64
import json
import logging
import traceback
import warnings
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

import pytest

from tests._async.clocks import AsyncFakeClock
from tests._sync.clocks import FakeClock
from tests.raw_server import HANG_UP, HOLD, RESET, RawServer, Reply, Seen, reply
from tests.samples import imsx, user_input, user_page, user_row
from timeback import AsyncOneRosterClient, Hooks, OneRosterClient, RetryPolicy
from timeback._config.resolve import resolve

TOKEN = "canary-token-4711"
SECRET = "canary-secret-4711"
EMAIL = "canary.person@canary-mail.example"
VALUE = "canary O'Value 4711"
BODY = "canary-body-4711"
CANARIES = (TOKEN, SECRET, EMAIL, VALUE, BODY)

AT_ONCE = RetryPolicy(initial_delay=0.0)
ROW = user_row(1, email=EMAIL, familyName=BODY)
OK = reply(user_page(ROW))
GOOD_TOKEN = reply({"access_token": TOKEN, "expires_in": 3600})


def forms(text: str) -> set[str]:
    """The ways in which a value may be written down."""
    escaped = text.replace("'", "''")
    plain = {text, escaped, quote(text, safe=""), quote(escaped, safe=""), quote(text), repr(text)[1:-1]}
    return plain | {base64.b64encode(f"id:{text}".encode()).decode()}


WORDS = frozenset().union(*map(forms, CANARIES)) | {"canary"}


class Watch:
    """Collects what a client lets others see."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def error(self, error: BaseException | None) -> None:
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            self.shown += [str(error), repr(error), *traceback.format_exception_only(error)]
            self.shown += [str(note) for note in getattr(error, "__notes__", [])]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    def hook(self, event: Any) -> None:
        self.shown.append(repr(event))
        if hasattr(event, "error"):
            self.error(event.error)

    @property
    def hooks(self) -> Hooks:
        return Hooks(on_call=self.hook, on_request=self.hook, on_response=self.hook, on_retry=self.hook)

    def object(self, thing: Any) -> None:
        self.shown += [repr(thing), str(thing), repr(getattr(thing, "__dict__", None))]


class Everything(logging.Handler):
    """Keeps every record of every logger, with its arguments and traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [f"{record.name}: {record.getMessage()}", repr(record.args)]
        if record.exc_info and record.exc_info[1]:
            self.lines += traceback.format_exception_only(record.exc_info[1])


@pytest.fixture
def logged() -> Iterator[Everything]:
    root, handler = logging.getLogger(), Everything()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def found(logged: Everything, watch: Watch) -> list[str]:
    return [line for line in (*logged.lines, *watch.shown) if any(word in line for word in WORDS)]


def echo(status: int, seen: Seen) -> Reply:
    """An error that quotes the whole request: target, token and body."""
    told = f"bad request {seen.target} with {seen.headers.get('authorization')} and {seen.body.decode()}"
    return reply(imsx(status, told), status, x_echo=quote(seen.target))


def quoted_plainly(status: int, seen: Seen) -> Reply:
    """An error that repeats what it was sent, as read from it."""
    told = unquote(seen.target) + seen.headers.get("authorization", "")
    values = json.loads(seen.body).values() if seen.body else []
    details = [{"path": "user", "message": f"not {value}"} for value in values]
    return reply({**imsx(status, told), "imsx_error_details": details}, status)


SERVERS: dict[str, Callable[[Seen], Reply]] = {
    "fine": lambda seen: OK,
    "links": lambda seen: reply(
        {"users": [ROW]}, link=f"<https://x.test{seen.target}>; rel=last", set_cookie=f"session={TOKEN}"
    ),
    "redirects": lambda seen: reply(None, 302, location=f"https://other.test{seen.target}"),
    "400 in words": lambda seen: quoted_plainly(400, seen),
    "422 in words": lambda seen: quoted_plainly(422, seen),
    "400 quoting": lambda seen: echo(400, seen),
    "401 quoting": lambda seen: echo(401, seen),
    "404 quoting": lambda seen: echo(404, seen),
    "429 quoting": lambda seen: echo(429, seen),
    "500 quoting": lambda seen: echo(500, seen),
    "html": lambda seen: reply(f"<p>{EMAIL} {TOKEN} {BODY} {VALUE}</p>".encode(), 502),
    "text": lambda seen: reply(f"{EMAIL} {TOKEN} {BODY} {VALUE}".encode(), 500),
    "no json": lambda seen: reply(f"{EMAIL} {TOKEN} {BODY} {VALUE}".encode()),
    "wrong envelope": lambda seen: reply({BODY: [ROW], "email": EMAIL}),
    "wrong row": lambda seen: reply({"users": [{**ROW, "dateLastModified": BODY}], "totalCount": 1}),
    "wrong type": lambda seen: reply({"users": [{**ROW, "roles": EMAIL}], "user": VALUE}),
    "wrong enum": lambda seen: reply({"users": [{**ROW, "status": VALUE}], "user": {"roles": [BODY]}}),
    "bad header": lambda seen: Reply(f"HTTP/1.1 200 OK\r\n{TOKEN} {EMAIL}\r\n\r\n".encode(), then="close"),
    "bad status": lambda seen: Reply(f"{TOKEN} {EMAIL}\r\n\r\n".encode(), then="close"),
    "bad encoding": lambda seen: reply(BODY.encode(), content_encoding="gzip"),
    "bad length": lambda seen: Reply(f"HTTP/1.1 200 OK\r\ncontent-length: {BODY}\r\n\r\n".encode(), then="close"),
    "bad chunk": lambda seen: Reply(
        f"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{BODY}\r\n".encode(), then="close"
    ),
    "reset": lambda seen: RESET,
    "gone": lambda seen: HANG_UP,
    "cut": lambda seen: OK.cut(),
    "silent": lambda seen: HOLD,
}  # fmt: skip

TOKENS: dict[str, Reply] = {
    "refused": reply({"error": "invalid_client", "error_description": f"{SECRET} is wrong"}, 401),
    "quoting": reply({"error": f"the secret {SECRET} is wrong", "message": SECRET}, 400),
    "html": reply(f"<p>{SECRET} {TOKEN}</p>".encode(), 500),
    "rubbish": reply(f"{SECRET} {TOKEN}".encode()),
    "no string": reply({"access_token": [TOKEN], "secret": SECRET}),
    "line break": reply({"access_token": f"{TOKEN}\nX: y"}),
    "bad header": Reply(f"HTTP/1.1 200 OK\r\n{SECRET} x\r\n\r\n".encode(), then="close"),
    "gone": HANG_UP,
}

WRITE = user_input(email=EMAIL, familyName=BODY)
WHERE = {"email": EMAIL, "familyName": VALUE}

Step = Callable[[Any], Any]
STEPS: dict[str, Step] = {
    "list": lambda client: client.users.list(where=WHERE, search=VALUE),
    "get": lambda client: client.users.get(EMAIL),
    "exists": lambda client: client.users.exists(EMAIL),
    "stream": lambda client: client.users.stream(where=WHERE).collect(),
    "create": lambda client: client.users.create(WRITE),
    "update": lambda client: client.users.update(EMAIL, WRITE),
    "request": lambda client: client.request("POST", "/x", query={"q": VALUE}, json={"a": [BODY, EMAIL]}),
    "bad input": lambda client: client.users.create({**WRITE, "givenName": [BODY], "enabledUser": VALUE}),
    "bad filter": lambda client: client.users.list(where={"email": {"eq": [EMAIL]}}),
    "bad id": lambda client: client.users.get([EMAIL]),
}
# A server that never answers would cost every step its timeout.
FEW = ("list", "create")


def arguments(server: RawServer, watch: Watch) -> dict[str, Any]:
    pair = {"client_id": "id", "client_secret": SECRET}
    shared = {"hooks": watch.hooks, "retry": AT_ONCE, "headers": {"x-own": BODY}}
    return {**server.credentials, **pair, **shared}


def timeout(name: str) -> float:
    return 0.05 if name == "silent" else 5.0


def walk(client: OneRosterClient, watch: Watch, steps: Iterator[Step]) -> None:
    watch.object(client)
    watch.object(client.users)
    watch.object(client.users.stream(where=WHERE))
    for step in steps:
        try:
            with client.record() as exchanges:
                step(client)
        except Exception as error:
            watch.error(error)
        watch.shown += [repr(exchanges)]
    channel: Any = client._channel
    for thing in (channel, channel.settings, channel.options, channel.transport, channel.auth):
        watch.object(thing)


async def awalk(client: AsyncOneRosterClient, watch: Watch, steps: Iterator[Step]) -> None:
    watch.object(client)
    watch.object(client.users.stream(where=WHERE))
    for step in steps:
        try:
            with client.record() as exchanges:
                made: Awaitable[Any] = step(client)
                await made
        except Exception as error:
            watch.error(error)
        watch.shown += [repr(exchanges)]


def steps(name: str) -> Iterator[Step]:
    return (step for key, step in STEPS.items() if name not in ("silent", "reset", "gone") or key in FEW)


@pytest.mark.parametrize("name", SERVERS)
def test_b50_b51_no_canary_shows_whatever_the_server_answers(name: str, logged: Everything) -> None:
    watch = Watch()
    with (
        RawServer(script=SERVERS[name], token_replies=[GOOD_TOKEN] * 99) as server,
        OneRosterClient(**arguments(server, watch), timeout=timeout(name)) as client,
    ):
        if name == "429 quoting":  # after which a client waits for a second
            FakeClock().put_into(client)
        walk(client, watch, steps(name))
    assert server.seen
    assert logged.lines
    assert found(logged, watch) == []


@pytest.mark.parametrize("name", SERVERS)
async def test_b50_b51_nor_in_the_async_world(name: str, logged: Everything) -> None:
    watch = Watch()
    with RawServer(script=SERVERS[name], token_replies=[GOOD_TOKEN] * 99) as server:
        async with AsyncOneRosterClient(**arguments(server, watch), timeout=timeout(name)) as client:
            if name == "429 quoting":
                AsyncFakeClock().put_into(client)
            await awalk(client, watch, steps(name))
    assert server.seen
    assert found(logged, watch) == []


@pytest.mark.parametrize("name", TOKENS)
async def test_b50_b51_nor_when_the_token_endpoint_fails(name: str, logged: Everything) -> None:
    watch = Watch()
    with RawServer([OK], token_replies=[TOKENS[name]] * 99) as server:
        with OneRosterClient(**arguments(server, watch)) as client:
            walk(client, watch, iter([STEPS["list"], STEPS["create"]]))
        async with AsyncOneRosterClient(**arguments(server, watch)) as client:
            await awalk(client, watch, iter([STEPS["list"], STEPS["create"]]))
    assert server.seen == []
    assert found(logged, watch) == []


@pytest.mark.parametrize("bad", [f"{TOKEN}\n", f"{TOKEN}-é", TOKEN.encode()])
def test_b50_nor_when_one_s_own_token_cannot_be_sent(bad: Any, logged: Everything) -> None:
    watch = Watch()
    with (
        RawServer([OK]) as server,
        OneRosterClient(
            base_url=server.base_url, auth=lambda: bad, hooks=watch.hooks, retry=AT_ONCE
        ) as client,
    ):
        walk(client, watch, iter([STEPS["list"]]))
    assert found(logged, watch) == []


@pytest.mark.parametrize("value", [f"{BODY}\n", f"{BODY}-é"])
def test_b50_nor_when_one_s_own_header_cannot_be_sent(value: str, logged: Everything) -> None:
    watch = Watch()
    with RawServer([OK]) as server:
        try:
            with OneRosterClient(**server.open, headers={"x-own": value}, hooks=watch.hooks) as client:
                walk(client, watch, iter([STEPS["list"]]))
        except Exception as error:
            watch.error(error)
    assert watch.shown
    assert found(logged, watch) == []


def test_b50_nor_when_there_is_no_server(logged: Everything) -> None:
    watch = Watch()
    with RawServer([OK]) as server:
        gone = arguments(server, watch)
    with OneRosterClient(**gone) as client:
        walk(client, watch, iter(STEPS.values()))
    assert found(logged, watch) == []


def test_b50_nor_in_settings_and_warnings(logged: Everything) -> None:
    watch = Watch()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        watch.object(resolve("oneroster", env="staging", client_id="id", client_secret=SECRET, environ={}))
        for wrong in (
            {"env": "staging", "client_secret": SECRET},
            {"env": "nowhere", "client_id": "id", "client_secret": SECRET},
            {
                "base_url": f"https://user:{SECRET}@host.test",
                "auth_url": "https://host.test",
                "client_id": "i",
            },
            {"base_url": "https://host.test", "client_id": "id", "client_secret": SECRET},
            {"env": "staging", "auth": None, "client_secret": SECRET},
        ):
            try:
                resolve("oneroster", environ={"TIMEBACK_CLIENT_SECRET": SECRET}, **wrong)
            except Exception as error:
                watch.error(error)
    watch.shown += [str(each.message) for each in caught]
    assert found(logged, watch) == []


def test_the_watch_sees_what_it_is_to_see(logged: Everything) -> None:
    watch = Watch()
    try:
        try:
            raise ValueError(EMAIL)
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError as error:
        watch.error(error)
    logging.getLogger("some.library").debug("with %s", TOKEN)
    assert len(found(logged, watch)) == 5
