"""The routes for browsers, as FastAPI, Flask and Django mount them, against the sandbox."""

from __future__ import annotations

import asyncio
import copy
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from flask import Flask
from flask import request as flask_request

from tests._async.apps.conftest import CONFIG, STUDENT
from timeback import ConfigurationError, TimebackClient
from timeback._apps.outbox import Outbox
from timeback._apps.routes import MAX_BODY, answer_of_error
from timeback.apps import App, ConfigValidationError, CourseError, EventData
from timeback.errors import FieldIssue
from timeback.sandbox import Sandbox
from timeback.server import TimebackConfig, create_sync_server
from timeback.server import fastapi as fitted
from timeback.server.flask import Timeback

Send = Callable[..., httpx.Response]
RUN = "0b0e3c1c-6f0c-4a53-9e6f-0d7f9d1f7a11"
COURSE: Any = {"subject": "Math", "grade": 4}
HEARTBEAT = {
    "id": "halves",
    "name": "Halves",
    "course": COURSE,
    "runId": RUN,
    "startedAt": "2026-03-10T15:00:00Z",
    "endedAt": "2026-03-10T15:00:15Z",
    "elapsedMs": 15_000,
    "pausedMs": 0,
}
SUBMIT = {
    "id": "halves",
    "name": "Halves",
    "course": COURSE,
    "runId": RUN,
    "endedAt": "2026-03-10T15:05:00Z",
    "metrics": {"xpEarned": -3.5, "totalQuestions": 10, "correctQuestions": 8},
}
ADAPTIVE, QUIZ = "link-mth-04-u1-l1", "link-quiz-mth-04"


@pytest.fixture
def student(sandbox: Sandbox) -> str:
    with TimebackClient(**sandbox.credentials) as timeback:
        return str(timeback.oneroster.users.get(STUDENT).email)


def config_of(sandbox: Sandbox, **app: Any) -> TimebackConfig:
    credentials = sandbox.credentials
    return TimebackConfig.read({**credentials, "app": App(config=copy.deepcopy(CONFIG), **app)})


class Signed:
    """Who is signed in, for the applications of these tests."""

    def __init__(self, user: Any) -> None:
        self.user = user


@pytest.fixture
def signed(student: str) -> Signed:
    return Signed({"email": student})


@pytest.fixture(params=["fastapi", "flask"])
def send(request: pytest.FixtureRequest, sandbox: Sandbox, signed: Signed, tmp_path: Path) -> Iterator[Send]:
    """Sends a request to an application of each framework."""
    config = config_of(sandbox, spool=tmp_path / "spool.sqlite")
    if request.param == "flask":
        app = Flask(__name__)
        timeback = Timeback(app, config)
        app.register_blueprint(timeback.routes(lambda: signed.user), url_prefix="/api/timeback")
        with httpx.Client(transport=httpx.WSGITransport(app), base_url="http://app") as client:

            def post(method: str, path: str, **more: Any) -> httpx.Response:
                return client.request(method, f"/api/timeback{path}", **more)

            yield post
        app.extensions["timeback"].close()
        return
    with asyncio.Runner() as runner:
        generator = fastapi_client(config, signed)
        client = runner.run(anext(generator))

        def send(method: str, path: str, **more: Any) -> httpx.Response:
            return runner.run(client.request(method, f"/api/timeback{path}", **more))

        yield send
        runner.run(generator.aclose())


async def fastapi_client(config: TimebackConfig, signed: Signed) -> AsyncGenerator[httpx.AsyncClient]:
    app = FastAPI()
    fitted.install(app, config)

    async def get_user(request: Any) -> Any:
        return signed.user

    app.include_router(fitted.routes(get_user), prefix="/api/timeback")
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://app") as c,
    ):
        yield c


