"""Export a district of users and results from a local server that filters and sorts by id, as the platform does.

`python benchmarks/district.py [USERS [RESULTS [MODE...]]]` counts what a nightly pull of many of them is made of:
requests and their rows, CPU seconds of the client, peak memory, and bytes of the files.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from data import encode, user

BOUND = re.compile(r"sourcedId(>|<=)'[a-z]+-(\d+)'")


def result(index: int) -> dict[str, Any]:
    """One result, of one of 50,000 students."""
    return {
        "sourcedId": "", "status": "active", "dateLastModified": "2026-03-01T08:10:00.000Z", "metadata": None,
        "lineItem": {"sourcedId": f"line-item-{index % 9000}"}, "student": {"sourcedId": f"user-{index % 50000}"},
        "class": {"sourcedId": f"class-{index % 2000}"}, "scoreStatus": "fully graded", "score": index % 101,
        "scoreDate": "2026-03-01T08:10:00.000Z", "comment": None, "inProgress": "false", "incomplete": "false",
        "late": "false", "missing": "false",
    }  # fmt: skip


HALVES = {
    "users": [encode(user(index)).split(b'"user-%d"' % index, 1) for index in range(1000)],
    "results": [encode(result(index)).split(b'""', 1) for index in range(1000)],
}


def serve(port: Any, totals: dict[str, int]) -> None:
    """Serve lists of so many rows, and tell at the end how many requests there were, and rows in them."""
    counts, lock = {"probes": 0, "pages": 0}, threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place = urlsplit(self.path)
            name, query = place.path.strip("/").rsplit("/", 1)[-1], parse_qs(place.query)
            if name == "counts":
                self.answer(encode(counts))
                return
            first, last = 0, totals.get(name, 0)
            if "dateLastModified" in query.get("filter", [""])[0]:
                last //= 100  # what changed since yesterday
            for operator, bound in BOUND.findall(query.get("filter", [""])[0]):
                if operator == ">":
                    first = int(bound) + 1
                else:
                    last = int(bound) + 1
            limit, start = int(query["limit"][0]), first + int(query["offset"][0])
            with lock:
                counts["probes" if limit == 1 else "pages"] += 1
            rows = []
            for index in range(start, min(start + limit, last)):
                before, after = HALVES[name][index % 1000]
                rows.append(b'%b"%b-%08d"%b' % (before, name[:-1].encode(), index, after))
            self.answer(
                b'{"totalCount":%d,"%b":[%b]}' % (max(last - first, 0), name.encode(), b",".join(rows))
            )

        def answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.put(server.server_port)
    server.serve_forever()


def main(users: int, results: int, *modes: Any) -> None:
    """Export in one mode after another, and print what each took; the peak is that of all so far."""
    import urllib.request

    from timeback import OneRosterClient
    from timeback.export import export_oneroster

    context = get_context("spawn")
    port = context.Queue()
    server = context.Process(target=serve, args=(port, {"users": users, "results": results}), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{port.get()}"
    with tempfile.TemporaryDirectory() as folder:
        for mode in modes or ("replace", "merge", "merge"):
            before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
            with OneRosterClient(base_url=url, auth=None) as client:
                export_oneroster(
                    client, to=folder, mode=mode, resources=["users", "results"], concurrency=10,
                    allow_shrink="100%",
                )  # fmt: skip
            used, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - began
            counts = json.load(urllib.request.urlopen(f"{url}/counts"))
            cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
            size = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
            print(f"{mode:8} {wall:6.1f} s {cpu:6.1f} CPU s, peak {used.ru_maxrss / 1024:4.0f} MB,", end=" ")
            print(
                f"requests so far {counts['pages']:,} and {counts['probes']:,} of one row, files {size / 1e6:.0f} MB"
            )
    server.terminate()


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    users, results = (*given, *(50_000, 2_000_000)[len(given) :])
    main(users, results, *sys.argv[3:])
