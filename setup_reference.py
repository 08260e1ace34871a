"""Write the pages of the reference: one for each resource, each family of records, each module of helpers.

A page is a few lines that name classes; what it says stands in their docstrings. A table of calls leads each page of
resources (`setup_calls.py`), and one of values follows each enum (`setup_values.py`). The menu in `mkdocs.yml` is
written too, between its markers. `--check` only tells whether pages are missing, stale, or of nothing any more.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

from setup_bodies import Bodies
from setup_calls import ENTRY, Tables, placed, reached_by
from setup_values import with_values
from timeback._config.platforms import PROFILES, offering

PACKAGE = Path("src/timeback")
PAGES = Path("docs/reference")
MENU = Path("mkdocs.yml")
BEGIN, END = "  # The reference, by setup_reference.py.\n", "  # The end of the reference.\n"
SERVICES = {
    "oneroster": "OneRoster", "edubridge": "EduBridge", "caliper": "Caliper", "qti": "QTI",
    "powerpath": "PowerPath", "case": "CASE", "clr": "CLR", "badges": "Open Badges",
    "masterytrack": "MasteryTrack", "webhooks": "Webhooks", "partner": "Partner API",
    "learnwith": "LEARNWITH_AI", "apps": "Applications",
}  # fmt: skip
# Packages whose public modules are imported by themselves.
PARTED = ("server", "server/django", "integrations")
# Records have pages by service; the command line has one in the guide.
ELSEWHERE = frozenset({"models", "cli"})
CALLS = (
    "show_bases: false", "inherited_members: false", "members_order: source", 'filters: ["!^_(?!_call__)"]',
    "signature_crossrefs: true",
)  # fmt: skip
# What every record has, and what those of a kind have from the base that is in `OPEN`.
COMMON, INHERITED = "mended|written|to_dict|to_json|replace|read", "further|is_known"
RECORDS = (
    "show_bases: false", "show_signature: false", "show_labels: false", "signature_crossrefs: true",
    "members_order: source", f'filters: ["!^_", "!^({COMMON}|{INHERITED})$"]',
)  # fmt: skip
# Users make the clients themselves, so these show their arguments.
CLIENTS = (*CALLS, "merge_init_into_class: true")
# Those of which the calls that all records have, or all metadata, are shown.
BASES = ("Model", "OpenMetadata")
MODEL = (*RECORDS[:-1], "inherited_members: true", 'filters: ["!^_"]')
OPEN = ("OpenModel", "OpenInput", "OpenPart", "OpenEnum", "CaliperObject", "CFPackage")
# How many entries a page of helpers has, and how many characters of docstrings.
FEW, LENGTH = 20, 8_000
HELPERS = ("show_labels: false", "signature_crossrefs: true")
# Of Caliper's records the bases tell which events and entities are kinds of which.
KINDS = (
    "show_bases: true",
    "inherited_members: false",
    *RECORDS[1:-1],
    f'filters: ["!^_", "!^({INHERITED})$"]',
)


ARGUMENTS = (
    "[Service clients](../service_clients.md) has the arguments and the calls that all such clients share, and"
    " [Authentication](../../authentication.md#which-scopes-do-i-need) the OAuth scopes that they request."
)
IN_PATHS = "A name in braces at the start of a path stands for a [prefix](client.md)."
ERRORS = (
    "Besides the errors that a call names, it may raise"
    " [those of every call](../../errors.md#which-exception-is-raised-and-what-it-says)."
)
IN_COMMON = (
    "Every record has `to_dict()`, `to_json()` and `replace()`, one of `OpenMetadata` also `read()`;"
    " see [shared records](../../records.md)."
)
OF_ENUMS = (
    "A value that is not listed is kept, with `is_known` false; see"
    " [unknown values](../../../reading.md#unknown-fields-values-and-endpoints)."
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if anything would change"
    )
    arguments = parser.parse_args()
    root = Path(__file__).parent
    wanted = {PAGES / name: text for name, text in pages(root).items()}
    wanted[MENU] = with_menu((root / MENU).read_text("utf-8"), wanted)
    there = {path.relative_to(root) for path in (root / PAGES).rglob("*.md")}
    stale = sorted(path for path, text in wanted.items() if not is_there(root / path, text))
    gone = sorted(there - wanted.keys())
    for path in [*stale, *gone] if arguments.check else ():
        print(f"{path} is not what setup_reference.py writes", file=sys.stderr)
    if not arguments.check:
        for path in stale:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(wanted[path], "utf-8")
        for path in gone:
            (root / path).unlink()
    return int(arguments.check and bool(stale or gone))


def is_there(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def pages(root: Path) -> dict[str, str]:
    """The pages below the reference's folder, in the order of the menu."""
    found = {**dict(client_pages(root)), **dict(lists_page(root)), **dict(shared_page(root))}
    for service, title in SERVICES.items():
        found |= dict(call_pages(root, service, title))
        found |= dict(record_pages(root, service, title))
    places, bodies = placed(found), Bodies(root)
    reached = reached_by(places)
    tables = Tables(places, reached, bodies.places)
    found = {page: tables.within(text, page) for page, text in found.items()}
    for service, title in SERVICES.items():
        found |= dict(bodies.pages(service, title, places, reached))
    package = griffe.load("timeback", search_paths=[root / PACKAGE.parent], resolve_aliases=True)
    found |= dict(helper_pages(root, package, found))
    return {page: with_values(text, package) for page, text in found.items()}


