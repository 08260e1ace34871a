"""Containers: `multiple`, `ordered`, `container-size`, `index`, `member`, `contains`, `delete`, `repeat`, fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ..scope import Scope
from ..values import Unevaluable, Value, boolean, container, kind_of, number_value, same_member
from .registry import Operands, evaluate, expression, operator, whole_number

__all__: list[str] = []

# A container grows with every repetition, so that a short item could ask for more than there is memory.
_MOST = 100_000


@operator("multiple", null=False)
def _multiple(element: Element, operands: Operands, scope: Scope) -> Value | None:
    return _gather("multiple", operands)


@operator("ordered", null=False)
def _ordered(element: Element, operands: Operands, scope: Scope) -> Value | None:
    return _gather("ordered", operands)


def _gather(cardinality: str, operands: Sequence[Value | None]) -> Value | None:
    """One container of all that is not NULL."""
    found = [each for each in operands if each is not None]
    types = list(dict.fromkeys(each.base_type for each in found))
    if len(set(map(kind_of, types))) > 1:
        raise Unevaluable(f"a container cannot hold values of several types: {', '.join(map(str, types))}")
    if "record" in {each.cardinality for each in found}:
        raise Unevaluable("a container cannot hold records")
    members = [member for each in found for member in each.members]
    if len(members) > _MOST:
        raise Unevaluable(f"a container would hold more than {_MOST} values")
    mixed = len(types) > 1 and kind_of(types[0]) == "number"
    return container(cardinality, "float" if mixed else next(iter(types), None), members)


@expression("repeat")
def _repeat(element: Element, scope: Scope) -> Value | None:
    times = whole_number(element, "number-repeats", scope)
    if times is None or times < 1:
        return None
    if times * max(1, len(element)) > _MOST:
        raise Unevaluable(f"qti-repeat would evaluate more than {_MOST} expressions")
    return _gather("ordered", [evaluate(each, scope) for _ in range(times) for each in element])


@operator("container-size", 1, null=False)
def _container_size(element: Element, operands: Operands, scope: Scope) -> Value | None:
    (held,) = operands
    return number_value(0 if held is None else len(_members(held)))


@operator("index", 1)
def _index(element: Element, operands: Operands, scope: Scope) -> Value | None:
    held, place = operands[0], whole_number(element, "n", scope)
    if held is None or place is None or not 1 <= place <= len(_members(held)):
        return None
    return Value("single", held.base_type, (held.members[place - 1],))


def _each(held: Value) -> Iterator[Value]:
    return (Value("single", held.base_type, (member,)) for member in _members(held))


def _members(held: Value) -> tuple[Any, ...]:
    if held.cardinality == "record":
        raise Unevaluable("a container is needed where there is a record")
    return held.members


@operator("field-value", 1)
def _field_value(element: Element, operands: Operands, scope: Scope) -> Value | None:
    (record,) = operands
    if record is None or record.cardinality != "record":
        raise Unevaluable("qti-field-value needs a record")
    return record.fields.get(element.get("field-identifier", ""))


@operator("member", 2)
def _member(element: Element, operands: Operands, scope: Scope) -> Value | None:
    sought, held = operands
    return boolean(_has(held, sought))


def _has(held: Value | None, sought: Value | None) -> bool:
    if held is None or sought is None or len(sought.members) != 1:
        raise Unevaluable("a single value is needed where there is a container")
    return any(same_member(each, sought) for each in _each(held))


@operator("contains", 2)
def _contains(element: Element, operands: Operands, scope: Scope) -> Value | None:
    whole, part = operands
    if whole is None or part is None:
        return None
    held, sought = list(_each(whole)), list(_each(part))
    if "ordered" not in (whole.cardinality, part.cardinality):
        return boolean(_take_all(held, sought))
    starts = range(len(held) - len(sought) + 1)
    return boolean(any(_alike(held[start : start + len(sought)], sought) for start in starts))


def _take_all(held: list[Value], sought: list[Value]) -> bool:
    """Whether each of some values can be taken out of others, twice where it is there twice."""
    left = list(held)
    for each in sought:
        found = next((place for place, other in enumerate(left) if same_member(each, other)), None)
        if found is None:
            return False
        del left[found]
    return True


def _alike(first: Sequence[Any], second: Sequence[Any]) -> bool:
    return all(same_member(one, other) for one, other in zip(first, second, strict=True))


@operator("delete", 2)
def _delete(element: Element, operands: Operands, scope: Scope) -> Value | None:
    gone, held = operands
    if gone is None or held is None:
        return None
    if len(gone.members) != 1:
        raise Unevaluable("qti-delete needs a single value first")
    kept = (each.members[0] for each in _each(held) if not same_member(each, gone))
    cardinality = "multiple" if held.cardinality == "single" else held.cardinality
    return container(cardinality, held.base_type, kept)
