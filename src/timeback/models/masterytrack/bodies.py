# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from typing import TypedDict


class AssignmentFields(TypedDict, total=False):
    student_email: str
    timeback_id: str
    subject: str
    grade_rank: int
    assessment_line_item_sourced_id: str
    assessment_result_sourced_id: str


class InvalidateFields(TypedDict, total=False):
    student_email: str
    assignment_id: int
    timeback_id: str
    subject: str
    grade_rank: int
