"""Finish the built site: each page as Markdown too, an `llms.txt` that names them, and a search that is not swamped.

In the Markdown the entries of the reference are written out: signatures, and the docstrings as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from setup_values import is_enum
from timeback import __version__

ROOT = Path(__file__).parent
ENTRY = re.compile(r"^::: ([\w.]+)(?:\n +options: .*)?$", re.MULTILINE)
TAB = re.compile(r'^=== "(.*)"\n((?:\n|    .*\n?)*)', re.MULTILINE)
ANCHOR = re.compile(r" ?\{#[\w.]+\}")
PAGE = re.compile(r"^ +- (?:(.+?): )?([\w./-]+\.md)$")
SECTION = re.compile(r"^( +)- ([^:]+):$")
# The first sentence of a page's opening; a link in it is its words.
OPENING = re.compile(r"\A# .*\n\n((?!#|```|\||:::|===|!!!)(?:.+\n)+)")
SENTENCE = re.compile(r".*?[.?](?= |$)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# Entries that hide the guide in a search: fields of records and bodies, and each call in the async form too.
BODY = re.compile(r"reference/[\w-]+/bodies/.*")
FIELD = re.compile(r"(reference/(?:[\w-]+/)?records/.*#timeback\.models\..*[A-Z]\w*)\.\w+")
ASYNC_CALL = re.compile(r".*#timeback\._async\..*\.Async\w+\.\w+")
SUMMARY = "Python clients for the Timeback education platform, sync and async, with a sandbox that needs no account."


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "site", help="the folder of the site")
    site = parser.parse_args().to
    package = griffe.load("timeback", search_paths=[ROOT / "src"], resolve_aliases=True)
    assert isinstance(package, griffe.Module)
    docs = ROOT / "docs"
    for source in sorted(docs.rglob("*.md")):
        target = site / source.relative_to(docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(written_out(source.read_text("utf-8"), package), "utf-8")
    search = site / "search.json"
    if search.is_file():
        index = json.loads(search.read_text("utf-8"))
        index["items"] = condensed(index["items"])
        search.write_text(json.dumps(index, ensure_ascii=False), "utf-8")
    (site / "llms.txt").write_text(listing((ROOT / "mkdocs.yml").read_text("utf-8"), docs), "utf-8")
    return 0


def written_out(text: str, package: griffe.Module) -> str:
    """A page without tabs and directives."""
    text = TAB.sub(
        lambda tab: f"**{tab[1]}**\n{re.sub('^    ', '', tab[2], flags=re.MULTILINE)}", ANCHOR.sub("", text)
    )
    return ENTRY.sub(lambda found: "\n\n".join(described(package[found[1].partition(".")[2]], 3)), text)


def described(entry: griffe.Object | griffe.Alias, level: int) -> Iterator[str]:
    """The Markdown of a class, function or attribute, and of what is public in it."""
    yield f"{'#' * level} {entry.name}"
    yield f"```python\n{signature(entry)}\n```"
    if entry.docstring is not None:
        yield entry.docstring.value
    # Below an enum, its page has a table of the members.
    for member in entry.members.values() if entry.is_class and not is_enum(entry) else ():
        if member.name == "__call__" or not (member.name.startswith("_") or member.is_alias):
            yield from described(member, level + 1)


def signature(entry: griffe.Object | griffe.Alias) -> str:
    if isinstance(entry, griffe.Function | griffe.Alias) and entry.is_function:
        return f"{'async ' if 'async' in entry.labels else ''}def {entry.signature()}"
    if isinstance(entry, griffe.Class | griffe.Alias) and entry.is_class:
        bases = ", ".join(map(str, entry.bases))
        return f"class {entry.name}({bases})" if bases else f"class {entry.name}"
    annotation, value = getattr(entry, "annotation", None), getattr(entry, "value", None)
    typed = f"{entry.name}: {annotation}" if annotation else entry.name
    return f"{typed} = {value}" if value is not None else typed


def condensed(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the search: fields are found with their record, bodies and their fields by the bodies' names, and
    async calls by their sync twins."""
    kept: dict[str, dict[str, Any]] = {}
    for item in items:
        field = FIELD.fullmatch(item["location"])
        if field and (record := kept.get(field[1])):
            record["text"] += f" {item['title']}"
        elif not ASYNC_CALL.fullmatch(item["location"]):
            kept[item["location"]] = item | ({"text": ""} if BODY.fullmatch(item["location"]) else {})
    return list(kept.values())


def listing(menu: str, docs: Path) -> str:
    """The `llms.txt` of the site: the pages by the sections of its menu, each with its first sentence."""
    lines = [f"# timeback {__version__}\n", f"> {SUMMARY}\n", "## Start\n"]
    names: list[str] = []
    for line in menu.partition("\nnav:\n")[2].splitlines():
        if page := PAGE.match(line):
            name = (page[1] or page[2]).strip('"')
            lines.append(f"- [{name}]({page[2]}): {first_sentence((docs / page[2]).read_text('utf-8'))}")
        elif section := SECTION.match(line):
            names = [*names[: (len(section[1]) - 2) // 4], section[2]]
            lines.append(f"\n## {': '.join(names)}\n")
    return "\n".join(lines) + "\n"


def first_sentence(page: str) -> str:
    """The sentence that a page opens with."""
    opening = OPENING.match(page)
    if opening is None:
        raise ValueError(f"a page has no opening sentence: {page[:60]!r}")
    text = LINK.sub(r"\1", " ".join(opening[1].split()))
    return found[0] if (found := SENTENCE.match(text)) else f"{text.removesuffix(':')}."


if __name__ == "__main__":
    sys.exit(main())
