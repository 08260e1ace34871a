# Generated from src/timeback/_async/oneroster/courses.py by setup_unasync.py; do not edit.
"""Courses, their components and the resources in them; what belongs to one course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.oneroster import (
    Class,
    ComponentResource,
    Course,
    CourseComponent,
    CourseStructureInput,
    CreateResult,
    Resource,
    bodies,
)
from ..listing import Listing, PartialListing
from .entities import (
    ComponentResourceCollection,
    ComponentResourceEntityScope,
    CourseCollection,
    CourseComponentCollection,
    CourseComponentEntityScope,
    CourseEntityScope,
)

__all__ = ["ComponentResources", "CourseComponents", "Courses"]


class CourseComponents(
    CourseComponentCollection,
    path="{rostering}/courses/components",
    one="courseComponent",
    many="courseComponents",
    reads_as={"courseComponent": "parent"},
):
    """Components of courses: units and lessons, in a tree by `parent`."""

    def __call__(self, component_id: str) -> CourseComponentScope:
        """One component."""
        return CourseComponentScope(self, component_id=component_id)

    def get(self, component_id: str, *, fields: Sequence[str] | None = None) -> CourseComponent:
        """Fetch one component: `GET {rostering}/courses/components/{componentId}`."""
        return super().get(component_id, fields=fields)

    def exists(self, component_id: str) -> bool:
        """Whether there is a component with this id: `HEAD {rostering}/courses/components/{componentId}`."""
        return super().exists(component_id)

    def delete(self, component_id: str) -> None:
        """Delete a component: `DELETE {rostering}/courses/components/{componentId}`."""
        super().delete(component_id)


class ComponentResources(
    ComponentResourceCollection,
    path="{rostering}/courses/component-resources",
    one="componentResource",
    many="componentResources",
):
    """Resources at their places in course components."""

    def __call__(self, component_resource_id: str) -> ComponentResourceScope:
        """One resource at its place."""
        return ComponentResourceScope(self, component_resource_id=component_resource_id)

    def get(
        self, component_resource_id: str, *, fields: Sequence[str] | None = None
    ) -> ComponentResource:
        """Fetch one component resource: `GET {rostering}/courses/component-resources/{componentResourceId}`."""
        return super().get(component_resource_id, fields=fields)

    def exists(self, component_resource_id: str) -> bool:
        """Whether there is one: `HEAD {rostering}/courses/component-resources/{componentResourceId}`."""
        return super().exists(component_resource_id)

    def delete(self, component_resource_id: str) -> None:
        """Delete a component resource: `DELETE {rostering}/courses/component-resources/{componentResourceId}`."""
        super().delete(component_resource_id)


class Courses(
    CourseCollection,
    path="{rostering}/courses",
    one="course",
    many="courses",
):
    """Courses: what is taught, whoever teaches it."""

    def __call__(self, course_id: str) -> CourseScope:
        """One course, and what belongs to it."""
        return CourseScope(self, course_id=course_id)

    def get(self, course_id: str, *, fields: Sequence[str] | None = None) -> Course:
        """Fetch one course: `GET {rostering}/courses/{courseId}`."""
        return super().get(course_id, fields=fields)

    def exists(self, course_id: str) -> bool:
        """Whether there is a course with this id: `HEAD {rostering}/courses/{courseId}`."""
        return super().exists(course_id)

    def delete(self, course_id: str) -> None:
        """Delete a course: `DELETE {rostering}/courses/{courseId}`."""
        super().delete(course_id)

    @property
    def components(self) -> CourseComponents:
        """Components of all courses."""
        return CourseComponents(self._channel)

    @property
    def component_resources(self) -> ComponentResources:
        """Resources in the components of all courses."""
        return ComponentResources(self._channel)

    def create_structure(
        self,
        data: CourseStructureInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CourseStructureFields],
    ) -> CreateResult:
        """Build a course with components and resources from QTI tests.

        Calls `POST {rostering}/courses/structure`.
        """
        body = to_wire(given(data, fields), CourseStructureInput)
        return self._channel.one("POST", "{rostering}/courses/structure", {}, CreateResult, json=body)


class CourseScope(CourseEntityScope):
    """One course."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes of the course: `GET {rostering}/courses/{courseId}/classes`."""
        return self._listing(Class, "{rostering}/courses/{course_id}/classes", "classes")

    @property
    def components(self) -> ComponentsOfCourse:
        """Components of the course: `GET {rostering}/courses/components` with a filter for the course.

        LEARNWITH_AI has no such filter, so listing raises `InvalidInputError` there.
        """
        return ComponentsOfCourse(
            self._channel,
            CourseComponent,
            "{rostering}/courses/components",
            "courseComponents",
            condition={"course.sourcedId": self._id},
        )

    @property
    def resources(self) -> Listing[Resource]:
        """Resources of the course: `GET {resources}/resources/courses/{courseId}/resources`."""
        return self._listing(Resource, "{resources}/resources/courses/{course_id}/resources", "resources")


class CourseComponentScope(CourseComponentEntityScope):
    """One course component."""


class ComponentResourceScope(ComponentResourceEntityScope):
    """One component resource."""


class ComponentsOfCourse(PartialListing[CourseComponent]):
    """Components of one course."""
