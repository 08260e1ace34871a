"""What a caller gets when something fails, and how often it was tried."""

from __future__ import annotations

import logging
import math
import pickle
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from tests.samples import imsx, user_input, user_page, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIConnectionError,
    APIError,
    APIResponseError,
    APIStatusError,
    APITimeoutError,
    AsyncOneRosterClient,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    Hooks,
    InvalidInputError,
    InvalidOptionError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TimebackError,
    UnprocessableEntityError,
)
from timeback._http.messages import CallEvent
from timeback.sandbox import Sandbox

AT_ONCE = RetryPolicy(initial_delay=0.0)
HTML = b"<html><body>Bad gateway</body></html>"
OK = Answer(body=user_page(user_row()))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (405, APIStatusError),
        (409, ConflictError),
        (410, APIStatusError),
        (413, APIStatusError),
        (422, UnprocessableEntityError),
        (429, RateLimitError),
        (500, ServerError),
        (502, ServerError),
    ],
)
@pytest.mark.parametrize("body", [imsx(1), HTML, b"", {"message": "no"}, [1], "text"])
async def test_b31_every_status_has_its_class_whatever_the_body(
    status: int, kind: type[APIStatusError], body: Any
) -> None:
    with ScriptedServer(Answer(status=status, body=body)) as server:
        async with AsyncOneRosterClient(**server.open, max_retries=0) as client:
            with pytest.raises(kind) as caught:
                await client.users.list()
    assert type(caught.value) is kind
    assert caught.value.status == status


@pytest.mark.parametrize(("status", "kind"), [(400, BadRequestError), (409, ConflictError)])
async def test_b35_bad_requests_and_conflicts_can_be_told_apart(
    status: int, kind: type[APIStatusError]
) -> None:
    with ScriptedServer(Answer(status=status, body=imsx(status))) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(kind):
                await client.users.create(user_input())


