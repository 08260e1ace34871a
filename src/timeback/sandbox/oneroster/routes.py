"""The operations of OneRoster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ..entities import Collection
from ..service import Route
from ..writes import collection_routes
from . import (
    agents,
    bulk_creation,
    cartridge,
    collections,
    course_structure,
    credentials,
    nested_lists,
    nested_records,
)
from .nested_lists import NestedList, by
from .tables import GRADEBOOK, RESOURCES_PREFIX, ROSTERING

__all__ = ["ROUTES"]

_CLASS_IN_SCHOOL = f"{ROSTERING}/schools/{{school}}/classes/{{class}}"
_GRADED_CLASS = f"{GRADEBOOK}/classes/{{class}}"
_USER = f"{ROSTERING}/users/{{user}}"


def _of_collections(prefix: str, *listed: Collection) -> Iterator[Route]:
    for collection in listed:
        yield from collection_routes(prefix, collection)


def _of_lists(prefix: str, lists: Sequence[NestedList]) -> Iterator[Route]:
    for nested in lists:
        yield Route("GET", f"{prefix}/{nested.path}", partial(nested_lists.list_nested, nested))


_ROSTERING = (
    *_of_collections(ROSTERING, *collections.ROSTERING_COLLECTIONS),
    *_of_lists(ROSTERING, nested_lists.ROSTERING_LISTS),
    *(
        Route(
            "GET", f"{_CLASS_IN_SCHOOL}/{name}", partial(nested_lists.list_of_class_in_school, listed, scope)
        )
        for name, listed, scope in nested_lists.LISTS_OF_CLASS_IN_SCHOOL
    ),
    Route("POST", f"{ROSTERING}/classes/{{class}}/students", partial(nested_records.enroll, "student")),
    Route("POST", f"{ROSTERING}/classes/{{class}}/teachers", partial(nested_records.enroll, "teacher")),
    Route("POST", f"{ROSTERING}/terms/{{term}}/gradingPeriods", nested_records.create_grading_period),
    Route("GET", f"{_USER}/demographics", nested_records.get_user_with_demographics),
    Route("GET", f"{_USER}/agents", agents.list_agents),
    Route("POST", f"{_USER}/agents", agents.add_agent),
    Route("DELETE", f"{_USER}/agents/{{agent}}", agents.remove_agent),
    Route("GET", f"{_USER}/agentFor", agents.list_principals),
    Route("POST", f"{_USER}/credentials", credentials.register_credential),
    Route("POST", f"{_USER}/credentials/{{credential}}/decrypt", credentials.decrypt_credential),
)

_CONTENT = (
    *_of_collections(ROSTERING, collections.COMPONENTS, collections.COMPONENT_RESOURCES),
    Route("POST", f"{ROSTERING}/courses/structure", course_structure.build_structure),
    *_of_collections(RESOURCES_PREFIX, collections.RESOURCES),
    *_of_lists(RESOURCES_PREFIX, nested_lists.RESOURCE_LISTS),
    Route("POST", f"{RESOURCES_PREFIX}/resources/export/{{record_id}}", cartridge.export_resource),
)

_GRADEBOOK = (
    *_of_collections(GRADEBOOK, *collections.GRADEBOOK_COLLECTIONS),
    *_of_lists(GRADEBOOK, nested_lists.GRADEBOOK_LISTS),
    Route(
        "GET",
        f"{_GRADED_CLASS}/students/{{of}}/results",
        partial(nested_lists.results_in_class, collections.STUDENTS, by("student")),
    ),
    Route(
        "GET",
        f"{_GRADED_CLASS}/lineItems/{{of}}/results",
        partial(nested_lists.results_in_class, collections.LINE_ITEMS, by("lineItem")),
    ),
    *(
        Route("POST", f"{GRADEBOOK}/{bulk.path}", partial(bulk_creation.create_many, bulk))
        for bulk in bulk_creation.BULKS
    ),
)

ROUTES = (*_ROSTERING, *_CONTENT, *_GRADEBOOK)
