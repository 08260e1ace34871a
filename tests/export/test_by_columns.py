"""Rows read by columns are what records of them give; where rows deviate in anything, records are made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from timeback._codec.deviations import Notes
from timeback._json_types import is_list, is_object
from timeback._tables.columns import Nested, columns
from timeback.export import RESOURCES
from timeback.export.batches import gathered
from timeback.export.catalog import chosen
from timeback.export.records import Records
from timeback.export.resources import Resource
from timeback.export.rows import SentBatch, unread
from timeback.export.tables import RecordTable
from timeback.models.oneroster import Status

DAYS = ["2026-08-15", "0001-01-01", "9999-12-31", "2026-08-15T08:00:00Z"]
INSTANTS = [
    "2026-03-01T08:10:00.000Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "2026-03-01T08:10:00+05:30",
]
TEXTS = [
    "",
    "x",
    "tab\tand\nline",
    'quote " and \\ and /',
    "\u2028\u00e9\U0001f600",
    "null",
    *DAYS,
    *INSTANTS,
]
NUMBERS = [0, -1, 1.5, 1e308, 2**53, 2**53 + 1, 2**63, 10**30, -0.0]
ODD: list[Any] = [
    None,
    True,
    "true",
    "12.5",
    "08/15/2026",
    "2026-01-01",
    [],
    {},
    [None],
    [[]],
    {"a": [1]},
    *NUMBERS,
    *TEXTS,
]


def values_of(kind: inspect.Type, name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values as a model's type has them."""
    if isinstance(kind, inspect.Metadata):
        return values_of(kind.type, name, depth)
    if isinstance(kind, inspect.UnionType):
        return st.one_of([values_of(each, name, depth) for each in kind.types])
    if isinstance(kind, inspect.NoneType):
        return st.none()
    if isinstance(kind, inspect.BoolType):
        return st.booleans()
    if isinstance(kind, inspect.IntType):
        return st.integers(-(2**63), 2**63 - 1)
    if isinstance(kind, inspect.FloatType):
        return st.sampled_from(NUMBERS)
    if isinstance(kind, inspect.DateTimeType):
        return st.sampled_from(INSTANTS)
    if isinstance(kind, inspect.DateType):
        return st.sampled_from(DAYS[:3])
    if isinstance(kind, inspect.EnumType):
        return st.sampled_from([*(each.value for each in kind.cls), "unlisted"])
    if isinstance(kind, inspect.ListType):
        return st.lists(values_of(kind.item_type, name, depth), max_size=2)
    if isinstance(kind, inspect.StructType) and depth < 3:
        return objects_of(kind, depth + 1)
    if isinstance(kind, inspect.StrType):
        return st.sampled_from(DAYS if "date" in name.lower() else TEXTS)
    return st.dictionaries(st.sampled_from(["a", "\u00e9", "a b"]), st.sampled_from(ODD), max_size=2)


