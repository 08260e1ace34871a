"""Subject tracks: which course a grade takes in a subject; and the groups of those alike."""

from __future__ import annotations

import uuid

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import GRADE, NO_CONTENT, SUBJECT, answer, checked, text_id
from timeback.sandbox.edubridge.tables import BASE, SUBJECT_TRACKS
from timeback.sandbox.fields import Field, array, boolean, one_of
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.tables import COURSES, ORGS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import EVERYTHING, Clause, Doc

__all__ = ["register_tracks", "tracked_course"]

_course = Field(text_id(COURSES, "course"), required=True)
_orgs = Field(array(text_id(ORGS, "organization")), default=())
_TRACK = {
    "subject": SUBJECT,
    "grade": GRADE,
    "courseId": _course,
    "orgSourcedId": Field(text_id(ORGS, "organization")),
}
_GROUP = {"subject": SUBJECT, "grade": GRADE, "courseId": _course}
_GROUP_INPUT = _GROUP | {"orgSourcedIds": _orgs}
_GROUP_UPDATE = _GROUP_INPUT | {
    "currentCourseId": _course,
    "isGlobal": Field(boolean, required=True),
    "strategy": Field(one_of("replace", "fail"), default="replace"),
}
_GROUP_DELETE = _GROUP | {"isGlobal": Field(boolean, required=True)}


def register_tracks(router: Router) -> None:
    """Serve subject tracks and their groups."""
    path = f"{BASE}/subject-track"
    router.add("GET", path, _list)
    router.add("PUT", path, _upsert)
    router.add("DELETE", f"{path}/{{track}}", _delete)
    router.add("GET", f"{path}/groups", _groups)
    router.add("POST", f"{path}/groups", _create_group)
    router.add("PUT", f"{path}/groups", _update_group)
    router.add("DELETE", f"{path}/groups", _delete_group)


def tracked_course(call: RequestContext, subject: str, grade: str, orgs: list[str]) -> str | None:
    """The course that a grade takes in a subject: the organisation's own, else the global one."""
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
    """Make the one track of a subject, grade and organisation, or give it another course."""
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


def _list(call: RequestContext) -> Response:
    tracks = call.session.find(SUBJECT_TRACKS, EVERYTHING)
    return answer("subjectTrack", [_view(call, track) for track in tracks])


def _upsert(call: RequestContext) -> Response:
    body = checked(call, _TRACK)
    track = _put(call, body["subject"], body["grade"], body["courseId"], body.get("orgSourcedId"))
    return answer("subjectTrack", _view(call, track))


def _delete(call: RequestContext) -> Response:
    if not call.session.remove(SUBJECT_TRACKS, call.params["track"]):
        raise ApiError(404, "Subject track not found.")
    return answer("data", None)


def _groups(call: RequestContext) -> Response:
    groups: dict[tuple[str, str, str, bool], list[Doc]] = {}
    for track in call.session.find(SUBJECT_TRACKS, EVERYTHING):
        key = (track["subject"], track["grade"], track["courseId"], track["orgSourcedId"] is None)
        groups.setdefault(key, []).append(_view(call, track))
    names = ("subject", "grade", "courseId", "isGlobal")
    return answer(
        "groups",
        [{"key": dict(zip(names, key, strict=True)), "tracks": tracks} for key, tracks in groups.items()],
    )


def _create_group(call: RequestContext) -> Response:
    body = checked(call, _GROUP_INPUT)
    for org in body["orgSourcedIds"] or [None]:
        _put(call, body["subject"], body["grade"], body["courseId"], org)
    return NO_CONTENT


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


def _update_group(call: RequestContext) -> Response:
    body = checked(call, _GROUP_UPDATE)
    _remove_group(call, body, body["currentCourseId"])
    replace = body["strategy"] == "replace"
    for org in body["orgSourcedIds"] or [None]:
        _put(call, body["subject"], body["grade"], body["courseId"], org, replace=replace)
    return NO_CONTENT


def _delete_group(call: RequestContext) -> Response:
    body = checked(call, _GROUP_DELETE)
    _remove_group(call, body, body["courseId"])
    return NO_CONTENT
