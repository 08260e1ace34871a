"""Bundles that an export makes are valid by OneRoster's CSV binding 1.2.1, whatever the platform holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.roster_bundles import SCHOOL, Rows, people, read_file, user, write_bundle
from timeback import OneRosterClient
from timeback.export import export_oneroster, load_bundle
from timeback.sandbox import Sandbox

ID = re.compile(r"[0-9A-Za-z./@_-]+")
EXTENSION = re.compile(r"ext:[0-9A-Za-z._-]+")
ROLES = {
    "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
    "siteAdministrator", "student", "systemAdministrator", "teacher",
}  # fmt: skip
GRADES = {"IT", "PR", "PK", "TK", "KG", "PS", "UG", "Other", *(f"{grade:02}" for grade in range(1, 14))}
WORDS = {
    ("academicSessions", "type"): {"gradingPeriod", "semester", "schoolYear", "term"},
    ("classes", "classType"): {"homeroom", "scheduled"},
    ("demographics", "sex"): {"male", "female", "other", "unspecified"},
    ("enrollments", "role"): {"administrator", "proctor", "student", "teacher"},
    ("orgs", "type"): {"department", "school", "district", "local", "state", "national"},
    ("resources", "importance"): {"primary", "secondary"},
    ("resources", "roles"): ROLES,
    ("results", "scoreStatus"): {"exempt", "fully graded", "not submitted", "partially graded", "submitted"},
    ("roles", "role"): ROLES,
    ("roles", "roleType"): {"primary", "secondary"},
    ("users", "enabledUser"): {"true", "false"},
    ("users", "grades"): GRADES,
    ("classes", "grades"): GRADES,
    ("courses", "grades"): GRADES,
}
REQUIRED = {
    "academicSessions": "title type startDate endDate schoolYear",
    "categories": "title",
    "classes": "title courseSourcedId classType schoolSourcedId termSourcedIds",
    "courses": "title orgSourcedId",
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role",
    "lineItems": "title assignDate dueDate classSourcedId categorySourcedId schoolSourcedId",
    "lineItemScoreScales": "lineItemSourcedId scoreScaleSourcedId",
    "orgs": "name type",
    "resources": "vendorResourceId",
    "results": "lineItemSourcedId studentSourcedId scoreStatus scoreDate",
    "resultScoreScales": "resultSourcedId scoreScaleSourcedId",
    "roles": "userSourcedId roleType role orgSourcedId",
    "scoreScales": "title type orgSourcedId classSourcedId scoreScaleValue",
    "users": "enabledUser username givenName familyName",
}
DATES = re.compile(r"\d{4}-\d{2}-\d{2}")
MADE = {"roles", "lineItemScoreScales", "resultScoreScales", "courseResources", "classResources"}


def faults(folder: Path) -> list[str]:
    """What a validator would say of a bundle."""
    with (folder / "manifest.csv").open(newline="") as file:
        modes = {
            name.removeprefix("file."): value for name, value in csv.reader(file) if name.startswith("file.")
        }
    present = {name for name, mode in modes.items() if mode != "absent"}
    found = [
        f"{name}: absent or not"
        for name in present ^ {path.stem for path in folder.glob("*.csv")} ^ {"manifest"}
    ]
    for name in sorted(present):
        rows = read_file(folder, name)
        if not rows:
            found.append(f"{name}: no rows")
        if len({row["sourcedId"] for row in rows}) < len(rows):
            found.append(f"{name}: an id comes twice")
        for row in rows:
            found += [f"{name}, {row['sourcedId']}: {fault}" for fault in row_faults(name, row)]
    return found


def row_faults(name: str, row: dict[str, str]) -> list[str]:
    found = [f"{column} is blank" for column in REQUIRED.get(name, "").split() if not row[column]]
    if name in MADE and not ID.fullmatch(row["sourcedId"]):
        found.append("no id of the standard")
    for column, cell in row.items():
        words = WORDS.get((name, column))
        values = next(csv.reader([cell]), [])
        if words and any(value not in words and not EXTENSION.fullmatch(value) for value in values):
            found.append(f"{column} is {cell}")
        if column.endswith("Date") and cell and not DATES.fullmatch(cell):
            found.append(f"{column} is {cell}")
    subjects, codes = (next(csv.reader([row.get(each, "")]), []) for each in ("subjects", "subjectCodes"))
    if codes and len(codes) != len(subjects):
        found.append("subjects and their codes disagree")
    return found


@pytest.fixture(scope="module")
def odd() -> Iterator[Sandbox]:
    """A small district."""
    with Sandbox(students=20) as sandbox:
        yield sandbox


@pytest.fixture
def client(odd: Sandbox) -> Iterator[OneRosterClient]:
    """A client of a district that has what the platform allows and the standard does not."""
    odd.reset()
    with OneRosterClient(**odd.credentials) as client:
        course = client.courses.list(limit=1)[0]
        client.courses.modify(course.sourced_id, subjects=["Math"], subject_codes=["01", "02"], resources=[])
        student = client.students.list(limit=1)[0]
        client.users.create(
            {
                "sourcedId": "a:user, or so", "enabledUser": True, "givenName": "A", "familyName": "B",
                "email": "a@b.example", "username": None,
                "roles": [{"roleType": "primary", "role": "system_administrator", "org": student.roles[0].org}],
            }
        )  # fmt: skip
        client.resources.create(
            {"sourcedId": "r:1", "title": "Book", "vendorResourceId": "v", "roles": ["primary", "secondary"]}
        )
        yield client


@pytest.mark.parametrize("options", [{}, {"since": "2020-01-01"}, {"resources": ["score_scales", "users"]}])
def test_an_export_is_valid(client: OneRosterClient, tmp_path: Path, options: dict[str, Any]) -> None:
    export_oneroster(client, to=tmp_path, format="oneroster-csv", **options)
    assert faults(tmp_path) == []
    assert read_file(tmp_path, "scoreScales")


def test_what_the_standard_has_no_word_for_comes_back(
    client: OneRosterClient, bare: OneRosterClient, tmp_path: Path
) -> None:
    export_oneroster(client, to=tmp_path, format="oneroster-csv")
    course = client.courses.list(limit=1)[0].sourced_id
    load_bundle(tmp_path, bare)
    assert bare.resources.get("r:1").roles == ["primary", "secondary"]
    assert bare.users.get("a:user, or so").roles[0].role == "system_administrator"
    assert (bare.courses.get(course).metadata or {})["metadata.subjectCodes"] == "01,02"


def test_the_validator_finds_faults(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {**SCHOOL, **people(user("u", username="")), "categories": []}
    files["roles"] = [dict(files["roles"][0], sourcedId="r:1", role="administrator")]
    files["courses"] = [dict(SCHOOL["courses"][0], subjects="Math", subjectCodes="1,2", grades="9")]
    assert faults(write_bundle(tmp_path, files)) == [
        "categories: no rows",
        "courses, c: grades is 9",
        "courses, c: subjects and their codes disagree",
        "roles, r:1: no id of the standard",
        "roles, r:1: role is administrator",
        "users, u: username is blank",
    ]
