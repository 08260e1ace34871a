"""The applications with a page for the student, in a browser: sign-in, a lesson, heartbeats, and what was earned."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import faults_of
from tests.test_examples import EXAMPLES, served
from timeback import TimebackClient
from timeback.sandbox import Sandbox

pytestmark = [pytest.mark.once, pytest.mark.needs("chromium"), pytest.mark.xdist_group("lesson-page")]

SERVERS = {
    "fastapi": ["uvicorn", "farm_fastapi:app", "--port"],
    "flask": ["flask", "--app", "farm_flask", "run", "--port"],
    "django": ["uvicorn", "farm_django:app", "--port"],
}
ADAPTIVE, QUIZ = "Comparing Quantities", "Math 4: Warm-Up Quiz"


@pytest.fixture(scope="module")
def platform() -> Iterator[Sandbox]:
    with Sandbox(students=60) as sandbox:
        yield sandbox


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 800})
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults = faults_of(page)
    yield page
    context.close()
    # Whoever is not signed in is told so by a status.
    assert [each for each in faults if "status of 401" not in each] == []


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name or address").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("heading", name="Choose a lesson")).to_be_visible()


def key_of(platform: Sandbox, prompt: str) -> str:
    """The text of the right choice, which no page shows; the prompts of the district are sums."""
    with TimebackClient(**platform.credentials) as timeback:
        for item in timeback.qti.assessment_items.list_all():
            if prompt in (item.raw_xml or ""):
                right = re.search(r"<qti-correct-response><qti-value>(\w+)<", str(item.raw_xml))
                assert right is not None
                found = re.search(rf'identifier="{right[1]}">([^<]+)</qti-simple-choice>', str(item.raw_xml))
                assert found is not None
                return found[1]
    raise AssertionError(f"no item asks {prompt!r}")


def events(platform: Sandbox, kind: str, count: int) -> list[Any]:
    """The events of a kind, once there are so many."""
    until = time.monotonic() + 20
    while True:
        with TimebackClient(**platform.credentials) as timeback:
            stored = timeback.caliper.events.list_all(sensor="https://farm.example")
        found = [each.to_dict("json") for each in stored if each.type == kind]
        if len(found) >= count or time.monotonic() > until:
            return found
        time.sleep(0.1)


@pytest.mark.parametrize("name", SERVERS)
def test_a_student_takes_lessons_and_sees_what_was_earned(
    name: str, platform: Sandbox, page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    platform.reset()
    monkeypatch.setenv("SANDBOX_URL", platform.base_url)
    monkeypatch.setenv("SPOOL", str(tmp_path / "spool.sqlite"))
    with served(SERVERS[name], EXAMPLES / "lessons") as url:
        page.clock.install()
        page.goto(url)
        sign_in(page, "Sasha James")
        expect(page.locator("#who")).to_have_text("Sasha James")
        before = page.locator("#xp").inner_text()
        page.get_by_role("button", name=ADAPTIVE).click()
        answer(page, platform, right=True)
        expect(page.locator("#judgment")).to_contain_text("Right! Your score is")
        page.clock.run_for(15_000)  # a window of the time is over
        page.get_by_role("button", name="Next").click()
        answer(page, platform, right=False)
        expect(page.locator("#judgment")).to_have_text("Not quite.")
        page.get_by_role("button", name="Stop here").click()
        expect(page.locator("#result")).to_have_text("1 of 2 right. You earned 1 XP.")
        expect(page.locator("#xp")).not_to_have_text(before)
        expect(page.locator("#xp")).to_have_text(re.compile(r"^1 XP today, [\d.]+ in all$"))
        (done,) = events(platform, "ActivityEvent", 1)
        times = events(platform, "TimeSpentEvent", 2)
        assert len(times) == 2 and {each["session"] for each in times} == {done["session"]}
        page.get_by_role("link", name="Sign out").click()
        expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def answer(page: Page, platform: Sandbox, *, right: bool) -> None:
    """Answer the question that is asked, rightly or wrongly."""
    key = key_of(platform, page.locator("#prompt").inner_text())
    choices = page.locator("label.choice")
    expect(choices.first).to_be_visible()
    texts = [each.strip() for each in choices.all_inner_texts()]
    choice = key if right else next(each for each in texts if each != key)
    choices.nth(texts.index(choice)).click()
    page.get_by_role("button", name="Answer").click()


def test_a_quiz_goes_on_where_it_was_left_and_a_refused_sign_in_is_told(
    platform: Sandbox, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.reset()
    monkeypatch.setenv("SANDBOX_URL", platform.base_url)
    with served(SERVERS["flask"], EXAMPLES / "lessons") as url:
        page.goto(f"{url}/api/timeback/identity/callback?state=of+somebody+else&code=x")
        expect(page.get_by_role("alert")).to_have_text("You were not signed in: invalid_state.")
        sign_in(page, "Sasha James")
        page.get_by_role("button", name=QUIZ).click()
        first = page.locator("#prompt").inner_text()
        answer(page, platform, right=True)
        expect(page.locator("#judgment")).to_have_text("Noted.")
        page.reload()
        page.get_by_role("button", name=QUIZ).click()
        expect(page.locator("#prompt")).not_to_have_text(first)
        answer(page, platform, right=False)
        page.get_by_role("button", name="Stop here").click()
        expect(page.locator("#result")).to_have_text("1 of 2 right. You earned 1 XP.")
        expect(page.locator("#xp")).to_have_text(re.compile("^1 XP today"))


def test_a_launch_of_another_site_signs_in(
    platform: Sandbox, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDBOX_URL", platform.base_url)
    with served(SERVERS["django"], EXAMPLES / "lessons") as url:
        # By another name the sandbox is another site, for cookies too.
        other = platform.base_url.replace("127.0.0.1", "localhost")
        page.goto(f"{other}/lti/launch?launch_url={url}/api/timeback/identity/launch")
        page.get_by_label("Name or address").fill("Sasha James")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sasha James").first.click()
        expect(page.get_by_role("heading", name="Choose a lesson")).to_be_visible()
        expect(page.locator("#who")).to_have_text("Sasha James")
        assert page.url == f"{url}/"
