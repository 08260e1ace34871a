"""Goals of students, and how they stand: computed from tracks, enrollments and facts."""

from __future__ import annotations

import uuid

from .. import instants
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..messages import Response
from ..oneroster.tables import COURSES
from ..records import Doc
from ..sql import Clause
from .common import active_enrollments, answer, checked, user
from .course_progress import course_progress
from .goal_views import computed, grade_of, snapshot, target_of
from .schemas import COURSE_GOAL, GOAL, GOAL_UPDATE
from .subject_tracks import tracked_course
from .tables import COURSE_GOALS, SUBJECT_GOALS

__all__ = ["create_course_goal", "create_goal", "list_goals", "preview_goal", "update_goal"]

_HIGHEST_GRADE = 8


def _goal_id(student_id: str, subject: str) -> str:
    return f"{student_id}/{subject}"


def list_goals(call: RequestContext) -> Response:
    """Answer the subjects that a student has goals in or studies."""
    who = user(call, call.params["student"])
    own = Clause('"studentId" = ?', (who["sourcedId"],))
    goals = {goal["subject"]: goal for goal in call.session.find(SUBJECT_GOALS, own)}
    studied = _subjects_of(call, who["sourcedId"])
    rows = [snapshot(call, who, subject, goals.get(subject)) for subject in dict.fromkeys([*goals, *studied])]
    return answer(call, None, {"studentId": who["sourcedId"], "subjects": rows})


def _subjects_of(call: RequestContext, student_id: str) -> list[str]:
    courses = (
        call.session.get(COURSES, doc["course"]["sourcedId"]) for doc in active_enrollments(call, student_id)
    )
    return [subject for course in courses if course for subject in course.get("subjects") or ()]


def create_goal(call: RequestContext) -> Response:
    """Set a student's goal in a subject, in place of a former one."""
    who, body = user(call, call.params["student"]), checked(call, GOAL)
    goal_id = _goal_id(who["sourcedId"], body["subject"])
    if call.session.exists(SUBJECT_GOALS, goal_id):
        call.session.remove(SUBJECT_GOALS, goal_id)
    goal = {
        "id": str(uuid.uuid4()),
        "studentId": who["sourcedId"],
        "startDate": call.now[:10],
        # The route is fixed here: tracks that change later do not move the goal.
        "courseIds": _route(call, who, body["subject"], body["objective"]),
        "updatedAt": call.now,
        **body,
    }
    call.session.insert(SUBJECT_GOALS, goal_id, goal)
    return answer(call, "subject", snapshot(call, who, body["subject"], goal), 201)


def preview_goal(call: RequestContext) -> Response:
    """Answer the figures that a goal would have."""
    who, body = user(call, call.params["student"]), checked(call, GOAL)
    draft = {**body, "courseIds": _route(call, who, body["subject"], body["objective"])}
    view: Doc = {
        "subject": body["subject"],
        "goal": {"type": body["objective"]["type"], "objective": body["objective"], "pacing": body["pacing"]},
        "execution": {"stageId": None, "courseIds": draft["courseIds"]},
        "computed": computed(call, who, draft),
    }
    return answer(call, "preview", view)


def update_goal(call: RequestContext) -> Response:
    """Change the objective or the pacing of a goal."""
    who, changes = user(call, call.params["student"]), checked(call, GOAL_UPDATE, partial=True)
    subject = call.params["subject"]
    goal_id = _goal_id(who["sourcedId"], subject)
    old = call.session.get(SUBJECT_GOALS, goal_id)
    if old is None:
        raise ApiError(404, "The student has no goal in this subject.")
    goal = old | {name: old[name] | changes[name] for name in changes if name in GOAL_UPDATE}
    goal["updatedAt"] = instants.after(call.now, old["updatedAt"])
    if "objective" in changes:
        goal["courseIds"] = _route(call, who, subject, goal["objective"])
    call.session.replace(SUBJECT_GOALS, goal_id, goal)
    return answer(call, "subject", snapshot(call, who, subject, goal))


def _route(call: RequestContext, who: Doc, subject: str, objective: Doc) -> list[str]:
    """The courses from the student's grade up to the target's, by the tracks of the student's organizations."""
    first, target = grade_of(who), target_of(who, objective)
    if first is None or target is None:
        return []
    orgs = [role["org"]["sourcedId"] for role in who["roles"]]
    found = (tracked_course(call, subject, str(grade), orgs) for grade in range(first, target + 1))
    return [course_id for course_id in found if course_id is not None]


def create_course_goal(call: RequestContext) -> Response:
    """Set a student's goal in a course."""
    who, body = user(call, call.params["student"]), checked(call, COURSE_GOAL)
    course_id = body["courseId"]
    if not active_enrollments(call, who["sourcedId"], course_id):
        raise invalid_body(("courseId", "The student is not enrolled in this course."))
    goal_id = f"{who['sourcedId']}/{course_id}"
    call.session.remove(COURSE_GOALS, goal_id)
    goal = {"id": str(uuid.uuid4()), "studentId": who["sourcedId"], **body}
    call.session.insert(COURSE_GOALS, goal_id, goal)
    course = call.session.get(COURSES, course_id) or Doc()
    view: Doc = {
        "course": {
            "id": course_id,
            "title": course["title"],
            "subject": next(iter(course.get("subjects") or ()), None),
        },
        "goal": {
            "id": goal["id"],
            "status": "active",
            "target": goal["target"],
            "pacing": goal.get("pacing"),
        },
        "progress": course_progress(call, who, course),
    }
    return answer(call, "course", view, 201)
