"""The beginning of changes: an instant, or an earlier export that they complete."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from ..errors import InvalidInputError
from ..models.base import Timestamp
from .manifest import Manifest
from .places import Destination, Place, place_of
from .resources import Resource
from .staging import Plan

__all__ = ["CLOCKS_DIFFER", "Base", "Since", "base_of", "check_past", "instant"]

Since: TypeAlias = datetime | date | str | os.PathLike[str] | None

# The server stamps changes by its clock, of which parts of it may be ahead.
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Base:
    """The export that changes complete, and where it is."""

    place: Place
    manifest: Manifest


def base_of(
    since: Since, plan: Plan, to: Destination, resources: Iterable[Resource]
) -> tuple[Timestamp | None, Base | None]:
    """The instant from which on changes are asked for, and the export that they complete; None for all records.

    Args:
        since: What the caller gave.
        plan: The export at hand, whose `since` does not matter.
        to: Where it goes.
        resources: What is exported.

    Raises:
        InvalidInputError: `since` is none of what it can be, or the earlier export is another's, of which the
            message says what differs.
    """
    moment = _moment(since)
    base = None if moment or not isinstance(since, str | os.PathLike) else _export_at(since, to)
    kept = to.place(plan).manifest() if plan.mode != "replace" else None
    resources = list(resources)
    for each in (base.manifest if base else None, kept):
        if each is not None:
            _check(each, plan, resources)
    if kept is not None:
        if moment is not None and moment > kept.next_since:
            raise InvalidInputError.of(
                "since", f"leaves a gap: what is there is current up to {kept.next_since}"
            )
        return moment or kept.next_since, Base(to.place(plan), kept)
    is_state = any(each.is_partial and not each.is_timed for each in resources)
    if plan.mode == "merge" and moment is not None and is_state:
        raise InvalidInputError.of("since", "is an instant, and nothing is there to merge changes into")
    if plan.mode == "merge" and base is not None and not base.manifest.is_whole:
        raise InvalidInputError.of("since", "is an export of changes, to which no others can be merged")
    begins = moment or (base.manifest.next_since if base else None)
    return begins, base if plan.mode == "merge" else None


def check_past(since: datetime | None, now: datetime) -> None:
    """Refuse to ask for changes that are yet to come: there would be none, and nobody would ask why.

    Raises:
        InvalidInputError: `since` is later than `now`, the server's clock.
    """
    if since is not None and since > now + CLOCKS_DIFFER:
        raise InvalidInputError.of("since", f"{since} is still to come: the server's clock says {now}")


def instant(since: datetime | date | str | None) -> Timestamp | None:
    """The instant that a day, an instant, or text of either stands for.

    Raises:
        InvalidInputError: It is none.
    """
    found = _moment(since)
    if found is None and since is not None:
        raise InvalidInputError.of("since", "must be an instant or a day")
    return found


def _moment(since: Since) -> Timestamp | None:
    """The instant that `since` is; None if it is none."""
    if isinstance(since, str):
        with contextlib.suppress(ValueError):
            since = datetime.fromisoformat(since)
    if since is None or isinstance(since, str | os.PathLike):
        return None
    if not isinstance(since, date):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of(
            "since", f"must be an instant, a day or a folder, not {type(since).__name__}"
        )
    if not isinstance(since, datetime):
        since = datetime(since.year, since.month, since.day, tzinfo=UTC)
    return since if since.tzinfo else since.replace(tzinfo=UTC)


def _export_at(since: str | os.PathLike[str], to: Destination) -> Base:
    place = place_of(since, to.options if "://" in str(since) else None, named="since")
    manifest = place.manifest()
    if manifest is None:
        raise InvalidInputError.of("since", "is neither an instant nor the folder of an earlier export")
    return Base(place, manifest)


def _check(base: Manifest, plan: Plan, resources: Iterable[Resource]) -> None:
    """Refuse to complete an export of another kind."""
    settings = {
        "an export of {}, not of {}": (base.service, plan.service),
        "an export of the server {}, not of {}": (base.source, plan.source),
        "an export with names={}, not {}": (base.names, plan.names),
        "an export with without={}, not {}": (
            ", ".join(base.without) or None,
            ", ".join(plan.without) or None,
        ),
        "an export with pseudonyms of the key {}, not {}": (base.pseudonyms, plan.pseudonyms),
    }
    if plan.mode != "replace":
        settings["an export with format={}, not {}"] = (base.format, plan.format)
        settings["an export with nested={}, not {}"] = (base.nested, plan.nested)
        form = "normalized" if base.normalized else "flat"
        settings["an export with tables={}, not {}"] = (form, plan.tables)
        settings["an export with timezone={}, not {}"] = (base.timezone, plan.timezone)
        settings["an export of other students"] = (base.students, plan.students)
    for words, (was, wanted) in settings.items():
        if was != wanted:
            raise InvalidInputError.of("since", f"is {words.format(was, wanted)}")
    known, asked = {*base.tables, *base.absent}, {resource.name for resource in resources}
    if missing := sorted(asked - known):
        raise InvalidInputError.of("since", f"is an export without {', '.join(missing)}")
    if plan.mode != "replace" and (more := sorted(known - asked)):
        raise InvalidInputError.of("since", f"is an export of {', '.join(more)} too: ask for all of them")
