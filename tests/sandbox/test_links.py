"""References lead to the sandbox; nothing that callers write is taken for one, nothing internal is answered."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from timeback.sandbox.core import SandboxCore
from timeback.sandbox.links import LINK_MARK
from timeback.sandbox.services import SERVICES

from .conftest import ROSTERING, Caller, user_body

LISTS = [
    *("/users", "/classes", "/enrollments", "/academicSessions", "/courses/components"),
    *("/ims/oneroster/gradebook/v1p2/results", "/ims/oneroster/resources/v1p2/resources"),
    *("/edubridge/enrollments/user/student-00001", "/edubridge/subject-track"),
    *("/powerpath/syllabus/course-mth-04", "/api/assessment-items"),
]


@pytest.mark.parametrize(
    "text", ["~", "~/", "~/ims/x", f"~/{ROSTERING}/users/u", '~/" ~/', "https://x.example/~/"]
)
def test_what_a_caller_writes_comes_back_as_it_was(empty: Caller, text: str) -> None:
    free: dict[str, Any] = {
        "href": text,
        "deep": [{"href": text, "sourcedId": text}],
        "text": f'"href":"{text}',
    }
    body = user_body(metadata=free, preferredFirstName=text)
    assert empty("POST", "/users", {"user": body}).status == 201
    found = empty.one("/users/u")
    assert (found["metadata"], found["preferredFirstName"]) == (free, text)
    assert empty("PUT", "/users/u", {"user": found}).status == 200
    assert empty.one("/users/u")["metadata"] == free
    assert empty.ids("/users", filter=f"preferredFirstName='{text}'") == ["u"]


@pytest.mark.parametrize("path", LISTS)
def test_nothing_internal_is_answered(call: Caller, path: str) -> None:
    answer = call("GET", path)
    assert answer.status == 200, answer.body
    assert b"~" not in answer.body
    assert answer.header("content-length") == str(len(answer.body))


def test_answers_to_writes_are_whole_too(call: Caller) -> None:
    student, lesson = "student-00001", "link-mth-04-u1-l1"
    pair = {"student": student, "lesson": lesson}
    asked = call("GET", "/powerpath/getNextQuestion", **pair)
    question = asked.json()["question"]["id"]
    sent = {**pair, "question": question, "response": "A"}
    answers = [asked, call("PUT", "/powerpath/updateStudentQuestionResponse", sent)]
    answers.append(call("POST", f"/edubridge/enrollments/enroll/{student}/course-mth-04"))
    answers.append(call("PUT", "/users/student-00001", {"user": call.one("/users/student-00001")}))
    for answer in answers:
        assert answer.status < 300, answer.body
        assert b"~" not in answer.body


def test_a_file_is_served_at_another_address(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with contextlib.closing(SandboxCore(data=path, students=3, base_url="http://one.example")) as core:
        body = user_body(
            "u", roles=[{"roleType": "primary", "role": "teacher", "org": {"sourcedId": "school-01"}}]
        )
        assert Caller(core)("POST", "/users", {"user": body}).status == 201
    # As another process would find it.
    stored = path.read_bytes() + b"".join(each.read_bytes() for each in tmp_path.glob("s.db-*"))
    assert b"one.example" not in stored
    with contextlib.closing(SandboxCore(data=path, base_url="http://two.example")) as core:
        call = Caller(core)
        for user in ("u", "student-00001"):
            org = call.one(f"/users/{user}")["roles"][0]["org"]
            assert org["href"] == f"http://two.example{ROSTERING}/orgs/{org['sourcedId']}"


def test_the_mark_is_nobodys_to_guess() -> None:
    assert len(LINK_MARK) > 20
    assert {service.name for service in SERVICES}
