"""A bundle of OneRoster 1.2 CSV files, loaded through the client's own operations."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import zipfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, TypeAlias

from ..errors import InvalidInputError, NotFoundError, TimebackError
from .bundle import MANIFEST, split
from .progress import ProgressListener, Tally

if TYPE_CHECKING:
    from .._sync.oneroster import OneRosterClient

__all__ = ["load_bundle"]

Row: TypeAlias = dict[str, str]

_DELETED = "tobedeleted"
# The platform's roles are fewer than the standard's, and its subjects and grades a fixed list.
_ROLES = {
    "systemAdministrator": "system_administrator",
    "siteAdministrator": "administrator",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "counselor": "aide",
}
_SUBJECTS = frozenset(
    {
        "Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math",
        "None", "Other",
    }
)  # fmt: skip
_GRADES = {"IT": "-1", "PR": "-1", "PK": "-1", "TK": "-1", "KG": "0"}
_KNOWN_GRADES = frozenset(str(grade) for grade in range(-1, 14))
_NO_ADDRESS = "no-address.invalid"


def load_bundle(
    bundle: str | os.PathLike[str],
    client: OneRosterClient | None = None,
    *,
    progress: ProgressListener | None = None,
) -> dict[str, int]:
    """Load a OneRoster 1.2 CSV bundle into a platform, by default the sandbox in this process.

    Each row is upserted under its `sourcedId`, so loading again is harmless; a row whose status is
    `tobedeleted` is deleted. What the platform demands and the standard does not is filled in: sessions
    belong to the bundle's first organization without a parent, a user without an address gets one
    below `.invalid`, subjects that the platform does not list become `Other`, and grades that it does not
    list are left out. Users' profiles and resources cannot be written and are passed over.

    Args:
        bundle: A folder of CSV files with their `manifest.csv`, or a ZIP file of one.
        client: Where to load it; `OneRosterClient(env="sandbox")` without one.
        progress: Called with the progress.

    Returns:
        Rows that were loaded, by file.

    Raises:
        InvalidInputError: The bundle is not one, or a row of it cannot be sent; a note names its line.
        APIStatusError: The platform refuses a row; a note names its line.
    """
    if client is None:
        from .._sync.oneroster import OneRosterClient

        with OneRosterClient(env="sandbox") as sandbox:
            return load_bundle(bundle, sandbox, progress=progress)
    with _opened(Path(bundle)) as source:
        return _Loading(source, client, progress).all()


class _Source(Protocol):
    """Where the files of a bundle are."""

    def open(self, name: str) -> IO[bytes]: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")


@contextlib.contextmanager
def _opened(path: Path) -> Generator[_Source]:
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidInputError.of("bundle", f"{path} is neither a folder nor a ZIP file") from error
    with archive:
        yield archive


class _Bundle:
    """The rows of a bundle's files."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        properties = {row["propertyName"]: row["value"] for _, row in self._read(MANIFEST)}
        if properties.get("oneroster.version") != "1.2":
            raise InvalidInputError.of("bundle", f"{MANIFEST} names no OneRoster 1.2")
        self._present = {
            name.removeprefix("file.")
            for name, mode in properties.items()
            if name.startswith("file.") and mode in ("bulk", "delta")
        }

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a file, each with the number of the line that it ends on."""
        if name in self._present:
            yield from self._read(f"{name}.csv")

    def count(self, name: str) -> int:
        """How many rows a file has."""
        return sum(1 for _ in self.rows(name))

    def by(self, key: str, name: str) -> dict[str, list[Row]]:
        """The rows of a file that say more of other records, by the ids of those."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for _, row in self.rows(name):
            if row["status"] != _DELETED:
                found[row[key]].append(row)
        return dict(found)

    def _read(self, filename: str) -> Iterator[tuple[int, Row]]:
        try:
            file = self._source.open(filename)
        except (OSError, KeyError) as error:
            raise InvalidInputError.of("bundle", f"{filename} is missing") from error
        with file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text, restval="")
            for row in reader:
                yield reader.line_num, row


