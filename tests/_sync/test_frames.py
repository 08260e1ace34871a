# Generated from tests/_async/test_frames.py by setup_unasync.py; do not edit.
"""Data frames that go back in: `create_many()`, whose columns and values are checked before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas
import polars
import pyarrow
import pytest

from tests.raw_server import RawServer, reply
from timeback import (
    OneRosterClient,
    ConflictError,
    InvalidInputError,
    PermissionDeniedError,
    RowOutcomes,
    UnprocessableEntityError,
)
from timeback.export import LogProgress, Progress
from timeback.models.oneroster import CreateResult, ResultInput
from timeback.sandbox import Sandbox

FORMS: dict[str, Callable[[Any], Any]] = {
    "pandas": lambda rows: rows.to_pandas(),
    "pandas, kept": lambda rows: rows.to_pandas(nested="keep"),
    "pandas, by an index": lambda rows: rows.to_pandas().set_index("comment", drop=False),
    "polars": lambda rows: rows.to_polars(),
    "polars, as JSON": lambda rows: rows.to_polars(nested="json"),
    "Arrow": lambda rows: rows.to_arrow(),
    "Arrow, in wire names": lambda rows: rows.to_arrow(names="wire", nested="keep"),
    "a batch": lambda rows: rows.to_arrow().to_batches()[0],
    "records": lambda rows: rows,
    "dicts": lambda rows: rows.to_dicts(),
    "JSON": lambda rows: rows.to_dicts(mode="json"),
}
GRADED = {"status": "active", "score_status": "fully graded", "score_date": "2026-01-05"}


def graded(client: OneRosterClient, **columns: Any) -> tuple[pandas.DataFrame, dict[str, Any]]:
    """A teacher's list of three pupils, and what is the same for all of them."""
    item = client.line_items.first()
    pupils = client.students.list(limit=3)
    assert item is not None
    frame = pandas.DataFrame(
        {"Pupil": [each.sourced_id for each in pupils], "Points": [7, 8.5, None], **columns}
    )
    return frame, {**GRADED, "line_item": {"sourced_id": item.sourced_id}}


MEANING = {"Pupil": "student.sourced_id", "Points": "score"}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_list_gave_goes_back_in(client: OneRosterClient, form: str) -> None:
    before = client.results.list(limit=12)
    named = [each.replace(sourced_id=f"{form[:3]}-{at}", comment=f"{at}") for at, each in enumerate(before)]
    rows = before[:]
    rows[:] = named
    outcomes = client.results.create_many(FORMS[form](rows))
    assert outcomes.all_succeeded and len(outcomes) == 12 and not outcomes.unsent
    assert [each.sourced_id for each in outcomes.succeeded.values()] == [each.sourced_id for each in named]
    assert outcomes.left_out in {("date_last_modified",), ("dateLastModified",)}
    written = client.results.get(named[3].sourced_id)
    assert written.replace(date_last_modified=named[3].date_last_modified) == named[3]


@pytest.mark.parametrize(
    "place", ["users", "classes", "enrollments", "courses", "orgs", "line_items", "academic_sessions"]
)
def test_frames_of_each_entity_fit(client: OneRosterClient, place: str) -> None:
    collection: Any = getattr(client, place)
    frame = (collection.list(limit=4)).to_polars()
    frame = frame.with_columns(sourced_id=polars.format("again-{}", "sourced_id"))
    if "email" in frame.columns:
        frame = frame.with_columns(email=polars.format("again-{}", "email"))
    outcomes = collection.create_many(frame)
    assert outcomes.failed == {} and len(outcomes.succeeded) == 4


