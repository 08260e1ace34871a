"""`timeback export --profiles all`: the rosters of many districts, each with the settings of its profile."""

from __future__ import annotations

import functools
import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cyclopts import App

from ..errors import ConfigurationError, InvalidInputError
from .exporting import interruptible, names_in, pseudonym_key
from .profiles import profile_names, profiles_path, settings_with
from .session import Session

if TYPE_CHECKING:
    from ..export import DistrictsReport, Progress

__all__ = ["SOME_FAILED", "SOME_LEFT", "add_districts"]

SOME_FAILED = 11
"""The exit status where a district failed."""
SOME_LEFT = 12
"""The exit status where none failed, but there was no time for all."""

_LOGGER = logging.getLogger("timeback.export")
# Seconds between two lines on a district.
_EVERY = 10.0
_DURATION = re.compile(r"(\d+(?:\.\d+)?) *([smhd]?)", re.ASCII)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def add_districts(outward: App, session: Session) -> None:
    """Add the command."""

    @outward.default
    def export_profiles(
        *,
        to: str,
        profiles: list[str] | None = None,
        budget: int = 10,
        side_by_side: int = 1,
        deadline: str | None = None,
        report: Path | None = None,
        format: Literal["parquet", "csv", "duckdb", "ndjson", "oneroster-csv"] = "parquet",
        since: str | None = None,
        mode: Literal["replace", "append", "merge"] = "replace",
        sweep: bool = False,
        resources: list[str] | None = None,
        page_size: int | None = None,
        restart: bool = False,
        strict: bool = False,
        without: list[str] | None = None,
        pseudonymize: str | None = None,
        allow_shrink: str = "20%",
        layout: Literal["district", "district/date"] = "district",
        working: Path | None = None,
    ) -> None:
        """Write the rosters and gradebooks of many districts, each to `district=NAME` below a folder.

        Those whose export is the oldest come first. Run it again to go on after an interruption, or a deadline.

        Args:
            to: The folder, which is made if need be, or a URL such as `s3://bucket/rosters`, `gs://`, `az://`.
            profiles: Names of profiles, one a district, or `all`.
            budget: Requests in flight at a time, of all districts of a platform together.
            side_by_side: Districts at a time.
            deadline: Time after which no district is begun, and those under way are interrupted: `4h`, `90m`, `30s`.
            report: A JSON file for the outcome of each district: how current it is, counts, errors.
            format: As of `timeback export oneroster`, and so are the options below.
            since: Only what changed since: an ISO 8601 day or instant.
            mode: The files hold the rows alone, or these go into the tables in `current/` or `history/`.
            sweep: With `merge`, find what was deleted without a mark.
            resources: Names such as `orgs,users`; all, without it.
            page_size: Rows per page; by default as many as the platform allows.
            restart: Begin anew instead of going on with interrupted exports.
            strict: A record at fault ends the export of its district.
            without: Fields to leave out, such as `birth_date,email`.
            pseudonymize: Replace what names people by a secret key: `env:VARIABLE`, or `keyring:SERVICE`.
            allow_shrink: The share of its rows that a table may have lost since the export that is there.
            layout: `district=NAME`, or `district=NAME/date=2026-11-30`.
            working: With a URL, the folder in which exports are prepared; one in the user's cache, without it.
        """
        from ..export import export_districts

        if not profiles:
            raise InvalidInputError.of(
                "--profiles", "name them, or a service: timeback export oneroster --to ..."
            )
        with interruptible(session):
            found = export_districts(
                _settings(profiles, session), to=to, budget=budget, side_by_side=side_by_side,
                deadline=_seconds(deadline), report=report, layout=layout, working=working, format=format,
                since=since, mode=mode, sweep=sweep, resources=names_in(resources), page_size=page_size,
                resume=not restart, strict=strict, without=names_in(without) or (),
                pseudonymize=pseudonym_key(pseudonymize), allow_shrink=allow_shrink, names=session.form.names,
                spreadsheet_safe=session.form.spreadsheet_safe, progress=_Told(),
            )  # fmt: skip
        session.print_rows(_rows(found))
        if not found.is_complete:
            raise SystemExit(SOME_FAILED if found.counts["failed"] else SOME_LEFT)


class _Told:
    """Says now and then how far a district is, if it takes long."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def __call__(self, district: str, progress: Progress) -> None:
        from ..export.progress import line_of

        now = time.monotonic()
        if now - self._at.setdefault(district, now) >= _EVERY:
            self._at[district] = now
            _LOGGER.info("%s: %s", district, line_of(progress))


def _settings(names: list[str], session: Session) -> dict[str, Callable[[], dict[str, Any]]]:
    """Functions that give the arguments of each district's client: its profile's settings, and the command line's."""
    known, wanted = profile_names(), [name for each in names for name in each.split(",")]
    if wanted == ["all"]:
        wanted = known
    if not known:
        raise ConfigurationError(f"there are no profiles in {profiles_path()}")
    for name in wanted:
        if name not in known:
            raise ConfigurationError(f"no profile {name!r}; there are: {', '.join(known)}")
    return {name: functools.partial(settings_with, session.given, name) for name in wanted}


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    match = _DURATION.fullmatch(text.strip())
    if match is None or not float(match[1]):
        raise InvalidInputError.of("deadline", "must be a time such as 4h, 90m or 30s")
    return float(match[1]) * _SECONDS[match[2]]


def _rows(report: DistrictsReport) -> list[dict[str, Any]]:
    return [
        {
            "district": each.district, "outcome": each.outcome, "rows": each.rows,
            "current_to": None if each.current_to is None else each.current_to.isoformat(timespec="seconds"),
            "seconds": each.seconds, "error": each.error,
        }
        for each in report.districts
    ]  # fmt: skip
