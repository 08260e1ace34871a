"""Courses; one course's classes."""

from __future__ import annotations

from ...models.oneroster import Class, Course, CourseInput
from ..resource import AsyncListing
from .collection import AsyncCollection, AsyncScope

__all__ = ["AsyncCourses"]


class AsyncCourses(
    AsyncCollection[Course, CourseInput, CourseInput],
    path="{rostering}/courses",
    one="course",
    many="courses",
):
    """Courses: what is taught, whoever teaches it."""

    def __call__(self, course_id: str) -> AsyncCourseScope:
        """One course, and what belongs to it."""
        return AsyncCourseScope(self, course_id=course_id)


class AsyncCourseScope(AsyncScope[Course]):
    """One course."""

    @property
    def classes(self) -> AsyncListing[Class]:
        """Classes of the course: `GET {rostering}/courses/{courseId}/classes`."""
        return self._listing(Class, "{rostering}/courses/{course_id}/classes", "classes")
