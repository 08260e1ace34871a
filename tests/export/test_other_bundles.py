"""Bundles as generators, spreadsheets and older versions write them: what can be recognized is loaded, and told."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from tests.roster_bundles import SCHOOL, Rows, people, read_file, user, write_bundle
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