def arrived(sandbox: Sandbox, count: int, send: Send | None = None) -> list[dict[str, Any]]:
    """The events that the platform has of these tests' application, once there are so many.

    An application in an event loop sends while it has something to answer.
    """
    until = time.monotonic() + 20
    while True:
        with TimebackClient(**sandbox.credentials) as timeback:
            events = timeback.caliper.events.list_all(sensor="https://farm.example/play?v=1")
        if len(events) >= count or time.monotonic() > until:
            return [json.loads(each.to_json()) for each in events]
        if send is not None:
            send("GET", "/user/verify")
        time.sleep(0.05)


def test_a_heartbeat_is_sent_once(send: Send, sandbox: Sandbox) -> None:
    first = send("POST", "/activity/heartbeat", json=HEARTBEAT)
    assert (first.status_code, first.content) == (204, b"")
    again = send("POST", "/activity/heartbeat", json={**HEARTBEAT, "elapsedMs": 14_000})
    assert (again.status_code, again.json()) == (200, {"duplicate": True})
    spelled = send("POST", "/activity/heartbeat", json={**HEARTBEAT, "runId": f"{{{RUN.upper()}}}"})
    assert spelled.json() == {"duplicate": True}
    later = {**HEARTBEAT, "startedAt": "2026-03-10T15:00:15Z", "endedAt": "2026-03-10T15:00:30Z"}
    assert send("POST", "/activity/heartbeat", json=later).status_code == 204
    events = arrived(sandbox, 2, send)
    assert [(each["type"], each["session"]) for each in events] == [("TimeSpentEvent", f"urn:uuid:{RUN}")] * 2


def test_a_submit_is_accepted_and_sent(send: Send, sandbox: Sandbox) -> None:
    assert send("POST", "/activity/submit", json=SUBMIT).status_code == 204
    assert send("POST", "/activity/submit", json=SUBMIT).status_code == 204  # the same again is harmless
    (event,) = arrived(sandbox, 1, send)
    assert event["type"] == "ActivityEvent"


def test_the_events_are_those_of_the_published_sdk(send: Send, sandbox: Sandbox, student: str) -> None:
    timed = {**HEARTBEAT, "pausedMs": 2500}
    assert send("POST", "/activity/heartbeat", json=timed).status_code == 204
    more = {"pctComplete": 130, "process": False, "metrics": {**SUBMIT["metrics"], "masteredUnits": 2}}
    assert send("POST", "/activity/submit", json={**SUBMIT, **more}).status_code == 204
    arrived(sandbox, 2, send)
    envelopes = [each.json() for each in sandbox.requests.to("POST", "/caliper/event")]
    assert {each["sensor"] for each in envelopes} == {"https://farm.example/play?v=1"}
    assert {frozenset(each) for each in envelopes} == {
        frozenset(("sensor", "sendTime", "dataVersion", "data"))
    }
    spent, completed = (each for envelope in envelopes for each in envelope["data"])
    host = f"{sandbox.base_url}/ims/oneroster/rostering/v1p2"
    shared: dict[str, Any] = {
        "profile": "TimebackProfile",
        "actor": {"id": f"{host}/users/{STUDENT}", "type": "TimebackUser", "email": student},
        "object": {
            "id": "https://farm.example/play/activities/Math/g4/halves?v=1",
            "type": "TimebackActivityContext",
            "subject": "Math",
            "app": {"name": "Fraction Farm"},
            "course": {"id": f"{host}/courses/course-mth-04", "name": "Math G4"},
            "activity": {"name": "Halves"},
            "process": True,
        },
        "session": f"urn:uuid:{RUN}",
        "extensions": {"courseId": "course-mth-04"},
    }
    assert spent == {
        "id": spent["id"],
        "type": "TimeSpentEvent",
        "action": "SpentTime",
        "eventTime": "2026-03-10T15:00:15Z",
        "generated": {
            "type": "TimebackTimeSpentMetricsCollection",
            "items": [{"type": "active", "value": 15}, {"type": "inactive", "value": 2.5}],
        },
        **shared,
    }
    assert completed == {
        "id": completed["id"],
        "type": "ActivityEvent",
        "action": "Completed",
        "eventTime": "2026-03-10T15:05:00Z",
        "generated": {
            "id": completed["generated"]["id"],
            "type": "TimebackActivityMetricsCollection",
            "items": [
                {"type": "totalQuestions", "value": 10},
                {"type": "correctQuestions", "value": 8},
                {"type": "xpEarned", "value": -3.5},
                {"type": "masteredUnits", "value": 2},
            ],
            "attempt": 1,
            "extensions": {"pctCompleteApp": 100},
        },
        **shared,
        "object": {**shared["object"], "process": False},
    }


