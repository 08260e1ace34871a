"""What holds for every command: bodies and options in any order, parts of answers, dry runs, forms, encodings."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
import yaml

from timeback.sandbox import Sandbox

from .conftest import Ran

Run = Callable[..., Ran]
ORG = '{"sourcedId": "org-x", "name": "Birch Hill", "type": "school", "status": "active"}'


def installed(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "timeback", *arguments],
        env={**os.environ, "TIMEBACK_ENV": "sandbox", **environ}, capture_output=True, check=False,
    )  # fmt: skip


# -- bodies and options -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("oneroster", "orgs", "create", "--env", "sandbox", ORG),
        ("--env", "sandbox", "oneroster", "orgs", "create", ORG),
        ("oneroster", "orgs", "create", "-o", "json", "--data", ORG, "--env", "sandbox"),
        ("oneroster", "--env", "sandbox", "orgs", "create", ORG),
    ],
)
def test_options_stand_before_and_behind_a_body(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    ran = run(*words)
    assert ran.status == 0, ran.error
    assert run("--env", "sandbox", "oneroster", "orgs", "exists", "org-x").out == "true\n"


def test_a_missing_body_is_told(run: Run) -> None:
    ran = run("oneroster", "orgs", "create")
    assert ran.status == 2
    assert (
        "data: nothing was given: pass a body as JSON, @FILE, or - for standard input, or fields as --set"
        in ran.error
    )
    assert (
        "nothing was given: pass fields as --set name=value"
        in run("oneroster", "orgs", "modify", "school-01").error
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_body_with_the_mark_of_windows_is_read(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "org.json").write_text(ORG.replace("Birch", "Brěza"), encoding=encoding)
    assert run("oneroster", "orgs", "create", f"@{tmp_path / 'org.json'}").status == 0
    assert run("oneroster", "orgs", "get", "org-x", "--query", "name").out == "Brěza Hill\n"


def test_a_body_of_standard_input_has_no_mark_either(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + ORG.encode())))
    assert run("oneroster", "orgs", "create", "-").status == 0


# -- conditions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--where", "role==student"), "== is no operator here: write role=..., with one equals sign"),
        (("--where", "score>=80"), ">= is no operator here: write score.gte=..."),
        (
            ("--where", "familyName.contians=x"),
            "contians is no operator; did you mean familyName.contains=...?",
        ),
        (("--where", "status!=active"), "!= is no operator here: write status.ne=..."),
        (("--where", "enabledUser=yes"), "where.enabledUser: must be true or false"),
        (("--where", "famlyName=Ovid"), "did you mean 'familyName'?"),
        (("--sort", "famly_name"), "did you mean 'family_name'?"),
    ],
)
def test_what_is_meant_otherwise_is_refused_with_what_to_write(
    run: Run, options: tuple[str, ...], said: str
) -> None:
    ran = run("oneroster", "users", "list", *options)
    assert ran.status == 2
    assert said in ran.error
    assert run("oneroster", "orgs", "list", "--where", '{"name": "=x"}').status == 0


# -- what is printed ----------------------------------------------------------------------------


def test_several_names_stand_in_one_option_or_in_several(run: Run, tmp_path: Path) -> None:
    export = ("export", "oneroster", "--format", "csv", "--without", "email,sms")
    ran = run(*export, "--to", str(tmp_path / "a"), "--resources", "orgs,users", "--resources", "classes")
    assert ran.status == 0
    assert {"orgs.csv", "users.csv", "classes.csv"} <= {path.name for path in (tmp_path / "a").iterdir()}
    ran = run(*export, "--to", str(tmp_path / "b"), "--resources", "orgs", "users")
    assert (ran.status, ran.error.count("unexpected: users. For several values")) == (2, 1)


def test_a_command_of_a_collection_is_looked_for_in_the_plural(run: Run) -> None:
    ran = run("oneroster", "user", "list")
    assert (ran.status, ran.error.count("'user' is one record, without 'list'")) == (2, 1)
    assert "Did you mean" in run("oneroster", "users", "lst").error


def test_json_is_short_for_its_output(run: Run) -> None:
    for words in (("--json", "oneroster", "orgs", "list"), ("oneroster", "orgs", "list", "--json")):
        assert json.loads(run(*words).out)[0]["sourcedId"] == "district-lakeview"
    ran = run("oneroster", "orgs", "list", "--json", "-o", "csv")
    assert (ran.status, "--json: and --output csv exclude each other" in ran.error) == (2, True)


def test_an_option_of_the_client_is_told_as_one(run: Run) -> None:
    ran = run("--timeout", "0", "oneroster", "orgs", "list")
    assert (ran.status, ran.error) == (
        2,
        "InvalidOptionError: timeout: must be above 0, and at most 9223372036\n",
    )


def test_a_prefix_that_there_is_not_is_told_with_those_there_are(run: Run) -> None:
    ran = run("request", "GET", "{rosterin}/users")
    assert ran.status == 3
    assert "no path {rosterin}, but {rostering}" in ran.error and "did you mean 'rostering'?" in ran.error


def test_rows_that_are_left_out_are_told_beside_what_is_written(run: Run) -> None:
    ran = run("oneroster", "users", "list", "-o", "csv", "--fields", "sourcedId")
    assert len(ran.out.splitlines()) == 101
    assert ran.error == "100 of 446 rows; --all gives all of them\n"
    ran = run("oneroster", "users", "list", "--all", "-o", "csv", "--fields", "sourcedId")
    assert (len(ran.out.splitlines()), ran.error) == (447, "")
    ran = run("oneroster", "users", "list", "--limit", "2", "--query", "[].email")
    assert (len(ran.out.splitlines()), ran.error) == (2, "2 of 446 rows; --all gives all of them\n")
    assert run("oneroster", "orgs", "list", "-o", "csv").error == ""


def test_a_part_of_an_answer(run: Run) -> None:
    orgs = ("oneroster", "orgs", "list", "--sort", "sourcedId", "--query")
    assert run(*orgs, "[].sourcedId").out.splitlines()[1:] == ["school-01", "school-02", "school-03"]
    assert json.loads(run(*orgs, "[?type=='district'].{id: sourcedId}", "-o", "json").out) == [
        {"id": "district-lakeview"}
    ]
    assert run(*orgs, "[].{id: sourcedId, kind: type}").out.splitlines()[0].split() == ["id", "kind"]
    assert run(*orgs, "length(@)").out == "4\n"
    assert run("request", "GET", "{rostering}/orgs", "--query", "orgs[0].type").out == "district\n"
    for wrong, said in (
        ("[0", "query: is not JMESPath"),
        ("abs([0].name)", "query: does not fit the answer"),
    ):
        ran = run(*orgs, wrong)
        assert (ran.status, said in ran.error) == (2, True), ran.error


def test_yaml_and_parquet(run: Run, tmp_path: Path) -> None:
    rows = json.loads(run("oneroster", "orgs", "list", "-o", "json").out)
    assert yaml.safe_load(run("oneroster", "orgs", "list", "-o", "yaml").out) == rows
    assert yaml.safe_load(run("oneroster", "orgs", "get", "school-01", "-o", "yaml").out)["name"]
    assert run("oneroster", "orgs", "list", "--where", "name=nothing", "-o", "yaml").out == "[]\n"
    (tmp_path / "orgs.parquet").write_bytes(installed("oneroster", "orgs", "list", "-o", "parquet").stdout)
    table = parquet.read_table(tmp_path / "orgs.parquet")
    assert table.column("sourced_id").to_pylist() == [row["sourcedId"] for row in rows]
    assert "parent_sourced_id" in table.column_names


def test_no_encoding_ends_a_command(tmp_path: Path) -> None:
    body = {"sourcedId": "org-x", "name": "Škola Łódź 学校", "type": "school", "status": "active"}
    write = ("--dry-run", "oneroster", "orgs", "create", json.dumps(body))
    for output in ("json", "yaml", "csv", "table"):
        for encoding in ("cp1252", "ascii"):
            ran = installed(*write, "-o", output, PYTHONIOENCODING=encoding)
            assert ran.returncode == 0, ran.stderr
            assert ran.stdout.decode(encoding)
    narrow = json.loads(installed(*write, "-o", "json", PYTHONIOENCODING="cp1252").stdout.decode("cp1252"))
    # In a file or a pipe it is UTF-8, whatever the system's own encoding is.
    wide = json.loads(installed(*write, "-o", "json", LC_ALL="C", PYTHONUTF8="0").stdout.decode("utf-8"))
    assert narrow == wide and body["name"] in json.dumps(wide, ensure_ascii=False)


# -- writes -------------------------------------------------------------------------------------


def test_a_dry_run_sends_nothing_that_writes(run: Run) -> None:
    ran = run("--dry-run", "oneroster", "users", "modify", "student-00001", "--set", "givenName=Zed")
    assert ran.status == 0
    shown = json.loads(ran.out)
    assert (shown["method"], shown["body"]["user"]["givenName"]) == ("PUT", "Zed")
    assert shown["url"].endswith("/users/student-00001")
    assert ran.error == "not sent: this is a dry run\n"
    assert run("oneroster", "users", "delete", "student-00001", "--dry-run").status == 0
    assert run("request", "DELETE", "{rostering}/users/student-00001", "--dry-run").status == 0
    assert run("oneroster", "users", "get", "student-00001", "--query", "givenName").out == "Sasha\n"


def test_debug_tells_what_is_sent_and_hides_what_is_secret(
    run: Run, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    given = sandbox.credentials
    environ = {
        "TIMEBACK_ENV": "", "TIMEBACK_BASE_URL": str(given["base_url"]), "TIMEBACK_AUTH_URL": str(given["auth_url"]),
        "TIMEBACK_CLIENT_ID": str(given["client_id"]), "TIMEBACK_CLIENT_SECRET": str(given["client_secret"]),
    }  # fmt: skip
    sandbox.faults.add(path="/ims/oneroster/rostering/v1p2/users/", status=503, times=1)
    ran = installed("--debug", "oneroster", "users", "list", "--where", "familyName=Canary", **environ)
    told = ran.stderr.decode()
    assert ran.returncode == 0, told
    assert "POST (token endpoint) -> 200" in told
    assert "GET /ims/oneroster/rostering/v1p2/users -> 503" in told and "is sent again in" in told
    assert "(request " in told
    assert "Canary" not in told and given["client_secret"] not in told


def test_debug_tells_the_causes_of_an_error(unused_tcp_port: int) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}"
    environ = {"TIMEBACK_ENV": "", "TIMEBACK_CLIENT_ID": "a", "TIMEBACK_CLIENT_SECRET": "c4nary"}
    asked = ("--base-url", url, "--auth-url", f"{url}/token", "--timeout", "5", "oneroster", "orgs", "list")
    plain, told = (installed(*asked, *options, **environ) for options in ((), ("--debug",)))
    assert (plain.returncode, told.returncode) == (10, 10)
    assert b"caused by" not in plain.stderr
    assert b"caused by Connect" in told.stderr
    assert b"c4nary" not in told.stderr


# -- the program itself -------------------------------------------------------------------------


def test_the_version_needs_no_extra() -> None:
    code = (
        "import sys; sys.modules.update(cyclopts=None, rich=None); "
        "from timeback.cli import main; main(['--version'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    import timeback

    assert ran.stdout == f"{timeback.__version__}\n" == installed("--version").stdout.decode()
