"""Test assignments: one by one, in bulk, from a sheet; and test-outs that students choose themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.conditions import Queryable
from timeback.sandbox.fields import (
    Checking,
    Field,
    Kind,
    array,
    check_body,
    is_object,
    nonblank,
    one_of,
    text,
)
from timeback.sandbox.listing import answer_list
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.powerpath.assessments import checked
from timeback.sandbox.powerpath.assigning import assign
from timeback.sandbox.powerpath.lessons import ACTIVE, active_record, find_student, required_query
from timeback.sandbox.powerpath.making import GRADE
from timeback.sandbox.powerpath.placement import SUBJECTS
from timeback.sandbox.powerpath.tables import TEST_ASSIGNMENTS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, all_of
from timeback.sandbox.writes import checking

__all__ = ["register_assignments"]

_CREATE: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "subject": Field(one_of(*SUBJECTS), required=True),
    "grade": Field(GRADE, required=True),
    "testName": Field(text),
}
_row = Kind(lambda value, at, check: value if is_object(value) else check.fail(at, "Must be an object."))
_BULK: dict[str, Field] = {"items": Field(array(_row, least=1), required=True)}
_IMPORT: dict[str, Field] = {
    "spreadsheetUrl": Field(nonblank, required=True),
    "sheet": Field(nonblank, required=True),
}
_COLUMNS = ("student", "subject", "grade")
_QUERYABLE = Queryable(TEST_ASSIGNMENTS, {}, {})


def register_assignments(router: Router, base: str) -> None:
    """Serve test assignments."""
    at = f"{base}/test-assignments"
    router.add("GET", at, _list)
    router.add("POST", at, _create)
    router.add("GET", f"{at}/admin", _list_all)
    router.add("POST", f"{at}/bulk", _bulk)
    router.add("POST", f"{at}/import", _import)
    router.add("GET", f"{at}/{{id}}", _get)
    router.add("PUT", f"{at}/{{id}}", _update)
    router.add("DELETE", f"{at}/{{id}}", _delete)


def _list(call: RequestContext) -> Response:
    required_query(call, "student")
    return _list_all(call)


def _list_all(call: RequestContext) -> Response:
    clauses = [ACTIVE]
    for name, column in (
        ("student", '"studentSourcedId"'),
        ("status", '"assignmentStatus"'),
        ("subject", "json_extract(doc, '$.subject')"),
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


def _create(call: RequestContext) -> Response:
    body = checked(call, _CREATE)
    return json_response(200, _assign(call, body, find_student(call, body["student"])))


def _one(call: RequestContext) -> Doc:
    return active_record(call, TEST_ASSIGNMENTS, call.params["id"], "Test assignment")


def _get(call: RequestContext) -> Response:
    return json_response(200, _one(call))


def _update(call: RequestContext) -> Response:
    assignment = _one(call)
    body = checked(call, {"testName": Field(nonblank, required=True)}, closed=True)
    call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], assignment | body)
    return Response(204, [], b"")


def _delete(call: RequestContext) -> Response:
    assignment = _one(call)
    gone = assignment | {"status": "tobedeleted", "assignmentStatus": "cancelled"}
    call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], gone)
    return Response(204, [], b"")


# Several at once.


def _bulk(call: RequestContext) -> Response:
    return _assign_all(call, checked(call, _BULK, closed=True)["items"])


def _assign_all(call: RequestContext, rows: Sequence[Any]) -> Response:
    """Assign every row or none, naming the rows at fault."""
    good: list[tuple[Doc, Doc]] = []
    errors: list[Doc] = []
    for number, row in enumerate(rows):
        check = checking(call)
        body = check_body(row, _CREATE, check, closed=True)
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


def _import(call: RequestContext) -> Response:
    body = checked(call, _IMPORT, closed=True)
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
    """The CSV of a tab. The sandbox stays off the network: its sheets are `data:text/csv;name=Tab,...` URLs."""
    scheme, _, rest = url.partition(":")
    about, comma, content = rest.partition(",")
    kind, *options = about.split(";")
    if scheme.lower() != "data" or kind != "text/csv" or not comma:
        raise ApiError(400, "The sandbox imports sheets from data:text/csv URLs only.")
    names = [unquote(each.removeprefix("name=")) for each in options if each.startswith("name=")]
    if names and tab not in names:
        raise ApiError(400, "The spreadsheet has no such sheet.")
    return unquote(content)
