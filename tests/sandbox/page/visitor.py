"""Somebody who has the sandbox's page open."""

from __future__ import annotations

import httpx
from playwright.sync_api import Locator, Page

from tests.chromium import faults_of
from timeback.sandbox import Sandbox

__all__ = ["STUDENT", "Visitor"]

STUDENT = "student-00004"


class Visitor:
    """A browser's page with the sandbox open, and what went wrong in it."""

    def __init__(self, page: Page, sandbox: Sandbox) -> None:
        self.page = page
        self.faults = faults_of(page)
        self.hosts: set[str] = set()
        self._sandbox = sandbox
        page.set_default_timeout(15_000)
        page.on("request", lambda request: self.hosts.add(httpx.URL(request.url).netloc.decode()))

    def go(self, place: str) -> None:
        """Go to the URL of a state."""
        self.page.goto(f"{self._sandbox.base_url}/_sandbox/#{place}")

    @property
    def place(self) -> str:
        """The part of the URL behind the #."""
        return self.page.url.partition("#")[2]

    @property
    def rows(self) -> Locator:
        """The rows of the list."""
        return self.page.locator("main table.list tbody tr")

    @property
    def drawer(self) -> Locator:
        """What stands on the right."""
        return self.page.locator(".drawer")

    def copied(self) -> str:
        """The text in the clipboard."""
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text
