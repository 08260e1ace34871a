"""Every operation of every client keeps the rules of the interface: one sweep a rule."""

from __future__ import annotations

import importlib
import inspect
import pydoc
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from tests.sweeping import sweep
from timeback._config.platforms import SERVICES
from timeback._pages import PageResult
from timeback._sync.pager import Pager
from timeback.cli.operations import Operation, operations
from timeback.models.base import InputModel

READS = {"list", "first", "list_all", "stream"}
ENTITY = ("get", "exists", "update", "upsert", "patch", "modify", "delete")
# What the platform serves: `write_responses.patch` in the catalogue.
PATCHED = {"enrollments", "assessment_line_items", "assessment_results"}
# The catalogue's `write_responses`: a PUT of the gradebook answers the entity, and its lists are those with one.
GRADEBOOK = {
    *("line_items", "results", "categories", "score_scales"),
    *("assessment_line_items", "assessment_results"),
}
# PUTs that answer no entity, outside rostering and resources.
ANSWERS_NOTHING = {
    "powerpath.test_assignments.update",
    "edubridge.subject_tracks.groups.update",
    "badges.achievements.update",
}
# What a caller may find in another list, by the one word that all lists have for it.
OTHER_WORDS = {
    *("order", "direction", "query", "q", "page", "skip", "per_page", "page_size"),
    *("sourced_id", "identifier", "external_id", "student", "lesson", "course", "user"),
}


def found(service: str) -> dict[str, Operation]:
    """The operations of a service by how they are written: `users(user_id).classes.list`."""
    module = importlib.import_module(f"timeback._sync.{service}")
    return {written(service, each): each for each in operations(getattr(module, module.__all__[0]))}


def written(service: str, operation: Operation) -> str:
    return ".".join((service, place(operation), operation.name)).replace(".()", "()")


def place(operation: Operation) -> str:
    """Where the operation is, with `()` for an id: `classes().students`."""
    steps = [
        "()" if name == "__call__" else f"{name}()" * takes_id or name
        for name, takes_id in operation.place.steps
    ]
    return ".".join(steps).replace(".()", "()")


OPERATIONS = {name: each for service in SERVICES for name, each in found(service).items()}
PLACES: dict[str, dict[str, Operation]] = defaultdict(dict)
for _name, _each in OPERATIONS.items():
    PLACES[_name.rpartition(".")[0]][_each.name] = _each


def answer(operation: Operation) -> Any:
    """What the method returns, with the type variables of its place filled in."""
    found = hint(operation, "return")
    return operation.place.types.get(found, found)


def hint(operation: Operation, name: str) -> Any:
    """The annotation of one parameter: other ones name TypedDicts that only type checkers import."""
    method = operation.method
    found = eval(method.__annotations__[name], vars(sys.modules[method.__module__]))
    return type(None) if found is None else found


def parameters(operation: Operation) -> Mapping[str, inspect.Parameter]:
    return {each.name: each for each in operation.parameters}


def named(*names: str) -> dict[str, Operation]:
    return {name: each for name, each in OPERATIONS.items() if each.name in names}


def test_what_is_a_list_is_called_list_and_gives_pages_first_rows_and_a_stream() -> None:
    def check(name: str) -> None:
        operation = OPERATIONS[name]
        kind = get_origin(answer(operation))
        if operation.name not in READS:
            assert not operation.name.startswith(("list", "stream", "get_all"))
            assert kind not in (PageResult, Pager, list) or operation.name == "enroll_all"
            return
        assert PLACES[name.rpartition(".")[0]].keys() >= READS
        if operation.name in ("list", "stream"):
            assert kind is {"list": PageResult, "stream": Pager}[operation.name]

    sweep(OPERATIONS, check)


def test_a_verb_is_where_it_works() -> None:
    patched = {name.split(".")[1].removesuffix("()") for name in named("patch")}
    assert patched == PATCHED
    assert not [name for name in named("create", "update", "upsert", "modify", "delete") if "terms." in name]


def test_writes_give_what_the_platform_answers() -> None:
    def check(name: str) -> None:
        operation = OPERATIONS[name]
        service, where, *_ = name.split(".")
        given = answer(operation)
        if operation.name == "delete" or operation.name.startswith("delete_"):
            assert given is type(None)
        elif operation.name == "create" and service == "oneroster":
            assert hasattr(given, "sourced_id")
        elif operation.name in ("update", "upsert", "modify"):
            silent = service == "oneroster" and where.removesuffix("()") not in GRADEBOOK
            assert (given is type(None)) == (silent or name in ANSWERS_NOTHING)

    sweep(OPERATIONS, check)


