# Generated from src/timeback/_async/live.py by setup_unasync.py; do not edit.
"""Asking a platform for a small page of every list, to see what it answers otherwise than the catalog has it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from .._config.platforms import SERVICES
from .._config.settings import Settings
from .._json_types import is_list
from .._live import Findings, LiveReport
from .._option_checks import check_number, check_whole
from .._pages import PageResult
from .._version import VERSION
from ..errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    ConfigurationError,
    InvalidInputError,
    TimebackError,
)
from .client import TimebackClient
from .resource import APIResource
from .service import ServiceClient

__all__ = ["live_check"]

_ID_FIELDS = ("sourced_id", "id", "identifier")
# What lists want to know that no list above them tells: an id that another list gave, or a word of the catalog's.
_IDS = {
    "user_id": ("student_id", "user_id"),
    "student_id": ("student_id", "user_id"),
    "lesson_id": ("component_resource_id",),
}
# Ids that rows hold as links, by the field of the row.
_LINKS = {
    "subject_uri": "subject_id",
    "concept_keywords_uri": "concept_id",
    "cf_item_type_uri": "item_type_id",
}
_WORDS = {"roles": ["student"], "subject": "Math"}
# Answers of a server to which a pair of ids that we brought together means nothing.
_NO_SUCH_PAIR = frozenset({400, 404, 422})
# Lists that the platform does not describe itself: only the standard, or another client, has them.
_UNDESCRIBED = frozenset({"line_items(id).results", "credentials"})
_NOT_SERVED = frozenset({404, 405, 501})
_MISSED = (
    "the ids that were at hand do not go together",
    "it is not served, nor does the platform describe it",
)
_SILENT = 2


def live_check(
    client: TimebackClient | None = None,
    /,
    *,
    services: Sequence[str] | None = None,
    limit: int = 5,
    slow: float = 3.0,
    **settings: Any,
) -> LiveReport:
    """Ask a platform for one small page of every list, and compare the answers with the API catalog.

    It only reads, one request after another, each sent once. Lists below an entity are requested for the first
    entity of the list above. The report has no values from the platform, so you can share it.

    Args:
        client: The client to ask with; it stays open.
        services: The services to ask, by their names on the client; by default all that are set up.
        limit: Rows to ask for, from 1 to 100.
        slow: Seconds from which an answer counts as slow.
        **settings: Without a client: the arguments of `TimebackClient`, such as `env="staging"`.

    Returns:
        The lists that were requested, and what differs: fields that are missing, unknown or of another type,
        values that their enum does not list, statuses, headers, time.

    Raises:
        ConfigurationError: No service is set up.
        InvalidInputError: An argument is not valid; nothing was sent.
    """
    check_whole("limit", limit)
    if not 1 <= limit <= 100:
        raise InvalidInputError.of("limit", "must lie from 1 to 100")
    check_number("slow", slow, above=0)
    names = SERVICES if services is None else services
    if isinstance(names, str) or not set(names) <= set(SERVICES):
        raise InvalidInputError.of("services", f"must be names out of {', '.join(SERVICES)}, in a list")
    if client is not None:
        if settings:
            raise InvalidInputError.of(min(settings), "is said by the client already")
        return _Inspection(client, limit, slow).run(names)
    with TimebackClient(**settings) as own:
        return _Inspection(own, limit, slow).run(names)


class _Inspection:
    """One check. Lists are asked for one by one, so that each answer's time is its own."""

    def __init__(self, client: TimebackClient, limit: int, slow: float) -> None:
        self._client = client.with_options(max_retries=0)
        self._limit = limit
        self._findings = Findings(limit, slow, client.platform)
        self._ids: dict[str, str] = {}
        # Lists that want an id which a later one may give; None once no more may come.
        self._waiting: list[tuple[str, Any, bool]] | None = []
        self._silent = 0

    def run(self, names: Sequence[str]) -> LiveReport:
        """Ask the services of these names."""
        settings: Settings | None = None
        for name in names:
            try:
                service: ServiceClient = getattr(self._client, name)
                channel = service._channel  # pyright: ignore[reportPrivateUsage]
                settings = settings or channel.settings
                if channel.auth is not None:
                    channel.auth.token(channel.options.timeout)
            except ConfigurationError as error:
                self._findings.pass_over(name, "", f"not set up: {error}")
                continue
            except TimebackError as error:
                self._findings.pass_over(name, "", f"no token: {type(error).__name__}")
                continue
            self._silent = 0
            observed = msgspec.structs.replace(channel, observer=self._findings)
            self._waiting = []
            self._below(name, "", type(service).over(observed), guessed=False)
            waiting, self._waiting = self._waiting, None
            for path, resource, guessed in waiting:
                self._listed(name, path, resource, guessed=guessed)
        if settings is None:
            raise ConfigurationError("none of these services is set up")
        return LiveReport(
            version=VERSION,
            platform=settings.platform.value,
            environment=settings.environment or ("sandbox" if settings.embedded else None),
            checked_at=datetime.now(UTC).replace(microsecond=0),
            asked=tuple(self._findings.asked),
            passed_over=tuple(self._findings.passed_over),
            deviations=tuple(self._findings.deviations()),
        )

    def _below(self, service: str, place: str, holder: Any, *, guessed: bool) -> None:
        """Ask for the lists that a client, a resource or a scope holds.

        `guessed` is whether the id that leads to it comes from elsewhere.
        """
        for name in _properties(holder.__class__):
            path = f"{place}.{name}".lstrip(".")
            try:
                found = getattr(holder, name)
            except ConfigurationError as error:
                self._findings.pass_over(service, path, str(error))
                continue
            if isinstance(found, APIResource):
                self._resource(service, path, found, guessed=guessed)

    def _resource(self, service: str, path: str, resource: Any, *, guessed: bool) -> None:
        """Ask for a resource's own list, then for those of its first entity, then for those beside."""
        page = self._listed(service, path, resource, guessed=guessed)
        id_name, takes_id = _id_name(resource.__class__)
        first = _first_id(page)
        if first is not None:
            self._ids.setdefault(id_name, first)
        self._ids = {**_linked_ids(page), **self._ids}
        if takes_id:
            known = first or self._known(id_name)
            scope = None if known is None else _scope(resource, known)
            if known is not None and scope is None:
                self._findings.pass_over(service, f"{path}(id)", f"the {id_name} that a list gave is none")
            elif known is not None:
                self._listed(service, f"{path}(id)", scope, guessed=first is None)
                self._below(service, f"{path}(id)", scope, guessed=first is None)
            elif _has_lists(resource("-")):
                self._findings.pass_over(service, f"{path}(id)", f"no list gave a {id_name}")
        self._below(service, path, resource, guessed=guessed)

    def _known(self, name: str) -> str | None:
        return next((self._ids[each] for each in _IDS.get(name, (name,)) if each in self._ids), None)

    def _listed(
        self, service: str, path: str, resource: Any, *, guessed: bool
    ) -> PageResult[Any] | None:
        """Ask for one page; None if there is no such list, where that cannot be done, or gives none."""
        if not hasattr(resource, "list"):
            return None
        parameters = inspect.signature(resource.list).parameters
        arguments: dict[str, Any] = {}
        for each in parameters.values():
            if each.default is each.empty and each.kind is not each.VAR_KEYWORD:
                value = _WORDS.get(each.name) or self._known(each.name)
                if value is None and self._waiting is not None:
                    self._waiting.append((path, resource, guessed))
                    return None
                if value is None:
                    self._findings.pass_over(service, path, f"no list gave a {each.name}")
                    return None
                arguments[each.name] = value
        if self._silent >= _SILENT:
            self._findings.pass_over(service, path, "the service did not answer before")
            return None
        may_miss = _NO_SUCH_PAIR if guessed or arguments else _NOT_SERVED if path in _UNDESCRIBED else ()
        limited = "limit" in parameters
        if limited:
            arguments["limit"] = self._limit
        page: PageResult[Any] | None = None
        self._findings.begin(service, path)
        with self._client.record() as exchanges:
            try:
                page = resource.list(**arguments)
                self._silent = 0
            except (ConfigurationError, InvalidInputError) as error:
                # The platform takes no such path, or no such filter.
                self._findings.pass_over(service, path, str(error))
            except APIError as error:
                self._silent = self._silent + 1 if isinstance(error, APIConnectionError) else 0
                if isinstance(error, APIStatusError) and error.status in may_miss:
                    exchanges.clear()
                    self._findings.pass_over(service, path, _MISSED[path in _UNDESCRIBED])
        self._findings.ended(exchanges, page, limited=limited)
        return page


