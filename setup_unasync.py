"""Generate the sync trees from the async ones, and the file that says what the models' fields mean.

A hatchling build hook, and a script: `python setup_unasync.py` regenerates,
`python setup_unasync.py --check` fails when what is committed is not what would be generated.

The `unasync` package renames whole tokens. Around it stand the checks that it lacks:
the renames are derived from the sources, one that nothing uses is an error, so is one that
meets a name already there; docstrings and comments are rewritten too; the output is linted.

Docstrings under fields exist for readers of the source alone. They are copied into a file of the package,
from which `help()` and the command line read them when they are asked.
"""

from __future__ import annotations

import argparse
import ast
import io
import itertools
import json
import re
import sys
import tempfile
import tokenize
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

import unasync
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TREES = (("src/timeback/_async", "src/timeback/_sync"), ("tests/_async", "tests/_sync"))
PACKAGE = "src/timeback"
MODELS = "src/timeback/models"
FIELDS = f"{MODELS}/_fields.json"
PAIRS = (
    "src/timeback/_concurrency.py",
    "src/timeback/_concurrency_async.py",
    "src/timeback/_http/exchange.py",
    "src/timeback/_http/brought.py",
    "src/timeback/sandbox/connections.py",
)
# Names of modules, of other libraries, and of Python's protocol, that `unasync` does not rename by itself.
FOREIGN = {
    "AsyncHTTPTransport": "HTTPTransport",
    "AsyncRetrying": "Retrying",
    "_concurrency_async": "_concurrency",
    "aclose": "close",
}
FORBIDDEN = frozenset({"await", "async", "asyncio", "anext", "aiter", "aclose", "Awaitable", "Coroutine"})
LEFT_OVER = re.compile(r"_?(Async|Sync)[A-Z]|async_")
KEYWORDS = re.compile(r"\b(?:await|async)\s+(?=[\w(])")


class GenerationError(Exception):
    """The sources cannot be transformed faithfully; the message says where and why."""


def derived_renames(root: Path) -> dict[str, str]:
    """`AsyncX` to `X` for each class of the async trees, and for each that has a twin among the pairs."""
    renames: dict[str, str] = {}
    for tree, _ in TREES:
        for path in sorted((root / tree).rglob("*.py")):
            renames.update((name, sync_name(name)) for name in defined(path) if sync_name(name) != name)
    names = {name for path in PAIRS for name in defined(root / path) if not name.startswith("_")}
    renames.update((name, sync_name(name)) for name in names if sync_name(name) in names - {name})
    return renames


def sync_name(name: str) -> str:
    """`AsyncX` as `X`, `_AsyncX` as `_X`, `async_x` as `x`; any other name as it is."""
    if re.match(r"_?Async[A-Z]", name):
        return name.replace("Async", "", 1)
    return name.removeprefix("async_")


def defined(path: Path) -> Iterator[str]:
    """The names of classes, functions and assignments at the top of a module."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def names_in(source: str) -> Iterator[tuple[str, int]]:
    """Every name and keyword, with its line; those inside f-strings as well, on every Python."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.string, token.start[0]
    if sys.version_info < (3, 12):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FormattedValue):
                for each in ast.walk(node):
                    if isinstance(each, ast.Name | ast.Attribute):
                        yield each.id if isinstance(each, ast.Name) else each.attr, each.lineno