@pytest.mark.parametrize(
    ("path", "change", "field"),
    [
        ("/activity/heartbeat", {"runId": "x"}, "runId"),
        ("/activity/heartbeat", {"elapsedMs": -1}, "elapsedMs"),
        ("/activity/heartbeat", {"startedAt": "2026-03-10T15:00:00"}, "startedAt"),
        ("/activity/heartbeat", {"name": ""}, "name"),
        ("/activity/submit", {"metrics": {}}, "metrics.xpEarned"),
        ("/activity/submit", {"metrics": {"xpEarned": "NaN"}}, "metrics.xpEarned"),
        ("/activity/submit", {"pctComplete": "Infinity"}, "pctComplete"),
        ("/activity/submit", {"metrics": {"xpEarned": 1, "totalQuestions": 2}}, "metrics.correctQuestions"),
        ("/activity/submit", {"course": {"grade": "x"}}, "course.grade"),
        ("/lessons/start", {"lessonId": None}, "lessonId"),
        ("/lessons/attempt-details", {"lessonId": "x", "attempt": 0}, "attempt"),
    ],
)
def test_a_bad_field_is_named(send: Send, path: str, change: dict[str, Any], field: str) -> None:
    body = {"/activity/heartbeat": HEARTBEAT, "/activity/submit": SUBMIT}.get(path, {})
    found = send("POST", path, json={**body, **change})
    assert found.status_code == 400
    error = found.json()["error"]
    assert (error["code"], error["details"]["field"]) == ("INVALID_PAYLOAD", field)


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"null", b"\xff", b"[" * 60_000])
def test_what_is_no_object_is_refused(send: Send, body: bytes) -> None:
    for path in ("/activity/submit", "/activity/heartbeat", "/lessons/list"):
        found = send("POST", path, content=body)
        assert (found.status_code, found.json()["error"]["code"]) == (400, "INVALID_PAYLOAD")


def test_the_other_refusals(send: Send, signed: Signed, sandbox: Sandbox) -> None:
    def code(response: httpx.Response) -> tuple[int, str]:
        return response.status_code, response.json()["error"]["code"]

    assert code(send("GET", "/activity/submit")) == (405, "METHOD_NOT_ALLOWED")
    assert code(send("POST", "/nowhere")) == (404, "NOT_FOUND")
    assert code(send("POST", "/activity/submit", content=b" " * 70_000)) == (413, "PAYLOAD_TOO_LARGE")
    foreign = {"origin": "https://evil.example"}
    assert code(send("POST", "/activity/submit", json=SUBMIT, headers=foreign)) == (403, "FORBIDDEN")
    unknown = {**SUBMIT, "course": {"code": "none"}}
    assert code(send("POST", "/activity/submit", json=unknown)) == (400, "UNKNOWN_COURSE")
    assert code(send("POST", "/lessons/list", json={"course": {"code": "none"}})) == (400, "UNKNOWN_COURSE")
    unmade = {**SUBMIT, "course": {"subject": "Science", "grade": 13}}
    assert code(send("POST", "/activity/submit", json=unmade)) == (503, "MISSING_SYNCED_COURSE_ID")
    assert code(send("POST", "/lessons/next", json={"lessonId": QUIZ, "lessonType": "unit-test"})) == (
        400,
        "LESSON_TYPE_MISMATCH",
    )
    signed.user = {"email": "nobody@lakeview.example"}
    assert code(send("POST", "/activity/submit", json=SUBMIT)) == (404, "USER_RESOLUTION_FAILED")
    assert code(send("GET", "/user/me")) == (404, "USER_NOT_FOUND")
    assert send("GET", "/user/verify").json() == {"verified": False}
    signed.user = {"id": "nobody"}
    assert code(send("POST", "/activity/submit", json=SUBMIT)) == (404, "USER_RESOLUTION_FAILED")
    assert code(send("GET", "/user/me")) == (404, "USER_NOT_FOUND")
    signed.user = None
    assert code(send("GET", "/user/me")) == (401, "UNAUTHORIZED")
    assert code(send("POST", "/lessons/list", json={})) == (401, "UNAUTHORIZED")


