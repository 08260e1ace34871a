"""Bundles of OneRoster 1.1: read, put as 1.2, with a report of what was put in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roster_bundles import SCHOOL, Rows, read_file, user, write_bundle
from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import export_oneroster, load_bundle


def former_user(sourced_id: str, role: str = "student", orgs: str = "s", **cells: str) -> dict[str, str]:
    return user(sourced_id, role=role, orgSourcedIds=orgs, **cells)


DISTRICT: dict[str, Rows] = {
    **SCHOOL,
    "users": [
        former_user("u", orgs="s,d"),
        former_user("t", "Teacher"),
        former_user("boss", "administrator", "d"),
        former_user("head", "administrator", "s", **{"metadata.room": "1"}),
        former_user("left", status="inactive"),
    ],
    "categories": [{"sourcedId": "cat", "title": "Homework"}],
    "lineItems": [
        {"sourcedId": "li", "title": "Essay", "assignDate": "2026-09-01", "dueDate": "2026-09-08",
         "classSourcedId": "k", "categorySourcedId": "cat", "gradingPeriodSourcedId": "y",
         "resultValueMin": "0.0", "resultValueMax": "100.0"},
    ],
    "results": [
        {"sourcedId": "re", "lineItemSourcedId": "li", "studentSourcedId": "u", "scoreStatus": "Fully Graded",
         "score": "92.5", "scoreDate": "2026-09-09", "comment": "Good"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("version", ["1.1", "V1.1", "1.1.1"])
def test_it_is_read_as_one_of_1_2(bare: OneRosterClient, tmp_path: Path, version: str) -> None:
    report = load_bundle(write_bundle(tmp_path, DISTRICT, version=version), bare)
    assert report.version == "1.1"
    roles = {
        user.sourced_id: [(each.role, each.role_type, each.org.sourced_id) for each in user.roles]
        for user in bare.users.list()
    }
    assert roles == {
        "u": [("student", "primary", "s"), ("student", "primary", "d")],
        "t": [("teacher", "primary", "s")],
        "boss": [("administrator", "primary", "d")],
        "head": [("administrator", "primary", "s")],
    }
    item, result = bare.line_items.get("li"), bare.results.get("re")
    assert item.school.sourced_id == "s"
    assert item.academic_session is not None
    assert item.academic_session.sourced_id == "y"
    assert (result.score, result.score_status) == (92.5, "fully graded")
    assert (bare.users.get("head").metadata or {})["room"] == "1"


def test_the_report_says_what_was_put_in_other_words(bare: OneRosterClient, tmp_path: Path) -> None:
    report = load_bundle(write_bundle(tmp_path, DISTRICT, version="1.1"), bare)
    assert set(report.notes) == {
        "OneRoster 1.1, users: `role` and `orgSourcedIds` became roles, one in each organization (5 rows)",
        "OneRoster 1.1, roles: `administrator` became `districtAdministrator` (1 rows)",
        "OneRoster 1.1, roles: `administrator` became `siteAdministrator` (1 rows)",
        "OneRoster 1.1, line items: `gradingPeriodSourcedId` became `academicSessionSourcedId` (1 rows)",
        "OneRoster 1.1, line items: the school is that of the class (1 rows)",
        "users: `inactive` is read as `tobedeleted` (1 rows)",
    }


def test_it_leaves_as_1_2_and_is_found_unchanged(bare: OneRosterClient, tmp_path: Path) -> None:
    load_bundle(write_bundle(tmp_path / "in", DISTRICT, version="1.1"), bare)
    assert load_bundle(tmp_path / "in", bare, dry_run=True).changes == ()
    export_oneroster(bare, to=tmp_path / "out", format="oneroster-csv")
    roles = [(row["userSourcedId"], row["role"]) for row in read_file(tmp_path / "out", "roles")]
    assert sorted(roles) == [
        ("boss", "districtAdministrator"), ("head", "siteAdministrator"), ("t", "teacher"),
        ("u", "student"), ("u", "student"),
    ]  # fmt: skip
    assert load_bundle(tmp_path / "out", bare, dry_run=True).changes == ()


def test_faults_are_told_in_the_words_and_columns_of_1_1(bare: OneRosterClient, tmp_path: Path) -> None:
    users = [
        former_user("a"), former_user("b", "wizard"), former_user("c") | {"orgSourcedIds": "s,elsewhere"},
        former_user("d", ""), former_user("e") | {"orgSourcedIds": ""},
        former_user("f", status="gone") | {"enabledUser": "perhaps"},
    ]  # fmt: skip
    item = {"sourcedId": "li", "title": "Quiz", "classSourcedId": "k", "gradingPeriodSourcedId": "never"}
    files: dict[str, Rows] = {**SCHOOL, "users": users, "lineItems": [item]}
    with pytest.raises(InvalidInputError) as refused:
        load_bundle(write_bundle(tmp_path / "a", files, version="1.1"), bare)
    found = dict(refused.value.issues)
    assert found["users.csv, line 3, column role"] == (
        "must be one of administrator, aide, guardian, parent, proctor, relative, student, teacher, not 'wizard'"
    )
    assert found["users.csv, line 5, column role"] == "must not be blank"
    assert found["users.csv, line 6, column orgSourcedIds"] == "must not be blank"
    assert "'elsewhere' is neither" in found["users.csv, line 4, column orgSourcedIds"]
    assert "'never' is neither" in found["lineItems.csv, line 2, column gradingPeriodSourcedId"]
    assert found["users.csv, line 7, column status"] == "must be active, tobedeleted or inactive, not 'gone'"
    assert found["users.csv, line 7, column enabledUser"] == "must be true or false"


def test_the_columns_of_1_1_are_none_of_1_2(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {**SCHOOL, "users": [former_user("a")]}
    with pytest.raises(InvalidInputError, match=r"users\.csv, line 2: needs a row in roles\.csv"):
        load_bundle(write_bundle(tmp_path, files), bare)
