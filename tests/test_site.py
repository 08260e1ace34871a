"""The built site: no broken link, no page that is too wide or too high, and a search that leads to the right page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import timeback
from tests.reference import members_without_entry
from tests.test_guide import ENTRIES, SEARCHES

ROOT = Path(__file__).parent.parent
WIDTHS = (1400, 800, 390)
# In either form: the one in JSON says XML too.
AUTHORING = "services/qti/#author-and-grade-a-test-in-(json|xml)"
WINDOW = 300  # the height of the window: the less there is to paint, the better
HIGHEST = 15_000
BOTTOM = "document.querySelector('article').getBoundingClientRect().bottom + scrollY"
# What reaches beyond the window, though nothing around it scrolls or cuts it off.
TOO_WIDE = """() => {
  const isHeld = (element) => {
    for (let each = element.parentElement; each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).overflowX !== "visible") return true;
    }
    return false;
  };
  const reachesOut = (each) => each.getBoundingClientRect().right > innerWidth + 1 && !isHeld(each);
  return [...document.querySelectorAll("article *")].filter(reachesOut).map((each) => each.outerHTML.slice(0, 80));
}"""

pytestmark = [
    pytest.mark.once,
    pytest.mark.timeout(600),  # the site renders every call and every record
    pytest.mark.xdist_group("site"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(text.replace("[src]", f"[{ROOT / 'src'}]"), "utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    site = folder / "build" / "site"
    # As `make docs` does: the second step is the search's too.
    build = [sys.executable, "-m", "zensical", "build", "--strict"]
    finish = [sys.executable, str(ROOT / "setup_markdown.py"), "--to", str(site)]
    for command in (build, finish):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return site


def test_the_site_builds_strictly(site: Path) -> None:
    assert f"timeback-clients {timeback.__version__}" in (site / "index.html").read_text("utf-8")
    reference = site / "reference"
    records = (reference / "oneroster" / "records" / "users" / "index.html").read_text("utf-8")
    assert "Valid email address, which no other user has." in records
    calls = (reference / "oneroster" / "users" / "index.html").read_text("utf-8")
    # A scope is reached from its accessor, in either world.
    assert 'href="#timeback._sync.oneroster.users.UserScope"' in calls
    assert 'href="#timeback._async.oneroster.users.AsyncUserScope"' in calls


@pytest.fixture(scope="module")
def anchors(site: Path) -> set[str]:
    """The names that the reference has an entry or an anchor for."""
    pages = "".join(path.read_text("utf-8") for path in (site / "reference").rglob("index.html"))
    return set(re.findall(r'\bid="?(timeback[\w.]*)', pages))


def test_what_has_an_entry_is_found_under_its_name(anchors: set[str]) -> None:
    assert ENTRIES - anchors == set()


def test_every_public_method_and_field_is_in_the_reference(anchors: set[str]) -> None:
    assert members_without_entry(anchors) == set()
    for taken_out in (
        "timeback._sync.oneroster.users.Users.get",
        "timeback._async.listing.AsyncListing.stream",
        "timeback.models.oneroster.users.User.email",
        "timeback.models.caliper.base.CaliperObject.further",
        "timeback.errors.FailureReason.TLS",
        "timeback.sandbox.Sandbox.credentials",
    ):
        found = members_without_entry(anchors - {taken_out})
        assert {each.rpartition(".")[2] for each in found} == {taken_out.rpartition(".")[2]}, taken_out


@pytest.mark.needs("chromium")
def test_no_page_is_too_wide_or_too_high(site: Path, browser: Browser) -> None:
    # What is measured needs no script, and each page of the reference takes three times as long with them.
    context, faults = browser.new_context(java_script_enabled=False), list[str]()
    page = context.new_page()
    for path in sorted(site.rglob("index.html")):
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": WINDOW})
            if (height := page.evaluate(BOTTOM)) > HIGHEST:
                faults.append(f"{path} at {width} px: {height} px high")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{path} at {width} px: {page.evaluate(TOO_WIDE)}")
    context.close()
    assert faults == []


@pytest.mark.needs("chromium")
def test_a_search_shows_the_right_page_first(site: Path, browser: Browser) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.get_by_role("button", name="Search").click()
        for query, place in {**SEARCHES, "author a test in xml": AUTHORING}.items():
            page.get_by_role("combobox").fill(query)
            first = page.get_by_role("option").first
            expect(first, query).to_have_attribute("href", re.compile(f"/{place}$"), timeout=15_000)
    finally:
        page.close()
        server.shutdown()
        server.server_close()
