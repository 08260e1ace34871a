"""What every test may use."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import hypothesis
import pytest

from timeback._config.platforms import SERVICES
from timeback.sandbox import Sandbox

# Their asserts tell what they compared, as those of test modules do.
pytest.register_assert_rewrite(
    *(f"tests.contract.{path.stem}" for path in Path(__file__).parent.glob("contract/*.py"))
)

# No test is about time, and machines are shared. In CI the examples are always the same.
hypothesis.settings.register_profile("timeback", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=10)
hypothesis.settings.load_profile("timeback")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: half of their time tests wait for sockets and programs."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let workers begin with what takes longest, so that none waits for another at the end."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("once") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not here."""
    for marker in item.iter_markers("needs"):
        for program in marker.args:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not on this machine")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return no_skips_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return no_skips_in_ci((yield))


def no_skips_in_ci(report: Report) -> Report:
    """A developer may lack a program; CI has everything, so a skip there is a check that was lost."""
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, though nothing may be missing in CI: {report.longrepr[-1]}"
    return report


@pytest.fixture(scope="session")
def district() -> Iterator[Sandbox]:
    """One served sandbox for the whole run; `sandbox` hands it out as new."""
    with Sandbox(students=300) as served:
        yield served


@pytest.fixture
def sandbox(district: Sandbox) -> Sandbox:
    """A freshly seeded sandbox over HTTP, without faults and with an empty request list."""
    district.reset()
    return district


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; its driver is not installed where no test of the environment needs it."""
    from tests.chromium import chromium

    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own environment variables must not reach a test."""
    for name in list(os.environ):
        if name.startswith(("TIMEBACK_", *(f"{service.upper()}_" for service in SERVICES))):
            monkeypatch.delenv(name)


@pytest.fixture
def own_logging() -> Iterator[None]:
    """A program of the guide may set up logging; what it sets up ends with it."""
    before = {each: (each.handlers[:], each.level, each.propagate) for each in _loggers()}
    yield
    for each in _loggers():
        each.handlers[:], level, each.propagate = before.get(each, ([], logging.NOTSET, True))
        each.setLevel(level)


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(each for each in known if isinstance(each, logging.Logger))]
