# Generated from src/timeback/_async/apps/activities.py by setup_unasync.py; do not edit.
"""Activities that students completed: recorded with attempt, progress, time and mastery."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Unpack

from ..._apps.activities import (
    Activity,
    Facts,
    completion_ids,
    completion_line_item,
    completion_result,
    is_told,
)
from ..._apps.state import AppState
from ..._query.given import given
from ...edubridge import aggregate_activity_metrics
from ...errors import ConflictError, InvalidInputError, TimebackError
from ...models.apps import ActivityInput, RecordedActivity
from ...models.oneroster import AssessmentResult
from .people import AppUsers
from .services import AppServices

if TYPE_CHECKING:
    from ...models.apps._fields import ActivityFields

__all__ = ["Activities"]

logger = logging.getLogger("timeback.apps")


class Activities:
    """Activities that students completed in the courses of the application."""

    def __init__(self, services: AppServices, state: AppState) -> None:
        self._services, self._state = services, state

    def record(
        self,
        data: ActivityInput | Mapping[str, Any] | None = None,
        /,
        *,
        preview: bool = False,
        **fields: Unpack[ActivityFields],
    ) -> RecordedActivity:
        """Record an activity that a student completed, with the number of the attempt and the student's progress.

        The completion and the time go out in one envelope. Their ids follow from student, activity and end: to
        record the same again is harmless where `time.ended_at` is given.

        Args:
            data: The activity: user, activity, metrics, and time if there was any; or its fields as keywords.
            preview: Send nothing, and return what would be sent; it is looked up who and which attempt it is.

        Returns:
            What was sent. `mastery_error` says why the course's completion could not be written, if it was
            due: at 100 percent.

        Raises:
            ConfigValidationError: There is no configuration of the application, or it has faults.
            InvalidInputError: Names every fault of the input; nothing was sent.
            CourseError: The configuration lacks the course, or its id or sensor; nothing was sent.
            UserNotFoundError: Nobody has the email address; nothing was sent.
            AmbiguousUserError: Several users have it; nothing was sent.

        Calls `GET {rostering}/users`, `GET {gradebook}/assessmentResults`, EduBridge's analytics where progress
        is to be computed, `POST /caliper/event`, and at 100 percent `PUT {gradebook}/assessmentResults/{id}`.
        """
        courses = self._state.courses
        activity = Activity.of(given(data, fields), courses)
        user_id, email = self._who(activity)
        stored = self._stored(activity, user_id)
        place = activity.line_item_id, user_id, activity.ended_at
        attempt = self._state.attempts.number(*place, stored)
        try:
            facts = Facts(
                user_url=self._state.url("users", user_id),
                email=email,
                course_url=self._state.url("courses", str(activity.course.id)),
                attempt=attempt,
                pct_complete=self._progress(activity, user_id, stored),
            )
            events = activity.events(user_id, facts)
            envelope = activity.envelope(events)
            if not preview:
                self._services.caliper.events.send_envelope(envelope)
        except BaseException:
            self._state.attempts.forget(*place)
            raise
        if preview:
            self._state.attempts.forget(*place)
        mastered = facts.pct_complete == 100 and not preview
        return RecordedActivity(
            user_id=user_id,
            activity_id=activity.id,
            course_id=str(activity.course.id),
            attempt=attempt,
            pct_complete=facts.pct_complete,
            event_ids=[each["id"] for each in events],
            sent=not preview,
            mastery_error=self._complete(activity, user_id, courses.app_name) if mastered else None,
            envelope=envelope,
        )

    def _who(self, activity: Activity) -> tuple[str, str]:
        """The student's id and email address; only what was not given is asked for."""
        if activity.user_id is None:
            user = AppUsers(self._services).by_email(activity.email or "")
        elif activity.email is None:
            user = self._services.oneroster.users.get(activity.user_id)
        else:
            return activity.user_id, activity.email
        email = activity.email or user.email
        if not email:
            raise InvalidInputError.of("user.email", "required, since the platform knows none of this user")
        return user.sourced_id, email

    def _stored(self, activity: Activity, user_id: str) -> list[AssessmentResult]:
        """The student's attempts at the activity that have arrived."""
        where = {
            "status": "active",
            "assessmentLineItem.sourcedId": activity.line_item_id,
            "student.sourcedId": user_id,
        }
        return list(self._services.oneroster.assessment_results.list_all(where=where))

    def _progress(
        self, activity: Activity, user_id: str, stored: list[AssessmentResult]
    ) -> float | None:
        """The percentage of the course that is done: as given, else computed from mastered units."""
        new, total = activity.mastered_units, activity.course.total_lessons
        if activity.pct_complete is not None or not new or not total:
            return activity.pct_complete
        edubridge = self._services.edubridge
        try:
            enrollments = edubridge.enrollments.list(user_id=user_id)
            enrollment = next((each for each in enrollments if each.course.id == activity.course.id), None)
            if enrollment is None:
                return None
            facts = (edubridge.analytics.get_enrollment_facts(enrollment.id)).facts
        except TimebackError as error:
            logger.warning("no progress was computed for an activity: %s", type(error).__name__)
            return None
        done = aggregate_activity_metrics(facts).mastered_units
        counted = self._is_counted(activity, user_id, stored)
        return min(100, max(0, round((done + (0 if counted else new)) / total * 100)))

    def _is_counted(self, activity: Activity, user_id: str, stored: list[AssessmentResult]) -> bool:
        """Whether the student's facts hold the activity already; to be on the safe side, where nobody knows."""
        try:
            week = self._services.edubridge.analytics.get_weekly_facts(
                student_id=user_id, week_date=activity.ended_at
            )
        except TimebackError as error:
            logger.warning("new units were left out of an activity's progress: %s", type(error).__name__)
            return True
        results = {each.sourced_id for each in stored}
        return any(is_told(fact, activity, results) for fact in week.facts)

    def _complete(self, activity: Activity, user_id: str, app_name: str) -> str | None:
        """Write that the course is mastered, and return what stood in the way."""
        gradebook, course_id = self._services.oneroster, str(activity.course.id)
        line_item_id, result_id = completion_ids(course_id, user_id)
        line_item = completion_line_item(line_item_id, course_id, app_name)
        try:
            if not gradebook.assessment_line_items.exists(line_item_id):
                with contextlib.suppress(ConflictError):  # another call was quicker
                    gradebook.assessment_line_items.create(line_item)
            result = completion_result(line_item_id, user_id, app_name, datetime.now(UTC))
            gradebook.assessment_results.update(result_id, result)
        except TimebackError as error:
            logger.warning("a course's completion could not be written: %s", error)
            return str(error)
        return None
