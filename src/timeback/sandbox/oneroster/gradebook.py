"""The gradebook: its collections, their rules, and the lists below schools, classes and line items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.entities import Collection, Draft, Entity
from timeback.sandbox.fields import is_array
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import collections as known
from timeback.sandbox.oneroster import gradebook_specs as specs
from timeback.sandbox.oneroster import tables
from timeback.sandbox.oneroster.below import Below, Scope, answer_below, by, serve_below
from timeback.sandbox.oneroster.descent import id_of, invalid, refuse_cycle, take_along
from timeback.sandbox.oneroster.tables import GRADEBOOK
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, all_of
from timeback.sandbox.writes import add_collection, create_record

__all__ = ["register_gradebook"]


def _check_range(draft: Draft) -> None:
    least, most = draft.doc.get("resultValueMin"), draft.doc.get("resultValueMax")
    if least is not None and most is not None and most < least:
        raise invalid("resultValueMax", "Must not be less than resultValueMin.")


def _before_line_item(draft: Draft) -> None:
    _check_range(draft)
    if draft.doc["dueDate"] < draft.doc["assignDate"]:
        raise invalid("dueDate", "Must not lie before assignDate.")


def _before_assessment_line_item(draft: Draft) -> None:
    _check_range(draft)
    refuse_cycle(draft, tables.ASSESSMENT_LINE_ITEMS, "parentAssessmentLineItem")


def _check_student(draft: Draft) -> None:
    student = draft.doc["student"]["sourcedId"]
    if not draft.call.session.exists(tables.USERS, student, known.STUDENTS.only):
        raise invalid("student.sourcedId", "This user is not a student.")


def _before_result(draft: Draft) -> None:
    """A result belongs to a student and to the class of its line item."""
    _check_student(draft)
    item = draft.call.session.get(tables.LINE_ITEMS, draft.doc["lineItem"]["sourcedId"])
    if item is None:
        raise invalid("lineItem.sourcedId", "There is no such line item.")
    if draft.doc.get("class") is None:
        draft.doc["class"] = item["class"]
    elif id_of(draft.doc["class"]) != id_of(item["class"]):
        raise invalid("class.sourcedId", "Must be the class of the line item.")


def _collection(path: str, one: str, label: str, entity: Entity, *, patchable: bool = False) -> Collection:
    return Collection(
        path,
        entity,
        one,
        path,
        label,
        put="envelope",
        put_status=201,
        put_creates=True,
        patchable=patchable,
    )


CATEGORIES = _collection(
    "categories",
    "category",
    "Category",
    Entity(tables.CATEGORIES, specs.CATEGORY, after=partial(take_along, table=tables.CATEGORIES)),
)
SCORE_SCALES = _collection(
    "scoreScales",
    "scoreScale",
    "Score scale",
    Entity(tables.SCORE_SCALES, specs.SCORE_SCALE, after=partial(take_along, table=tables.SCORE_SCALES)),
)
LINE_ITEMS = _collection(
    "lineItems",
    "lineItem",
    "Line item",
    Entity(
        tables.LINE_ITEMS,
        specs.LINE_ITEM,
        before=_before_line_item,
        after=partial(take_along, table=tables.LINE_ITEMS),
    ),
)
RESULTS = _collection(
    "results", "result", "Result", Entity(tables.RESULTS, specs.RESULT, before=_before_result)
)
ASSESSMENT_LINE_ITEMS = _collection(
    "assessmentLineItems",
    "assessmentLineItem",
    "Assessment line item",
    Entity(
        tables.ASSESSMENT_LINE_ITEMS,
        specs.ASSESSMENT_LINE_ITEM,
        before=_before_assessment_line_item,
        after=partial(take_along, table=tables.ASSESSMENT_LINE_ITEMS),
    ),
    patchable=True,
)
ASSESSMENT_RESULTS = _collection(
    "assessmentResults",
    "assessmentResult",
    "Assessment result",
    Entity(tables.ASSESSMENT_RESULTS, specs.ASSESSMENT_RESULT, before=_check_student),
    patchable=True,
)


def _scales_of_school(call: RequestContext, owner: str) -> Clause:
    """Score scales of the school's classes."""
    return Clause('"class.sourcedId" IN (SELECT id FROM classes WHERE "school.sourcedId" = ?)', (owner,))


def _categories_of_class(call: RequestContext, owner: str) -> Clause:
    """Categories that the class's line items are in."""
    return Clause('id IN (SELECT "category.sourcedId" FROM line_items WHERE "class.sourcedId" = ?)', (owner,))


