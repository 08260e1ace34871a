"""The sandbox's page in a real browser: all that it shows and does, its URLs, keys, widths and colors."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.receiver import Receiver
from timeback import MasteryTrackClient, NotFoundError, TimebackClient
from timeback.sandbox import Sandbox

from .visitor import STUDENT, Visitor

pytestmark = [
    pytest.mark.needs("chromium"),
    pytest.mark.once,
    pytest.mark.timeout(120),
    pytest.mark.xdist_group("page"),
]

USERS = "/ims/oneroster/rostering/v1p2/users"
WIDTHS = (390, 800, 1400)
# Names of views, and their URLs behind the #.
VIEWS = {
    "overview": "/",
    "list": "/records/users",
    "record": f"/records/users?open={STUDENT}",
    "refused": "/records/users?where=famly%3Dx",
    "empty": "/records/clr_records",
    "json": "/records/enrollments?open=enrollment-000001&tab=json",
    "requests": "/requests",
    "request": "/requests?open=1&tab=request",
    "webhooks": "/webhooks",
    "faults": "/faults",
    "snapshots": "/snapshots",
    "clock": "/clock",
}

# The least contrast of text with what is behind it, where it is too little: 4.5 to 1 is WCAG's AA.
FAINT = """() => {
  const part = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const light = ({ rgb }) => {
    const linear = (each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((each) => linear(each / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = part(getComputedStyle(each).backgroundColor);
      if (color.alpha === 1) return color;
    }
    return { rgb: [255, 255, 255] };
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    const isOff = element.closest(":disabled, [aria-disabled=true], noscript");
    if (!hasText || isOff || !element.checkVisibility()) continue;
    const [one, other] = [light(part(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return faint;
}"""


# -- the session ----------------------------------------------------------------------------------


def test_the_url_of_the_start_opens_it_and_the_token_is_gone(visitor: Visitor, served: Sandbox) -> None:
    assert visitor.place == "/"
    (cookie,) = visitor.page.context.cookies()
    assert (cookie.get("httpOnly"), cookie.get("sameSite"), cookie.get("path")) == (
        True,
        "Strict",
        "/_sandbox",
    )
    assert served.control_token not in visitor.page.content()
    expect(visitor.page.get_by_role("banner")).to_have_count(1)
    visitor.page.go_back()
    assert served.control_token not in visitor.page.url
    visitor.go("/faults")
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", name="Faults")).to_be_visible()


def test_who_has_no_session_is_asked_for_the_token(browser: Browser, served: Sandbox) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.base_url}/_sandbox")
        expect(page.get_by_text("no session in this browser")).to_be_visible()
        page.get_by_label("Control token").fill("wrong")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_text("not this sandbox's")).to_be_visible()
        page.get_by_label("Control token").fill(served.control_token)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()


@pytest.mark.parametrize(
    ("platform", "own"),
    [("BEYOND_AI", ["Open Badges", "Partner", "PowerPath", "Webhooks"]), ("LEARNWITH_AI", ["LEARNWITH_AI"])],
)
def test_the_rail_names_every_service(browser: Browser, platform: Any, own: list[str]) -> None:
    with Sandbox(students=5, platform=platform) as sandbox, browser.new_context() as context:
        page = context.new_page()
        page.goto(sandbox.page_url)
        named = page.locator("#rail summary")
        expect(named.filter(has_text="OneRoster")).to_be_visible()
        names = named.all_inner_texts()
        assert {"OneRoster", "CASE", "QTI", "MasteryTrack", *own} <= set(names)
        services = [name for name, tables in sandbox.core.tables_of.items() if tables]
        assert len(names) == len(set(names)) == len(services) and "undefined" not in page.content()


# -- records --------------------------------------------------------------------------------------


def test_records_are_filtered_sorted_and_turned_by_page(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Users", exact=False).first.click()
    expect(visitor.rows).to_have_count(50)
    page.get_by_role("link", name="Next →").click()
    expect(page.get_by_text(re.compile(r"^51–"))).to_be_visible()
    page.get_by_role("link", name="familyName").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("familyName ↑")

    def family_names() -> list[str]:
        return [name for each in visitor.rows.all_inner_texts() for name in each.split("\t")[3:4]]

    # Headings and counts change at once, rows when they come.
    while len(names := family_names()) < 50 or names != sorted(names):
        page.wait_for_timeout(20)
    page.get_by_label("Filter").fill("family_name.contains=an status=active")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(r"^1–\d+ of \d+ records$"))).to_be_visible()
    while not (names := family_names()) or not all("an" in name.lower() for name in names):
        page.wait_for_timeout(20)
    # Every state has a URL.
    shown = visitor.rows.all_inner_texts()
    page.reload()
    expect(visitor.rows).to_have_count(len(shown))
    assert visitor.rows.all_inner_texts() == shown


def test_a_filter_that_cannot_be_is_answered_as_the_library_does(visitor: Visitor) -> None:
    visitor.go("/records/users")
    for line, words in [
        ("famly=x", "unknown field 'famly'; did you mean 'familyName'?"),
        ("status=activ", "must be one of active, tobedeleted; did you mean 'active'?"),
        ("status", "must be name=value, not 'status'"),
        ("givenName='x", "a quotation mark is not closed"),
        ('{"status": ', "is not a JSON object"),
    ]:
        visitor.page.get_by_label("Filter").fill(line)
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.get_by_role("alert")).to_contain_text(words)
    visitor.page.get_by_label("Filter").fill('{"givenName": {"contains": "zzz"}}')
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", name="No record passes the filter")).to_be_visible()
    visitor.page.get_by_role("link", name="Show all").click()
    expect(visitor.rows).to_have_count(50)


def test_a_record_says_what_its_fields_mean_and_leads_on(
    visitor: Visitor, client: TimebackClient, served: Sandbox
) -> None:
    visitor.go("/records/enrollments?open=enrollment-000001")
    drawer = visitor.drawer
    expect(drawer).to_contain_text("User who takes part in the class.")
    user = client.oneroster.enrollments.get("enrollment-000001").user
    drawer.get_by_role("link", name=user.name or "").click()
    expect(drawer.get_by_role("heading", level=2)).to_have_text(user.sourced_id)
    assert visitor.place == f"/records/users?open={user.sourced_id}"
    expect(drawer).to_contain_text("First name, as in the official records.")
    drawer.get_by_role("link", name="JSON").click()
    expect(drawer.locator("pre")).to_contain_text(f'"sourcedId": "{user.sourced_id}"')
    expect(drawer.locator("pre")).to_contain_text(f"{served.base_url}/ims/oneroster/rostering/v1p2/orgs/")
    drawer.get_by_role("link", name="Requests").click()
    expect(drawer).to_contain_text("/enrollments/enrollment-000001")
    path = f"{USERS}/{user.sourced_id}"
    body = client.oneroster.request("GET", path).json()
    client.oneroster.request("PUT", path, json={"user": body["user"] | {"givenName": "Renamed"}})
    expect(drawer.get_by_role("cell", name="PUT")).to_be_visible()
    drawer.get_by_role("link", name="Fields").click()
    expect(drawer).to_contain_text("Renamed")


def run_python(text: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    exec(compile(text, "copied", "exec"), {})
    return capsys.readouterr().out


def test_a_record_as_python_runs(visitor: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    visitor.go(f"/records/users?open={STUDENT}&tab=python")
    visitor.drawer.get_by_role("button", name="Copy").click()
    expect(visitor.drawer.get_by_role("button", name="Copied")).to_be_visible()
    assert STUDENT in run_python(visitor.copied(), capsys)


@pytest.mark.parametrize(("way", "name"), [("sync", "Python"), ("async", "Python, async")])
def test_the_ways_to_connect_do(visitor: Visitor, client: TimebackClient, way: str, name: str) -> None:
    visitor.page.get_by_role("link", name=name, exact=True).click()
    expect(visitor.page.locator("[aria-current=true]")).to_have_text(name)
    code = visitor.page.locator("main pre").inner_text()
    assert ("async def" in code) is (way == "async")
    # In a process of its own: the browser's driver has the loop of this thread.
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    users = client.oneroster.users.list(limit=5)
    assert done.stdout.splitlines() == [f"{each.given_name} {each.family_name}" for each in users]


# -- requests -------------------------------------------------------------------------------------


def test_requests_appear_as_they_come(visitor: Visitor, client: TimebackClient) -> None:
    page = visitor.page
    visitor.go("/requests")
    expect(page.get_by_role("heading", name="No request yet")).to_be_visible()
    client.oneroster.users.get(STUDENT)
    expect(visitor.rows).to_have_count(2)
    expect(visitor.rows.first).to_contain_text(f"{USERS}/{STUDENT}")
    expect(visitor.rows.first).to_contain_text("timeback-python")
    with pytest.raises(NotFoundError):
        client.qti.assessment_items.get("nothing")
    page.get_by_label("Service").select_option("QTI")
    expect(visitor.rows).to_have_count(1)
    page.get_by_label("Status").select_option("5xx")
    expect(page.get_by_role("heading", name="No request passes the filters")).to_be_visible()
    assert visitor.place == "/requests?service=qti&status=5"
    page.get_by_role("link", name="Show all").click()
    page.get_by_label("Text of path or body").fill("familyName")
    expect(visitor.rows).to_have_count(1)
    page.get_by_label("Text of path or body").fill("")
    expect(visitor.rows).to_have_count(3)
    page.get_by_role("button", name="Pause").click()
    client.oneroster.orgs.list()
    expect(page.get_by_text("paused, 1 more")).to_be_visible()
    expect(visitor.rows).to_have_count(3)
    page.get_by_role("button", name="Resume").click()
    expect(visitor.rows).to_have_count(4)
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_role("heading", name="No request yet")).to_be_visible()


def test_a_request_is_copied_as_code_without_its_secrets(
    visitor: Visitor, served: Sandbox, client: TimebackClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.oneroster.users.list(limit=2, where={"family_name": {"contains": "o'"}})
    number = served.requests[-1].number
    visitor.go(f"/requests?open={number}&tab=request")
    drawer = visitor.drawer
    expect(drawer).to_contain_text("familyName~'o'''")
    expect(drawer.locator("dt", has_text="authorization").locator("..")).to_contain_text("***")
    drawer.get_by_role("button", name="Copy as curl").click()
    expect(drawer.get_by_role("button", name="Copied")).to_be_visible()
    curl = shlex.split(visitor.copied().replace("\\\n", ""))
    assert curl[:2] == ["curl", f"{served.base_url}{served.requests[-1].path}?{served.requests[-1].query}"]
    assert "authorization: Bearer $TOKEN" in curl
    drawer.get_by_role("button", name="Copy as Python").click()
    expect(drawer.get_by_role("button", name="Copied")).to_have_count(2)
    assert "'totalCount'" in run_python(visitor.copied(), capsys)
    assert served.requests[-1].query == served.requests.to("GET", f"{USERS}*")[0].query


def test_a_post_is_copied_with_its_body(
    visitor: Visitor, served: Sandbox, client: TimebackClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.oneroster.categories.create({"title": 'It\'s "new"', "status": "active"})
    sent = served.requests[-1]
    visitor.go(f"/requests?open={sent.number}")
    visitor.drawer.get_by_role("button", name="Copy as Python").click()
    expect(visitor.drawer.get_by_role("button", name="Copied")).to_be_visible()
    copied = visitor.copied()
    run_python(copied, capsys)
    assert served.requests[-1].json() == sent.json()


def test_a_request_to_masterytrack_is_copied_with_a_key_of_its_own(
    visitor: Visitor, served: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    with MasteryTrackClient(**served.masterytrack) as client:
        client.inventory.list(subject="Math")
    sent = served.requests[-1]
    visitor.go(f"/requests?open={sent.number}")
    visitor.drawer.get_by_role("button", name="Copy as Python").click()
    expect(visitor.drawer.get_by_role("button", name="Copied")).to_be_visible()
    run_python(visitor.copied(), capsys)
    assert (served.requests[-1].path, served.requests[-1].query) == (sent.path, sent.query)


# -- what one does to the sandbox -----------------------------------------------------------------


def test_faults_are_set_and_removed(visitor: Visitor, served: Sandbox, client: TimebackClient) -> None:
    page = visitor.page
    visitor.go("/faults")
    page.get_by_label("Status").fill("503")
    page.get_by_label("Path").fill("/ims/*")
    page.get_by_label("Times").fill("")
    page.get_by_label("Headers").fill("Retry-After: 7")
    page.get_by_label("Body").fill('{"why": "test"}')
    page.get_by_role("button", name="Add the fault").click()
    expect(page.get_by_text("any method · /ims/* · until removed")).to_be_visible()
    expect(page.get_by_title("Faults in force")).to_have_text(re.compile("1"))
    (fault,) = served.faults.waiting()
    assert (fault.status, fault.times, fault.headers, fault.body) == (
        503,
        None,
        {"Retry-After": "7"},
        {"why": "test"},
    )
    answer = httpx.get(f"{served.base_url}{USERS}", trust_env=False)
    assert (answer.status_code, answer.headers["retry-after"], answer.json()) == (503, "7", {"why": "test"})
    expect(page.get_by_role("heading", name="Requests that met one")).to_be_visible()
    page.get_by_label("Probability").fill("0.5")
    page.get_by_label("Drop").select_option("before")
    page.get_by_role("button", name="Add the fault").click()
    expect(page.get_by_text("drop before")).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).first.click()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_have_count(1)
    assert [each.drop for each in served.faults.waiting()] == ["before"]
    # What the form lets through and the sandbox does not.
    page.get_by_label("Probability").fill("0")
    page.get_by_role("button", name="Add the fault").click()
    expect(page.get_by_role("alert")).to_contain_text("probability must lie above 0")


def test_a_delivery_is_shown_and_made_again(
    visitor: Visitor, served: Sandbox, client: TimebackClient
) -> None:
    page = visitor.page
    visitor.go("/webhooks")
    expect(page.get_by_role("heading", name="No webhook is registered")).to_be_visible()
    with Receiver(500) as receiver:
        client.webhooks.registrations.create(
            {"name": "Grades", "target_url": receiver.url, "secret": "whsec_c2VjcmV0", "active": True}
        )
        seeded = client.caliper.request("GET", "/caliper/events", query={"limit": 1}).json()["events"][0]
        names = ("type", "profile", "action", "eventTime", "actor", "object", "edApp", "generated")
        data = {name: seeded[name] for name in names if seeded.get(name)}
        context = "http://purl.imsglobal.org/ctx/caliper/v1p2"
        data |= {"@context": context, "id": "urn:uuid:62189402-aff0-498c-975a-35ef206404ff"}
        envelope = {
            "sensor": seeded["sensor"],
            "sendTime": seeded["eventTime"],
            "dataVersion": context,
            "data": [data],
        }
        client.caliper.request("POST", "/caliper/event", json=envelope)
        expect(page.get_by_role("link", name="Grades")).to_be_visible()
        page.get_by_role("link", name=re.compile("^msg_")).click()
        expect(visitor.drawer.locator(".attempts li")).to_have_count(2)
        expect(visitor.drawer.locator(".attempts li").first).to_contain_text("500")
        expect(visitor.drawer.locator(".attempts li").last).to_contain_text("204")
        expect(visitor.drawer.locator("pre")).to_contain_text(seeded["type"])
        visitor.drawer.get_by_role("button", name="Resend").click()
        expect(visitor.drawer.locator(".attempts li")).to_have_count(3)
        assert len(receiver.received) == 3


def test_a_state_is_saved_restored_taken_away_and_loaded(
    visitor: Visitor, client: TimebackClient, tmp_path: Path
) -> None:
    page = visitor.page
    created = client.oneroster.categories.create({"title": "New", "status": "active"})
    made = created.sourced_id_pairs.allocated_sourced_id
    visitor.go("/snapshots")
    page.get_by_label("Name of the snapshot").fill("before / after")
    page.get_by_role("button", name="Save the present state").click()
    expect(page.get_by_role("alert")).to_contain_text("a name without slashes")
    page.get_by_label("Name of the snapshot").fill("before & after")
    page.get_by_role("button", name="Save the present state").click()
    expect(page.get_by_text("Saved “before & after”.")).to_be_visible()
    client.oneroster.categories.delete(made)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download", exact=True).click()
    assert waiting.value.suggested_filename == "before & after.db"
    waiting.value.save_as(tmp_path / "state.db")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Restored “before & after”.")).to_be_visible()
    assert client.oneroster.categories.get(made).status == "active"
    client.oneroster.categories.delete(made)
    page.get_by_label("Load a file …").set_input_files(tmp_path / "state.db")
    expect(page.get_by_text("Loaded state.db.")).to_be_visible()
    assert client.oneroster.categories.get(made).status == "active"
    (tmp_path / "other.db").write_text("nothing")
    page.get_by_label("Load a file …").set_input_files(tmp_path / "other.db")
    expect(page.get_by_role("alert")).to_contain_text("this is no state of a sandbox")
    page.get_by_role("button", name="Forget").click()
    expect(page.get_by_role("heading", name="No snapshot yet")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("in its first state again")).to_be_visible()
    with pytest.raises(NotFoundError):
        client.oneroster.categories.get(made)


def test_the_clock_is_frozen_set_and_advanced(visitor: Visitor, served: Sandbox) -> None:
    page = visitor.page
    page.get_by_title("The clock is running").click()
    page.get_by_role("button", name="Freeze").click()
    expect(page.get_by_title("The clock is frozen")).to_be_visible()
    page.get_by_label("Instant").fill("2026-06-05T12:00Z")
    page.keyboard.press("Enter")
    expect(page.locator(".clockface")).to_contain_text("2026-06-05 12:00:00")
    page.get_by_role("button", name="+ a day").click()
    expect(page.locator(".clockface")).to_contain_text("2026-06-06 12:00:00")
    assert served.clock.time.isoformat() == "2026-06-06T12:00:00+00:00"
    page.get_by_label("Instant").fill("tomorrow")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()


# -- keys, widths, colors -------------------------------------------------------------------------


def test_keys_do_what_the_mouse_does(visitor: Visitor, client: TimebackClient) -> None:
    page = visitor.page
    visitor.go("/records/users")
    expect(visitor.rows).to_have_count(50)
    for key in "jjk":
        page.keyboard.press(key)
    expect(visitor.rows.first).to_have_class("chosen")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(visitor.drawer).to_be_visible()
    second = visitor.rows.nth(1).get_by_role("link").inner_text()
    expect(visitor.drawer.get_by_role("heading", level=2)).to_have_text(second)
    page.keyboard.press("Escape")
    expect(visitor.drawer).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_label("Filter")).to_be_focused()
    page.keyboard.type("jr?")
    expect(page.get_by_label("Filter")).to_have_value("jr?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next and previous row")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Requests")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_can_be_read_at_every_width(
    visitor: Visitor, served: Sandbox, client: TimebackClient, theme: str
) -> None:
    page = visitor.page
    page.emulate_media(color_scheme="light")
    if theme == "dark":
        page.get_by_label("Dark theme").click()
    client.oneroster.users.get(STUDENT)
    with pytest.raises(NotFoundError):
        client.oneroster.users.get("nobody")
    served.faults.add(status=503, path="/nothing/*")
    number = served.requests[0].number
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name, place in VIEWS.items():
            visitor.go(place.replace("open=1&", f"open={number}&"))
            expect(page.locator("main h1")).to_be_visible()
            if "open=" in place:
                expect(visitor.drawer.locator(".body > *").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert page.evaluate(FAINT) == [], (name, width)
    assert page.evaluate("document.documentElement.dataset.theme") == theme


def test_a_narrow_screen_has_a_menu(visitor: Visitor) -> None:
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 844})
    rail = page.get_by_role("navigation", name="Parts of the sandbox")
    expect(rail).to_be_hidden()
    page.get_by_label("Menu").click()
    rail.get_by_text("QTI").click()
    rail.get_by_role("link", name=re.compile("^Items")).click()
    expect(rail).to_be_hidden()
    visitor.rows.first.click()
    expect(visitor.drawer).to_be_visible()
    box = visitor.drawer.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    visitor.drawer.get_by_label("Close").click()
    expect(visitor.drawer).to_be_hidden()
