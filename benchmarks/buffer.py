"""Events from many threads through one buffer, to a server that fails a third of the requests.

    python benchmarks/buffer.py                     # 100,000 events from 8 threads, in memory
    python benchmarks/buffer.py --spool events.db   # the same through a file

The server, in a process of its own, fails every third request in one of three ways: it refuses with 500 before it
takes the events, breaks the connection before, or takes them and answers with 500 all the same. The program ends
with an error unless each event arrived, and those of a thread in their order.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import resource
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any

SENSOR = "https://app.example/sensor"


class Server(ThreadingHTTPServer):
    """Counts what it takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = self.failed = self.taken = self.disorder = 0
        self.seen: dict[int, set[int]] = {}

    def take(self, events: list[dict[str, Any]]) -> None:
        self.taken += len(events)
        for each in events:
            of, number = each["extensions"]["of"], each["extensions"]["n"]
            mine = self.seen.setdefault(of, set())
            if number not in mine:
                # The first arrivals of a thread's events count up.
                self.disorder += number != len(mine)
                mine.add(number)

    def figures(self) -> dict[str, int]:
        distinct = sum(map(len, self.seen.values()))
        return {
            "requests": self.requests,
            "failed": self.failed,
            "arrived": distinct,
            "duplicates": self.taken - distinct,
            "out of order": self.disorder,
        }


class Handler(BaseHTTPRequestHandler):
    """Takes envelopes, two of three."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        events = json.loads(self.rfile.read(int(self.headers["content-length"])))["data"]
        self.server.requests += 1
        fails = self.server.requests % 3 == 0
        self.server.failed += fails
        way = self.server.failed % 3
        if fails and way == 0:
            self.close_connection = True
            return
        if not fails or way == 1:
            self.server.take(events)
        self._answer(500 if fails else 200, {"status": "error" if fails else "success"})

    def do_GET(self) -> None:
        self._answer(200, self.server.figures())

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        head = (
            f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + content)  # one packet: no waiting for an acknowledgement

    def log_message(self, *args: object) -> None:
        pass


def serve(ready: Connection) -> None:
    with Server() as server:
        ready.send(server.server_address[1])
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def produce(buffer: Any, of: int, count: int, waits: list[int]) -> None:
    for number in range(count):
        event = {
            "id": f"urn:uuid:{of:08d}-{number:08d}", "type": "Event", "action": "Completed",
            "actor": f"https://app.example/users/{number % 500}", "object": "https://app.example/lessons/fractions",
            "eventTime": "2025-01-15T10:30:00.000Z", "extensions": {"of": of, "n": number},
        }  # fmt: skip
        while not buffer.try_add(event):
            waits[of] += 1
            time.sleep(0.005)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(arguments: argparse.Namespace, port: int) -> bool:
    from timeback import CaliperClient

    logging.disable(logging.CRITICAL)
    each = arguments.events // arguments.threads
    waits = [0] * arguments.threads
    url = f"http://127.0.0.1:{port}"
    with CaliperClient(base_url=url, auth=None, max_retries=0) as client:
        before = peak_mb()
        started = time.perf_counter()
        buffer = client.events.buffer(
            SENSOR, spool=arguments.spool, max_batch=arguments.batch, max_pending=arguments.pending
        )
        with buffer:
            threads = [
                threading.Thread(target=produce, args=(buffer, of, each, waits))
                for of in range(arguments.threads)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            added = time.perf_counter() - started
        seconds = time.perf_counter() - started
    with urllib.request.urlopen(url) as answer:
        figures = json.load(answer)
    total = each * arguments.threads
    print(f"{total:,} events, {arguments.threads} threads, {arguments.batch} a request,", end=" ")
    print(f"room for {arguments.pending:,}, {'spool' if arguments.spool else 'memory'}")
    print(f"seconds: {seconds:.1f} (added after {added:.1f}); {total / seconds:,.0f} events a second")
    print(f"peak RSS: {peak_mb():.0f} MB, {before:.0f} MB of them before the buffer")
    print(", ".join(f"{name}: {value:,}" for name, value in figures.items()), end="; ")
    print(f"left: {buffer.pending}, found full: {sum(waits):,} times")
    return figures["arrived"] == total and not figures["out of order"] and not buffer.pending


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--pending", type=int, default=10_000)
    parser.add_argument("--spool")
    arguments = parser.parse_args()
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe()
    server = processes.Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        return 0 if run(arguments, here.recv()) else 1
    finally:
        server.terminate()


if __name__ == "__main__":
    sys.exit(main())
