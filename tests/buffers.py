"""A server for buffered events that remembers what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from tests.raw_server import RawServer, Reply, Seen, reply

__all__ = ["SENSOR", "TAKEN", "Collector", "Verdict", "event", "script"]

_ROOT = Path(__file__).parent.parent
SENSOR = "https://app.example/sensor"
TAKEN = reply({"status": "success", "jobId": "job", "message": "stored"})


Verdict: TypeAlias = Callable[[int, list[dict[str, Any]]], Reply | None]


def event(number: int, of: int = 0, **more: Any) -> dict[str, Any]:
    """Event `number` of the sender `of`."""
    return {"id": f"urn:uuid:{of}-{number}", "type": "Event", "extensions": {"n": number, "of": of}, **more}


class Collector(RawServer):
    """Takes envelopes, unless `verdict` answers for it; that sees the number of the request and its events."""

    def __init__(self, verdict: Verdict | None = None) -> None:
        super().__init__(script=self._answer)
        self.verdict = verdict
        self.requests = 0
        self.sizes: list[int] = []
        self.taken: list[dict[str, Any]] = []

    def _answer(self, seen: Seen) -> Reply:
        self.requests += 1
        events = json.loads(seen.body)["data"]
        answer = self.verdict(self.requests, events) if self.verdict else None
        if answer is None or answer.content.startswith(b"HTTP/1.1 2"):
            self.sizes.append(len(events))
            self.taken += events
        return answer or TAKEN

    @property
    def numbers(self) -> list[int]:
        """The numbers of the events that it took, in order, without repetitions."""
        return list(dict.fromkeys(each["extensions"]["n"] for each in self.taken))

    def firsts(self, of: int) -> list[int]:
        """As `numbers`, of one sender."""
        mine = (each["extensions"] for each in self.taken)
        return list(dict.fromkeys(each["n"] for each in mine if each["of"] == of))

    @property
    def duplicates(self) -> int:
        """How many it took again."""
        return sum(Counter(each["id"] for each in self.taken).values()) - len({e["id"] for e in self.taken})


def script(body: str, server: Collector, *arguments: object) -> subprocess.Popen[str]:
    """Start a program with a client of the server, `spool` (the first argument) and `event`."""
    head = """
        import os, signal, sys, time
        from tests.buffers import SENSOR, event
        from timeback import CaliperClient, BufferClosedError, SpoolError
        url, *arguments = sys.argv[1:]
        client = CaliperClient(base_url=url, auth=None, max_retries=0)
    """
    program = textwrap.dedent(head) + textwrap.dedent(body)
    paths = os.pathsep.join([str(_ROOT / "src"), str(_ROOT)])
    return subprocess.Popen(
        [sys.executable, "-c", program, server.base_url, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
