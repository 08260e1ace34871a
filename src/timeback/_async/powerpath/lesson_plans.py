"""Lesson plans: what a student works through in a course, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

import msgspec

from ..._http.messages import Response
from ..._query.encode import to_wire
from ..._query.given import given
from ...models.base import Model
from ...models.powerpath import (
    CourseProgress,
    LegacyLessonPlanItemInput,
    LessonPlanCourseSyncResult,
    LessonPlanCreateInput,
    LessonPlanCreateResult,
    LessonPlanOperation,
    LessonPlanOperationInput,
    LessonPlanOperationResult,
    LessonPlanStructure,
    LessonPlanStructureNode,
    LessonPlanStructureResult,
    LessonPlanSyncResult,
    LessonPlanTreeResult,
    StartTestOutInput,
    StartTestOutResult,
    UpdateStudentItemResponseInput,
    UpdateStudentItemResponseResult,
    bodies,
)
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncLessonPlans"]

_OPERATIONS = "{base}/lessonPlans/{lesson_plan_id}/operations"


class _Nested(Model, kw_only=True):
    """A structure in one envelope more, or not: the API's two descriptions differ."""

    lesson_plan: LessonPlanStructure | None = None
    id: str = ""
    course_id: str = ""
    course_title: str = ""
    structure: list[LessonPlanStructureNode] = msgspec.field(default_factory=list[LessonPlanStructureNode])


class AsyncLessonPlans(AsyncAPIResource):
    """Lesson plans: what a student works through in a course, and in which order.

    A plan is made from its course. Operations on it are first logged, then applied by `operations.sync`; `recreate`
    rebuilds the plan and applies the whole log. Operations refer to parts of the course by sourcedId, not to item ids.
    """

    def __call__(self, lesson_plan_id: str) -> AsyncLessonPlanScope:
        """One plan, and the log of operations on it."""
        return AsyncLessonPlanScope(self._channel, {"lesson_plan_id": lesson_plan_id})

    async def create(
        self,
        data: LessonPlanCreateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LessonPlanCreateFields],
    ) -> LessonPlanCreateResult:
        """Create a student's plan for a course; if there is one already, get its id.

        Raises:
            NotFoundError: The course, user or class is unknown.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/lessonPlans/`.
        """
        body = to_wire(given(data, fields), LessonPlanCreateInput)
        return await self._one("POST", "{base}/lessonPlans/", LessonPlanCreateResult, json=body)

    async def get(self, *, course_id: str, user_id: str) -> LessonPlanTreeResult:
        """Fetch a student's plan for a course, without the skipped items.

        Raises:
            NotFoundError: There is none.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/lessonPlans/{courseId}/{userId}`.
        """
        return await self._one(
            "GET",
            "{base}/lessonPlans/{course_id}/{user_id}",
            LessonPlanTreeResult,
            "lessonPlan",
            course_id=course_id,
            user_id=user_id,
        )

    async def delete_all(self, course_id: str) -> None:
        """Delete every student's plan for a course.

        Calls `DELETE {base}/lessonPlans/{courseId}/deleteAll`.
        """
        await self._send("DELETE", "{base}/lessonPlans/{course_id}/deleteAll", course_id=course_id)

    async def sync_course(self, course_id: str) -> LessonPlanCourseSyncResult:
        """Rebuild every plan of a course from the course and its log; this can be slow.

        Calls `POST {base}/lessonPlans/course/{courseId}/sync`.
        """
        path = "{base}/lessonPlans/course/{course_id}/sync"
        return await self._one("POST", path, LessonPlanCourseSyncResult, course_id=course_id)

    async def recreate(self, lesson_plan_id: str) -> LessonPlanSyncResult:
        """Drop a plan's items, build it from the course and apply its whole log. Item ids change.

        Calls `POST {base}/lessonPlans/{lessonPlanId}/recreate`.
        """
        path = "{base}/lessonPlans/{lesson_plan_id}/recreate"
        return await self._one("POST", path, LessonPlanSyncResult, lesson_plan_id=lesson_plan_id)

    async def get_course_progress(
        self, *, course_id: str, student_id: str, lesson_id: str | None = None
    ) -> CourseProgress:
        """Fetch a student's results in a course.

        Args:
            course_id: The course.
            student_id: The student.
            lesson_id: Only those of one lesson; older servers do not know this.

        Calls `GET {base}/lessonPlans/getCourseProgress/{courseId}/student/{studentId}`.
        """
        return await self._one(
            "GET",
            "{base}/lessonPlans/getCourseProgress/{course_id}/student/{student_id}",
            CourseProgress,
            query={"lessonId": lesson_id},
            course_id=course_id,
            student_id=student_id,
        )

    async def get_tree(self, lesson_plan_id: str) -> LessonPlanTreeResult:
        """Fetch a plan by its id, without the skipped items.

        Calls `GET {base}/lessonPlans/tree/{lessonPlanId}`.
        """
        path = "{base}/lessonPlans/tree/{lesson_plan_id}"
        return await self._one("GET", path, LessonPlanTreeResult, "lessonPlan", lesson_plan_id=lesson_plan_id)

    async def get_structure(self, lesson_plan_id: str) -> LessonPlanStructureResult:
        """Fetch the light view of a plan, with the skipped items.

        Calls `GET {base}/lessonPlans/tree/{lessonPlanId}/structure`.
        """
        path = "{base}/lessonPlans/tree/{lesson_plan_id}/structure"
        found = await self._one("GET", path, _Nested, "lessonPlan", lesson_plan_id=lesson_plan_id)
        return LessonPlanStructureResult(
            lesson_plan=found.lesson_plan
            or LessonPlanStructure(
                id=found.id,
                course_id=found.course_id,
                course_title=found.course_title,
                structure=found.structure,
            )
        )

    async def update_student_item_response(
        self,
        data: UpdateStudentItemResponseInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UpdateStudentItemResponseFields],
    ) -> UpdateStudentItemResponseResult:
        """Store a student's result for a resource of a course.

        Calls `POST {base}/lessonPlans/updateStudentItemResponse`.
        """
        body = to_wire(given(data, fields), UpdateStudentItemResponseInput)
        path = "{base}/lessonPlans/updateStudentItemResponse"
        return await self._one("POST", path, UpdateStudentItemResponseResult, json=body)

    async def start_test_out(
        self,
        data: StartTestOutInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StartTestOutFields],
    ) -> StartTestOutResult:
        """Assign the test-out of a course, or get the one in progress; continue with
        `assessments.assign_external_test`.

        Only one description of the API has this call, so a server may lack it.

        Raises:
            BadRequestError: The student may not test out of the course.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/lessonPlans/startTestOut`.
        """
        body = to_wire(given(data, fields), StartTestOutInput)
        return await self._one("POST", "{base}/lessonPlans/startTestOut", StartTestOutResult, json=body)

    async def delete(self, lesson_plan_id: str) -> None:
        """Delete a plan. No description of the API has this call, so a server may lack it.

        Calls `DELETE {base}/lessonPlans/{lessonPlanId}`.
        """
        await self._send("DELETE", "{base}/lessonPlans/{lesson_plan_id}", lesson_plan_id=lesson_plan_id)

    async def update_item(
        self,
        item_id: str,
        data: LegacyLessonPlanItemInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LegacyLessonPlanItemFields],
    ) -> Any:
        """Change an item directly. Deprecated: `recreate` loses it; log an operation instead.

        Returns:
            The server's answer, whose format is not documented.

        Calls `PATCH {base}/lessonPlans/items/{itemId}`.
        """
        body = to_wire(given(data, fields), LegacyLessonPlanItemInput)
        return _body(
            await self._send("PATCH", "{base}/lessonPlans/items/{item_id}", json=body, item_id=item_id)
        )

    async def delete_item(self, item_id: str) -> None:
        """Remove an item directly. Deprecated: log a `set-skipped` operation instead.

        Calls `DELETE {base}/lessonPlans/items/{itemId}`.
        """
        await self._send("DELETE", "{base}/lessonPlans/items/{item_id}", item_id=item_id)

    async def add_component(
        self, lesson_plan_id: str, data: Mapping[str, Any] | None = None, /, **fields: Any
    ) -> Any:
        """Add a component directly. Deprecated; neither body nor answer is documented.

        Calls `POST {base}/lessonPlans/{lessonPlanId}/component`.
        """
        path = "{base}/lessonPlans/{lesson_plan_id}/component"
        return _body(
            await self._send("POST", path, json=dict(given(data, fields)), lesson_plan_id=lesson_plan_id)
        )

    async def add_resource(
        self, lesson_plan_id: str, data: Mapping[str, Any] | None = None, /, **fields: Any
    ) -> Any:
        """Add a resource directly. Deprecated: log an `add-custom-resource` operation instead.

        Neither body nor answer is documented.

        Calls `POST {base}/lessonPlans/{lessonPlanId}/resource`.
        """
        path = "{base}/lessonPlans/{lesson_plan_id}/resource"
        return _body(
            await self._send("POST", path, json=dict(given(data, fields)), lesson_plan_id=lesson_plan_id)
        )


