"""Subject tracks: the course that a grade takes in a subject."""

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
    """An organization."""

    sourced_id: str
    """OneRoster id of the organization."""
    status: Status
    """`active`, or `tobedeleted` once it was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
    name: str
    """Name for people."""
    type: OrgType
    """Level in the hierarchy, from `national` down to `school` and `department`."""
    identifier: str
    """Human-readable code such as a state's school number; need not be unique."""
    parent: GuidRef | None = None
    """Organization directly above, such as a school's district; None at the top."""
    children: list[GuidRef] | None = None
    """Organizations directly below; empty or None if there are none."""


class SubjectTrackCourse(Model, kw_only=True):
    """The course that a track leads to."""

    sourced_id: str | None = None
    """OneRoster id of the course; None if the server leaves it out."""
    status: Status
    """`active`, or `tobedeleted` once the course was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Free keys of the course; None if there are none."""
    title: str
    """Name for people."""
    course_code: str | None = None
    """Human-readable code, such as `MATH-5`; None if it has none."""
    grades: list[Grade] | None = None
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: list[Subject] | None = None
    """Subjects that the course teaches."""
    subject_codes: list[str] | None = None
    """Codes of the subjects in a national scheme such as SCED."""
    org: SourcedIdRef
    """Organization that offers the course."""
    level: str | None = None
    """Level of difficulty or stage, in the school's own words; None if it has none."""


class SubjectTrack(Model, kw_only=True):
    """The course that students of a grade take in a subject; if `org` is None, everywhere."""

    id: str
    """Identifier of the track, which the server makes."""
    grade: Grade
    """Grade level whose students take the course."""
    subject: Subject
    """Subject in which they take it."""
    course: SubjectTrackCourse
    """Course that they take."""
    org: Org | None = None
    """Organization that the track is for; None for a global one."""


class SubjectTrackInput(InputModel, kw_only=True):
    """A track to create or replace. Without `org_sourced_id` it is global."""

    subject: Choice[Subject]
    """Subject in which students take the course."""
    grade: Choice[Grade]
    """Grade level whose students take the course."""
    course_id: str
    """OneRoster id of the course that they take."""
    org_sourced_id: Unset[str] = UNSET
    """Organization that the track is for; left out, it is global."""


class SubjectTrackGroupKey(Model, kw_only=True):
    """The key that the tracks of a group have in common."""

    subject: Subject
    """Subject in which students take the course."""
    grade: Grade
    """Grade level whose students take the course."""
    course_id: str
    """OneRoster id of the course that they take."""
    is_global: bool
    """Whether the single track applies everywhere, rather than one in each organization."""


class SubjectTrackGroup(Model, kw_only=True):
    """Tracks with the same subject, grade, course and scope.

    The published client reads `id` and `name` of a group, where the description has `key`.
    """

    key: SubjectTrackGroupKey | None = None
    """Subject, grade, course and reach; None if the server names a group by `id` and `name`."""
    tracks: list[SubjectTrack]
    """Tracks of the group: one for each organization, or the global one."""
    id: str | None = None
    """Identifier of the group; None if the server names it by `key`."""
    name: str | None = None
    """Name of the group; None if the server names it by `key`."""
    description: str | None = None
    """Purpose of the group in a few words; None if there are none."""
    metadata: dict[str, Any] | None = None
    """Free keys of the group; None if there are none."""


class SubjectTrackGroupInput(InputModel, kw_only=True):
    """A group of tracks to create: one per organization, or a global one if there are none."""

    subject: Choice[Subject]
    """Subject in which students take the course."""
    grade: Choice[Grade]
    """Grade level whose students take the course."""
    course_id: str
    """OneRoster id of the course that they take."""
    org_sourced_ids: Unset[list[str]] = UNSET
    """Organizations to make a track for; left out or empty, one global track is made."""


class SubjectTrackGroupUpdateInput(InputModel, kw_only=True):
    """The new state of a group of tracks. Without organizations it becomes global."""

    subject: Choice[Subject]
    """Subject of the group, which cannot be changed."""
    grade: Choice[Grade]
    """Grade level of the group, which cannot be changed."""
    current_course_id: str
    """OneRoster id of the course that the group leads to now."""
    course_id: str
    """OneRoster id of the course that it should lead to."""
    is_global: bool
    """Whether the group is global now, before the change."""
    org_sourced_ids: Unset[list[str]] = UNSET
    """Organizations to make a track for; left out or empty, the group turns global."""
    strategy: Unset[Choice[ConflictStrategy]] = UNSET
    """Treatment of tracks of the same key in other groups; left out, they are replaced."""


class SubjectTrackGroupDeleteInput(InputModel, kw_only=True):
    """The group of tracks to delete."""

    subject: Choice[Subject]
    """Subject that all tracks of the group share."""
    grade: Choice[Grade]
    """Grade level of the group."""
    course_id: str
    """OneRoster id of the course that the group leads to."""
    is_global: bool
    """Whether the global group is meant, rather than the one of organizations."""
