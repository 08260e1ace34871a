"""`timeback qti import`: a package's content on a server, and a report of what was refused and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.qti.packages import MANIFEST, STIMULUS, exam2, item2, item3, manifest, zipped
from tests.raw_server import RawServer, reply
from timeback import QtiClient

from .conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def served(run: Run) -> Iterator[QtiClient]:
    """A client of the sandbox that the commands use."""
    with QtiClient(env="sandbox") as client:
        yield client


REFERENCE = '<qti-assessment-stimulus-ref identifier="s" href="../story.xml" title="Story"/>'
SHOWN = '<div data-stimulus-idref="s"/>'


def package(folder: Path, **more: str) -> Path:
    rows = [f"{name} imsqti_item_xmlv2p1 items/{name}.xml" for name in more]
    files = {
        MANIFEST: manifest("r1 imsqti_item_xmlv2p1 items/first.xml", "r2 imsqti_test_xmlv2p1 exam.xml",
                           "r3 imsqti_stimulus_xmlv3p0 story.xml", "r4 imsqti_item_xmlv3p0 items/second.xml", *rows),
        "items/first.xml": item2("first", '<p><img src="../a.png" alt=""/></p>'),
        "items/second.xml": item3("second", REFERENCE, SHOWN),
        "exam.xml": exam2("one items/first.xml", "two items/second.xml"),
        "story.xml": STIMULUS,
        "a.png": "png",
        "styles/unused.css": "p {}",
    }  # fmt: skip
    return zipped(folder / "p.zip", files | {f"items/{name}.xml": text for name, text in more.items()})


def rows(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def statuses(ran: Ran) -> set[str]:
    """What became of the documents."""
    return {each["status"] for each in rows(ran) if each["kind"] != "file"}


def test_a_package_is_created_with_its_references(run: Run, served: QtiClient, tmp_path: Path) -> None:
    ran = run("qti", "import", str(package(tmp_path)), "--json")
    assert ran.status == 0, ran.error
    assert [(each["kind"], each["identifier"], each["status"]) for each in rows(ran)] == [
        ("stimulus", "story", "created"), ("item", "first", "created"), ("item", "second", "created"),
        ("test", "exam", "created"), ("file", None, "not stored"), ("file", None, "not stored"),
    ]  # fmt: skip
    assert {each["file"]: each["reason"] for each in rows(ran)[4:]} == {
        "a.png": "the service has no place for files; shown by items/first.xml",
        "styles/unused.css": "the service has no place for files",
    }
    assert re.search(r"import stimuli: 1 of 4 stimuli, items, tests, ", ran.error)
    assert re.fullmatch(
        r".* import tests: 4 of 4 stimuli, items, tests, [\d,]+/s, 0 s left", ran.error.splitlines()[-1]
    )
    assert served.assessment_items.process_response("first", "A").is_correct
    second = served.assessment_items.get("second").raw_xml
    assert 'identifier="story" href="stimuli/story"' in second
    assert '<div data-stimulus-idref="story"/>' in second
    exam = served.assessment_tests.get("exam")
    questions = served.assessment_tests.get_questions("exam").questions
    assert [each.question.identifier for each in questions] == ["first", "second"]
    assert '<qti-time-limits max-time="60"/>' in exam.raw_xml
    assert '<qti-variable identifier="first.SCORE"/>' in exam.raw_xml


def test_what_is_refused_is_reported_and_fails(run: Run, served: QtiClient, tmp_path: Path) -> None:
    wrong = item2("wrong").replace('cardinality="single" baseType="identifier"', 'cardinality="many"')
    ran = run("-o", "json", "qti", "import", str(package(tmp_path, broken="<x", wrong=wrong)))
    assert ran.status == 7
    found = {each["file"]: each for each in rows(ran)}
    assert found["items/first.xml"]["status"] == "created"
    assert found["items/broken.xml"]["status"] == found["items/wrong.xml"]["status"] == "refused"
    assert "not well-formed" in found["items/broken.xml"]["reason"]
    assert "cardinality" in found["items/wrong.xml"]["reason"]
    again = run("qti", "import", str(package(tmp_path)), "-o", "json")
    assert again.status == 7
    assert statuses(again) == {"refused"}
    replaced = run("qti", "import", str(package(tmp_path)), "--replace", "-o", "json")
    assert (replaced.status, statuses(replaced)) == (0, {"replaced"})
    assert served.stimuli.get("story").title == "A story"


def test_a_missing_file_is_named_with_who_names_it(run: Run, tmp_path: Path) -> None:
    files = {
        MANIFEST: manifest("r1 imsqti_item_xmlv2p1 items/gone.xml", "r2 imsqti_item_xmlv2p1 items/here.xml"),
        "items/here.xml": item2("here", '<p><img src="../lost.png" alt=""/></p>'),
    }
    ran = run("qti", "import", str(zipped(tmp_path / "p.zip", files)), "--json")
    assert ran.status == 7
    assert {
        each["file"]: (each["status"], each["reason"]) for each in rows(ran) if each["kind"] == "file"
    } == {
        "items/gone.xml": ("refused", "it is missing in the package; imsmanifest.xml names it"),
        "lost.png": ("warning", "it is missing in the package; items/here.xml names it"),
    }


def test_a_table_counts_and_names_what_was_refused(run: Run, tmp_path: Path) -> None:
    ran = run("qti", "import", str(package(tmp_path, broken="<x")))
    assert ran.status == 7
    counts, _, told = ran.out.partition("\n\n")
    assert [line.split()[:2] for line in counts.splitlines()[1:]] == [
        ["stimulus", "1"], ["item", "2"], ["test", "1"], ["file", "0"],
    ]  # fmt: skip
    assert "items/broken.xml" in told
    assert "not well-formed" in told


def test_what_is_no_package_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("qti", "import", str(zipped(tmp_path / "p.zip", {"a.xml": "x"})))
    assert (ran.status, ran.out) == (1, "")
    assert "there is no imsmanifest.xml" in ran.error


def test_a_lost_server_ends_the_import_with_a_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIMEBACK_ENV")
    with RawServer([reply({"error": "no"}, status=401)] * 4) as server:
        url = server.open["base_url"]
        for name in ("CLIENT_ID", "CLIENT_SECRET"):
            monkeypatch.setenv(f"TIMEBACK_{name}", "x")
        ran = run(
            "--base-url", url, "--auth-url", f"{url}/token", "qti", "import", str(package(tmp_path)), "--json"
        )
    assert ran.status == 4
    assert statuses(ran) == {"not tried"}
    assert rows(ran)[0]["reason"]
