"""The files of the sandbox's page: what they weigh, under which rules a browser runs them, and whose they are."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from timeback.sandbox import Sandbox

FOLDER = Path(str(importlib.resources.files("timeback.sandbox") / "page"))
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.startswith("LICENSE"))
MOST = 100_000


@pytest.fixture(scope="module")
def web() -> Iterator[httpx.Client]:
    with Sandbox(empty=True) as sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False) as client:
        yield client


def test_it_is_light() -> None:
    assert sum(path.stat().st_size for path in FILES) < MOST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_served_to_anybody_under_strict_rules(web: httpx.Client, path: Path) -> None:
    is_index = path.name == "index.html"
    answer = web.get("/_sandbox/" if is_index else f"/_sandbox/page/{path.name}")
    assert (answer.status_code, answer.content) == (200, path.read_bytes())
    kind = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
    assert answer.headers["content-type"].partition(";")[0] == kind[path.suffix]
    policy = dict(each.split(" ", 1) for each in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[f"{each}-src"] for each in ("script", "style", "img", "connect")} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers


def test_nothing_is_written_into_the_page_or_fetched_from_elsewhere() -> None:
    index = (FOLDER / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=|style=", index)
    for path in FILES:
        outside = re.findall(
            r"""(?:from|import|src=|href=|url\()\s*["'(]?(?:https?:)?//""", path.read_text("utf-8")
        )
        assert not outside, path.name
    named = set(re.findall(r'page/([\w.-]+)"', index))
    for path in FILES:
        named |= set(re.findall(r'from "\./([\w.-]+)"', path.read_text("utf-8")))
    # Every file is used, and every one that is used is there.
    assert named | {"index.html"} == {path.name for path in FILES}


@pytest.mark.parametrize(
    "path",
    [
        "/_sandbox/page/", "/_sandbox/page/LICENSE-htm", "/_sandbox/page/../control/routes.py",
        "/_sandbox/page/..%2Fcore.py", "/_sandbox/page/nothing.js", "/_sandbox/index.html", "/_sandbox/records",
    ],
)  # fmt: skip
def test_nothing_else_is_served_without_a_token(web: httpx.Client, path: str) -> None:
    request = web.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=path.encode())
    assert web.send(request).status_code == 401


def test_a_name_that_leads_here_by_rebinding_is_refused(web: httpx.Client) -> None:
    for path in ("/_sandbox/", "/_sandbox", "/_sandbox/page/app.js"):
        assert web.get(path, headers={"host": "evil.example"}).status_code == 403


def test_the_short_url_leads_to_the_page(web: httpx.Client) -> None:
    answer = web.get("/_sandbox")
    assert (answer.status_code, answer.headers["location"]) == (308, "/_sandbox/")
    assert web.post("/_sandbox/").status_code == 401
    assert web.head("/_sandbox/").content == b""


def test_a_browser_at_the_root_is_led_to_the_page(web: httpx.Client) -> None:
    answer = web.get("/", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/_sandbox/")
    assert web.get("/", headers={"accept": "*/*"}).status_code == 404
    assert web.post("/", headers={"accept": "text/html"}).status_code == 404


def test_what_others_wrote_comes_with_its_license() -> None:
    assert "MIT" in (FOLDER / "LICENSE-preact").read_text("utf-8")
    assert "Apache License" in (FOLDER / "LICENSE-htm").read_text("utf-8")