class AsyncLessonPlanScope(AsyncAPIResource):
    """One lesson plan."""

    @property
    def operations(self) -> AsyncLessonPlanOperations:
        """The log of operations on the plan, oldest first."""
        return AsyncLessonPlanOperations(
            self._channel, LessonPlanOperation, _OPERATIONS, "operations", params=self._params
        )

    async def delete(self) -> None:
        """Delete the plan; see `delete()` of its collection."""
        await AsyncLessonPlans(self._channel).delete(self._params["lesson_plan_id"])


class AsyncLessonPlanOperations(AsyncUnpaged[LessonPlanOperation]):
    """The log of operations on a plan, oldest first."""

    async def create(
        self,
        data: LessonPlanOperationInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LessonPlanOperationFields],
    ) -> LessonPlanOperationResult:
        """Log one operation; the plan does not change before `sync()`.

        Args:
            data: The operation.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/lessonPlans/{lessonPlanId}/operations`.
        """
        body = to_wire(given(data, fields), LessonPlanOperationInput)
        return await self._one("POST", _OPERATIONS, LessonPlanOperationResult, json=body)

    async def sync(self) -> LessonPlanSyncResult:
        """Apply the operations that are not applied yet, in the order in which they were logged.

        Calls `POST {base}/lessonPlans/{lessonPlanId}/operations/sync`.
        """
        return await self._one("POST", f"{_OPERATIONS}/sync", LessonPlanSyncResult)


def _body(response: Response) -> Any:
    """A body that no description knows, decoded; None if there is none."""
    return response.json() if response.content else None
