"""`where` clauses as filter strings. What cannot be said as a filter is an error, never a wider list."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypedDict, cast
from urllib.parse import quote
from uuid import UUID

import msgspec

from .._codec.scalars import own_scalar
from .._config.filter_rules import FilterRules
from .._issues import Issues, hint
from .._json_types import is_mapping
from .._patterns import pattern
from ..errors import InvalidInputError
from .comparisons import check_comparison
from .names import FieldNames, Named, camel

__all__ = ["NOTHING", "Nothing", "Where", "all_of", "build_filter", "split_filter"]

if TYPE_CHECKING:
    Value: TypeAlias = str | int | float | Decimal | date | UUID | enum.Enum | None
    Operators = TypedDict(
        "Operators",
        {
            "eq": Value, "ne": Value, "gt": Value, "gte": Value, "lt": Value, "lte": Value, "contains": str,
            "in": Iterable[Value], "in_": Iterable[Value],
            "not_in": Iterable[Value], "notIn": Iterable[Value],
        },
        total=False,
    )  # fmt: skip
    Where: TypeAlias = Mapping[str, Value | Operators | Sequence["Where"]]
else:
    Where = Mapping[str, Any]


class Nothing(enum.Enum):
    """The type of `NOTHING`."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING
"""The filter that no row passes; a list asked for with it needs no request."""


_PLAIN_RULES = FilterRules()
_COMPARISONS = {"eq": "=", "ne": "!=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "contains": "~"}
_ALIASES = {"in_": "in", "notIn": "not_in"}
_OPERATORS = (*_COMPARISONS, "in", "not_in")
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_-]*)*")
# Written out without an exponent; past a float's range that would be no number but a memory hog.
_MAX_EXPONENT = 400

_Word: TypeAlias = Literal["AND", "OR"]


class _Condition(msgspec.Struct, frozen=True):
    text: str


class _Group(msgspec.Struct, frozen=True):
    word: _Word
    parts: tuple[_Condition | _Group, ...]
    from_list: bool = False


# None is the filter that every row passes.
_Node: TypeAlias = _Condition | _Group | Nothing | None


def all_of(*conditions: Where | None) -> Where | None:
    """The condition that all of some hold; None is no condition."""
    given = [each for each in conditions if each is not None]
    return {"AND": given} if len(given) > 1 else next(iter(given), None)


def build_filter(
    where: Where | None,
    rules: FilterRules = _PLAIN_RULES,
    names: FieldNames | None = None,
    condition: Where | None = None,
) -> str | Nothing | None:
    """Turn a `where` clause into a filter string.

    Args:
        where: Fields, in Python's or the wire's spelling, with a value or a mapping of operators
            (`eq ne gt gte lt lte contains in not_in`); all are joined with AND. `OR` and `AND`
            take a list of clauses.
        rules: What the platform takes.
        names: The fields that there are, with the types of their values; without them any name will do.
        condition: A further clause that holds besides, as the list itself demands it.

    Returns:
        The filter; None if every row passes, `NOTHING` where none can.

    Raises:
        InvalidInputError: Names every part that cannot be said as a filter.
    """
    node = _read(where, rules, names, condition)
    if node is None or isinstance(node, Nothing):
        return node
    _check_rules(node, rules)
    return _render(node)


def _read(
    where: Where | None, rules: FilterRules, names: FieldNames | None, condition: Where | None
) -> _Node:
    reader = _Reader(rules, names)
    node = _join("AND", [reader.clause(each, "where") for each in (condition, where) if each is not None])
    reader.issues.check()
    return node


def split_filter(
    where: Where | None,
    rules: FilterRules,
    names: FieldNames | None = None,
    condition: Where | None = None,
    *,
    room: int,
) -> list[str]:
    """The filters of a clause whose own would be too long: each row passes one of them.

    Args:
        where: As in `build_filter()`.
        rules: What the platform takes.
        names: As in `build_filter()`.
        condition: As in `build_filter()`.
        room: Bytes that each may have in a URL.

    Returns:
        One filter for each part of the longest `in` at the top level; that of the whole clause where there is no
        `in` to split.
    """
    node = _read(where, rules, names, condition)
    parts = list(node.parts) if isinstance(node, _Group) and not node.from_list else [node]
    lists = [each for each in parts if isinstance(each, _Group) and each.from_list]
    if not lists or (isinstance(node, _Group) and node.word == "OR" and not node.from_list):
        return [_render(node)] if isinstance(node, _Condition | _Group) else []
    longest = max(lists, key=lambda each: len(_render(each)))
    others = [each for each in parts if each is not longest]
    taken = len(quote(_render_all(others), safe="")) if others else 0
    filters: list[str] = []
    for conditions in _chunks(longest.parts, room - taken):
        chosen = conditions[0] if len(conditions) == 1 else _Group("OR", conditions, from_list=True)
        filters.append(_render_all([*others, chosen]))
    return filters