class _Loading:
    """Loads the files in the order in which their records refer to one another."""

    def __init__(self, source: _Source, client: OneRosterClient, progress: ProgressListener | None) -> None:
        self._bundle = bundle = _Bundle(source)
        self._client = client
        self._progress = progress
        self._loaded: dict[str, int] = {}
        self._root = next((row["sourcedId"] for _, row in bundle.rows("orgs") if not row["parentSourcedId"]), "")

    def all(self) -> dict[str, int]:
        """Load every file; rows by file."""
        client, bundle = self._client, self._bundle
        steps: list[tuple[str, Any, Callable[[], Callable[[Row], Mapping[str, Any]]]]] = [
            ("orgs", client.orgs, lambda: _org),
            ("academicSessions", client.academic_sessions, lambda: self._session),
            ("resources", client.resources, lambda: _resource),
            ("courses", client.courses, lambda: _Course(bundle)),
            ("classes", client.classes, lambda: _class),
            ("users", client.users, lambda: _User(bundle)),
            ("demographics", client.demographics, lambda: _demographics),
            ("enrollments", client.enrollments, lambda: _enrollment),
            ("categories", client.categories, lambda: _category),
            ("scoreScales", client.score_scales, lambda: _score_scale),
            ("lineItems", client.line_items, lambda: _LineItem(bundle)),
            ("results", client.results, lambda: _Result(bundle)),
        ]
        tally = Tally("import", {name: bundle.count(name) for name, *_ in steps}, self._progress)
        for name, collection, make in steps:
            body = make()
            for line, row in self._ordered(name):
                _send(collection, body, row, f"{name}.csv, line {line}")
                self._loaded[name] = self._loaded.get(name, 0) + 1
                tally.add(name, 1)
        return self._loaded

    def _ordered(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a file, those that others refer to first."""
        if name in ("orgs", "academicSessions"):
            return _parents_first(self._bundle.rows(name))
        if name == "users":
            return self._agents_first()
        return self._bundle.rows(name)

    def _agents_first(self) -> Iterator[tuple[int, Row]]:
        for has_agents in (False, True):
            for line, row in self._bundle.rows("users"):
                if bool(row["agentSourcedIds"]) is has_agents:
                    yield line, row

    def _session(self, row: Row) -> Mapping[str, Any]:
        return {
            "title": row["title"], "type": row["type"], "startDate": row["startDate"],
            "endDate": row["endDate"], "schoolYear": row["schoolYear"],
            "parent": _ref(row["parentSourcedId"]), "org": _ref(self._root),
        }  # fmt: skip


def _send(collection: Any, body: Callable[[Row], Mapping[str, Any]], row: Row, at: str) -> None:
    try:
        if row["status"] == _DELETED:
            with contextlib.suppress(NotFoundError):
                collection.delete(row["sourcedId"])
            return
        given = {"status": "active", **body(row)}
        collection.upsert(row["sourcedId"], {name: value for name, value in given.items() if _is_given(value)})
    except TimebackError as error:
        error.add_note(at)
        raise


def _is_given(value: Any) -> bool:
    return value is not None and value != ""


def _parents_first(rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    waiting = list(rows)
    ids = {row["sourcedId"] for _, row in waiting}
    done: set[str] = set()
    while waiting:
        ready = [each for each in waiting if each[1]["parentSourcedId"] not in ids - done]
        # Records that are one another's parents cannot be put in order: the platform shall judge them.
        ready = ready or waiting
        yield from ready
        done |= {row["sourcedId"] for _, row in ready}
        waiting = [each for each in waiting if each[1]["sourcedId"] not in done]


# -- from rows to bodies ------------------------------------------------------------------------


def _ref(sourced_id: str) -> Mapping[str, str] | None:
    return {"sourcedId": sourced_id} if sourced_id else None


def _refs(cell: str) -> list[Mapping[str, str]]:
    return [{"sourcedId": sourced_id} for sourced_id in split(cell)]


def _flag(cell: str) -> bool | None:
    return cell.strip().lower() == "true" if cell.strip() else None


def _number(cell: str) -> float | int | None:
    if not cell.strip():
        return None
    try:
        value = float(cell)
    except ValueError as error:
        raise InvalidInputError.of("number", "a number is expected") from error
    return int(value) if value.is_integer() else value


def _grades(cell: str) -> list[str]:
    grades = [_GRADES.get(code, code.lstrip("0") or "0") for code in split(cell)]
    return [grade for grade in grades if grade in _KNOWN_GRADES]


def _subjects(cell: str) -> list[str]:
    return list(dict.fromkeys(each if each in _SUBJECTS else "Other" for each in split(cell)))


def _pairs(cell: str) -> Iterator[tuple[str, str]]:
    for item in split(cell):
        left, _, right = item.strip("{}").partition(":")
        yield left, right


def _org(row: Row) -> Mapping[str, Any]:
    return {
        "name": row["name"], "type": row["type"], "identifier": row["identifier"],
        "parent": _ref(row["parentSourcedId"]),
    }  # fmt: skip


def _resource(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"] or row["vendorResourceId"], "vendorResourceId": row["vendorResourceId"],
        "roles": split(row["roles"]), "importance": row["importance"], "vendorId": row["vendorId"],
        "applicationId": row["applicationId"],
    }  # fmt: skip


def _class(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"], "grades": _grades(row["grades"]), "course": _ref(row["courseSourcedId"]),
        "classCode": row["classCode"], "classType": row["classType"], "location": row["location"],
        "org": _ref(row["schoolSourcedId"]), "terms": _refs(row["termSourcedIds"]),
        "subjects": _subjects(row["subjects"]), "subjectCodes": split(row["subjectCodes"]),
        "periods": split(row["periods"]),
    }  # fmt: skip


def _demographics(row: Row) -> Mapping[str, Any]:
    # Its columns are the platform's own fields.
    own = {name: cell for name, cell in row.items() if name not in ("status", "dateLastModified")}
    return {name: cell for name, cell in own.items() if "." not in name}


def _enrollment(row: Row) -> Mapping[str, Any]:
    return {
        "class": _ref(row["classSourcedId"]), "school": _ref(row["schoolSourcedId"]),
        "user": _ref(row["userSourcedId"]), "role": row["role"], "primary": _flag(row["primary"]),
        "beginDate": row["beginDate"], "endDate": row["endDate"],
    }  # fmt: skip


def _category(row: Row) -> Mapping[str, Any]:
    return {"title": row["title"], "weight": _number(row["weight"])}


def _score_scale(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"], "type": row["type"], "course": _ref(row["courseSourcedId"]),
        "class": _ref(row["classSourcedId"]),
        "scoreScaleValue": [
            {"itemValueLHS": left, "itemValueRHS": right} for left, right in _pairs(row["scoreScaleValue"])
        ],
    }  # fmt: skip


class _Course:
    """Courses, with the resources that another file ties to them."""

    def __init__(self, bundle: _Bundle) -> None:
        self._resources = bundle.by("courseSourcedId", "courseResources")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        attached = [each["resourceSourcedId"] for each in self._resources.get(row["sourcedId"], ())]
        return {
            "title": row["title"], "courseCode": row["courseCode"], "grades": _grades(row["grades"]),
            "org": _ref(row["orgSourcedId"]), "subjects": _subjects(row["subjects"]),
            "subjectCodes": split(row["subjectCodes"]),
            "academicSession": _ref(row["schoolYearSourcedId"]),
            "resources": [
                {"sourcedId": each, "type": "resource", "href": f"/resources/{each}"} for each in attached
            ] or None,
        }  # fmt: skip


class _User:
    """Users, with the roles that another file gives them."""

    def __init__(self, bundle: _Bundle) -> None:
        self._roles = bundle.by("userSourcedId", "roles")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        return {
            "enabledUser": _flag(row["enabledUser"]), "username": row["username"],
            "userIds": [{"type": kind, "identifier": each} for kind, each in _pairs(row["userIds"])],
            "givenName": row["givenName"], "familyName": row["familyName"],
            "middleName": row["middleName"], "sms": row["sms"], "phone": row["phone"],
            "email": row["email"] or f"{row['sourcedId']}@{_NO_ADDRESS}",
            "agents": _refs(row["agentSourcedIds"]), "grades": _grades(row["grades"]),
            "userMasterIdentifier": row["userMasterIdentifier"],
            "preferredFirstName": row["preferredGivenName"],
            "preferredMiddleName": row["preferredMiddleName"],
            "preferredLastName": row["preferredFamilyName"],
            "primaryOrg": _ref(row["primaryOrgSourcedId"]), "pronouns": row["pronouns"],
            "roles": [_role(each) for each in self._roles.get(row["sourcedId"], ())],
        }  # fmt: skip


def _role(row: Row) -> Mapping[str, Any]:
    role = {
        "roleType": row["roleType"], "role": _ROLES.get(row["role"], row["role"]),
        "org": _ref(row["orgSourcedId"]), "userProfile": row["userProfileSourcedId"],
        "beginDate": row["beginDate"], "endDate": row["endDate"],
    }  # fmt: skip
    return {name: value for name, value in role.items() if _is_given(value)}


class _LineItem:
    """Line items, with the score scales and objectives that other files tie to them."""

    def __init__(self, bundle: _Bundle) -> None:
        self._scales = bundle.by("lineItemSourcedId", "lineItemScoreScales")
        self._objectives = bundle.by("lineItemSourcedId", "lineItemLearningObjectiveIds")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._objectives.get(row["sourcedId"], ()):
            found[each["source"]].append(each["learningObjectiveId"])
        return {
            "title": row["title"], "description": row["description"], "assignDate": row["assignDate"],
            "dueDate": row["dueDate"], "class": _ref(row["classSourcedId"]),
            "category": _ref(row["categorySourcedId"]), "school": _ref(row["schoolSourcedId"]),
            "academicSession": _ref(row["academicSessionSourcedId"]),
            "resultValueMin": _number(row["resultValueMin"]),
            "resultValueMax": _number(row["resultValueMax"]),
            "scoreScale": _scale(self._scales, row),
            "learningObjectiveSet": [
                {"source": source, "learningObjectiveIds": ids} for source, ids in found.items()
            ] or None,
        }  # fmt: skip


class _Result:
    """Results, with the score scales and objectives that other files tie to them."""

    def __init__(self, bundle: _Bundle) -> None:
        self._scales = bundle.by("resultSourcedId", "resultScoreScales")
        self._objectives = bundle.by("resultSourcedId", "resultLearningObjectiveIds")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for each in self._objectives.get(row["sourcedId"], ()):
            result = {"learningObjectiveId": each["learningObjectiveId"], "score": _number(each["score"])}
            text = {"textScore": each["textScore"]} if each["textScore"] else {}
            found[each["source"]].append(result | text)
        return {
            "lineItem": _ref(row["lineItemSourcedId"]), "student": _ref(row["studentSourcedId"]),
            "scoreStatus": row["scoreStatus"], "score": _number(row["score"]),
            "scoreDate": row["scoreDate"], "comment": row["comment"], "textScore": row["textScore"],
            "class": _ref(row["classSourcedId"]), "scoreScale": _scale(self._scales, row),
            **{name: row[name] for name in ("inProgress", "incomplete", "late", "missing")},
            "learningObjectiveSet": [
                {"source": source, "learningObjectiveResults": results} for source, results in found.items()
            ] or None,
        }  # fmt: skip


def _scale(scales: Mapping[str, list[Row]], row: Row) -> Mapping[str, str] | None:
    ties = scales.get(row["sourcedId"])
    return _ref(ties[0]["scoreScaleSourcedId"]) if ties else None
