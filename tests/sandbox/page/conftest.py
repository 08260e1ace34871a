"""A sandbox that is served, and a browser that has its page open."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from timeback import TimebackClient
from timeback.sandbox import Sandbox

from .visitor import Visitor


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(students=60) as sandbox:
        yield sandbox


@pytest.fixture
def client(served: Sandbox) -> Iterator[TimebackClient]:
    served.reset()
    with TimebackClient(**served.credentials, max_retries=0) as client:
        yield client


@pytest.fixture
def visitor(browser: Browser, served: Sandbox, client: TimebackClient) -> Iterator[Visitor]:
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    found = Visitor(context.new_page(), served)
    found.page.goto(served.page_url)
    expect(found.page.get_by_role("heading", name="Overview")).to_be_visible()
    yield found
    context.close()
    assert found.hosts == {httpx.URL(served.base_url).netloc.decode()}
    # A refusal that the page shows stands in the console too.
    assert [each for each in found.faults if "status of 4" not in each] == []