_LISTS: Sequence[Below] = (
    Below("schools/{owner}/lineItems", known.SCHOOLS, LINE_ITEMS, by("school")),
    Below("schools/{owner}/scoreScales", known.SCHOOLS, SCORE_SCALES, _scales_of_school),
    Below("classes/{owner}/lineItems", known.CLASSES, LINE_ITEMS, by("class")),
    Below("classes/{owner}/results", known.CLASSES, RESULTS, by("class")),
    Below("classes/{owner}/scoreScales", known.CLASSES, SCORE_SCALES, by("class")),
    Below("classes/{owner}/categories", known.CLASSES, CATEGORIES, _categories_of_class),
)


@dataclass(frozen=True)
class _Bulk:
    """A path that makes several records of one owner.

    Attributes:
        path: Where it is served.
        listed: What is made; the list's name is the body's envelope.
        owners: What the path's ids belong to, by parameter.
        field: The field in which every record must refer to the owner.
        owner: The owner's parameter.
    """

    path: str
    listed: Collection
    owners: Mapping[str, Collection]
    field: str
    owner: str


_BULKS: Sequence[_Bulk] = (
    _Bulk("schools/{school}/lineItems", LINE_ITEMS, {"school": known.SCHOOLS}, "school", "school"),
    _Bulk("classes/{class}/lineItems", LINE_ITEMS, {"class": known.CLASSES}, "class", "class"),
    _Bulk("lineItems/{item}/results", RESULTS, {"item": LINE_ITEMS}, "lineItem", "item"),
    _Bulk(
        "classes/{class}/academicSessions/{session}/results",
        RESULTS,
        {"class": known.CLASSES, "session": known.ACADEMIC_SESSIONS},
        "class",
        "class",
    ),
)


def register_gradebook(router: Router) -> None:
    """Serve the gradebook."""
    for collection in (
        CATEGORIES,
        SCORE_SCALES,
        LINE_ITEMS,
        RESULTS,
        ASSESSMENT_LINE_ITEMS,
        ASSESSMENT_RESULTS,
    ):
        add_collection(router, GRADEBOOK, collection)
    serve_below(router, GRADEBOOK, _LISTS)
    in_class = f"{GRADEBOOK}/classes/{{class}}"
    of_student = partial(_results_in_class, known.STUDENTS, by("student"))
    router.add("GET", f"{in_class}/students/{{of}}/results", of_student)
    of_item = partial(_results_in_class, LINE_ITEMS, by("lineItem"))
    router.add("GET", f"{in_class}/lineItems/{{of}}/results", of_item)
    for bulk in _BULKS:
        router.add("POST", f"{GRADEBOOK}/{bulk.path}", partial(_create_many, bulk))


def _require_owners(call: RequestContext, owners: Mapping[str, Collection]) -> None:
    for param, owner in owners.items():
        if not call.session.exists(owner.entity.table, call.params[param], owner.only):
            labels = [owner.label for owner in owners.values()]
            text = " or ".join([labels[0], *(label.lower() for label in labels[1:])])
            raise ApiError(404, f"{text} not found.")


def _results_in_class(owner: Collection, scope: Scope, call: RequestContext) -> Response:
    _require_owners(call, {"class": known.CLASSES, "of": owner})
    in_class = by("class")(call, call.params["class"])
    if owner is LINE_ITEMS and not call.session.exists(tables.LINE_ITEMS, call.params["of"], in_class):
        raise ApiError(404, "Class or line item not found.")
    return answer_below(call, RESULTS, all_of([in_class, scope(call, call.params["of"])]))


def _create_many(bulk: _Bulk, call: RequestContext) -> Response:
    """Make every record of a list, or none."""
    _require_owners(call, bulk.owners)
    name = bulk.listed.many
    bodies = call.wrapped(name)
    if not is_array(bodies) or not bodies:
        raise invalid(name, "Must be a list that holds at least one.")
    pairs: list[Doc] = []
    for number, body in enumerate(bodies):
        try:
            pairs.append(_create_one(bulk, call, body))
        except ApiError as refusal:
            details = [(f"{name}.{number}.{path}", message) for path, message in refusal.details]
            raise ApiError(refusal.status, refusal.text, details) from None
    # One pair as described; several as the list that clients are told to expect.
    return json_response(201, {"sourcedIdPairs": pairs[0] if len(pairs) == 1 else pairs})


def _create_one(bulk: _Bulk, call: RequestContext, body: Any) -> Doc:
    supplied, doc = create_record(call, bulk.listed, body)
    if id_of(doc[bulk.field]) != call.params[bulk.owner]:
        raise invalid(f"{bulk.field}.sourcedId", "Must be the id in the path.")
    return {"suppliedSourcedId": supplied, "allocatedSourcedId": doc["sourcedId"]}