def _render_all(nodes: Sequence[_Node]) -> str:
    joined = _join("AND", nodes)
    return _render(joined) if isinstance(joined, _Condition | _Group) else ""


def _chunks(parts: Sequence[_Condition | _Group], room: int) -> Iterator[tuple[_Condition | _Group, ...]]:
    """The conditions in as many at a time as there is room for, one at least."""
    chunk: list[_Condition | _Group] = []
    taken = 0
    for part in parts:
        size = len(quote(f" OR {_render(part)}", safe=""))
        if chunk and taken + size > room:
            yield tuple(chunk)
            chunk, taken = [], 0
        chunk.append(part)
        taken += size
    yield tuple(chunk)


class _Reader(msgspec.Struct, frozen=True):
    """Reads a clause into a tree in which whatever is always or never true has been resolved."""

    rules: FilterRules
    names: FieldNames | None
    issues: Issues = msgspec.field(default_factory=Issues)

    def clause(self, where: object, path: str) -> _Node:
        if not is_mapping(where):
            self.issues.add(path, f"must be a mapping, not {type(where).__name__}")
            return None
        nodes: list[_Node] = []
        for key, value in where.items():
            with self.issues:
                nodes.append(self.entry(key, value, path))
        return _join("AND", nodes)

    def entry(self, key: object, value: object, path: str) -> _Node:
        if key == "AND" or key == "OR":
            return self.branches("AND" if key == "AND" else "OR", value, f"{path}.{key}")
        named = self.named(key, path)
        here = f"{path}.{key}"
        if is_mapping(value):
            return self.operators(named, value, here)
        if isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray):
            raise InvalidInputError.of(here, "several values need an operator, such as {'in_': [...]}")
        return self.condition(named, "eq", value, here)

    def branches(self, word: _Word, clauses: object, path: str) -> _Node:
        if not isinstance(clauses, Sequence) or isinstance(clauses, str | bytes | bytearray):
            raise InvalidInputError.of(path, f"must be a list of mappings, not {type(clauses).__name__}")
        clauses = cast(Sequence[object], clauses)
        if not clauses:
            raise InvalidInputError.of(path, "must not be empty")
        if word == "OR" and {} in clauses:
            empty = f"{path}[{clauses.index({})}]"
            raise InvalidInputError.of(empty, "an empty branch would let every row pass")
        return _join(word, [self.clause(each, f"{path}[{index}]") for index, each in enumerate(clauses)])

    def operators(self, named: Named, operators: Mapping[Any, object], path: str) -> _Node:
        if not operators:
            raise InvalidInputError.of(path, f"needs an operator: {', '.join(_OPERATORS)}")
        ranked: list[tuple[int, _Node]] = []
        for key, value in operators.items():
            operator = _ALIASES.get(key, key) if isinstance(key, str) else key
            if operator not in _OPERATORS:
                how = hint(key, _OPERATORS) or f"; known: {', '.join(_OPERATORS)}"
                if isinstance(key, str) and named.has(key):
                    how = f"; a field within it has a dot before its name: '{named.wire}.{key}'"
                self.issues.add(path, f"unknown operator {key!r}{how}")
                continue
            with self.issues:
                node = self.operation(named, operator, value, f"{path}.{key}")
                ranked.append((_OPERATORS.index(operator), node))
        return _join("AND", [node for _, node in sorted(ranked, key=lambda each: each[0])])

    def operation(self, named: Named, operator: str, value: object, path: str) -> _Node:
        kind = type(value).__name__
        if operator in _COMPARISONS:
            return self.condition(named, operator, value, path)
        if not isinstance(value, Iterable) or isinstance(value, str | bytes | bytearray | Mapping):
            raise InvalidInputError.of(path, f"must be a list of values, not {kind}")
        value = cast(Iterable[object], value)
        compare = "eq" if operator == "in" else "ne"
        listed: list[_Condition] = []
        for index, each in enumerate(value):
            with self.issues:
                listed.append(self.condition(named, compare, each, f"{path}[{index}]"))
        if isinstance(value, set | frozenset):
            listed.sort(key=lambda each: each.text)
        conditions = list(dict.fromkeys(listed))
        if operator == "in" and len(conditions) > 1:
            return _Group("OR", tuple(conditions), from_list=True)
        return _join("OR" if operator == "in" else "AND", conditions)

    def condition(self, named: Named, operator: str, value: object, path: str) -> _Condition:
        # An enum's member passes as such; a Decimal is written digit by digit.
        own = value if isinstance(value, enum.Enum | Decimal) else _own(value, path)
        check_comparison(named.kinds, operator, own, path)
        literal = _literal(own, path, self.rules.quote_all)
        return _Condition(f"{named.wire}{_COMPARISONS[operator]}{literal}")

    def named(self, key: object, path: str) -> Named:
        if not isinstance(key, str) or not _NAME.fullmatch(key):
            raise InvalidInputError.of(path, f"{key!r} is not a field name")
        if key.upper() in ("AND", "OR"):
            raise InvalidInputError.of(f"{path}.{key}", f"write {key.upper()!r}, in capitals")
        if key.upper() == "NOT":
            raise InvalidInputError.of(f"{path}.{key}", "filters have no NOT; use 'ne' or 'not_in'")
        first, *rest = key.split(".")
        if len(rest) > 1 or (rest and not self.rules.nested):
            reach = "at most one level deep" if self.rules.nested else "of the record itself on this platform"
            raise InvalidInputError.of(f"{path}.{key}", f"filters take fields {reach}")
        if self.names is not None:
            return self.names.filterable(key, path)
        return Named(".".join([camel(first), *(rest if first == "metadata" else map(camel, rest))]))