def generate(root: Path, out: Path) -> dict[str, bytes]:
    """The generated files below `out`, as relative path to content. Nothing is written there yet."""
    renames = derived_renames(root)
    refuse_homonyms(root, renames)
    renames |= FOREIGN
    used: set[str] = set()
    files: dict[str, bytes] = {}
    for source_tree, target_tree in TREES:
        for path in sorted((root / source_tree).rglob("*.py*")):
            if path.suffix not in (".py", ".pyi"):
                continue
            relative = path.relative_to(root / source_tree).as_posix()
            source = path.read_text("utf-8")
            names = {name for name, _ in names_in(source)}
            used |= names & renames.keys()
            refuse_collisions(f"{source_tree}/{relative}", names, renames)
            refuse_f_strings(
                f"{source_tree}/{relative}", source, renames.keys() | unasync._ASYNC_TO_SYNC.keys()
            )
            result = transform(source, f"{source_tree}/{relative}", renames, out)
            lint(f"{target_tree}/{relative}", result)
            files[f"{target_tree}/{relative}"] = result.encode("utf-8")
    if unused := renames.keys() - used - unasync._ASYNC_TO_SYNC.keys():
        raise GenerationError(f"renames that nothing uses: {', '.join(sorted(unused))}")
    if sentences := field_sentences(root):
        files[FIELDS] = (json.dumps(sentences, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return files


def field_sentences(root: Path) -> dict[str, dict[str, str]]:
    """The docstrings under the models' fields, by class (`oneroster.users.User`) and by field."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((root / MODELS).rglob("*.py")):
        module = ".".join(path.relative_to(root / MODELS).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and (sentences := dict(documented_fields(node))):
                found[f"{module}.{node.name}"] = sentences
    return found


def documented_fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a class with the docstrings under them, each in one line."""
    for field, below in itertools.pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())


def refuse_homonyms(root: Path, renames: Mapping[str, str]) -> None:
    """A sync name must be no shared module's too: `Resource` here and `Resource` there would be told apart
    by nothing but their paths.
    """
    generated = {value: name for name, value in renames.items()}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        relative = path.relative_to(root).as_posix()
        if relative in PAIRS or any(relative.startswith(f"{tree}/") for pair in TREES for tree in pair):
            continue
        for name in defined(path):
            if name in generated:
                raise GenerationError(f"{generated[name]} becomes {name}, which {relative} defines already")


def refuse_collisions(where: str, names: set[str], renames: Mapping[str, str]) -> None:
    """A rename must not meet a name that the file has already: the two would become one."""
    for name in sorted(names & renames.keys()):
        if renames[name] in names and renames[name][:1].isupper():
            raise GenerationError(f"{where}: {name} becomes {renames[name]}, which the file uses already")


def refuse_f_strings(where: str, source: str, renamed: Set[str]) -> None:
    """Python 3.11 has one token for an f-string, later ones have many: the output would differ."""
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for node in (part for string in strings for part in ast.walk(string)):
        words = {getattr(node, attribute, None) for attribute in ("id", "attr", "arg", "value")} - {None}
        is_async = isinstance(node, ast.Await) or getattr(node, "is_async", False)
        if is_async or any(isinstance(word, str) and word in renamed for word in words):
            raise GenerationError(
                f"{where}:{getattr(node, 'lineno', 0)}: something to rename stands in an f-string"
            )


def transform(source: str, origin: str, renames: Mapping[str, str], scratch: Path) -> str:
    """One file in its sync form."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        before, after = Path(folder, "async"), Path(folder, "sync")
        before.mkdir()
        (before / "module.py").write_text(source, "utf-8", newline="\n")
        unasync.Rule(str(before), str(after), dict(renames))._unasync_file(str(before / "module.py"))
        result = (after / "module.py").read_text("utf-8")
    header = f"# Generated from {origin} by setup_unasync.py; do not edit.\n"
    return header + rewrite_prose(result, renames)


def rewrite_prose(source: str, renames: Mapping[str, str]) -> str:
    """Put the words of docstrings and comments into the sync world too."""
    words = re.compile(r"\b(" + "|".join(sorted(map(re.escape, renames), key=len, reverse=True)) + r")\b")

    def sync(text: str) -> str:
        return words.sub(lambda match: renames[match[1]], KEYWORDS.sub("", text))

    lines = source.splitlines(keepends=True)
    for first, last in docstrings(source):
        for number in range(first - 1, last):
            lines[number] = sync(lines[number])
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column] + sync(lines[row - 1][column:])
    return "".join(lines)


def docstrings(source: str) -> Iterator[tuple[int, int]]:
    """First and last line of every docstring."""
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and body:
            value = getattr(body[0], "value", None)
            if (
                isinstance(body[0], ast.Expr)
                and isinstance(value, ast.Constant)
                and isinstance(value.value, str)
            ):
                yield value.lineno, value.end_lineno or value.lineno


def lint(where: str, source: str) -> None:
    """Refuse output in which something async is left over."""
    for name, line in names_in(source):
        if name in FORBIDDEN or LEFT_OVER.match(name):
            raise GenerationError(f"{where}:{line}: {name!r} is left over from the async source")


def write(root: Path, files: Mapping[str, bytes], there: Set[str]) -> None:
    """Bring the generated files up to date, touching only what differs."""
    for relative in there - files.keys():
        (root / relative).unlink()
    for relative, content in files.items():
        path = root / relative
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def existing(root: Path) -> set[str]:
    """The generated files that are there now."""
    trees = [
        path for _, target in TREES for kind in ("*.py", "*.pyi") for path in (root / target).rglob(kind)
    ]
    return {path.relative_to(root).as_posix() for path in (*trees, root / FIELDS) if path.exists()}


def differences(root: Path, files: Mapping[str, bytes], there: Set[str]) -> list[str]:
    """What is committed and should not be, is not and should be, or differs."""
    return sorted(
        [f"missing: {name}" for name in files.keys() - there]
        + [f"left over: {name}" for name in there - files.keys()]
        + [f"differs: {name}" for name in there & files.keys() if (root / name).read_bytes() != files[name]]
    )


class CustomBuildHook(BuildHookInterface[Any]):
    """Regenerates before every build, so that no distribution can hold a stale tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        root = Path(self.root)
        with tempfile.TemporaryDirectory() as scratch:
            write(root, generate(root, Path(scratch)), existing(root))


def main() -> int:
    parser = argparse.ArgumentParser(description="Generate the sync trees and the file of fields.")
    parser.add_argument("--check", action="store_true", help="compare only; fail when something differs")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    # The build has no need of these modules made anew, nor can it import what makes them.
    import setup_fields

    try:
        dicts = setup_fields.typed_dicts(arguments.root)
        if not arguments.check:  # the stubs among them have a twin in the sync world
            write(arguments.root, dicts, setup_fields.existing(arguments.root))
        with tempfile.TemporaryDirectory() as scratch:
            files = generate(arguments.root, Path(scratch))
    except (GenerationError, LookupError) as error:
        print(f"setup_unasync: {error}", file=sys.stderr)
        return 1
    if not arguments.check:
        write(arguments.root, files, existing(arguments.root))
        return 0
    there = existing(arguments.root) | setup_fields.existing(arguments.root)
    found = differences(arguments.root, files | dicts, there)
    if found:
        print(*found, "Run `python setup_unasync.py`.", sep="\n", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