def test_columns_of_other_names_are_told_and_fields_of_all_rows_given_once(
    client: OneRosterClient,
) -> None:
    frame, shared = graded(client, Name=["Ada", "Ben", "Cyd"])
    seen: list[Progress] = []
    outcomes = client.results.create_many(
        frame, columns={**MEANING, "Name": None}, progress=seen.append, concurrency=2, **shared
    )
    assert repr(outcomes) == "RowOutcomes(3 succeeded, 0 failed)"
    ids = [each.sourced_id for each in outcomes.succeeded.values()]
    written = [client.results.get(each) for each in ids]
    assert [each.score for each in written] == [7, 8.5, None]
    assert [each.student.sourced_id for each in written] == frame["Pupil"].to_list()
    assert [(each.stage, each.resource, each.rows, each.total) for each in seen] == [
        ("create", "results", done, 3) for done in (1, 2, 3)
    ]
    lines: list[str] = []
    client.results.create_many(
        frame, columns={**MEANING, "Name": None}, progress=LogProgress(write=lines.append), **shared
    )
    assert lines[-1].startswith("create results: 3 of 3 rows")


def test_columns_that_mean_nothing_are_named_at_once_and_nothing_is_sent(
    client: OneRosterClient,
) -> None:
    frame, _ = graded(client, studnt_sourced_id="x", class_sourced_id="c", **{"class.sourcedId": "d"})
    with client.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        client.results.create_many(
            frame, columns={"Points": "scor", "Nobody": "score"}, status="active", score_date="2026-01-05"
        )
    assert exchanges == []
    assert dict(caught.value.issues) == {
        "columns['Nobody']": "the frame has no such column",
        "column 'Pupil'": "is no field",
        "column 'Points'": "'scor' is no field; did you mean 'score'?",
        "column 'studnt_sourced_id'": "is no field; did you mean 'student_sourced_id'?",
        "column 'class.sourcedId'": "class_.sourced_id has a column already",
        "line_item": "required, and neither a column nor a keyword",
        "student": "required, and neither a column nor a keyword",
        "score_status": "required, and neither a column nor a keyword",
        "columns": "takes the field of a column, {'Pupil': 'student.sourced_id'}, or None for none",
    }


def test_values_that_do_not_fit_are_named_by_row_and_nothing_is_sent(
    client: OneRosterClient,
) -> None:
    frame, shared = graded(client)
    frame["Points"] = ["secret-7", 8, "9"]
    frame.loc[2, "Pupil"] = None
    with client.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        client.results.create_many(frame, columns=MEANING, **shared)
    assert exchanges == []
    assert [issue.path for issue in caught.value.issues] == ["[0].score", "[2].student"]
    assert "secret" not in str(caught.value)
    many = pandas.concat([frame] * 100, ignore_index=True)
    with pytest.raises(InvalidInputError, match=r"and 180 more, in \.issues") as caught:
        client.results.create_many(many, columns=MEANING, **shared)
    assert len(caught.value.issues) == 200


def test_a_row_that_the_server_refuses_stops_no_other(client: OneRosterClient) -> None:
    frame, shared = graded(client, sourced_id=["a-1", "a-2", "a-3"])
    frame.loc[1, "Pupil"] = "nobody"
    outcomes = client.results.create_many(frame, columns=MEANING, **shared)
    assert [*outcomes.succeeded] == [0, 2]
    assert isinstance(outcomes.failed[1], UnprocessableEntityError)
    assert repr(outcomes) == "RowOutcomes(2 succeeded, 1 failed)" and not outcomes.all_succeeded
    assert "There is no user with this sourcedId" in outcomes._repr_html_()
    with pytest.raises(ExceptionGroup) as caught:
        outcomes.raise_failures()
    assert caught.value.exceptions[0].__notes__ == ["in the row 1"]
    # What was mended goes in; what is there already is told apart from it.
    frame.loc[1, "Pupil"] = frame.loc[0, "Pupil"]
    again = client.results.create_many(frame.iloc[list(outcomes.failed)], columns=MEANING, **shared)
    assert again.all_succeeded
    twice = client.results.create_many(frame, columns=MEANING, **shared)
    assert [type(error) for error in twice.failed.values()] == [ConflictError] * 3


