"""Values of all kinds in records, served by script, and what is compared cell by cell with the JSON that came."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.scripted import Answer, Received

__all__ = [
    "LISTED",
    "SESSIONS",
    "TABLES",
    "USERS",
    "Cells",
    "all_columns",
    "misfits",
    "serve",
    "told",
    "told_of_text",
]

Cells = dict[str, Any]

ORG = {"href": "h", "sourcedId": "o-1", "type": "org"}
TEXTS = [
    "", " ", "plain", 'quo"te', "com,ma", "line\nend\r\n", "tab\t", "=1+1", "'", "\\", "NULL", "null", "0", "\u00e9",
    "e\u0301", "\U0001f600\U0001f3fd", "\u05e9\u05dc\u05d5\u05dd", "\u202eturned", "\u0000x", "\ufeff", "\u2028",
    "x" * 5000,
]  # fmt: skip
NUMBERS = [
    "0", "-0.0", "1", "0.1", "98.7654321", "1e-7", "5e-324", "1.7976931348623157e308", "-1e22", "9007199254740992",
    "-9007199254740991", "0.30000000000000004", "123456789.12345678", "33.333333333333336",
]  # fmt: skip
DAYS = [
    "0001-01-01", "1582-10-15", "1900-02-28", "1969-12-31", "1970-01-01", "2024-02-29", "2262-04-12", "9999-12-31",
]  # fmt: skip
INSTANTS = [
    "0001-01-01T00:00:00Z", "1677-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2026-08-15T08:00:00.123Z",
    "2026-08-15T08:00:00+05:45", "2026-08-14T23:00:00-12:00", "2300-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
]  # fmt: skip
METADATA = [
    '{"a":null,"b":[],"c":{},"d":""}', '{"deep":{"er":[1,[2,{"x":"\\u00e9\\ud83d\\ude00"}]]}}', "{}", "null",
    '{"big":12345678901234567890,"third":0.3333333333333333,"one":1.0}', '{"":"","key with space":true}',
]  # fmt: skip
LISTS = ["null", "[]", '[""]', '["a","b"]', '["\\ud83d\\ude00","quo\\"te","com,ma"]']


_CONDITION = re.compile(r"sourcedId(>|<=)'([^']*)'")


def record(number: int, **spelled: str) -> str:
    """A record in JSON, its fields spelled as they are to be sent."""
    fields = {
        "sourcedId": f'"{number:04}"',
        "status": '"active"',
        "dateLastModified": '"2026-01-02T03:04:05Z"',
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in (fields | spelled).items()) + "}"


def user(number: int, **spelled: str) -> str:
    return record(number, **{"enabledUser": "true", "givenName": '"A"', "familyName": '"B"'} | spelled)


def result(number: int, **spelled: str) -> str:
    org, who = json.dumps(ORG | {"type": "lineItem"}), json.dumps(ORG | {"type": "user"})
    score = {
        "lineItem": org,
        "student": who,
        "scoreStatus": '"fully graded"',
        "scoreDate": f'"{INSTANTS[3]}"',
    }
    return record(number, **score | spelled)


def session(number: int, **spelled: str) -> str:
    rest = {"title": '"Fall"', "type": '"term"', "startDate": '"2026-08-15"', "endDate": '"2026-12-20"'}
    return record(number, **rest | {"schoolYear": "2026", "org": json.dumps(ORG)} | spelled)


ROLE = json.dumps([{"roleType": "primary", "role": "student", "org": ORG, "beginDate": "0001-01-01"}])
USERS = [
    *(
        user(index, givenName=json.dumps(text), middleName=json.dumps(text))
        for index, text in enumerate(TEXTS)
    ),
    *(user(100 + index, metadata=each) for index, each in enumerate(METADATA)),
    *(user(200 + index, grades=each) for index, each in enumerate(LISTS)),
    user(300, middleName="null", primaryOrg="null", agents="[]", enabledUser="false"),
    user(301, primaryOrg=json.dumps(ORG), agents=json.dumps([ORG, ORG]), roles=ROLE),
    user(302, roles="[]", status='"tobedeleted"'),
]
RESULTS = [
    *(result(index, score=number) for index, number in enumerate(NUMBERS)),
    *(result(100 + index, scoreDate=f'"{each}"', comment="null") for index, each in enumerate(INSTANTS)),
    *(result(200 + index, comment=json.dumps(text)) for index, text in enumerate(TEXTS)),
]
SESSIONS = [
    *(session(index, startDate=f'"{day}"', endDate=f'"{day}"') for index, day in enumerate(DAYS)),
    session(100, schoolYear="0"), session(101, schoolYear=str(2**63 - 1)), session(102, schoolYear=str(-(2**63))),
    session(103, parent="null", children="[]"), session(104, parent=json.dumps(ORG), children=json.dumps([ORG])),
]  # fmt: skip
LISTED = {"users": USERS, "results": RESULTS, "academicSessions": SESSIONS}
TABLES = {"users": "users", "results": "results", "academic_sessions": "academicSessions"}
# Of each table the columns to compare: their kind, and the way to the value in the JSON.
COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "users": {
        "given_name": ("text", "givenName"), "middle_name": ("text", "middleName"),
        "enabled_user": ("flag", "enabledUser"),
        "metadata": ("json", "metadata"), "grades": ("list", "grades"), "primary_org_href": ("text", "primaryOrg href"),
        "primary_org_sourced_id": ("text", "primaryOrg sourcedId"), "roles": ("roles", "roles"),
        "agents": ("refs", "agents"),
    },
    "results": {
        "score": ("number", "score"), "score_date": ("instant", "scoreDate"), "comment": ("text", "comment"),
        "line_item_sourced_id": ("text", "lineItem sourcedId"),
    },
    "academic_sessions": {
        "start_date": ("day", "startDate"), "end_date": ("day", "endDate"), "school_year": ("number", "schoolYear"),
        "parent_sourced_id": ("text", "parent sourcedId"), "children": ("refs", "children"),
    },
}  # fmt: skip
# Lists that a record always has: absent is empty.
EMPTY = frozenset({"roles", "agents"})
COMMON = {
    "sourced_id": ("text", "sourcedId"), "status": ("text", "status"),
    "date_last_modified": ("instant", "dateLastModified"),
}  # fmt: skip


def all_columns(name: str) -> dict[str, tuple[str, str]]:
    """The columns of a table to compare: the kind of their cells, and the way to the value in the JSON."""
    return COMMON | COLUMNS[name]


def serve(request: Received) -> Answer:
    name = request.path.rsplit("/", 1)[-1]
    if name not in LISTED:
        return Answer(404, {})
    start, size = int(request.query["offset"]), int(request.query["limit"])
    found = sorted(LISTED[name])
    for operator, bound in _CONDITION.findall(request.query.get("filter", "")):
        found = [row for row in found if (json.loads(row)["sourcedId"] > bound) is (operator == ">")]
    rows = ",".join(found[start : start + size])
    return Answer(body=b'{"%s":[%s],"totalCount":%d}' % (name.encode(), rows.encode(), len(found)))


def expected(row: Cells, kind: str, path: str) -> Any:
    """What the JSON says, told as `told()` tells what a cell says."""
    value: Any = row
    for key in path.split():
        value = None if value is None else value.get(key)
    if value is None:
        return [] if path in EMPTY else None
    if kind == "instant":
        return datetime.fromisoformat(value)
    if kind == "roles":
        return [
            (each["roleType"], each["role"], each["org"]["sourcedId"], each["beginDate"]) for each in value
        ]
    if kind == "refs":
        return [(each["href"], each["sourcedId"], each["type"]) for each in value]
    return repr(float(value)) if kind == "number" else value


def told(cell: Any, kind: str) -> Any:
    """What a cell of a frame says."""
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if cell is None or (isinstance(cell, float) and math.isnan(cell)) or repr(cell) in ("NaT", "<NA>"):
        return None
    if kind == "instant":
        return (cell.to_pydatetime() if hasattr(cell, "to_pydatetime") else cell).astimezone(UTC)
    if kind == "day":
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if kind == "json":
        return json.loads(cell)
    if kind == "roles":
        return [
            (each["role_type"], each["role"], each["org_sourced_id"], str(each["begin_date"])[:10])
            for each in cell
        ]
    if kind == "refs":
        return [(each["href"], each["sourced_id"], each["type"]) for each in cell]
    if kind == "list":
        return list(cell)
    return repr(float(cell)) if kind == "number" else cell


def told_of_text(cell: str, kind: str) -> Any:
    """What a cell of a CSV file says."""
    if not cell and kind != "text":
        return None
    if kind == "instant":
        return datetime.fromisoformat(cell)
    if kind == "flag":
        return {"true": True, "false": False}[cell]
    if kind in ("list", "roles", "refs"):
        return told(json.loads(cell), kind)
    return cell if kind == "day" else told(cell, kind)


def misfits(
    name: str, rows: list[Cells], tell: Callable[[Any, str], Any], *, has_null: bool = True
) -> list[Any]:
    """The cells that do not say what the JSON says."""
    sent = {row["sourcedId"]: row for row in map(json.loads, LISTED[TABLES[name]])}
    assert sorted(row["sourced_id"] for row in rows) == sorted(sent)
    found: list[Any] = []
    for row in rows:
        for column, (kind, path) in all_columns(name).items():
            wanted, cell = expected(sent[row["sourced_id"]], kind, path), tell(row[column], kind)
            if not has_null and kind == "text":
                wanted = wanted or ""
            if cell != wanted:
                found.append((row["sourced_id"], column, wanted, cell))
    return found
