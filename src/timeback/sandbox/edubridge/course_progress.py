"""The progress of a student in a course: XP, units and lessons."""

from __future__ import annotations

from ..context import RequestContext
from ..records import Doc
from .facts import facts_of
from .rules import total_xp

__all__ = ["course_progress"]


def course_progress(call: RequestContext, who: Doc, course: Doc) -> Doc:
    """The figures of a course goal."""
    course_id = course["sourcedId"]
    facts = [fact for fact in facts_of(call, who) if fact.course_id == course_id]
    total, earned = total_xp(course), sum(fact.figures.get("xpEarned", 0) for fact in facts)
    lessons = _lessons(call, course_id)
    done = _completed(call, who["sourcedId"], course_id) | {
        link for link in lessons for fact in facts if (fact.activity_id or "").endswith(f"/{link}")
    }
    units = {unit for unit in lessons.values() if unit}
    open_units = {unit for link, unit in lessons.items() if link not in done}
    by_xp, by_lessons = _percent(earned, total), _percent(len(done), len(lessons))
    return {
        "courseId": course_id,
        "courseTitle": course["title"],
        "pctComplete": by_lessons if by_xp is None else by_xp,
        "pctCompleteApp": None,
        "pctCompleteLessons": by_lessons,
        "pctCompleteXP": by_xp,
        "totalXP": total,
        "earnedXP": round(earned, 6),
        "remainingXP": round(max(0.0, total - earned), 6),
        "totalUnits": len(units),
        "completedUnits": len(units - open_units),
        "remainingUnits": len(units & open_units),
        "totalLessons": len(lessons),
        "completedLessons": len(done),
        "remainingLessons": len(lessons) - len(done),
    }


def _percent(part: float, whole: float) -> float | None:
    return round(min(100.0, 100 * part / whole), 2) if whole else None


def _lessons(call: RequestContext, course_id: str) -> dict[str, str]:
    """The resources of a course, each with its unit: the outermost component above it."""
    rows = call.session.execute(
        'SELECT link.id, part.id, part."parent.sourcedId" FROM component_resources AS link '
        'JOIN course_components AS part ON link."courseComponent.sourcedId" = part.id '
        "WHERE part.\"course.sourcedId\" = ? AND link.status = 'active'",
        (course_id,),
    )
    return {link: parent or component for link, component, parent in rows}


def _completed(call: RequestContext, student_id: str, course_id: str) -> set[str]:
    """The resources of a course for which the student has a graded result."""
    rows = call.session.execute(
        'SELECT item."componentResource.sourcedId" FROM assessment_results AS result '
        'JOIN assessment_line_items AS item ON result."assessmentLineItem.sourcedId" = item.id '
        "WHERE result.\"student.sourcedId\" = ? AND result.status = 'active' "
        "AND json_extract(result.doc, '$.scoreStatus') = 'fully graded' AND item.\"course.sourcedId\" = ? "
        'AND item."componentResource.sourcedId" IS NOT NULL',
        (student_id, course_id),
    )
    return {row[0] for row in rows}
