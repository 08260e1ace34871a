"""Bundles as generators, spreadsheets and older versions write them: what can be recognized is loaded, and told."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from tests.roster_bundles import SCHOOL, Rows, people, read_file, user, write_bundle, zipped
from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import export_oneroster, load_bundle

CLASS = {"sourcedId": "k", "title": "1A", "courseSourcedId": "c", "schoolSourcedId": "s"}


def session(sourced_id: str = "y", **cells: str) -> dict[str, str]:
    return {**SCHOOL["academicSessions"][0], "sourcedId": sourced_id, **cells}


# -- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["termSourcedId", "terms", "TermSourcedID"])
def test_headers_of_before_are_understood(bare: OneRosterClient, tmp_path: Path, header: str) -> None:
    files: dict[str, Rows] = {
        **SCHOOL,
        **people(user("u", agents="p"), user("p", agents="u")),
        "classes": [{**CLASS, header: "y", "grade": "03"}],
        "demographics": [{"userSourcedId": "u", "birthdate": "2015-01-02"}],
    }
    report = load_bundle(write_bundle(tmp_path, files), bare)
    found = bare.classes.get("k")
    assert ([each.sourced_id for each in found.terms], found.grades) == (["y"], ["3"])
    assert [each.sourced_id for each in bare.users.get("u").agents] == ["p"]
    assert str(bare.demographics.get("u").birth_date) == "2015-01-02"
    assert set(report.notes) == {
        f"classes.csv: the column {header if header != 'TermSourcedID' else 'termSourcedId'} is read as termSourcedIds",
        "classes.csv: the column grade is read as grades",
        "users.csv: the column agents is read as agentSourcedIds",
        "demographics.csv: the column userSourcedId is read as sourcedId",
    }
    assert load_bundle(tmp_path, bare, dry_run=True).changes == ()


def test_a_header_of_the_standard_comes_first(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {**SCHOOL, "classes": [{**CLASS, "termSourcedIds": "y", "terms": "autumn"}]}
    report = load_bundle(write_bundle(tmp_path, files), bare)
    found = bare.classes.get("k")
    assert (found.terms[0].sourced_id, (found.metadata or {})["terms"], report.notes) == ("y", "autumn", ())


def test_a_fault_is_told_under_the_header_that_is_there(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {**SCHOOL, "classes": [{**CLASS, "termSourcedId": ""}]}
    with pytest.raises(
        InvalidInputError, match=r"classes\.csv, line 2, column termSourcedId: must not be blank"
    ):
        load_bundle(write_bundle(tmp_path, files), bare)


# -- days and years -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "later", "order"),
    [
        ("8/27/2026", "5/7/2027", "2026-08-27 2027-05-07 2027-01-07", "month/day/year"),
        ("27/08/2026", "07/05/2027", "2026-08-27 2027-05-07 2027-07-01", "day/month/year"),
        ("08/27/2026 0:00", "2027-05-07", "2026-08-27 2027-05-07 2027-01-07", "month/day/year"),
    ],
)
def test_days_with_slashes_are_read_where_the_bundle_proves_their_order(
    bare: OneRosterClient, tmp_path: Path, start: str, end: str, later: str, order: str
) -> None:
    enrollment = {"sourcedId": "e", "classSourcedId": "k", "userSourcedId": "u", "role": "student"}
    files: dict[str, Rows] = {
        **SCHOOL,
        **people(user("u")),
        "academicSessions": [session(startDate=start, endDate=end)],
        "enrollments": [{**enrollment, "beginDate": "1/7/2027"}],
    }
    report = load_bundle(write_bundle(tmp_path, files), bare)
    found = bare.academic_sessions.get("y")
    days = [found.start_date, found.end_date, bare.enrollments.get("e").begin_date or ""]
    assert " ".join(each[:10] for each in days) == later
    assert report.notes == (
        f"days with slashes are read as {order}, which academicSessions.csv, line 2, column startDate proves",
    )
    assert load_bundle(tmp_path, bare, dry_run=True).changes == ()


@pytest.mark.parametrize(("start", "end"), [("8/1/2026", "5/7/2027"), ("8/27/2026", "27/5/2027")])
def test_days_that_may_be_two_are_refused(
    bare: OneRosterClient, tmp_path: Path, start: str, end: str
) -> None:
    files = {**SCHOOL, "academicSessions": [session(startDate=start, endDate=end)]}
    with pytest.raises(InvalidInputError, match="column startDate: must be a day as YYYY-MM-DD"):
        load_bundle(write_bundle(tmp_path, files), bare)


@pytest.mark.parametrize("year", ["2026-2027", "2026-27", "2026/2027", "2026 \u2013 2027"])
def test_a_school_year_is_the_one_in_which_it_ends(bare: OneRosterClient, tmp_path: Path, year: str) -> None:
    load_bundle(
        write_bundle(tmp_path / "in", {**SCHOOL, "academicSessions": [session(schoolYear=year)]}), bare
    )
    assert bare.academic_sessions.get("y").school_year == 2027
    assert load_bundle(tmp_path / "in", bare, dry_run=True).changes == ()
    export_oneroster(bare, to=tmp_path / "out", format="oneroster-csv")
    assert [row["schoolYear"] for row in read_file(tmp_path / "out", "academicSessions")] == [year]


@pytest.mark.parametrize("year", ["2026-2028", "26-27", "Year 1", "2027-2026"])
def test_what_is_no_school_year_is_refused_before_anything_is_written(
    bare: OneRosterClient, tmp_path: Path, year: str
) -> None:
    files = {**SCHOOL, "academicSessions": [session(schoolYear=year)]}
    with pytest.raises(InvalidInputError, match=r"line 2, column schoolYear: must be"):
        load_bundle(write_bundle(tmp_path, files), bare)
    assert bare.orgs.list().total == 0


# -- the manifest, states and archives ----------------------------------------------------------


@pytest.mark.parametrize(("files", "version"), [(people(user("u")), "1.2"), ({}, "1.1")])
def test_a_version_that_nobody_names_is_that_of_the_files(
    bare: OneRosterClient, tmp_path: Path, files: dict[str, Rows], version: str
) -> None:
    report = load_bundle(write_bundle(tmp_path, {**SCHOOL, **files}, version=""), bare)
    assert report.version == version
    assert report.notes == (f"manifest.csv names no oneroster.version; by its files it is {version}",)


def test_an_inactive_record_is_one_to_be_deleted_in_every_version(
    bare: OneRosterClient, tmp_path: Path
) -> None:
    files = {**SCHOOL, "academicSessions": [session(), session("z")]}
    load_bundle(write_bundle(tmp_path / "a", files), bare)
    files["academicSessions"] = [session(), session("z", status="inactive")]
    report = load_bundle(write_bundle(tmp_path / "b", files), bare)
    assert report.files["academicSessions"].deleted == 1
    assert report.notes == ("academicSessions: `inactive` is read as `tobedeleted` (1 rows)",)


def test_an_archive_may_part_its_folders_with_backslashes(bare: OneRosterClient, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "in", SCHOOL)
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(f"district\\{file.name}", file.read_bytes())
    assert load_bundle(tmp_path / "bundle.zip", bare)["orgs"] == 2


# -- OneRoster 1.0 ------------------------------------------------------------------------------


def of_version_10(**cells: str) -> dict[str, Rows]:
    """A bundle with the columns of 1.0, which say less."""
    year = {name: cell for name, cell in session().items() if name != "schoolYear"}
    term = {
        "sourcedId": "t",
        "title": "Fall",
        "type": "term",
        "startDate": "2026-08-01",
        "endDate": "2026-12-20",
    }
    former = {**user("u", role="student", orgSourcedIds="s", userId="S-7"), **cells}
    return {
        **SCHOOL,
        "academicSessions": [{**term, "parentSourcedId": "y"}, year],
        "courses": [{**SCHOOL["courses"][0], "schoolYearId": "y", "grade": "K-2"}],
        "users": [{name: cell for name, cell in former.items() if name != "enabledUser"}],
    }


@pytest.mark.parametrize("below", [None, "", "district/"])
def test_a_bundle_may_lack_its_manifest_and_what_only_later_versions_say(
    bare: OneRosterClient, tmp_path: Path, below: str | None
) -> None:
    folder = write_bundle(tmp_path / "in", of_version_10())
    (folder / "manifest.csv").unlink()
    path = folder if below is None else zipped(folder, below)
    report = load_bundle(path, bare)
    assert report.version == "1.1"
    assert {
        "manifest.csv is missing: all files are read, and nothing is deleted for not being in them",
        "OneRoster 1.1, users: without `enabledUser`, new ones are enabled (1 rows)",
        "OneRoster 1.1, academicSessions: without `schoolYear`, new ones are of the year in which it ends (2 rows)",
        "courses.csv: the column schoolYearId is read as schoolYearSourcedId",
        "users.csv: the column userId is read as userIds",
    } <= set(report.notes)
    assert [bare.academic_sessions.get(each).school_year for each in "ty"] == [2027, 2027]
    assert (bare.users.get("u").enabled_user, bare.courses.get("c").grades) == (True, ["0", "1", "2"])
    assert load_bundle(path, bare, dry_run=True).changes == ()
    (folder / "users.csv").unlink()
    assert load_bundle(folder, bare, dry_run=True).changes == ()


def test_what_a_bundle_does_not_say_stays_as_it_is(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {**SCHOOL, **people(user("u", enabledUser="false"))}
    load_bundle(write_bundle(tmp_path / "a", files), bare)
    load_bundle(write_bundle(tmp_path / "b", of_version_10(middleName="King"), version="1.0"), bare)
    found = bare.users.get("u")
    assert (found.middle_name, found.enabled_user) == ("King", False)


def test_a_range_of_grades_comes_back_as_it_was(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {
        **SCHOOL,
        **people(user("u", grades="9-12"), user("v", grades="PK-1,KG"), user("w", grades="x-2")),
    }
    load_bundle(write_bundle(tmp_path / "in", files), bare)
    assert [bare.users.get(each).grades for each in "uvw"] == [
        ["9", "10", "11", "12"], ["-1", "0", "1"], None,
    ]  # fmt: skip
    export_oneroster(bare, to=tmp_path / "out", format="oneroster-csv")
    assert [row["grades"] for row in read_file(tmp_path / "out", "users")] == ["9-12", "PK-1,KG", "x-2"]


# -- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("is_named", [False, True])
def test_cells_may_be_parted_as_spreadsheets_do_where_the_comma_is_a_decimal_mark(
    bare: OneRosterClient, tmp_path: Path, delimiter: str, name: str, is_named: bool
) -> None:
    files = {
        **SCHOOL,
        **people(user("u", middleName="de, la; x")),
        "classes": [{**CLASS, "termSourcedIds": "y"}],
    }
    write_bundle(tmp_path, files)
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="") as file:
            rows = list(csv.reader(file))
        with path.open("w", newline="") as file:
            if is_named:
                file.write(f"sep={delimiter}\r\n")
            csv.writer(file, delimiter=delimiter).writerows(rows)
    report = load_bundle(tmp_path, bare)
    assert bare.users.get("u").middle_name == "de, la; x"
    assert {note for note in report.notes if "parted" in note} >= {
        f"manifest.csv: its cells are parted by {name}",
        f"users.csv: its cells are parted by {name}",
    }


def test_the_mark_that_parts_most_headers_parts_the_cells(bare: OneRosterClient, tmp_path: Path) -> None:
    files = {**SCHOOL, **people(user("u", **{"metadata.a;b": "x"}))}
    report = load_bundle(write_bundle(tmp_path, files), bare)
    assert not any("parted" in note for note in report.notes)


def test_lists_may_be_in_json(bare: OneRosterClient, tmp_path: Path) -> None:
    cells = {
        "userIds": '[{"type": "sisId", "identifier": "S-7"}, {"type": "LDAP", "identifier": 8}]',
        "grades": '["09", 10]',
        "orgSourcedIds": '[{"sourcedId": "s", "type": "org"}, "d"]',
    }
    files = {
        **SCHOOL,
        "users": [user("u", role="student", **cells), user("v", role="student", orgSourcedIds="s")],
    }
    report = load_bundle(write_bundle(tmp_path, files, version="1.1"), bare)
    found = bare.users.get("u")
    assert [(each.type, each.identifier) for each in found.user_ids or []] == [
        ("sisId", "S-7"),
        ("LDAP", "8"),
    ]
    assert (found.grades, [each.org.sourced_id for each in found.roles]) == (["9", "10"], ["s", "d"])
    assert {note for note in report.notes if "JSON" in note} == {
        f"users.csv: the column {column} holds lists in JSON, which are read" for column in cells
    }
    assert load_bundle(tmp_path, bare, dry_run=True).changes == ()


@pytest.mark.parametrize("cell", ['[{"type": "sisId"}]', '[{"type":"a","identifier":"b"', '{"sisId": "7"}'])
def test_json_that_is_no_list_of_pairs_is_not_taken_for_one(
    bare: OneRosterClient, tmp_path: Path, cell: str
) -> None:
    files = {**SCHOOL, **people(user("u", userIds=cell))}
    with pytest.raises(InvalidInputError, match=r"column userIds: must hold pairs"):
        load_bundle(write_bundle(tmp_path, files), bare)


@pytest.mark.parametrize("cell", ["S-7", "{LDAP:8},S-7", "{S-7}"])
def test_an_identifier_without_a_type_is_kept_and_told(
    bare: OneRosterClient, tmp_path: Path, cell: str
) -> None:
    files = {**SCHOOL, **people(user("u", userIds=cell))}
    report = load_bundle(write_bundle(tmp_path / "in", files), bare)
    found = bare.users.get("u")
    assert [each.identifier for each in found.user_ids or []] == (["8"] if "8" in cell else [])
    assert (found.metadata or {})["userIds"] == cell
    assert report.notes == ("users.csv: what has no type in userIds is kept as metadata alone",)
    assert load_bundle(tmp_path / "in", bare, dry_run=True).changes == ()
    export_oneroster(bare, to=tmp_path / "out", format="oneroster-csv")
    assert [row["userIds"] for row in read_file(tmp_path / "out", "users")] == [cell]
