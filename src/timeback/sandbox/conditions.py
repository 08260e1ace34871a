"""Filters, sort orders and searches as SQL over a table of documents. Values are always bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .._config.filter_rules import FilterRules
from . import instants
from .errors import ApiError
from .query_language import And, Condition, FilterSyntaxError, Node, Or, Value, is_path, parse_filter
from .sql import Clause, Table, all_of, any_of

__all__ = ["Queryable", "contains", "order_by"]

# So many values may stand in a compiled filter: each is compared with every row that the others leave.
_MOST_VALUES = 300
_VALUES = "(SELECT value FROM json_each(?))"
_REFERENCE_PARTS = ("sourcedId", "type", "name", "href")
_NO_RULES = FilterRules()
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


def _bad_filter(detail: str) -> ApiError:
    return ApiError(400, "Error in filter query", [("filter", detail)])


def contains(expression: str, needle: str) -> Clause:
    """The text of an expression holds another, whatever the case."""
    if "\0" in needle:
        return any_of(())
    if needle.isascii():
        escaped = re.sub(r"([\\%_])", r"\\\1", needle)
        return Clause(f"{expression} LIKE ? ESCAPE '\\'", (f"%{escaped}%",))
    return Clause(f"instr(fold({expression}), ?) > 0", (needle.casefold(),))


def _merged(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses of which one has to hold: those that compare the same with one value each become one of many."""
    return _grouped(clauses, " = ?", f" IN {_VALUES}")


