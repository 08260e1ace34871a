"""Goals as they are answered: how far a student has come, at what pace, and when it will be reached."""

from __future__ import annotations

from datetime import date, timedelta

from ..context import RequestContext
from ..oneroster.tables import COURSES
from ..records import Doc, part
from .common import active_enrollments
from .facts import facts_of
from .rules import school_days, total_xp

__all__ = ["computed", "grade_of", "snapshot", "target_of"]

_PACE_DAYS = 14


def grade_of(who: Doc) -> int | None:
    """The student's grade: of several, the highest."""
    return max((int(grade) for grade in who.get("grades") or ()), default=None)


def target_of(who: Doc, objective: Doc) -> int | None:
    """The grade that an objective aims at; the student's own, where it names none."""
    value = str(objective.get("value", ""))
    return int(value) if value.lstrip("-").isdecimal() else grade_of(who)


def snapshot(call: RequestContext, who: Doc, subject: str, goal: Doc | None) -> Doc:
    """A subject of a student, with the goal if there is one."""
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
        "computed": computed(call, who, goal) if goal else None,
    }


def _daily_xp(call: RequestContext, who: Doc, subject: str) -> float | None:
    """The daily XP that the student's enrollments in the subject ask for."""
    for doc in active_enrollments(call, who["sourcedId"]):
        course = call.session.get(COURSES, doc["course"]["sourcedId"])
        goals = part(part(doc, "metadata"), "goals")
        if course and subject in (course.get("subjects") or ()) and "dailyXp" in goals:
            return float(goals["dailyXp"])
    return None


def computed(call: RequestContext, who: Doc, goal: Doc) -> Doc:
    """The figures of a goal: XP, pace and projection."""
    if grade_of(who) is None:
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
            "currentGrade": str(grade_of(who)),
            "daysToNextGrade": ahead and ahead["daysToComplete"],
            "gradeTimeline": steps,
        },
        "resolution": {
            "strategy": "objective",
            "resolvedTargetGrade": str(target_of(who, goal["objective"])),
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
        total = total_xp(course)
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
