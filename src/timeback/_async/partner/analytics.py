"""Facts about students."""

from __future__ import annotations

from ...caliper.queries import Moment, moment, text
from ...errors import InvalidInputError
from ...models.partner import ActivityReport, WeeklyFacts
from ..resource import AsyncAPIResource

__all__ = ["AsyncPartnerAnalytics"]


class AsyncPartnerAnalytics(AsyncAPIResource):
    """Facts about students. Name a student by `email` or `student_id`."""

    async def get_weekly_facts(
        self,
        *,
        week_date: Moment,
        email: str | None = None,
        student_id: str | None = None,
        timezone: str | None = None,
    ) -> WeeklyFacts:
        """Fetch the facts of a week one by one.

        Args:
            week_date: A day of the week.
            email: The student's address.
            student_id: The student's id.
            timezone: The time zone of the week's days, such as `America/Chicago`; UTC by default.

        Raises:
            InvalidInputError: An argument is not valid, or no student is named; nothing was sent.
            BadRequestError: The server refuses an argument.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {analytics}/facts/weekly`.
        """
        query = {
            **_student(email, student_id),
            "weekDate": moment("week_date", week_date),
            "timezone": text("timezone", timezone),
        }
        return await self._one("GET", "{analytics}/facts/weekly", WeeklyFacts, query=query)

    async def get_activity(
        self,
        *,
        start_date: Moment,
        end_date: Moment,
        email: str | None = None,
        student_id: str | None = None,
    ) -> ActivityReport:
        """Fetch the totals of a student's facts between two days, as the server gives them.

        Args:
            start_date: The first day.
            end_date: The last day.
            email: The student's address.
            student_id: The student's id.

        Raises:
            InvalidInputError: An argument is not valid, or no student is named; nothing was sent.
            BadRequestError: The server refuses an argument.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {analytics}/activity`.
        """
        query = {
            **_student(email, student_id),
            "startDate": moment("start_date", start_date),
            "endDate": moment("end_date", end_date),
        }
        return await self._one("GET", "{analytics}/activity", ActivityReport, query=query)


def _student(email: str | None, student_id: str | None) -> dict[str, str | None]:
    if email is None and student_id is None:
        raise InvalidInputError.of("student_id", "needs a student: pass student_id= or email=")
    return {"email": text("email", email), "studentId": text("student_id", student_id)}
