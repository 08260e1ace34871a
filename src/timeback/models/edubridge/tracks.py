"""Subject tracks: which course a grade takes in a subject."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, Choice, InputModel, Model, Timestamp, Unset
from ..references import SourcedIdRef
from .enums import ConflictStrategy, Grade, OrgType, Status, Subject
from .users import GuidRef

__all__ = [
    "Org",
    "SourcedIdRef",
    "SubjectTrack",
    "SubjectTrackCourse",
    "SubjectTrackGroup",
    "SubjectTrackGroupDeleteInput",
    "SubjectTrackGroupInput",
    "SubjectTrackGroupKey",
    "SubjectTrackGroupUpdateInput",
    "SubjectTrackInput",
]


class Org(Model, kw_only=True):
    """An organisation."""

    sourced_id: str
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    name: str
    type: OrgType
    identifier: str
    parent: GuidRef | None = None
    children: list[GuidRef] | None = None


class SubjectTrackCourse(Model, kw_only=True):
    """The course that a track leads to."""

    sourced_id: str | None = None
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    title: str
    course_code: str | None = None
    grades: list[Grade] | None = None
    subjects: list[Subject] | None = None
    subject_codes: list[str] | None = None
    org: SourcedIdRef
    level: str | None = None


class SubjectTrack(Model, kw_only=True):
    """The course that students of a grade take in a subject; everywhere where `org` is None."""

    id: str
    grade: Grade
    subject: Subject
    course: SubjectTrackCourse
    org: Org | None = None


class SubjectTrackInput(InputModel, kw_only=True):
    """A track to make or replace. Without `org_sourced_id` it is global."""

    subject: Choice[Subject]
    grade: Choice[Grade]
    course_id: str
    org_sourced_id: Unset[str] = UNSET


class SubjectTrackGroupKey(Model, kw_only=True):
    """What the tracks of a group have in common."""

    subject: Subject
    grade: Grade
    course_id: str
    is_global: bool


class SubjectTrackGroup(Model, kw_only=True):
    """Tracks alike in subject, grade, course and reach.

    Some servers name a group by `id` and `name` in place of `key`.
    """

    key: SubjectTrackGroupKey | None = None
    tracks: list[SubjectTrack]
    id: str | None = None
    name: str | None = None
    description: str | None = None
    metadata: dict[str, Any] | None = None


class SubjectTrackGroupInput(InputModel, kw_only=True):
    """A group of tracks to make: one per organisation, or a global one without any."""

    subject: Choice[Subject]
    grade: Choice[Grade]
    course_id: str
    org_sourced_ids: Unset[list[str]] = UNSET


class SubjectTrackGroupUpdateInput(InputModel, kw_only=True):
    """What a group of tracks becomes. Without organisations it turns global."""

    subject: Choice[Subject]
    grade: Choice[Grade]
    current_course_id: str
    course_id: str
    is_global: bool
    org_sourced_ids: Unset[list[str]] = UNSET
    strategy: Unset[Choice[ConflictStrategy]] = UNSET


class SubjectTrackGroupDeleteInput(InputModel, kw_only=True):
    """The group of tracks to delete."""

    subject: Choice[Subject]
    grade: Choice[Grade]
    course_id: str
    is_global: bool
