# Generated from src/timeback/_async/apps/routes.py by setup_unasync.py; do not edit.
"""The routes for browsers: the handlers that every framework mounts."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from typing import Any

from ..._apps.activities import Activity
from ..._apps.errors import UserLookupError, UserNotFoundError
from ..._apps.identity.identity import Identity
from ..._apps.lessons import POWERPATH_100
from ..._apps.routes import (
    MAX_BODY,
    RouteAnswer,
    RouteRequest,
    answer_of_error,
    answered,
    body_of,
    content_of,
    error_answer,
    shown,
    user_of,
)
from ..._codec.plain import plain
from ..._log_words import log_text
from ..._origins import is_foreign
from ...errors import APIError, SpoolError
from ...models.apps import (
    ActivityUserInput,
    AttemptDetailsBody,
    LessonBody,
    LessonListBody,
    LessonNextBody,
    LessonStartBody,
    LessonSubmitBody,
)
from ...models.base import UNSET
from ..client import TimebackClient
from .identity import IdentityRoutes
from .people import AppUsers, known_user

__all__ = ["AppRoutes"]

logger = logging.getLogger("timeback.apps")


class AppRoutes:
    """The routes for browsers over a client: activities, lessons, the user.

    Args:
        client: Gives the unified client, whose `app` is the application.
        timezone: The IANA name of the school's time zone, for today's XP in `/user/me`; UTC by default.
        identity: The application's sign-in, where it is ours.
    """

    def __init__(
        self,
        client: Callable[[], TimebackClient],
        timezone: str | None = None,
        identity: Identity | None = None,
    ) -> None:
        self._client, self._timezone = client, timezone
        self._identity = None if identity is None else IdentityRoutes(client, identity)
        self._routes: dict[str, tuple[str, Callable[[RouteRequest, ActivityUserInput], Any]]] = {
            "activity/heartbeat": ("POST", self._heartbeat),
            "activity/submit": ("POST", self._submit),
            "lessons/list": ("POST", self._list),
            "lessons/start": ("POST", self._start),
            "lessons/next": ("POST", self._next),
            "lessons/submit": ("POST", self._answer),
            "lessons/complete": ("POST", self._complete),
            "lessons/attempts": ("POST", self._attempts),
            "lessons/attempt-details": ("POST", self._attempt_details),
            "user/me": ("GET", self._me),
            "user/verify": ("GET", self._verify),
        }

    def handle(self, request: RouteRequest, user: Any) -> RouteAnswer:
        """Answer a request of a browser.

        Args:
            request: The request.
            user: Whom the application's `get_user` named; None if nobody is signed in.
        """
        path = request.path.strip("/")
        if self._identity is not None and path.startswith("identity/"):
            return self._identity.handle(request)
        method, handler = self._routes.get(path, ("", None))
        if handler is None:
            return error_answer(404, "NOT_FOUND", "there is no such route")
        if request.method != method:
            return error_answer(
                405, "METHOD_NOT_ALLOWED", f"this route takes {method}", headers={"allow": method}
            )
        if method == "POST" and is_foreign(request.headers):
            return error_answer(403, "FORBIDDEN", "requests of other origins are refused")
        if len(request.body) > MAX_BODY:
            return error_answer(413, "PAYLOAD_TOO_LARGE", f"a body has at most {MAX_BODY} bytes")
        found = user_of(user)
        if found is None:
            return error_answer(401, "UNAUTHORIZED", "nobody is signed in")
        with contextlib.suppress(SpoolError):  # what needs the spool will say so
            self._client().activity.resume()
        try:
            answer: RouteAnswer = handler(request, found)
            return answer
        except Exception as error:
            answer = answer_of_error(error, path.partition("/")[0])
            if answer.status >= 500:
                logger.error("%s %s: %s", method, path, log_text(error))
            return answer

    # -- activities -----------------------------------------------------------------------------

    def _heartbeat(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        timeback = self._client()
        activity = Activity.of_heartbeat(content_of(request), timeback.app_courses, self._known(user))
        is_new = timeback.activity.tell_time(activity)
        return answered() if is_new else answered({"duplicate": True})

    def _submit(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        timeback = self._client()
        activity = Activity.of_submit(content_of(request), timeback.app_courses, self._known(user))
        told = timeback.activity.tell(activity, background=True)
        return answered() if told.event_ids else answered({"preview": True})

    # -- lessons --------------------------------------------------------------------------------

    def _list(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonListBody)
        lessons = self._client().lessons.list(None if body.course is UNSET else body.course)
        unknown = {"questionCount": None, "metadata": None}
        return answered({"lessons": [{**unknown, **shown(each)} for each in lessons]})

    def _start(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonStartBody)
        state = self._client().lessons.start(
            body.lesson_id, student_id=self._id(user), force_new=bool(body.force_new or False)
        )
        return answered(shown(state))

    def _next(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonNextBody)
        kind = None if body.lesson_type is UNSET else body.lesson_type
        found = self._client().lessons.next(
            body.lesson_id, student_id=self._id(user), lesson_type=kind
        )
        if found.lesson_type == POWERPATH_100:
            return answered(shown(found.questions[0]))
        questions = [shown(each) for each in found.questions]
        return answered({**shown(found), "questions": questions})

    def _answer(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonSubmitBody)
        found = self._client().lessons.submit(
            body.lesson_id, body.question_id, body.response, student_id=self._id(user)
        )
        return answered(shown(found))

    def _complete(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonBody)
        found = self._client().lessons.complete(body.lesson_id, student_id=self._id(user))
        return answered(shown(found))

    def _attempts(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, LessonBody)
        found = self._client().lessons.attempts(body.lesson_id, student_id=self._id(user))
        names = ("attempt", "score", "startedAt", "completedAt", "scoreStatus")
        rows = [each.to_dict("json") for each in found]
        return answered({"attempts": [{name: row.get(name) for name in names} for row in rows]})

    def _attempt_details(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        body = body_of(request, AttemptDetailsBody)
        tests = self._client().powerpath.assessments
        progress = tests.get_progress(
            student_id=self._id(user), lesson_id=body.lesson_id, attempt=body.attempt
        )
        return answered(plain(progress))

    # -- the user -------------------------------------------------------------------------------

    def _me(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        profile = self._client().user.get_profile(self._email(user), timezone=self._timezone)
        return answered(shown(profile))

    def _verify(self, request: RouteRequest, user: ActivityUserInput) -> RouteAnswer:
        return answered(shown(self._client().user.verify(self._email(user))))

    def _known(self, user: ActivityUserInput) -> ActivityUserInput:
        """The user with an id."""
        if user.timeback_id is not UNSET:
            return user
        return ActivityUserInput(email=user.email, timeback_id=self._id(user))

    def _id(self, user: ActivityUserInput) -> str:
        if user.timeback_id is not UNSET:
            return user.timeback_id
        try:
            return (AppUsers(self._client()).by_email(str(user.email))).sourced_id
        except APIError as error:
            raise UserLookupError("the user could not be looked up") from error

    def _email(self, user: ActivityUserInput) -> str:
        if user.email is not UNSET:
            return user.email
        found = known_user(self._client(), str(user.timeback_id))
        if not found.email:
            raise UserNotFoundError("the platform knows no email address of this user")
        return found.email
