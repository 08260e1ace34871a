"""`timeback webhooks listen` and `trigger`, and `timeback caliper tail`, beside a sandbox that is served."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.receiver import Receiver
from timeback import WebhooksClient
from timeback.sandbox import Sandbox


def environ(sandbox: Sandbox) -> dict[str, str]:
    given = {name: str(value) for name, value in sandbox.credentials.items()}
    names = ("base_url", "auth_url", "client_id", "client_secret")
    return {**os.environ, "TIMEBACK_ENV": "", **{f"TIMEBACK_{name.upper()}": given[name] for name in names}}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "timeback", *words]


def run(sandbox: Sandbox, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), env=environ(sandbox), capture_output=True, text=True, check=False)


@contextmanager
def listening(sandbox: Sandbox, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command, once it has registered its webhook."""
    with subprocess.Popen(
        command("webhooks", "listen", *options), env=environ(sandbox), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("listening: webhook "), line
        yield process


def test_deliveries_are_verified_printed_and_forwarded(sandbox: Sandbox) -> None:
    with Receiver(503) as mine, listening(sandbox, "--forward-to", mine.url, "--count", "2") as process:
        ran = run(sandbox, "webhooks", "trigger", "activity")
        assert (ran.returncode, ran.stdout) == (0, "sent: activity of student-00001\n"), ran.stderr
        out, error = process.communicate(timeout=30)
    assert process.returncode == 0, error
    # My endpoint's fault was passed on, so that the sandbox came again.
    first, second = out.splitlines()
    assert first.split()[1] == second.split()[1] == "ActivityEvent"
    assert first.endswith(" -> 503") and second.endswith(" -> 204")
    arrived = mine.received[0]
    assert json.loads(arrived.body)["type"] == "ActivityEvent"
    assert {"webhook-id", "webhook-signature", "webhook-timestamp"} <= {
        name.lower() for name in arrived.headers
    }
    with WebhooksClient(**sandbox.credentials) as client:
        assert client.registrations.list().total == 0


def test_what_is_not_signed_is_refused_and_not_forwarded(sandbox: Sandbox) -> None:
    import httpx

    with Receiver() as mine, listening(sandbox, "--forward-to", mine.url, "--count", "1") as process:
        with WebhooksClient(**sandbox.credentials) as client:
            (hook,) = client.registrations.list()
        assert httpx.post(str(hook.target_url), content=b"{}", trust_env=False).status_code == 400
        run(sandbox, "webhooks", "trigger", "time-spent")
        _, error = process.communicate(timeout=30)
    assert "refused: " in error
    assert len(mine.received) == 1


def test_a_process_that_is_ended_leaves_no_webhook(sandbox: Sandbox) -> None:
    with listening(sandbox) as process:
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 0
    with WebhooksClient(**sandbox.credentials) as client:
        assert client.registrations.list().total == 0


def test_elsewhere_a_public_url_is_needed_and_no_event_is_invented() -> None:
    environ = {"TIMEBACK_CLIENT_ID": "a", "TIMEBACK_CLIENT_SECRET": "b", "TIMEBACK_ENV": "production"}
    ran = subprocess.run(
        command("webhooks", "listen"),
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "public_url: required here" in ran.stderr
    ran = subprocess.run(
        command("webhooks", "trigger", "activity"),
        env={**os.environ, **environ}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 3
    assert "is no sandbox on this machine" in ran.stderr


@pytest.mark.parametrize("output", ["table", "ndjson"])
def test_events_are_printed_as_they_are_stored(sandbox: Sandbox, output: str) -> None:
    tail = ("caliper", "tail", "--interval", "0.1", "--count", "2", "-o", output)
    with subprocess.Popen(command(*tail), env=environ(sandbox), text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        run(sandbox, "webhooks", "trigger", "activity")
        first = process.stdout.readline()
        run(sandbox, "webhooks", "trigger", "time-spent")
        second = process.stdout.readline()
        assert process.wait(30) == 0
    if output == "table":
        assert "ActivityEvent" in first and "sasha.james1@" in first and "A lesson" in first
        assert "TimeSpentEvent" in second
    else:
        assert [json.loads(line)["type"] for line in (first, second)] == ["ActivityEvent", "TimeSpentEvent"]
    seeded = run(sandbox, "caliper", "tail", "--since", "2025-01-01", "--no-follow", "--count", "3")
    assert len(seeded.stdout.splitlines()) == 3
