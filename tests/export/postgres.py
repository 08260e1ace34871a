"""A PostgreSQL server of its own for a test, from the programs of the system."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
USER = "loader"
SECONDS = 30


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is: Debian keeps those of each version to themselves."""
    found = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def postgres() -> Generator[str]:
    """The URL of a server that lives in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="timeback-postgres-"))
    data = folder / "data"
    # The server refuses to run as root.
    other = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    try:
        if other:
            shutil.chown(folder, "nobody", "nogroup")
        subprocess.run(
            [*other, str(program("initdb")), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        settings = {
            "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "port": str(port), "fsync": "off",
        }  # fmt: skip
        options = [text for name, value in settings.items() for text in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [*other, str(program("postgres")), "-D", data, *options], cwd=folder, stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port, server)
            yield f"postgresql://{USER}:trusted@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    ready, end = program("pg_isready"), time.monotonic() + SECONDS
    while subprocess.run([str(ready), "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode:
        assert server.poll() is None, "PostgreSQL did not start"
        assert time.monotonic() < end, "PostgreSQL is not ready"
        time.sleep(0.1)
