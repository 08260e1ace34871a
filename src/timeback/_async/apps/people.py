"""The people who use an application, found by their email addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..._apps.errors import AmbiguousUserError, UserNotFoundError
from ..._apps.people import full_name, goals_of, highest_grade, school_of
from ...edubridge import aggregate_activity_metrics, check_timezone
from ...errors import InvalidInputError, NotFoundError
from ...models.apps import ProfileCourse, ProfileSchool, ProfileXp, UserProfile, VerifiedUser
from ...models.oneroster import User
from .services import AsyncAppServices

if TYPE_CHECKING:
    from ..._apps.state import AppState

__all__ = ["AsyncAppUser", "AsyncAppUsers", "async_known_user"]

_BEGINNING = "2000-01-01"


class AsyncAppUsers:
    """The users of the platform, as an application knows them: by email address."""

    def __init__(self, services: AsyncAppServices) -> None:
        self._services = services

    async def by_email(self, email: str) -> User:
        """Fetch the user who has an email address.

        Args:
            email: The address, as the platform spells it.

        Raises:
            InvalidInputError: The address is blank; nothing was sent.
            UserNotFoundError: Nobody has it.
            AmbiguousUserError: Several users have it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {rostering}/users`.
        """
        if not email.strip():
            raise InvalidInputError.of("email", "must not be blank")
        found = await self._services.oneroster.users.list(where={"email": email.strip()}, limit=2)
        if not found:
            raise UserNotFoundError("no user of the platform has this email address")
        if len(found) > 1:
            raise AmbiguousUserError("several users of the platform have this email address")
        return found[0]


async def async_known_user(services: AsyncAppServices, user_id: str) -> User:
    """Fetch the user who has an id.

    Raises:
        UserNotFoundError: Nobody has it.
        APIError: Any other failure of the request; see `timeback.errors`.
    """
    try:
        return await services.oneroster.users.get(user_id)
    except NotFoundError:
        raise UserNotFoundError("no user of the platform has this id") from None


class AsyncAppUser:
    """The user of an application: whether the platform knows them, and their profile."""

    def __init__(self, services: AsyncAppServices, state: AppState) -> None:
        self._services, self._state = services, state

    async def verify(self, email: str) -> VerifiedUser:
        """Ask whether the platform knows an email address.

        Args:
            email: The address, as the platform spells it.

        Raises:
            InvalidInputError: The address is blank; nothing was sent.
            AmbiguousUserError: Several users have it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {rostering}/users`.
        """
        try:
            user = await AsyncAppUsers(self._services).by_email(email)
        except UserNotFoundError:
            return VerifiedUser(verified=False)
        return VerifiedUser(verified=True, timeback_id=user.sourced_id)

    async def get_profile(self, email: str, *, timezone: str | None = None) -> UserProfile:
        """Fetch a user with school, grade, courses, goals and XP.

        Args:
            email: The address, as the platform spells it.
            timezone: The IANA name of the school's time zone, for "today"; UTC by default.

        Raises:
            InvalidInputError: The address is blank, or the zone unknown; nothing was sent.
            UserNotFoundError: Nobody has the address.
            AmbiguousUserError: Several users have it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {rostering}/users`, EduBridge's enrollments of the user, and its analytics of their activity.
        """
        check_timezone(timezone)
        user = await AsyncAppUsers(self._services).by_email(email)
        enrollments = list(await self._services.edubridge.enrollments.list(user_id=user.sourced_id))
        courses = [
            ProfileCourse(id=each.course.id, code=self._code(each.course.id), name=each.course.title)
            for each in enrollments
        ]
        return UserProfile(
            id=user.sourced_id,
            email=user.email or email.strip(),
            name=full_name(user),
            school=await self._school(user),
            grade=highest_grade(user.grades),
            courses=courses or None,
            goals=goals_of(each.metadata for each in enrollments),
            xp=await self._xp(user.sourced_id, timezone),
        )

    def _code(self, course_id: str) -> str:
        course = self._state.known_course(course_id)
        return (course.code if course is not None else None) or course_id

    async def _school(self, user: User) -> ProfileSchool | None:
        found = school_of(user)
        if found is None:
            return None
        school_id, name = found
        if name is None:
            try:
                name = (await self._services.oneroster.orgs.get(school_id)).name
            except NotFoundError:
                name = None
        return ProfileSchool(id=school_id, name=name or school_id)

    async def _xp(self, user_id: str, timezone: str | None) -> ProfileXp:
        today = datetime.now(check_timezone(timezone)).date()
        days: dict[str, str | date] = {"today": today, "all": _BEGINNING}
        activity = {
            name: await self._services.edubridge.analytics.get_activity(
                student_id=user_id, start_date=first, end_date=today, timezone=timezone
            )
            for name, first in days.items()
        }
        earned = {name: aggregate_activity_metrics(each.facts).total_xp for name, each in activity.items()}
        return ProfileXp(today=earned["today"], all=earned["all"])
