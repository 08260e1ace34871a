"""The server's report of a job: its state, and the reason of a failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from .._codec.decode import decode_bare
from .._json_types import is_list, is_object
from ..models.caliper.answers import JobStatus

__all__ = ["failure_of", "job_of"]

# No description says where the reason stands; these are the names that job queues and this server's errors use.
_REASONS = ("failedReason", "reason", "error", "message", "errors")


def job_of(body: Mapping[str, Any]) -> JobStatus:
    """The job in an answer, which may stand under `job` or alone.

    Raises:
        APIResponseError: It does not fit.
    """
    return decode_bare(msgspec.json.encode(_job(body)), JobStatus)


def failure_of(body: Mapping[str, Any]) -> str | None:
    """The reason of a job's failure, in the server's words; None if it does not say."""
    job = _job(body)
    value = job.get("returnValue")
    for place in (job, value if is_object(value) else {}, body):
        for name in _REASONS:
            if text := _text(place.get(name)):
                return text
    return None


def _job(body: Mapping[str, Any]) -> Mapping[str, Any]:
    job = body.get("job")
    return job if is_object(job) else body


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if is_object(value):
        return _text(value.get("message"))
    if is_list(value):
        return "; ".join(filter(None, map(_text, value))) or None
    return None
