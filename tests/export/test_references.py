"""References of a bundle are checked against itself and the platform before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.roster_bundles import SCHOOL, Rows, people, role, user, write_bundle
from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import load_bundle

WHOLE: Mapping[str, Rows] = {
    **SCHOOL,
    **people(user("u"), user("v")),
    "resources": [{"sourcedId": "res", "vendorResourceId": "v"}],
    "courseResources": [{"sourcedId": "cr", "courseSourcedId": "c", "resourceSourcedId": "res"}],
    "classResources": [{"sourcedId": "kr", "classSourcedId": "k", "resourceSourcedId": "res"}],
    "userResources": [{"sourcedId": "ur", "userSourcedId": "u", "orgSourcedId": "s", "classSourcedId": "k",
                       "resourceSourcedId": "res"}],
    "demographics": [{"sourcedId": "u", "sex": "female"}],
    "enrollments": [{"sourcedId": "e", "classSourcedId": "k", "schoolSourcedId": "s", "userSourcedId": "u",
                     "role": "student"}],
    "categories": [{"sourcedId": "cat", "title": "Homework", "weight": "1"}],
    "scoreScales": [{"sourcedId": "scale", "title": "Scale", "type": "A-F", "orgSourcedId": "d", "courseSourcedId": "c",
                     "classSourcedId": "k", "scoreScaleValue": "{A:1}"}],
    "lineItems": [{"sourcedId": "li", "title": "Quiz", "assignDate": "2026-09-01", "dueDate": "2026-09-02",
                   "classSourcedId": "k", "categorySourcedId": "cat", "academicSessionSourcedId": "y",
                   "resultValueMin": "0", "resultValueMax": "1", "schoolSourcedId": "s"}],
    "lineItemScoreScales": [{"sourcedId": "ls", "lineItemSourcedId": "li", "scoreScaleSourcedId": "scale"}],
    "results": [{"sourcedId": "re", "lineItemSourcedId": "li", "studentSourcedId": "u", "scoreStatus": "submitted",
                 "score": "1", "scoreDate": "2026-09-03", "classSourcedId": "k"}],
    "resultScoreScales": [{"sourcedId": "rs", "resultSourcedId": "re", "scoreScaleSourcedId": "scale"}],
}  # fmt: skip
REFERENCES = [
    ("orgs", "parentSourcedId", "orgs"),
    ("academicSessions", "parentSourcedId", "academicSessions"),
    ("courses", "orgSourcedId", "orgs"),
    ("courses", "schoolYearSourcedId", "academicSessions"),
    ("courseResources", "resourceSourcedId", "resources"),
    ("classes", "courseSourcedId", "courses"),
    ("classes", "schoolSourcedId", "orgs"),
    ("classes", "termSourcedIds", "academicSessions"),
    ("classResources", "resourceSourcedId", "resources"),
    ("users", "primaryOrgSourcedId", "orgs"),
    ("users", "agentSourcedIds", "users"),
    ("roles", "orgSourcedId", "orgs"),
    ("userResources", "orgSourcedId", "orgs"),
    ("userResources", "classSourcedId", "classes"),
    ("userResources", "resourceSourcedId", "resources"),
    ("demographics", "sourcedId", "users"),
    ("enrollments", "classSourcedId", "classes"),
    ("enrollments", "schoolSourcedId", "orgs"),
    ("enrollments", "userSourcedId", "users"),
    ("scoreScales", "orgSourcedId", "orgs"),
    ("scoreScales", "courseSourcedId", "courses"),
    ("scoreScales", "classSourcedId", "classes"),
    ("lineItems", "classSourcedId", "classes"),
    ("lineItems", "categorySourcedId", "categories"),
    ("lineItems", "academicSessionSourcedId", "academicSessions"),
    ("lineItems", "schoolSourcedId", "orgs"),
    ("lineItemScoreScales", "scoreScaleSourcedId", "scoreScales"),
    ("results", "lineItemSourcedId", "lineItems"),
    ("results", "studentSourcedId", "users"),
    ("results", "classSourcedId", "classes"),
    ("resultScoreScales", "scoreScaleSourcedId", "scoreScales"),
]


def changed(name: str, column: str, value: str) -> dict[str, Rows]:
    """The whole bundle, its last row of a file naming another record."""
    files = dict(WHOLE)
    files[name] = [*files[name][:-1], {**files[name][-1], column: value}]
    return files


@pytest.mark.parametrize(("name", "column", "referred"), REFERENCES)
def test_a_reference_to_nothing_is_refused_by_file_line_and_column(
    bare: OneRosterClient, tmp_path: Path, name: str, column: str, referred: str
) -> None:
    files = changed(name, column, "nowhere")
    with pytest.raises(InvalidInputError) as refused:
        load_bundle(write_bundle(tmp_path, files), bare, dry_run=True)
    place = f"{name}.csv, line {len(files[name]) + 1}, column {column}"
    assert (place, f"'nowhere' is neither in {referred}.csv nor on the platform") in refused.value.issues
    with pytest.raises(InvalidInputError):
        load_bundle(tmp_path, bare)
    assert bare.orgs.list().total == 0, "nothing is written of a faulty bundle"


def test_a_whole_bundle_and_its_rows_in_any_order_are_loaded(bare: OneRosterClient, tmp_path: Path) -> None:
    files = dict(WHOLE)
    files["orgs"] = list(reversed(files["orgs"]))
    files["users"] = [user("u", agentSourcedIds="v", primaryOrgSourcedId="d"), user("v", agentSourcedIds="u")]
    load_bundle(write_bundle(tmp_path, files), bare)
    assert bare.results.get("re").student.sourced_id == "u"
    assert load_bundle(tmp_path, bare, dry_run=True).changes == ()


def test_all_are_told_at_once_each_id_at_its_first_row(bare: OneRosterClient, tmp_path: Path) -> None:
    users = [user(f"u{number}", primaryOrgSourcedId="gone") for number in range(30)]
    roles = [
        role(each["sourcedId"], orgSourcedId="lost" if each["sourcedId"] == "u7" else "s") for each in users
    ]
    with pytest.raises(InvalidInputError) as refused:
        load_bundle(write_bundle(tmp_path, {**SCHOOL, "users": users, "roles": roles}), bare)
    assert dict(refused.value.issues) == {
        "users.csv, line 2, column primaryOrgSourcedId":
            "'gone' is neither in orgs.csv nor on the platform; 29 more rows name it",
        "roles.csv, line 9, column orgSourcedId": "'lost' is neither in orgs.csv nor on the platform",
    }  # fmt: skip


@pytest.mark.parametrize("count", [3, 60])
def test_what_the_bundle_does_not_hold_is_asked_of_the_platform(
    bare: OneRosterClient, tmp_path: Path, count: int
) -> None:
    users = [user(f"u{number:02}") for number in range(count)]
    load_bundle(write_bundle(tmp_path / "a", {**SCHOOL, **people(*users)}), bare)
    rows: list[dict[str, Any]] = [
        {"sourcedId": f"e-{each['sourcedId']}", "classSourcedId": "k", "schoolSourcedId": "s",
         "userSourcedId": each["sourcedId"], "role": "student"}
        for each in users
    ]  # fmt: skip
    delta = write_bundle(tmp_path / "b", {"enrollments": rows}, mode="delta")
    assert load_bundle(delta, bare).files["enrollments"].created == count
    rows += [
        {**rows[0], "sourcedId": "x", "userSourcedId": ".."},
        {**rows[0], "sourcedId": "y", "classSourcedId": "z"},
    ]
    with pytest.raises(InvalidInputError) as refused:
        load_bundle(write_bundle(tmp_path / "c", {"enrollments": rows}, mode="delta"), bare)
    assert [path for path, _ in refused.value.issues] == [
        f"enrollments.csv, line {count + 2}, column userSourcedId",
        f"enrollments.csv, line {count + 3}, column classSourcedId",
    ]


def test_a_record_that_the_bundle_deletes_and_nobody_has_is_no_record(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    files = changed("users", "status", "tobedeleted") | {
        "enrollments": [{"sourcedId": "e", "classSourcedId": "k", "userSourcedId": "v", "role": "student"}]
    }
    with pytest.raises(InvalidInputError, match=r"column userSourcedId: 'v' is tobedeleted in users\.csv"):
        load_bundle(write_bundle(tmp_path, files), bare)


def test_a_fault_of_another_file_is_told_at_that_file(bare: OneRosterClient, tmp_path: Path) -> None:
    for cells, place in (
        ({"roleType": ""}, "roles.csv, line 3, column roleType"),
        ({"orgSourcedId": ""}, "roles.csv, line 3, column orgSourcedId"),
        ({"role": "principle"}, "roles.csv, line 3, column role"),
    ):
        files = dict(WHOLE)
        files["roles"] = [role("u"), role("v", **cells)]
        with pytest.raises(InvalidInputError) as refused:
            load_bundle(write_bundle(tmp_path, files), bare)
        assert [path for path, _ in refused.value.issues] == [place]
    assert refused.value.issues[0].message.endswith(", teacher, not 'principle'")
    files["roles"] = [role("u")]
    with pytest.raises(InvalidInputError, match=r"users\.csv, line 3: needs a row in roles\.csv"):
        load_bundle(write_bundle(tmp_path, files), bare)
    files = changed("courseResources", "resourceSourcedId", "")
    with pytest.raises(
        InvalidInputError, match=r"courseResources\.csv, line 2, column resourceSourcedId: must not be"
    ):
        load_bundle(write_bundle(tmp_path, files), bare)


def test_a_personal_word_is_told_to_nobody(bare: OneRosterClient, tmp_path: Path) -> None:
    files = changed("demographics", "sex", "secret")
    with pytest.raises(InvalidInputError, match="column sex: must be one of male") as refused:
        load_bundle(write_bundle(tmp_path, files), bare)
    assert "secret" not in str(refused.value)
