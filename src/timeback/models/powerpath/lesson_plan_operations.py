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
    """The target of an operation: a component or a ComponentResource of the course, by sourcedId."""

    type: Choice[LessonPlanTargetType]
    """Kind of item: a component or a resource."""
    id: str
    """OneRoster id of the course's component or component resource; the plan's own item ids change."""


class SetSkippedPayload(InputModel, kw_only=True):
    """An item, and whether to skip it."""

    target: LessonPlanTarget
    """Item to skip or to bring back."""
    value: bool
    """Whether to hide it from the student."""


class SetSkippedOperation(InputModel, kw_only=True, tag_field="type", tag="set-skipped"):
    """Skip an item, or bring it back."""

    payload: SetSkippedPayload
    """Item, and whether to skip it."""


class AddCustomResourcePayload(InputModel, kw_only=True):
    """A ComponentResource of any course, and the component to put it in."""

    resource_id: str = field(name="resource_id")
    """OneRoster id of an active component resource of any course."""
    parent_component_id: str = field(name="parent_component_id")
    """OneRoster id of the component to put it in."""
    skipped: Unset[bool] = UNSET
    """Whether to add it out of the student's sight; left out, no."""


class AddCustomResourceOperation(InputModel, kw_only=True, tag_field="type", tag="add-custom-resource"):
    """Add a resource of any course."""

    payload: AddCustomResourcePayload
    """Resource to add, and its place."""


class MoveItemRelativePayload(InputModel, kw_only=True):
    """An item, and the one to put it next to."""

    target: LessonPlanTarget
    """Component or resource to put elsewhere."""
    reference_id: str = field(name="reference_id")
    """OneRoster id of the item to put it next to."""


class MoveItemBeforeOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-before"):
    """Move an item before another one."""

    payload: MoveItemRelativePayload
    """Item to move, and the one to put it before."""


class MoveItemAfterOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-after"):
    """Move an item after another one."""

    payload: MoveItemRelativePayload
    """Item to move, and the one to put it after."""


class MoveItemPayload(InputModel, kw_only=True):
    """The item to move."""

    target: LessonPlanTarget
    """Component or resource to put elsewhere."""


class MoveItemToStartOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-to-start"):
    """Move an item to the start of its siblings."""

    payload: MoveItemPayload
    """Component or resource that is to come first among its siblings."""


class MoveItemToEndOperation(InputModel, kw_only=True, tag_field="type", tag="move-item-to-end"):
    """Move an item to the end of its siblings."""

    payload: MoveItemPayload
    """Component or resource that is to come last among its siblings."""


class ChangeItemParentPayload(InputModel, kw_only=True):
    """An item, its new parent, and at which end to put it."""

    target: LessonPlanTarget
    """Item to move."""
    new_parent_id: str = field(name="new_parent_id")
    """OneRoster id of the component to move it into."""
    position: Unset[Choice[LessonPlanPosition]] = UNSET
    """Place there: `start` or `end`; left out, the end."""


class ChangeItemParentOperation(InputModel, kw_only=True, tag_field="type", tag="change-item-parent"):
    """Move an item into another component."""

    payload: ChangeItemParentPayload
    """Item to move, and the component to move it into."""


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
    """Operation to log; the plan changes with the next sync."""
    reason: Unset[str] = UNSET
    """Note for people on why it was done."""


class LessonPlanOperation(Model, kw_only=True):
    """A logged operation. Its kind and payload are kept as they were sent."""

    id: str
    """Identifier of the operation in the log."""
    type: str
    """Kind of operation, such as `set-skipped`."""
    payload: Any | None = None
    """Body of the operation, as it was sent."""
    reason: str | None = None
    """Note for people on why it was done; None if there is none."""
    created_at: str
    """Time when it was logged, as ISO text."""
    sequence_number: int
    """Place in the log; operations are applied in this order."""
    created_by: str | None = None
    """Identifier of whoever logged it; None if not recorded."""


class LessonPlanOperationResult(Model, kw_only=True):
    """The id of an operation that was logged."""

    success: bool
    """Whether the operation was logged."""
    message: str | None = None
    """The server's words, meant for people; None if there are none."""
    operation_id: str | None = None
    """Identifier of the operation in the log; None if it was not logged."""


class SyncOperationError(Model, kw_only=True):
    """The reason why an operation could not be applied."""

    message: str
    """The server's words about the operation."""


class SyncOperationResult(Model, kw_only=True):
    """The outcome of one operation."""

    success: bool
    """Whether the operation was applied; one whose target is missing is skipped."""
    errors: list[SyncOperationError] | None = None
    """Reasons why it was not; None if it was."""


class LessonPlanSyncResult(Model, kw_only=True):
    """The outcome of applying operations, one result for each."""

    success: bool
    """Whether the operations were worked through."""
    message: str | None = None
    """The server's words, meant for people; None if there are none."""
    operation_count: int
    """Number of operations worked through."""
    operation_results: list[SyncOperationResult]
    """Outcome of each operation, in the order of the log."""


class LessonPlanCourseSyncResult(Model, kw_only=True):
    """The plans that were rebuilt."""

    lesson_plans_affected: list[str]
    """Identifiers of the plans that were rebuilt."""
