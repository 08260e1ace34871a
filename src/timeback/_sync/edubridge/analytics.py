# Generated from src/timeback/_async/edubridge/analytics.py by setup_unasync.py; do not edit.
"""Analytics: what students did."""

from __future__ import annotations

from ...edubridge import Day, days_between, instant_of
from ...errors import FieldIssue, InvalidInputError
from ...models.edubridge import (
    ActivityResult,
    EnrollmentFactsResult,
    HighestGradeMastered,
    Subject,
    WeeklyFactsResult,
    bodies,
)
from ..resource import APIResource

__all__ = ["Analytics"]


class Analytics(APIResource):
    """Students' activity: XP, questions, units and time, by day and subject."""

    def get_activity(
        self,
        *,
        email: str | None = None,
        student_id: str | None = None,
        start_date: Day,
        end_date: Day,
        timezone: str | None = None,
    ) -> ActivityResult:
        """Fetch a student's activity in a range of days. A range of months can take a minute.

        Args:
            email: The student's email; this or `student_id` is needed.
            student_id: The student's OneRoster id.
            start_date: The first day, or the instant from which to count.
            end_date: The last day, which counts as a whole, or the instant up to which to count.
            timezone: The IANA name of the time zone of these days; UTC by default.

        Raises:
            InvalidInputError: No student is named, or a date or the time zone is not valid; nothing was sent.
            NotFoundError: There is no such student.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/analytics/activity`.
        """
        query = {**_of_whom(email, student_id), **days_between(start_date, end_date, timezone)}
        return self._one("GET", "{base}/analytics/activity", ActivityResult, query=query)

    def get_weekly_facts(
        self,
        *,
        email: str | None = None,
        student_id: str | None = None,
        week_date: Day,
        timezone: str | None = None,
    ) -> WeeklyFactsResult:
        """Fetch the single events of a student's week, which runs from Sunday to Saturday.

        Args:
            email: The student's email; this or `student_id` is needed.
            student_id: The student's OneRoster id.
            week_date: Any day or instant of the week.
            timezone: The IANA name of the time zone of this week; UTC by default.

        Raises:
            InvalidInputError: No student is named, or the date or the time zone is not valid; nothing was sent.
            NotFoundError: There is no such student.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/analytics/facts/weekly`.
        """
        query = {
            **_of_whom(email, student_id),
            "weekDate": instant_of("week_date", week_date, timezone),
            "timezone": timezone,
        }
        return self._one("GET", "{base}/analytics/facts/weekly", WeeklyFactsResult, query=query)

    def get_enrollment_facts(
        self,
        enrollment_id: str,
        *,
        start_date: Day | None = None,
        end_date: Day | None = None,
        timezone: str | None = None,
    ) -> EnrollmentFactsResult:
        """Fetch the activity that belongs to one enrollment.

        Args:
            enrollment_id: The enrollment's OneRoster id.
            start_date: The first day, or the instant from which to count.
            end_date: The last day, which counts as a whole, or the instant up to which to count.
            timezone: The IANA name of the time zone of these days; UTC by default.

        Raises:
            InvalidInputError: A date or the time zone is not valid; nothing was sent.
            NotFoundError: There is no such enrollment.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/analytics/enrollment/{enrollmentId}`.
        """
        query = days_between(start_date, end_date, timezone)
        path = "{base}/analytics/enrollment/{enrollment_id}"
        return self._one("GET", path, EnrollmentFactsResult, query=query, enrollment_id=enrollment_id)

    def get_highest_grade_mastered(
        self, *, student_id: str, subject: Subject | bodies.SubjectText | str
    ) -> HighestGradeMastered:
        """Fetch the highest grade that a student has mastered in a subject, by each measure.

        Args:
            student_id: The student's OneRoster id.
            subject: The subject. Production was reported (2026-04) to answer 404 to capitals: `math` works there.

        Calls `GET {base}/analytics/highestGradeMastered/{studentId}/{subject}`.
        """
        path = "{base}/analytics/highestGradeMastered/{student_id}/{subject}"
        return self._one("GET", path, HighestGradeMastered, student_id=student_id, subject=subject)


def _of_whom(email: str | None, student_id: str | None) -> dict[str, str | None]:
    if not email and not student_id:
        message = "either email or student_id is required"
        issues = [FieldIssue("email", message), FieldIssue("student_id", message)]
        raise InvalidInputError("no student is named", issues)
    return {"email": email or None, "studentId": student_id or None}
