"""A notebook, executed: what its cells show of records, lists and errors."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

SOURCE = str(Path(__file__).parent.parent / "src")
CELLS = {
    "start": "from timeback import AsyncOneRosterClient, EduBridgeClient, OneRosterClient, Rows\n"
    "client = OneRosterClient(env='sandbox')",
    "record": "client.orgs.first()",
    "page": "client.students.list(limit=30)",
    "slice": "client.students.list(limit=30)[:10]",
    "list": "client.students.list_all(max_items=25)",
    "stream": "client.students.stream(limit=50)",
    "activity": "edubridge = EduBridgeClient(env='sandbox')\n"
    "edubridge.analytics.get_activity(student_id='student-00001', start_date='2025-12-14', end_date='2025-12-20')",
    "months": "client.enrollments.list_all(max_items=25).to_pandas()['begin_date'].dt.month.dropna().unique().tolist()",
    "json": "import json\njson.dumps(client.academic_sessions.list(limit=1).to_dicts(mode='json'))[:20]",
    "outcomes": "frame = client.results.list(limit=5).to_pandas()\nclient.results.create_many(frame)",
    "404": "def look():\n    return client.users.get('nobody')\n\nlook()",
    "refused": "client.users.list(where={'famly_name': 'Ovid'})",
    "awaited": "await AsyncOneRosterClient(env='sandbox').users.get('nobody')",
    "lost": "OneRosterClient(base_url='http://127.0.0.1:9', auth=None, max_retries=0).users.list()",
}


@functools.cache
def outputs() -> dict[str, Any]:
    cells = [nbformat.v4.new_code_cell(each) for each in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", SOURCE)
        nbclient.NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    return {name: cell.outputs[-1] if cell.outputs else None for name, cell in zip(CELLS, cells, strict=True)}


SHOWN = {
    "page": "PageResult(30 of 300 rows)",
    "slice": "Rows(10 rows of User)",
    "list": "Rows(25 rows of User)",
    "stream": "Pager(User, page_size=50)",
    "activity": "ActivityResult(12 rows of a day, a subject and an app)",
    "outcomes": "RowOutcomes(0 succeeded, 5 failed; columns left out: date_last_modified)",
}


@pytest.mark.xdist_group("notebook")
@pytest.mark.parametrize("name", SHOWN)
def test_lists_are_counted_in_text_and_shown_as_tables(name: str) -> None:
    data = outputs()[name].data
    assert data["text/plain"] == SHOWN[name]
    assert data["text/html"].startswith(f"<table><caption>{SHOWN[name]}")
    # Text goes to logs and terminals: it names nobody. The table is what the cell asked for.
    assert ("@students.lakeview.example" in data["text/html"]) == (name in ("page", "slice", "list"))


@pytest.mark.xdist_group("notebook")
def test_a_record_is_shown_with_its_fields() -> None:
    data = outputs()["record"].data
    assert data["text/plain"].startswith("Organization(") and len(data["text/plain"]) < 800
    assert data["text/html"].startswith("<table><caption>Organization</caption>")


@pytest.mark.xdist_group("notebook")
def test_frames_are_what_analysis_needs() -> None:
    assert outputs()["months"].data["text/plain"] == "[8]"
    assert outputs()["json"].data["text/plain"].startswith('\'[{"sourced_id"')


@pytest.mark.xdist_group("notebook")
@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("404", "timeback.errors.NotFoundError: GET /ims/oneroster/rostering/v1p2/users/{user_id}: 404"),
        (
            "refused",
            "timeback.errors.InvalidInputError: list(): where: unknown field 'famly_name'; did you mean",
        ),
        ("awaited", "timeback.errors.NotFoundError: GET /ims/oneroster/rostering/v1p2/users/{user_id}: 404"),
        ("lost", "caused by ConnectionRefusedError: "),
    ],
)
def test_a_traceback_is_short(name: str, last: str) -> None:
    shown = "\n".join(outputs()[name].traceback)
    lines = shown.splitlines()
    assert len(lines) <= 9, shown
    assert lines[0] == "Traceback (most recent call last):" and lines[-1].startswith(last)
    assert CELLS[name].splitlines()[-1].strip() in shown  # the line that was at fault
    assert SOURCE not in shown and "frames of timeback" in shown
