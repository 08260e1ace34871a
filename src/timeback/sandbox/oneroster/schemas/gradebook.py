"""The bodies of the gradebook, field by field."""

from __future__ import annotations

from ...fields import Field, array, instant, nonblank, number, object_of, one_of, text
from ..tables import ref
from .common import base, optional_text

__all__ = ["ASSESSMENT_LINE_ITEM", "ASSESSMENT_RESULT", "CATEGORY", "LINE_ITEM", "RESULT", "SCORE_SCALE"]

_number = Field(number, nullable=True)
_class = Field(ref("classes"), nullable=True)
_scale = Field(ref("score_scales"), nullable=True)

_objectives = array(
    object_of(
        {"source": Field(text, required=True), "learningObjectiveIds": Field(array(text), required=True)}
    )
)
_objective_result = object_of(
    {"learningObjectiveId": Field(text, required=True), "score": Field(number), "textScore": Field(text)}
)
_objective_scores = array(
    object_of(
        {
            "source": Field(text, required=True),
            "learningObjectiveResults": Field(array(_objective_result), required=True),
        }
    )
)

CATEGORY = base(status_required=True) | {"title": Field(nonblank, required=True), "weight": _number}

_scale_value = object_of(
    {
        "itemValueLHS": Field(text, required=True),
        "itemValueRHS": Field(text, required=True),
        "value": Field(text),
        "description": Field(text),
    }
)

SCORE_SCALE = base(status_required=True) | {
    "title": Field(nonblank, required=True),
    "type": Field(nonblank, required=True),
    "class": Field(ref("classes"), required=True),
    "course": Field(ref("courses"), nullable=True),
    "scoreScaleValue": Field(array(_scale_value, least=1), required=True),
}

_graded = {
    "title": Field(nonblank, required=True),
    "description": optional_text,
    "scoreScale": _scale,
    "resultValueMin": _number,
    "resultValueMax": _number,
    "learningObjectiveSet": Field(_objectives, nullable=True),
}

LINE_ITEM = (
    base()
    | _graded
    | {
        "assignDate": Field(instant, required=True),
        "dueDate": Field(instant, required=True),
        "class": Field(ref("classes"), required=True),
        "school": Field(ref("orgs"), required=True),
        "category": Field(ref("categories"), required=True),
        "gradingPeriod": Field(ref("academic_sessions"), nullable=True),
        "academicSession": Field(ref("academic_sessions"), nullable=True),
    }
)

ASSESSMENT_LINE_ITEM = (
    base(status_required=True)
    | _graded
    | {
        "class": _class,
        "parentAssessmentLineItem": Field(ref("assessment_line_items"), nullable=True),
        "component": Field(ref("course_components"), nullable=True),
        "componentResource": Field(ref("component_resources"), nullable=True),
        "course": Field(ref("courses"), nullable=True),
    }
)

_scored = {
    "student": Field(ref("users"), required=True),
    "scoreScale": _scale,
    "scoreStatus": Field(
        one_of("exempt", "fully graded", "not submitted", "partially graded", "submitted"), required=True
    ),
    "score": _number,
    "textScore": optional_text,
    "scoreDate": Field(instant, required=True),
    "comment": optional_text,
    "learningObjectiveSet": Field(_objective_scores, nullable=True),
}
_FLAGS = ("inProgress", "incomplete", "late", "missing")
_flag = one_of("true", "false")

RESULT = (
    base(status_required=True)
    | _scored
    | {"lineItem": Field(ref("line_items"), required=True), "class": _class}
    | {name: Field(_flag) for name in _FLAGS}
)

_assessment_metadata = object_of(
    {
        **{
            name: Field(number)
            for name in ("xp", "multiplier", "accuracy", "totalQuestions", "masteredUnits", "attempt")
        },
        "correctQuestions": _number,
        "appName": Field(text),
        "subject": Field(text),
    },
    query="metadata",
)

ASSESSMENT_RESULT = (
    base(status_required=True, metadata=_assessment_metadata)
    | _scored
    | {
        "assessmentLineItem": Field(ref("assessment_line_items"), required=True),
        "scorePercentile": _number,
    }
    | {name: Field(_flag, nullable=True) for name in _FLAGS}
)
