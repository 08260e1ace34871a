"""Deliveries of events to webhooks on this machine: signed, by a thread that ends when nothing is left."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
import uuid
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ..._fork import late_imports, new_lock
from ...webhooks import sign
from .. import instants
from ..addresses import is_loopback
from ..signals import Signal
from ..sql import EVERYTHING
from ..store import Store
from .rules import lets_through
from .tables import FILTERS, WEBHOOKS

if TYPE_CHECKING:
    import httpx

__all__ = ["Deliveries"]

TOPIC = "caliper.event"

logger = logging.getLogger("timeback.sandbox.webhooks")

_WAITING = 1000
_KEPT = 1000
_TIMEOUT = 5.0
_PAUSES = (0.05, 0.2, 0.8)
_IDLE = 0.5
_GRACE = 1.0
_THREAD = "timeback-sandbox-webhooks"


class _Delivery(NamedTuple):
    url: str
    secret: str
    body: bytes
    id: str
    webhook: str
    # What came of it so far: instants by the machine's clock, and a status or what went wrong.
    attempts: list[dict[str, Any]]

    @property
    def report(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "webhookId": self.webhook,
            "url": self.url,
            "arrived": any(attempt["arrived"] for attempt in self.attempts),
            "attempts": list(self.attempts),
            "event": msgspec.Raw(self.body),
        }


class Deliveries:
    """Hands the events of one sandbox on to every webhook that watches them.

    Args:
        store: The sandbox's records.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = new_lock()
        self._queue: _DeliveryQueue | None = None
        self._made: deque[_Delivery] = deque(maxlen=_KEPT)

    def report(self) -> list[dict[str, Any]]:
        """The last deliveries with their attempts, oldest first."""
        return [delivery.report for delivery in list(self._made)]

    def repeat(self, delivery_id: str) -> bool:
        """Deliver once more what was delivered, or was to be; whether there is such a delivery."""
        found = next((each for each in list(self._made) if each.id == delivery_id), None)
        if found is not None:
            self._open_queue().put(found)
        return found is not None

    def on_signals(self, signals: Sequence[Signal]) -> None:
        """Queue the events among the signals."""
        events = [each.data for each in signals if each.topic == TOPIC]
        if not events:
            return
        with self._store.transaction(write=False) as session:
            hooks = [each for each in session.find(WEBHOOKS, EVERYTHING) if each["active"]]
            filters = session.find(FILTERS, EVERYTHING) if hooks else []
        for hook in hooks:
            own = [each for each in filters if each["webhookId"] == hook["id"]]
            for event in events:
                watched = hook.get("sensor") in (None, "", event.get("sensor"))
                if watched and is_loopback(hook["targetUrl"]) and lets_through(own, event):
                    body = msgspec.json.encode(event)
                    name = f"msg_{uuid.uuid4().hex}"
                    delivery = _Delivery(hook["targetUrl"], hook["secret"], body, name, hook["id"], [])
                    self._made.append(delivery)
                    self._open_queue().put(delivery)

    def on_stop(self) -> None:
        """Drop what has not been delivered, and end the thread that did it."""
        with self._lock:
            waiting, self._queue = self._queue, None
            self._made.clear()
        if waiting is not None:
            waiting.close()

    def _open_queue(self) -> _DeliveryQueue:
        with self._lock:
            if self._queue is None:
                self._queue = _DeliveryQueue()
            return self._queue


class _DeliveryQueue:
    """A bounded queue, and the thread that empties it; the thread ends after a while without work."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[_Delivery | None] = queue.Queue(_WAITING)
        self._lock = new_lock()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def put(self, delivery: _Delivery) -> None:
        """Add a delivery; when too many wait, it is left out and a warning logged."""
        with self._lock:
            if self._closed.is_set():
                return
            try:
                self._waiting.put_nowait(delivery)
            except queue.Full:
                logger.warning("a delivery was left out: %d are waiting", _WAITING)
            # After a fork the thread is the other process's.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=_THREAD, daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Drop what waits, and wait a moment for the attempt that is under way."""
        with self._lock:
            self._closed.set()
            thread = self._thread
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(None)  # wakes the thread
        if thread is not None:
            thread.join(_GRACE)

    def _run(self) -> None:
        with late_imports:
            import httpx

        with httpx.Client(trust_env=False, timeout=_TIMEOUT) as client:
            while not self._closed.is_set():
                try:
                    delivery = self._waiting.get(timeout=_IDLE)
                except queue.Empty:
                    with self._lock:
                        if self._waiting.empty():
                            self._thread = None
                            return
                    continue
                if delivery is not None and not self._closed.is_set():
                    self._send(client, delivery)

    def _send(self, client: httpx.Client, delivery: _Delivery) -> None:
        for pause in (*_PAUSES, None):
            if _arrives(client, delivery):
                return
            if pause is not None and self._closed.wait(pause):
                return
        logger.warning("a delivery was given up after %d attempts", len(_PAUSES) + 1)


def _arrives(client: httpx.Client, delivery: _Delivery) -> bool:
    import httpx  # which is there, since there is a client

    # A delivery that is made again is signed anew, under the same id.
    signed = sign(delivery.body, delivery.secret, delivery_id=delivery.id, timestamp=int(time.time()))
    began = time.time()
    attempt: dict[str, Any] = {
        "time": instants.from_epoch(began),
        "status": None,
        "error": None,
        "arrived": False,
    }
    try:
        response = client.post(
            delivery.url, content=delivery.body, headers={"content-type": "application/json", **signed}
        )
        attempt |= {"status": response.status_code, "arrived": response.is_success}
    except httpx.HTTPError as error:
        attempt["error"] = type(error).__name__
    delivery.attempts.append(attempt | {"seconds": round(time.time() - began, 4)})
    return bool(attempt["arrived"])
