"""The errors that are an application's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from ..errors import APIStatusError, ConfigurationError, FieldIssue, InvalidInputError, TimebackError

__all__ = [
    "AmbiguousUserError",
    "ConfigValidationError",
    "CourseError",
    "CourseFault",
    "LessonTypeError",
    "UserLookupError",
    "UserNotFoundError",
    "words_of",
]

CourseFault: TypeAlias = Literal["unknown", "ambiguous", "no_sensor", "bad_sensor", "no_id"]
"""Why a course of the configuration cannot be used."""


class ConfigValidationError(InvalidInputError, ConfigurationError):
    """The configuration of an application is not valid; `issues` names every error with its path."""

    def __init__(self, message: str, issues: Sequence[FieldIssue] = ()) -> None:
        super().__init__(message, issues)
        if self.issues:  # all of them, below the name of the file
            lines = (f"{issue.path}: {issue.message}" for issue in self.issues)
            self.args = ("\n  ".join([message, *lines]),)


class CourseError(InvalidInputError):
    """The requested course cannot be used; nothing was sent.

    Attributes:
        fault: `"unknown"` or `"ambiguous"`: the selector matches no course, or several. `"no_sensor"`,
            `"bad_sensor"`, `"no_id"`: the configuration lacks what is needed for the environment.
    """

    def __init__(
        self, message: str, issues: Sequence[FieldIssue] = (), fault: CourseFault = "unknown"
    ) -> None:
        super().__init__(message, issues)
        self.fault: CourseFault = fault


class LessonTypeError(InvalidInputError):
    """The lesson is not of the kind that you named; it was not changed."""


class UserLookupError(TimebackError):
    """An email address does not identify exactly one user."""


class UserNotFoundError(UserLookupError):
    """No user of the platform has the email address, or the id."""


class AmbiguousUserError(UserLookupError):
    """Several users of the platform have the email address."""


def words_of(error: Exception) -> str:
    """An error as a log may have it: a server's words may hold personal data."""
    status = f" {error.status}" if isinstance(error, APIStatusError) else ""
    return f"{type(error).__name__}{status}"
