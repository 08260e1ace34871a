"""The findings of `live_check()`: what the lists of a platform answer otherwise than the catalog has it.

No value that a server sent gets in here: a finding has names, kinds, counts and times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from ._codec.deviations import SEEN, DeviationKind, Notes
from ._codec.envelopes import accepted_keys
from ._codec.parse import NotJSONError, parse_json
from ._codec.unlisted import unlisted
from ._config.platforms import Platform
from ._facade import of_root
from ._http.messages import Exchange
from ._json_types import is_object
from ._pages import PageResult
from .models.learnwith.enums import GradeLabel
from .models.vocabularies import Grade

__all__ = ["Asked", "Findings", "LiveDeviation", "LiveDeviationKind", "LiveReport", "PassedOver"]

LiveDeviationKind: TypeAlias = (
    DeviationKind | Literal["unknown", "unlisted", "status", "header", "body", "page", "time", "connection"]
)

_WORDS: dict[LiveDeviationKind, str] = {
    **dict(SEEN.items()),
    "unknown": "the catalog has no such field",
    "unlisted": "the server sent a value that is not among them",
}
# The name of a field, as people choose them. What does not look like one may be a value: the key of a map.
_NAME = re.compile(r"[@$_]?[A-Za-z][A-Za-z_]{0,39}[0-9]{0,2}")
_UNNAMED = "(a name that may be a value)"
_MEDIA_TYPES = frozenset(
    {"text/html", "text/plain", "text/xml", "application/xml", "application/octet-stream"}
)


@of_root
class LiveDeviation(msgspec.Struct, frozen=True, kw_only=True):
    """A difference between the API catalog and a platform's answer.

    Attributes:
        service: The service, by its name on the unified client.
        kind: `absent null repaired kept` as in `Deviation`; `unknown`, a field that the catalog lacks, and
            `unlisted`, a value that its enum lacks; `status`, `header`, `body` and `page` of an answer; `time`,
            an answer that was slow; `connection`, none at all.
        place: The field, `User.given_name`, with the server's own name for one that is unknown; the header; or
            the list.
        expected: What the catalog says, in words.
        found: What came, in words, never a value.
        count: How often it occurred.
        lists: The lists in which it occurred.
    """

    service: str
    kind: LiveDeviationKind
    place: str
    expected: str
    found: str
    count: int
    lists: tuple[str, ...]

    def __str__(self) -> str:
        seen = f", {self.count} times" if self.count > 1 else ""
        where = "" if self.lists == (self.place,) else f" (in {', '.join(self.lists)})"
        return f"{self.kind}  {self.place}: expected {self.expected}; {self.found}{seen}{where}"


@of_root
class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was requested.

    Attributes:
        service: The service.
        name: The list, as written in Python: `classes(id).students`.
        path: The template of its path.
        status: The status of the answer; None if there was none.
        rows: Rows in it.
        seconds: From the request to the end of the body.
    """

    service: str
    name: str
    path: str
    status: int | None
    rows: int
    seconds: float


@of_root
class PassedOver(msgspec.Struct, frozen=True, kw_only=True):
    """A list or a service that could not be checked.

    Attributes:
        service: The service.
        name: The list; empty for the whole service.
        reason: Why not.
    """

    service: str
    name: str
    reason: str


