"""Bundles of OneRoster CSV files for tests: written by the csv module alone."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, str]]
Files = Mapping[str, Rows]

SCHOOL: dict[str, Rows] = {
    "orgs": [
        {"sourcedId": "d", "name": "District", "type": "district", "identifier": "1"},
        {"sourcedId": "s", "name": "School", "type": "school", "identifier": "2", "parentSourcedId": "d"},
    ],
    "academicSessions": [
        {"sourcedId": "y", "title": "Year", "type": "schoolYear", "startDate": "2026-08-01",
         "endDate": "2027-06-20", "schoolYear": "2027"},
    ],
    "courses": [{"sourcedId": "c", "title": "Algebra", "orgSourcedId": "s"}],
    "classes": [
        {"sourcedId": "k", "title": "1A", "courseSourcedId": "c", "schoolSourcedId": "s",
         "classType": "scheduled", "termSourcedIds": "y"},
    ],
}  # fmt: skip


def user(sourced_id: str, **cells: str) -> dict[str, str]:
    """A row of users.csv."""
    return {
        "sourcedId": sourced_id, "enabledUser": "true", "username": sourced_id, "givenName": "Ada",
        "familyName": "Byron", "email": f"{sourced_id}@home.example", **cells,
    }  # fmt: skip


def role(user_id: str, name: str = "student", **cells: str) -> dict[str, str]:
    """A row of roles.csv."""
    return {
        "sourcedId": f"r-{user_id}", "userSourcedId": user_id, "roleType": "primary", "role": name,
        "orgSourcedId": "s", **cells,
    }  # fmt: skip


def people(*users: Mapping[str, str]) -> dict[str, Rows]:
    """Users of the school, each a student."""
    return {"users": users, "roles": [role(each["sourcedId"]) for each in users]}


def table(rows: Rows) -> list[list[str]]:
    """Rows as lines of cells; the columns are those of all rows."""
    columns = list(dict.fromkeys(name for row in rows for name in row)) or ["sourcedId"]
    return [columns, *([row.get(name, "") for name in columns] for row in rows)]


def write_file(path: Path, lines: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    """Write lines of cells."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)


def write_bundle(
    folder: Path,
    files: Files,
    *,
    mode: str = "bulk",
    version: str = "1.2",
    encoding: str = "utf-8",
    manifest: Mapping[str, str] | None = None,
) -> Path:
    """A folder with a bundle; `manifest` adds properties, or replaces them."""
    folder.mkdir(parents=True, exist_ok=True)
    properties = {"manifest.version": "1.0", "oneroster.version": version}
    properties |= {f"file.{name}": mode for name in files} | dict(manifest or {})
    write_file(folder / "manifest.csv", [("propertyName", "value"), *properties.items()])
    for name, rows in files.items():
        write_file(folder / f"{name}.csv", table(rows), encoding)
    return folder


def zipped(folder: Path, below: str = "") -> Path:
    """The bundle as a ZIP file, in a folder of it."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, below + file.name)
    return path


def read_file(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file, by id; none where it is absent."""
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file, strict=True), key=lambda row: row["sourcedId"])
