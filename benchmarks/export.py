"""Export a list of users from a local server to each format: seconds, rows a second, peak memory.

`python benchmarks/export.py [USERS]` starts a server of its own, with ids that all differ, and runs each
export in a process of its own, whose peak memory the system tells.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from data import encode, user

FORMATS = ("parquet", "csv", "ndjson", "duckdb", "oneroster-csv")
EXPORT = """
import json, resource, sys, time
from timeback import OneRosterClient
from timeback.export import export_oneroster
url, to, format = sys.argv[1:]
began = time.perf_counter()
with OneRosterClient(base_url=url, auth=None) as client:
    manifest = export_oneroster(client, to=to, format=format)
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
size = sum(each.bytes for each in manifest.files.values()) / 1e6
print(json.dumps([manifest.tables["users"].rows, seconds, peak, size]))
"""
HALVES = [encode(user(index)).split(b'"user-%d"' % index, 1) for index in range(1000)]


def page(total: int, offset: int, limit: int) -> bytes:
    """A page of users whose ids differ."""
    rows = []
    for index in range(offset, min(offset + limit, total)):
        before, after = HALVES[index % len(HALVES)]
        rows.append(b'%b"user-%07d"%b' % (before, index, after))
    return b'{"totalCount":%d,"users":[%b]}' % (total, b",".join(rows))


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Users, at `/{total}/.../users`; nothing else is served."""
    path, query = scope["path"].rstrip("/").split("/"), parse_qs(scope["query_string"].decode())
    served = path[-1] == "users"
    body = page(int(path[1]), int(query["offset"][0]), int(query["limit"][0])) if served else b"{}"
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200 if served else 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def serve(port: int) -> None:
    """Serve until the process ends."""
    import uvicorn

    uvicorn.run(app, host="127.0.0.1", port=port, lifespan="off", log_level="error", access_log=False)


def wait_for(url: str) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{url}/users?limit=1&offset=0").close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def main(users: int) -> None:
    """Run every format and print a line for each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, __file__, "serve", str(port)])
    url = f"http://127.0.0.1:{port}/{users}"
    try:
        wait_for(url)
        print(f"{'format':14} {'rows':>9} {'seconds':>8} {'rows/s':>9} {'peak MB':>8} {'files MB':>9}")
        for name in FORMATS:
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-c", EXPORT, url, str(Path(folder, "out")), name]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            rows, seconds, peak, size = json.loads(done.stdout)
            print(f"{name:14} {rows:9,} {seconds:8.1f} {rows / seconds:9,.0f} {peak:8.0f} {size:9.1f}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
