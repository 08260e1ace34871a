"""Applications, and the figures that they report."""

from __future__ import annotations

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, no_content
from ..records import Doc
from ..sql import EVERYTHING, Clause
from .common import answer, checked, existing
from .schemas import METRIC
from .tables import APPLICATION_METRICS, APPLICATIONS

__all__ = ["create_metric", "delete_metric", "list_applications", "list_metrics", "metric_id"]


def metric_id(metric: Doc) -> str:
    """The id under which a metric is kept: an application reports each figure once from each source."""
    return "/".join(metric[name] for name in ("applicationSourcedId", "metric", "metricSource"))


def list_applications(call: RequestContext) -> Response:
    """Answer every application."""
    return answer(call, "applications", call.session.find(APPLICATIONS, EVERYTHING))


def _application(call: RequestContext) -> str:
    found = existing(call, APPLICATIONS, call.params["application"], "Application")
    return str(found["sourcedId"])


def list_metrics(call: RequestContext) -> Response:
    """Answer the figures that an application reports."""
    own = Clause('"applicationSourcedId" = ?', (_application(call),))
    return answer(call, "data", call.session.find(APPLICATION_METRICS, own))


def _given(call: RequestContext) -> Doc:
    head = {"applicationSourcedId": _application(call)}
    return head | checked(call, METRIC, envelope="applicationMetric")


def create_metric(call: RequestContext) -> Response:
    """Let an application report one more figure."""
    metric = _given(call)
    if call.session.exists(APPLICATION_METRICS, metric_id(metric)):
        raise ApiError(409, "The application reports this metric already.")
    call.session.insert(APPLICATION_METRICS, metric_id(metric), metric)
    return answer(call, "data", metric, 201)


def delete_metric(call: RequestContext) -> Response:
    """Let an application report a figure no longer."""
    if not call.session.remove(APPLICATION_METRICS, metric_id(_given(call))):
        raise ApiError(404, "Metric not found.")
    return no_content()
