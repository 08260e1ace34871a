"""The OneRoster 1.2 CSV bundle: written, read by the csv module alone, and loaded."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeback import OneRosterClient
from timeback.errors import InvalidInputError, UnprocessableEntityError
from timeback.export import Progress, export_oneroster, load_bundle
from timeback.export.bundle import join, split
from timeback.sandbox import Sandbox

Row = dict[str, Any]

FILES = [
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources",
    "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales",
    "orgs", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales", "roles",
    "scoreScales", "userProfiles", "userResources", "users",
]  # fmt: skip

# As the binding's tables list them, after sourcedId, status and dateLastModified.
HEADERS = {
    "academicSessions": "title,type,startDate,endDate,parentSourcedId,schoolYear",
    "categories": "title,weight",
    "classes": "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,"
    "subjects,subjectCodes,periods",
    "classResources": "title,classSourcedId,resourceSourcedId",
    "courses": "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "courseResources": "title,courseSourcedId,resourceSourcedId",
    "demographics": "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,"
    "countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
    "enrollments": "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "lineItemLearningObjectiveIds": "lineItemSourcedId,source,learningObjectiveId",
    "lineItems": "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,"
    "academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    "lineItemScoreScales": "title,lineItemSourcedId,scoreScaleSourcedId",
    "orgs": "name,type,identifier,parentSourcedId",
    "resources": "vendorResourceId,title,roles,importance,vendorId,applicationId",
    "resultLearningObjectiveIds": "resultSourcedId,source,learningObjectiveId,score,textScore",
    "results": "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,"
    "classSourcedId,inProgress,incomplete,late,missing",
    "resultScoreScales": "title,resultSourcedId,scoreScaleSourcedId",
    "roles": "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
    "scoreScales": "title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue",
    "userProfiles": "userSourcedId,profileType,vendorId,applicationId,description,credentialType,username,"
    "password",
    "users": "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns",
}
# The seeded district has no rows for the others.
PRESENT = set(HEADERS) - {
    "classResources", "courseResources", "lineItemLearningObjectiveIds", "resultLearningObjectiveIds",
    "userProfiles",
}  # fmt: skip


def read(folder: Path, name: str) -> list[dict[str, str]]:
    if not (folder / f"{name}.csv").exists():
        return []  # a file without rows is absent
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def ref(record: Row, field: str) -> str:
    return (record.get(field) or {"sourcedId": ""})["sourcedId"]


def text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def bundle(district: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    district.reset()
    to = tmp_path_factory.mktemp("bundle")
    with OneRosterClient(**district.credentials) as client:
        export_oneroster(client, to=to, format="oneroster-csv")
    return to


def test_its_files_and_headers_are_those_of_the_standard(bundle: Path) -> None:
    assert {path.stem for path in bundle.glob("*.csv")} == PRESENT | {"manifest"}
    for name in PRESENT:
        with (bundle / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        standard = ["sourcedId", "status", "dateLastModified", *HEADERS[name].split(",")]
        assert columns[: len(standard)] == standard
        assert all(column.startswith("metadata.") for column in columns[len(standard) :])


def test_its_manifest_names_every_file_of_the_standard(bundle: Path) -> None:
    with (bundle / "manifest.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    properties = dict(rows)
    assert header == ["propertyName", "value"]
    assert (properties["manifest.version"], properties["oneroster.version"]) == ("1.0", "1.2")
    assert [name for name in properties if name.startswith("file.")] == [f"file.{name}" for name in FILES]
    modes = {name: properties[f"file.{name}"] for name in FILES}
    assert modes == {name: "bulk" if name in PRESENT else "absent" for name in FILES}


Expected = Callable[[Row], Row]

RECORDS: dict[str, tuple[str, Expected]] = {
    "orgs": ("{rostering}/orgs", lambda r: {
        "name": r["name"], "type": r["type"], "identifier": r["identifier"],
        "parentSourcedId": ref(r, "parent"),
    }),
    "academicSessions": ("{rostering}/academicSessions", lambda r: {
        "title": r["title"], "type": r["type"], "startDate": r["startDate"][:10],
        "endDate": r["endDate"][:10], "parentSourcedId": ref(r, "parent"),
        "schoolYear": str(r["schoolYear"]),
    }),
    "courses": ("{rostering}/courses", lambda r: {
        "title": r["title"], "courseCode": text(r["courseCode"]), "orgSourcedId": ref(r, "org"),
        "subjects": ",".join(r["subjects"]),
    }),
    "classes": ("{rostering}/classes", lambda r: {
        "title": r["title"], "courseSourcedId": ref(r, "course"), "classCode": text(r["classCode"]),
        "classType": r["classType"], "location": text(r["location"]), "schoolSourcedId": ref(r, "school"),
        "termSourcedIds": ",".join(term["sourcedId"] for term in r["terms"]),
        "periods": ",".join(r["periods"] or []),
    }),
    "users": ("{rostering}/users", lambda r: {
        "enabledUser": text(r["enabledUser"]), "username": text(r["username"]), "givenName": r["givenName"],
        "familyName": r["familyName"], "middleName": text(r.get("middleName")), "email": text(r["email"]),
        "agentSourcedIds": ",".join(agent["sourcedId"] for agent in r["agents"]),
        "primaryOrgSourcedId": ref(r, "primaryOrg"), "password": "",
    }),
    "demographics": ("{rostering}/demographics", lambda r: {
        "birthDate": text(r["birthDate"]), "sex": text(r["sex"]), "asian": text(r["asian"]),
        "cityOfBirth": text(r["cityOfBirth"]),
    }),
    "enrollments": ("{rostering}/enrollments", lambda r: {
        "classSourcedId": ref(r, "class"), "schoolSourcedId": ref(r, "school"),
        "userSourcedId": ref(r, "user"), "role": r["role"], "primary": text(r["primary"]),
        "beginDate": text(r["beginDate"])[:10], "endDate": text(r.get("endDate"))[:10],
    }),
    "categories": ("{gradebook}/categories", lambda r: {
        "title": r["title"], "weight": text(r["weight"]),
    }),
    "scoreScales": ("{gradebook}/scoreScales", lambda r: {
        "title": r["title"], "type": r["type"], "classSourcedId": ref(r, "class"),
        "scoreScaleValue": ",".join(
            f"{{{each['itemValueLHS']}:{each['itemValueRHS']}}}" for each in r["scoreScaleValue"]
        ),
    }),
    "lineItems": ("{gradebook}/lineItems", lambda r: {
        "title": r["title"], "assignDate": r["assignDate"][:10], "dueDate": r["dueDate"][:10],
        "classSourcedId": ref(r, "class"), "categorySourcedId": ref(r, "category"),
        "schoolSourcedId": ref(r, "school"), "resultValueMax": text(r["resultValueMax"]),
    }),
    "results": ("{gradebook}/results", lambda r: {
        "lineItemSourcedId": ref(r, "lineItem"), "studentSourcedId": ref(r, "student"),
        "scoreStatus": r["scoreStatus"], "score": text(r["score"]), "scoreDate": r["scoreDate"][:10],
        "comment": text(r["comment"]), "classSourcedId": ref(r, "class"), "late": text(r["late"]),
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_it_matches_what_the_server_has_row_for_row(district: Sandbox, bundle: Path, name: str) -> None:
    path, expected = RECORDS[name]
    with OneRosterClient(**district.credentials) as client:
        answer = client.request("GET", path, query={"limit": 3000, "sort": "sourcedId"}).json()
    records = [each for each in answer[name] if each["status"] != "tobedeleted"]
    rows = read(bundle, name)
    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        wanted = {"sourcedId": record["sourcedId"], "status": "", "dateLastModified": "", **expected(record)}
        assert {column: row[column] for column in wanted} == wanted


def test_roles_and_score_scales_have_files_of_their_own(district: Sandbox, bundle: Path) -> None:
    with OneRosterClient(**district.credentials) as client:
        users = client.users.list_all(limit=1000, where={"status": "active"}, sort="sourced_id")
        results = client.results.list_all(limit=3000, where={"status": "active"}, sort="sourced_id")
    roles = [(row["userSourcedId"], row["roleType"], row["orgSourcedId"]) for row in read(bundle, "roles")]
    assert roles == [(user.sourced_id, r.role_type, r.org.sourced_id) for user in users for r in user.roles]
    assert len({row["sourcedId"] for row in read(bundle, "roles")}) == len(roles)
    scales = {row["resultSourcedId"]: row["scoreScaleSourcedId"] for row in read(bundle, "resultScoreScales")}
    assert scales == {row.sourced_id: row.score_scale.sourced_id for row in results if row.score_scale}


def test_a_bundle_of_changes_tells_status_and_date(sandbox: Sandbox, tmp_path: Path) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        user = client.users.list(where={"status": "active"}, limit=1)[0]
        client.users.delete(user.sourced_id)
        export_oneroster(client, to=tmp_path, format="oneroster-csv", since="2026-01-01", resources=["users"])
        stamp = client.request("GET", f"{{rostering}}/users/{user.sourced_id}").json()["user"]
    (row,) = [row for row in read(tmp_path, "users") if row["sourcedId"] == user.sourced_id]
    assert (row["status"], row["dateLastModified"]) == ("tobedeleted", stamp["dateLastModified"])
    modes = {row["propertyName"]: row["value"] for row in read(tmp_path, "manifest")}
    assert {modes["file.users"], modes["file.roles"]} == {"delta"}
    assert modes["file.orgs"] == "absent"


@pytest.fixture
def empty() -> Iterator[OneRosterClient]:
    with Sandbox(empty=True) as sandbox, OneRosterClient(**sandbox.credentials) as client:
        yield client


@pytest.mark.timeout(180)
def test_what_was_loaded_is_exported_as_it_was(empty: OneRosterClient, tmp_path: Path) -> None:
    with Sandbox(students=40) as small, OneRosterClient(**small.credentials) as client:
        export_oneroster(client, to=tmp_path / "first", format="oneroster-csv")
    archive = shutil.make_archive(str(tmp_path / "bundle"), "zip", tmp_path / "first")
    told: list[Progress] = []
    loaded = load_bundle(archive, empty, progress=told.append)
    assert load_bundle(archive, empty) == loaded  # again is harmless
    export_oneroster(empty, to=tmp_path / "second", format="oneroster-csv")
    for name in HEADERS:
        first, second = read(tmp_path / "first", name), read(tmp_path / "second", name)
        assert first == second
    assert loaded["users"] == len(read(tmp_path / "first", "users"))
    assert (told[-1].stage, told[-1].rows, told[-1].total) == ("import", sum(loaded.values()), told[-1].rows)


def write(folder: Path, name: str, *rows: dict[str, str]) -> None:
    """A file as another system writes it: with a byte order mark, and a column of its own."""
    headers = ["sourcedId", "status", "dateLastModified", *HEADERS[name].split(","), "metadata.theirs"]
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.DictWriter(file, headers, restval="")
        lines.writeheader()
        lines.writerows(rows)


def foreign_bundle(folder: Path, *, users: list[dict[str, str]] | None = None) -> Path:
    folder.mkdir()
    write(folder, "orgs",
        {"sourcedId": "s", "name": "School", "type": "school", "parentSourcedId": "d", "identifier": "1"},
        {"sourcedId": "d", "name": "District", "type": "district", "identifier": "2"},
    )  # fmt: skip
    write(folder, "academicSessions",
        {"sourcedId": "t", "title": "Term", "type": "term", "startDate": "2026-08-01",
         "endDate": "2026-12-20", "parentSourcedId": "y", "schoolYear": "2027"},
        {"sourcedId": "y", "title": "Year", "type": "schoolYear", "startDate": "2026-08-01",
         "endDate": "2027-06-20", "schoolYear": "2027"},
    )  # fmt: skip
    write(folder, "courses",
        {"sourcedId": "c", "title": "Algebra, first year", "orgSourcedId": "s", "schoolYearSourcedId": "y",
         "grades": "09,KG,UG", "subjects": 'Algebra,Math,"Statistics, applied"'},
    )  # fmt: skip
    write(folder, "classes",
        {"sourcedId": "k", "title": "1A", "courseSourcedId": "c", "schoolSourcedId": "s", "classType":
         "scheduled", "termSourcedIds": "t, y", "periods": '1,"2, long"'},
    )  # fmt: skip
    people = users or [
        {"sourcedId": "child", "enabledUser": "true", "givenName": "Zoë", "familyName": "O'Hara",
         "agentSourcedIds": "parent", "userIds": "{SIS:77},{Fed:a:b}", "preferredGivenName": "Z"},
        {"sourcedId": "parent", "enabledUser": "false", "givenName": "P", "familyName": "O'Hara",
         "email": "p@home.example"},
        {"sourcedId": "gone", "status": "tobedeleted", "enabledUser": "true", "givenName": "G",
         "familyName": "G"},
    ]  # fmt: skip
    write(folder, "users", *people)
    write(folder, "roles",
        {"sourcedId": "r1", "userSourcedId": "child", "roleType": "primary", "role": "student",
         "orgSourcedId": "s", "beginDate": "2026-08-01"},
        {"sourcedId": "r2", "userSourcedId": "parent", "roleType": "primary", "role":
         "districtAdministrator", "orgSourcedId": "d"},
    )  # fmt: skip
    present = {"orgs", "academicSessions", "courses", "classes", "users", "roles"}
    lines = [("propertyName", "value"), ("manifest.version", "1.0"), ("oneroster.version", "1.2")]
    lines += [(f"file.{name}", "bulk" if name in present else "absent") for name in FILES]
    with (folder / "manifest.csv").open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    return folder


def test_a_bundle_of_another_system_can_be_tried(empty: OneRosterClient, tmp_path: Path) -> None:
    loaded = load_bundle(foreign_bundle(tmp_path / "theirs"), empty)
    assert loaded == {"orgs": 2, "academicSessions": 2, "courses": 1, "classes": 1, "users": 3}
    course, taught = empty.courses.get("c"), empty.classes.get("k")
    assert (course.grades, course.subjects) == (["9", "0"], ["Other", "Math"])
    assert ([term.sourced_id for term in taught.terms], taught.periods) == (["t", "y"], ["1", "2, long"])
    session = empty.academic_sessions.get("t")
    assert session.org.sourced_id == "d"
    assert session.parent is not None
    assert session.parent.sourced_id == "y"
    child, parent = empty.users.get("child"), empty.users.get("parent")
    assert (child.given_name, child.email, child.preferred_first_name) == (
        "Zoë",
        "child@no-address.invalid",
        "Z",
    )
    assert [(each.type, each.identifier) for each in child.user_ids or ()] == [("SIS", "77"), ("Fed", "a:b")]
    assert [agent.sourced_id for agent in child.agents] == ["parent"]
    assert (parent.enabled_user, parent.roles[0].role) == (False, "administrator")
    assert not empty.users.exists("gone")


def test_a_faulty_row_is_told_by_its_line_and_not_by_its_data(empty: OneRosterClient, tmp_path: Path) -> None:
    whole = {"enabledUser": "true", "givenName": "Secret", "familyName": "Name"}
    nobody = foreign_bundle(
        tmp_path / "a", users=[{"sourcedId": "child", **whole}, {"sourcedId": "x", **whole}]
    )
    with pytest.raises(InvalidInputError, match="roles") as refused:
        load_bundle(nobody, empty)
    assert refused.value.__notes__ == ["users.csv, line 3"]
    assert "Secret" not in str(refused.value)
    mail = foreign_bundle(tmp_path / "b", users=[{"sourcedId": "child", "email": "no address", **whole}])
    with pytest.raises(UnprocessableEntityError) as unprocessable:
        load_bundle(mail, empty)
    assert unprocessable.value.__notes__ == ["users.csv, line 2"]


def test_what_is_no_bundle_is_refused(empty: OneRosterClient, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="neither a folder nor a ZIP"):
        load_bundle(tmp_path / "nowhere", empty)
    with pytest.raises(InvalidInputError, match=r"manifest\.csv is missing"):
        load_bundle(tmp_path, empty)
    (tmp_path / "manifest.csv").write_text("propertyName,value\noneroster.version,2.0\n")
    with pytest.raises(InvalidInputError, match=r"no OneRoster 1\.2"):
        load_bundle(tmp_path, empty)
    (tmp_path / "manifest.csv").write_text("propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\n")
    with pytest.raises(InvalidInputError, match=r"orgs\.csv is missing"):
        load_bundle(tmp_path, empty)


def test_the_sandbox_of_this_process_is_where_it_goes_by_default(tmp_path: Path) -> None:
    load_bundle(foreign_bundle(tmp_path / "theirs"))
    with OneRosterClient(env="sandbox") as client:
        assert client.users.get("child").family_name == "O'Hara"
        for name in ("users/child", "users/parent", "classes/k", "courses/c", "academicSessions/t"):
            client.request("DELETE", f"{{rostering}}/{name}")


@pytest.mark.parametrize("items", [[], ["a"], ["a", "b c"], ["with, comma", 'and "quotes"'], ["{x:y}"]])
def test_a_cell_holds_several_values(items: list[str]) -> None:
    assert split(join(items)) == items
