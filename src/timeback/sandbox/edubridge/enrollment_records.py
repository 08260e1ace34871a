"""Enrollments in courses as records: OneRoster's, in the classes of those courses."""

from __future__ import annotations

import dataclasses

from .. import instants
from ..context import RequestContext
from ..fields import Field
from ..oneroster.collections import ENROLLMENTS
from ..oneroster.schemas.rostering import ENROLLMENT
from ..oneroster.tables import ENROLLMENTS as TABLE
from ..records import Doc, part
from ..writes import create_record
from .common import active_enrollments
from .default_class import default_class
from .schemas import ENROLLMENT_METADATA

__all__ = ["change_metadata", "enroll_user"]

# EduBridge's metadata hold more than OneRoster's own endpoints let callers write.
_COLLECTION = dataclasses.replace(ENROLLMENTS, fields=ENROLLMENT | {"metadata": Field(ENROLLMENT_METADATA)})


def enroll_user(call: RequestContext, owner: Doc, wanted: Doc, school: Doc, options: Doc) -> Doc:
    """Enroll a user in a course; where that is so already, the enrollment takes over what is given."""
    metadata = options.get("metadata")
    current = [
        doc
        for doc in active_enrollments(call, owner["sourcedId"], wanted["sourcedId"])
        if doc["school"]["sourcedId"] == school["sourcedId"]
        and doc["role"] == options.get("role", "student")
        and (doc.get("endDate") or "9999") >= call.now[:10]
        and options.get("sourcedId", doc["sourcedId"]) == doc["sourcedId"]
    ]
    if current:
        return change_metadata(call, current[0], metadata) if metadata else current[0]
    taught = default_class(call, wanted, school)
    inherited = part(wanted, "metadata")
    body: Doc = {
        "role": options.get("role", "student"),
        "beginDate": options.get("beginDate", call.now)[:10],
        "user": {"sourcedId": owner["sourcedId"]},
        "class": {"sourcedId": taught["sourcedId"]},
        "metadata": {key: inherited[key] for key in ("goals", "metrics") if key in inherited}
        | (metadata or {}),
    }
    if "sourcedId" in options:
        body["sourcedId"] = options["sourcedId"]
    return create_record(call, _COLLECTION, body)[1]


def change_metadata(call: RequestContext, doc: Doc, changes: Doc) -> Doc:
    """Write keys of an enrollment\'s metadata."""
    modified = instants.after(call.now, doc["dateLastModified"])
    merged = part(doc, "metadata") | changes
    changed = doc | {"metadata": merged, "dateLastModified": modified}
    call.session.replace(TABLE, doc["sourcedId"], changed)
    return changed