def objects_of(kind: inspect.StructType, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Objects as a model has them, with or without what may be absent."""
    fields = {each.encode_name: values_of(each.type, each.name, depth) for each in kind.fields}
    required = {each.encode_name for each in kind.fields if each.required}
    return st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in required},
        optional={name: value for name, value in fields.items() if name not in required},
    )


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values inside an object."""
    inner: list[tuple[Any, Any]] = []
    if is_object(value):
        inner = [*value.items()]
    elif is_list(value):
        inner = [*enumerate(value)]
    return [place for key, each in inner for place in ((*path, key), *places_in(each, (*path, key)))]


def changed(row: dict[str, Any], path: Sequence[Any], odd: Any, *, drops: bool) -> None:
    """Put another value in a place of an object, or drop what is there."""
    inner: Any = row
    for key in path[:-1]:
        inner = inner[key]
    if drops:
        del inner[path[-1]]
    else:
        inner[path[-1]] = odd


def respell(row: dict[str, Any], info: inspect.StructType) -> None:
    """Put values of enums in another case."""
    for field in info.fields:
        value = row.get(field.encode_name)
        kinds = field.type.types if isinstance(field.type, inspect.UnionType) else [field.type]
        if isinstance(value, str) and any(isinstance(kind, inspect.EnumType) for kind in kinds):
            row[field.encode_name] = value.upper()


@st.composite
def batches(draw: st.DrawFn, resource: Resource) -> list[dict[str, Any]]:
    """A few rows, of which some may deviate."""
    info: Any = inspect.type_info(resource.model)
    rows = draw(st.lists(objects_of(info), min_size=1, max_size=3))
    for number, row in enumerate(rows):
        if draw(st.integers(0, 19)):
            row["sourcedId"] = f"id-{number}"
    if not draw(st.integers(0, 3)):
        respell(draw(st.sampled_from(rows)), info)
    for _ in range(max(draw(st.integers(-2, 2)), 0)):
        row = draw(st.sampled_from(rows))
        if paths := places_in(row):
            changed(row, draw(st.sampled_from(paths)), draw(st.sampled_from(ODD)), drops=draw(st.booleans()))
    if not draw(st.integers(0, 3)):
        draw(st.sampled_from(rows))["further"] = draw(st.sampled_from(ODD))
    return rows


def agree(resource: Resource, lines: list[bytes], nested: Nested) -> bool:
    """Read lines in both ways, which agree; whether they could be read by columns."""
    found = [each for each in columns(resource.model, nested) if each.attribute not in resource.unfilled]
    table, notes = RecordTable(resource.name, found, has_extra=True), Notes()
    expected = Records(resource.model, resource.identity).read_all(unread(lines), notes)
    rows = Records(resource.model, resource.identity, found).read_all(unread(lines), Notes())
    assert [row.json for row in rows] == [row.json for row in expected]
    assert [row.sourced_id for row in rows] == [row.sourced_id for row in expected]
    assert [row.faults for row in rows] == [row.faults for row in expected]
    records = [row for row in rows if row.record]
    if isinstance(rows, SentBatch):
        assert all((row.record is not None) is rows.may_be_deleted for row in rows)
        assert rows.may_be_deleted == any(row.record.status == Status.TO_BE_DELETED for row in expected)
        records = rows
    assert [row.extra for row in records] == [row.extra for row in expected if row.record]
    if isinstance(rows, SentBatch):
        assert notes.taken == 0, "what deviates is told"
        assert all(row.record is not None and not row.faults for row in expected)
        ours, theirs = table.to_arrow(rows), table.to_arrow(expected)
        ours.validate(full=True)
        for name in theirs.column_names:
            assert ours[name].to_pylist() == theirs[name].to_pylist(), name
        assert ours.schema == theirs.schema
    return isinstance(rows, SentBatch)


@pytest.mark.parametrize("name", RESOURCES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_columns_are_those_of_records(name: str, data: st.DataObject) -> None:
    (resource,) = chosen([name])
    rows = data.draw(batches(resource))
    nested: Nested = data.draw(st.sampled_from(["flatten", "keep", "json"]))
    agree(resource, [msgspec.json.encode(row) for row in rows], nested)


USER: dict[str, Any] = {
    "sourcedId": "ada",
    "status": "active",
    "dateLastModified": "2026-03-01T08:10:00.000Z",
    "enabledUser": "true",
    "givenName": "Ada",
    "familyName": "Lovelace",
    "roles": [
        {
            "roleType": "primary",
            "role": "student",
            "org": {"sourcedId": "o", "href": "https://x", "type": "org"},
        }
    ],
}


def line(**fields: Any) -> bytes:
    return msgspec.json.encode({**USER, **fields})


@pytest.mark.parametrize(
    "read",
    [
        line(),
        line(status="a new one", metadata={"a": [1, None]}, grades=["1", "2"], further={"b": 1}),
        line(roles=[{**USER["roles"][0], "metadata": {"timebackRole": "guide"}, "beginDate": "2026-01-01"}]),
        line(agents=[], userProfiles=[], grades=None, dateLastModified="2026-03-01T08:10:00+02:00"),
        line(metadata={"room, wing": "1 A", "tags": ["a ,b", None]}),
        line()[:-1] + b', "metadata": { "a" : [ 1 , {"b": null} ], "c": "x, y" } }',
        line()[:-1] + b',"metadata":{"\\u00e9":"\\/"},"grades":[]}',
        line()[:-1] + b',"metadata": null }',
        b" " + line(givenName="\ud83d\ude00 \u00e9".encode("utf-16", "surrogatepass").decode("utf-16")),
    ],
)
def test_rows_as_their_model_says_are_read_by_columns(read: bytes) -> None:
    (resource,) = chosen(["users"])
    assert agree(resource, [read, line(sourcedId="b")], "flatten")


@pytest.mark.parametrize(
    "deviating",
    [
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"{}",
        b"{",
        line()[:-1] + b',"givenName":"twice"}',
        line(sourcedId=""),
        line(givenName=None),
        line(givenName=1),
        line(roles=None),
        line(roles=[None]),
        line(roles=[{}]),
        line(grades=[None]),
        line(roles=[{**USER["roles"][0], "org": None}]),
        line(roles=[{**USER["roles"][0], "beginDate": "08/15/2026"}]),
        line(dateLastModified="2026-03-01"),
        line(dateLastModified="2026-03-01T08:10:00"),
        line().replace(b"Ada", b"\xff"),
        line().replace(b"Ada", b"\\ud800"),
        line().replace(b"Ada", b"\x01"),
        line(metadata=[1]),
        line(metadata="{}"),
        line()[:-1] + b',"metadata":{"a":01}}',
    ],
)
def test_rows_that_deviate_are_not(deviating: bytes) -> None:
    (resource,) = chosen(["users"])
    assert not agree(resource, [line(sourcedId="b"), deviating], "flatten")


def test_a_list_that_deviates_again_and_again_is_no_longer_tried() -> None:
    (resource,) = chosen(["users"])
    records = Records(resource.model, resource.identity, columns(resource.model))
    for _ in range(5):
        assert not isinstance(records.read_all(unread([line(roles=None)]), Notes()), SentBatch)
    assert not isinstance(records.read_all(unread([line()]), Notes()), SentBatch)


def test_rows_of_small_pages_are_read_together_and_large_pages_as_they_are() -> None:
    large = [4, 5]
    assert [*gathered([[1], [2, 3], large, [6]], 2)] == [[1, 2, 3], large, [6]]
    assert next(gathered([large], 2)) is large
