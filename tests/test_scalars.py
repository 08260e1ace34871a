"""Numbers and instants of numpy, pandas and decimal are taken; what JSON cannot hold is refused by name."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import InvalidInputError
from timeback._codec.scalars import encode_json
from timeback._query.arguments import check_integer
from timeback._query.encode import to_wire
from timeback._query.filters import build_filter
from timeback._query.urls import query_pairs
from timeback.caliper import create_activity_event
from timeback.caliper.envelopes import envelope_of, event_body
from timeback.clr import since_text
from timeback.edubridge import normalize_start_date
from timeback.models.oneroster import AssessmentResultInput, DemographicsInput, UserInput

INSTANT = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)

# What stands for a plain value in other libraries.
PLAIN: list[tuple[Any, Any]] = [
    (np.int64(5), 5),
    (np.uint8(5), 5),
    (np.float64(2.5), 2.5),
    (np.float32(0.5), 0.5),
    (np.longdouble(2.5), 2.5),
    (np.bool_(True), True),
    (np.str_("x"), "x"),
    (np.datetime64("2026-03-02"), "2026-03-02"),
    (np.datetime64("2026-03-02T10:30", "ns"), "2026-03-02T10:30:00"),
    (np.array([1, 2]), [1, 2]),
    (pd.Series([1.5, 2.0]), [1.5, 2.0]),
    (pd.Timestamp("2026-03-02T10:30Z"), "2026-03-02T10:30:00Z"),
    (pd.Timestamp("2026-03-02T10:30:00.123456789Z"), "2026-03-02T10:30:00.123456Z"),
    (Decimal("2.50"), 2.5),
    (Decimal(5), 5),
    (Decimal("5.00"), 5),
    (Decimal(12345678901234567890), 12345678901234567890),
]
# What no JSON can hold, or nobody can mean.
NOTHING: list[Any] = [
    math.nan, math.inf, -math.inf,
    np.float64("nan"), np.float32("inf"), np.array([1.0, np.nan]), np.datetime64("NaT", "s"),
    pd.NaT, pd.NA,
    Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1e999"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "plain"), PLAIN)
def test_a_body_takes_them_at_any_depth(given: Any, plain: Any) -> None:
    assert to_wire({"metadata": {"a": [given]}}, UserInput, partial=True) == {"metadata": {"a": [plain]}}
    assert encode_json({"a": [plain]}) == encode_json(
        {"a": [to_wire({"metadata": {"a": given}}, UserInput, partial=True)["metadata"]["a"]]}
    )


@pytest.mark.parametrize("nothing", NOTHING)
def test_what_is_no_number_is_refused_in_a_body_by_its_path(nothing: Any) -> None:
    for fields in ({"metadata": {"a": [0, nothing]}}, {"metadata": {"a": nothing}}):
        with pytest.raises(InvalidInputError, match=r"metadata\.a"):
            to_wire(fields, UserInput, partial=True)
    with pytest.raises(InvalidInputError) as caught:
        to_wire({"score": nothing, "score_date": nothing}, AssessmentResultInput, partial=True)
    assert [issue.path.partition("[")[0] for issue in caught.value.issues] == ["score", "score_date"]


@pytest.mark.parametrize("nothing", [each for each in NOTHING if not isinstance(each, Decimal)])
def test_nor_does_it_leave_in_a_body_that_nobody_checked(nothing: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"rows\[1\].score"):
        encode_json({"rows": [{"score": None}, {"score": nothing}]})


def test_typed_fields_take_them() -> None:
    result = to_wire(
        {"score": np.float64(18.5), "score_percentile": Decimal("97.5"), "score_date": pd.Timestamp(INSTANT)},
        AssessmentResultInput,
        partial=True,
    )
    assert result == {"score": 18.5, "scorePercentile": 97.5, "scoreDate": "2026-03-02T10:30:00Z"}
    user = {"grades": np.array([9, 10]), "enabled_user": np.bool_(True), "given_name": np.str_("Ada")}
    assert to_wire(user, UserInput, partial=True) == {
        "grades": ["9", "10"], "enabledUser": True, "givenName": "Ada",
    }  # fmt: skip


def test_a_midnight_is_a_day_where_a_day_is_wanted() -> None:
    for day in (pd.Timestamp("2015-12-10"), np.datetime64("2015-12-10"), date(2015, 12, 10)):
        assert to_wire({"birth_date": day}, DemographicsInput, partial=True) == {"birthDate": "2015-12-10"}
    with pytest.raises(InvalidInputError, match="birth_date"):
        to_wire({"birth_date": pd.Timestamp("2015-12-10T10:00")}, DemographicsInput, partial=True)


@pytest.mark.parametrize(
    ("given", "literal"),
    [
        (np.int64(5), "5"),
        (np.float64(2.5), "2.5"),
        (np.bool_(False), "false"),
        (np.str_("it's"), "'it''s'"),
        (pd.Timestamp("2026-03-02T10:30Z"), "'2026-03-02T10:30:00+00:00'"),
        (np.datetime64("2026-03-02"), "'2026-03-02'"),
        (Decimal("2.50"), "2.50"),
    ],
)
def test_a_filter_takes_them(given: Any, literal: str) -> None:
    assert build_filter({"x": given}) == f"x={literal}"
    assert build_filter({"x": {"in": [given]}}) == f"x={literal}"


def test_a_filter_takes_the_values_of_a_column() -> None:
    column = pd.Series(["a", "b"])
    for values in (column, column.to_numpy(), np.array(["a", "b"])):
        assert build_filter({"x": {"in": values}}) == "(x='a' OR x='b')"


@pytest.mark.parametrize("nothing", [each for each in NOTHING if not isinstance(each, np.ndarray)])
def test_a_filter_refuses_what_is_no_number(nothing: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"where\.score"):
        build_filter({"score": {"gte": nothing}} if nothing is not pd.NA else {"score": nothing})
    if not isinstance(nothing, Decimal):
        with pytest.raises(InvalidInputError, match="minimum"):
            query_pairs({"minimum": nothing})


def test_a_query_takes_them() -> None:
    query = {
        "a": np.int64(5), "b": [np.float64(2.5), np.bool_(True)], "c": pd.Timestamp(INSTANT),
        "d": INSTANT, "e": date(2026, 3, 2), "f": Decimal("1.50"), "g": None,
    }  # fmt: skip
    assert query_pairs(query) == [
        ("a", "5"), ("b", "2.5"), ("b", "true"), ("c", "2026-03-02T10:30:00+00:00"),
        ("d", "2026-03-02T10:30:00+00:00"), ("e", "2026-03-02"), ("f", "1.50"),
    ]  # fmt: skip


def test_a_count_may_be_anothers_integer() -> None:
    assert type(check_integer("limit", np.int8(100), minimum=1)) is int
    for wrong in (np.float64(5), np.bool_(True), 5.0, "5", pd.NaT, Decimal("1.5")):
        with pytest.raises(InvalidInputError, match="limit"):
            check_integer("limit", wrong, minimum=1)


def test_days_and_instants_of_other_services() -> None:
    for day in (pd.Timestamp("2026-03-02"), np.datetime64("2026-03-02")):
        assert normalize_start_date(day) == "2026-03-02T00:00:00.000Z"
    assert since_text(pd.Timestamp(INSTANT)) == "2026-03-02T10:30:00Z"
    with pytest.raises(InvalidInputError, match="date"):
        normalize_start_date(pd.NaT)
    with pytest.raises(InvalidInputError, match="since"):
        since_text(pd.NaT)


ACTIVITY: dict[str, Any] = {
    "actor": {"id": "https://x.example/u", "type": "TimebackUser", "email": "ada@x.example"},
    "object": {
        "id": "https://x.example/a", "type": "TimebackActivityContext", "subject": "Math",
        "app": {"name": "A"}, "course": {"name": "C"},
    },
}  # fmt: skip


def activity(value: Any, moment: Any = INSTANT) -> Any:
    return {**ACTIVITY, "metrics": [{"type": "xpEarned", "value": value}], "event_time": moment}


@pytest.mark.parametrize("value", [np.float64(2.5), np.float32(2.5), Decimal("2.5")])
def test_an_event_takes_them(value: Any) -> None:
    event = create_activity_event(activity(value, pd.Timestamp(INSTANT)))
    [sent] = envelope_of("https://x.example", [event])["data"]
    assert (sent["generated"]["items"][0]["value"], sent["eventTime"]) == (2.5, "2026-03-02T10:30:00Z")
    [mapped] = envelope_of("https://x.example", [{"id": "urn:uuid:1", "value": value}])["data"]
    assert encode_json(mapped) == b'{"id":"urn:uuid:1","value":2.5}'


@pytest.mark.parametrize("nothing", NOTHING)
def test_an_event_refuses_what_is_no_number(nothing: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"metrics\[0\].value"):
        create_activity_event(activity(nothing))
    for send in (envelope_of, lambda sensor, events: event_body(sensor, events[0])):
        with pytest.raises(InvalidInputError, match=r"data\[0\].generated.score"):
            send("https://x.example", [{"id": "urn:uuid:1", "generated": {"score": nothing}}])


def test_an_event_made_by_hand_names_its_field() -> None:
    event = create_activity_event(activity(1.0))
    event.generated.items[0].value = math.nan
    with pytest.raises(InvalidInputError, match=r"data\[0\].generated.items\[0\].value: must be a finite"):
        envelope_of("https://x.example", [event])
    event.event_time = pd.NaT
    with pytest.raises(InvalidInputError, match=r"data\[0\].eventTime: must be an instant, not NaT"):
        envelope_of("https://x.example", [event])


def test_a_body_in_a_circle_is_refused() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with pytest.raises(InvalidInputError, match="too deeply"):
        encode_json({"a": circle})


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="cannot be written as JSON"):
        encode_json({"a": "\ud800"})
    with pytest.raises(InvalidInputError, match=r"a\.b: objects of type object"):
        encode_json({"a": {"b": object()}})


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text("ab"),
        lambda each: st.lists(each) | st.dictionaries(st.text("xy"), each),
    )
)
def test_nothing_becomes_a_null_that_was_none(value: Any) -> None:
    def odd(each: Any) -> bool:
        if isinstance(each, dict | list):
            return any(map(odd, each.values() if isinstance(each, dict) else each))
        return isinstance(each, float) and not math.isfinite(each)

    if odd(value):
        with pytest.raises(InvalidInputError):
            encode_json(value)
    else:
        encode_json(value)


def test_neither_library_is_imported_for_it() -> None:
    code = (
        "import sys, timeback; from timeback._codec.scalars import encode_json; encode_json([1.5]);"
        "assert not {'numpy', 'pandas'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
