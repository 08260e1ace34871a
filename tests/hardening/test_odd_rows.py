"""Rows that differ from the catalog, in whatever field and way, neither end an export nor hide a password."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.scripted import Answer, Received, ScriptedServer
from timeback import OneRosterClient
from timeback.export import export_oneroster
from timeback.export.catalog import chosen
from timeback.export.resources import FORMATS, Format, Resource
from timeback.export.roster_csv.columns import RECORDS

IN_BUNDLES = {file.resource for file in RECORDS}
RESOURCES = {resource.name: resource for resource in chosen(None)}
ODD: list[Any] = [
    None, "", "x", 5, -1.5, True, [], {}, [None], [1, "a"], {"a": 1}, [[]], [{"a": []}],
    {"sourcedId": None}, [{"sourcedId": 5}], 10**30, "2026-13-45", {"sourcedId": "s", "type": "org", "href": "h"},
]  # fmt: skip
_CONDITION = re.compile(r"sourcedId(>|<=)'([^']*)'")


def odd_rows(resource: Resource) -> list[dict[str, Any]]:
    """Rows with an id and the same odd value in all other fields; one with nothing but the id first."""
    names = [each.encode_name for each in msgspec.structs.fields(resource.model)]
    rows = [{"sourcedId": "k00"}]
    for number, value in enumerate(ODD, start=1):
        rows.append({**dict.fromkeys(names, value), "sourcedId": f"k{number:02}"})
    return rows


def serving(envelope: str, rows: list[dict[str, Any]]) -> ScriptedServer:
    def script(request: Received) -> Answer:
        bounds = _CONDITION.findall(request.query.get("filter", ""))
        found = [
            row
            for row in rows
            if all((row["sourcedId"] > bound) is (operator == ">") for operator, bound in bounds)
        ]
        start = int(request.query.get("offset", 0))
        page = found[start : start + int(request.query.get("limit", 1))]
        if envelope not in request.path.split("/"):
            return Answer(404, {})
        return Answer(body={envelope: page, "totalCount": len(found)})

    return ScriptedServer(script=script)


def wire(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("since", [None, "2026-01-01"])
@pytest.mark.parametrize(
    "name",
    [name for name in RESOURCES if name not in ("demographics", "component_resources", "course_components")],
)
def test_odd_rows_are_exported(tmp_path: Path, name: str, format: Format, since: str | None) -> None:
    rows = odd_rows(RESOURCES[name])
    with serving(wire(name), rows) as server, OneRosterClient(**server.open, max_retries=0) as client:
        manifest = export_oneroster(client, to=tmp_path, format=format, resources=[name], since=since)
    has_file = format != "oneroster-csv" or name in IN_BUNDLES
    assert manifest.tables[name].rows == (len(rows) if has_file else 0)
    if format == "ndjson":
        lines = (tmp_path / f"{name}.ndjson").read_text().splitlines()
        assert [json.loads(line)["sourcedId"] for line in lines] == [row["sourcedId"] for row in rows]


@pytest.mark.parametrize(
    "profiles",
    [
        {"credentials": {"password": "hidden"}},
        [[{"credentials": [{"password": "hidden"}]}]],
        [{"credentials": [["x", {"password": "hidden"}]]}],
        [{"credentials": {"x": {"password": "hidden"}}}],
        '[{"credentials": [{"password": "hidden"}]}]',
    ],
)
def test_a_password_in_an_odd_place_is_left_out_too(tmp_path: Path, profiles: Any) -> None:
    row = {"sourcedId": "k1", "password": {"now": "hidden"}, "userProfiles": profiles}
    with serving("users", [row]) as server, OneRosterClient(**server.open, max_retries=0) as client:
        export_oneroster(client, to=tmp_path, format="ndjson", resources=["users"])
    assert "hidden" not in (tmp_path / "users.ndjson").read_text()


def test_a_bundle_says_what_can_be_said_of_odd_rows(tmp_path: Path) -> None:
    row = {
        "sourcedId": "u1", "enabledUser": "true", "givenName": 5, "familyName": {"a": 1},
        "userIds": [{"type": "SIS"}, None], "agents": [{"sourcedId": "u2"}, {"href": "x"}, "u3"],
        "roles": [{"role": "student", "org": "s1"}, "x"], "primaryOrg": "s1",
    }  # fmt: skip
    with serving("users", [row]) as server, OneRosterClient(**server.open, max_retries=0) as client:
        export_oneroster(client, to=tmp_path, format="oneroster-csv", resources=["users"])
    (user,) = csv.DictReader((tmp_path / "users.csv").read_text().splitlines())
    wanted = {
        "sourcedId": "u1", "enabledUser": "true", "givenName": "5", "familyName": '{"a":1}',
        "userIds": "{SIS:}", "agentSourcedIds": "u2,u3", "primaryOrgSourcedId": "s1",
    }  # fmt: skip
    assert {name: user[name] for name in wanted} == wanted
    (role,) = csv.DictReader((tmp_path / "roles.csv").read_text().splitlines())
    assert (role["userSourcedId"], role["role"], role["orgSourcedId"]) == ("u1", "student", "s1")
