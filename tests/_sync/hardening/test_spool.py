# Generated from tests/_async/hardening/test_spool.py by setup_unasync.py; do not edit.
"""A spool on a full disk loses nothing and sends nothing twice; by whatever path, it is one spool."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.buffers import SENSOR, TAKEN, Collector, Verdict, event
from tests.raw_server import Reply, reply
from timeback import CaliperClient, EventBuffer, SpoolError

from ..clocks import until

REFUSED = reply({"error": "no"}, 400)


def fill(buffer: EventBuffer, *, full: bool = True) -> None:
    """Make the disk of a buffer's spool full, or give it room again: SQLite refuses each write alike."""
    base: Any = buffer._queue.store
    base._base.execute(f"PRAGMA query_only = {'ON' if full else 'OFF'}")


def filling(buffers: list[EventBuffer], answer: Reply) -> Verdict:
    """The disk is full when the answer to the first request goes out."""

    def verdict(number: int, _events: list[dict[str, Any]]) -> Reply | None:
        if number > 1:
            return None
        fill(buffers[0])
        return answer

    return verdict


def test_what_the_server_took_is_not_sent_again(tmp_path: Path) -> None:
    path, buffers = tmp_path / "events.spool", list[EventBuffer]()
    with Collector(filling(buffers, TAKEN)) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, spool=path, max_batch=4)
            buffers.append(buffer)
            for number in range(4):
                buffer.add(event(number))
            until(lambda: isinstance(buffer.last_error, SpoolError))
            assert (buffer.sent, buffer.pending) == (4, 0)
            assert buffer.flush(5)
            with pytest.raises(SpoolError):
                buffer.add(event(4))
            until(lambda: buffer._failures >= 3)
            assert server.requests == 1
            fill(buffer, full=False)
            until(lambda: buffer.last_error is None)
            buffer.add(event(5))
            buffer.close()
            assert server.requests == 2
            with client.events.buffer(SENSOR, spool=path) as after:
                assert after.pending == 0
    assert server.requests == 2


def test_what_the_server_refused_is_not_sent_again_and_is_kept(tmp_path: Path) -> None:
    path, buffers = tmp_path / "events.spool", list[EventBuffer]()
    with Collector(filling(buffers, REFUSED)) as server:
        with CaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR, spool=path, max_batch=1)
            buffers.append(buffer)
            buffer.add(event(0))
            until(lambda: isinstance(buffer.last_error, SpoolError))
            assert [each.event for each in buffer.rejected] == [event(0)]
            fill(buffer, full=False)
            until(lambda: buffer.last_error is None)
            assert [each.event for each in buffer.rejected] == [event(0)]
            buffer.close()
            with client.events.buffer(SENSOR, spool=path) as after:
                assert [each.event for each in after.take_rejected()] == [event(0)]
    assert server.requests == 1


def test_a_buffer_that_ends_while_the_disk_is_full_says_what_will_be_sent_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, buffers = tmp_path / "events.spool", list[EventBuffer]()
    with Collector(filling(buffers, TAKEN)) as server:
        with CaliperClient(**server.open) as client:
            buffers.append(client.events.buffer(SENSOR, spool=path, max_batch=2))
            for number in range(2):
                buffers[0].add(event(number))
            until(lambda: isinstance(buffers[0].last_error, SpoolError))
            with caplog.at_level(logging.ERROR, "timeback.caliper"):
                buffers[0].close()
            assert "2 events in it were sent, and will be again" in caplog.text
            with client.events.buffer(SENSOR, spool=path) as after:
                assert after.flush()
    assert server.requests == 2


@pytest.mark.parametrize("link", ["events.link", "folder/events.spool"])
def test_a_link_to_a_spool_in_use_is_the_same_spool(tmp_path: Path, link: str) -> None:
    real, linked = tmp_path / "real" / "events.spool", tmp_path / link
    real.parent.mkdir()
    if linked.parent == tmp_path:
        linked.symlink_to(real)  # before there is one, too
    else:
        linked.parent.symlink_to(real.parent, target_is_directory=True)
    with Collector() as server:
        with CaliperClient(**server.open) as client:
            for first, second in ((real, linked), (linked, real)):
                with client.events.buffer(SENSOR, spool=first):
                    with pytest.raises(SpoolError, match="another buffer is using the spool"):
                        client.events.buffer(SENSOR, spool=second)
    assert real.stat().st_mode & 0o777 == 0o600