def helper_pages(
    root: Path, package: griffe.Object | griffe.Alias, others: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """A page for each module of helpers, or two; what other pages have is left out."""
    shown = {path_of(package, name) for text in others.values() for name in ENTRY.findall(text)}
    modules = dict(helpers(root / PACKAGE))
    public = shown | {path_of(package, f"{module}.{name}") for module in modules for name in modules[module]}
    for module, names in modules.items():
        paths = [f"{module}.{name}" for name in names if path_of(package, f"{module}.{name}") not in shown]
        shown |= {path_of(package, path) for path in paths}
        parts = [part_of(package, path) for path in paths]
        entries = [
            entry(path, (inherited(part, public), *HELPERS)) for path, part in zip(paths, parts, strict=True)
        ]
        # Nobody finds anything on a page of thirty entries.
        few = first_page(parts)
        first, second = entries[:few], entries[few:]
        more = f"\n\nThe rest is on [a second page](more/{module}.md)." if second else ""
        told = part_of(package, module).docstring
        about = f"\n\n{told.value}" if told is not None else ""
        yield f"helpers/{module}.md", f"# `{module}`{about}{more}\n\n" + "\n".join(first)
        if second:
            opening = f"The rest of [`{module}`](../{module}.md)."
            yield f"helpers/more/{module}.md", f"# `{module}`, continued\n\n{opening}\n\n" + "\n".join(second)


def inherited(part: griffe.Object | griffe.Alias, public: set[str]) -> str:
    """The option that shows what a class has of bases without an entry."""
    names = [
        name
        for name, member in part.inherited_members.items()
        if not name.startswith("_") and str(member.canonical_path).rpartition(".")[0] not in public
    ]
    return f"inherited_members: [{', '.join(names)}]" if names else "inherited_members: false"


def first_page(parts: list[griffe.Object | griffe.Alias]) -> int:
    """How many of these parts go on the first page."""
    lengths = itertools.accumulate(map(length, parts))
    return min(FEW, sum(total <= LENGTH for total in lengths))


def length(part: griffe.Object | griffe.Alias) -> int:
    """The characters of a part's docstrings."""
    found = part.final_target if isinstance(part, griffe.Alias) else part
    members = [
        each for each in found.members.values() if found.is_class and not each.is_alias and each.is_public
    ]
    return len(found.docstring.value if found.docstring else "") + sum(map(length, members))


def path_of(package: griffe.Object | griffe.Alias, name: str) -> str:
    """The path of a definition, whichever module it is taken from."""
    return str(part_of(package, name).canonical_path)


def part_of(package: griffe.Object | griffe.Alias, name: str) -> griffe.Object | griffe.Alias:
    """A module or a name of the package; the package itself for its own name."""
    path = name.partition(".")[2]
    return package[path] if path else package


def helpers(package: Path) -> Iterator[tuple[str, list[str]]]:
    """The modules that users import, with their names; what the root has of others stands with them."""
    for folder in (package, *(package / name for name in PARTED)):
        for path in sorted(folder.iterdir()):
            is_module = path.suffix == ".py" or (path / "__init__.py").is_file()
            if (
                is_module
                and not path.name.startswith("_")
                and path.name not in ELSEWHERE
                and (names := exported(path))
            ):
                yield ".".join(path.relative_to(package.parent).with_suffix("").parts), names
    yield package.name, exported(package)


def client_pages(root: Path) -> Iterator[tuple[str, str]]:
    """The client over all services, and the common ground of those of one service."""
    opening = "One client for all services, and a manager of several such clients."
    yield "clients.md", in_both_worlds(root, "Unified clients", opening, "client", "manager", options=CLIENTS)
    opening = "The arguments and calls that the clients of single services share."
    yield "service_clients.md", in_both_worlds(root, "Service clients", opening, "service", options=CLIENTS)


def lists_page(root: Path) -> Iterator[tuple[str, str]]:
    """What the lists of all services have in common."""
    opening = "Read any list as one page, its first row, all rows at once, or a stream."
    yield "lists.md", in_both_worlds(root, "Lists", opening, "listing", "resource", "pager")


def shared_page(root: Path) -> Iterator[tuple[str, str]]:
    """What the records of several services have in common."""
    found = [
        entry(f"timeback.models.{path.stem}.{name}", MODEL if name in BASES else RECORDS)
        for path in sorted((root / PACKAGE / "models").glob("[a-z]*.py"))
        for name in exported(path)
    ]
    opening = "References, vocabularies and base classes that the records of several services share."
    yield "records.md", f"# Shared records\n\n{opening}\n\n" + "\n".join(found)


def call_pages(root: Path, service: str, title: str) -> Iterator[tuple[str, str]]:
    """A page for each module of a service's resources."""
    for path in sorted(
        (root / PACKAGE / "_async" / service).glob("*.py"), key=lambda path: path.stem != "client"
    ):
        if not classes(path):
            continue
        if path.stem == "client":
            opening = f"{docstring(path)}\n\n{prefixes(service)}"
        else:
            opening = f"{docstring(path)}\n\n{ERRORS}{f' {IN_PATHS}' if service != 'apps' else ''}"
        page = in_both_worlds(root, f"{title}: {titled(path.stem)}", opening, f"{service}.{path.stem}")
        yield f"{service}/{path.stem}.md", page


def prefixes(service: str) -> str:
    """The opening of a client's page: the prefixes that names in braces stand for in docstrings' paths."""
    platforms = offering(service)
    rows = ["".join(f"| {each} " for each in ("", *platforms)) + "|", "|---" * (len(platforms) + 1) + "|"]
    for name in dict.fromkeys(name for each in platforms for name in PROFILES[each].prefixes[service] or ()):
        paths = [(PROFILES[each].prefixes[service] or {}).get(name) for each in platforms]
        shown = ["not served" if each is None else f"`{each}`" if each else "nothing" for each in paths]
        rows.append("".join(f"| {each} " for each in (f"`{{{name}}}`", *shown)) + "|")
    return f"{ARGUMENTS}\n\nA name in braces at the start of a path stands for a prefix:\n\n" + "\n".join(
        rows
    )


def record_pages(root: Path, service: str, title: str) -> Iterator[tuple[str, str]]:
    """A page for each module of a service's records."""
    for path in sorted((root / PACKAGE / "models" / service).glob("*.py")):
        # The base of Caliper's inputs has no entry of its own.
        options = KINDS if service == "caliper" and path.stem != "inputs" else RECORDS
        if path.stem == "bodies" or not (
            names := exported(path) if path.stem != "__init__" else classes(path)
        ):
            continue
        module = f"timeback.models.{service}.{path.stem}".removesuffix(".__init__")
        entries = "\n".join(entry(f"{module}.{name}", options) for name in names)
        stem = "records" if path.stem == "__init__" else path.stem.strip("_")
        heading = f"{title}: Records" if stem == "records" else f"{title} records: {titled(stem)}"
        yield (
            f"{service}/records/{stem}.md",
            f"# {heading}\n\n{docstring(path)}\n\n{OF_ENUMS if stem == 'enums' else IN_COMMON}\n\n{entries}",
        )


def in_both_worlds(
    root: Path, heading: str, opening: str, *modules: str, options: tuple[str, ...] = CALLS
) -> str:
    """A page of the classes in modules, those of `_sync` and of `_async` under a tab each."""
    tabs: list[str] = []
    for world in ("sync", "async"):
        entries = [
            entry(f"timeback._{world}.{module}.{name}", options)
            for module in modules
            for name in classes(root / PACKAGE / f"_{world}" / f"{module.replace('.', '/')}.py")
        ]
        indented = re.sub(r"^(?=.)", "    ", "\n".join(entries), flags=re.MULTILINE)
        tabs.append(f'=== "{world.capitalize()}"\n\n{indented}')
    return f"# {heading}\n\n{opening}\n\n" + "\n".join(tabs)


def entry(path: str, options: tuple[str, ...]) -> str:
    if path.rpartition(".")[2] in OPEN:
        options = (*options[:-1], f'filters: ["!^_", "!^({COMMON})$"]')
    return f"::: {path}\n    options: {{{', '.join(options)}}}\n"


def classes(path: Path) -> list[str]:
    """The public classes that a module defines, in its order."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not is_typed_dict(node)
    ]


def is_typed_dict(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "TypedDict" for base in node.bases)


def exported(path: Path) -> list[str]:
    """The names in the `__all__` of a module."""
    source = path / "__init__.py" if path.is_dir() else path
    for node in ast.parse(source.read_text("utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
                return [
                    each.value
                    for each in names
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
            case _:
                continue
    return []


def docstring(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n\n")[0]


def titled(module: str) -> str:
    return module.replace("_", " ").capitalize()


def with_menu(text: str, pages: dict[Path, str]) -> str:
    """`mkdocs.yml` with the reference's part of the menu."""
    lines = ["  - Reference:\n", *entries(pages, PAGES, 6)]
    for service, title in SERVICES.items():
        lines += [f"      - {title}:\n", *entries(pages, PAGES / service, 10)]
        if bodies := entries(pages, PAGES / service / "bodies", 14):
            lines += ["          - Bodies:\n", *bodies]
        if records := entries(pages, PAGES / service / "records", 14):
            lines += ["          - Records:\n", *records]
    lines.append("      - Modules:\n")
    for path in (path for path in pages if path.parent == PAGES / "helpers"):
        lines.append(menu_entry(path.stem, path, 10))
        if (more := PAGES / "helpers" / "more" / path.name) in pages:
            lines.append(menu_entry(f"{path.stem}, continued", more, 10))
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "".join(lines) + END + rest.partition(END)[2]


def entries(pages: dict[Path, str], folder: Path, indent: int) -> list[str]:
    """The menu's lines for the pages of a folder."""
    return [menu_entry(titled(path.stem), path, indent) for path in pages if path.parent == folder]


def menu_entry(title: str, path: Path, indent: int) -> str:
    return f"{' ' * indent}- {title}: {path.relative_to('docs').as_posix()}\n"


if __name__ == "__main__":
    sys.exit(main())