@of_root
class LiveReport(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of `live_check()`. It has no values from the server, so you can share it.

    Attributes:
        version: The library's version.
        platform: The platform whose paths and rules applied.
        environment: The environment; None for your own URL.
        checked_at: The end of the check, in UTC.
        asked: The lists that were requested.
        passed_over: The lists that were not requested, each with the reason.
        deviations: What differs from the catalog.
    """

    version: str
    platform: str
    environment: str | None
    checked_at: datetime
    asked: tuple[Asked, ...]
    passed_over: tuple[PassedOver, ...]
    deviations: tuple[LiveDeviation, ...]

    @property
    def ok(self) -> bool:
        """Whether lists were requested, and nothing differs."""
        return bool(self.asked) and not self.deviations

    def __bool__(self) -> bool:
        return self.ok

    def to_json(self) -> str:
        """The report as JSON text."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2).decode()

    def to_text(self) -> str:
        """The report as text, one line per finding."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        where = self.environment or "a URL of one's own"
        yield f"timeback {self.version}: {self.platform}, {where}, {self.checked_at:%Y-%m-%d %H:%M} UTC"
        yield (
            f"{len(self.asked)} lists asked, {len(self.passed_over)} passed over, "
            f"{len(self.deviations)} deviations"
        )
        asked, passed_over = ([each.service for each in found] for found in (self.asked, self.passed_over))
        for service in dict.fromkeys([*asked, *passed_over]):
            yield f"\n{service}"
            yield from (f"  {each}" for each in self.deviations if each.service == service)
            for each in self.asked:
                if each.service == service:
                    status = "-" if each.status is None else each.status
                    yield f"  {status}  {each.seconds * 1000:5.0f} ms  {each.rows:3} rows  {each.name}"
            for passed in self.passed_over:
                if passed.service == service:
                    yield f"  passed over  {passed.name}: {passed.reason}".replace("  :", ":")


class Findings:
    """Collects what is found, list after list.

    Args:
        limit: Rows that are asked for.
        slow: Seconds above which an answer is slow.
        platform: The platform that is asked; the grades of LEARNWITH_AI are labels in OneRoster's records too.
    """

    def __init__(self, limit: int, slow: float, platform: Platform) -> None:
        self._has_labels = platform is Platform.LEARNWITH_AI
        self.asked: list[Asked] = []
        self.passed_over: list[PassedOver] = []
        self._limit, self._slow = limit, slow
        self._counts: dict[tuple[str, LiveDeviationKind, str, str, str], dict[str, int]] = {}
        self._service = self._list = ""

    def begin(self, service: str, name: str) -> None:
        """A list is about to be asked for."""
        self._service, self._list = service, name

    def answered(
        self, content: bytes, model: Any, keys: tuple[str, ...], notes: Notes, error: BaseException | None
    ) -> None:
        """A body was read: its fields are compared; see `Observer`."""
        for owner, kind, count in notes.noted():
            place = f"{owner.model}.{owner.field}".rstrip(".")
            self._add(kind, place, owner.expected, _WORDS[kind], count)
        if error is not None:
            named = " or ".join(repr(key) for key in keys if key)
            self._add("body", self._list, f"rows in {named}" if named else "rows", "they could not be read")
            return
        try:
            body = parse_json(content, notes.charset)
        except NotJSONError:
            return
        try:
            found = [*unlisted(_content(body, keys), model)]
        except RecursionError:
            self._add("body", self._list, "a body of bounded depth", "it is nested too deeply")
            return
        for each in found:
            if self._has_labels and each.enum is Grade and GradeLabel.__admits__(each.value):
                continue
            field = each.field if _NAME.fullmatch(each.field) else _UNNAMED
            expected = "a listed value" if each.kind == "unlisted" else "nothing"
            self._add(each.kind, f"{each.model}.{field}", expected, _WORDS[each.kind])

    def ended(self, exchanges: Sequence[Exchange], page: PageResult[Any] | None, *, limited: bool) -> None:
        """The list was asked for; `limited`, for so many rows."""
        for each in exchanges:
            self._exchanged(each)
        rows = 0 if page is None else len(page)
        if exchanges:
            last = exchanges[-1]
            seconds = sum(each.elapsed for each in exchanges)
            self.asked.append(
                Asked(
                    service=self._service, name=self._list, path=last.path, status=last.status, rows=rows,
                    seconds=round(seconds, 3),
                )
            )  # fmt: skip
        if page is not None and limited and rows > self._limit:
            self._add("page", self._list, f"at most {self._limit} rows", "the server sent more")
        if page is not None and page.total is not None and page.total < rows:
            self._add("page", self._list, "a total of all rows", "it is less than the rows of one page")

    def pass_over(self, service: str, name: str, reason: str) -> None:
        """A list cannot be asked for."""
        self.passed_over.append(PassedOver(service=service, name=name, reason=reason))

    def deviations(self) -> Iterable[LiveDeviation]:
        """All that was found, service by service."""
        for (service, kind, place, expected, found), lists in self._counts.items():
            yield LiveDeviation(
                service=service, kind=kind, place=place, expected=expected, found=found,
                count=sum(lists.values()), lists=tuple(lists),
            )  # fmt: skip

    def _exchanged(self, exchange: Exchange) -> None:
        if exchange.status is None:
            self._add("connection", self._list, "an answer", "none came, or not the whole of it")
        elif exchange.status != 200:
            self._add("status", self._list, "200", f"the server answered {exchange.status}")
        elif exchange.attempts > 1:
            self._add("status", self._list, "200", "the server answered so only when asked again")
        if exchange.elapsed > self._slow:
            expected = f"an answer within {self._slow:g} s"
            self._add("time", self._list, expected, f"it took {exchange.elapsed:.0f} s")
        if exchange.status == 200:
            self._headers(exchange.headers)

    def _headers(self, headers: Mapping[str, str]) -> None:
        media_type, _, rest = headers.get("content-type", "").partition(";")
        media_type = media_type.strip().lower()
        if media_type != "application/json":
            known = (
                media_type if media_type in _MEDIA_TYPES else "another media type" if media_type else "none"
            )
            self._add("header", "content-type", "application/json", f"the server sent {known}")
        elif "charset" in rest.lower() and "utf-8" not in rest.lower():
            self._add("header", "content-type", "JSON in UTF-8", "the server names another charset")
        total = headers.get("x-total-count")
        if total is not None and not (total.isascii() and total.isdigit()):
            self._add("header", "x-total-count", "a whole number", "the server sent something else")

    def _add(self, kind: LiveDeviationKind, place: str, expected: str, found: str, count: int = 1) -> None:
        lists = self._counts.setdefault((self._service, kind, place, expected, found), {})
        lists[self._list] = lists.get(self._list, 0) + count


def _content(body: Any, keys: tuple[str, ...]) -> Any:
    """The content of the envelope; the body itself if it has none."""
    if is_object(body):
        for key in accepted_keys(keys):
            if key in body:
                return body[key]
    return body