def _none_of(clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses that all have to hold: those that say that the same is not one value become one of many."""
    return _grouped(clauses, " IS NOT ?", f" NOT IN {_VALUES}")


def _grouped(clauses: Sequence[Clause], single: str, many: str) -> list[Clause]:
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        groups.setdefault(clause.sql, []).append(clause)
    return [each for sql, group in groups.items() for each in _joined_group(sql, group, single, many)]


def _joined_group(sql: str, group: list[Clause], single: str, many: str) -> list[Clause]:
    # `NOT x = ?` holds unless x is the value: to hold for one of two values is not to hold for both.
    if len(group) == 1 or sql.startswith("NOT ") or single not in sql or len(group[0].values) != 1:
        return group
    values = msgspec.json.encode([clause.values[0] for clause in group]).decode()
    joined = sql.replace(single, many)
    # What is not there is none of the values either.
    return [Clause(f"coalesce({joined}, 1)" if "NOT IN" in many else joined, (values,))]


def _nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for part in () if isinstance(tree, Condition) else tree.parts:
        yield from _nodes(part)


def _check_rules(tree: Node, rules: FilterRules) -> None:
    nodes = list(_nodes(tree))
    conditions = [node for node in nodes if isinstance(node, Condition)]
    if rules.max_conditions is not None and len(conditions) > rules.max_conditions:
        raise _bad_filter(f"it holds more than {rules.max_conditions} conditions")
    if not rules.mix_and_or and {type(node) for node in nodes} >= {And, Or}:
        raise _bad_filter("AND and OR stand in one filter")
    for condition in conditions:
        if not rules.nested and "." in condition.field:
            raise _bad_filter(f"{condition.field} cannot be asked for")
        if rules.quote_all and not condition.value.quoted:
            raise _bad_filter(f"the value of {condition.field} is not in single quotes")


@dataclass(frozen=True)
class Queryable:
    """A table, and the questions that may be asked of it.

    Attributes:
        table: Where the documents are.
        fields: The fields of an answer, and how each is compared (see `fields.Kind.query`).
        tagged: Names that filters may use though no field has them: the name to the tag's name.
        open: Any path may be asked for, and is compared by what it holds: a number also with one in quotes, a
            list by each of its items.
    """

    table: Table
    fields: Mapping[str, str]
    tagged: Mapping[str, str] = field(default_factory=dict[str, str])
    open: bool = False

    def where(self, text: str, rules: FilterRules = _NO_RULES) -> Clause:
        """Compile a filter.

        Args:
            text: The filter.
            rules: What the platform takes.

        Raises:
            ApiError: 400, the filter cannot be read, names what cannot be asked, or asks for too much.
        """
        if "\0" in text:
            raise _bad_filter("it holds the character NUL")
        try:
            tree = parse_filter(text)
        except FilterSyntaxError as error:
            raise _bad_filter(str(error)) from None
        _check_rules(tree, rules)
        clause = self._compile(tree)
        if len(clause.values) > _MOST_VALUES:
            raise _bad_filter(
                f"it holds more than {_MOST_VALUES} conditions; one field may have many values by = or @"
            )
        return clause

    def _compile(self, node: Node) -> Clause:
        if isinstance(node, Condition):
            if node.operator == "@":
                listed = [part.strip() for part in node.value.text.split(",")]
                return any_of(_merged([self._condition(node.field, "=", Value(part)) for part in listed]))
            return self._condition(node.field, node.operator, node.value)
        parts = [self._compile(part) for part in node.parts]
        return all_of(_none_of(parts)) if isinstance(node, And) else any_of(_merged(parts))

    def _condition(self, name: str, operator: str, value: Value) -> Clause:
        if name in self.tagged:
            return self._by_tag(name, operator, value)
        if self.open:
            return _as_stored(name, operator, value)
        first, _, rest = name.partition(".")
        kind = self.fields.get(first)
        if kind is None:
            raise _bad_filter(f"{first} is not a field of this list")
        if kind == "metadata" and rest and "." not in rest:
            return _by_path(name, operator, value)
        if kind == "ref" and rest in _REFERENCE_PARTS:
            return _compare(self.table.expression(name), "text", operator, value)
        if kind == "refs" and rest in _REFERENCE_PARTS:
            return _any_item(first, f"json_extract(value, '$.{rest}')", operator, value)
        if rest:
            raise _bad_filter(f"{name} cannot be asked for")
        if kind == "list":
            return _any_item(first, "value", operator, value)
        if kind in ("ref", "refs", "metadata", "object", "none"):
            raise _bad_filter(f"{name} is not a plain value")
        return _compare(self.table.expression(name), kind, operator, value)

    def _by_tag(self, name: str, operator: str, value: Value) -> Clause:
        tag = f"{self.tagged[name]}="
        if operator in ("=", "!="):
            found = self.table.tagged(tag + value.text)
            return found if operator == "=" else Clause(f"NOT {found.sql}", found.values)
        part = Clause(f"substr(tag, {len(tag) + 1})")
        compared = _compare(part.sql, "text", operator, value)
        return Clause(
            f"seq IN (SELECT seq FROM {self.table.name}_tags WHERE tag >= ? AND tag < ? AND {compared.sql})",
            (tag, tag[:-1] + chr(ord("=") + 1), *compared.values),
        )


def order_by(asked: Queryable, name: str, direction: str) -> str:
    """The ORDER BY of one field; rows that tie stay in the order in which they were made.

    Raises:
        ApiError: 400, the list cannot be sorted by this.
    """
    if asked.open and is_path(name):
        return f"json_extract(doc, '{_json_path(name)}') {direction}, seq"
    first, _, rest = name.partition(".")
    kind = asked.fields.get(first)
    plain = kind in ("text", "number", "flag", "instant", "date") and not rest
    if not plain and not (kind == "ref" and rest in _REFERENCE_PARTS):
        raise ApiError(400, "Error in sort parameter", [("sort", f"cannot sort by {name}")])
    return f"{asked.table.expression(name)} {direction}, seq"


def _compare(expression: str, kind: str, operator: str, value: Value) -> Clause:
    if operator == "~":
        return contains(expression, value.text)
    if kind == "instant":
        return _compare_instants(expression, operator, value)
    bound: Any = value.text
    if kind == "number":
        bound = _as_number(value)
    elif kind == "date":
        bound = _as_date(value)
    if operator == "=":
        return Clause(f"{expression} = ?", (bound,))
    if operator == "!=":
        return Clause(f"{expression} IS NOT ?", (bound,))
    return Clause(f"{expression} {operator} ?", (bound,))


def _as_number(value: Value) -> float:
    if not _NUMBER.fullmatch(value.text):
        raise _bad_filter(f"{value.text!r} is not a number")
    return float(value.text)


def _as_date(value: Value) -> str:
    if instants.is_date(value.text):
        return value.text
    parsed = instants.parse(value.text)
    if parsed is None:
        raise _bad_filter(f"{value.text!r} is not a date")
    # A plain date stands for its midnight, and sorts before every later instant of that day.
    return parsed.text.removesuffix("T00:00:00.000Z")


def _compare_instants(expression: str, operator: str, value: Value) -> Clause:
    parsed = instants.parse(value.text)
    if parsed is None:
        raise _bad_filter(f"{value.text!r} is not a date or datetime")
    if operator == "!=":
        return Clause("1") if parsed.rest else Clause(f"{expression} IS NOT ?", (parsed.text,))
    if parsed.rest:
        # No stored instant lies between two milliseconds, so the bound may move to the one before.
        if operator == "=":
            return Clause("0")
        operator = {">=": ">", "<": "<="}.get(operator, operator)
    return Clause(f"{expression} {operator} ?", (parsed.text,))


def _any_item(array: str, item: str, operator: str, value: Value) -> Clause:
    negated = operator == "!="
    compared = _compare(item, "text", "=" if negated else operator, value)
    return Clause(
        f"{'NOT ' if negated else ''}EXISTS (SELECT 1 FROM json_each(doc, '{_json_path(array)}') WHERE {compared.sql})",
        compared.values,
    )


def _json_path(name: str) -> str:
    return "$" + "".join(f'."{part}"' for part in name.split("."))


def _by_path(name: str, operator: str, value: Value) -> Clause:
    """A field of which no kind is known, compared as a number or as text."""
    path = _json_path(name)
    as_text = (
        "(CASE json_type(doc, ?) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' "
        "ELSE CAST(json_extract(doc, ?) AS TEXT) END)"
    )
    if not value.quoted and _NUMBER.fullmatch(value.text) and operator != "~":
        number = float(value.text)
        is_number = "json_type(doc, ?) IN ('integer', 'real')"
        if operator == "!=":
            return Clause(f"({is_number} AND json_extract(doc, ?) = ?) IS NOT 1", (path, path, number))
        return Clause(f"({is_number} AND json_extract(doc, ?) {operator} ?)", (path, path, number))
    compared = _compare(as_text, "text", operator, value)
    return Clause(compared.sql, (path, path, *compared.values))


def _as_stored(name: str, operator: str, value: Value) -> Clause:
    """A field compared by what it holds; the items of a list each for itself."""
    first, _, rest = name.partition(".")
    alone = _by_path(name, operator, value)
    if value.quoted and operator != "~" and _NUMBER.fullmatch(value.text):
        number = _by_path(name, operator, Value(value.text, quoted=False))
        is_number = "json_type(doc, ?) IN ('integer', 'real')"
        alone = _either(is_number, _json_path(name), number, alone)
    item = f"json_extract(value, '{_json_path(rest)}')" if rest else "value"
    return _either(
        "json_type(doc, ?) = 'array'", _json_path(first), _any_item(first, item, operator, value), alone
    )


def _either(test: str, path: str, then: Clause, otherwise: Clause) -> Clause:
    """One clause where a test of a path holds, else another."""
    sql = f"(CASE WHEN {test} THEN {then.sql} ELSE {otherwise.sql} END)"
    return Clause(sql, (path, *then.values, *otherwise.values))
