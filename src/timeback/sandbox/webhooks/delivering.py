"""Delivers events to webhooks on this machine, signed, by a thread that ends when there is nothing left."""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import httpx
import msgspec

from timeback.sandbox.signals import Signal
from timeback.sandbox.store import EVERYTHING
from timeback.sandbox.webhooks.tables import FILTERS, WEBHOOKS, lets_through
from timeback.webhooks import sign

if TYPE_CHECKING:
    from timeback.sandbox.core import SandboxCore

__all__ = ["deliver", "is_loopback"]

TOPIC = "caliper.event"

logger = logging.getLogger("timeback.sandbox.webhooks")

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_WAITING = 1000
_TIMEOUT = 5.0
_PAUSES = (0.05, 0.2, 0.8)
_IDLE = 0.5


class _Delivery(NamedTuple):
    url: str
    secret: str
    body: bytes
    id: str


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine: the sandbox sends nowhere else."""
    return urlsplit(url).hostname in _LOOPBACK


def deliver(core: SandboxCore, signals: Sequence[Signal]) -> None:
    """Hand on the events among the signals to every webhook that watches them."""
    events = [each.data for each in signals if each.topic == TOPIC]
    if not events:
        return
    with core.store.transaction(write=False) as session:
        hooks = [each for each in session.find(WEBHOOKS, EVERYTHING) if each["active"]]
        filters = session.find(FILTERS, EVERYTHING) if hooks else []
    for hook in hooks:
        own = [each for each in filters if each["webhookId"] == hook["id"]]
        for event in events:
            watched = hook.get("sensor") in (None, "", event.get("sensor"))
            if watched and is_loopback(hook["targetUrl"]) and lets_through(own, event):
                body = msgspec.json.encode(event)
                _POST.put(_Delivery(hook["targetUrl"], hook["secret"], body, f"msg_{uuid.uuid4().hex}"))


class _PostOffice:
    """A bounded queue, and the thread that empties it; the thread ends after a while without work."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[_Delivery] = queue.Queue(_WAITING)
        self._lock = threading.Lock()
        self._running = False

    def put(self, delivery: _Delivery) -> None:
        """Add a delivery; when too many wait, it is left out and a warning logged."""
        try:
            self._waiting.put_nowait(delivery)
        except queue.Full:
            logger.warning("a delivery was left out: %d are waiting", _WAITING)
            return
        with self._lock:
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="timeback-sandbox-webhooks", daemon=True).start()

    def _run(self) -> None:
        with httpx.Client(trust_env=False, timeout=_TIMEOUT) as client:
            while True:
                try:
                    delivery = self._waiting.get(timeout=_IDLE)
                except queue.Empty:
                    with self._lock:
                        if self._waiting.empty():
                            self._running = False
                            return
                    continue
                self._send(client, delivery)

    def _send(self, client: httpx.Client, delivery: _Delivery) -> None:
        for pause in (*_PAUSES, None):
            # A delivery that is made again is signed anew, under the same id.
            signed = sign(delivery.body, delivery.secret, delivery_id=delivery.id, timestamp=int(time.time()))
            try:
                response = client.post(
                    delivery.url,
                    content=delivery.body,
                    headers={"content-type": "application/json", **signed},
                )
                if response.is_success:
                    return
            except httpx.HTTPError:
                pass
            if pause is not None:
                time.sleep(pause)
        logger.warning("a delivery was given up after %d attempts", len(_PAUSES) + 1)


_POST = _PostOffice()
