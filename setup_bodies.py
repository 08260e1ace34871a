"""The reference's pages of bodies: what calls take field by field, a table for each typed dict of a service.

A service that has many of them gets a page for each module of records, in place of one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from setup_calls import Place, bodies_of, named
from setup_fields import Body, Found, Writer, writers
from timeback.models._documentation import field_docs

MANY = 100  # fields
ABOUT = """\
Each is a typed dict of `timeback.models.{service}.bodies`, which annotates a dict that becomes a body. In place of a
typed dict within a body, the record of the same fields may be given; in place of a text, the member of its enum. A
second name beside a field is its name on the wire."""
FIELDS = "| | |\n|---|---|\n"
TEXTS = "| | |\n|---|---|\n"


class Bodies:
    """The typed dicts of all services, and where each has its entry."""

    def __init__(self, root: Path) -> None:
        self._writers = writers(root)
        self._pages = {service: _grouped(writer) for service, writer in self._writers.items()}
        self.places = {
            (service, name): Place(f"{service}/{page}.md", f"timeback.models.{service}.bodies.{name}")
            for service, pages in self._pages.items()
            for page, names in pages.items()
            for name in names
        }

    def pages(
        self, service: str, title: str, places: dict[type, Place], reached: dict[type, str]
    ) -> Iterator[tuple[str, str]]:
        """The pages of a service, with its calls and records linked."""
        takers = self._takers(service, places, reached)
        for stem, names in self._pages.get(service, {}).items():
            page = _Page(f"{service}/{stem}.md", self._writers[service], places, self.places, service)
            part = stem.partition("/")[2].replace("_", " ").capitalize()
            heading = f"{title} bodies: {part}" if part else f"{title} bodies"
            dicts = [page.dict(name, takers.get(name, [])) for name in names if name in page.writer.bodies]
            texts = [page.text(name) for name in names if name not in page.writer.bodies]
            heading_of_texts = "## Texts of enums\n\n" if dicts else ""
            table = [f"{heading_of_texts}{TEXTS}{''.join(texts)}"] if texts else []
            about = _about(service, [name for name in names if name in takers], bool(dicts))
            yield f"{service}/{stem}.md", "\n".join([f"# {heading}\n\n{about}\n", *dicts, *table])

    def _takers(
        self, service: str, places: dict[type, Place], reached: dict[type, str]
    ) -> dict[str, list[tuple[type, str, str]]]:
        """The calls that take a body: their class, how it is reached, and their name."""
        found: dict[str, list[tuple[type, str, str]]] = {}
        for cls in places:
            if cls.__module__.startswith(f"timeback._sync.{service}.") and cls in reached:
                for call, body in bodies_of(cls):
                    found.setdefault(body, []).append((cls, reached[cls], call))
        return found


def _grouped(writer: Writer) -> dict[str, list[str]]:
    """The names on each page."""
    names, texts = sorted(writer.bodies), sorted(writer.enums)
    if sum(len(each.fields) for each in writer.bodies.values()) <= MANY:
        return {"bodies": [*names, *texts]}
    pages: dict[str, list[str]] = {}
    for name in names:
        stem = writer.bodies[name].records[0].module.rpartition(".")[2]
        pages.setdefault(f"bodies/{stem}", []).append(name)
    return dict(sorted(pages.items())) | {"bodies/texts": texts}


def _about(service: str, taken: list[str], has_dicts: bool) -> str:
    """The paragraph that says what a page has."""
    if not has_dicts:
        return f"Texts of enums in `timeback.models.{service}.bodies`: a body takes the text or the member."
    opening = "Parts of bodies that calls take as keywords."
    if taken:
        opening = f"Bodies that calls take field by field, as keywords: `{'`, `'.join(taken)}`."
    return f"{opening} {ABOUT.format(service=service)}"


class _Page:
    """One page of a service, from which links go."""

    def __init__(
        self,
        page: str,
        writer: Writer,
        places: dict[type, Place],
        bodies: dict[tuple[str, str], Place],
        service: str,
    ) -> None:
        self.writer = writer
        self._page, self._places, self._bodies, self._service = page, places, bodies, service

    def dict(self, name: str, takers: list[tuple[type, str, str]]) -> str:
        """The entry of a typed dict."""
        body = self.writer.bodies[name]
        records = [_record(each) for each in body.records]
        calls = [
            f"[`{way}`]({self._places[cls].seen_from(self._page)}) "
            + " ".join(f"`{call}`" for each, _, call in takers if each is cls)
            for cls, way in dict.fromkeys((cls, way) for cls, way, _ in takers)
        ]
        opening = [f"Keywords of {'; '.join(calls)}."] if calls else []
        opening.append(f"The record is {' or '.join(map(self._linked, records))}.")
        rows = "".join(self._rows(body, records))
        anchor = self._bodies[self._service, name].anchor
        table = f"\n{FIELDS}{rows}" if rows else ""
        return f"### `{name}` {{#{anchor}}}\n\n{' '.join(opening)}\n{table}"

    def text(self, name: str) -> str:
        """The row of the text of a choice."""
        enum = _record(self.writer.enums[name])
        values = ", ".join(f"`{each.value}`" for each in enum)
        anchor = self._bodies[self._service, name].anchor
        return f"| `{name}`{{#{anchor}}} | {values}: members of {self._linked(enum)} |\n"

    def _rows(self, body: Body, records: list[Any]) -> Iterator[str]:
        wire = {each.name: each.encode_name for record in records for each in msgspec.structs.fields(record)}
        docs = {name: text for record in reversed(records) for name, text in field_docs(record).items()}
        for name, (annotation, required) in body.fields.items():
            kind = self._type(ast.parse(annotation, mode="eval").body) + ", required" * required
            meaning = " ".join(docs.get(name, "").split()).replace("|", "\\|")
            other = f" `{wire[name]}`" if wire.get(name, name) != name else ""
            yield f"| `{name}`{other} | {kind}{meaning and f'. {meaning}'} |\n"

    def _type(self, node: ast.expr) -> str:
        """The types of a value; of a typed dict and its record, or of a text and its enum, only the former."""
        kinds = [each for each in _alternatives(node) if ast.unparse(each) not in self._twins(node)]
        shown = [self._one(each) for each in kinds]
        return " or ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))

    def _twins(self, node: ast.expr) -> set[str]:
        names = {each.id for each in _alternatives(node) if isinstance(each, ast.Name)}
        writer = self.writer
        records = [each for name in names & writer.bodies.keys() for each in writer.bodies[name].records]
        return {
            each.name for each in (*records, *(writer.enums[name] for name in names & writer.enums.keys()))
        }

    def _one(self, node: ast.expr) -> str:
        match node:
            case ast.Subscript(value=ast.Name(id="Sequence"), slice=inner):
                return f"list of {self._type(inner)}"
            case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, ast.Name(id="Any")])):
                return "mapping"
            case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, inner])):
                return f"mapping of {self._type(inner)}"
            case ast.Name(id=name) if (self._service, name) in self._bodies:
                return f"[`{name}`]({self._bodies[self._service, name].seen_from(self._page)})"
            case _:
                return f"`{ast.unparse(node)}`"

    def _linked(self, record: type) -> str:
        place = self._places.get(record)
        return f"[`{record.__name__}`]({place.seen_from(self._page)})" if place else f"`{record.__name__}`"


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            yield from _alternatives(left)
            yield from _alternatives(right)
        case _:
            yield node


def _record(found: Found) -> Any:
    return named(f"timeback.models.{found.module}.{found.name}")
