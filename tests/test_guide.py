"""The guide is true: its programs run, its fragments compile, and nothing public is missing in it."""

from __future__ import annotations

import ast
import asyncio
import functools
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import is_typeddict

import griffe
import pytest
from markdown.extensions.toc import slugify

import timeback
from timeback._config.platforms import SERVICES, Platform
from timeback.sandbox.embedded import embedded

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "src" / "timeback" / "models"
PAGES = {
    path.relative_to(ROOT / "docs").as_posix(): path.read_text() for path in (ROOT / "docs").rglob("*.md")
}
FENCE = re.compile(r"^( *)```(python|py)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
BLOCKS = [
    pytest.param(kind, textwrap.dedent(code), id=f"{page}-{number}")
    for page, text in sorted(PAGES.items())
    for number, (_, kind, code) in enumerate(FENCE.findall(text))
    if not page.startswith("tutorials/")  # gone through step by step in `test_tutorials.py`
]
ENTRIES = {
    path
    for page, text in PAGES.items()
    if page.startswith("reference/")
    for path in re.findall(r"(?:::: |\{#)(timeback[\w.]*)", text)
}
# Packages that are imported as a whole: their own `__all__` is what they offer, wherever in them it is defined.
WHOLE = {f"timeback.{name}" for name in ("caliper", "export", "qti", "sandbox")}
# What is public without an entry of its own, and why.
WITHOUT = {"timeback.cli": "it is run, not imported: a page of the guide has its commands"}
# What people type into the search, and the section that answers.
SEARCHES = {
    "students of a class": "tasks/#students-of-a-class",
    "filter by date": "tasks/#filter-by-date",
    "429": "errors/#rate-limits-retry-after-a-429",
    "retry after 429": "errors/#rate-limits-retry-after-a-429",
    "which scope": "authentication/#which-scopes-do-i-need",
    "client in threads": "authentication/#one-client-in-threads-tasks-and-processes",
    "grade a test": "qti-xml/#grade-a-whole-test",
    "django async view": "frameworks/#async-views-in-django",
    "multiple districts": "export/#many-districts",
    "dry run": "cli/#write-or-try-it-with-a-dry-run",
    "pdf": "services/clr/#a-transcript-to-print-or-save-as-pdf",
    "mock in pytest": "observability/#mock-or-record-in-tests",
    "nightly": "export/#incremental-exports-keep-a-copy-current",
    "proxy": "network/#through-a-proxy",
    "corporate CA": "network/#trust-a-corporate-ca-or-a-self-signed-certificate",
    "self-signed certificate": "network/#trust-a-corporate-ca-or-a-self-signed-certificate",
    "SSL error": "network/#ssl-error-certificate-verify-failed",
    "certificate verify failed": "network/#ssl-error-certificate-verify-failed",
    "logging": "observability/#logging",
    "timeout": "network/#timeout-and-size",
    "which exception": "errors/#which-exception-is-raised-and-what-it-says",
    "test my app": "testing/",
    "dates are wrong": "answers/#dates-are-wrong-by-a-day",
    "migrate from timeback-core": "moving/",
    "pagination": "reading/",
    "enroll a student": "tasks/#enroll-a-student",
    "incremental export": "export/#incremental-exports-keep-a-copy-current",
    "qti package": "qti-xml/#qti-packages",
    "simulate an error": "sandbox/#faults-simulate-an-error",
    "create many records": "notebooks/#create-many-records-from-a-frame",
}


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize(("kind", "code"), BLOCKS)
def test_every_program_of_the_guide_runs(kind: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = compile(code, "guide", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    # What needs an account of one's own is only compiled.
    if kind == "python":
        for platform in Platform:
            embedded(platform).reset()
        running = eval(program, {"__name__": "__main__"})
        if inspect.iscoroutine(running):
            asyncio.run(running)
        assert capsys.readouterr().out


def unreachable(text: str) -> list[str]:
    """What the strict build lets pass: links to a blank anchor and headings without a word."""
    text = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    wordless = [each for each in headings if not re.search(r"\w", each.partition("{#")[0])]
    return re.findall(r"\]\(([^)]*#)\)", text) + wordless


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_heading_of_the_guide_can_be_linked_to(page: str) -> None:
    assert unreachable(PAGES[page]) == []
    assert unreachable("# A\n\n## &\n\n[a](b.md#) [c](#) [d](b.md#a)\n\n```\n# &\n```\n") == [
        "b.md#",
        "#",
        "&",
    ]


def test_the_ten_tasks_have_few_lines_in_either_world() -> None:
    text = PAGES["tasks.md"]
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == 10
    programs = [code for _, _, code in FENCE.findall(text)]
    assert len(programs) == 20
    assert all(len([line for line in code.splitlines() if line.strip()]) <= 8 for code in programs)
    assert [bool(re.search(r"\bawait\b|\basync\b", code)) for code in programs] == [False, True] * 10


@pytest.mark.parametrize(("query", "place"), SEARCHES.items())
def test_a_search_leads_to_a_page_that_says_it_in_these_words(query: str, place: str) -> None:
    page, _, anchor = place.partition("#")
    sections = re.split(r"^(?=#+ )", PAGES[f"{page.rstrip('/')}.md"], flags=re.MULTILINE)
    (section,) = [
        each for each in sections[1:] if anchor in ("", slugify(each.partition("\n")[0].lstrip("# "), "-"))
    ][:1]
    assert all(word in section.lower() for word in query.lower().split())


@pytest.mark.once
def test_each_page_is_there_as_markdown_and_named_in_llms_txt(tmp_path: Path) -> None:
    model, calls = "reference/x/records/y/#timeback.models.x.y.User", "reference/x/y/#timeback._"
    entries = [
        "tasks/",
        model,
        f"{model}.email",
        f"{calls}sync.x.y.Users.get",
        f"{calls}async.x.y.AsyncUsers.get",
    ]
    index = {"items": [{"location": each, "title": each.rpartition(".")[2], "text": ""} for each in entries]}
    (tmp_path / "search.json").write_text(json.dumps(index), "utf-8")
    command = [sys.executable, "setup_markdown.py", "--to", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listing = (tmp_path / "llms.txt").read_text("utf-8")
    named = set(re.findall(r"^- \[.+\]\((\S+)\): \S.*[.?]$", listing, re.MULTILINE))
    sections = re.findall(r"^## (.*)$", listing, re.MULTILINE)
    assert len(set(sections)) == len(sections) > 30
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in tmp_path.rglob("*.md")
    }
    assert named == set(written) == set(PAGES)
    assert not [page for page, text in written.items() if re.search(r"^ *(?:::: |=== )", text, re.MULTILINE)]
    # A field is found by its record, a call once for both worlds.
    found = json.loads((tmp_path / "search.json").read_text("utf-8"))["items"]
    assert [each["location"] for each in found] == ["tasks/", model, f"{calls}sync.x.y.Users.get"]
    assert found[1]["text"].split() == ["email"]
    users = written["reference/oneroster/users.md"]
    assert "async def get(user_id: str" in users
    assert "Valid email address, which no other user has." in written["reference/oneroster/records/users.md"]


def test_the_reference_is_what_its_generator_writes() -> None:
    command = [sys.executable, "setup_reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@functools.cache
def package() -> griffe.Object | griffe.Alias:
    return griffe.load("timeback", search_paths=[ROOT / "src"], resolve_aliases=True)


def defined(path: str) -> str:
    """Where a name is defined: two modules may have a `verify` each."""
    return str(package()[path.partition(".")[2]].canonical_path)


@functools.cache
def shown() -> set[str]:
    return {defined(entry) for entry in ENTRIES}


def public_modules(folder: Path, name: str) -> Iterator[str]:
    """A package and the modules in it that users may import, whatever the pages say."""
    yield name
    for each in pkgutil.iter_modules([str(folder)], f"{name}.") if name not in WHOLE else ():
        own = each.name.rpartition(".")[2]
        if not own.startswith("_") and each.name not in WITHOUT:
            yield from public_modules(folder / own, each.name) if each.ispkg else [each.name]


PUBLIC = [*public_modules(ROOT / "src" / "timeback", "timeback")]


@pytest.mark.xdist_group("reference")
@pytest.mark.parametrize("module", PUBLIC)
def test_nothing_public_is_missing_in_the_reference(module: str) -> None:
    found = package()[module.partition(".")[2]] if module != "timeback" else package()
    own = [name for name, each in found.members.items() if not (each.is_alias or each.is_module)]
    public = {
        f"{module}.{name}"
        for name in (own if found.exports is None else map(str, found.exports))
        if not name.startswith("_")
    }
    assert not {name for name in public if defined(name) not in shown()}


def test_the_guide_imports_from_public_modules_only() -> None:
    text = "\n".join([(ROOT / "README.md").read_text("utf-8"), *PAGES.values()])
    named = set(re.findall(r"^ *from (timeback[\w.]*) import", text, re.MULTILINE))
    assert {"timeback", "timeback.export", "timeback.models.oneroster"} <= named <= set(PUBLIC)


def test_calls_of_bases_without_an_entry_stand_with_their_class() -> None:
    options = re.findall(
        r"::: timeback\.(PageResult|Rows|RowOutcomes)\n +options: \{(.*)\}", "".join(PAGES.values())
    )
    assert len(options) == 3
    assert all(
        "to_pandas" in shown if name != "RowOutcomes" else "raise_failures" in shown
        for name, shown in options
    )


def test_a_page_names_every_call_of_its_resource() -> None:
    page = PAGES["reference/oneroster/users.md"]
    with timeback.OneRosterClient(env="sandbox") as client:
        calls = {name for name in dir(client.users) if not name.startswith("_")}
    assert {"create", "create_many", "list", "get"} <= calls
    assert not {name for name in calls if f"[`{name}`](" not in page}


@pytest.mark.parametrize("service", sorted(path.parent.name for path in MODELS.glob("*/bodies.py")))
def test_every_field_of_a_body_is_in_the_reference(service: str) -> None:
    text = "\n".join(text for page, text in PAGES.items() if page.startswith(f"reference/{service}/bodies"))
    entries = dict(re.findall(r"^### `(\w+)` (.*?)(?=^#|\Z)", text, re.DOTALL | re.MULTILINE))
    fields = {name: re.findall(r"^\| `(\w+)`", entry, re.MULTILINE) for name, entry in entries.items()}
    bodies = vars(importlib.import_module(f"timeback.models.{service}.bodies"))
    assert fields == {name: [*bodies[name].__annotations__] for name in fields}
    assert {name for name, body in bodies.items() if is_typeddict(body)} == set(fields)


def test_a_body_has_its_calls_and_the_form_of_each_field() -> None:
    page = PAGES["reference/oneroster/bodies/users.md"]
    assert "[`client.users`](../users.md#timeback._sync.oneroster.users.Users) `create` `update`" in page
    assert "| `given_name` `givenName` | `str`, required. First name" in page
    assert (
        "| `status` | [`StatusText`](texts.md#timeback.models.oneroster.bodies.StatusText). `active`" in page
    )
    assert "[`UserFields`](bodies/users.md#" in PAGES["reference/oneroster/users.md"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_record_is_in_the_reference(service: str) -> None:
    names = {entry.rpartition(".")[2] for entry in ENTRIES if entry.startswith("timeback.models.")}
    assert set(importlib.import_module(f"timeback.models.{service}").__all__) - names == set()
