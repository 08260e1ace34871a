"""The courses of an application in one environment, and how a call selects one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

from .._json_types import is_mapping
from ..errors import FieldIssue
from ..models.apps import ActivityCourseInput, AppConfig, AppCourse
from ..models.base import UNSET
from .configuration import is_url, merged
from .errors import CourseError, CourseFault

__all__ = ["AppEnvironment", "CatalogCourse", "CourseCatalog", "Selector"]

AppEnvironment: TypeAlias = Literal["staging", "production"]
Selector: TypeAlias = ActivityCourseInput | Mapping[str, Any]


@dataclass(frozen=True)
class CatalogCourse:
    """A course in one environment.

    Attributes:
        subject: Its subject.
        grade: Its grade level, if it has one.
        code: Its code, if it has one.
        id: Its OneRoster id; None if it does not exist there yet.
        sensor: The URL of the application that records its events; None if there is none.
        level: Its school level.
        launch_url: The address that launches it.
        metadata: Its metadata in wire names: defaults, then the course's, then the override's.
    """

    subject: str
    grade: int | None
    code: str | None
    id: str | None
    sensor: str | None
    level: str | None = None
    launch_url: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def name(self) -> str:
        """The course's name in events: its code, or else its subject and grade."""
        if self.code is not None:
            return self.code
        return self.subject if self.grade is None else f"{self.subject} G{self.grade}"

    @property
    def total_lessons(self) -> int:
        """The number of lessons that make up the course; 0 if the configuration does not say."""
        metrics = self.metadata.get("metrics")
        total = metrics.get("totalLessons") if is_mapping(metrics) else None
        return total if isinstance(total, int) else 0


class CourseCatalog:
    """The courses of a configuration in one environment.

    Args:
        config: The configuration.
        environment: The environment whose ids and overrides apply.

    Attributes:
        app_name: The name of the application.
        environment: The environment.
        all: The courses, in the order of the configuration.
    """

    def __init__(self, config: AppConfig, environment: AppEnvironment) -> None:
        self.app_name = config.name
        self.environment: AppEnvironment = environment
        self.all = [_in_environment(config, course, environment) for course in config.courses]

    def select(self, selector: Selector, path: str) -> CatalogCourse:
        """The course that a selector means, checked for everything that recording needs.

        Args:
            selector: Subject and grade, or the code, which takes precedence.
            path: The selector's place in your argument.

        Raises:
            CourseError: It matches no course or several, or the configuration lacks something that the course needs.
        """
        course = self.find(selector, path)
        if course.id is None:
            raise _fault(path, "no_id", f"the configuration has no id of this course for {self.environment}")
        if course.sensor is None:
            raise _fault(path, "no_sensor", "the configuration names no sensor for this course")
        if not is_url(course.sensor):
            raise _fault(path, "bad_sensor", "the sensor of this course must be an absolute URL")
        return course

    def find(self, selector: Selector, path: str) -> CatalogCourse:
        """The course that a selector means, whether or not it exists in the environment."""
        code, subject, grade = (_part(selector, name) for name in ("code", "subject", "grade"))
        if code is not None:
            found, given = [each for each in self.all if each.code == code], f"{path}.code"
        else:
            found = [each for each in self.all if (each.subject, each.grade) == (subject, grade)]
            given = path
        if not found:
            known = ", ".join(sorted({_words(each) for each in self.all}))
            raise _fault(given, "unknown", f"the configuration has no such course; it has {known}")
        if len(found) > 1:
            raise _fault(given, "ambiguous", f"fits {len(found)} courses of the configuration")
        return found[0]

    def by_id(self, course_id: str) -> CatalogCourse | None:
        """The course with an id in this environment."""
        return next((each for each in self.all if each.id == course_id), None)


def _part(selector: Selector, name: str) -> Any:
    value = selector.get(name) if is_mapping(selector) else getattr(selector, name)
    return None if value is UNSET else value


def _words(course: CatalogCourse) -> str:
    code = None if course.code is None else f"code {course.code!r}"
    place = None if course.grade is None else f"{course.subject} {course.grade}"
    return " with ".join(each for each in (place, code) if each is not None)


def _fault(path: str, fault: CourseFault, message: str) -> CourseError:
    return CourseError("the course cannot be used", [FieldIssue(path, message)], fault)


def _in_environment(config: AppConfig, course: AppCourse, environment: AppEnvironment) -> CatalogCourse:
    override = _set(getattr(_set(course.overrides), environment, UNSET))
    defaults = _set(config.defaults)
    ids = _set(course.ids)

    def first(name: str, *layers: object) -> Any:
        return next(
            (found for each in layers if (found := _set(getattr(each, name, UNSET))) is not None), None
        )

    launch_url = first("launch_url", override, course, config)
    return CatalogCourse(
        subject=course.subject,
        grade=_set(course.grade),
        code=_set(course.course_code),
        id=_set(getattr(ids, environment, UNSET)),
        sensor=first("sensor", override, course, config) or _host(launch_url),
        level=first("level", override, course, defaults),
        launch_url=launch_url,
        metadata=merged(*(_set(getattr(each, "metadata", UNSET)) for each in (defaults, course, override))),
    )


def _set(value: Any) -> Any:
    return None if value is UNSET else value


def _host(launch_url: str | None) -> str | None:
    """Scheme and host of an absolute URL."""
    if launch_url is None or not is_url(launch_url):
        return None
    parts = urlsplit(launch_url)
    return f"{parts.scheme}://{parts.netloc}"