def test_what_fails_is_told_as_the_sdk_does(send: Send, sandbox: Sandbox, student: str) -> None:
    def code(path: str, **body: Any) -> tuple[int, str]:
        response = send("POST" if body else "GET", path, **({"json": body} if body else {}))
        return response.status_code, response.json()["error"]["code"]

    users, quiz = "/ims/oneroster/rostering/v1p2/users*", {"lessonId": QUIZ}
    with TimebackClient(**sandbox.credentials) as timeback:
        user = timeback.oneroster.users.get(STUDENT).to_dict("json")
    twins = {"users": [user, {**user, "sourcedId": "another"}]}
    sandbox.faults.add(status=200, body=twins, path=users, times=None)
    assert code("/activity/submit", **SUBMIT) == (409, "USER_RESOLUTION_FAILED")
    assert code("/lessons/start", **quiz) == (409, "USER_RESOLUTION_FAILED")
    assert code("/user/me") == code("/user/verify") == (409, "USER_AMBIGUOUS")
    sandbox.faults.clear()
    sandbox.faults.add(status=400, path=users, times=None)
    assert code("/activity/submit", **SUBMIT) == (404, "USER_RESOLUTION_FAILED")
    assert code("/lessons/start", **quiz) == (404, "USER_RESOLUTION_FAILED")
    assert code("/user/me") == code("/user/verify") == (502, "INTERNAL_ERROR")
    sandbox.faults.clear()
    sandbox.faults.add(status=400, path="/powerpath/*", times=None)
    sandbox.faults.add(status=400, path="/ims/oneroster/gradebook/*", times=None)
    assert code("/lessons/start", **quiz) == (500, "INTERNAL_ERROR")
    assert code("/activity/submit", **SUBMIT) == (502, "INTERNAL_ERROR")
    sandbox.faults.clear()
    assert arrived(sandbox, 0) == []


def test_the_user_is_shown(send: Send, student: str) -> None:
    assert send("GET", "/user/verify").json() == {"verified": True, "timebackId": STUDENT}
    profile = send("GET", "/user/me").json()
    assert (profile["id"], profile["email"], set(profile["xp"])) == (STUDENT, student, {"today", "all"})


def test_a_lesson_is_taken(send: Send) -> None:
    def post(path: str, **body: Any) -> dict[str, Any]:
        response = send("POST", f"/lessons/{path}", json=body)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    lessons = post("list")["lessons"]
    assert set(lessons[0]) == {"id", "name", "type", "courseId", "questionCount", "metadata"}
    state = post("start", lessonId=QUIZ)
    assert (state["lessonType"], state["finalized"], state["seenQuestions"]) == ("quiz", False, 0)
    asked = post("next", lessonId=QUIZ)
    assert (asked["answeredIds"], asked["complete"]) == ([], False)
    answer = post("submit", lessonId=QUIZ, questionId=asked["questions"][0]["id"], response=["A"])
    assert (answer["correct"], answer["complete"]) == (False, False)
    summary = post("complete", lessonId=QUIZ)
    assert (summary["finalized"], summary["finalizedByApi"]) == (True, True)
    (attempt,) = post("attempts", lessonId=QUIZ)["attempts"]
    assert list(attempt) == ["attempt", "score", "startedAt", "completedAt", "scoreStatus"]
    assert post("attempt-details", lessonId=QUIZ, attempt=1)["lessonType"] == "quiz"
    one = post("next", lessonId=ADAPTIVE)
    assert one["content"]["rawXml"].startswith("<")


