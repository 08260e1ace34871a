"""A real browser without a window, and what goes wrong in its pages."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["chromium", "faults_of"]


@contextmanager
def chromium() -> Generator[Browser]:
    """The browser, while the block lasts; its driver has the loop of this thread until then."""
    with sync_playwright() as playwright:
        # CI runs as root, for whom the browser has no sandbox of its own.
        found = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


def faults_of(page: Page) -> list[str]:
    """A list that grows with each exception of a page, and each error in its console."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda each: faults.append(each.text) if each.type == "error" else None)
    return faults
