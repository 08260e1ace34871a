"""Operations on lesson plans: logged one by one, applied by a sync."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import field

from ..base import UNSET, Choice, InputModel, Model, Unset
from .enums import LessonPlanPosition, LessonPlanTargetType

__all__ = [
    "AddCustomResourceOperation",
    "AddCustomResourcePayload",
    "ChangeItemParentOperation",
    "ChangeItemParentPayload",
    "LessonPlanCourseSyncResult",
    "LessonPlanOperation",
    "LessonPlanOperationInput",
    "LessonPlanOperationResult",
    "LessonPlanSyncResult",
    "LessonPlanTarget",
    "MoveItemAfterOperation",
    "MoveItemBeforeOperation",
    "MoveItemPayload",
    "MoveItemRelativePayload",
    "MoveItemToEndOperation",
    "MoveItemToStartOperation",
    "Operation",
    "SetSkippedOperation",
    "SetSkippedPayload",
    "SyncOperationError",
    "SyncOperationResult",
]


class LessonPlanTarget(InputModel, kw_only=True):
    """What an operation is about: a component or a ComponentResource of the course, by sourcedId."""

    type: Choice[LessonPlanTargetType]
    id: str


class SetSkippedPayload(InputModel, kw_only=True):
    """An item, and whether it shall be skipped."""

    target: LessonPlanTarget
    value: bool


class SetSkippedOperation(InputModel, kw_only=True, tag_field="type", tag="set-skipped"):
    """Skip an item, or bring it back."""

    payload: SetSkippedPayload


class AddCustomResourcePayload(InputModel, kw_only=True):
    """A ComponentResource of any course, and the component that it shall stand in."""

    resource_id: str = field(name="resource_id")
    parent_component_id: str = field(name="parent_component_id")
    skipped: Unset[bool] = UNSET


class AddCustomResourceOperation(InputModel, kw_only=True, tag_field="type", tag="add-custom-resource"):
    """Add a resource of any course."""

    payload: AddCustomResourcePayload


class MoveItemRelativePayload(InputModel, kw_only=True):
    """An item, and the one that it shall stand beside."""

    target: LessonPlanTarget
    reference_id: str = field(name="reference_id")


class MoveItemBeforeOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-before"):
    """Move an item before another one."""

    payload: MoveItemRelativePayload


class MoveItemAfterOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-after"):
    """Move an item after another one."""

    payload: MoveItemRelativePayload


class MoveItemPayload(InputModel, kw_only=True):
    """The item to move."""

    target: LessonPlanTarget


class MoveItemToStartOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-to-start"):
    """Move an item to the start of its siblings."""

    payload: MoveItemPayload


class MoveItemToEndOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-to-end"):
    """Move an item to the end of its siblings."""

    payload: MoveItemPayload


class ChangeItemParentPayload(InputModel, kw_only=True):
    """An item, its new parent, and at which end of it."""

    target: LessonPlanTarget
    new_parent_id: str = field(name="new_parent_id")
    position: Unset[Choice[LessonPlanPosition]] = UNSET


class ChangeItemParentOperation(InputModel, kw_only=True, tag_field="type", tag="change-item-parent"):
    """Move an item into another component."""

    payload: ChangeItemParentPayload


Operation: TypeAlias = (
    SetSkippedOperation
    | AddCustomResourceOperation
    | MoveItemBeforeOperation
    | MoveItemAfterOperation
    | MoveItemToStartOperation
    | MoveItemToEndOperation
    | ChangeItemParentOperation
)


class LessonPlanOperationInput(InputModel, kw_only=True):
    """An operation to log, and why."""

    operation: Operation
    reason: Unset[str] = UNSET


class LessonPlanOperation(Model, kw_only=True):
    """A logged operation. Its kind and payload are kept as they were sent."""

    id: str
    type: str
    payload: Any | None = None
    reason: str | None = None
    created_at: str
    sequence_number: int
    created_by: str | None = None


class LessonPlanOperationResult(Model, kw_only=True):
    """The id of an operation that was logged."""

    success: bool
    message: str | None = None
    operation_id: str | None = None


class SyncOperationError(Model, kw_only=True):
    """Why an operation could not be applied."""

    message: str


class SyncOperationResult(Model, kw_only=True):
    """Whether one operation could be applied."""

    success: bool
    errors: list[SyncOperationError] | None = None


class LessonPlanSyncResult(Model, kw_only=True):
    """What applying the operations came to, one result for each."""

    success: bool
    message: str | None = None
    operation_count: int
    operation_results: list[SyncOperationResult]


class LessonPlanCourseSyncResult(Model, kw_only=True):
    """The plans that were made anew."""

    lesson_plans_affected: list[str]
