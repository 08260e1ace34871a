# Generated from tests/_async/caliper/test_buffer.py by setup_unasync.py; do not edit.
"""Buffered events: what is collected arrives, in order, or comes back."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from tests.buffers import SENSOR, Collector, Verdict, event
from tests.raw_server import HOLD, RESET, Reply, reply
from timeback import (
    CaliperClient,
    TimebackClient,
    BufferClosedError,
    BufferFullError,
    InvalidInputError,
    SpoolError,
    UnsentEventsError,
)
from timeback.caliper import RejectedEvent, create_activity_event, write
from timeback.sandbox import Sandbox

from ..clocks import until
from .test_story import lesson

DOWN = reply({"error": "down"}, 500)
REFUSED = reply({"error": "Ada Lovelace is not welcome"}, 400)


def always(answer: Reply) -> Verdict:
    return lambda _number, _events: answer


# -- batches ----------------------------------------------------------------------------------------


def test_full_batches_leave_at_once_and_the_rest_when_it_is_old() -> None:
    with Collector() as server:
        with (
            CaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_batch=10, max_age=1.0) as buffer,
        ):
            started = time.monotonic()
            for number in range(25):
                buffer.add(event(number))
            until(lambda: buffer.sent == 20)
            assert (buffer.pending, repr(buffer)[-22:]) == (5, "er(pending=5, sent=20)")
            until(lambda: buffer.sent == 25)
            assert time.monotonic() - started >= 1.0
    assert server.sizes == [10, 10, 5]
    assert server.numbers == list(range(25))


def test_an_event_alone_waits_for_its_age_each_time() -> None:
    with Collector() as server:
        with (
            CaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_batch=2, max_age=0.05) as buffer,
        ):
            buffer.add(event(0))
            buffer.add(event(1))
            until(lambda: buffer.sent == 2)
            buffer.add(event(2))
            until(lambda: buffer.sent == 3)
            buffer.add(event(3))
            until(lambda: buffer.sent == 4)
    assert server.numbers == [0, 1, 2, 3]


def test_flush_sends_what_waits_and_says_whether_it_left() -> None:
    with Collector(lambda number, _: DOWN if number > 1 else None) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, max_age=60)
            assert buffer.flush()
            buffer.add(event(1))
            assert buffer.flush(5)
            assert server.numbers == [1]
            buffer.add(event(2))
            assert not buffer.flush(0.3)
            server.verdict = None
            assert buffer.flush(5)
            buffer.close()
    assert server.numbers == [1, 2]


def test_the_sandbox_stores_the_events(sandbox: Sandbox, caliper: CaliperClient) -> None:
    made = [create_activity_event(lesson()) for _ in range(3)]
    with caliper.events.buffer(f" {SENSOR} ") as buffer:
        for each in made:
            buffer.add(each)
    found = caliper.events.list(sensor=SENSOR)
    assert sorted(each.external_id for each in found) == sorted(each.id for each in made)


def test_learnwith_gets_its_own_form_through_the_unified_client_too() -> None:
    made = create_activity_event(lesson())
    with Collector() as server:
        with TimebackClient(**server.open, platform="LEARNWITH_AI") as timeback:
            events = timeback.caliper.events
            events.send(SENSOR, [made])
            with events.buffer(SENSOR) as buffer:
                buffer.add(made)
    for each in server.taken:
        for item in each["generated"]["items"]:
            assert item.pop("id").startswith("urn:uuid:")  # a new one each time
    sent, buffered = server.taken
    assert sent == buffered
    assert sent != write(made)


# -- failures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [DOWN, RESET, reply({}, 401), reply({}, 404), reply({}, 429)])
def test_a_server_that_is_down_is_tried_until_it_is_up(fault: Reply) -> None:
    with Collector(lambda number, _: fault if number <= 3 else None) as server:
        with (
            CaliperClient(**server.open, max_retries=0) as client,
            client.events.buffer(SENSOR, max_age=0.01, max_batch=4) as buffer,
        ):
            for number in range(10):
                buffer.add(event(number))
            until(lambda: buffer.last_error is not None)
            until(lambda: buffer.sent == 10)
            assert buffer.last_error is None
            assert not buffer.rejected
    assert server.numbers == list(range(10))


def test_a_refused_event_is_isolated_and_the_rest_of_its_batch_goes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = {3, 17, 18}

    def refuses(_number: int, events: list[dict[str, Any]]) -> Reply | None:
        return REFUSED if bad & {each["extensions"]["n"] for each in events} else None

    with caplog.at_level(logging.DEBUG), Collector(refuses) as server:
        with (
            CaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_batch=20, max_age=0.05) as buffer,
        ):
            for number in range(30):
                buffer.add(event(number, name="Ada Lovelace"))
            assert buffer.flush(5)
            assert [each.event["extensions"]["n"] for each in buffer.rejected] == [3, 17, 18]
            assert {(each.sensor, each.status) for each in buffer.rejected} == {(SENSOR, 400)}
            assert "Ada" not in repr(buffer.rejected) + repr(buffer)
            assert (buffer.sent, buffer.pending) == (27, 0)
            assert len(buffer.take_rejected()) == 3
            assert buffer.rejected == []
    assert server.numbers == [number for number in range(30) if number not in bad]
    assert server.duplicates == 0
    assert server.requests <= 27
    assert "Ada" not in caplog.text
    assert caplog.text.count("refused an event with status 400") == 3


def test_on_rejected_takes_them_and_what_it_drops_is_kept() -> None:
    given: list[RejectedEvent] = []

    def take(rejected: RejectedEvent) -> None:
        given.append(rejected)
        if rejected.event["extensions"]["n"] == 2:
            raise RuntimeError("no room")

    with Collector(always(REFUSED)) as server:
        with CaliperClient(**server.open) as client:
            with client.events.buffer(SENSOR, on_rejected=take) as buffer:
                for number in range(4):
                    buffer.add(event(number))
            assert [each.event["extensions"]["n"] for each in given] == [0, 1, 2, 3]
            assert [each.event["extensions"]["n"] for each in buffer.rejected] == [2]


def test_too_large_a_request_is_split() -> None:
    with Collector(lambda _, events: reply({}, 413) if len(events) > 3 else None) as server:
        with (
            CaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_batch=10) as buffer,
        ):
            for number in range(10):
                buffer.add(event(number))
    assert server.numbers == list(range(10))
    assert buffer.rejected == []


# -- bounds and ends --------------------------------------------------------------------------------


def test_a_full_buffer_says_so() -> None:
    with Collector(always(DOWN)) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, max_pending=3)
            for number in range(3):
                buffer.add(event(number))
            with pytest.raises(BufferFullError, match="3 events wait to be sent, 0 were refused"):
                buffer.add(event(3))
            assert buffer.try_add(event(3)) is False
            small = client.events.buffer(SENSOR, max_bytes=200)
            small.add(event(0, name="x" * 500))
            assert small.try_add(event(1)) is False
            for each in (buffer, small):
                with pytest.raises(UnsentEventsError):
                    each.close(0.05)


def test_refused_events_take_up_room_until_they_are_taken() -> None:
    with Collector(always(REFUSED)) as server:
        with (
            CaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_pending=2) as buffer,
        ):
            assert buffer.try_add(event(0))
            assert buffer.try_add(event(1))
            buffer.flush(5)
            with pytest.raises(BufferFullError, match="2 were refused"):
                buffer.add(event(2))
            buffer.take_rejected()
            assert buffer.try_add(event(2))


@pytest.mark.parametrize("fault", [DOWN, HOLD])
def test_close_hands_back_what_could_not_be_sent_within_its_deadline(fault: Reply) -> None:
    with Collector(lambda number, _: fault if number > 1 else None) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, max_batch=2)
            for number in range(5):
                buffer.add(event(number, name="Ada Lovelace"))
            started = time.monotonic()
            with pytest.raises(UnsentEventsError, match="3 events could not be sent") as caught:
                buffer.close(0.3)
            assert 0.3 <= time.monotonic() - started < 2
            assert [each["extensions"]["n"] for each in caught.value.events] == [2, 3, 4]
            assert "Ada" not in str(caught.value) + repr(caught.value)
            buffer.close()
            with pytest.raises(BufferClosedError):
                buffer.add(event(5))
            with pytest.raises(BufferClosedError):
                buffer.flush()


def test_a_closed_client_ends_its_buffer_and_the_events_come_back() -> None:
    with Collector() as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, max_age=0.05)
        buffer.add(event(0))
        until(lambda: buffer.last_error is not None)
        with pytest.raises(BufferClosedError):
            buffer.add(event(1))
        with pytest.raises(UnsentEventsError) as caught:
            buffer.close(5)
    assert caught.value.events == (event(0),)


def test_what_makes_no_sense_is_refused() -> None:
    bad: list[tuple[str, Any]] = [
        *[("max_batch", value) for value in (0, 1.5, "1", True)],
        *[("max_age", value) for value in (-1, "1", float("nan"))],
        *[("max_pending", 0), ("max_bytes", 0), ("max_backoff", -1), ("exit_timeout", -0.1)],
    ]
    with Collector() as server:
        with CaliperClient(**server.open) as client:
            for name, value in bad:
                with pytest.raises(InvalidInputError, match=name):
                    client.events.buffer(SENSOR, **{name: value})
            with pytest.raises(InvalidInputError, match="sensor"):
                client.events.buffer(" ")
            with client.events.buffer(SENSOR) as buffer:
                for wrong in (None, "event", {"id": object()}, {"name": "\ud800"}):
                    with pytest.raises(InvalidInputError):
                        buffer.add(wrong)  # type: ignore[arg-type]
                assert buffer.pending == 0


# -- the spool --------------------------------------------------------------------------------------


def test_a_spool_keeps_what_was_not_sent_for_the_next_buffer(tmp_path: Path) -> None:
    path = tmp_path / "events.spool"
    with Collector(always(DOWN)) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, spool=path)
            for number in range(5):
                buffer.add(event(number))
            buffer.close(0.1)
            assert path.stat().st_mode & 0o777 == 0o600
            server.verdict = None
            with client.events.buffer("https://other.example/", spool=path) as buffer:
                assert buffer.pending + buffer.sent == 5
                for number in range(5, 8):
                    buffer.add(event(number))
                until(lambda: buffer.sent >= 5)
            with client.events.buffer(SENSOR, spool=path) as buffer:
                assert (buffer.pending, buffer.sent) == (0, 0)
    assert server.numbers == list(range(8))
    assert server.sizes == [5, 3]


def test_a_spool_keeps_what_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.spool"
    with Collector(always(REFUSED)) as server:
        with CaliperClient(**server.open) as client:
            with client.events.buffer(SENSOR, spool=path) as buffer:
                buffer.add(event(0))
            assert len(buffer.rejected) == 1
            with client.events.buffer(SENSOR, spool=path, max_pending=1) as buffer:
                assert buffer.try_add(event(1)) is False
                assert [(each.event, each.status) for each in buffer.take_rejected()] == [(event(0), 400)]
            with client.events.buffer(SENSOR, spool=path) as buffer:
                assert buffer.rejected == []


def test_a_spool_belongs_to_one_buffer(tmp_path: Path) -> None:
    path = tmp_path / "events.spool"
    with Collector() as server:
        with CaliperClient(**server.open) as client:
            with client.events.buffer(SENSOR, spool=path):
                for _ in range(2):
                    with pytest.raises(SpoolError, match=r"another buffer is using the spool events\.spool"):
                        client.events.buffer(SENSOR, spool=path)
            with client.events.buffer(SENSOR, spool=path):
                pass


def test_another_file_is_not_taken_for_a_spool(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a database, but long enough to look at" * 30)
    with Collector() as server:
        with CaliperClient(**server.open) as client:
            with pytest.raises(SpoolError, match=r"notes\.txt"):
                client.events.buffer(SENSOR, spool=other)
            with pytest.raises(SpoolError):
                client.events.buffer(SENSOR, spool=tmp_path / "missing" / "events.spool")
            with contextlib.closing(sqlite3.connect(tmp_path / "grades.db")) as base:
                base.execute("CREATE TABLE grades (grade)")
            with pytest.raises(SpoolError, match=r"grades\.db is not a spool of this version"):
                client.events.buffer(SENSOR, spool=tmp_path / "grades.db")
    assert other.read_text().startswith("not a database")
