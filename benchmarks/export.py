"""Export a list of users from a local server to each format, and to Parquet by bare loops.

`python benchmarks/export.py [USERS [RUNS [WAY...]]]`, where a way is a part of the name of a line, starts a
server of its own, with ids that all differ, and runs each export in a process of its own, whose CPU seconds and
peak memory the system tells. The least of the runs counts: other work on the machine only adds to it. What a way
imports is part of its time.
"""

from __future__ import annotations

import json
import os
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
OURS = """
from timeback import OneRosterClient
from timeback.export import export_oneroster
def export():
    with OneRosterClient(base_url=url, auth=None) as client:
        manifest = export_oneroster(client, to=to, format=kind, resources=["users"])
    return manifest.tables["users"].rows
"""
ARROW = """
import os
from timeback import OneRosterClient
os.makedirs(to)
def export():
    with OneRosterClient(base_url=url, auth=None) as client:
        return len(client.users.stream(limit=1000).to_arrow(max_items=10**9))
"""
# Six pages in flight, no retries, no resuming, no checks of completeness, flat columns of one model.
FETCHED = """
import http.client, json, os, re
from concurrent.futures import ThreadPoolExecutor
from threading import local
from urllib.parse import urlsplit
place, own, SIZE = urlsplit(url), local(), 1000
def fetch(offset):
    if not hasattr(own, "connection"):
        own.connection = http.client.HTTPConnection(place.netloc)
    own.connection.request("GET", f"{place.path}/users?limit={SIZE}&offset={offset}&sort=sourcedId")
    return own.connection.getresponse().read()
def pages():
    total = json.loads(fetch(0))["totalCount"]
    with ThreadPoolExecutor(6) as pool:
        yield from pool.map(fetch, range(0, total, SIZE))
os.makedirs(to)
import pyarrow, pyarrow.parquet
"""
ROWS = (
    FETCHED
    + """
import msgspec
from timeback.models.oneroster import User
class Page(msgspec.Struct):
    users: list[User]
def export():
    decode, count, writer = msgspec.json.Decoder(Page).decode, 0, None
    for content in pages():
        rows = msgspec.to_builtins(decode(content).users)
        for row in rows:
            row["metadata"] = json.dumps(row["metadata"])
        table = pyarrow.Table.from_pylist(rows, schema=writer and writer.schema)
        writer = writer or pyarrow.parquet.ParquetWriter(f"{to}/users.parquet", table.schema, compression="zstd")
        writer.write_table(table)
        count += len(table)
    writer.close()
    return count
"""
)
LINES = (
    FETCHED
    + """
import io, pyarrow.json, msgspec
class Page(msgspec.Struct):
    users: list[msgspec.Raw]
def export():
    decode, count, writer = msgspec.json.Decoder(Page).decode, 0, None
    options = pyarrow.json.ReadOptions(use_threads=True, block_size=4 << 20)
    for content in pages():
        lines = b"\\n".join(decode(content).users)
        table = pyarrow.json.read_json(io.BytesIO(lines), options)
        writer = writer or pyarrow.parquet.ParquetWriter(f"{to}/users.parquet", table.schema, compression="zstd")
        writer.write_table(table.cast(writer.schema))
        count += len(table)
    writer.close()
    return count
"""
)
MEASURED = """
import json, os, resource, sys, time
url, to, kind = sys.argv[1:]
began = time.perf_counter()
{code}
rows = export()
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_SELF)
size = sum(entry.stat().st_size for entry in os.scandir(to)) / 1e6
print(json.dumps([rows, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size]))
"""
WAYS = {
    **{f"ours, {name}": (OURS, name) for name in FORMATS},
    "ours, to_arrow()": (ARROW, "arrow"),
    "bare, msgspec rows": (ROWS, "parquet"),
    "bare, pyarrow.json": (LINES, "parquet"),
}
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


def measured(url: str, code: str, kind: str) -> list[float]:
    """One run: rows, seconds, CPU seconds, peak MB, MB of files."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MEASURED.format(code=code), url, str(Path(folder, "out")), kind]
        # To compile the library's modules is no part of an export.
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=compiled)
    found: list[float] = json.loads(done.stdout)
    return found


def main(users: int, runs: int, *wanted: str) -> None:
    """Run the ways, turn by turn, and print a line for each."""
    ways = {name: way for name, way in WAYS.items() if not wanted or any(each in name for each in wanted)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, __file__, "serve", str(port)])
    url = f"http://127.0.0.1:{port}/{users}"
    try:
        wait_for(url)
        found: dict[str, list[list[float]]] = {name: [] for name in ways}
        for _ in range(runs):
            for name, (code, kind) in ways.items():
                found[name].append(measured(url, code, kind))
        print(f"{'':20} {'rows':>9} {'seconds':>8} {'CPU s':>7} {'peak MB':>8} {'files MB':>9}")
        least = {name: [*map(min, zip(*several, strict=True))] for name, several in found.items()}
        for name, (rows, seconds, used, peak, size) in least.items():
            print(f"{name:20} {rows:9,.0f} {seconds:8.1f} {used:7.1f} {peak:8.0f} {size:9.1f}")
        if "ours, parquet" not in ways or not any(name.startswith("bare") for name in ways):
            return
        bare = min(seconds for name, (_, seconds, *_) in least.items() if name.startswith("bare"))
        print(
            f"Parquet takes {least['ours, parquet'][1] / bare:.2f} times what the faster of the bare ones does."
        )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
    else:
        users, runs = [int(each) for each in (*sys.argv[1:3], *("100000", "3")[len(sys.argv[1:3]) :])]
        main(users, runs, *sys.argv[3:])
