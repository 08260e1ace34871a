"""What servers were seen to answer, and what the published client makes of it."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest

from timeback import (
    APITimeoutError,
    AsyncCaliperClient,
    AsyncTimebackClient,
    InvalidInputError,
    JobFailedError,
    JobTimeoutError,
    NotFoundError,
    ServerError,
    TimebackError,
    UnsupportedOperationError,
)
from timeback.models.caliper import ApiStatus, JobState

from ..clocks import AsyncFakeClock

SENSOR = "https://app.example/s"
STORED: dict[str, Any] = {
    "id": 1,
    "externalId": "urn:uuid:1",
    "sensor": SENSOR,
    "type": "Event",
    "action": "Waved",
    "eventTime": "2025-07-28T15:15:28.330Z",
    "sendTime": "2025-07-28T15:15:28.330Z",
    "created_at": "2025-07-28T15:15:28.330Z",
}
LESSON: dict[str, Any] = {
    "actor": {"id": "https://app.example/users/1", "email": "s@example.org"},
    "object": {"id": "https://app.example/a/1", "subject": "Math", "app": {"name": "App"}},
    "metrics": [{"type": "xpEarned", "value": 1.5}],
    "id": "urn:uuid:e1",
    "metricsId": "urn:uuid:m1",
    "eventTime": "2025-01-15T10:30:00Z",
}


class Scripted:
    """A server that gives its answers in turn, the last for ever."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(request)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def client(self, **options: Any) -> AsyncCaliperClient:
        return AsyncCaliperClient(
            base_url="https://api.test", auth=None, transport=httpx.MockTransport(self), **options
        )


def rows(count: int, start: int = 0) -> list[dict[str, Any]]:
    return [{**STORED, "id": number} for number in range(start, start + count)]


@pytest.mark.parametrize("pagination", [{}, {"pagination": None}, {"pagination": {"total": "5"}}])
async def test_b06_a_stream_goes_on_while_pages_are_full(pagination: dict[str, Any]) -> None:
    def answer(request: httpx.Request) -> dict[str, Any]:
        offset = int(request.url.params["offset"])
        return {"events": rows(min(2, 5 - offset), offset), **pagination}

    async with Scripted(answer).client() as client:
        found = await client.events.stream(limit=2).collect()
    assert [each.id for each in found] == [0, 1, 2, 3, 4]


async def test_b10_learnwith_gets_its_own_form_from_the_unified_client_too() -> None:
    bodies: list[Any] = []
    for unified in (False, True):
        server = Scripted({"status": "success"})
        transport = httpx.MockTransport(server)
        options: dict[str, Any] = {"auth": None, "platform": "LEARNWITH_AI", "transport": transport}
        if unified:
            async with AsyncTimebackClient(base_url="https://api.test", **options) as timeback:
                await timeback.caliper.events.send_activity(SENSOR, LESSON)
        else:
            async with AsyncCaliperClient(base_url="https://api.test", **options) as client:
                await client.events.send_activity(SENSOR, LESSON)
        assert server.requests[0].url.path == "/events/1.0/"
        body = msgspec.json.decode(server.requests[0].content)
        body.pop("sendTime")
        assert body["data"][0]["generated"]["items"][0].pop("id").startswith("urn:uuid:")
        bodies.append(body)
    assert bodies[0] == bodies[1]
    [event] = bodies[0]["data"]
    assert event["profile"] == "AggregationProfile"
    assert event["actor"] == {"type": "Person", "id": "https://app.example/users/1"}
    assert event["session"] == "urn:tag:auto-attach"


async def test_b17_a_null_in_a_mapping_is_sent() -> None:
    server = Scripted({"status": "success"})
    async with server.client() as client:
        await client.events.send(SENSOR, [{"id": "urn:uuid:1", "session": None}])
    assert msgspec.json.decode(server.requests[0].content)["data"] == [{"id": "urn:uuid:1", "session": None}]


async def test_b38_waiting_for_a_job_keeps_its_bound() -> None:
    server = Scripted({"job": {"id": "j", "state": "active"}})
    async with server.client() as client:
        clock = AsyncFakeClock().put_into(client)
        begun = clock.now()

        def slow(request: httpx.Request) -> dict[str, Any]:
            clock.time += 0.4
            return {"job": {"id": "j", "state": "active"}}

        server.answers = [slow]
        with pytest.raises(JobTimeoutError, match="job j was not done after 1 s; last seen active") as caught:
            await client.jobs.wait_for_completion("j", timeout=1.0, poll_interval=0.3)
        # The last answer may come late; nothing is begun after it.
        assert clock.now() - begun <= 1.0 + 0.4
        assert isinstance(caught.value, TimebackError)
        assert isinstance(caught.value, TimeoutError)
        assert len(server.requests) == 2


