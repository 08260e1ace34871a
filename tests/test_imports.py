"""What an import costs and brings, each in an interpreter of its own."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import timeback
from tests.raw_server import RawServer, reply
from timeback._version import VERSION

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once `code` has run."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_b42_the_package_itself_brings_nothing() -> None:
    loaded = modules_after("import timeback")
    assert not loaded & {"httpx", "msgspec", "tenacity", "anyio", "ssl", "timeback.errors"}


@pytest.mark.parametrize(
    ("name", "other"), [("OneRosterClient", "_async"), ("AsyncOneRosterClient", "_sync")]
)
def test_b42_a_client_brings_no_other(name: str, other: str) -> None:
    loaded = modules_after(f"from timeback import {name}")
    ours = {module.removeprefix("timeback.") for module in loaded if module.startswith("timeback.")}
    assert not {module for module in ours if module.startswith(("sandbox", "cli", other))}
    assert {module for module in ours if module.startswith("models.")} == {
        module
        for module in ours
        if module.startswith(("models.base", "models.references", "models.vocabularies", "models.oneroster"))
    }
    # httpx would bring rich too, where that is installed, for a command of its own.
    for late in ("anyio", "asyncio", "httpcore", "httpx", "importlib.metadata", "rich", "ssl", "tenacity"):
        assert late not in loaded, "this waits until it is needed"
    assert not loaded & {"uvicorn", "trio", "aiohttp", "pydantic", "cyclopts", "sqlite3"}


def test_b42_the_tls_context_waits_for_the_first_request() -> None:
    code = """
import ssl
def refuse(*args, **kwargs): raise SystemExit('a TLS context was made')
ssl.create_default_context = ssl.SSLContext.load_verify_locations = refuse
from timeback import OneRosterClient
OneRosterClient(base_url='https://api.test', auth=None)
"""
    assert "timeback" in modules_after(code)


def test_what_is_not_sent_again_needs_no_event_loop_no_httpcore_and_no_tenacity() -> None:
    with RawServer([reply(status=404)]) as server:
        code = f"""
from timeback import NotFoundError, OneRosterClient
client = OneRosterClient(base_url={server.base_url!r}, auth=None)
try: client.users.get("u-1")
except NotFoundError: client.close()
"""
        assert not modules_after(code) & {
            "anyio", "asyncio", "httpcore", "httpx", "importlib.metadata", "ssl", "tenacity",
        }  # fmt: skip


def test_a_first_call_on_asyncio_needs_no_anyio() -> None:
    with RawServer([reply({"user": {"sourcedId": "u-1"}})]) as server:
        code = f"""
import asyncio
from timeback import AsyncOneRosterClient
async def main():
    async with AsyncOneRosterClient(base_url={server.base_url!r}, auth=None) as client:
        await client.users.get("u-1")
asyncio.run(main())
"""
        assert not modules_after(code) & {"anyio", "httpcore", "httpx", "random", "tenacity", "trio"}


def test_a_connection_that_is_refused_needs_no_httpx() -> None:
    code = """
from timeback import APIConnectionError, OneRosterClient
client = OneRosterClient(base_url="http://127.0.0.1:1", auth=None, max_retries=0)
try: client.users.get("u-1")
except APIConnectionError: client.close()
"""
    assert not modules_after(code) & {"httpcore", "httpx"}


def test_b63_the_package_is_typed_and_ships_no_test_code() -> None:
    source = ROOT / "src" / "timeback"
    assert (source / "py.typed").exists()
    for path in source.rglob("*.py"):
        if path.name == "pytest_plugin.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            absolute = isinstance(node, ast.ImportFrom) and not node.level
            names += [node.module or ""] if absolute else []
            assert not {name.split(".")[0] for name in names} & {"pytest", "tests", "unittest"}, path


def test_b65_the_distribution_has_a_name_of_its_own() -> None:
    assert PROJECT["name"] == "timeback-clients"
    assert PROJECT["version"] == VERSION
    readme = (ROOT / "README.md").read_text()
    assert "pip install timeback-clients" in readme
    assert "`timeback-sdk`" in readme
    assert "pip install timeback\n" not in readme


def test_b68_there_is_one_distribution_for_python_3_11() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
    assert not [name for name in PROJECT["dependencies"] if name.startswith("timeback")]


def test_every_public_name_is_there() -> None:
    assert set(timeback.__all__) <= set(dir(timeback))
    for name in set(timeback.__all__) - {"Where"}:  # an alias, whose name is that of what it stands for
        assert getattr(timeback, name).__name__ == name
    with pytest.raises(AttributeError, match="no_such_name"):
        timeback.no_such_name  # noqa: B018


def test_the_version_and_the_command_need_no_more_than_the_package() -> None:
    assert timeback.__version__ == VERSION
    shown = subprocess.check_output([sys.executable, "-m", "timeback", "--version"], text=True)
    assert shown.strip() == VERSION


def test_the_errors_are_an_attribute_of_the_package() -> None:
    program = "import timeback; print(timeback.errors.NotFoundError.__name__)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "NotFoundError"
