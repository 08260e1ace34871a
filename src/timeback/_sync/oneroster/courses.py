# Generated from src/timeback/_async/oneroster/courses.py by setup_unasync.py; do not edit.
"""Courses; one course's classes."""

from __future__ import annotations

from ...models.oneroster import Class, Course, CourseInput
from ..resource import Listing
from .collection import Collection, Scope

__all__ = ["Courses"]


class Courses(
    Collection[Course, CourseInput, CourseInput],
    path="{rostering}/courses",
    one="course",
    many="courses",
):
    """Courses: what is taught, whoever teaches it."""

    def __call__(self, course_id: str) -> CourseScope:
        """One course, and what belongs to it."""
        return CourseScope(self, course_id=course_id)


class CourseScope(Scope[Course]):
    """One course."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes of the course: `GET {rostering}/courses/{courseId}/classes`."""
        return self._listing(Class, "{rostering}/courses/{course_id}/classes", "classes")
