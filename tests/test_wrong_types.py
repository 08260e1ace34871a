"""A value of another type than its field's is refused by name, or says on the wire what it said in Python."""

from __future__ import annotations

import enum
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

import timeback.models
from timeback import InvalidInputError
from timeback._query.encode import to_wire
from timeback._query.shapes import shape_of
from timeback.models.base import InputModel


class Other(enum.StrEnum):
    """An enum that no field takes."""

    VALUE = "a value of another enum"


DAY = date(2026, 1, 2)
VALUES = [
    "", "x", "3", "true", "null", "NaN", "2026-01-02", "2026-01-02T03:04:05Z", 0, 1, 3, -1, 3.0, 3.5, True, False,
    Decimal(3), Decimal("1.5"), DAY, datetime(2026, 1, 2, 3), datetime(2026, 1, 2, 3, tzinfo=UTC),
    datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=5))), datetime(2026, 1, 2), time(3), timedelta(days=1),
    b"ab", UUID(int=1), Other.VALUE, ["a"], ("a",), [3], [True], {"a": 1}, {"a": "b"}, {}, [],
]  # fmt: skip


def bodies(of: type[InputModel] = InputModel) -> Iterator[type[InputModel]]:
    for each in of.__subclasses__():
        yield each
        yield from bodies(each)


for _module in pkgutil.walk_packages(timeback.models.__path__, "timeback.models."):
    importlib.import_module(_module.name)
BODIES = sorted({each for each in bodies() if each.__module__.startswith("timeback.")}, key=str)


def says_the_same(sent: Any, given: Any, annotation: Any) -> bool:
    shape = shape_of(annotation)
    match given:
        case list() | tuple():
            item = Any if shape.item is None else shape.item
            return isinstance(sent, list) and all(map(says_the_same, sent, given, [item] * len(given)))
        case Decimal():
            return says_the_same(sent, int(given) if given == int(given) else float(given), annotation)
        case bool():
            return sent is given or (shape.choices is not None and sent == str(given).lower())
        case int() if shape.choices is not None or shape.is_number_text:
            return bool(sent == str(given))
        case int() | float():
            return type(sent) in (int, float) and bool(sent == given)
        case datetime() if shape.is_date:
            return given.time() == time.min and bool(sent == given.date().isoformat())
        case datetime():
            return given.tzinfo is not None and datetime.fromisoformat(sent) == given
        case date():
            return sent in (given.isoformat(), f"{given}T00:00:00Z")
        case str() if shape.is_instant:
            return bool(sent.partition("T")[0] == given.partition("T")[0])
        case str() | UUID():
            return bool(sent == str(given))
    return bool(sent == given)


@pytest.mark.parametrize("model", BODIES, ids=lambda model: model.__name__)
def test_no_value_is_changed_on_its_way(model: type[InputModel]) -> None:
    fields = msgspec.structs.fields(model)
    changed: list[Any] = []
    for field in fields:
        if field.name == "further" or field.type is Any or Any in getattr(field.type, "__args__", ()):
            continue
        for value in VALUES:
            try:
                wire = to_wire({field.name: value}, model, partial=True)
            except InvalidInputError as error:
                assert all(issue.path.startswith(field.name) for issue in error.issues), error
                continue
            if not says_the_same(wire[field.encode_name], value, field.type):
                changed.append((field.name, value, wire[field.encode_name]))
    assert not changed


def test_there_are_bodies_to_look_at() -> None:
    assert len(BODIES) > 100
