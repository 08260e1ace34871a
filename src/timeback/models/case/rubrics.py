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
    """Address of the record, which need not answer."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    description: str | None = None
    """Work that earns the level, in words; None if there is none."""
    quality: str | None = None
    """Name of the level, such as `Proficient`; None if it has none."""
    score: int | float | None = None
    """Points that the level is worth; None if it is not scored."""
    feedback: str | None = None
    """Feedback for learners who reach the level; None if there are none."""
    position: int | None = None
    """Place of the level within its criterion, as a number; None if there is no order."""
    rubric_criterion_id: str | None = None
    """Identifier of its criterion; None inside that criterion."""
    extensions: list[dict[str, Any]] | None = None
    """Keys beyond the standard, a list here alone; None if there are none."""


class CFRubricCriterion(Identified, kw_only=True):
    """A criterion of a rubric."""

    uri: str
    """Address of the record, which need not answer."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    category: str | None = None
    """Group of criteria that it belongs to; None if there is none."""
    description: str | None = None
    """Thing that is judged, in words; None if there is none."""
    cf_item_uri: CFLink | None = field(default=None, name="CFItemURI")
    """Link to the item of a framework that it judges; None if there is none."""
    weight: int | float | None = None
    """Weight against the rubric's other criteria; None if they weigh the same."""
    position: int | None = None
    """Place of the criterion within its rubric, as a number; None if there is no order."""
    rubric_id: str | None = None
    """Identifier of its rubric; None inside that rubric."""
    cf_rubric_criterion_levels: list[CFRubricCriterionLevel] | None = field(
        default=None, name="CFRubricCriterionLevels"
    )
    """Steps from the lowest to the best work, each with its points; None if there are none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""


class CFRubric(Identified, kw_only=True):
    """A rubric: what work is judged by."""

    uri: str
    """Address of the record, which need not answer."""
    last_change_date_time: Timestamp
    """Time of the last change, in UTC."""
    title: str | None = None
    """Name of the rubric; None if it has none."""
    description: str | None = None
    """Purpose of the rubric, in words; None if there is none."""
    cf_rubric_criteria: list[CFRubricCriterion] | None = field(default=None, name="CFRubricCriteria")
    """Things that are judged, each with its levels; None if there are none."""
    extensions: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
