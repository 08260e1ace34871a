"""Subject tracks: which course a grade takes in a subject; and the groups of those alike."""

from __future__ import annotations

import uuid

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, no_content
from ..oneroster.tables import COURSES, ORGS
from ..records import Doc
from ..sql import EVERYTHING, Clause
from .common import answer, checked
from .schemas import GROUP, GROUP_DELETE, GROUP_UPDATE, TRACK
from .tables import SUBJECT_TRACKS

__all__ = [
    "create_group",
    "delete_group",
    "delete_track",
    "list_groups",
    "list_tracks",
    "tracked_course",
    "update_group",
    "upsert_track",
]


def tracked_course(call: RequestContext, subject: str, grade: str, orgs: list[str]) -> str | None:
    """The course that a grade takes in a subject: the organization's own, else the global one."""
    found = {track["orgSourcedId"]: track["courseId"] for track in _alike(call, subject, grade)}
    return next((found[org] for org in (*orgs, None) if org in found), None)


def _alike(call: RequestContext, subject: str, grade: str) -> list[Doc]:
    return call.session.find(SUBJECT_TRACKS, Clause('"subject" = ? AND "grade" = ?', (subject, grade)))


def _view(call: RequestContext, track: Doc) -> Doc:
    org = track["orgSourcedId"]
    return {
        "id": track["id"],
        "grade": track["grade"],
        "subject": track["subject"],
        "course": call.session.get(COURSES, track["courseId"]),
        "org": None if org is None else call.session.get(ORGS, org),
    }


def _put(
    call: RequestContext, subject: str, grade: str, course_id: str, org: str | None, *, replace: bool = True
) -> Doc:
    """Make the one track of a subject, grade and organization, or give it another course."""
    old = next((track for track in _alike(call, subject, grade) if track["orgSourcedId"] == org), None)
    if old is not None and not replace:
        raise ApiError(409, "There is a track of this subject, grade and organization.")
    track: Doc = {
        "id": old["id"] if old else str(uuid.uuid4()),
        "subject": subject,
        "grade": grade,
        "courseId": course_id,
        "orgSourcedId": org,
    }
    write = call.session.replace if old else call.session.insert
    write(SUBJECT_TRACKS, track["id"], track)
    return track


def list_tracks(call: RequestContext) -> Response:
    """Answer every track, with its course and organization."""
    tracks = call.session.find(SUBJECT_TRACKS, EVERYTHING)
    return answer(call, "subjectTrack", [_view(call, track) for track in tracks])


def upsert_track(call: RequestContext) -> Response:
    """Make a track, or give it another course."""
    body = checked(call, TRACK)
    track = _put(call, body["subject"], body["grade"], body["courseId"], body.get("orgSourcedId"))
    return answer(call, "subjectTrack", _view(call, track))


def delete_track(call: RequestContext) -> Response:
    """Remove a track."""
    if not call.session.remove(SUBJECT_TRACKS, call.params["track"]):
        raise ApiError(404, "Subject track not found.")
    return answer(call, "data", None)


def list_groups(call: RequestContext) -> Response:
    """Answer the tracks, grouped by subject, grade, course and whether they are global."""
    groups: dict[tuple[str, str, str, bool], list[Doc]] = {}
    for track in call.session.find(SUBJECT_TRACKS, EVERYTHING):
        key = (track["subject"], track["grade"], track["courseId"], track["orgSourcedId"] is None)
        groups.setdefault(key, []).append(_view(call, track))
    names = ("subject", "grade", "courseId", "isGlobal")
    return answer(
        call,
        "groups",
        [{"key": dict(zip(names, key, strict=True)), "tracks": tracks} for key, tracks in groups.items()],
    )


def create_group(call: RequestContext) -> Response:
    """Make a track for each of some organizations, or the global one."""
    body = checked(call, GROUP)
    for org in body["orgSourcedIds"] or [None]:
        _put(call, body["subject"], body["grade"], body["courseId"], org)
    return no_content()


def _remove_group(call: RequestContext, body: Doc, course_id: str) -> None:
    group = [
        track
        for track in _alike(call, body["subject"], body["grade"])
        if track["courseId"] == course_id and (track["orgSourcedId"] is None) == body["isGlobal"]
    ]
    if not group:
        raise ApiError(404, "Subject track group not found.")
    for track in group:
        call.session.remove(SUBJECT_TRACKS, track["id"])


def update_group(call: RequestContext) -> Response:
    """Put a group in the place of another."""
    body = checked(call, GROUP_UPDATE)
    _remove_group(call, body, body["currentCourseId"])
    replace = body["strategy"] == "replace"
    for org in body["orgSourcedIds"] or [None]:
        _put(call, body["subject"], body["grade"], body["courseId"], org, replace=replace)
    return no_content()


def delete_group(call: RequestContext) -> Response:
    """Remove the tracks of a group."""
    body = checked(call, GROUP_DELETE)
    _remove_group(call, body, body["courseId"])
    return no_content()