def _properties(kind: type) -> Iterator[str]:
    for name in dir(kind):
        if name[0] != "_" and isinstance(inspect.getattr_static(kind, name), property):
            yield name


def _scope(resource: Any, known: str) -> Any:
    """The entity of an id that a server gave; None if that can be no id."""
    try:
        return resource(known)
    except InvalidInputError:
        return None


def _has_lists(scope: Any) -> bool:
    """Whether a scope is, or leads to, a list."""
    return hasattr(scope, "list") or any(_leads_on(scope, name) for name in _properties(scope.__class__))


def _leads_on(scope: Any, name: str) -> bool:
    return isinstance(getattr(scope, name), APIResource)


def _id_name(kind: type) -> tuple[str, bool]:
    """The name that the ids of a resource go by, and whether it takes one to lead on to lists below."""
    call = inspect.getattr_static(kind, "__call__", None)
    if inspect.isfunction(call):
        return [*inspect.signature(call).parameters][1], True
    return getattr(kind, "_id_name", ""), False


def _linked_ids(page: PageResult[Any] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in page or ():
        for field, name in _LINKS.items():
            links = getattr(row, field, None)
            for link in links if is_list(links) else [links]:
                if isinstance(known := getattr(link, "identifier", None), str):
                    found.setdefault(name, known)
    return found


def _first_id(page: PageResult[Any] | None) -> str | None:
    for row in page or ():
        for name in _ID_FIELDS:
            if isinstance(found := getattr(row, name, None), str) and found:
                return found
    return None


live_check.__module__ = "timeback"
