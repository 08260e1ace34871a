"""Trials of pyreqwest, an HTTP client in Rust, beside the engines that we have: how quick, and whether it is sound.

    pip install -e '.[aiohttp]' pyreqwest && python benchmarks/engines.py

A release may be taken as an engine once a cancelled request is gone at once, Ctrl-C ends a silent call at once,
and no process aborts.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from pyreqwest.client import ClientBuilder, SyncClientBuilder

from timeback._http.aiohttp_pool import AiohttpPool
from timeback._http.connections import OutgoingRequest
from timeback._http.network import Network
from timeback._http.pool import AsyncPool, Pool
from timeback._secrets import Headers

CALLS, ROUNDS, DEADLINE = 960, 9, 3.0
FIELDS = {"accept": "application/json", "authorization": "Bearer bench-token", "x-request-id": "1"}
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n" + b" " * 1000


class Answers(asyncio.Protocol):
    """A server that answers at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER * data.count(b"\r\n\r\n"))  # type: ignore[attr-defined]


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Answers, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


class Silent:
    """A server that takes requests and never answers; `gone` tells when its client hung up."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.asked, self.gone = threading.Event(), threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        connection, _ = self._listener.accept()
        while connection.recv(65536):
            self.asked.set()
        self.gone.set()


def sent(url: str) -> OutgoingRequest:
    return OutgoingRequest("GET", url, Headers(FIELDS), None, time.monotonic() + 30)


def tell(name: str, work: Callable[[], None]) -> None:
    """The least of the rounds: microseconds a call on the clock, and of the process's own time."""
    work()
    taken: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        wall, own = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - wall, time.process_time() - own))
    least = [min(each) / CALLS * 1e6 for each in zip(*taken, strict=True)]
    print(f"{name:24} {least[0]:5.0f} us a call, {least[1]:5.0f} us of CPU", flush=True)


def speed(url: str) -> None:
    pool, rust = Pool(Network([url])), SyncClientBuilder().no_proxy().build()
    for name, call in {
        "httpcore": lambda: pool.exchange(sent(url)),
        "pyreqwest": lambda: rust.get(url).headers(FIELDS).build().send().bytes(),
    }.items():
        tell(f"{name}, sync", lambda call=call: [call() for _ in range(CALLS)] and None)  # type: ignore[misc]

    @asynccontextmanager
    async def theirs() -> AsyncIterator[Callable[[], Awaitable[object]]]:
        async with ClientBuilder().no_proxy().build() as client:

            async def call() -> object:
                return await (await client.get(url).headers(FIELDS).build().send()).bytes()

            yield call

    @asynccontextmanager
    async def ours(kind: type[AsyncPool | AiohttpPool]) -> AsyncIterator[Callable[[], Awaitable[object]]]:
        pool = kind(Network([url]))
        yield lambda: pool.exchange(sent(url))
        await pool.aclose()

    engines = {"httpcore": lambda: ours(AsyncPool), "aiohttp": lambda: ours(AiohttpPool), "pyreqwest": theirs}
    for name, engine in engines.items():
        with asyncio.Runner() as runner:
            opened = engine()
            call = runner.run(opened.__aenter__())

            async def task(call: Callable[[], Awaitable[object]] = call) -> None:
                for _ in range(CALLS // 32):
                    await call()

            async def at_once() -> None:
                await asyncio.gather(*(task() for _ in range(32)))

            tell(f"{name}, 32 at once", lambda: runner.run(at_once()))
            runner.run(opened.__aexit__(None, None, None))


async def cancellation() -> None:
    server = Silent()
    request = ClientBuilder().no_proxy().build().get(server.url).timeout(timedelta(seconds=DEADLINE)).build()
    call = asyncio.create_task(request.send())
    await asyncio.to_thread(server.asked.wait)
    call.cancel()
    started = time.monotonic()
    await asyncio.wait([call])
    await asyncio.to_thread(server.gone.wait)
    print(f"a cancelled request is gone after {time.monotonic() - started:.1f} of {DEADLINE:.0f} s")


def interruption() -> None:
    server = Silent()

    def interrupt() -> None:
        server.asked.wait()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    client = SyncClientBuilder().no_proxy().build()
    started = time.monotonic()
    try:
        client.get(server.url).timeout(timedelta(seconds=DEADLINE)).build().send()
    finally:
        print(
            f"Ctrl-C ends a silent call after {time.monotonic() - started:.1f} of {DEADLINE:.0f} s",
            flush=True,
        )


async def short_life(url: str) -> None:
    async with ClientBuilder().no_proxy().build() as client:
        await asyncio.gather(*(client.get(url).build().send() for _ in range(50)))


def aborts(what: str) -> bool:
    """Whether a process of this script that does one thing is aborted."""
    ended = subprocess.run([sys.executable, __file__, what], stderr=subprocess.DEVNULL, check=False)
    return ended.returncode == -signal.SIGABRT


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
    elif sys.argv[1:] == ["interrupt"]:
        interruption()
    elif sys.argv[1:]:
        asyncio.run(short_life(sys.argv[1]))
    else:
        with subprocess.Popen(
            [sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True
        ) as server:
            assert server.stdout is not None
            url = f"http://127.0.0.1:{int(server.stdout.readline())}/"
            try:
                speed(url)
                asyncio.run(cancellation())
                aborted = sum(aborts("interrupt") for _ in range(5))
                print(f"{aborted} of 5 processes aborted at Ctrl-C")
                aborted = sum(aborts(url) for _ in range(20))
                print(f"{aborted} of 20 processes aborted as they ended")
            finally:
                server.terminate()
