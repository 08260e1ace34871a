"""The ids of all that a server still has: what is not among them was deleted without a mark."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from .._keys import ascending, keys_of
from ..errors import IncompleteListError
from .files import appearing, own_folder
from .progress import ProgressListener, Tally
from .resources import Resource

if TYPE_CHECKING:
    from .._sync.listing import Listing

__all__ = ["ids_in", "sweep"]

_LOGGER = logging.getLogger("timeback.export")

_PASSES = 3
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
    for remaining in reversed(range(_PASSES)):
        before = listing.list(limit=1).total
        with aside.open("wb") as file:
            found = _count(resource, listing, file, page_size, ahead, tally)
        if before is None or found >= before:
            return
        now = listing.list(limit=1).total
        if now is None or found >= now:  # some were deleted meanwhile
            return
        if not remaining:
            raise IncompleteListError(found, now, f"the ids of {resource.name} were read {_PASSES} times")
        _LOGGER.warning("%s: ids of %d of %d rows, so they are read again", resource.name, found, now)


def _count(
    resource: Resource, listing: Listing[Any], file: IO[bytes], page_size: int, ahead: int, tally: Tally
) -> int:
    """Write the ids of a list to a file; how many they are, each counted once."""
    rows, last, twice = 0, None, set[str]()
    pager = listing.stream(by_key=True, limit=page_size, fields=resource.key, prefetch=ahead)
    for page in pager.pages():
        found = keys_of(page)
        keys = [key for key in found if key]
        if twice or not ascending(found, last):
            twice.update(keys)
        file.writelines(msgspec.json.encode(key) + b"\n" for key in keys)
        rows, last = rows + len(keys), keys[-1] if keys else last
        tally.add(resource.name, len(page), page.total)
    if not twice:
        return rows
    file.flush()
    return len(set(Path(file.name).read_bytes().splitlines()))
