"""The routes for browsers, free of any framework: what comes in, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from .._json_types import NOT_JSON, is_mapping, is_object
from .._query.encode import to_wire
from ..errors import ConfigurationError, InvalidInputError, TimebackError
from ..models.apps import ActivityUserInput
from ..models.base import UNSET, InputModel, Model
from .errors import (
    AmbiguousUserError,
    CourseError,
    CourseFault,
    LessonTypeError,
    UserLookupError,
    UserNotFoundError,
)

if TYPE_CHECKING:
    from .identity.cookies import Cookie

__all__ = [
    "MAX_BODY",
    "RouteAnswer",
    "RouteRequest",
    "answer_of_error",
    "answered",
    "body_of",
    "content_of",
    "error_answer",
    "shown",
    "user_of",
]

MAX_BODY = 64 * 1024
_JSON = {"content-type": "application/json", "cache-control": "no-store"}
_COURSES: dict[CourseFault, tuple[int, str]] = {
    "unknown": (400, "UNKNOWN_COURSE"),
    "ambiguous": (500, "AMBIGUOUS_COURSE_SELECTOR"),
    "no_sensor": (500, "MISSING_SENSOR"),
    "bad_sensor": (500, "INVALID_SENSOR_URL"),
    "no_id": (503, "MISSING_SYNCED_COURSE_ID"),
}

I = TypeVar("I", bound=InputModel)  # noqa: E741


@dataclass(frozen=True)
class RouteRequest:
    """A request of a browser.

    Attributes:
        method: The HTTP method.
        path: The path below the place where the routes are mounted, such as `activity/submit`.
        headers: The headers, under lower-case names.
        body: The body, not more than a byte above `MAX_BODY` of it.
        url: The URL that was asked for, without its query.
        query: The parameters of the query.
        cookies: The cookies by name.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    url: str = ""
    query: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True)
class RouteAnswer:
    """An answer to a browser."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = field(default=b"", repr=False)
    cookies: Sequence[Cookie] = ()

    def set_cookies(self, response: Any) -> None:
        """Set its cookies on the response of a framework: all three have the same method for it."""
        for each in self.cookies:
            response.set_cookie(
                each.name,
                each.value,
                max_age=each.max_age,
                path="/",
                secure=each.secure,
                httponly=True,
                samesite="Lax",
            )


def answered(content: Any = None, status: int = 200) -> RouteAnswer:
    """An answer with JSON; 204 without content."""
    if content is None:
        return RouteAnswer(204)
    return RouteAnswer(status, _JSON, msgspec.json.encode(content))


def shown(record: Model) -> dict[str, Any]:
    """A record in the names of the wire, without what is not known."""
    return {name: value for name, value in record.to_dict("json").items() if value is not None}


def error_answer(
    status: int, code: str, message: str, details: Any = None, headers: Mapping[str, str] | None = None
) -> RouteAnswer:
    """An answer that says what went wrong."""
    error = {"code": code, "message": message}
    content = {"error": error if details is None else {**error, "details": details}}
    return RouteAnswer(status, {**_JSON, **(headers or {})}, msgspec.json.encode(content))


def body_of(request: RouteRequest, model: type[I]) -> I:
    """The body of a request, checked.

    Raises:
        InvalidInputError: Names every fault.
    """
    return msgspec.convert(to_wire(content_of(request), model), model)


def content_of(request: RouteRequest) -> dict[str, Any]:
    """The object in the body of a request."""
    try:
        content = msgspec.json.decode(request.body)
    except NOT_JSON:
        raise InvalidInputError("the body is not JSON") from None
    if not is_object(content):
        raise InvalidInputError("the body must be a JSON object")
    return content


def user_of(found: Any) -> ActivityUserInput | None:
    """The user whom an application's `get_user` names.

    Args:
        found: An email address, a mapping or an object with `email`, and `id` or `timeback_id` where it is known;
            None if nobody is signed in.
    """
    if not found:
        return None
    if isinstance(found, str):
        return ActivityUserInput(email=found)

    def part(*names: str) -> Any:
        values = (found.get(name) if is_mapping(found) else getattr(found, name, None) for name in names)
        return next((each for each in values if isinstance(each, str) and each), UNSET)

    user = ActivityUserInput(email=part("email"), timeback_id=part("timeback_id", "timebackId", "id"))
    return None if user.email is UNSET and user.timeback_id is UNSET else user


def answer_of_error(error: Exception, area: str) -> RouteAnswer:
    """The answer to a browser for an error.

    Args:
        error: The error.
        area: The first part of the path: `activity`, `lessons` or `user`.
    """
    if isinstance(error, CourseError):
        status, code = _COURSES[error.fault]
        return error_answer(status, code, _words(error), _details(error) if status == 400 else None)
    if isinstance(error, LessonTypeError):
        return error_answer(400, "LESSON_TYPE_MISMATCH", _words(error), _details(error))
    if isinstance(error, ConfigurationError):  # nothing that a browser did, or need know
        return error_answer(500, "INTERNAL_ERROR", "the application is not set up as it should be")
    if isinstance(error, InvalidInputError):
        return error_answer(400, "INVALID_PAYLOAD", _words(error), _details(error))
    if isinstance(error, UserLookupError):
        return _of_lookup(error, area)
    status = 500 if area == "lessons" or not isinstance(error, TimebackError) else 502
    message = str(error) if isinstance(error, TimebackError) else "the request could not be handled"
    return error_answer(status, "INTERNAL_ERROR", message)


def _of_lookup(error: UserLookupError, area: str) -> RouteAnswer:
    own = area == "user"
    if isinstance(error, AmbiguousUserError):
        return error_answer(409, "USER_AMBIGUOUS" if own else "USER_RESOLUTION_FAILED", str(error))
    if isinstance(error, UserNotFoundError):
        return error_answer(404, "USER_NOT_FOUND" if own else "USER_RESOLUTION_FAILED", str(error))
    return error_answer(
        502 if own else 404, "INTERNAL_ERROR" if own else "USER_RESOLUTION_FAILED", str(error)
    )


def _camel(path: str) -> str:
    """A field as browsers spell it."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), path)


def _words(error: InvalidInputError) -> str:
    told = "; ".join(f"{_camel(each.path)}: {each.message}" for each in error.issues)
    return told or str(error).removeprefix(f"{error.call}(): ")  # our own method means nothing to a browser


def _details(error: InvalidInputError) -> dict[str, str] | None:
    """The first fault, as browsers read it; the message names them all."""
    if not error.issues:
        return None
    first = error.issues[0]
    return {"field": _camel(first.path), "message": first.message}