async def test_b31_exists_is_false_on_an_html_404() -> None:
    with ScriptedServer(Answer(status=404, body=HTML)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert await client.users.exists("u-1") is False


@pytest.mark.parametrize("body", [HTML, b"", b"null", b"[1,", b'"text"', b"\xff\xfe", b"{}"])
async def test_b32_an_odd_success_is_our_error(body: bytes) -> None:
    with ScriptedServer(Answer(body=body)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(APIResponseError) as listed:
                await client.users.list()
            with pytest.raises(APIResponseError) as got:
                await client.users.get("u-1")
    assert listed.value.status == got.value.status == 200
    assert "Bad gateway" not in str(listed.value)


@pytest.mark.parametrize("status", [301, 302, 304, 307])
async def test_b32_a_redirect_elsewhere_is_no_success_and_takes_no_token_along(status: int) -> None:
    with ScriptedServer(OK) as other:
        away = Answer(status=status, headers={"Location": f"{other.base_url}/users"})
        with ScriptedServer(away) as server:
            async with AsyncOneRosterClient(**server.credentials) as client:
                with pytest.raises(APIStatusError) as caught:
                    await client.users.list()
    assert caught.value.status == status
    assert other.requests == []


async def test_a_redirect_within_the_origin_is_followed() -> None:
    def answer(request: Received) -> Answer:
        if request.path.endswith("/"):
            return OK
        return Answer(status=308, headers={"Location": request.path + "/"})

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert len(await client.users.list()) == 1


async def test_b34_an_error_says_where_how_often_and_under_which_id() -> None:
    refused = Answer(status=422, body=imsx(422, "roles is empty"), headers={"X-Trace": "t-1"})
    with ScriptedServer(refused) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(UnprocessableEntityError) as caught:
                await client.users.update("u-1", user_input())
    error = caught.value
    assert (error.method, error.path) == ("PUT", "/ims/oneroster/rostering/v1p2/users/{user_id}")
    assert error.request_id == server.requests[0].headers["x-request-id"]
    assert error.request_id is not None
    assert len(error.request_id) == 36
    assert (error.attempts, error.status, error.headers["x-trace"]) == (1, 422, "t-1")
    assert error.minor_codes == [("TargetEndSystem", "code422")]
    assert "roles is empty" in str(error)
    assert error.request_id in str(error)
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.status, copy.body) == (str(error), 422, error.body)


@pytest.mark.parametrize(
    "body",
    [
        {"imsx_CodeMinor": None, "imsx_error_details": None},
        {"imsx_CodeMinor": {"imsx_codeMinorField": None}},
        {"imsx_CodeMinor": {"imsx_codeMinorField": [None, {}]}, "imsx_error_details": "none"},
        [],
        None,
    ],
)
async def test_b36_odd_error_bodies_give_empty_lists(body: Any) -> None:
    with ScriptedServer(Answer(status=400, body=body)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(BadRequestError) as caught:
                await client.users.list()
    assert caught.value.details == []
    assert [code for code in caught.value.minor_codes if any(code)] == []


async def test_details_of_the_server_reach_the_message() -> None:
    body = {**imsx(422, "invalid"), "imsx_error_details": [{"path": "user.roles", "message": "Required"}]}
    with ScriptedServer(Answer(status=422, body=body)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(UnprocessableEntityError, match=r"invalid; user\.roles: Required") as caught:
                await client.users.create(user_input())
    assert caught.value.details == [{"path": "user.roles", "message": "Required"}]


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_reads_are_sent_again_after_a_passing_fault(status: int) -> None:
    with ScriptedServer(Answer(status=status), Answer(status=status), OK) as server:
        async with AsyncOneRosterClient(**server.open, retry=AT_ONCE) as client:
            with client.record() as exchanges:
                assert len(await client.users.list()) == 1
    assert exchanges[0].attempts == 3
    assert len({request.headers["x-request-id"] for request in server.requests}) == 1


async def test_a_post_is_not_sent_again_after_a_500_and_says_that_the_outcome_is_unknown() -> None:
    with ScriptedServer(Answer(status=500)) as server:
        async with AsyncOneRosterClient(**server.open, retry=AT_ONCE) as client:
            with pytest.raises(ServerError, match="outcome is unknown") as caught:
                await client.users.create(user_input())
    assert caught.value.outcome_unknown
    assert len(server.requests) == 1


async def test_a_post_whose_connection_is_lost_is_not_sent_again() -> None:
    with ScriptedServer(Answer(hang_up=True)) as server:
        async with AsyncOneRosterClient(**server.open, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError, match="outcome is unknown"):
                await client.users.create(user_input())
            assert len(server.requests) == 1
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list()
    assert not caught.value.outcome_unknown
    assert caught.value.attempts == 4


@pytest.mark.parametrize("answer", [Answer(status=429), Answer(status=503, headers={"Retry-After": "0"})])
async def test_a_post_is_sent_again_when_the_server_did_not_take_it(answer: Answer) -> None:
    made = Answer(status=201, body={"sourcedIdPairs": {"allocatedSourcedId": "u-1"}})
    with ScriptedServer(answer, made) as server:
        async with AsyncOneRosterClient(**server.open, retry=AT_ONCE) as client:
            assert (await client.users.create(user_input())).sourced_id == "u-1"


async def test_a_long_retry_after_is_told_at_once() -> None:
    with ScriptedServer(Answer(status=429, headers={"Retry-After": "3600"})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(RateLimitError) as caught:
                await client.users.list()
    assert (caught.value.retry_after, caught.value.attempts) == (3600.0, 1)


async def test_a_refused_connection_is_our_error() -> None:
    with ScriptedServer(OK) as server:
        url = server.base_url
    async with AsyncOneRosterClient(base_url=url, auth=None, retry=AT_ONCE) as client:
        with pytest.raises(APIConnectionError) as caught:
            await client.users.create(user_input())
    assert not caught.value.outcome_unknown
    assert caught.value.attempts == 4
    assert caught.value.__cause__ is not None


async def test_a_body_cut_in_the_middle_is_our_error() -> None:
    with ScriptedServer(Answer(body=user_page(user_row()), cut=20)) as server:
        async with AsyncOneRosterClient(**server.open, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list()
    assert caught.value.attempts == 4


async def test_a_stalled_answer_ends_at_the_deadline(sandbox: Sandbox, client: AsyncOneRosterClient) -> None:
    await client.orgs.list(limit=1)
    sandbox.faults.add(latency=5.0)
    with pytest.raises(APITimeoutError):
        await client.with_options(timeout=0.2).orgs.list(limit=1)


async def test_a_401_is_replayed_once_with_a_new_token() -> None:
    def answer(request: Received) -> Answer:
        good = request.headers["authorization"] == "Bearer token-2"
        return OK if good else Answer(status=401, body=imsx(401))

    with ScriptedServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            assert len(await client.users.list()) == 1
            assert len(await client.users.list()) == 1
    assert (server.tokens, len(server.requests)) == (2, 3)


async def test_a_401_that_stays_is_an_authentication_error() -> None:
    with ScriptedServer(Answer(status=401, body=imsx(401))) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            with pytest.raises(AuthenticationError):
                await client.users.list()
    assert (server.tokens, len(server.requests)) == (2, 2)


async def test_refused_credentials_say_so(sandbox: Sandbox) -> None:
    wrong = {**sandbox.credentials, "client_secret": "canary-secret"}
    async with AsyncOneRosterClient(**wrong) as client:
        with pytest.raises(AuthenticationError, match="invalid_client") as caught:
            await client.users.list()
    assert (caught.value.status, caught.value.oauth_error) == (401, "invalid_client")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("body", [HTML, {}, {"access_token": 5}, {"access_token": "a\nb"}, []])
async def test_rubbish_from_the_token_endpoint_is_an_authentication_error(body: Any) -> None:
    with ScriptedServer(OK) as server:
        server.token_answers = [Answer(body=body)] * 9
        async with AsyncOneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            with pytest.raises(AuthenticationError, match="token URL"):
                await client.users.list()
    assert server.requests == []


async def test_the_token_is_fetched_once_and_sent_as_bearer() -> None:
    with ScriptedServer(OK) as server:
        async with AsyncOneRosterClient(**server.credentials, scope="a b") as client:
            await client.users.list()
            await client.users.list()
    (fetch,) = server.token_requests
    assert fetch.headers["authorization"] == "Basic aWQ6c2VjcmV0"
    assert fetch.body == b"grant_type=client_credentials&scope=a+b"
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer token-1"}


async def test_b55_no_authentication_and_own_tokens() -> None:
    with ScriptedServer(OK) as server:
        async with AsyncOneRosterClient(base_url=server.base_url, auth=None) as client:
            await client.users.list()
        async with AsyncOneRosterClient(base_url=server.base_url, auth=lambda: "mine") as client:
            await client.users.list()
    first, second = server.requests
    assert "authorization" not in first.headers
    assert second.headers["authorization"] == "Bearer mine"
    assert server.tokens == 0


async def test_a_closed_client_says_so() -> None:
    with ScriptedServer(OK) as server:
        client = AsyncOneRosterClient(**server.open)
        view = client.with_options(timeout=5)
        await client.users.list()
        await client.aclose()
        await client.aclose()
        for each in (client, view):
            with pytest.raises(ClientClosedError):
                await each.users.list()


async def test_b51_logs_and_errors_hold_no_personal_data(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    canary = "canary-7@example.org"
    echo = Answer(status=422, body=imsx(422, f"no: {canary} and other@example.org"))
    shown: list[str] = []
    with ScriptedServer(echo) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            for call in (
                client.users.list,
                client.users.first,
            ):
                with pytest.raises(APIError) as caught:
                    await call(where={"email": canary})
                shown += [str(caught.value), repr(caught.value)]
            with pytest.raises(APIError) as caught:
                await client.users.create(user_input(email=canary, givenName="canary-given"))
            shown += [str(caught.value), repr(caught.value), repr(client), repr(client.users)]
    text = "\n".join(shown) + caplog.text
    assert "/ims/oneroster/rostering/v1p2/users" in caplog.text
    for secret in (canary, "canary", "other@example.org", "token-1", "c2VjcmV0"):
        assert secret not in text


async def test_b50_a_repr_shows_no_secret(sandbox: Sandbox) -> None:
    client = AsyncOneRosterClient(**{**sandbox.credentials, "client_secret": "canary-secret"})
    assert "canary" not in repr(client) + repr(vars(client)) + repr(client.users)
    await client.aclose()


async def test_b62_options_recording_hooks_and_user_agent() -> None:
    seen: list[Any] = []
    hooks = Hooks(on_request=seen.append, on_response=seen.append, on_retry=seen.append)
    with ScriptedServer(Answer(status=503), OK) as server:
        async with AsyncOneRosterClient(**server.open, hooks=hooks, retry=AT_ONCE) as client:
            view = client.with_options(headers={"X-Trace": "t-1"}, timeout=7)
            with view.record() as exchanges:
                await view.users.list(limit=1)
            await client.users.list()
    assert [type(event).__name__ for event in seen[:5]] == [
        "RequestEvent",
        "ResponseEvent",
        "RetryEvent",
        "RequestEvent",
        "ResponseEvent",
    ]
    (exchange,) = exchanges
    assert (exchange.method, exchange.status, exchange.attempts) == ("GET", 200, 2)
    assert exchange.content == OK.content
    assert "authorization" not in exchange.request_headers
    assert server.requests[1].headers["x-trace"] == "t-1"
    assert "x-trace" not in server.requests[2].headers
    assert server.requests[0].headers["user-agent"].startswith("timeback-python/")


async def test_a_hook_that_raises_before_a_call_keeps_it_from_being_sent(sandbox: Sandbox) -> None:
    seen: list[CallEvent] = []

    def only_reads(event: CallEvent) -> None:
        seen.append(event)
        if event.method not in ("GET", "HEAD"):
            raise PermissionError(event.method)

    hooks = Hooks(on_call=only_reads)
    async with AsyncOneRosterClient(**sandbox.credentials, hooks=hooks) as client:
        assert await client.users.exists("student-00001")
        with pytest.raises(PermissionError, match="PUT"):
            await client.users.modify("student-00001", given_name="Canary")
        assert (await client.users.get("student-00001")).given_name != "Canary"
    read, write = seen[1], seen[2]
    assert (read.method, read.content, write.service) == ("GET", None, "oneroster")
    assert write.path == "/ims/oneroster/rostering/v1p2/users/{user_id}"
    assert write.url.endswith("/users/student-00001") and b"Canary" in (write.content or b"")
    assert "student-00001" not in repr(write) and "Canary" not in repr(write)


async def test_an_unknown_endpoint_can_be_called(client: AsyncOneRosterClient) -> None:
    answer = await client.request("get", "{rostering}/users", query={"limit": 2})
    assert (answer.status, len(answer.json()["users"]), answer.attempts) == (200, 2, 1)
    assert answer.headers["x-total-count"]
    with pytest.raises(NotFoundError):
        await client.request("GET", "/no/such/path")
    for elsewhere in ("https://evil.test/users", "//evil.test/users", "users"):
        with pytest.raises(ConfigurationError, match="path"):
            await client.request("GET", elsewhere)


async def test_faults_of_the_sandbox_are_survived(sandbox: Sandbox) -> None:
    async with AsyncOneRosterClient(**sandbox.credentials, retry=AT_ONCE) as client:
        total = (await client.users.list(limit=1)).total
        for fault in (
            {"status": 502},
            {"drop": "before"},
            {"drop": "after"},
            {"truncate": 10},
            {"expire_tokens": True},
            {"status": 429, "headers": {"Retry-After": "0"}},
        ):
            sandbox.faults.add(**fault)
            assert (await client.users.list(limit=1)).total == total, fault


async def test_a_server_without_a_reason_still_says_the_status() -> None:
    with ScriptedServer(Answer(status=400, body=HTML)) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(TimebackError, match="400"):
                await client.users.list()


async def test_a_filter_that_the_server_refuses(client: AsyncOneRosterClient) -> None:
    anything = client.with_options(unknown_names="send")
    with pytest.raises(BadRequestError):
        await anything.users.list(where={"no_such_field": "x"})


# -- options that make no sense ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *[("timeout", value) for value in ("5", 0, -1, math.inf, math.nan, True)],
        *[("max_retries", value) for value in (-1, 1.5, "3", True)],
        ("retry", 3),
        *[
            ("headers", {name: "x"})
            for name in ("", "x-a: evil", "x a", "x\r\ny", "é", "host", "Content-Length", 5)
        ],
        *[("headers", {"Transfer-Encoding": "chunked"}), ("headers", {"proxy-authorization": "Basic x"})],
        *[("headers", {"x-a": value}) for value in (None, 5, " x", "x ", "x\r\ny: z", "é", b"x")],
        ("headers", [("x", "y")]),
    ],
)
async def test_an_option_that_makes_no_sense_is_refused_when_it_is_given(option: str, value: Any) -> None:
    where = {"base_url": "http://127.0.0.1:9", "auth": None}
    with pytest.raises(InvalidOptionError, match=option) as caught:
        AsyncOneRosterClient(**where, **{option: value})
    assert isinstance(caught.value, InvalidInputError)
    assert isinstance(caught.value, ConfigurationError)
    async with AsyncOneRosterClient(**where) as client:
        with pytest.raises(InvalidOptionError, match=option):
            client.with_options(**{option: value})


@pytest.mark.parametrize("name", ["initial_delay", "max_delay", "budget_ratio", "budget_reserve"])
@pytest.mark.parametrize("value", [-0.5, "1", None, math.nan])
async def test_a_policy_that_makes_no_sense_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InvalidOptionError, match=name):
        RetryPolicy(**{name: value})


async def test_an_empty_header_is_one() -> None:
    with RawServer([reply({})]) as server:
        async with AsyncOneRosterClient(**server.open, headers={"X-A": ""}) as client:
            await client.request("GET", "/x")
    assert server.seen[0].headers["x-a"] == ""


async def test_a_header_of_the_caller_is_sent_or_refused_but_never_dropped() -> None:
    with ScriptedServer(Answer(body={"users": [], "totalCount": 0})) as server:
        async with AsyncOneRosterClient(**server.open, headers={"User-Agent": "farm/1"}) as client:
            await client.with_options(headers={"Authorization": "Token mine"}).users.list()
    sent = server.requests[0].headers
    assert (sent["user-agent"], sent["authorization"]) == ("farm/1", "Token mine")
    with pytest.raises(InvalidOptionError, match=r"headers\.X-Request-ID: is written by the library"):
        AsyncOneRosterClient(env="sandbox", headers={"X-Request-ID": "1"})
    async with AsyncOneRosterClient(env="sandbox", headers={"Authorization": "Token mine"}) as client:
        with pytest.raises(
            InvalidOptionError, match=r"headers\.authorization: .* pass auth= to send another"
        ):
            await client.users.list()
