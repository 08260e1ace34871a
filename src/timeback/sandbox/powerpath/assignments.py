"""Test assignments: one by one, in bulk, and from a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

import httpx

from ..addresses import is_loopback
from ..bodies import checked_body, checking
from ..conditions import Queryable
from ..context import RequestContext
from ..errors import ApiError
from ..fields import Checking, Field, check_body, nonblank
from ..listing import answer_list
from ..messages import Response, json_response, no_content
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause, all_of
from .assignment_records import assign
from .lessons import ACTIVE, active_record, find_student, required_query
from .schemas import ASSIGNMENT, ASSIGNMENT_IMPORT, ASSIGNMENTS
from .tables import TEST_ASSIGNMENTS

__all__ = [
    "create_assignment",
    "create_assignments",
    "delete_assignment",
    "get_assignment",
    "import_assignments",
    "list_all_assignments",
    "list_assignments",
    "update_assignment",
]

_FETCH_SECONDS = 5.0
_MOST_BYTES = 5_000_000
_COLUMNS = ("student", "subject", "grade")
_QUERYABLE = Queryable(TEST_ASSIGNMENTS, {}, {})


def list_assignments(call: RequestContext) -> Response:
    """Answer one page of a student's test assignments."""
    required_query(call, "student")
    return list_all_assignments(call)


def list_all_assignments(call: RequestContext) -> Response:
    """Answer one page of the test assignments of all students."""
    clauses = [ACTIVE]
    for name, column in (
        ("student", '"studentSourcedId"'),
        ("status", '"assignmentStatus"'),
        ("subject", "json_extract(doc, '$.subject') COLLATE NOCASE"),
        ("grade", '"grade"'),
    ):
        if name in call.query:
            clauses.append(Clause(f"{column} = ?", (call.query[name],)))
    return answer_list(call, "testAssignments", _QUERYABLE, all_of(clauses))


def _made(assignment: Doc) -> Doc:
    return {
        "assignmentId": assignment["sourcedId"],
        "lessonId": assignment["componentResourceSourcedId"],
        "resourceId": assignment["resourceSourcedId"],
    }


def _assign(call: RequestContext, body: Doc, student: Doc) -> Doc:
    name = body.get("testName")
    made = assign(call, student, body["subject"], body["grade"], kind="unit-test", name=name)
    return _made(made)


def create_assignment(call: RequestContext) -> Response:
    """Assign a test to a student."""
    body = checked_body(call, ASSIGNMENT)
    return json_response(200, _assign(call, body, find_student(call, body["student"])))


def _one(call: RequestContext) -> Doc:
    return active_record(call, TEST_ASSIGNMENTS, call.params["id"], "Test assignment")


def get_assignment(call: RequestContext) -> Response:
    """Answer one test assignment."""
    return json_response(200, _one(call))


def update_assignment(call: RequestContext) -> Response:
    """Rename the test of an assignment."""
    assignment = _one(call)
    body = checked_body(call, {"testName": Field(nonblank, required=True)}, closed=True)
    call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], assignment | body)
    return no_content()


def delete_assignment(call: RequestContext) -> Response:
    """Cancel an assignment."""
    assignment = _one(call)
    gone = assignment | {"status": "tobedeleted", "assignmentStatus": "cancelled"}
    call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], gone)
    return no_content()


def create_assignments(call: RequestContext) -> Response:
    """Assign several tests."""
    return _assign_all(call, checked_body(call, ASSIGNMENTS, closed=True)["items"])


def _assign_all(call: RequestContext, rows: Sequence[Any]) -> Response:
    """Assign every row or none, naming the rows at fault."""
    good: list[tuple[Doc, Doc]] = []
    errors: list[Doc] = []
    for number, row in enumerate(rows):
        check = checking(call)
        body = check_body(row, ASSIGNMENT, check, closed=True)
        student = None if check.issues else _student(call, body["student"], check)
        if student is not None:
            good.append((body, student))
        errors += [{"row": number, "message": f"{path}: {message}"} for path, message in check.issues]
    if errors:
        return json_response(400, {"success": False, "results": [], "errors": errors})
    results = [_assign(call, body, student) for body, student in good]
    return json_response(200, {"success": True, "results": results, "errors": []})


def _student(call: RequestContext, named: str, check: Checking) -> Doc | None:
    """A student by id or email."""
    found = call.session.get(tables.USERS, named)
    if found is None and "@" in named:
        by_email = all_of([ACTIVE, Clause('"email" = ? COLLATE NOCASE', (named,))])
        found = next(iter(call.session.find(tables.USERS, by_email)), None)
    if found is None or found["status"] == "tobedeleted":
        check.fail("student", "There is no such student.")
        return None
    return found


def import_assignments(call: RequestContext) -> Response:
    """Assign the tests that a sheet lists."""
    body = checked_body(call, ASSIGNMENT_IMPORT, closed=True)
    lines = csv.reader(io.StringIO(_sheet(body["spreadsheetUrl"], body["sheet"])))
    header = [name.strip().casefold() for name in next(lines, list[str]())]
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        error = {"row": 0, "message": f"The sheet has no column {missing[0]}."}
        return json_response(400, {"success": False, "results": [], "errors": [error]})
    rows: list[dict[str, str]] = [
        dict(zip(header, (cell.strip() for cell in line), strict=False)) for line in lines if any(line)
    ]
    return _assign_all(call, [{name: row.get(name, "") for name in _COLUMNS} for row in rows])


def _sheet(url: str, tab: str) -> str:
    """The CSV of a tab. The sandbox stays on this machine: a sheet is at an HTTP URL of it, whose tab is what it
    answers, or a `data:text/csv;name=Tab,...` URL."""
    if is_loopback(url):
        return _fetched(url)
    scheme, _, rest = url.partition(":")
    about, comma, content = rest.partition(",")
    kind, *options = about.split(";")
    if scheme.lower() != "data" or kind != "text/csv" or not comma:
        raise ApiError(400, "The sandbox imports sheets from this machine and from data:text/csv URLs only.")
    names = [unquote(each.removeprefix("name=")) for each in options if each.startswith("name=")]
    if names and tab not in names:
        raise ApiError(400, "The spreadsheet has no such sheet.")
    return unquote(content)


def _fetched(url: str) -> str:
    try:
        answer = httpx.get(url, timeout=_FETCH_SECONDS, trust_env=False)
    except httpx.HTTPError:
        raise ApiError(400, "The spreadsheet could not be read.") from None
    if not answer.is_success or len(answer.content) > _MOST_BYTES:
        raise ApiError(400, "The spreadsheet could not be read.")
    return answer.text
