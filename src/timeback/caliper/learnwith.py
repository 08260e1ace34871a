"""The form in which LearnWith.AI takes events: Timeback's own shapes become plain Caliper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .._json_types import is_list, is_object
from ..models.caliper.base import CONTEXT

__all__ = ["AUTO_SESSION", "for_learnwith"]

# Asks the platform to find the session.
AUTO_SESSION = "urn:tag:auto-attach"

# Event type -> the metrics' collection, their kind, and what an untyped one measures.
_METRICS: Mapping[str, tuple[str, str, str]] = {
    "ActivityEvent": ("ActivityMetricsCollection", "ActivityMetric", ""),
    "TimeSpentEvent": ("TimeSpentMetricsCollection", "TimeSpentMetric", "Active"),
}
_WITH_CONTEXT = frozenset({"ActivityEvent", "TimeSpentEvent", "AssignableEvent", "ViewEvent"})


def for_learnwith(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """An envelope as LearnWith.AI takes it; the one given is not changed."""
    data = [_event(each) if is_object(each) else each for each in envelope["data"]]
    return {**envelope, "sendTime": _instant(envelope["sendTime"]), "data": data}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    kind = event.get("type")
    changed = {"@context": CONTEXT, **event}
    if event.get("profile") == "TimebackProfile":
        changed["profile"] = "AggregationProfile"
    if "eventTime" in event:
        changed["eventTime"] = _instant(event["eventTime"])
    changed["session"] = event.get("session") or AUTO_SESSION
    if is_object(actor := event.get("actor")) and actor.get("type") == "TimebackUser":
        changed["actor"] = {"type": "Person", "id": actor.get("id")}
    target = event.get("object") if kind in _WITH_CONTEXT else None
    if is_object(target) and target.get("type") == "TimebackActivityContext":
        changed["object"] = _resource(target)
    if is_object(generated := event.get("generated")) and kind in _METRICS:
        changed["generated"] = _collection(generated, *_METRICS[str(kind)])
    return changed


def _resource(context: dict[str, Any]) -> dict[str, Any]:
    resource: dict[str, Any] = {"type": "AssignableDigitalResource", "id": context.get("id")}
    if context.get("name"):
        resource["name"] = context["name"]
    if is_object(course := context.get("course")):
        offering = {"type": "CourseOffering", "id": course.get("id")}
        resource["isPartOf"] = offering | ({"name": course["name"]} if course.get("name") else {})
    if is_object(app := context.get("app")):
        named = {"name": app.get("name"), "type": app.get("type") or "SoftwareApplication"}
        resource["extensions"] = {"app": named}
    return resource


def _collection(generated: dict[str, Any], collection: str, kind: str, unnamed: str) -> dict[str, Any]:
    changed = {"id": _urn(), **generated, "type": collection}
    if is_list(items := generated.get("items")):
        changed["items"] = [_metric(each, kind, unnamed) if is_object(each) else each for each in items]
    return changed


def _metric(item: dict[str, Any], kind: str, unnamed: str) -> dict[str, Any]:
    name = str(item.get("type", unnamed))
    return {
        "id": _urn(),
        "type": kind,
        "metricType": name[:1].upper() + name[1:],
        "metricValue": item.get("value"),
    }


def _instant(value: Any) -> Any:
    """UTC with exactly three fractional digits; what is no instant stays as it is."""
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return value
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"
