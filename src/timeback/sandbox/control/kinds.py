"""The kinds of records: the model that each table's are read as, and the call that fetches one."""

from __future__ import annotations

import functools
import importlib
import inspect
from dataclasses import dataclass
from typing import Any

import msgspec

from ..._query.shapes import field_names
from ...models._documentation import field_docs
from .meanings import KEPT

__all__ = ["KINDS", "Kind", "description_of", "kind_of"]


@dataclass(frozen=True)
class Kind:
    """A kind of records.

    Attributes:
        place: The module and the name of their model below `timeback.models`; empty if they have none.
        call: The Python that fetches one with a client of all services, `{id}` in place of its id; empty if there
            is no such call.
    """

    place: str = ""
    call: str = ""

    @property
    def model(self) -> type[msgspec.Struct] | None:
        """The model."""
        module, _, name = self.place.rpartition(".")
        return getattr(importlib.import_module(f"timeback.models.{module}"), name) if name else None


@functools.cache
def description_of(table: str) -> dict[str, Any]:
    """The model of a table's records, its meaning, that of each field by its name on the wire, and the call."""
    kind = kind_of(table)
    model = kind.model
    meanings: dict[str, str] = {}
    if model is not None:
        docs = field_docs(model)
        meanings = {wire: docs[name] for name, wire in field_names(model).items() if name in docs}
    return {
        "model": None if model is None else model.__name__,
        "meaning": "" if model is None else (inspect.getdoc(model) or "").partition("\n")[0],
        "fields": {**meanings, **KEPT.get(table, {})},
        "python": kind.call or None,
    }


def _oneroster(model: str, path: str) -> Kind:
    return Kind(f"oneroster.{model}", f"client.oneroster.{path}.get({{id}})")


KINDS = {
    "orgs": _oneroster("Organization", "orgs"),
    "users": _oneroster("User", "users"),
    "academic_sessions": _oneroster("AcademicSession", "academic_sessions"),
    "courses": _oneroster("Course", "courses"),
    "classes": _oneroster("Class", "classes"),
    "enrollments": _oneroster("Enrollment", "enrollments"),
    "demographics": _oneroster("Demographics", "demographics"),
    "course_components": _oneroster("CourseComponent", "courses.components"),
    "component_resources": _oneroster("ComponentResource", "courses.component_resources"),
    "resources": _oneroster("Resource", "resources"),
    "categories": _oneroster("Category", "categories"),
    "score_scales": _oneroster("ScoreScale", "score_scales"),
    "line_items": _oneroster("LineItem", "line_items"),
    "results": _oneroster("Result", "results"),
    "assessment_line_items": _oneroster("AssessmentLineItem", "assessment_line_items"),
    "assessment_results": _oneroster("AssessmentResult", "assessment_results"),
    "caliper_events": Kind("caliper.StoredEvent", "client.caliper.events.get({id})"),
    "caliper_jobs": Kind("caliper.JobStatus", "client.caliper.jobs.get_status({id})"),
    "edubridge_applications": Kind("edubridge.Application"),
    "edubridge_application_metrics": Kind("edubridge.ApplicationMetric"),
    "edubridge_subject_goals": Kind("edubridge.SubjectGoal"),
    "edubridge_course_goals": Kind("edubridge.CourseGoal"),
    "edubridge_progression_jobs": Kind("edubridge.ProgressionJobInput"),
    "edubridge_map_reports": Kind("edubridge.MapReport"),
    "edubridge_subject_tracks": Kind("edubridge.SubjectTrack"),
    "qti_items": Kind("qti.AssessmentItem", "client.qti.assessment_items.get({id})"),
    "qti_tests": Kind("qti.AssessmentTest", "client.qti.assessment_tests.get({id})"),
    "qti_stimuli": Kind("qti.Stimulus", "client.qti.stimuli.get({id})"),
    "qti_feedback": Kind("qti.LessonFeedback"),
    "powerpath_operations": Kind("powerpath.LessonPlanOperation"),
    "powerpath_unlisted_lessons": Kind("oneroster.ComponentResource"),
    "powerpath_test_assignments": Kind(
        "powerpath.TestAssignment", "client.powerpath.test_assignments.get({id})"
    ),
    "powerpath_lesson_plans": Kind(call="client.powerpath.lesson_plans.get_tree({id})"),
    "powerpath_render_configs": Kind("powerpath.RenderConfig", "client.powerpath.render_config.get({id})"),
    "powerpath_course_sequences": Kind(
        "powerpath.CourseSequence", "client.powerpath.course_sequences.get({id})"
    ),
    "powerpath_screenings": Kind(call="client.powerpath.screening.get_results({id})"),
    "case_documents": Kind("case.CFDocument", "client.case.documents.get({id})"),
    "case_items": Kind("case.CFItem", "client.case.items.get({id})"),
    "case_associations": Kind("case.CFAssociation", "client.case.associations.get({id})"),
    "clr_profiles": Kind("clr.ClrFullProfile"),
    "badge_achievements": Kind("badges.AchievementDefinition", "client.badges.achievements.get({id})"),
    "masterytrack_inventory": Kind("masterytrack.InventoryItem"),
    "masterytrack_assignments": Kind("masterytrack.Assignment"),
    "learnwith_subscriptions": Kind("webhooks.LwaiSubscription"),
    "webhooks": Kind("webhooks.Webhook", "client.webhooks.registrations.get({id})"),
    "webhook_filters": Kind("webhooks.WebhookFilter", "client.webhooks.filters.get({id})"),
}
_UNKNOWN = Kind()


def kind_of(table: str) -> Kind:
    """The kind of a table's records; without model and call, where nothing is known of them."""
    return KINDS.get(table, _UNKNOWN)
