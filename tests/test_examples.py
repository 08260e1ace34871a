"""The examples run: the script and the notebook as they are, the web applications under load over loopback."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import nbclient
import nbformat
import pytest

from timeback.webhooks import sign

EXAMPLES = Path(__file__).parent.parent / "examples"
AT_ONCE = 16
SECONDS = 60


SOURCE = {"PYTHONPATH": str(Path(__file__).parent.parent / "src"), "PYTHONFAULTHANDLER": "1"}


def free_port() -> int:
    """A port below those that the system gives out, so that nobody else gets it before the server does."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextlib.contextmanager
def served(arguments: list[str], folder: Path) -> Iterator[str]:
    """Run a server as a user would, until it answers on its port."""
    port = free_port()
    command = [sys.executable, "-m", *arguments, str(port)]
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | SOURCE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + SECONDS
            while True:
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(f"{url}/students/nobody", timeout=10)
                    break
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield url
        except BaseException as error:
            process.terminate()
            error.add_note(process.communicate(timeout=SECONDS)[0].decode()[-3000:])
            raise
        finally:
            process.terminate()


SERVERS = {
    "fastapi": (["uvicorn", "fastapi_app:app", "--port"], EXAMPLES),
    "flask": (["flask", "--app", "flask_app", "run", "--port"], EXAMPLES),
    "django-asgi": (["uvicorn", "roster.asgi:application", "--port"], EXAMPLES / "django_project"),
    "django-wsgi": (["manage", "runserver", "--noreload"], EXAMPLES / "django_project"),
}


@pytest.mark.parametrize("name", SERVERS)
def test_web_application_answers_sixteen_requests_at_once(name: str) -> None:
    arguments, folder = SERVERS[name]
    with served(arguments, folder) as url:

        def ask(number: int) -> tuple[int, int, str]:
            listed = httpx.get(f"{url}/students", params={"family_name": "a"}, timeout=SECONDS)
            found = httpx.get(f"{url}/students/student-{number + 1:05}", timeout=SECONDS)
            return listed.json()["total"], found.status_code, found.json()["id"]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(ask, range(AT_ONCE)))
        assert len({total for total, _, _ in answers}) == 1
        assert answers[0][0] > 20
        assert [status for _, status, _ in answers] == [200] * AT_ONCE
        assert [found for _, _, found in answers] == [f"student-{number + 1:05}" for number in range(AT_ONCE)]
        assert httpx.get(f"{url}/students/nobody", timeout=SECONDS).status_code == 404


RECEIVERS = {
    "fastapi": ["uvicorn", "fastapi_receiver:app", "--port"],
    "flask": ["flask", "--app", "flask_receiver", "run", "--port"],
    "django": ["uvicorn", "django_receiver:app", "--port"],
}
WEBHOOK_SECRET = "whsec_c2FuZGJveC1zZWNyZXQtb2YtMzItYnl0ZXMtLi4u"


@pytest.mark.parametrize("name", RECEIVERS)
def test_receiver_of_webhooks_believes_what_is_signed_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", WEBHOOK_SECRET)
    body = b'{"type":"ActivityEvent"}'
    with served(RECEIVERS[name], EXAMPLES / "webhooks") as url:
        signed = sign(body, WEBHOOK_SECRET, delivery_id="msg_1", timestamp=int(time.time()))
        assert httpx.post(f"{url}/hook", content=body, headers=signed).status_code == 204
        assert httpx.post(f"{url}/hook", content=body + b" ", headers=signed).status_code == 400
        assert httpx.post(f"{url}/hook", content=body).status_code == 400


def test_the_demo_tours_all_nine_services_through_both_clients() -> None:
    done = subprocess.run(
        [sys.executable, "demo.py"],
        cwd=EXAMPLES, env=os.environ | SOURCE, capture_output=True, text=True, check=True, timeout=SECONDS,
    )  # fmt: skip
    for name in ("EduBridge", "Caliper", "QTI", "PowerPath", "CASE", "CLR", "MasteryTrack", "Webhooks"):
        assert name in done.stdout
    assert "the same, awaited" in done.stdout
    assert done.stdout.endswith("Done.\n")


def test_the_script_runs() -> None:
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=EXAMPLES, env=os.environ | SOURCE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "average below 70 %" in done.stdout.splitlines()[0]
    assert len(done.stdout.splitlines()) > 2


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    monkeypatch.setenv("PYTHONPATH", SOURCE["PYTHONPATH"])
    nbclient.NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": tmp_path}}).execute()
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert outputs[0][0].data["text/plain"] == "True"
    assert "no" in outputs[3][0].text.lower()
