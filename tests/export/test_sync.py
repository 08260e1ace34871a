"""An import is a sync: it says and does what is to be created, changed and deleted, and goes on where it ended."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tests.roster_bundles import SCHOOL, Rows, people, role, user, write_bundle
from timeback import OneRosterClient
from timeback._sync.oneroster.users import Users
from timeback.errors import APIStatusError, InvalidInputError, UnprocessableEntityError
from timeback.export import Progress, export_oneroster, load_bundle
from timeback.sandbox import Sandbox


def students(count: int) -> dict[str, Rows]:
    return {**SCHOOL, **people(*(user(f"u{number:02}") for number in range(count)))}


def names(client: OneRosterClient) -> set[str]:
    return {each.sourced_id for each in client.users.list_all(where={"status": "active"})}


def test_a_dry_run_tells_all_and_writes_nothing(bare: OneRosterClient, tmp_path: Path) -> None:
    load_bundle(write_bundle(tmp_path / "a", students(4)), bare)
    users = [user("u00"), user("u01", familyName="King", phone="555"), user("u02"), user("new")]
    second = write_bundle(tmp_path / "b", {**SCHOOL, **people(*users)})
    report = load_bundle(second, bare, dry_run=True)
    assert report.dry_run
    assert [(each.action, each.file, each.sourced_id, each.columns) for each in report.changes] == [
        ("change", "users", "u01", ("familyName", "phone")),
        ("create", "users", "new", ()),
        ("delete", "users", "u03", ()),
    ]
    assert bare.users.get("u01").family_name == "Byron"
    assert names(bare) == {"u00", "u01", "u02", "u03"}
    done = load_bundle(second, bare)
    counts = done.files["users"]
    assert (counts.rows, counts.created, counts.changed, counts.deleted, counts.unchanged) == (4, 1, 1, 1, 2)
    assert done.changes == ()
    assert bare.users.get("u01").phone == "555"
    assert names(bare) == {"u00", "u01", "u02", "new"}
    assert load_bundle(second, bare, dry_run=True).changes == ()


@pytest.mark.parametrize(
    ("limit", "left", "is_refused"),
    [("5%", 19, False), ("5%", 18, True), (" 10 %", 18, False), (1, 19, False), (1, 18, True), ("2", 18, False),
     ("0%", 19, True), (None, 10, False), (None, 9, True), ("100%", 0, False)],
)  # fmt: skip
def test_deletes_have_a_bound(
    bare: OneRosterClient, tmp_path: Path, limit: int | str | None, left: int, is_refused: bool
) -> None:
    load_bundle(write_bundle(tmp_path / "a", students(20)), bare)
    second = write_bundle(tmp_path / "b", students(left))
    if is_refused:
        with pytest.raises(InvalidInputError, match=rf"max_deletes: {20 - left} of 20 records of users"):
            load_bundle(second, bare, max_deletes=limit)
        left = 20
    else:
        load_bundle(second, bare, max_deletes=limit)
    assert len(names(bare)) == left


@pytest.mark.parametrize("limit", ["many", "-1", "5 percent", True, "%"])
def test_a_bound_that_is_none_is_refused(bare: OneRosterClient, tmp_path: Path, limit: Any) -> None:
    with pytest.raises(InvalidInputError, match="must be a number such as 100"):
        load_bundle(write_bundle(tmp_path, SCHOOL), bare, max_deletes=limit)


def test_rows_that_say_so_are_deleted_and_count_for_the_bound(bare: OneRosterClient, tmp_path: Path) -> None:
    load_bundle(write_bundle(tmp_path / "a", students(10)), bare)
    gone = [user("u00", status="tobedeleted"), user("u01", status="tobedeleted")]
    delta = write_bundle(tmp_path / "b", {"users": gone}, mode="delta")
    with pytest.raises(InvalidInputError, match="2 of 10 records of users"):
        load_bundle(delta, bare, max_deletes="5%")
    assert load_bundle(delta, bare).files["users"].deleted == 2
    assert len(names(bare)) == 8, "a file of changes says nothing of records that it does not name"
    back = write_bundle(tmp_path / "c", people(user("u00")), mode="delta")
    assert load_bundle(back, bare).files["users"].changed == 1
    assert "u00" in names(bare)


def test_what_is_of_other_organizations_is_none_of_a_bundles_business(tmp_path: Path) -> None:
    with Sandbox(students=20) as sandbox, OneRosterClient(**sandbox.credentials) as client:
        before = {name: getattr(client, name).list(where={"status": "active"}).total
                  for name in ("orgs", "users", "classes", "enrollments", "categories")}  # fmt: skip
        load_bundle(write_bundle(tmp_path / "a", {**students(3), "categories": []}), client)
        report = load_bundle(write_bundle(tmp_path / "b", students(2)), client)
        assert [each.deleted for each in report.files.values()] == [0, 0, 0, 0, 1]
        after = {name: getattr(client, name).list(where={"status": "active"}).total for name in before}
    new = {"orgs": 2, "users": 2, "classes": 1}
    assert after == {name: total + new.get(name, 0) for name, total in before.items()}


def test_what_an_export_lacks_is_deleted_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    with Sandbox(students=20) as sandbox, OneRosterClient(**sandbox.credentials) as client:
        export_oneroster(client, to=tmp_path, format="oneroster-csv")
        assert load_bundle(tmp_path, client, dry_run=True).changes == (), "an export changes nothing"
        path = tmp_path / "enrollments.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:-1]), encoding="utf-8", newline="")
        (change,) = load_bundle(tmp_path, client, dry_run=True).changes
        assert (change.action, change.file) == ("delete", "enrollments")
        load_bundle(tmp_path, client)
        assert client.enrollments.get(change.sourced_id).status == "tobedeleted"


def test_fields_that_no_file_has_stay_and_blank_cells_clear(bare: OneRosterClient, tmp_path: Path) -> None:
    files: dict[str, Rows] = {**SCHOOL, **people(user("u", phone="1", grades="09", **{"metadata.bus": "4"}))}
    files["courses"] = [dict(SCHOOL["courses"][0], courseCode="ALG")]
    load_bundle(write_bundle(tmp_path / "a", files), bare)
    bare.courses.modify("c", level="AP", metadata={"goals": {"dailyXp": 20}})
    bare.users.modify("u", metadata={**(bare.users.get("u").metadata or {}), "isTestUser": True})
    blank: dict[str, Rows] = {**SCHOOL, **people(user("u", phone="", grades="", **{"metadata.bus": ""}))}
    blank["courses"] = [{"sourcedId": "c", "title": "Algebra I", "orgSourcedId": "s"}]
    load_bundle(write_bundle(tmp_path / "b", blank), bare)
    course, ada = bare.courses.get("c"), bare.users.get("u")
    assert (course.title, course.level, course.course_code) == ("Algebra I", "AP", "ALG")
    assert course.metadata == {"goals": {"dailyXp": 20}}
    assert (ada.phone, ada.grades) == (None, [])
    assert "bus" not in (ada.metadata or {})
    assert (ada.metadata or {})["isTestUser"] is True


def test_changes_of_roles_alone(bare: OneRosterClient, tmp_path: Path) -> None:
    load_bundle(write_bundle(tmp_path / "a", students(2)), bare)
    more = role("u00", "teacher", sourcedId="second", roleType="secondary", orgSourcedId="d")
    load_bundle(write_bundle(tmp_path / "b", {"roles": [more]}, mode="delta"), bare)
    assert [each.role for each in bare.users.get("u00").roles] == ["student", "teacher"]
    first = role("u00", status="tobedeleted")
    report = load_bundle(write_bundle(tmp_path / "c", {"roles": [first]}, mode="delta"), bare)
    assert (dict(report), report.files["users"].changed) == ({}, 1)
    assert [each.role for each in bare.users.get("u00").roles] == ["teacher"]
    assert [each.role for each in bare.users.get("u01").roles] == ["student"]


class Creates:
    """Takes note of users that are created, and how many at a time; the first two wait for each other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ids: list[str] = []
        self.most = self._now = 0
        self._lock = threading.Lock()
        pair = threading.Barrier(2)
        create = Users.create

        def noted(users: Users, data: Any) -> Any:
            with self._lock:
                self._now += 1
                self.most = max(self.most, self._now)
                self.ids.append(data["sourcedId"])
                is_early = len(self.ids) <= pair.parties
            try:
                if is_early:
                    pair.wait(timeout=30)
                return create(users, data)
            finally:
                with self._lock:
                    self._now -= 1

        monkeypatch.setattr(Users, "create", noted)