def _own(value: object, path: str) -> object:
    """A scalar of another library as Python's own."""
    try:
        own: object = own_scalar(value)
    except ValueError as error:
        raise InvalidInputError.of(path, str(error)) from None
    return own


def _literal(value: object, path: str, quote_all: bool) -> str:
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, bool):
        bare = "true" if value else "false"
    elif isinstance(value, int | float | Decimal):
        bare = _number(value, path)
    else:
        return _quoted(_text(value, path))
    return _quoted(bare) if quote_all else bare


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _number(value: float | Decimal, path: str) -> str:
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > _MAX_EXPONENT:
        raise InvalidInputError.of(path, "must be a finite number of ordinary size")
    return f"{exact:f}"


def _text(value: object, path: str) -> str:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise InvalidInputError.of(path, "must be valid Unicode text") from None
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if value is None:
        raise InvalidInputError.of(path, "a filter cannot ask for null; leave the field out")
    raise InvalidInputError.of(path, f"a filter cannot hold a value of type {type(value).__name__}")


def _join(word: _Word, parts: Iterable[_Node]) -> _Node:
    """Join with AND or OR. `NOTHING` settles an AND and vanishes from an OR; None does the reverse."""
    settling, vanishing = (NOTHING, None) if word == "AND" else (None, NOTHING)
    kept: list[_Condition | _Group] = []
    for part in parts:
        if isinstance(part, _Group) and part.word == word and not part.from_list:
            kept.extend(part.parts)
        elif isinstance(part, _Condition | _Group):
            kept.append(part)
        elif part is settling:
            return settling
    if not kept:
        return vanishing
    return kept[0] if len(kept) == 1 else _Group(word, tuple(kept))


def _render(node: _Condition | _Group) -> str:
    if isinstance(node, _Condition):
        return node.text
    # No document says whether AND binds tighter than OR, so every group inside another is enclosed.
    parts = [
        f"({_render(part)})" if isinstance(part, _Group) and not part.from_list else _render(part)
        for part in node.parts
    ]
    text = f" {node.word} ".join(parts)
    return f"({text})" if node.from_list else text


def _check_rules(node: _Condition | _Group, rules: FilterRules) -> None:
    nodes = list(_walk(node))
    count = sum(isinstance(each, _Condition) for each in nodes)
    if rules.max_conditions is not None and count > rules.max_conditions:
        raise InvalidInputError.of(
            "where", f"this platform takes at most {rules.max_conditions} conditions, and this makes {count}"
        )
    if not rules.mix_and_or and len({each.word for each in nodes if isinstance(each, _Group)}) > 1:
        raise InvalidInputError.of("where", "this platform takes AND or OR in a filter, not both")


def _walk(node: _Condition | _Group) -> Iterator[_Condition | _Group]:
    yield node
    if isinstance(node, _Group):
        for part in node.parts:
            yield from _walk(part)
