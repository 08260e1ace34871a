"""What people see: the command on a terminal of its own, read off the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import sys
import termios

import pyte
import pytest

from timeback import OneRosterClient
from timeback.sandbox import Sandbox

LINES = 60


class Screen:
    """A command's screen: its lines of text, what came before them as bytes, the exit status."""

    def __init__(self, width: int, *arguments: str, typed: str = "", **environ: str) -> None:
        screen = pyte.Screen(width, LINES)
        stream = pyte.ByteStream(screen)
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, width, 0, 0))
            kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
            environ = {**kept, "TERM": "xterm-256color", "TIMEBACK_ENV": "sandbox", **environ}
            os.execve(sys.executable, [sys.executable, "-m", "timeback.cli", *arguments], environ)
        os.write(terminal, typed.encode())
        self.raw = b""
        while chunk := _read(terminal):
            self.raw += chunk
        stream.feed(self.raw)
        self.status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.lines = [line.rstrip() for line in screen.display if line.strip()]
        self.colours = {cell.fg for row in screen.buffer.values() for cell in row.values()} - {"default"}


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the child has closed its end
        return b""


STUDENTS = ("oneroster", "users", "list", "--where", "role=student", "--limit", "2")


def test_a_table_on_a_narrow_terminal() -> None:
    screen = Screen(60, *STUDENTS)
    assert screen.lines[:2] == [
        "sourced_id     identifier  given_name  family_name",
        "student-00001  S100001     Sasha       James",
    ]
    assert " ".join(screen.lines[3:]).startswith(
        "2 of 300 rows; --all gives all of them; 12 columns do not fit"
    )


def test_a_table_on_a_terminal_of_eighty_columns() -> None:
    screen = Screen(80, *STUDENTS)
    assert screen.lines[:3] == [
        "sourced_id     identifier  given_name  family_name  email",
        "student-00001  S100001     Sasha       James        sasha.james1@students.lakev…",
        "student-00002  S100002     Kenji       Ross         kenji.ross2@students.lakevi…",
    ]


def test_a_table_on_a_wide_terminal() -> None:
    screen = Screen(200, *STUDENTS)
    header, first, *_ = screen.lines
    assert header.split()[:8] == [
        "sourced_id", "identifier", "given_name", "family_name", "email", "status", "username", "enabled_user",
    ]  # fmt: skip
    assert "guardian-00001" in first and "student" in first
    assert max(map(len, screen.lines)) <= 200


def test_an_error_is_one_block() -> None:
    screen = Screen(80, "oneroster", "users", "create", '{"a": 1}')
    assert screen.status == 2
    assert screen.lines[0].startswith("╭─ InvalidInputError ─")
    assert screen.lines[-1].startswith("╰──")
    assert "│   given_name: required" in "\n".join(screen.lines)
    assert screen.colours == {"red"}


def test_colours_only_where_they_are_wanted() -> None:
    assert Screen(80, "oneroster", "orgs", "get", "school-01", "-o", "json").colours
    assert not Screen(80, "oneroster", "orgs", "get", "school-01", "-o", "json", NO_COLOR="1").colours
    assert not Screen(80, "check", NO_COLOR="1").colours
    assert Screen(80, "check").colours == {"green"}


@pytest.mark.parametrize("width", [60, 80, 200])
def test_check_fits(width: int) -> None:
    screen = Screen(width, "check")
    assert screen.status == 0
    assert all(len(line) <= width for line in screen.lines)
    answer = "              from $TIMEBACK_ENV  for all but masterytrack"
    if width == 200:
        assert screen.lines[0].split() == ["setting", "value", "from", "for"]
    else:
        assert screen.lines[0].split() == ["setting", "value"]
        assert (
            screen.lines[screen.lines.index("client_secret  ***") + 1].strip().startswith(answer.strip()[:40])
        )
    assert any(line.startswith("oneroster") and line.endswith("ok (200)") for line in screen.lines)


def test_a_delete_is_asked_for_on_a_terminal() -> None:
    delete = ("oneroster", "orgs", "delete", "school-02")
    asked = Screen(80, *delete, typed="n\n")
    assert asked.status == 1
    shown = "\n".join(asked.lines)
    assert "DELETE /ims/oneroster/rostering/v1p2/orgs/school-02" in shown
    assert "Delete 1 record on sandbox.invalid? [y/N]" in shown and "nothing was deleted" in shown
    assert Screen(80, *delete, typed="y\n").status == 0
    assert "[y/N]" not in "\n".join(Screen(80, *delete, "--yes").lines)


def test_a_delete_on_production_names_host_and_count() -> None:
    environ = {"TIMEBACK_ENV": "production", "TIMEBACK_CLIENT_ID": "a", "TIMEBACK_CLIENT_SECRET": "b"}
    # Answered with no, so that nothing is sent, nor asked for a token.
    asked = Screen(80, "oneroster", "users", "delete", "nobody", typed="n\n", **environ)
    assert asked.status == 1
    assert "Delete 1 record on PRODUCTION, api.alpha-1edtech.ai?" in " ".join(asked.lines)


def test_help_fits() -> None:
    screen = Screen(60, "oneroster", "users", "list", "--help")
    assert all(len(line) <= 60 for line in screen.lines)
    assert any("--where" in line for line in screen.lines)


HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b2JAda\r\x7f"
BODY = {"sourcedId": "o-h", "name": HOSTILE, "type": "department", "status": "active"}


def test_no_control_character_of_a_record_reaches_the_terminal() -> None:
    with Sandbox() as sandbox, OneRosterClient(**sandbox.credentials) as client:
        client.orgs.create(BODY)
        environ = {
            "TIMEBACK_ENV": "", "TIMEBACK_BASE_URL": sandbox.base_url, "TIMEBACK_AUTH_URL": sandbox.auth_url,
            "TIMEBACK_CLIENT_ID": sandbox.client_id, "TIMEBACK_CLIENT_SECRET": sandbox.client_secret,
        }  # fmt: skip
        # The body of an endpoint goes out as it came where it is a file.
        raw = ("request", "GET", "{rostering}/orgs/o-h")
        for arguments in (("oneroster", "orgs", "get", "o-h"), raw, ("oneroster", "orgs", "get", "\x1b[2J")):
            for output in ("table", "json", "ndjson", "csv"):
                screen = Screen(200, *arguments, "-o", output, **environ)
                plain = re.sub(rb"\x1b\[[0-9;]*m", b"", screen.raw)  # colours of the program's own
                assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\r(?!\n)", plain), (
                    arguments
                )
                assert screen.lines
