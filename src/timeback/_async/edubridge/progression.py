"""Progression: a student's next steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._codec.decode import DecodedRows, read_count
from ..._http.messages import Response
from ..._json_types import is_list, is_object
from ..._pages import NUMBERED, PageResult, Span, page_of
from ..._query.arguments import check_integer
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...errors import APIResponseError
from ...models.edubridge import (
    CaliperEnvelopeInput,
    CaliperIngestResult,
    HoleFillingCourseInput,
    HoleFillingCourseResult,
    ProgressionJobInput,
    ProgressionJobResult,
    bodies,
)
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, AsyncAPIResource, AsyncPagedList

__all__ = ["AsyncProgression"]

_MAX_LESSONS = 500


class AsyncProgression(AsyncAPIResource):
    """Courses that fill gaps in a student's knowledge, and the jobs that plan them."""

    @property
    def catalog(self) -> AsyncLessonCatalog:
        """Lessons that `create_course()` can use."""
        return AsyncLessonCatalog(self._channel)

    async def create_course(
        self,
        data: HoleFillingCourseInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.HoleFillingCourseFields],
    ) -> HoleFillingCourseResult:
        """Create a course of individual lessons for one student, and enroll the student in it.

        Some applications take 90 seconds: use `client.with_options(timeout=120)`. A second call creates a
        second course, so the call is not repeated once it may have arrived.

        Args:
            data: The student, the lessons and the application.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/progression/create-course`.
        """
        body = to_wire(given(data, fields), HoleFillingCourseInput)
        return await self._one("POST", "{base}/progression/create-course", HoleFillingCourseResult, json=body)

    async def enqueue(
        self,
        data: ProgressionJobInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ProgressionJobFields],
    ) -> ProgressionJobResult:
        """Queue a job that plans a student's next steps after a test.

        Args:
            data: The student, the test and how to plan.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/progression/enqueue`.
        """
        body = to_wire(given(data, fields), ProgressionJobInput)
        return await self._one("POST", "{base}/progression/enqueue", ProgressionJobResult, json=body)

    async def ingest_caliper_event(
        self,
        envelope: CaliperEnvelopeInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CaliperEnvelopeFields],
    ) -> CaliperIngestResult:
        """Pass Caliper events on to the event store. The Caliper client's own `events.send()` checks more.

        Args:
            envelope: The envelope, with the events as Caliper has them.

        Raises:
            InvalidInputError: The envelope is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/caliper/event`.
        """
        body = to_wire(given(envelope, fields), CaliperEnvelopeInput)
        return await self._one("POST", "{base}/caliper/event", CaliperIngestResult, json=body)


class AsyncLessonCatalog(AsyncAPIResource):
    """Lessons that `create_course()` can use.

    The list comes from another catalog, whose fields are not documented, so each row is a plain dict.
    """

    async def list(
        self,
        *,
        subject: Sequence[str] | None = None,
        grade_level: Sequence[str] | None = None,
        limit: int = LIMIT,
        offset: int = 0,
    ) -> PageResult[dict[str, Any]]:
        """Fetch one page.

        Args:
            subject: Only lessons of these subjects.
            grade_level: Only lessons of these grades.
            limit: Lessons to ask for, from 1 to 500; 100 by default.
            offset: Lessons to skip. The service counts in pages: with an offset that is not a multiple of
                `limit`, the page is shorter.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/progression/catalog`.
        """
        return await self._of(subject, grade_level, limit).list(limit=limit, offset=offset)

    async def first(
        self, *, subject: Sequence[str] | None = None, grade_level: Sequence[str] | None = None
    ) -> dict[str, Any] | None:
        """Fetch the first lesson that `list()` would give, or None."""
        return await self._of(subject, grade_level).first()

    async def list_all(
        self,
        *,
        subject: Sequence[str] | None = None,
        grade_level: Sequence[str] | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> Rows[dict[str, Any]]:
        """Fetch every page into one list; see `stream()` for the arguments."""
        lessons = self._of(subject, grade_level, limit)
        return await lessons.list_all(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def stream(
        self,
        *,
        subject: Sequence[str] | None = None,
        grade_level: Sequence[str] | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[dict[str, Any]]:
        """Go through all lessons, page after page.

        Args:
            subject: As in `list()`.
            grade_level: As in `list()`.
            max_items: Stop after this many lessons.
            limit: Lessons per page, from 1 to 500; 100 by default.
            offset: Lessons to skip.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.
        """
        lessons = self._of(subject, grade_level, limit)
        return lessons.stream(max_items=max_items, limit=limit, offset=offset, prefetch=prefetch)

    def _of(
        self, subject: Sequence[str] | None, grade_level: Sequence[str] | None, limit: int = LIMIT
    ) -> _AsyncCatalogPages:
        check_integer("limit", limit, minimum=1, maximum=_MAX_LESSONS)
        query = {"subject": subject, "gradeLevel": grade_level}
        return _AsyncCatalogPages(
            self._channel, dict[str, Any], "{base}/progression/catalog", query=query, paging=NUMBERED
        )


class _AsyncCatalogPages(AsyncPagedList[Any]):
    """The catalog, whose rows may stand under any key."""

    def _decode(self, response: Response, span: Span, model: Any) -> PageResult[Any]:
        body = response.json()
        held = [*body.values()] if is_object(body) else [body]
        lists = [each for each in held if is_list(each)]
        if len(lists) != 1:
            raise APIResponseError("the catalog's answer holds no list of lessons")
        for index, row in enumerate(lists[0]):
            if not is_object(row):
                raise APIResponseError(f"lesson {index} of the catalog's answer is not an object")
        total = read_count(body.get("totalCount"), body.get("total")) if is_object(body) else None
        return page_of(DecodedRows(lists[0], total, None), span, response.headers)