def test_a_submit_that_a_hook_holds_back_is_a_preview(sandbox: Sandbox, student: str, tmp_path: Path) -> None:
    app = Flask(__name__)
    none: Callable[[EventData], None] = lambda data: None  # noqa: E731
    config = config_of(
        sandbox, spool=tmp_path / "spool", before_activity_send=none, before_time_spent_send=none
    )
    timeback = Timeback(app, config)
    app.register_blueprint(timeback.routes(lambda: student), url_prefix="/t")
    client = app.test_client()
    answer = client.post("/t/activity/submit", json=SUBMIT)
    assert (answer.status_code, answer.json) == (200, {"preview": True})
    assert client.post("/t/activity/heartbeat", json=HEARTBEAT).status_code == 204
    app.extensions["timeback"].close()
    assert arrived(sandbox, 0) == []
    assert Outbox(tmp_path / "spool").number("l", "u", datetime.now(UTC), []).number == 1


def test_a_body_that_the_application_has_read_is_read_again(sandbox: Sandbox, student: str) -> None:
    app = Flask(__name__)
    timeback = Timeback(app, config_of(sandbox))
    app.before_request(lambda: flask_request.get_json(silent=True) and None)
    app.register_blueprint(timeback.routes(lambda: student), url_prefix="/t")
    client = app.test_client()
    assert client.post("/t/activity/heartbeat", json=HEARTBEAT).status_code == 204
    assert client.post("/t/activity/heartbeat", json={"id": "x" * MAX_BODY}).status_code == 413
    answer = client.post("/t/activity/heartbeat", data="none")
    assert answer.get_json()["error"] == {"code": "INVALID_PAYLOAD", "message": "the body is not JSON"}
    app.extensions["timeback"].close()


def test_faults_of_the_configuration_are_not_the_browsers(sandbox: Sandbox, student: str) -> None:
    config = TimebackConfig.read({**sandbox.credentials, "app": {"name": "Farm", "courses": [{"grade": 3}]}})
    app = Flask(__name__)
    timeback = Timeback(app, config)
    app.register_blueprint(timeback.routes(lambda: student), url_prefix="/t")
    answer = app.test_client().post("/t/activity/submit", json=SUBMIT)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (500, "INTERNAL_ERROR")
    assert "sensor" not in answer.text
    with pytest.raises(ConfigValidationError, match="sensor"), create_sync_server(config):
        pass  # an application that opens it learns of it at its start


def test_an_async_hook_of_a_sync_client_is_told(sandbox: Sandbox, student: str) -> None:
    async def hook(data: EventData) -> EventData:
        return data

    app = App(config=CONFIG, before_activity_send=hook)
    with (
        TimebackClient(**sandbox.credentials, app=app) as timeback,
        pytest.raises(ConfigurationError, match="async function"),
    ):
        timeback.activity.record(
            user={"email": student},
            activity={"id": "a", "name": "A", "course": COURSE},
            metrics={"xp_earned": 1},
        )


