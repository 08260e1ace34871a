"""Goals of students, and how they stand: computed from tracks, enrolments and facts."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from timeback.sandbox import instants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import (
    SUBJECT,
    active_enrollments,
    answer,
    checked,
    part,
    school_days,
    text_id,
    user,
)
from timeback.sandbox.edubridge.facts import facts_of
from timeback.sandbox.edubridge.progress import course_progress, course_totals
from timeback.sandbox.edubridge.tables import COURSE_GOALS, GOALS, SUBJECT_GOALS
from timeback.sandbox.edubridge.tracks import tracked_course
from timeback.sandbox.fields import Field, nonblank, number, object_of, plain_date, text
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster.tables import COURSES
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc

__all__ = ["register_goals"]

_HIGHEST_GRADE = 8
_PACE_DAYS = 14
_mode = {
    "mode": Field(nonblank, required=True),
    "endDate": Field(plain_date, nullable=True),
}
_objective = object_of({"type": Field(nonblank, required=True), "value": Field(text)})
_pacing = object_of(_mode | {"dailyTargetXP": Field(number, nullable=True)})
_PATCH = {"objective": Field(_objective), "pacing": Field(_pacing)}
_GOAL = {
    "subject": SUBJECT,
    "objective": Field(_objective, required=True),
    "pacing": Field(_pacing, required=True),
}
_COURSE_GOAL = {
    "courseId": Field(text_id(COURSES, "course"), required=True),
    "target": Field(
        object_of({"metric": Field(nonblank, required=True), "value": Field(text)}), required=True
    ),
    "pacing": Field(object_of(_mode)),
}


def register_goals(router: Router) -> None:
    """Serve the goals of students."""
    subjects = f"{GOALS}/{{student}}/subjects"
    router.add("GET", subjects, _list)
    router.add("POST", subjects, _create)
    router.add("POST", f"{subjects}/preview", _preview)
    router.add("PATCH", f"{subjects}/{{subject}}", _update)
    router.add("POST", f"{GOALS}/{{student}}/courses", _create_for_course)


def _goal_id(student_id: str, subject: str) -> str:
    return f"{student_id}/{subject}"


def _list(call: RequestContext) -> Response:
    who = user(call, call.params["student"])
    own = Clause('"studentId" = ?', (who["sourcedId"],))
    goals = {goal["subject"]: goal for goal in call.session.find(SUBJECT_GOALS, own)}
    studied = _subjects_of(call, who["sourcedId"])
    rows = [
        _snapshot(call, who, subject, goals.get(subject)) for subject in dict.fromkeys([*goals, *studied])
    ]
    return answer(None, {"studentId": who["sourcedId"], "subjects": rows})


def _subjects_of(call: RequestContext, student_id: str) -> list[str]:
    courses = (
        call.session.get(COURSES, doc["course"]["sourcedId"]) for doc in active_enrollments(call, student_id)
    )
    return [subject for course in courses if course for subject in course.get("subjects") or ()]


def _create(call: RequestContext) -> Response:
    who, body = user(call, call.params["student"]), checked(call, _GOAL)
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
    return answer("subject", _snapshot(call, who, body["subject"], goal), 201)


def _preview(call: RequestContext) -> Response:
    who, body = user(call, call.params["student"]), checked(call, _GOAL)
    draft = {**body, "courseIds": _route(call, who, body["subject"], body["objective"])}
    view: Doc = {
        "subject": body["subject"],
        "goal": {"type": body["objective"]["type"], "objective": body["objective"], "pacing": body["pacing"]},
        "execution": {"stageId": None, "courseIds": draft["courseIds"]},
        "computed": _computed(call, who, draft),
    }
    return answer("preview", view)


def _update(call: RequestContext) -> Response:
    who, changes = user(call, call.params["student"]), checked(call, _PATCH, partial=True)
    subject = call.params["subject"]
    goal_id = _goal_id(who["sourcedId"], subject)
    old = call.session.get(SUBJECT_GOALS, goal_id)
    if old is None:
        raise ApiError(404, "The student has no goal in this subject.")
    goal = old | {name: old[name] | changes[name] for name in changes if name in _PATCH}
    goal["updatedAt"] = instants.after(call.now, old["updatedAt"])
    if "objective" in changes:
        goal["courseIds"] = _route(call, who, subject, goal["objective"])
    call.session.replace(SUBJECT_GOALS, goal_id, goal)
    return answer("subject", _snapshot(call, who, subject, goal))


def _grade_of(who: Doc) -> int | None:
    return max((int(grade) for grade in who.get("grades") or ()), default=None)


def _route(call: RequestContext, who: Doc, subject: str, objective: Doc) -> list[str]:
    """The courses from the student's grade up to the target's, by the tracks of the student's organisations."""
    first, target = _grade_of(who), _target(who, objective)
    if first is None or target is None:
        return []
    orgs = [role["org"]["sourcedId"] for role in who["roles"]]
    found = (tracked_course(call, subject, str(grade), orgs) for grade in range(first, target + 1))
    return [course_id for course_id in found if course_id is not None]


