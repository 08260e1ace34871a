"""Commands as their users type them: arguments, forms of output, errors and exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.roster_bundles import SCHOOL, people, user, write_bundle
from timeback import OneRosterClient
from timeback._tables.text import cell_text
from timeback.cli.service_export import EXPORTED
from timeback.export import SERVICES
from timeback.sandbox import Sandbox

from .conftest import Ran

Run = Callable[..., Ran]

ORG = {"sourcedId": "org-x", "name": "Birch Hill", "type": "school", "status": "active"}


def ids(ran: Ran) -> list[str]:
    assert ran.status == 0, ran.error
    return [row["sourcedId"] for row in json.loads(ran.out)]


# -- arguments ----------------------------------------------------------------------------------


def test_a_list_with_conditions(run: Run) -> None:
    ran = run("oneroster", "users", "list", "--where", "role=student", "--where", "familyName.contains=ov",
              "--limit", "3", "-o", "json")  # fmt: skip
    rows = json.loads(ran.out)
    assert len(rows) == 3
    assert all("ov" in row["familyName"].lower() and row["roles"][0]["role"] == "student" for row in rows)


def test_conditions_as_json_and_in_lists(run: Run) -> None:
    where = '{"OR": [{"sourcedId": "school-01"}, {"sourcedId": "school-02"}]}'
    assert ids(run("oneroster", "orgs", "list", "--where", where, "-o", "json")) == ["school-01", "school-02"]
    where = "sourcedId.in=school-02,school-03"
    assert ids(run("oneroster", "orgs", "list", "--where", where, "-o", "json")) == ["school-02", "school-03"]


def test_fields_with_commas_or_repeated(run: Run) -> None:
    together = run("oneroster", "orgs", "list", "--fields", "sourcedId,name", "-o", "json")
    apart = run("oneroster", "orgs", "list", "--fields", "sourcedId", "--fields", "name", "-o", "json")
    assert together.out == apart.out
    assert set(json.loads(together.out)[0]) == {"sourcedId", "name"}


def test_what_belongs_to_one_entity(run: Run) -> None:
    (first, *_) = ids(run("oneroster", "classes", "list", "--limit", "1", "-o", "json"))
    assert ids(run("oneroster", "class", "students", "list", first, "-o", "json"))
    (item, *_) = ids(run("oneroster", "class", "line-items", "list", first, "--limit", "1", "-o", "json"))
    assert ids(run("oneroster", "class", "line-item", "results", "list", first, item, "-o", "json"))


@pytest.mark.parametrize("how", ["text", "file", "stdin"])
def test_bodies(run: Run, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(ORG)
    (tmp_path / "org.json").write_text(text)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    given = {"text": text, "file": f"@{tmp_path / 'org.json'}", "stdin": "-"}[how]
    assert run("oneroster", "orgs", "create", "--data", given).status == 0
    assert json.loads(run("oneroster", "orgs", "get", "org-x", "-o", "json").out)["name"] == "Birch Hill"


def test_changing_fields(run: Run) -> None:
    ran = run(
        "oneroster", "users", "modify", "student-00001", "--set", "givenName=Zed", "--set", 'grades=["7"]'
    )
    assert ran.status == 0, ran.error
    user = json.loads(run("oneroster", "users", "get", "student-00001", "-o", "json").out)
    assert (user["givenName"], user["grades"]) == ("Zed", ["7"])


def test_settings_before_or_after_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    before = run("--env", "sandbox", "-o", "csv", "oneroster", "orgs", "list")
    after = run("oneroster", "orgs", "list", "--output", "csv", "--env", "sandbox")
    assert before.out == after.out != ""


def test_a_served_sandbox(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    given = sandbox.credentials
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", given["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", given["client_secret"])
    place = ("--base-url", given["base_url"], "--auth-url", given["auth_url"])
    assert run(*place, "oneroster", "orgs", "create", json.dumps(ORG)).status == 0
    assert "Birch Hill" in run(*place, "oneroster", "orgs", "get", "org-x").out


def test_request(run: Run) -> None:
    ran = run(
        "request",
        "GET",
        "{rostering}/orgs",
        "--parameter",
        "limit=1",
        "--parameter",
        "filter=type='district'",
    )
    assert json.loads(ran.out)["orgs"][0]["type"] == "district"
    assert run("request", "GET", "/nowhere", "--service", "edubridge").status == 5
    assert "service: must be one of oneroster" in run("request", "GET", "/", "--service", "onerooster").error
    assert run("request", "GET", "/", "--parameter", "limit").status == 2


# -- forms of output ----------------------------------------------------------------------------


def test_each_form_holds_the_same_rows(run: Run) -> None:
    command = ("oneroster", "orgs", "list", "-o")
    rows = json.loads(run(*command, "json").out)
    assert [json.loads(line) for line in run(*command, "ndjson").out.splitlines()] == rows
    table = csv.DictReader(io.StringIO(run(*command, "csv").out))
    assert [(row["sourced_id"], row["name"]) for row in table] == [
        (row["sourcedId"], row["name"]) for row in rows
    ]
    first, *lines = run(*command, "table").out.splitlines()
    assert first.split()[:3] == ["sourced_id", "identifier", "name"]
    assert [line.split()[0] for line in lines] == [row["sourcedId"] for row in rows]


@pytest.mark.parametrize(("options", "names"), [((), "python"), (("--names", "wire"), "wire")])
def test_csv_has_the_cells_of_to_dicts(run: Run, options: tuple[str, ...], names: Any) -> None:
    ran = run("oneroster", "users", "list", "--limit", "3", "-o", "csv", *options)
    with OneRosterClient(env="sandbox") as client:
        expected = client.users.list(limit=3).to_dicts(names=names)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [list(row) for row in rows] == [list(row) for row in expected]
    assert rows == [{name: cell_text(value) for name, value in row.items()} for row in expected]
    assert ("primary_org_sourced_id" if names == "python" else "primaryOrg.sourcedId") in rows[0]


def test_csv_for_a_spreadsheet_runs_nothing(run: Run) -> None:
    names = {"f-1": "=1+1", "f-2": "@SUM(A1)", "f-3": "\t=2", "f-4": "-2+3", "f-5": "plain", "f-6": "\uff1d1"}
    for sourced_id, name in names.items():
        run("oneroster", "orgs", "create", json.dumps({**ORG, "sourcedId": sourced_id, "name": name}))
    asked = (
        "oneroster",
        "orgs",
        "list",
        "--where",
        "sourced_id.contains=f-",
        "--sort",
        "sourcedId",
        "-o",
        "csv",
    )
    plain, safe = (
        [row["name"] for row in csv.DictReader(io.StringIO(run(*asked, *options).out, newline=""))]
        for options in ((), ("--spreadsheet-safe",))
    )
    assert plain == [*names.values()]
    assert safe == [name if name == "plain" else f"'{name}" for name in names.values()]


def test_a_table_is_spelled_as_csv_is(run: Run) -> None:
    first, *_ = run("oneroster", "users", "list", "--names", "wire").out.splitlines()
    assert first.split()[:4] == ["sourcedId", "identifier", "givenName", "familyName"]
    assert "given_name " in run("oneroster", "users", "get", "student-00001").out
    assert "givenName " in run("oneroster", "users", "get", "student-00001", "--names", "wire").out


def test_plain_answers(run: Run) -> None:
    assert run("oneroster", "users", "exists", "student-00001").out == "true\n"
    assert run("oneroster", "users", "delete", "student-00001").out == ""
    assert run("oneroster", "orgs", "list", "--where", "name=nothing", "-o", "json").out == "[]\n"


def test_a_table_in_a_pipe_is_whole_and_plain(run: Run) -> None:
    out = run("oneroster", "users", "list", "--where", "role=student", "--limit", "2").out
    assert "\x1b" not in out
    assert "…" not in out
    assert "sasha.james1@students.lakeview.example" in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_what_is_stored_cannot_command_the_terminal(run: Run) -> None:
    hostile = {**ORG, "name": "\x1b[2J\x07[red]Birch[/red]"}
    assert run("oneroster", "orgs", "create", json.dumps(hostile)).status == 0
    out = run("oneroster", "orgs", "list").out + run("oneroster", "orgs", "get", "org-x").out
    assert "\x1b" not in out and "\x07" not in out
    assert "[red]Birch[/red]" in out


def test_a_reader_that_has_seen_enough() -> None:
    command = f"{sys.executable} -m timeback.cli --env sandbox oneroster users stream -o ndjson"
    shell = f"{command} | head -2; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert (len(ran.stdout.splitlines()), ran.stderr, ran.returncode) == (2, "", 0)


# -- errors -------------------------------------------------------------------------------------

BAD: list[Any] = [
    pytest.param(("oneroster", "users", "get", "nobody"), 5, "NotFoundError: ", id="not-found"),
    pytest.param(("oneroster", "users", "list", "--limit", "0"), 2, "limit: must be", id="refused"),
    pytest.param(("oneroster", "users", "list", "--limit", "x"), 2, "--limit", id="not-a-number"),
    pytest.param(("oneroster", "users", "list", "--bogus"), 2, "--bogus", id="unknown-option"),
    pytest.param(("oneroster", "users", "lst"), 2, 'Did you mean "list"', id="misspelt"),
    pytest.param(("onerostr", "users", "list"), 2, 'Did you mean "oneroster"', id="misspelt-service"),
    pytest.param(("profile", "list"), 2, 'Did you mean "profiles"', id="misspelt-command"),
    pytest.param(("oneroster", "users", "get"), 2, "requires an argument", id="no-id"),
    pytest.param(("oneroster", "users", "list", "--where", "x"), 2, "name=value", id="no-condition"),
    pytest.param(("oneroster", "users", "list", "--where", "bogus=1"), 2, "bogus", id="unknown-field"),
    pytest.param(("oneroster", "users", "create", "{"), 2, "data: is not JSON", id="not-json"),
    pytest.param(("oneroster", "users", "create", "@/nowhere"), 2, "/nowhere cannot be read", id="no-file"),
    pytest.param(("oneroster", "orgs", "create", json.dumps({**ORG, "sourcedId": "school-01"})), 6, "", id="twice"),
    pytest.param(("--env", "nowhere", "oneroster", "users", "list"), 3, "--env is 'nowhere'", id="no-such-env"),
    pytest.param(("--base-url", "http://127.0.0.1:9", "--auth-url", "http://127.0.0.1:9", "oneroster", "orgs", "list"),
                 3, "no credentials", id="no-credentials"),
    pytest.param(("--profile", "x", "check"), 3, "`timeback login NAME` makes one", id="no-profiles"),
    pytest.param(("import", "oneroster", "/nowhere"), 2, "/nowhere", id="no-bundle"),
    pytest.param(("export", "oneroster", "--to", "/proc/x"), 2, "/proc/x", id="no-folder"),
    pytest.param(("export", "oneroster", "--to", "x", "--dry-run"), 2, "--dry-run: is for what", id="no-dry-export"),
    pytest.param(("export", "--to", "x"), 2, "or a service: timeback export oneroster", id="no-service"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "said"), BAD)
def test_errors_say_what_is_wrong_and_end_with_a_status_of_their_kind(
    run: Run,
    arguments: tuple[str, ...],
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    ran = run(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.error
    assert "Traceback" not in ran.error


def test_every_fault_of_a_body_has_its_line(run: Run) -> None:
    ran = run("oneroster", "orgs", "create", '{"nam": "x"}')
    assert ran.status == 2
    assert "  nam: unknown field; did you mean 'name'?" in ran.error.splitlines()
    assert "  name: required" in ran.error.splitlines()


def test_refused_credentials(run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    given = sandbox.credentials
    monkeypatch.delenv("TIMEBACK_ENV")
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", given["client_id"])
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "not-the-secret")
    ran = run("--base-url", given["base_url"], "--auth-url", given["auth_url"], "oneroster", "orgs", "list")
    assert ran.status == 4
    assert "AuthenticationError" in ran.error and "not-the-secret" not in ran.error


def test_nobody_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", "a")
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "b")
    nowhere = (
        "--base-url",
        "http://127.0.0.1:9",
        "--auth-url",
        "http://127.0.0.1:9/token",
        "--timeout",
        "0.5",
    )
    assert run(*nowhere, "oneroster", "orgs", "list").status == 10


def test_ctrl_c_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeback.cli.session.Session.run", interrupted)
    assert run("oneroster", "orgs", "list") == (130, "", "")


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cyclopts", None)
    ran = run("check")
    assert ran.status == 1
    assert "needs the extra 'cli'" in ran.error


# -- help and start-up --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), ["oneroster", "check", "--output"]),
        (("oneroster",), ["users", "Of one entity, by its id", "One class"]),
        (("oneroster", "users"), ["list", "modify"]),
        (("oneroster", "users", "list"), ["--where", "Rows to skip.", "--order-by"]),
        (
            ("oneroster", "users", "create"),
            ["@FILE", "email (required): Valid email", "pronouns: Pronouns"],
        ),
        (("oneroster", "class", "students", "list"), ["CLASS_ID", "The id of the class."]),
        (("request",), ["The HTTP method.", "{rostering}/users"]),
        (("sandbox",), ["--port"]),
    ],
)
def test_help_at_every_level(run: Run, arguments: tuple[str, ...], said: list[str]) -> None:
    ran = run(*arguments, "--help")
    assert ran.status == 0
    shown = " ".join(ran.out.replace("│", " ").split())
    assert [text for text in said if text not in shown] == []


def test_help_sets_single_entities_apart_from_collections(run: Run) -> None:
    collections, _, entities = run("oneroster", "--help").out.partition("Of one entity, by its id")
    entities, *_ = entities.partition("Settings")
    words = [
        {line.split()[1] for line in part.splitlines() if line.startswith("│ ") and line[2] != " "}
        for part in (collections, entities)
    ]
    assert {"classes", "courses", "users"} <= words[0]
    assert {"class", "course", "user"} <= words[1]
    assert not words[1] & {"classes", "courses", "users"}


def test_only_what_a_command_needs_is_imported() -> None:
    code = (
        "import sys; from timeback.cli import main; main(['--help']); "
        "assert not {'httpx', 'polars', 'pyarrow', 'keyring'} & set(sys.modules); "
        "main(['edubridge', '--help']); "
        "assert 'timeback._sync.edubridge' in sys.modules; "
        "assert 'timeback._sync.oneroster' not in sys.modules"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_csv_has_the_columns_of_the_type_whatever_its_first_rows_hold(run: Run) -> None:
    ran = run("oneroster", "orgs", "stream", "--sort", "sourcedId", "-o", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["parent_sourced_id"] for row in rows] == ["", *["district-lakeview"] * 3]
    asked = run("oneroster", "orgs", "list", "--fields", "sourcedId,parent", "--limit", "1", "-o", "csv").out
    assert asked.splitlines()[0] == "sourced_id,parent_href,parent_sourced_id,parent_type"


@pytest.mark.parametrize("options", [(), ("--all",), ("--fields", "sourcedId,parent"), ("--names", "wire")])
def test_csv_without_rows_has_the_header_of_csv_with_rows(run: Run, options: tuple[str, ...]) -> None:
    command = ("oneroster", "orgs", "list", *options, "-o", "csv")
    header, *_ = run(*command).out.splitlines()
    assert run(*command, "--where", "name=nothing").out.splitlines() == [header]


def test_a_proxy_that_is_not_there_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, unused_tcp_port_factory: Callable[[], int]
) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"TIMEBACK_{name}", "x")
    monkeypatch.delenv("TIMEBACK_ENV")
    port = unused_tcp_port_factory()
    place = ("--base-url", "https://api.school.example", "--auth-url", "https://auth.school.example/token")
    ran = run(
        *place, "--proxy", f"http://ada:c4nary@127.0.0.1:{port}", "--timeout", "0.4", "request", "GET", "/x"
    )
    assert ran.status == 10
    assert f"the proxy 127.0.0.1:{port}: connection refused" in ran.error
    assert "c4nary" not in ran.error


def test_an_import_says_what_it_would_do_and_does_it(run: Run, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, {**SCHOOL, **people(user("zoe", **{"metadata.bus": "4"}), user("ada"))})
    told = json.loads(run("import", "oneroster", str(folder), "--dry-run", "-o", "json").out)
    assert [(row["file"], row["created"], row["deleted"]) for row in told][-1] == ("users", 2, 0)
    assert run("oneroster", "users", "exists", "zoe").out.strip() == "false"
    done = run("import", "oneroster", str(folder))
    assert done.status == 0
    assert " of 7 rows" in done.error
    assert "import users: 7 of 7 rows" in done.error.splitlines()[-1]
    write_bundle(tmp_path, {**SCHOOL, **people(user("zoe", phone="5"))}, version="1.2")
    told = json.loads(run("import", "oneroster", str(folder), "--changes", "-o", "json").out)
    assert told == [
        {"action": "change", "file": "users", "sourced_id": "zoe", "columns": "phone"},
        {"action": "delete", "file": "users", "sourced_id": "ada", "columns": ""},
    ]
    refused = run("import", "oneroster", str(folder), "--max-deletes", "5%")
    assert refused.status == 2
    assert "1 of 2 records of users (50.0 %) would be deleted" in " ".join(refused.error.split())
    assert run("import", "oneroster", str(folder), "--max-deletes", "50%").status == 0
    assert json.loads(run("oneroster", "users", "get", "ada", "-o", "json").out)["status"] == "tobedeleted"


def test_a_refused_bundle_is_told_in_options(run: Run, tmp_path: Path) -> None:
    latin = write_bundle(
        tmp_path / "a", {**SCHOOL, **people(user("zoe", familyName="Núñez"))}, encoding="latin-1"
    )
    ran = run("import", "oneroster", str(latin))
    assert ran.status == 2
    assert ran.error.endswith(
        "users.csv, line 2: is not UTF-8; --encoding says what a file is in, such as cp1252 or utf-16\n"
    )
    assert run("import", "oneroster", str(latin), "--encoding", "latin-1", "--dry-run").status == 0
    lost = write_bundle(
        tmp_path / "b", {**SCHOOL, **people(user("zoe", primaryOrgSourcedId="x"), user("ada", email="@"))}
    )
    ran = run("import", "oneroster", str(lost), "--dry-run")
    assert ran.status == 2
    assert (
        "users.csv, line 2, column primaryOrgSourcedId: 'x' is neither in orgs.csv nor on the platform"
        in ran.error
    )
    odd = write_bundle(tmp_path / "c", {**SCHOOL, **people(user("zoe"), user("ada", email="no address"))})
    ran = run("import", "oneroster", str(odd))
    assert (ran.status, ran.error.splitlines()[-1]) == (7, "users.csv, line 3")


def test_an_interrupted_export_says_what_it_keeps_and_how_to_go_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    command = ("export", "oneroster", "--to", str(tmp_path), "--format", "csv", "--resources", "orgs")
    with monkeypatch.context() as patch:
        patch.setattr("timeback.export.run.finish", interrupt)
        ran = run(*command)
    assert ran.status == 130
    assert f"interrupted: 4 rows are kept in {tmp_path / '.timeback-export'}; the same command" in ran.error
    ran = run(*command)
    assert (ran.status, (tmp_path / "orgs.csv").exists()) == (0, True)


def test_an_export_that_is_interrupted_at_its_first_row_keeps_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeback.export.run.write", interrupt)
    ran = run("export", "oneroster", "--to", str(tmp_path), "--resources", "orgs")
    assert (ran.status, "interrupted: no row is kept yet" in ran.error) == (130, True)


def test_the_services_with_lists_have_a_command() -> None:
    assert EXPORTED == SERVICES


def test_the_lists_of_a_service_are_exported_and_counted(run: Run, tmp_path: Path) -> None:
    ran = run(
        "--output", "json", "export", "case", "--to", str(tmp_path), "--format", "csv", "--resources", "items"
    )
    assert ran.status == 0, ran.error
    (row,) = json.loads(ran.out)
    with (tmp_path / "items.csv").open(encoding="utf-8", newline="") as file:
        assert row["rows"] == len(list(csv.DictReader(file))) > 0
    assert (row["table"], row["by"], row["not_found"]) == ("items", "list", 0)
    ran = run("export", "edubridge", "--to", str(tmp_path / "facts"))
    assert (ran.status, "since: is missing" in ran.error) == (2, True)


def test_the_screen_the_manifest_and_the_files_agree(run: Run, tmp_path: Path) -> None:
    for kind in ("csv", "oneroster-csv"):
        to = tmp_path / kind
        ran = run("--output", "json", "export", "oneroster", "--to", str(to), "--format", kind)
        tables = json.loads((to / "manifest.json").read_text())["tables"]
        assert {row["table"]: row["rows"] for row in json.loads(ran.out)} == {
            name: each["rows"] for name, each in tables.items()
        }
        with (to / "users.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == tables["users"]["rows"]
