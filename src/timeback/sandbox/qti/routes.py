"""The operations of QTI."""

from __future__ import annotations

from functools import partial

from ..service import Route
from . import assessment_items, assessment_tests, feedback, responses, sections, stimuli, validation
from .tables import BASE

__all__ = ["ROUTES"]

_ITEMS = f"{BASE}/assessment-items"
_ITEM = f"{_ITEMS}/{{identifier}}"
_TESTS = f"{BASE}/assessment-tests"
_TEST = f"{_TESTS}/{{test_id}}"
_PARTS = f"{_TEST}/test-parts"
_PART = f"{_PARTS}/{{part_id}}"
_SECTIONS = f"{_PART}/sections"
_SECTION = f"{_SECTIONS}/{{section_id}}"
_STIMULI = f"{BASE}/stimuli"
_STIMULUS = f"{_STIMULI}/{{identifier}}"

ROUTES = (
    Route("GET", _ITEMS, assessment_items.list_items),
    Route("POST", _ITEMS, assessment_items.create_item),
    Route("POST", f"{_ITEMS}/metadata", assessment_items.create_item),
    Route("GET", _ITEM, assessment_items.get_item),
    Route("PUT", _ITEM, assessment_items.update_item),
    Route("DELETE", _ITEM, assessment_items.delete_item),
    Route("POST", f"{_ITEM}/process-response", responses.process_response),
    Route("GET", _TESTS, assessment_tests.list_tests),
    Route("POST", _TESTS, assessment_tests.create_test),
    Route("GET", _TEST, assessment_tests.get_test),
    Route("PUT", _TEST, assessment_tests.update_test),
    Route("DELETE", _TEST, assessment_tests.delete_test),
    Route("PUT", f"{_TEST}/metadata", assessment_tests.update_metadata),
    Route("GET", f"{_TEST}/questions", assessment_tests.list_questions),
    Route("GET", _PARTS, sections.list_parts),
    Route("POST", _PARTS, sections.create_part),
    Route("GET", _PART, sections.get_part),
    Route("PUT", _PART, sections.update_part),
    Route("DELETE", _PART, sections.delete_part),
    Route("GET", _SECTIONS, sections.list_sections),
    Route("POST", _SECTIONS, sections.create_section),
    Route("GET", _SECTION, sections.get_section),
    Route("PUT", _SECTION, sections.update_section),
    Route("DELETE", _SECTION, sections.delete_section),
    Route("POST", f"{_SECTION}/items", sections.add_item),
    Route("PUT", f"{_SECTION}/items/order", sections.reorder_items),
    Route("DELETE", f"{_SECTION}/items/{{item_id}}", sections.remove_item),
    Route("GET", _STIMULI, stimuli.list_stimuli),
    Route("POST", _STIMULI, stimuli.create_stimulus),
    Route("GET", _STIMULUS, stimuli.get_stimulus),
    Route("PUT", _STIMULUS, stimuli.update_stimulus),
    Route("DELETE", _STIMULUS, stimuli.delete_stimulus),
    Route("POST", f"{BASE}/validate", validation.validate),
    Route("POST", f"{BASE}/validate/batch", validation.validate_batch),
    Route("POST", f"{BASE}/lesson", partial(feedback.submit_feedback, "LESSON")),
    Route("GET", f"{BASE}/lesson/{{lesson_id}}", feedback.list_feedback),
    Route("POST", f"{BASE}/question", partial(feedback.submit_feedback, "QUESTION")),
    Route("DELETE", f"{BASE}/{{feedback_id}}", feedback.delete_feedback),
)
