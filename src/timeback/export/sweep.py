"""The ids of all that a server still has: what is not among them was deleted without a mark."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from .._keys import KEY, keys_of
from ..errors import IncompleteListError
from .doubles import Doubles, again, borders_of
from .files import appearing, own_folder
from .progress import ProgressListener, Tally
from .resources import Resource

if TYPE_CHECKING:
    from .._sync.listing import Listing
    from .._sync.pager import Pager

__all__ = ["ids_in", "sweep"]

_LOGGER = logging.getLogger("timeback.export")

_DECODE = msgspec.json.Decoder(str).decode


def sweep(
    client: Any,
    resources: list[Resource],
    folder: Path,
    *,
    page_size: int,
    ahead: int,
    progress: ProgressListener | None,
) -> None:
    """Fetch the ids of resources into files of a folder, as far as an earlier run has not.

    Args:
        client: Whose lists these are.
        resources: The lists.
        folder: Gets a file for each, with an id in JSON a line.
        page_size: Rows a page.
        ahead: Pages in flight beside the one that is waited for.
        progress: Who is told.

    Raises:
        IncompleteListError: The server gives fewer ids than it says that it has.
    """
    own_folder(folder)
    tally = Tally("sweep", dict.fromkeys(resource.name for resource in resources), progress)
    for resource in resources:
        path = folder / f"{resource.name}.ndjson"
        if not path.is_file():
            with appearing(path) as aside:
                _fetch(resource, resource.listing(client), aside, page_size, ahead, tally)


def ids_in(folder: Path, resource: Resource) -> Iterator[str]:
    """The ids that were fetched of a resource; one may come twice."""
    with (folder / f"{resource.name}.ndjson").open("rb") as file:
        for line in file:
            yield _DECODE(line)


def _fetch(
    resource: Resource, listing: Listing[Any], aside: Path, page_size: int, ahead: int, tally: Tally
) -> None:
    """Write the ids of a list to a file, in as many readings as it takes: one that any of them has is there."""
    before = listing.list(limit=1).total
    doubles = Doubles[str]()
    found, now = 0, None
    with aside.open("wb") as file:
        for pages in _readings(resource, listing, doubles, page_size, ahead):
            if now is not None:
                _LOGGER.warning("%s: ids of %d of %d rows, so they are read again", resource.name, found, now)
            for keys in pages:
                file.writelines(msgspec.json.encode(key) + b"\n" for key in keys)
                tally.add(resource.name, len(keys), before)
            file.flush()
            found = _count(aside) + doubles.rows
            now = None if before is None or found >= before else listing.list(limit=1).total
            if now is None or found >= now:  # some were deleted meanwhile
                return
    raise IncompleteListError(found, now, f"the ids of {resource.name} were read by ids and by offsets")


def _readings(
    resource: Resource, listing: Listing[Any], doubles: Doubles[str], size: int, ahead: int
) -> Iterator[Iterator[list[str]]]:
    """The ways to read the ids of a list, one after another while some are missing; each gives those of its pages."""
    by_key = listing.stream(by_key=True, limit=size, fields=resource.key, prefetch=ahead)
    yield _proving(_keys_of(by_key), doubles)
    for borders in borders_of(size):
        plain = listing.stream(limit=borders, fields=resource.key, sort=KEY, order_by="asc", prefetch=ahead)
        yield doubles.once((keys, keys) for keys in _keys_of(plain))


def _keys_of(pager: Pager[Any]) -> Iterator[list[str]]:
    for page in pager.pages():
        yield [key for key in keys_of(page) if key]


def _proving(pages: Iterable[list[str]], doubles: Doubles[str]) -> Iterator[list[str]]:
    for keys in pages:
        doubles.prove(again(keys))
        yield keys


def _count(path: Path) -> int:
    """The ids in a file, each counted once."""
    last, rows = b"", 0
    with path.open("rb") as file:
        for line in file:
            if line <= last:
                break
            last, rows = line, rows + 1
        else:
            return rows
    return len(set(path.read_bytes().splitlines()))
