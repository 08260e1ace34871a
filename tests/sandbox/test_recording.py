"""Recordings hold what was exchanged and nobody's data, and a sandbox answers from them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from timeback import APIStatusError, NotFoundError, OneRosterClient, TimebackClient, UnprocessableEntityError
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox, recording
from timeback.sandbox.pseudonyms import Pseudonyms


def read(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.jsonl"))


def story(client: OneRosterClient, user_id: str, email: str) -> list[Any]:
    """Some calls, and what came of them."""
    found = client.users.list(where={"email": email})
    user = client.users.get(user_id)
    with pytest.raises(NotFoundError):
        client.users.get("nobody")
    with pytest.raises(UnprocessableEntityError) as caught:
        client.request("POST", "{rostering}/users/", json={"user": {"givenName": user.given_name}})
    classes = client.users(user_id).classes.list(limit=2)
    return [len(found), user.status, caught.value.body, classes.total, [each.title for each in classes]]


def test_a_recording_answers_without_anybody_s_data(tmp_path: Path) -> None:
    with Sandbox(students=10) as sandbox, OneRosterClient(**sandbox.credentials) as client:
        person = client.students.list(limit=1)[0]
        assert person.email
        with recording(tmp_path / "kept"):
            before = story(client, person.sourced_id, person.email)
        client.orgs.list()
    kept = read(tmp_path / "kept")
    for private in (
        person.given_name,
        person.family_name,
        person.email,
        person.username,
        person.sourced_id,
        sandbox.client_secret,
    ):
        assert private
        assert private not in kept
    assert "/orgs/?" not in kept
    names = Pseudonyms(b"")
    assert names.text(person.email) not in kept, "the key is another's"

    with (
        Sandbox(empty=True, replay=tmp_path / "kept") as replayed,
        OneRosterClient(**replayed.credentials) as client,
    ):
        (only,) = client.request("GET", first_url(kept)).json()["users"]
        assert only["email"].endswith("@recorded.invalid")
        assert story(client, only["sourcedId"], only["email"]) == before
        assert replayed.missing == []
        with pytest.raises(APIStatusError, match="recording has no GET"):
            client.orgs.list()
        (missed,) = replayed.missing
        assert missed.path.rstrip("/").endswith("/orgs")


def first_url(kept: str) -> str:
    return kept.partition('"url":"')[2].partition('"')[0]


def test_answers_come_in_the_order_of_the_recording(tmp_path: Path) -> None:
    with Sandbox(students=5) as sandbox, TimebackClient(**sandbox.credentials) as client:
        course = client.oneroster.courses.list(limit=1)[0]
        with recording(tmp_path):
            for title in ("First", "Second"):
                client.oneroster.courses.modify(course.sourced_id, title=title)
                client.qti.assessment_items.get("verbs-1")
    with Sandbox(replay=tmp_path) as sandbox, TimebackClient(**sandbox.credentials) as client:
        titles = [client.oneroster.courses.get(course.sourced_id).title for _ in range(4)]
        assert titles == [course.title, "First", "First", "First"]
        assert client.qti.assessment_items.get("verbs-1").title == "Verbs"
        assert sandbox.missing == []


def test_a_command_records_all_that_its_clients_exchange(tmp_path: Path) -> None:
    program = (
        "from timeback import OneRosterClient\n"
        "with OneRosterClient(env='sandbox') as client: client.students.list(limit=2)\n"
        "raise SystemExit(7)"
    )
    command = [sys.executable, "-m", "timeback.cli", "record", "--to", str(tmp_path / "kept"), "--"]
    run = subprocess.run(
        [*command, sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 7, run.stderr
    assert '"url":"/ims/oneroster/rostering/v1p2/students/?' in read(tmp_path / "kept")


def test_what_is_no_recording_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="holds no recording"):
        Sandbox(replay=tmp_path)
    (tmp_path / "x.jsonl").write_text('{"at": 1}\n')
    with pytest.raises(ConfigurationError, match="line 1"):
        Sandbox(replay=tmp_path)


@pytest.mark.parametrize(
    ("body", "gone", "stays"),
    [
        ({"user": {"sourcedId": "s-77", "name": "Ada L"}}, ("s-77", "Ada L"), ()),
        ({"actor": {"id": "https://x.example/users/s-77", "type": "Person"}}, ("s-77",), ("Person",)),
        ({"studentId": "s-77", "score": 12}, ("s-77",), ("12",)),
        (
            {"demographics": {"sourcedId": "s-77", "birthDate": "2011-04-05"}},
            ("s-77", "2011-04"),
            ("2000-01-01",),
        ),
        ({"client_secret": "abc-secret", "access_token": "tok-1"}, ("abc-secret", "tok-1"), ("***",)),
        ({"note": "write to ada@home.example soon"}, ("ada@home",), ("write to", "soon")),
        ({"comment": "Ada was late"}, ("Ada",), ()),
        ({"courseId": "c-1", "title": "Math"}, (), ("c-1", "Math")),
    ],
)
def test_whose_data_it_is(body: dict[str, Any], gone: tuple[str, ...], stays: tuple[str, ...]) -> None:
    import msgspec

    kept = Pseudonyms(b"key").content(msgspec.json.encode(body)) or ""
    assert [each for each in gone if each in kept] == []
    assert [each for each in stays if each not in kept] == []


@pytest.mark.parametrize(
    ("url", "gone", "stays"),
    [
        (
            "https://x.example/users?filter=email%3D%27a%40b.example%27",
            ("a%40b", "x.example"),
            ("filter=email",),
        ),
        (
            "/users?filter=familyName~%27O%27%27Brien%27+AND+role%3D%27student%27",
            ("Brien",),
            ("role%3D%27student",),
        ),
        ("/enrollments?filter=user.sourcedId%3D%27s-77%27", ("s-77",), ("user.sourcedId",)),
        ("/analytics?studentId=s-77&startDate=2026-01-01", ("s-77",), ("2026-01-01",)),
        ("/users?search=Ada&limit=5", ("Ada",), ("limit=5",)),
    ],
)
def test_whose_data_a_query_holds(url: str, gone: tuple[str, ...], stays: tuple[str, ...]) -> None:
    kept = Pseudonyms(b"key").url(url)
    assert [each for each in gone if each in kept] == []
    assert [each for each in stays if each not in kept] == []