def _target(who: Doc, objective: Doc) -> int | None:
    value = str(objective.get("value", ""))
    return int(value) if value.lstrip("-").isdecimal() else _grade_of(who)


def _snapshot(call: RequestContext, who: Doc, subject: str, goal: Doc | None) -> Doc:
    daily = _daily_xp(call, who, subject)
    target = goal["pacing"].get("dailyTargetXP") if goal else None
    return {
        "subject": subject,
        "baseline": {
            "goalId": goal and goal["id"],
            "dailyTargetXP": daily if target is None else target,
            "defaultDailyTargetXP": daily,
            "startDate": goal and goal["startDate"],
            "updatedAt": goal and goal["updatedAt"],
        },
        "goal": goal
        and {
            "id": goal["id"],
            "type": goal["objective"]["type"],
            "status": "active",
            "startDate": goal["startDate"],
            "updatedAt": goal["updatedAt"],
            "objective": goal["objective"],
            "pacing": goal["pacing"],
        },
        "execution": goal and {"stageId": None, "courseIds": goal["courseIds"]},
        "computed": _computed(call, who, goal) if goal else None,
    }


def _daily_xp(call: RequestContext, who: Doc, subject: str) -> float | None:
    """The daily XP that the student's enrolments in the subject ask for."""
    for doc in active_enrollments(call, who["sourcedId"]):
        course = call.session.get(COURSES, doc["course"]["sourcedId"])
        goals = part(part(doc, "metadata"), "goals")
        if course and subject in (course.get("subjects") or ()) and "dailyXp" in goals:
            return float(goals["dailyXp"])
    return None


def _computed(call: RequestContext, who: Doc, goal: Doc) -> Doc:
    if _grade_of(who) is None:
        issue = {"code": "missing_starting_grade", "message": "The student has no grade."}
        return {"xp": None, "pace": None, "projection": None, "resolution": None, "issue": issue}
    today = date.fromisoformat(call.now[:10])
    facts = [fact for fact in facts_of(call, who) if fact.course_id in goal["courseIds"]]
    earned: dict[str, float] = {}
    for fact in facts:
        earned[fact.course_id or ""] = earned.get(fact.course_id or "", 0) + fact.figures.get("xpEarned", 0)
    recent = [fact for fact in facts if fact.when.date() > today - timedelta(days=_PACE_DAYS)]
    pace = sum(fact.figures.get("xpEarned", 0) for fact in recent) / (_PACE_DAYS * 5 / 7)
    steps = _steps(call, goal["courseIds"], earned, pace, today)
    total, done = sum(step["totalXP"] for step in steps), sum(earned.values())
    remaining = sum(step["remainingXP"] for step in steps)
    end = goal["pacing"].get("endDate")
    days = school_days(today, date.fromisoformat(end)) if end else None
    ahead = next((step for step in steps if step["remainingXP"]), None)
    return {
        "xp": {
            "total": total,
            "earned": round(done, 6),
            "remaining": round(remaining, 6),
            "pctComplete": round(100 * (total - remaining) / total, 2) if total else None,
        },
        "pace": {
            "requiredDailyXP": round(remaining / days, 2) if days else None,
            "effectiveDailyXP": round(pace, 2),
            "schoolDaysRemaining": days,
        },
        "projection": {
            "currentGrade": str(_grade_of(who)),
            "daysToNextGrade": ahead and ahead["daysToComplete"],
            "gradeTimeline": steps,
        },
        "resolution": {
            "strategy": "objective",
            "resolvedTargetGrade": str(_target(who, goal["objective"])),
            "targetRit": None,
        },
        "issue": None,
    }


def _steps(
    call: RequestContext, route: list[str], earned: dict[str, float], pace: float, today: date
) -> list[Doc]:
    """Course after course, when each would be done at the present pace."""
    steps: list[Doc] = []
    days = 0
    for course_id in route:
        course = call.session.get(COURSES, course_id) or Doc()
        total = course_totals(course)
        remaining = max(0.0, total - earned.get(course_id, 0))
        if remaining and pace > 0:
            days += round(remaining / pace)
        known = not remaining or pace > 0
        steps.append(
            {
                "grade": next(iter(course.get("grades") or ()), None),
                "remainingXP": round(remaining, 6),
                "daysToComplete": days if known else None,
                "projectedDate": (today + timedelta(days=days * 7 // 5)).isoformat() if known else None,
                "status": "completed" if not remaining else "pending",
                "totalXP": total,
                "earnedXP": round(earned.get(course_id, 0), 6),
                "courseIds": [course_id],
            }
        )
    return steps


def _create_for_course(call: RequestContext) -> Response:
    who, body = user(call, call.params["student"]), checked(call, _COURSE_GOAL)
    course_id = body["courseId"]
    if not active_enrollments(call, who["sourcedId"], course_id):
        raise ApiError(
            422, "The request body is invalid.", [("courseId", "The student is not enrolled in this course.")]
        )
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
    return answer("course", view, 201)
