"""Reading, creating, changing and deleting the records of a collection."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from .._json_types import is_object
from . import instants
from .bodies import checking, refuse_issues
from .context import RequestContext
from .entities import Collection, Draft, Observed
from .errors import ApiError, invalid_body
from .fields import Checking, check_body
from .listing import answer_list, answer_one
from .messages import Response, json_response, no_content
from .records import Doc
from .service import Route

__all__ = ["collection_routes", "create_record", "created", "mark_deleted", "require"]


def collection_routes(prefix: str, collection: Collection) -> Iterator[Route]:
    """The routes of a collection and its records below a prefix."""
    path = f"{prefix}/{collection.path}"
    record = path + "/{record_id}"
    # Described so: what lies at the root of its prefix ends in a slash, the collections below it do not.
    root = path if "/" in collection.path else path + "/"
    yield Route("GET", root, partial(_list, collection))
    yield Route("GET", record, partial(_get, collection))
    if collection.writable:
        yield Route("POST", root, partial(_create, collection))
        yield Route("PUT", record, partial(_put, collection))
        yield Route("DELETE", record, partial(_delete, collection))
    if collection.patchable:
        yield Route("PATCH", record, partial(_patch, collection))


def require(call: RequestContext, collection: Collection, record_id: str) -> Doc:
    """The record of a collection that has this id.

    Raises:
        ApiError: 404.
    """
    return msgspec.json.decode(_require_text(call, collection, record_id), type=Doc)


def _require_text(call: RequestContext, collection: Collection, record_id: str) -> str:
    text = call.session.get_text(collection.entity.table, record_id, collection.only)
    if text is None:
        raise ApiError(404, f"{collection.label} not found.")
    return text


def created(supplied: str | None, allocated: str) -> Response:
    """The answer to a record that was made."""
    pair = {"suppliedSourcedId": supplied, "allocatedSourcedId": allocated}
    return json_response(201, {"sourcedIdPairs": pair})


def create_record(
    call: RequestContext, collection: Collection, body: Any, **fixed: Any
) -> tuple[str | None, Doc]:
    """Check a body and store it as a new record; `fixed` goes over what the body says.

    Returns:
        The id that was supplied, if one was, and the stored document.
    """
    entity, practice = collection.entity, collection.practice(call)
    check = checking(call)
    sent = body | fixed if is_object(body) else body
    doc = check_body(sent, collection.body_fields, check, ignored=entity.ignored)
    _refuse_unknown(check, practice)
    refuse_issues(check)
    supplied = doc.get("sourcedId")
    record_id = supplied or str(uuid.uuid4())
    if call.session.exists(entity.table, record_id):
        taken = [("sourcedId", "Another record has this sourcedId.")]
        raise ApiError(practice.taken or 409, f"{collection.label} already exists.", taken)
    draft = Draft(call, record_id, _headed(record_id, call.now, doc), None)
    entity.before(draft)
    call.session.insert(entity.table, record_id, draft.doc)
    entity.after(draft)
    return supplied, draft.doc


def _refuse_unknown(check: Checking, practice: Observed) -> None:
    """Raise what production answers to a body whose only faults are references to records that are not there."""
    paths = [path for path, _ in check.issues]
    status = practice.unknown.get(paths[0].removesuffix(".sourcedId")) if paths else None
    if status is not None and check.unknown.issuperset(paths):
        raise ApiError(status, check.issues[0][1], check.issues)


def _headed(record_id: str, modified: str, doc: Doc) -> Doc:
    head = {"sourcedId": record_id, "status": doc.get("status", "active"), "dateLastModified": modified}
    return head | {name: value for name, value in doc.items() if name not in head}


def _list(collection: Collection, call: RequestContext) -> Response:
    entity = collection.entity
    return answer_list(call, collection.many, entity.queryable, collection.only, entity.searched)


def _get(collection: Collection, call: RequestContext) -> Response:
    text = _require_text(call, collection, call.params["record_id"])
    return answer_one(call, collection.one, collection.entity.queryable, text)


def _create(collection: Collection, call: RequestContext) -> Response:
    supplied, doc = create_record(call, collection, call.wrapped(collection.body_envelope))
    return created(supplied, doc["sourcedId"])


def _put(collection: Collection, call: RequestContext) -> Response:
    record_id, practice = call.params["record_id"], collection.practice(call)
    status = practice.put_status or collection.put_status
    if collection.put_creates and not call.session.exists(collection.entity.table, record_id):
        doc = _create_at(collection, call, record_id)
    else:
        keeps = practice.keeps_metadata
        doc = _change(collection, call, partial_body=collection.put_partial, merge_metadata=keeps)
    if collection.put == "empty":
        return json_response(status, {})
    text = msgspec.json.encode(doc).decode()
    answer = call.text_response(text if collection.put == "bare" else f'{{"{collection.one}":{text}}}')
    return dataclasses.replace(answer, status=status)


def _create_at(collection: Collection, call: RequestContext, record_id: str) -> Doc:
    body = call.wrapped(collection.body_envelope)
    if is_object(body) and body.get("sourcedId", record_id) != record_id:
        raise invalid_body(("sourcedId", "Must be the id in the path."))
    return create_record(call, collection, body, sourcedId=record_id)[1]


def _patch(collection: Collection, call: RequestContext) -> Response:
    _change(collection, call, partial_body=True, merge_metadata=True)
    return json_response(200, {})


def _change(collection: Collection, call: RequestContext, *, partial_body: bool, merge_metadata: bool) -> Doc:
    entity, record_id = collection.entity, call.params["record_id"]
    old = require(call, collection, record_id)
    check = checking(call)
    sent = call.wrapped(collection.body_envelope)
    doc = check_body(sent, collection.body_fields, check, partial=partial_body, ignored=entity.ignored)
    if doc.get("sourcedId", record_id) != record_id:
        check.fail("sourcedId", "Must be the id in the path.")
    refuse_issues(check)
    if merge_metadata and (old.get("metadata") and is_object(doc.get("metadata", {}))):
        doc["metadata"] = old["metadata"] | doc.get("metadata", {})
    if partial_body:
        doc = old | doc
    modified = instants.after(call.now, old.get("dateLastModified"))
    draft = Draft(call, record_id, _headed(record_id, modified, doc), old)
    entity.before(draft)
    call.session.replace(entity.table, record_id, draft.doc)
    entity.after(draft)
    return draft.doc


def _delete(collection: Collection, call: RequestContext) -> Response:
    record_id = call.params["record_id"]
    old = require(call, collection, record_id)
    draft = Draft(call, record_id, mark_deleted(call, collection, old), old)
    collection.entity.after(draft)
    return no_content()


def mark_deleted(call: RequestContext, collection: Collection, old: Doc) -> Doc:
    """Set a record's status to `tobedeleted`; it stays readable."""
    modified = instants.after(call.now, old.get("dateLastModified"))
    doc = old | {"status": "tobedeleted", "dateLastModified": modified}
    call.session.replace(collection.entity.table, old["sourcedId"], doc)
    return doc
