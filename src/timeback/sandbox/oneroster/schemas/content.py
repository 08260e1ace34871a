"""The bodies of course components, resources and course structures, field by field."""

from __future__ import annotations

import re
from typing import Any

from ...._json_types import is_object
from ...fields import (
    ABSENT,
    Checking,
    Field,
    Fields,
    Kind,
    array,
    boolean,
    check_body,
    instant,
    mapping,
    nonblank,
    number,
    object_of,
    one_of,
    text,
)
from ..tables import ref
from .common import base, grades, optional_text

__all__ = ["COMPONENT", "COMPONENT_RESOURCE", "LESSON_TYPES", "RESOURCE", "STRUCTURE"]

LESSON_TYPES = ("powerpath-100", "quiz", "test-out", "placement", "unit-test", "alpha-read-article")
_DURATION = re.compile(r"\d{2,}:[0-5]\d:[0-5]\d(?:\.\d{2})?")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def _check_url(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and _URL.fullmatch(value):
        return value
    return checking.fail(at, "Must be a URI.")


def _check_duration(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and _DURATION.fullmatch(value):
        return value
    return checking.fail(at, "Must be a duration such as 00:12:30.")


def _check_criteria(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, str) and value.upper() in ("ALL", "ANY"):
        return value
    return checking.fail(at, "Must be ALL or ANY.")


def _check_count(value: Any, at: str, checking: Checking) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    return checking.fail(at, "Must be a whole number of at least 1.")


_url = Kind(_check_url)
_duration = Kind(_check_duration)
_count = Kind(_check_count, "number")

COMPONENT = base(status_required=True) | {
    "title": Field(nonblank, required=True),
    "course": Field(ref("courses"), required=True),
    "courseComponent": Field(ref("course_components"), nullable=True),
    "parent": Field(ref("course_components"), nullable=True),
    "sortOrder": Field(number),
    "prerequisites": Field(array(text), nullable=True),
    "prerequisiteCriteria": Field(Kind(_check_criteria), nullable=True),
    # Answers hold null where nothing is locked, so a record that was read can be written back.
    "unlockDate": Field(instant, nullable=True, default=None),
}

COMPONENT_RESOURCE = base(status_required=True) | {
    "sourcedId": Field(nonblank, required=True),
    "title": Field(nonblank, required=True),
    "courseComponent": Field(ref("course_components"), required=True),
    "resource": Field(ref("resources"), required=True),
    "sortOrder": Field(number),
    "lessonType": Field(one_of(*LESSON_TYPES), nullable=True),
}

_shared: Fields = {
    "subject": Field(text),
    "grades": Field(grades),
    "language": Field(text),
    "xp": Field(number),
    "url": Field(_url),
    "keywords": Field(array(text)),
    "lessonType": Field(text),
    # Open: what stands inside a set differs between the descriptions.
    "learningObjectiveSet": Field(array(object_of({}))),
}
_format = {"format": Field(text, required=True)}
_fail_fast = object_of({"consecutive_failures": Field(_count), "stagnation_limit": Field(_count)})
_fail_fast_camel = object_of({"consecutiveFailures": Field(_count), "stagnationLimit": Field(_count)})
_question = one_of(
    "choice",
    "order",
    "associate",
    "match",
    "hotspot",
    "hottext",
    "select-point",
    "graphic-order",
    "graphic-associate",
    "graphic-gap-match",
    "text-entry",
    "extended-text",
    "inline-choice",
    "upload",
    "slider",
    "drawing",
    "media",
    "custom",
)
_VARIANTS: dict[str, Fields] = {
    "qti": {
        "subType": Field(one_of("qti-test", "qti-question", "qti-stimulus", "qti-test-bank"), required=True),
        "questionType": Field(_question),
        "difficulty": Field(one_of("easy", "medium", "hard")),
    },
    "text": {**_format, "author": Field(text), "pageCount": Field(number)},
    "audio": {**_format, "duration": Field(_duration), "speaker": Field(text)},
    "video": {**_format, "duration": Field(_duration), "captionsAvailable": Field(boolean)},
    "interactive": {
        "launchUrl": Field(_url),
        "toolProvider": Field(text),
        "instructionalMethod": Field(text),
        "courseIdOnFail": Field(text, nullable=True),
        "fail_fast": Field(_fail_fast),
        "failFast": Field(_fail_fast_camel),
    },
    "visual": {**_format, "resolution": Field(text)},
    "course-material": {
        **_format,
        "subType": Field(one_of("unit", "course", "resource-collection"), required=True),
        "author": Field(text),
        "instructionalMethod": Field(text),
    },
    "assessment-bank": {"resources": Field(array(text), required=True)},
}


def _check_resource_metadata(value: Any, at: str, checking: Checking) -> Any:
    kind = value.get("type", ABSENT) if is_object(value) else ABSENT
    if kind is ABSENT:
        return check_body(value, _shared, checking, path=at)
    if not isinstance(kind, str) or kind not in _VARIANTS:
        return checking.fail(f"{at}.type", f"Must be one of {', '.join(_VARIANTS)}.")
    fields = {**_shared, **_VARIANTS[kind]}
    return check_body(value, fields, checking, path=at)


_role = one_of("primary", "secondary")

RESOURCE = base(metadata=Kind(_check_resource_metadata, "metadata")) | {
    "title": Field(nonblank, required=True),
    "roles": Field(array(_role)),
    "importance": Field(_role),
    "vendorResourceId": Field(nonblank, required=True),
    "vendorId": optional_text,
    "applicationId": optional_text,
    # Taken and dropped: the address stands in the metadata.
    "url": Field(text, nullable=True, dropped=True),
}

_entry = object_of(
    {
        **{name: Field(nonblank, required=True) for name in ("url", "skillCode", "lessonCode")},
        **{name: Field(nonblank, required=True) for name in ("title", "unit-title", "status")},
        "xp": Field(number, required=True),
        "stimulus": Field(
            object_of({"title": Field(text, required=True), "identifier": Field(nonblank, required=True)})
        ),
        "video": Field(object_of({"url": Field(_url, required=True), "title": Field(text, required=True)})),
    }
)

STRUCTURE = {"courseStructure": Field(mapping(_entry), required=True)}
