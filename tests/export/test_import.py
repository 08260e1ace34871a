"""Bundles as real systems write them: all of it arrives and leaves again, or is refused by file, line and column."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.roster_bundles import (
    SCHOOL,
    Rows,
    people,
    read_file,
    role,
    table,
    user,
    write_bundle,
    write_file,
    zipped,
)
from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import export_oneroster, load_bundle


def there_and_back(client: OneRosterClient, folder: Path, files: Mapping[str, Rows]) -> Path:
    load_bundle(write_bundle(folder / "in", files), client)
    export_oneroster(client, to=folder / "out", format="oneroster-csv")
    return folder / "out"


def without_blanks(rows: Rows) -> list[dict[str, str]]:
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


# -- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["true", "TRUE", "True", "1", "Y", "yes", " t "])
def test_true_in_any_spelling(bare: OneRosterClient, tmp_path: Path, cell: str) -> None:
    load_bundle(write_bundle(tmp_path, {**SCHOOL, **people(user("u", enabledUser=cell))}), bare)
    assert bare.users.get("u").enabled_user is True


@pytest.mark.parametrize("cell", ["false", "FALSE", "0", "N", "no", "f"])
def test_false_in_any_spelling(bare: OneRosterClient, tmp_path: Path, cell: str) -> None:
    load_bundle(write_bundle(tmp_path, {**SCHOOL, **people(user("u", enabledUser=cell))}), bare)
    assert bare.users.get("u").enabled_user is False


def test_words_in_any_case(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {
        **SCHOOL,
        "orgs": [dict(row, type=row["type"].upper(), status="Active") for row in SCHOOL["orgs"]],
        "academicSessions": [dict(SCHOOL["academicSessions"][0], type="schoolyear")],
        "classes": [dict(SCHOOL["classes"][0], classType="Scheduled")],
        "users": [user("u"), user("gone", status="ToBeDeleted")],
        "roles": [role("u", "Teacher", roleType="PRIMARY")],
        "enrollments": [
            {"sourcedId": "e", "classSourcedId": "k", "schoolSourcedId": "s", "userSourcedId": "u",
             "role": "TEACHER", "primary": "Y"},
        ],
    }  # fmt: skip
    load_bundle(write_bundle(tmp_path, files), bare)
    assert [org.type for org in bare.orgs.list(sort="sourced_id")] == ["district", "school"]
    assert bare.academic_sessions.get("y").type == "schoolYear"
    assert bare.classes.get("k").class_type == "scheduled"
    assert [(each.role, each.role_type) for each in bare.users.get("u").roles] == [("teacher", "primary")]
    assert (bare.enrollments.get("e").role, bare.enrollments.get("e").primary) == ("teacher", True)
    assert not bare.users.exists("gone")


FAULTS = [
    ("users", {"enabledUser": "maybe"}, "must be true or false"),
    ("users", {"status": "retired"}, "must be active or tobedeleted"),
    ("users", {"userIds": "{{SIS:77}}"}, "must hold pairs"),
    ("roles", {"role": "wizard"}, "must be one of aide, "),
    ("roles", {"roleType": "third"}, "must be one of primary, secondary"),
    ("roles", {"beginDate": "8/1/2026"}, "YYYY-MM-DD"),
    ("orgs", {"type": "galaxy"}, "must be one of department, "),
    ("orgs", {"sourcedId": " "}, "must not be blank"),
    ("academicSessions", {"type": "quarter"}, "must be one of gradingPeriod, "),
    ("academicSessions", {"endDate": "2027-02-30"}, "not a day of the calendar"),
    ("classes", {"classType": "lunch"}, "must be one of homeroom, scheduled"),
    ("enrollments", {"role": "parent"}, "must be one of administrator, "),
    ("enrollments", {"primary": "2"}, "must be true or false"),
    ("categories", {"weight": "1_000"}, "must be a number"),
    ("categories", {"weight": "1e999"}, "too large"),
    ("resources", {"importance": "vital"}, "must be one of primary, secondary"),
    ("resources", {"roles": "student,wizard"}, "must be one of aide, "),
    ("demographics", {"sex": "unknown"}, "must be one of male, "),
]


@pytest.mark.parametrize(("name", "cells", "said"), FAULTS)
def test_an_unknown_word_is_refused_by_file_line_and_column(
    bare: OneRosterClient, tmp_path: Path, name: str, cells: dict[str, str], said: str
) -> None:
    enrollment = {"sourcedId": "e", "classSourcedId": "k", "userSourcedId": "u", "role": "student"}
    files: dict[str, Rows] = {
        **SCHOOL,
        **people(user("u")),
        "enrollments": [enrollment],
        "categories": [{"sourcedId": "cat", "title": "Homework", "weight": "1"}],
        "resources": [{"sourcedId": "res", "vendorResourceId": "v", "importance": "primary"}],
        "demographics": [{"sourcedId": "u", "sex": "female"}],
    }
    faulty = dict(files[name][0], **{"sourcedId": "other", **cells})
    files[name] = [*files[name], faulty]
    line = len(files[name]) + 1
    (column,) = cells
    with pytest.raises(InvalidInputError) as refused:
        load_bundle(write_bundle(tmp_path, files), bare)
    assert f"{name}.csv, line {line}, column {column}: " in str(refused.value)
    assert said in str(refused.value)
    assert bare.orgs.list().total == 0, "nothing is written of a faulty bundle"


def test_all_faults_are_told_at_once(bare: OneRosterClient, tmp_path: Path) -> None:
    users = [user(f"u{number}", enabledUser="perhaps") for number in range(30)]
    with pytest.raises(InvalidInputError, match="20 rows are faulty, and perhaps more") as refused:
        load_bundle(write_bundle(tmp_path / "a", {**SCHOOL, **people(*users)}), bare)
    assert len(refused.value.issues) == 20
    with pytest.raises(InvalidInputError, match="2 rows are faulty:") as refused:
        load_bundle(write_bundle(tmp_path / "b", {**SCHOOL, **people(*users[:2])}), bare)
    assert [issue.path for issue in refused.value.issues] == [
        "users.csv, line 2, column enabledUser",
        "users.csv, line 3, column enabledUser",
    ]


# -- the manifest -------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["BULK", " bulk ", "Bulk", "bulk\t"])
def test_a_padded_mode_is_understood(bare: OneRosterClient, tmp_path: Path, mode: str) -> None:
    assert load_bundle(write_bundle(tmp_path, SCHOOL, mode=mode), bare) == {
        "orgs": 2, "academicSessions": 1, "courses": 1, "classes": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"file.orgs": "full"}, r"manifest\.csv, line 4: must be one of absent, bulk, delta"),
        ({f"file.{name}": "absent" for name in SCHOOL}, "all files are absent"),
        ({"oneroster.version": "2.0"}, r"manifest\.csv, line 3: names no OneRoster"),
        ({"file.users": "bulk"}, r"users\.csv is missing"),
    ],
)
def test_a_manifest_that_says_nothing_useful_is_refused(
    bare: OneRosterClient, tmp_path: Path, manifest: dict[str, str], said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said):
        load_bundle(write_bundle(tmp_path, SCHOOL, manifest=manifest), bare)


def test_names_of_files_and_properties_in_any_case(bare: OneRosterClient, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, SCHOOL)
    text = (folder / "manifest.csv").read_text()
    (folder / "manifest.csv").write_text(text.replace("file.orgs", " File.Orgs").replace("1.2", " v1.2.1 "))
    (folder / "orgs.csv").rename(folder / "Orgs.CSV")
    assert load_bundle(folder, bare)["orgs"] == 2


def test_what_is_not_loaded_is_told(bare: OneRosterClient, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, SCHOOL, manifest={"file.timetables": "bulk", "file.users": ""})
    write_file(folder / "users.csv", table([user("u")]))
    notes = load_bundle(folder, bare).notes
    assert any(note.startswith("manifest.csv, line") for note in notes)
    assert any(note.startswith("users.csv: the manifest does not name it") for note in notes)


# -- encodings and archives ---------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_that_declares_itself_is_read(
    bare: OneRosterClient, tmp_path: Path, encoding: str
) -> None:
    files = {**SCHOOL, **people(user("u", familyName="Müller-Łuk"))}
    load_bundle(write_bundle(tmp_path, files, encoding=encoding), bare)
    assert bare.users.get("u").family_name == "Müller-Łuk"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16-le"])
def test_another_encoding_must_be_said(bare: OneRosterClient, tmp_path: Path, encoding: str) -> None:
    files = {**SCHOOL, **people(user("a"), user("u", familyName="Müller"))}
    folder = write_bundle(tmp_path, files, encoding=encoding)
    (folder / "manifest.csv").write_text((folder / "manifest.csv").read_text(), encoding=encoding)
    with pytest.raises(InvalidInputError, match=r"(users\.csv, line 3|manifest\.csv, line 1): .*encoding="):
        load_bundle(folder, bare)
    load_bundle(folder, bare, encoding=encoding)
    assert bare.users.get("u").family_name == "Müller"


def test_an_encoding_that_there_is_not_is_refused(bare: OneRosterClient, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="'klingon' is not known"):
        load_bundle(write_bundle(tmp_path, SCHOOL), bare, encoding="klingon")


def test_a_bundle_in_a_folder_of_an_archive_with_what_macos_adds(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "export", SCHOOL)
    path = zipped(folder, below="District export/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/District export/._manifest.csv", b"\x00\x05\x16\x07")
        archive.writestr("District export/.DS_Store", b"\x00")
    assert load_bundle(path, bare)["orgs"] == 2


def test_an_archive_with_two_bundles_is_refused(bare: OneRosterClient, tmp_path: Path) -> None:
    path = zipped(write_bundle(tmp_path / "export", SCHOOL), below="a/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b/manifest.csv", "propertyName,value\r\n")
    with pytest.raises(InvalidInputError, match="several bundles"):
        load_bundle(path, bare)


# -- headers and rows ---------------------------------------------------------------------------


def test_headers_in_any_case_and_padded_and_rows_of_commas_only(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path, SCHOOL)
    columns, *lines = table(SCHOOL["orgs"])
    padded = [f" {name.upper()} " for name in columns]
    write_file(folder / "orgs.csv", [padded, ["", "", "", "", ""], *lines, [" "] * 5, [*lines[0][:4], ""]])
    report = load_bundle(folder, bare)
    assert report["orgs"] == 3
    assert report.notes == ("orgs.csv: 1 rows repeat others word for word",)
    assert bare.orgs.get("s").identifier == "2"


@pytest.mark.parametrize(
    ("orgs", "said"),
    [
        ("sourcedId:name:type\r\nd:D:district\r\n", r"orgs\.csv, line 1: has no column sourcedId"),
        ("sourcedId,name,type,Name\r\nd,D,district,E\r\n", r"orgs\.csv, line 1: has the column name twice"),
        ("sourcedId,name,type\r\nd,D,district,E\r\n", r"orgs\.csv, line 2: has more cells"),
        ('sourcedId,name,type\r\nd,"D,district\r\ns,S,school\r\n', r"orgs\.csv, line 3: unexpected end"),
        ('sourcedId,name,type\r\nd,"D" and more,district\r\n', r"orgs\.csv, line 2: ',' expected"),
        ("sourcedId,name,type\r\nd,D,district\r\nd,E,district\r\n", r"orgs\.csv, line 3, column sourcedId"),
        ("", r"orgs\.csv: is empty"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_its_line(
    bare: OneRosterClient, tmp_path: Path, orgs: str, said: str
) -> None:
    folder = write_bundle(tmp_path, SCHOOL)
    (folder / "orgs.csv").write_text(orgs, newline="")
    with pytest.raises(InvalidInputError, match=said):
        load_bundle(folder, bare)


def test_columns_of_their_own_arrive_as_metadata_and_leave_again(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    row = user(
        "u", identifier="ID-7", **{"metadata.homeroom": "007", "ext_lunch": "true, yes", "metadata.a.b": '{"x": 1}'}
    )  # fmt: skip
    out = there_and_back(bare, tmp_path, {**SCHOOL, **people(row)})
    assert bare.users.get("u").metadata == {
        "identifier": "ID-7", "homeroom": "007", "ext_lunch": "true, yes", "a.b": '{"x": 1}',
        "roles": [{"sourcedId": "r-u", "roleType": "primary", "role": "student", "orgSourcedId": "s"}],
    }  # fmt: skip
    (found,) = without_blanks(read_file(out, "users"))
    wanted = {("metadata.ext_lunch" if name == "ext_lunch" else name): cell for name, cell in row.items()}
    assert found == wanted


def test_a_column_named_as_one_of_the_standard_is_not_taken_for_it(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    row = user("u", identifier="one", **{"metadata.identifier": "two", "metadata.grades": "three"})
    out = there_and_back(bare, tmp_path, {**SCHOOL, **people(row)})
    assert without_blanks(read_file(out, "users")) == [row]


def test_metadata_of_the_platform_keep_their_types(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {**SCHOOL, **people(user("u", **{"metadata.isTestUser": "true", "metadata.tags": '["a","b"]'}))}
    out = there_and_back(bare, tmp_path, files)
    metadata = bare.users.get("u").metadata or {}
    assert (metadata["isTestUser"], metadata["tags"]) == (True, ["a", "b"])
    (row,) = read_file(out, "users")
    assert (row["metadata.isTestUser"], row["metadata.tags"]) == ("true", '["a","b"]')


LOSSY: list[tuple[str, Rows]] = [
    ("courses", [dict(SCHOOL["courses"][0], subjects="Algebra,Math,History", subjectCodes="1,2,3", grades="09,UG")]),
    ("classes", [dict(SCHOOL["classes"][0], subjects="Biology,Chemistry", subjectCodes="7,8", grades="IT,PK")]),
    ("users", [user("u", grades="KG,Other", email=""), user("v", userIds='{LDAP:1},"{Fed:a,b}"')]),
    ("roles", [role("u", "principal"), role("v", "districtAdministrator", **{"metadata.since": "1999"})]),
    ("roles", [role("u", "counselor", beginDate="2026-08-01", endDate="2027-06-30"), role("v")]),
    ("resources", [{"sourcedId": "res", "vendorResourceId": "v", "title": "", "roles": "student,teacher",
                    "importance": "primary"}]),
    ("courseResources", [{"sourcedId": "x", "title": "Book", "courseSourcedId": "c", "resourceSourcedId": "res"}]),
    ("classResources", [{"sourcedId": "x", "title": "Book", "classSourcedId": "k", "resourceSourcedId": "res"}]),
    ("userResources", [{"sourcedId": "x", "userSourcedId": "u", "orgSourcedId": "s", "resourceSourcedId": "res"}]),
    ("userProfiles", [{"sourcedId": "x", "userSourcedId": "u", "profileType": "LMS", "vendorId": "ven",
                       "credentialType": "password", "username": "ada"}]),
    ("demographics", [{"sourcedId": "u", "sex": "unspecified", "birthDate": "2016-02-29", "asian": "true"}]),
    ("scoreScales", [{"sourcedId": "sc", "title": "Letters", "type": "ordinal", "orgSourcedId": "d",
                      "classSourcedId": "k", "scoreScaleValue": "{90-100:A},{80-89:B}"}]),
    ("orgs", [SCHOOL["orgs"][0], dict(SCHOOL["orgs"][1], identifier="")]),
    ("enrollments", [{"sourcedId": "e", "classSourcedId": "k", "schoolSourcedId": "s", "userSourcedId": "u",
                      "role": "student", "primary": ""}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), LOSSY, ids=[f"{name}-{at}" for at, (name, _) in enumerate(LOSSY)])
def test_what_the_platform_has_no_field_or_word_for_is_kept(
    bare: OneRosterClient, tmp_path: Path, name: str, rows: Rows
) -> None:
    files: dict[str, Rows] = {
        **SCHOOL,
        **people(user("u"), user("v")),
        "resources": [{"sourcedId": "res", "vendorResourceId": "v", "title": "Book"}],
        name: rows,
    }
    out = there_and_back(bare, tmp_path, files)
    assert without_blanks(read_file(out, name)) == without_blanks(rows)
    report = load_bundle(tmp_path / "in", bare, dry_run=True)
    assert report.changes == (), "what was loaded is found unchanged"


def test_what_changed_on_the_platform_leaves_as_it_is_now(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {**SCHOOL, **people(user("u", grades="UG,09"))}
    files["courses"] = [dict(SCHOOL["courses"][0], subjects="Algebra,Math")]
    files["roles"] = [role("u", "principal")]
    load_bundle(write_bundle(tmp_path / "in", files), bare)
    bare.courses.modify("c", subjects=["Science"])
    bare.users.modify(
        "u", grades=["10"], roles=[{"roleType": "primary", "role": "teacher", "org": {"sourcedId": "s"}}]
    )
    export_oneroster(bare, to=tmp_path / "out", format="oneroster-csv")
    assert read_file(tmp_path / "out", "courses")[0]["subjects"] == "Science"
    assert read_file(tmp_path / "out", "users")[0]["grades"] == "10"
    assert [row["role"] for row in read_file(tmp_path / "out", "roles")] == ["teacher"]


def test_passwords_of_profiles_are_left_out(bare: OneRosterClient, tmp_path: Path) -> None:
    profile = {"sourcedId": "x", "userSourcedId": "u", "profileType": "LMS", "vendorId": "v",
               "credentialType": "password", "username": "ada", "password": "s3cret"}  # fmt: skip
    out = there_and_back(bare, tmp_path, {**SCHOOL, **people(user("u")), "userProfiles": [profile]})
    assert "s3cret" not in str(bare.users.get("u").metadata)
    assert "s3cret" not in "".join(path.read_text() for path in out.glob("*.csv"))


def test_rows_that_belong_to_nobody_are_told(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {**SCHOOL, **people(user("u"))}
    files["roles"] = [*files["roles"], role("ghost"), role("ghost", sourcedId="r2")]
    report = load_bundle(write_bundle(tmp_path, files), bare)
    assert report.notes == (
        "roles.csv: 2 rows belong to no row of the bundle and are left out, from roles.csv, line 3 on",
    )


def test_users_who_are_one_anothers_agents(bare: OneRosterClient, tmp_path: Path) -> None:
    users = [
        user("child", agentSourcedIds="mother,aunt"),
        user("mother", agentSourcedIds="child"),
        user("aunt"),
    ]
    report = load_bundle(write_bundle(tmp_path, {**SCHOOL, **people(*users)}), bare)
    assert report.files["users"].created == 3
    assert [each.sourced_id for each in bare.users.get("child").agents] == ["mother", "aunt"]
    assert [each.sourced_id for each in bare.users.get("mother").agents] == ["child"]
    assert load_bundle(tmp_path, bare, dry_run=True).changes == ()


def test_a_made_bundle_goes_in_and_out_row_for_row(bare: OneRosterClient, tmp_path: Path) -> None:
    count = 400  # of 20,000 the same holds; they take two minutes
    users = [
        user(
            f"u{number:05}", identifier=f"ID-{number}", userIds=f"{{SIS:{number}}}", sms="555", pronouns="she/her",
            grades=("09", "KG,UG", "")[number % 3], email=f"u{number}@x.example" if number % 5 else "",
            **{"metadata.homeroom": f"{number % 40:03}", "metadata.note": f"{number}, \"or\" so\nzwölf"},
        )
        for number in range(count)
    ]  # fmt: skip
    roles = [
        role(each["sourcedId"], ("student", "principal", "teacher")[at % 3]) for at, each in enumerate(users)
    ]
    out = there_and_back(bare, tmp_path, {**SCHOOL, "users": users, "roles": roles})
    for name in ("orgs", "users", "roles"):
        with (tmp_path / "in" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            given = sorted(csv.DictReader(file), key=lambda row: row["sourcedId"])
        assert without_blanks(read_file(out, name)) == without_blanks(given)