def test_rows_are_written_some_at_a_time_and_go_on_where_they_ended(
    bare: OneRosterClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = [user(f"u{number:02}") for number in range(40)]
    faulty = [*good[:20], user("bad", email="no address"), *good[20:]]
    folder = write_bundle(tmp_path, {**SCHOOL, **people(*faulty)})
    with pytest.raises(UnprocessableEntityError) as refused:
        load_bundle(folder, bare, concurrency=4)
    assert refused.value.__notes__ == ["users.csv, line 22"]
    written = names(bare)
    assert 10 <= len(written) < 40
    write_bundle(tmp_path, {**SCHOOL, **people(*good)})
    told: list[Progress] = []
    creates = Creates(monkeypatch)
    report = load_bundle(folder, bare, concurrency=4, progress=told.append)
    assert set(creates.ids) == {each["sourcedId"] for each in good} - written
    assert 1 < creates.most <= 4
    assert report.files["users"].unchanged == len(written)
    assert (told[-1].rows, told[-1].total) == (45, 45)
    assert len(names(bare)) == 40


def test_a_record_that_somebody_else_made_meanwhile_is_replaced(
    bare: OneRosterClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = Users.create

    def overtaken(users: Users, data: Any) -> Any:
        create(users, {**data, "familyName": "First"})
        return create(users, data)

    monkeypatch.setattr(Users, "create", overtaken)
    load_bundle(write_bundle(tmp_path, students(1)), bare)
    assert bare.users.get("u00").family_name == "Byron"


def test_a_password_goes_along_and_is_no_change_by_itself(bare: OneRosterClient, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, {**SCHOOL, **people(user("u", password="s3cret"))})
    load_bundle(folder, bare)
    assert bare.request("GET", "{rostering}/users/u").json()["user"]["password"] == "s3cret"
    assert load_bundle(folder, bare, dry_run=True).changes == ()
    write_bundle(tmp_path, {**SCHOOL, **people(user("u", password="other", phone="5"))})
    load_bundle(folder, bare)
    assert bare.request("GET", "{rostering}/users/u").json()["user"]["password"] == "other"


def test_an_address_that_is_taken_is_refused_with_its_line(bare: OneRosterClient, tmp_path: Path) -> None:
    users = [user("a"), user("b", email="a@home.example")]
    with pytest.raises(APIStatusError) as refused:
        load_bundle(write_bundle(tmp_path, {**SCHOOL, **people(*users)}), bare, concurrency=1)
    assert (refused.value.status, refused.value.__notes__) == (409, ["users.csv, line 3"])
