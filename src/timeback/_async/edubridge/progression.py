"""Progression: what a student does next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..._query.encode import check_integer, to_wire
from ...models.edubridge import (
    CaliperEnvelopeInput,
    CaliperIngestResult,
    HoleFillingCourseInput,
    HoleFillingCourseResult,
    ProgressionJobInput,
    ProgressionJobResult,
)
from ..resource import AsyncAPIResource

__all__ = ["AsyncProgression"]

_MAX_LESSONS = 500


class AsyncProgression(AsyncAPIResource):
    """Courses that fill holes in what a student knows, and the jobs that plan them."""

    async def list_catalog(
        self,
        *,
        subject: Sequence[str] | None = None,
        grade_level: Sequence[str] | None = None,
        page: int = 1,
        limit: int = 100,
    ) -> Any:
        """Fetch one page of the lessons that `create_course()` can use.

        Args:
            subject: Only lessons of these subjects.
            grade_level: Only lessons of these grades.
            page: The page, from 1.
            limit: Lessons a page, from 1 to 500.

        Returns:
            The answer as it came: another catalog stands behind it, whose fields are not documented.

        Raises:
            InvalidInputError: An argument cannot be sent; nothing was.

        Calls `GET {base}/progression/catalog`.
        """
        check_integer("page", page, minimum=1)
        check_integer("limit", limit, minimum=1, maximum=_MAX_LESSONS)
        query = {"subject": subject, "gradeLevel": grade_level, "page": page, "limit": limit}
        response = await self._send("GET", "{base}/progression/catalog", query=query)
        return response.json()

    async def create_course(
        self, data: HoleFillingCourseInput | Mapping[str, Any]
    ) -> HoleFillingCourseResult:
        """Make a course of single lessons for one student, and enroll the student in it.

        Some applications take 90 seconds: use `client.with_options(timeout=120)`. A second call makes a
        second course; so the call is not sent again once it may have arrived.

        Args:
            data: The student, the lessons and the application.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {base}/progression/create-course`.
        """
        body = to_wire(data, HoleFillingCourseInput)
        return await self._one("POST", "{base}/progression/create-course", HoleFillingCourseResult, json=body)

    async def enqueue(self, data: ProgressionJobInput | Mapping[str, Any]) -> ProgressionJobResult:
        """Queue a job that plans what a student does next after a test.

        Args:
            data: The student, the test and how to plan.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {base}/progression/enqueue`.
        """
        body = to_wire(data, ProgressionJobInput)
        return await self._one("POST", "{base}/progression/enqueue", ProgressionJobResult, json=body)

    async def ingest_caliper_event(
        self, data: CaliperEnvelopeInput | Mapping[str, Any]
    ) -> CaliperIngestResult:
        """Pass Caliper events on to the event store. The Caliper client's own `events.send()` checks more.

        Args:
            data: The envelope, with the events as Caliper has them.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {base}/caliper/event`.
        """
        body = to_wire(data, CaliperEnvelopeInput)
        return await self._one("POST", "{base}/caliper/event", CaliperIngestResult, json=body)
