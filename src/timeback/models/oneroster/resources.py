"""Learning resources, and what the metadata of each kind of them hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import field

from ..._json_types import is_mapping
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
    """The conditions for moving on a student who makes no progress. In snake case on the wire."""

    consecutive_failures: int | None = field(default=None, name="consecutive_failures")
    """Number of wrong answers in a row before the student is sent on, 1 or more."""
    stagnation_limit: int | None = field(default=None, name="stagnation_limit")
    """Number of questions without progress before the student is sent on, 1 or more."""


class FailFastCamel(OpenMetadata, kw_only=True):
    """`FailFast` as the metadata of interactive resources spell it: in camel case."""

    consecutive_failures: int | None = None
    """Number of wrong answers in a row before the student is sent on, 1 or more."""
    stagnation_limit: int | None = None
    """Number of questions without progress before the student is sent on, 1 or more."""


class _CommonMetadata(OpenMetadata, kw_only=True):
    subject: Subject | None = None
    """Subject that it teaches; None if not stated."""
    grades: list[Grade] | None = None
    """Grade levels that it is for, from `-1` (pre-K) to `13` (AP)."""
    language: str | None = None
    """Language of the content, as a BCP 47 tag such as `en-US`."""
    xp: int | float | None = None
    """XP that completing it is worth; one XP stands for a minute of focused work."""
    url: str | None = None
    """Address of the content; a `url` beside the metadata is dropped by production (2026-04)."""
    keywords: list[str] | None = None
    """Search terms."""
    learning_objective_set: list[LearningObjectiveSetItem] | None = None
    """Learning objectives that it teaches, by source such as `case`."""
    lesson_type: str | None = None
    """Way of taking the lesson, such as `quiz`; production has words beside the documented ones."""


# A factory, because a plain default would be left out of the body.
def _kind(kind: ResourceType) -> Any:
    return field(default_factory=lambda: kind)


class ResourceMetadata(_CommonMetadata, kw_only=True):
    """The keys that metadata of every kind may have; see `Resource.typed_metadata` for those of its kind."""

    type: ResourceType | None = None
    """Kind of content, which decides the other keys; None if not set."""
    fail_fast: FailFast | None = field(default=None, name="fail_fast")
    """Conditions for moving on a student without progress; None if there are none."""


class QtiMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a QTI test, question, stimulus or test bank. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.QTI)
    """Always `qti`, and filled in."""
    sub_type: QtiSubType
    """Kind of QTI document: a test, a question, a stimulus or a bank of tests."""
    question_type: QuestionType | None = None
    """Way of answering the question; only for questions."""
    difficulty: Difficulty | None = None
    """Easy, medium or hard; only for questions."""


class TextMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a text. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.TEXT)
    """Always `text`, and filled in."""
    format: str
    """File format, such as `pdf` or `docx`."""
    author: str | None = None
    """Person or body that wrote it; None if not known."""
    page_count: int | float | None = None
    """Number of pages; None if not counted."""


class AudioMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a sound recording; `duration` is `HH:MM:SS`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.AUDIO)
    """Always `audio`, and filled in."""
    format: str
    """File format, such as `mp3`."""
    duration: str | None = None
    """Playing time as `HH:MM:SS`, with hundredths after a point if need be."""
    speaker: str | None = None
    """Person who is heard; None if not known."""


class VideoMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a video; `duration` is `HH:MM:SS`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.VIDEO)
    """Always `video`, and filled in."""
    format: str
    """File format, such as `mp4`."""
    duration: str | None = None
    """Playing time as `HH:MM:SS`, with hundredths after a point if need be."""
    captions_available: bool | None = None
    """Whether the words can be shown as text along with the picture."""


class InteractiveMetadata(_CommonMetadata, kw_only=True):
    """Metadata of something to launch in a tool. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.INTERACTIVE)
    """Always `interactive`, and filled in."""
    launch_url: str | None = None
    """Address that opens the tool; for LTI, its launch URL."""
    tool_provider: str | None = None
    """Maker of the tool, such as `edulastic` or `mastery-track`; PowerPath picks the way to it by this."""
    instructional_method: str | None = None
    """Way of teaching that it follows, in the author's own words."""
    course_id_on_fail: str | None = None
    """Course to enroll the student in after a failed test; None if nobody is."""
    fail_fast: FailFastCamel | None = None
    """Conditions for moving on a student without progress; None if there are none."""


class VisualMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a picture; `resolution` is such as `1920x1080`. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.VISUAL)
    """Always `visual`, and filled in."""
    format: str
    """File format, such as `png`."""
    resolution: str | None = None
    """Width and height in pixels, such as `1920x1080`."""


class CourseMaterialMetadata(_CommonMetadata, kw_only=True):
    """Metadata of material for a unit or course. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.COURSE_MATERIAL)
    """Always `course-material`, and filled in."""
    sub_type: CourseMaterialSubType
    """Purpose: material of a unit, of the whole course, or a collection of resources."""
    format: str
    """File format, such as `pdf`."""
    author: str | None = None
    """Person or body that wrote it; None if not known."""
    instructional_method: str | None = None
    """Way of teaching that it follows, in the author's own words."""


class AssessmentBankMetadata(_CommonMetadata, kw_only=True):
    """Metadata of a bank of assessments: the ids of its resources. Its `type` is filled in."""

    type: ResourceType = _kind(ResourceType.ASSESSMENT_BANK)
    """Always `assessment-bank`, and filled in."""
    resources: list[str]
    """Identifiers of the tests in the bank; each attempt of a student gets the next one in turn."""


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
    """Name for people."""
    roles: list[RoleType] | None = None
    """Ranks of the user roles that it is meant for: `primary`, `secondary` or both."""
    importance: RoleType | None = None
    """`primary` for what is essential, `secondary` for what is extra; production takes no other word
    (2026-04)."""
    vendor_resource_id: str
    """Identifier that the vendor gives it."""
    vendor_id: str | None = None
    """Vendor who made it, by the id that 1EdTech gave the vendor."""
    application_id: str | None = None
    """Application that it goes with, by identifier."""

    @property
    def typed_metadata(self) -> AnyMetadata:
        """The documented keys of `metadata`, in the class that its `type` names.

        `ResourceMetadata` where it names none that is known. It is read as `OpenMetadata.read()` does.
        """
        kind = self.metadata.get("type") if is_mapping(self.metadata) else None
        model = _KINDS.get(kind, ResourceMetadata) if isinstance(kind, str) else ResourceMetadata
        return model.read(self.metadata)


class ResourceInput(EntityInput, kw_only=True):
    """A resource to create. Without `sourced_id` the server allocates one."""

    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the resource as deleted."""
    metadata: Unset[_Metadata | None] = UNSET
    """Keys that describe the content, typed by its kind, such as `VideoMetadata`, or a dict with any keys."""
    title: str
    """Name for people."""
    roles: Unset[list[Choice[RoleType]]] = UNSET
    """Ranks of the user roles that it is meant for: `primary`, `secondary` or both."""
    importance: Unset[Choice[RoleType]] = UNSET
    """`primary` for what is essential, `secondary` for what is extra; production takes no other word
    (2026-04)."""
    vendor_resource_id: str
    """Identifier that the vendor gives it."""
    vendor_id: Unset[str | None] = UNSET
    """Vendor who made it, by the id that 1EdTech gave the vendor."""
    application_id: Unset[str | None] = UNSET
    """Application that it goes with, by identifier."""


class ResourceUpdateInput(InputModel, kw_only=True):
    """Changes to a resource: an update of a resource is partial: fields that you leave out stay as they are."""

    metadata: Unset[_Metadata | None] = UNSET
    """Keys that describe the content, typed by its kind, such as `VideoMetadata`, or a dict with any keys."""
    title: Unset[str] = UNSET
    """Name for people."""
    roles: Unset[list[Choice[RoleType]]] = UNSET
    """Ranks of the user roles that it is meant for: `primary`, `secondary` or both."""
    importance: Unset[Choice[RoleType]] = UNSET
    """`primary` for what is essential, `secondary` for what is extra; production takes no other word
    (2026-04)."""
    vendor_resource_id: Unset[str] = UNSET
    """Identifier that the vendor gives it."""
    vendor_id: Unset[str | None] = UNSET
    """Vendor who made it, by the id that 1EdTech gave the vendor."""
    application_id: Unset[str | None] = UNSET
    """Application that it goes with, by identifier."""
    status: Unset[Choice[Status]] = UNSET
    """`tobedeleted` marks the resource as deleted, `active` brings it back."""
    sourced_id: Unset[str] = UNSET
    """Identifier of the resource, which the path has already; it cannot be changed."""
