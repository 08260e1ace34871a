"""Learning resources, and what the metadata of each kind of them hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import field

from ..base import UNSET, Choice, InputModel, MetadataInput, OpenMetadata, Unset
from .common import Entity, EntityInput
from .enums import (
    CourseMaterialSubType,
    Difficulty,
    Grade,
    QtiSubType,
    QuestionType,
    ResourceType,
    RoleType,
    Status,
    Subject,
)
from .gradebook import LearningObjectiveSetItem

__all__ = [
    "AssessmentBankMetadata",
    "AudioMetadata",
    "CourseMaterialMetadata",
    "FailFast",
    "FailFastCamel",
    "InteractiveMetadata",
    "QtiMetadata",
    "Resource",
    "ResourceInput",
    "ResourceMetadata",
    "ResourceUpdateInput",
    "TextMetadata",
    "VideoMetadata",
    "VisualMetadata",
]


class FailFast(OpenMetadata, kw_only=True):
    """The conditions under which a student who makes no progress is sent on. In snake case on the wire."""

    consecutive_failures: int | None = field(default=None, name="consecutive_failures")
    stagnation_limit: int | None = field(default=None, name="stagnation_limit")


class FailFastCamel(OpenMetadata, kw_only=True):
    """`FailFast` as the metadata of interactive resources spell it: in camel case."""

    consecutive_failures: int | None = None
    stagnation_limit: int | None = None


class _CommonMetadata(OpenMetadata, kw_only=True):
    subject: Subject | None = None
    grades: list[Grade] | None = None
    language: str | None = None
    xp: int | float | None = None
    url: str | None = None
    keywords: list[str] | None = None
    learning_objective_set: list[LearningObjectiveSetItem] | None = None
    lesson_type: str | None = None


# A factory, because a plain default would be left out of the body.
def _kind(kind: ResourceType) -> Any:
    return field(default_factory=lambda: kind)


class ResourceMetadata(_CommonMetadata, kw_only=True):
    """The keys that metadata of every kind may have; see `Resource.typed_metadata` for those of its kind."""

    type: ResourceType | None = None
    fail_fast: FailFast | None = field(default=None, name="fail_fast")


class QtiMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a QTI test, question, stimulus or test bank. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.QTI)
    sub_type: QtiSubType
    question_type: QuestionType | None = None
    difficulty: Difficulty | None = None


class TextMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a text. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.TEXT)
    format: str
    author: str | None = None
    page_count: int | float | None = None


class AudioMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a sound recording; `duration` is `HH:MM:SS`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.AUDIO)
    format: str
    duration: str | None = None
    speaker: str | None = None


class VideoMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a video; `duration` is `HH:MM:SS`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.VIDEO)
    format: str
    duration: str | None = None
    captions_available: bool | None = None


class InteractiveMetadata(_CommonMetadata, kw_only=True):
    """Metadata of something to launch in a tool. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.INTERACTIVE)
    launch_url: str | None = None
    tool_provider: str | None = None
    instructional_method: str | None = None
    course_id_on_fail: str | None = None
    fail_fast: FailFastCamel | None = None


class VisualMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a picture; `resolution` is such as `1920x1080`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.VISUAL)
    format: str
    resolution: str | None = None


class CourseMaterialMetadata(_CommonMetadata, kw_only=True):
    """Metadata of material for a unit or course. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.COURSE_MATERIAL)
    sub_type: CourseMaterialSubType
    format: str
    author: str | None = None
    instructional_method: str | None = None


class AssessmentBankMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a bank of assessments: the ids of its resources. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.ASSESSMENT_BANK)
    resources: list[str]


AnyMetadata: TypeAlias = (
    ResourceMetadata
    | QtiMetadata
    | TextMetadata
    | AudioMetadata
    | VideoMetadata
    | InteractiveMetadata
    | VisualMetadata
    | CourseMaterialMetadata
    | AssessmentBankMetadata
)

_KINDS: dict[str, type[AnyMetadata]] = {
    ResourceType.QTI: QtiMetadata,
    ResourceType.TEXT: TextMetadata,
    ResourceType.AUDIO: AudioMetadata,
    ResourceType.VIDEO: VideoMetadata,
    ResourceType.INTERACTIVE: InteractiveMetadata,
    ResourceType.VISUAL: VisualMetadata,
    ResourceType.COURSE_MATERIAL: CourseMaterialMetadata,
    ResourceType.ASSESSMENT_BANK: AssessmentBankMetadata,
}

if TYPE_CHECKING:
    _Metadata: TypeAlias = MetadataInput[AnyMetadata]
else:
    _Metadata = MetadataInput[AnyMetadata]


class Resource(Entity, kw_only=True):
    """Something to learn from or with, at a vendor."""

    title: str
    roles: list[RoleType] | None = None
    importance: RoleType | None = None
    vendor_resource_id: str
    vendor_id: str | None = None
    application_id: str | None = None

    @property
    def typed_metadata(self) -> AnyMetadata:
        """The documented keys of `metadata`, in the class that its `type` names.

        `ResourceMetadata` where it names none that is known.

        Raises:
            msgspec.ValidationError: A key has another type than documented, or a required one is missing.
        """
        kind = (self.metadata or {}).get("type")
        model = _KINDS.get(kind, ResourceMetadata) if isinstance(kind, str) else ResourceMetadata
        return model.read(self.metadata)


class ResourceInput(EntityInput, kw_only=True):
    """A resource to create. Without `sourced_id` the server allocates one."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[_Metadata | None] = UNSET
    title: str
    roles: Unset[list[Choice[RoleType]]] = UNSET
    importance: Unset[Choice[RoleType]] = UNSET
    vendor_resource_id: str
    vendor_id: Unset[str | None] = UNSET
    application_id: Unset[str | None] = UNSET


class ResourceUpdateInput(InputModel, kw_only=True):
    """Changes to a resource: an update of a resource is partial, what is left out stays as it is."""

    metadata: Unset[_Metadata | None] = UNSET
    title: Unset[str] = UNSET
    roles: Unset[list[Choice[RoleType]]] = UNSET
    importance: Unset[Choice[RoleType]] = UNSET
    vendor_resource_id: Unset[str] = UNSET
    vendor_id: Unset[str | None] = UNSET
    application_id: Unset[str | None] = UNSET
    status: Unset[Choice[Status]] = UNSET
    sourced_id: Unset[str] = UNSET