def test_hooks_change_and_hold_back(sandbox: Sandbox, student: str) -> None:
    def rename(data: EventData) -> EventData:
        data.event["object"]["activity"]["name"] = "renamed"
        return data

    app = App(config=CONFIG, before_activity_send=rename, before_time_spent_send=lambda data: None)
    with TimebackClient(**sandbox.credentials, app=app) as timeback:
        found = timeback.activity.record(
            user={"email": student},
            activity={"id": "a", "name": "A", "course": COURSE},
            metrics={"xp_earned": 1},
            time={"active_ms": 5},
        )
    (event,) = found.envelope["data"]
    assert (event["type"], event["object"]["activity"]["name"]) == ("ActivityEvent", "renamed")


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("unknown", 400, "UNKNOWN_COURSE"),
        ("ambiguous", 500, "AMBIGUOUS_COURSE_SELECTOR"),
        ("no_sensor", 500, "MISSING_SENSOR"),
        ("bad_sensor", 500, "INVALID_SENSOR_URL"),
        ("no_id", 503, "MISSING_SYNCED_COURSE_ID"),
    ],
)
def test_a_course_that_cannot_be_used_has_the_code_of_the_sdk(fault: Any, status: int, code: str) -> None:
    found = answer_of_error(CourseError("no", [FieldIssue("course", "no")], fault), "activity")
    error = json.loads(found.body)["error"]
    assert (found.status, error["code"]) == (status, code)
    assert ("details" in error) is (status == 400)


# -- several workers ----------------------------------------------------------------------------


def worker(config: dict[str, Any], spool: str, user: str, bodies: list[dict[str, Any]], results: Any) -> None:
    """A process of an application that is posted to."""
    app = Flask(__name__)
    timeback = Timeback(app, TimebackConfig.read({**config, "app": App(config=CONFIG, spool=spool)}))
    app.register_blueprint(timeback.routes(lambda: {"email": user}), url_prefix="/api/timeback")

    def post(body: dict[str, Any]) -> None:
        path = "/api/timeback/activity/" + ("submit" if "metrics" in body else "heartbeat")
        results.put(app.test_client().post(path, json=body).status_code)

    with ThreadPoolExecutor(25) as threads:
        list(threads.map(post, bodies))
    results.put("done")
    results.cancel_join_thread()
    time.sleep(30)


def start(sandbox: Sandbox, spool: Path, user: str, bodies: list[dict[str, Any]]) -> tuple[Any, Any]:
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    arguments = (dict(sandbox.credentials), str(spool), user, bodies, results)
    process = context.Process(target=worker, args=arguments, daemon=True)
    process.start()
    return process, results


def statuses(results: Any) -> list[int]:
    return list(iter(lambda: results.get(timeout=60), "done"))


def test_two_workers_send_one_event_of_fifty_heartbeats(
    sandbox: Sandbox, student: str, tmp_path: Path
) -> None:
    workers = [start(sandbox, tmp_path / "spool", student, [HEARTBEAT] * 25) for _ in range(2)]
    found = [status for _, results in workers for status in statuses(results)]
    assert sorted(found) == [200] * 49 + [204]
    assert len(arrived(sandbox, 1)) == 1
    time.sleep(0.5)
    assert len(arrived(sandbox, 1)) == 1
    for process, _ in workers:
        process.kill()


def test_a_killed_worker_loses_no_accepted_submit(sandbox: Sandbox, student: str, tmp_path: Path) -> None:
    sandbox.faults.add(status=503, path="/caliper/event", times=10_000)
    bodies = [{**SUBMIT, "endedAt": f"2026-03-10T15:{minute:02}:00Z"} for minute in range(60)]
    process, results = start(sandbox, tmp_path / "spool", student, bodies)
    accepted = [results.get(timeout=60) for _ in range(10)]  # and others are under way
    assert accepted == [204] * 10
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    sandbox.faults.clear()
    # Another worker takes over what the first had claimed, once the claim is over.
    box = Outbox(tmp_path / "spool", now=lambda: time.time() + 3600)
    waiting = box.pending
    assert waiting >= len(accepted)
    box.failed(box.claim(), delay=-3600)
    box.close()
    other, _ = start(sandbox, tmp_path / "spool", student, [HEARTBEAT])
    events = arrived(sandbox, waiting + 1)
    assert [each["type"] for each in events].count("ActivityEvent") == waiting
    other.kill()