def test_after_a_403_no_further_row_is_sent(sandbox: Sandbox, client: OneRosterClient) -> None:
    frame, shared = graded(client)
    rows = pandas.concat([frame] * 20, ignore_index=True)
    sandbox.faults.add(status=403, method="POST", path="*/results", times=None)
    with client.record() as exchanges:
        outcomes = client.results.create_many(rows, columns=MEANING, concurrency=4, **shared)
    assert {type(error) for error in outcomes.failed.values()} == {PermissionDeniedError}
    assert len(outcomes) == len(exchanges) <= 8
    assert outcomes.unsent == tuple(range(len(outcomes), 60)) and not outcomes.all_succeeded
    assert "not sent" in repr(outcomes)


def test_a_lost_answer_is_one_row_s(engine: dict[str, Any]) -> None:
    made = {"sourcedIdPairs": {"suppliedSourcedId": "a", "allocatedSourcedId": "a"}}
    with RawServer([reply(made, 201), reply(status=503), reply(made, 201)]) as server:
        with OneRosterClient(**server.open, **engine, max_retries=0) as client:
            rows = [{**GRADED, "student_sourced_id": "s", "line_item.sourcedId": "l"}] * 3
            outcomes = client.results.create_many(rows, concurrency=1)
    assert [*outcomes.failed] == [1] and [*outcomes.succeeded] == [0, 2]


ODD: dict[str, tuple[Any, str]] = {
    "lazy": (polars.DataFrame({"a": [1]}).lazy(), "not LazyFrame: collect\\(\\) it first"),
    "a mapping": ({"score": [1]}, "must be a data frame or a list of rows, not dict"),
    "text": ("score", "not str"),
    "nothing": (None, "not NoneType"),
    "no rows": (polars.DataFrame({"score": []}), "there is none"),
    "an empty list": ([], "there is none"),
    "rows of numbers": ([1], r"rows\[0\]: must be a row, not int"),
    "a column": (pandas.Series([1, 2], name="score"), "must be a data frame or a list of rows|must be a row"),
    "a column of polars": (polars.Series("score", [1, 2]), "must be a row"),
    "an object and a part of it": (
        [{"student": {"sourced_id": "s"}, "student_sourced_id": "t"}],
        "student.sourced_id has a column already",
    ),
    "columns alike": (pandas.DataFrame([[1, 2]], columns=["score", "score"]), "given twice"),
    "numbered columns": (pandas.DataFrame([[1, 2]]), "column '0': is no field"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_frame_is_refused(client: OneRosterClient, name: str) -> None:
    rows, message = ODD[name]
    with client.record() as exchanges, pytest.raises(InvalidInputError, match=message):
        client.results.create_many(rows)
    assert exchanges == []


def test_wrong_arguments_are_named_once_and_nothing_is_sent(client: OneRosterClient) -> None:
    frame, shared = graded(client)
    arguments: dict[str, Any] = {"columns": MEANING, **shared}
    wrong: dict[str, Any] = {
        "concurrency": 0,
        "progress": 3,
        "columns": ["Pupil"],
        "statuss": "active",
    }
    with client.record() as exchanges:
        for name, value in wrong.items():
            with pytest.raises(InvalidInputError) as caught:
                client.results.create_many(frame, **{**arguments, name: value})
            assert [issue.path for issue in caught.value.issues] == [name]
    assert exchanges == []


def test_bodies_and_generators_are_rows_too(client: OneRosterClient) -> None:
    frame, shared = graded(client)
    bodies = [ResultInput(student={"sourced_id": each}, **shared) for each in frame["Pupil"]]  # type: ignore[arg-type]
    outcomes: RowOutcomes[CreateResult] = client.results.create_many(each for each in bodies)
    assert len(outcomes.succeeded) == 3
    stream = pyarrow.RecordBatchReader.from_batches(
        pyarrow.schema([("student_sourced_id", pyarrow.string())]),
        pyarrow.table({"student_sourced_id": frame["Pupil"].to_list()}).to_batches(),
    )
    assert len((client.results.create_many(stream, **shared)).succeeded) == 3
