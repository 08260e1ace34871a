"""Activities that students completed: recorded with attempt, progress, time and mastery."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Unpack

from ..._apps.activities import Activity, Completion, Facts, is_told
from ..._apps.app import EventData
from ..._apps.state import AppState
from ..._concurrency_async import async_result_of
from ..._query.given import given
from ...edubridge import aggregate_activity_metrics
from ...errors import InvalidInputError, TimebackError
from ...models.apps import ActivityInput, RecordedActivity, bodies
from ...models.oneroster import AssessmentResult
from .mastery import async_mark_mastered
from .people import AsyncAppUsers, async_known_user
from .sender import AsyncOutboxSender
from .services import AsyncAppServices

__all__ = ["AsyncActivities"]

logger = logging.getLogger("timeback.apps")


class AsyncActivities:
    """Activities that students completed in the courses of the application."""

    def __init__(self, services: AsyncAppServices, state: AppState) -> None:
        self._services, self._state = services, state

    async def record(
        self,
        data: ActivityInput | Mapping[str, Any] | None = None,
        /,
        *,
        preview: bool = False,
        background: bool = False,
        **fields: Unpack[bodies.ActivityFields],
    ) -> RecordedActivity:
        """Record an activity that a student completed, with the attempt number and the student's progress.

        The completion and the time are sent in one envelope. Their ids are derived from student, activity and end
        time, so if you give `time.ended_at`, recording the same activity again is harmless.

        Args:
            data: The activity: user, activity, metrics, and time if there was any; or its fields as keywords.
            preview: Send nothing, and return what would be sent; user and attempt are still looked up.
            background: Put the events into the application's outbox. It sends them in the background, in the order
                of recording, and keeps them until the platform has them; see `timeback.apps.App.spool`.

        Returns:
            What was sent. At 100 percent the course's completion is written too; `mastery_error` says why that
            failed, if it did.

        Raises:
            ConfigValidationError: There is no configuration of the application, or it has errors.
            InvalidInputError: Names every error in the input; nothing was sent.
            CourseError: The configuration lacks the course, or its id or sensor; nothing was sent.
            UserNotFoundError: Nobody has the email address, or the id; nothing was sent.
            AmbiguousUserError: Several users have it; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {rostering}/users`, `GET {gradebook}/assessmentResults`, EduBridge's analytics where progress
        is to be computed, `POST /caliper/event`, and at 100 percent `PUT {gradebook}/assessmentResults/{id}`.
        """
        activity = Activity.of(given(data, fields), self._state.courses)
        return await self.tell(activity, preview=preview, background=background)

    async def tell(
        self, activity: Activity, *, preview: bool = False, background: bool = False
    ) -> RecordedActivity:
        """Record an activity that was checked; see `record()`."""
        user_id, email = await self._who(activity)
        stored = await self._stored(activity, user_id)
        attempts = self._state.attempts
        place = activity.line_item_id, user_id, activity.ended_at
        attempt, is_new = attempts.number(*place, stored)
        try:
            progress = await self._progress(activity, user_id, stored)
            facts = self._facts(activity, user_id, email, attempt, progress)
            events = await self._events(activity, facts)
            envelope = activity.envelope(events) if events else {}
            sending = bool(events) and not preview
            if sending and background:
                self._sender().accept(activity.sensor, events)
            elif sending:
                await self._services.caliper.events.send_envelope(envelope)
        except BaseException:
            if is_new:
                attempts.forget(*place)
            raise
        if not sending and is_new:
            attempts.forget(*place)
        completion = Completion.of_event(events[0]) if sending and not background else None
        return RecordedActivity(
            user_id=user_id,
            activity_id=activity.id,
            course_id=str(activity.course.id),
            attempt=attempt,
            pct_complete=facts.pct_complete,
            event_ids=[each["id"] for each in events],
            sent=sending and not background,
            mastery_error=await async_mark_mastered(self._services, completion) if completion else None,
            envelope=envelope,
        )

    async def tell_time(self, activity: Activity) -> bool:
        """Take the time of a window, to be sent in the background; False where it was taken before."""
        user_id, email = await self._who(activity)
        facts = self._facts(activity, user_id, email)
        event = await self._hooked("before_time_spent_send", activity.time_event(facts), activity, facts)
        return event is None or self._sender().accept(activity.sensor, [event])

    def resume(self) -> None:
        """Send what the workers of another time left in the spool, if there is one.

        Raises:
            SpoolError: The file cannot be used.
        """
        if self._state.app.spool is not None:
            self._sender()

    def _facts(
        self,
        activity: Activity,
        user_id: str,
        email: str,
        attempt: int = 1,
        pct_complete: float | None = None,
    ) -> Facts:
        return Facts(
            user_id=user_id,
            user_url=self._state.url("users", user_id),
            email=email,
            course_url=self._state.url("courses", str(activity.course.id)),
            attempt=attempt,
            pct_complete=pct_complete,
        )

    def _sender(self) -> AsyncOutboxSender:
        return self._state.sender(lambda outbox: AsyncOutboxSender(self._services, outbox))

    async def _events(self, activity: Activity, facts: Facts) -> list[dict[str, Any]]:
        """The events, as the application's hooks leave them; those that a hook holds back are missing."""
        made = {"before_activity_send": activity.completion_event(facts)}
        if activity.is_timed:
            made["before_time_spent_send"] = activity.time_event(facts)
        hooked = [await self._hooked(name, event, activity, facts) for name, event in made.items()]
        return [each for each in hooked if each is not None]

    async def _hooked(
        self, name: str, event: dict[str, Any], activity: Activity, facts: Facts
    ) -> dict[str, Any] | None:
        hook = getattr(self._state.app, name)
        if hook is None:
            return event
        courses = self._state.courses
        data = EventData(
            sensor=activity.sensor,
            event=event,
            course=activity.course,
            app_name=courses.app_name,
            environment=courses.environment,
            email=facts.email,
            timeback_id=facts.user_id,
        )
        changed = await async_result_of(hook(data))
        return None if changed is None else dict(changed.event)

    async def _who(self, activity: Activity) -> tuple[str, str]:
        """The student's id and email address; only what was not given is asked for."""
        if activity.user_id is None:
            user = await AsyncAppUsers(self._services).by_email(activity.email or "")
        elif activity.email is None:
            user = await async_known_user(self._services, activity.user_id)
        else:
            return activity.user_id, activity.email
        email = activity.email or user.email
        if not email:
            raise InvalidInputError.of("user.email", "required, since the platform knows none of this user")
        return user.sourced_id, email

    async def _stored(self, activity: Activity, user_id: str) -> list[AssessmentResult]:
        """The student's attempts at the activity that have arrived."""
        where = {
            "status": "active",
            "assessmentLineItem.sourcedId": activity.line_item_id,
            "student.sourcedId": user_id,
        }
        return list(await self._services.oneroster.assessment_results.list_all(where=where))

    async def _progress(
        self, activity: Activity, user_id: str, stored: list[AssessmentResult]
    ) -> float | None:
        """The percentage of the course that is done: as given, else computed from mastered units."""
        new, total = activity.mastered_units, activity.course.total_lessons
        if activity.pct_complete is not None or not new or not total:
            return activity.pct_complete
        edubridge = self._services.edubridge
        try:
            enrollments = await edubridge.enrollments.list(user_id=user_id)
            enrollment = next((each for each in enrollments if each.course.id == activity.course.id), None)
            if enrollment is None:
                return None
            facts = (await edubridge.analytics.get_enrollment_facts(enrollment.id)).facts
        except TimebackError as error:
            logger.warning("no progress was computed for an activity: %s", type(error).__name__)
            return None
        done = aggregate_activity_metrics(facts).mastered_units
        counted = await self._is_counted(activity, user_id, stored)
        return min(100, max(0, round((done + (0 if counted else new)) / total * 100)))

    async def _is_counted(self, activity: Activity, user_id: str, stored: list[AssessmentResult]) -> bool:
        """Whether the student's facts hold the activity already; to be on the safe side, where nobody knows."""
        try:
            week = await self._services.edubridge.analytics.get_weekly_facts(
                student_id=user_id, week_date=activity.ended_at
            )
        except TimebackError as error:
            logger.warning("new units were left out of an activity's progress: %s", type(error).__name__)
            return True
        results = {each.sourced_id for each in stored}
        return any(is_told(fact, activity, results) for fact in week.facts)
