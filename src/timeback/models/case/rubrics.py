"""Rubrics: criteria, and the levels of each."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import Timestamp
from .links import CFLink, Identified

__all__ = ["CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel"]


class CFRubricCriterionLevel(Identified, kw_only=True):
    """A level of a criterion."""

    uri: str
    last_change_date_time: Timestamp
    description: str | None = None
    quality: str | None = None
    score: int | float | None = None
    feedback: str | None = None
    position: int | None = None
    rubric_criterion_id: str | None = None
    extensions: list[dict[str, Any]] | None = None


class CFRubricCriterion(Identified, kw_only=True):
    """A criterion of a rubric."""

    uri: str
    last_change_date_time: Timestamp
    category: str | None = None
    description: str | None = None
    cf_item_uri: CFLink | None = field(default=None, name="CFItemURI")
    weight: int | float | None = None
    position: int | None = None
    rubric_id: str | None = None
    cf_rubric_criterion_levels: list[CFRubricCriterionLevel] | None = field(
        default=None, name="CFRubricCriterionLevels"
    )
    extensions: dict[str, Any] | None = None


class CFRubric(Identified, kw_only=True):
    """A rubric: what work is judged by."""

    uri: str
    last_change_date_time: Timestamp
    title: str | None = None
    description: str | None = None
    cf_rubric_criteria: list[CFRubricCriterion] | None = field(default=None, name="CFRubricCriteria")
    extensions: dict[str, Any] | None = None