def test_ids_are_named_after_what_they_identify() -> None:
    def check(name: str) -> None:
        operation = OPERATIONS[name]
        own = parameters(operation)
        assert not own.keys() & OTHER_WORDS
        assert "id" not in own
        ids = [each for each in own.values() if each.name.endswith("_id") and each.default is each.empty]
        body = [each for each in own.values() if each.name == "data" or each.kind is each.VAR_KEYWORD]
        if len(ids) > 1:
            assert {each.kind for each in ids} == {inspect.Parameter.KEYWORD_ONLY}
        elif ids and body:
            assert ids[0].kind is inspect.Parameter.POSITIONAL_ONLY
        elif ids:
            assert ids[0].kind is not inspect.Parameter.POSITIONAL_ONLY

    sweep(OPERATIONS, check)
    ids = {each for operation in OPERATIONS.values() for each in operation.place.ids}
    assert all(each.endswith("_id") for each in ids)


def test_a_scope_is_the_whole_entity() -> None:
    scopes = {name: own for name, own in PLACES.items() if name.endswith("()")}

    def check(name: str) -> None:
        above = PLACES.get(name.removesuffix("()"), {})
        own = scopes[name]
        for verb in ENTITY:
            if verb not in above or (scoped := parameters(above[verb])) is None:
                continue
            first, *rest = scoped.values()
            if first.name == name_of_id(own):
                assert verb in own, verb
                assert [(each.name, each.kind) for each in rest] == [
                    (each.name, each.kind) for each in parameters(own[verb]).values()
                ], verb

    sweep(scopes, check)


def name_of_id(own: Mapping[str, Operation]) -> str:
    return next(iter(own.values())).place.ids[-1]


def test_no_name_repeats_what_leads_to_it() -> None:
    def check(name: str) -> None:
        *above, last = name.replace("()", "").split(".")
        for index, step in enumerate([*above[1:], last]):
            head = singular(above[index].split("_")[-1])
            words = [singular(word) for word in step.split("_")]
            assert head not in words, f"{step} in {above[index]}"

    sweep(OPERATIONS, check)


def singular(word: str) -> str:
    return word.removesuffix("s")


def models(service: str) -> dict[str, type]:
    module = importlib.import_module(f"timeback.models.{service}")
    exported = {name: getattr(module, name) for name in module.__all__}
    return {name: each for name, each in exported.items() if isinstance(each, type)}


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_sent_is_called_input_and_what_answers_a_call_is_a_record_or_a_result(service: str) -> None:
    for name, kind in models(service).items():
        assert not name.endswith(("Response", "Options", "Patch", "Wrapper", "Output", "Enum")) or (
            service in ("caliper", "qti") and name.endswith("Response")  # the standards' own words
        ), name
        if issubclass(kind, InputModel) and name in bodies(service):
            assert name.endswith("Input"), name


def bodies(service: str) -> set[str]:
    """The classes that a service's methods take as their `data`."""
    taken: set[str] = set()
    for name, operation in OPERATIONS.items():
        if name.startswith(f"{service}.") and "data" in parameters(operation):
            found = hint(operation, "data")
            parts = [operation.place.types.get(each, each) for each in (*get_args(found), found)]
            taken |= {each.__name__ for each in parts if isinstance(each, type)}
    return taken


def test_there_is_one_class_for_one_thing() -> None:
    """Structs of two services that hold the same fields of the same types are one and the same class."""
    alike: dict[Any, set[type]] = defaultdict(set)
    for service in SERVICES:
        for kind in models(service).values():
            if issubclass(kind, msgspec.Struct) and (fields := msgspec.structs.fields(kind)):
                shape = tuple((each.encode_name, str(each.type), each.required) for each in fields)
                alike[(kind.__name__, shape)].add(kind)
    assert not {key[0]: kinds for key, kinds in alike.items() if len(kinds) > 1}


def test_the_lines_of_the_platforms_overview_are_valid() -> None:
    assert {"limit", "offset", "where"} <= parameters(OPERATIONS["oneroster.users.list"]).keys()
    assert list(parameters(OPERATIONS["edubridge.enrollments.list"])) == ["user_id"]
    assert list(parameters(OPERATIONS["caliper.events.send_activity"])) == ["sensor", "data"]


def test_signatures_say_their_types_and_their_hints_can_be_read() -> None:
    """`help(client.users.list)` shows `PageResult[User]`: in no signature is a type variable left."""

    def check(name: str) -> None:
        operation = OPERATIONS[name]
        service = name.partition(".")[0]
        for world in ("_sync", "_async"):
            module = importlib.import_module(f"timeback.{world}.{service}")
            client = getattr(module, module.__all__[0])(env="sandbox")
            method = getattr(operation.place.reach(client, ["x"] * len(operation.place.ids)), operation.name)
            hints = get_type_hints(method)
            shown = f"{inspect.signature(method)} {hints}"
            assert not re.search(r"\b(Create|Update|Written|Input)?T\b", shown), shown

    sweep(OPERATIONS, check)
    client = importlib.import_module("timeback").OneRosterClient(env="sandbox")
    assert "PageResult[User]" in pydoc.render_doc(client.users.list)
    assert "UserInput" in pydoc.render_doc(client.users.create)
