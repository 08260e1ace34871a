"""The operations of the clients as a language model finds and calls them: the table of the commands, with JSON."""

from __future__ import annotations

import difflib
import functools
import inspect
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from .._codec.plain import plain
from .._config.platforms import SERVICES
from .._http.messages import CallEvent, Response
from .._issues import hint
from .._pages import is_page
from ..errors import InvalidInputError
from ..sandbox.pseudonyms import Pseudonyms
from .guards import is_write
from .operations import Effect, Operation, client_class, operations
from .parameters import argument_parts, fields_of_body
from .session import Session

__all__ = ["ReadOnlyError", "Tools"]

# A page is enough, and what comes in pieces is none of an answer.
_LEFT_OUT = frozenset({"buffer", "first", "list_all", "stream"})
# Their answers are secrets, or take one.
_SECRET = frozenset({"decrypt_credential", "get_token", "register_credential"})
# What these services have is content, of which nobody is the subject; their identifiers are ids.
_NO_PEOPLE = frozenset({"case", "qti"})
# Fields one by one, as on the command line.
_SET = "set"
_ROWS = 20
_FOUND = 10
_JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


class ReadOnlyError(Exception):
    """A call that would write, made through a tool that reads."""


class Tools:
    """Finds operations by words, and calls them.

    Args:
        session: Makes the clients.
        keeps_people: Answers name people as they are; otherwise pseudonyms stand for names, addresses and birthdays.
    """

    def __init__(self, session: Session, *, keeps_people: bool) -> None:
        self._reader = session.client(_only_reads)
        self._writer = session.client()
        self._pseudonyms = None if keeps_people else Pseudonyms(secrets.token_bytes())

    def close(self) -> None:
        """Close the clients."""
        self._reader.close()
        self._writer.close()

    def find(self, words: str, *, writes: bool) -> list[dict[str, Any]]:
        """The operations that fit some words best, each with its parameters.

        Args:
            words: Words of its name, its service or what it does.
            writes: Operations that write are found too.
        """
        asked = [word.rstrip("s") for word in re.findall(r"\w{3,}", words.lower())]
        found = [
            (sum(2 * (word in name) + (word in text) for word in asked), -len(name), name, operation)
            for name, (operation, text) in _table().items()
            if writes or operation.effect == "reads"
        ]
        found.sort(key=lambda each: each[:2], reverse=True)
        return [_described(name, each) for score, _, name, each in found[:_FOUND] if score or not asked]

    def call(self, name: str, arguments: Mapping[str, Any], *, writes: bool) -> Any:
        """Call an operation, and give its answer as JSON has it.

        Args:
            name: Its name, as `find()` has it.
            arguments: Its arguments by name.
            writes: It may write.

        Raises:
            InvalidInputError: There is no such operation or argument, or an argument is wrong.
            ReadOnlyError: It writes, and may not.
            TimebackError: The call failed.
        """
        operation = _operation(name)
        if operation.effect != "reads" and not writes:
            raise ReadOnlyError(
                f"{name} writes: this server only reads, unless it is started with --allow-writes"
            )
        service = name.partition(".")[0]
        client = getattr(self._writer if writes else self._reader, service)
        ids, given = _arguments(operation, arguments)
        answer = _as_json(operation.call(operation.place.reach(client, ids), given))
        if self._pseudonyms is None or service in _NO_PEOPLE:
            return answer
        return self._pseudonyms.body(answer)


def _only_reads(event: CallEvent) -> None:
    if is_write(event):
        raise ReadOnlyError(f"{event.method} {event.path} writes, and was not sent")


@functools.cache
def _table() -> dict[str, tuple[Operation, str]]:
    """The operations by name, such as `oneroster.class.students.list`, each with the words to find it by."""
    found: dict[str, tuple[Operation, str]] = {}
    for service in SERVICES:
        for operation in operations(client_class(service)):
            if operation.name not in _LEFT_OUT | _SECRET:
                name = ".".join((service, *operation.words))
                text = " ".join((name, *operation.place.summaries, _summary(operation))).lower()
                found[name] = operation, text
    return found


def _operation(name: str) -> Operation:
    table = _table()
    if name not in table:
        near = difflib.get_close_matches(name, table, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; find_operations lists them"
        raise InvalidInputError.of("operation", f"there is no {name!r}{hint}")
    return table[name][0]


def _summary(operation: Operation) -> str:
    return (inspect.getdoc(operation.method) or "").partition("\n")[0]


def _described(name: str, operation: Operation) -> dict[str, Any]:
    effect: Effect = operation.effect
    return {
        "operation": name,
        "effect": effect,
        "summary": _summary(operation),
        "parameters": {each: {"type": "string", "required": True} for each in operation.place.ids}
        | {
            _SET if each.kind is each.VAR_KEYWORD else each.name: _parameter(operation, each)
            for each in operation.parameters
        },
    }


def _parameter(operation: Operation, parameter: inspect.Parameter) -> dict[str, Any]:
    if parameter.kind is parameter.VAR_KEYWORD:
        return {"type": "object", "about": "fields and their values, in place of data"}
    parts = argument_parts(operation.method, parameter.name, operation.place.types)
    is_many = parameter.kind is parameter.VAR_POSITIONAL
    described: dict[str, Any] = {"type": "array" if is_many else _json_type(parts)}
    if parameter.default is parameter.empty:
        described["required"] = True
    if body := fields_of_body(parts):
        described["fields"] = body
    if parameter.name == "where":
        described["about"] = 'conditions, such as {"role": "student", "family_name": {"contains": "ov"}}'
    return described


def _json_type(parts: Sequence[Any]) -> str:
    for each in parts:
        if each in _JSON_TYPES:
            return _JSON_TYPES[each]
    origins = [get_origin(each) or each for each in parts]
    if any(isinstance(each, type) and issubclass(each, list | tuple | Sequence) for each in origins):
        return "array"
    values = [value for each in parts for value in get_args(each) if isinstance(value, str)]
    return f"one of {', '.join(values)}" if values else "object"


def _arguments(operation: Operation, arguments: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The ids of an operation's place, and the arguments of its method."""
    given = dict(arguments)
    ids: list[str] = []
    for name in operation.place.ids:
        if not isinstance(given.get(name), str):
            raise InvalidInputError.of(name, "required: the id, as text")
        ids.append(given.pop(name))
    names = {each.name: each for each in operation.parameters}
    for name, each in names.items():
        if each.kind is each.VAR_KEYWORD:
            given |= given.pop(_SET, None) or {}
        elif each.default is each.empty and name not in given:
            raise InvalidInputError.of(name, "required")
    takes_any = any(each.kind is each.VAR_KEYWORD for each in names.values())
    for name in given:
        if name not in names and not takes_any:
            raise InvalidInputError.of(name, f"unknown{hint(name, names)}")
    if "limit" in names and operation.name == "list":
        given.setdefault("limit", _ROWS)
    return ids, given


def _as_json(answer: Any) -> Any:
    if isinstance(answer, Response):
        return answer.json()
    if isinstance(answer, bytes):
        return answer.decode("utf-8", "replace")
    if is_page(answer):
        page: dict[str, Any] = {"rows": plain(list(answer))}
        rest = {"total": answer.total, "next_offset": answer.next_offset}
        return page | {name: value for name, value in rest.items() if value is not None}
    return plain(answer)
