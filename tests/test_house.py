"""How the package is laid out: what is public, what imports what, and which things have one home."""

from __future__ import annotations

import ast
import enum
import importlib
import inspect
import pickle
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest

import timeback
import timeback.errors
import timeback.export
import timeback.models
import timeback.sandbox
import timeback.server
from timeback import (
    AuthCheck,
    AuthReport,
    BroadcastResults,
    Outcome,
    PageResult,
    RetryPolicy,
    RowOutcomes,
    Rows,
)
from timeback.models.base import OpenEnum, OpenMetadata

ROOT = Path(timeback.__file__).parent
PROJECT = Path(__file__).parent.parent
PUBLIC = {
    "apps", "caliper", "case", "cli", "clr", "edubridge", "errors", "export", "integrations", "masterytrack",
    "models", "qti", "sandbox", "server", "webhooks",
}  # fmt: skip


# -- public and private -------------------------------------------------------------------------


def test_the_public_modules_are_the_documented_ones() -> None:
    assert {
        each.name for each in pkgutil.iter_modules([str(ROOT)]) if not each.name.startswith("_")
    } == PUBLIC
    pages = [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")]
    text = "\n".join(page.read_text("utf-8") for page in pages)
    imported = re.compile(r"(?:from|import|:::) timeback\.([a-z]\w*)")
    assert set(imported.findall(text)) <= {*PUBLIC, *timeback.__all__}
    # The command has a page of its own, and is run rather than imported.
    assert {name for name in PUBLIC if re.search(rf"\btimeback\.{name}\b", text)} == PUBLIC - {"cli"}


@pytest.mark.parametrize("name", sorted({*timeback.__all__} - {"Where"}))  # an alias is of no module
def test_a_name_of_the_root_says_where_users_find_it(name: str) -> None:
    found = getattr(timeback, name)
    is_of_errors = getattr(timeback.errors, name, None) is found
    assert found.__module__ == ("timeback.errors" if is_of_errors else "timeback")
    assert pickle.loads(pickle.dumps(found)) is found
    assert get_type_hints(found) is not None
    if isinstance(found, type) and issubclass(found, msgspec.Struct):
        assert [each.name for each in msgspec.structs.fields(found)] == [*found.__struct_fields__]


@pytest.mark.parametrize(
    "value",
    [
        PageResult([1, 2], total=2),
        RetryPolicy(max_retries=1),
        Outcome(7),
        BroadcastResults({"one": Outcome(1)}),
        RowOutcomes({0: Outcome(1), 1: Outcome(error=ValueError())}, unsent=[2], left_out=["org_name"]),
        Rows([1, 2]),
        AuthReport(latency=0.1, services={"oneroster": AuthCheck(ok=True, latency=0.1)}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_call_gives_can_be_pickled(value: Any) -> None:
    written = pickle.dumps(value)
    assert b"timeback._" not in written
    found = pickle.loads(written)
    assert type(found) is type(value)
    assert repr(found) == repr(value)


@pytest.mark.parametrize("package", [timeback, timeback.server, timeback.export, timeback.sandbox])
def test_a_lazy_package_has_what_it_lists_and_nothing_else(package: Any) -> None:
    assert set(package.__all__) <= set(dir(package))
    for name in package.__all__:
        assert getattr(package, name) is getattr(package, name)
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'Nothing'"):
        _ = package.Nothing


# -- imports ------------------------------------------------------------------------------------


def sources() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in ROOT.rglob("*.py"):
        parts = ("timeback", *path.relative_to(ROOT).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the package that one imports, anywhere in its source: late and for typing too."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for each in node.names:
                inner = f"{base}.{each.name}"
                yield from [inner] if inner in known else [base] if base in known else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (
                each.value for each in node.args if isinstance(each, ast.Constant) and each.value in known
            )


def circles(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """The modules that can be reached from themselves, each with those that it goes in a circle with."""

    def reachable(start: str) -> set[str]:
        seen: set[str] = set()
        left = [*graph[start]]
        while left:
            if (name := left.pop()) not in seen:
                seen.add(name)
                left += graph[name]
        return seen

    reach = {name: reachable(name) for name in graph}
    found = {frozenset(other for other in reach[name] if name in reach[other]) for name in graph}
    return sorted((set(each) for each in found if each), key=sorted)


def test_imports_go_in_no_circle_but_the_standards_own() -> None:
    known = sources()
    graph = {name: {*imports(name, path, known)} - {name} for name, path in known.items()}
    assert len(graph) > 300 and graph["timeback._async.client"] >= {"timeback._async.oneroster"}
    # Caliper's entities hold one another: agents belong to organizations, which have agents as members.
    rest = [each for each in circles(graph) if not all(".models.caliper." in name for name in each)]
    assert rest == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "d2"}, "d2": set()}) == [{"a", "b", "c"}]


# -- models -------------------------------------------------------------------------------------

# What presents a record, and what is data under another name.
OF_ALL = {"replace", "to_dict", "to_json"}
PRESENTATION = {
    "caliper": {"event"},
    "edubridge": {"plot", "to_arrow", "to_dicts", "to_pandas", "to_polars"},
    "oneroster": {"sourced_id", "sourced_ids", "typed_metadata"},
    "powerpath": {"lesson_type"},
}


def model_classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(timeback.models.__path__, "timeback.models."):
        for value in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(value) and value.__module__ == module.name:
                yield value


def test_records_have_no_public_names_beside_data_and_presentation() -> None:
    for model in model_classes():
        if issubclass(model, msgspec.Struct) and not issubclass(model, OpenMetadata):
            service = model.__module__.split(".")[2]
            allowed = {*model.__struct_fields__, *PRESENTATION.get(service, ()), *OF_ALL}
            assert {name for name in dir(model) if not name.startswith("_")} <= allowed, model


def test_enums_have_their_members_and_whether_they_are_known() -> None:
    for model in model_classes():
        if issubclass(model, OpenEnum):
            public = {name for name, _ in inspect.getmembers(model) if not name.startswith("_")}
            assert public - {*dir(str), *model.__members__} <= {"is_known"}, model


def test_each_enum_has_one_home() -> None:
    homes: defaultdict[tuple[Any, ...], set[str]] = defaultdict(set)
    for model in model_classes():
        if issubclass(model, enum.Enum) and len(model):
            homes[tuple(each.value for each in model)].add(f"{model.__module__}.{model.__name__}")
    assert [names for names in homes.values() if len(names) > 1] == []


def test_subjects_are_written_down_once() -> None:
    """A list of all ten subjects stands where the enum is, and in what is generated from it."""
    for path in ROOT.rglob("*.py"):
        if path.name not in ("vocabularies.py", "bodies.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                listed = (
                    node.elts
                    if isinstance(node, ast.Tuple | ast.List | ast.Set)
                    else node.args
                    if isinstance(node, ast.Call)
                    else []
                )
                texts = {each.value for each in listed if isinstance(each, ast.Constant)}
                assert not {"Reading", "Social Studies", "FastMath", "None", "Other"} <= texts, path