async def test_b38_a_request_of_the_wait_gets_only_the_seconds_that_are_left() -> None:
    server = Scripted({"job": {"id": "j", "state": "waiting"}})
    async with server.client() as client:
        clock = AsyncFakeClock().put_into(client)

        def busy(request: httpx.Request) -> httpx.Response:
            return httpx.Response(503, headers={"retry-after": "1"})

        server.answers = [{"job": {"id": "j", "state": "waiting"}}, busy]
        begun = clock.now()
        with pytest.raises(ServerError):
            await client.jobs.wait_for_completion("j", timeout=3.0, poll_interval=1.0)
        assert clock.now() - begun <= 3.0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"job": {"id": "j", "state": "failed", "failedReason": "no such user"}}, "no such user"),
        (
            {"job": {"id": "j", "state": "failed", "returnValue": {"status": "error", "message": "full"}}},
            "full",
        ),
        ({"id": "j", "state": "failed", "errors": [{"message": "a"}, "b"]}, "a; b"),
        ({"job": {"id": "j", "state": "failed", "returnValue": None}}, None),
    ],
)
async def test_b38_a_failed_job_says_why(answer: Any, reason: str | None) -> None:
    async with Scripted(answer).client() as client:
        with pytest.raises(JobFailedError, match=reason or "does not say why") as caught:
            await client.jobs.wait_for_completion("j")
    assert (caught.value.job_id, caught.value.reason) == ("j", reason)


async def test_b58_a_list_of_events_is_a_page_like_any_other() -> None:
    answer = {"events": rows(2), "pagination": {"total": 9, "totalPages": 5, "currentPage": 1, "limit": 2}}
    async with Scripted(answer).client() as client:
        page = await client.events.list(limit=2)
    assert (page.total, page.has_more, page.next_offset, len(page)) == (9, True, 2, 2)


async def test_events_may_stand_under_data() -> None:
    async with Scripted({"data": rows(1)}).client() as client:
        assert len(await client.events.list()) == 1


@pytest.mark.parametrize("answer", [{"event": None}, {"status": "success", "message": "none"}])
async def test_an_answer_without_an_event_is_not_found(answer: Any) -> None:
    async with Scripted(answer).client() as client:
        with pytest.raises(NotFoundError):
            await client.events.get("urn:uuid:1")


@pytest.mark.parametrize(
    ("answer", "job_id"),
    [
        ({"jobId": "7"}, "7"),
        ({"status": "success", "message": "ok", "errors": None}, None),
        ({"jobId": None}, None),
        (httpx.Response(204), None),
        (httpx.Response(200), None),
    ],
)
async def test_the_answer_to_events_has_a_job_or_none_or_no_body(answer: Any, job_id: str | None) -> None:
    async with Scripted(answer).client() as client:
        assert (await client.events.send(SENSOR, [{"id": "urn:uuid:1"}])).job_id == job_id


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_job_may_stand_in_an_envelope_or_alone(wrapped: bool) -> None:
    job = {"id": "j", "state": "completed", "returnValue": {"status": "success"}, "processedOn": None}
    async with Scripted({"job": job} if wrapped else job).client() as client:
        found = await client.jobs.wait_for_completion("j")
    assert found.return_value is not None
    assert found.return_value.results == []


async def test_an_unknown_state_is_not_finished() -> None:
    server = Scripted({"job": {"id": "j", "state": "paused"}}, {"job": {"id": "j", "state": "completed"}})
    async with server.client() as client:
        clock = AsyncFakeClock().put_into(client)
        job = await client.jobs.wait_for_completion("j", poll_interval=2.5)
    assert job.state is JobState.COMPLETED
    assert clock.slept == [2.5]


async def test_an_unknown_status_decodes() -> None:
    async with Scripted({"status": "accepted"}).client() as client:
        sent = await client.events.send(SENSOR, [{"id": "urn:uuid:1"}])
    assert sent.status == "accepted"
    assert isinstance(sent.status, ApiStatus)


async def test_learnwith_refuses_all_but_sending_by_name_and_sends_nothing() -> None:
    server = Scripted({})
    async with server.client(platform="LEARNWITH_AI") as client:
        envelope = {"sensor": SENSOR, "sendTime": "2025-01-15T10:30:00Z", "data": [{"id": "urn:uuid:1"}]}
        with pytest.raises(UnsupportedOperationError, match=r"caliper\.events\.list .*LEARNWITH_AI"):
            await client.events.list()
        with pytest.raises(UnsupportedOperationError, match=r"events\.stream"):
            client.events.stream()
        with pytest.raises(UnsupportedOperationError, match=r"events\.get"):
            await client.events.get("urn:uuid:1")
        with pytest.raises(UnsupportedOperationError, match=r"events\.validate"):
            await client.events.validate(envelope)
        with pytest.raises(UnsupportedOperationError, match=r"jobs\.get_status"):
            await client.jobs.get_status("j")
        with pytest.raises(UnsupportedOperationError, match=r"jobs\.wait_for_completion"):
            await client.jobs.wait_for_completion("j")
        assert server.requests == []
        await client.events.send_envelope(envelope)
    assert msgspec.json.decode(server.requests[0].content)["sendTime"] == "2025-01-15T10:30:00.000Z"


async def test_bounds_of_a_wait_are_checked() -> None:
    server = Scripted({})
    async with server.client() as client:
        for bounds in ({"timeout": 0}, {"timeout": float("inf")}, {"poll_interval": -1}):
            with pytest.raises(InvalidInputError, match=next(iter(bounds))):
                await client.jobs.wait_for_completion("j", **bounds)
    assert server.requests == []


async def test_a_timeout_of_a_single_request_within_the_wait_is_told_as_it_is() -> None:
    def stuck(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("stuck", request=request)

    async with Scripted(stuck).client(max_retries=0) as client:
        with pytest.raises(APITimeoutError):
            await client.jobs.wait_for_completion("j", timeout=60)