def test_what_an_earlier_process_left_is_sent_though_nothing_new_comes(
    sandbox: Sandbox, student: str, tmp_path: Path
) -> None:
    config = config_of(sandbox, spool=tmp_path / "spool")
    with create_sync_server(config) as server:
        found = server.api.activity.record(
            user={"email": student},
            activity={"id": "a", "name": "A", "course": COURSE},
            metrics={"xp_earned": 1},
            preview=True,
        )
    (event,) = found.envelope["data"]
    box = Outbox(tmp_path / "spool")
    box.accept(found.envelope["sensor"], [event])

    async def started() -> None:
        generator = fastapi_client(config, Signed(None))
        await anext(generator)
        assert len(await asyncio.to_thread(arrived, sandbox, 1)) == 1
        await generator.aclose()

    asyncio.run(started())
    box.accept(found.envelope["sensor"], [{**event, "id": f"urn:uuid:{RUN}"}])
    app = Flask(__name__)
    timeback = Timeback(app, config)
    app.register_blueprint(timeback.routes(lambda: student), url_prefix="/t")
    assert app.test_client().get("/t/user/verify").status_code == 200
    assert len(arrived(sandbox, 2)) == 2
    app.extensions["timeback"].close()


DJANGO = """
import asyncio, json, sys
from types import SimpleNamespace

from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["testserver"], ROOT_URLCONF=__name__, SECRET_KEY="k", TIMEBACK=json.loads(sys.argv[1]),
    INSTALLED_APPS=["timeback.server.django"], MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
)
import django
from django.test import AsyncClient, Client
from django.utils.asyncio import async_unsafe
from django.utils.functional import SimpleLazyObject
from django.urls import include, path

from timeback.server.django.routes import async_urls, urls

django.setup()
signed = SimpleNamespace(is_authenticated=True, email=sys.argv[2], id=7)


@async_unsafe
def find():  # as the sessions of Django's database
    return signed


async def find_async(request):
    return signed

urlpatterns = [
    path("sync/", include(urls(lambda request: signed))),
    path("async/", include(async_urls(lambda request: SimpleLazyObject(find)))),
    path("asked/", include(async_urls(find_async))),
]
body = sys.argv[3]


async def asynchronous():
    client = AsyncClient()
    found = [await client.post("/async/activity/heartbeat", body, content_type="application/json") for _ in "ab"]
    asked = [(await client.get(f"/{at}/user/verify")).json() for at in ("async", "asked")]
    return [each.status_code for each in found] + asked


client = Client()
found = [client.post("/sync/activity/heartbeat", body, content_type="application/json") for _ in "ab"]
print(json.dumps([each.status_code for each in found] + [client.get("/sync/user/verify").json()]))
print(json.dumps(asyncio.run(asynchronous())))
strict = Client(enforce_csrf_checks=True)
print(strict.post("/sync/activity/heartbeat", body, content_type="application/json").status_code)
signed.is_authenticated = False
print(client.get("/sync/user/me").status_code)
"""


def test_django_mounts_them_sync_and_async(sandbox: Sandbox, student: str, tmp_path: Path) -> None:
    (tmp_path / "timeback.config.json").write_text(json.dumps(CONFIG))
    program = tmp_path / "project.py"
    program.write_text(DJANGO)
    setting = json.dumps(dict(sandbox.credentials))
    ran = subprocess.run(
        [sys.executable, str(program), setting, student, json.dumps(HEARTBEAT)],
        cwd=tmp_path, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    sync, asynchronous, forged, guest = ran.stdout.splitlines()
    verified = {"verified": True, "timebackId": STUDENT}
    assert json.loads(sync) == [204, 200, verified]
    assert json.loads(asynchronous) == [204, 200, verified, verified]
    assert (forged, guest) == ("403", "401")
