"""Applications, and the figures that they report."""

from __future__ import annotations

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import NO_CONTENT, answer, checked, existing
from timeback.sandbox.edubridge.tables import APPLICATION_METRICS, APPLICATIONS, BASE
from timeback.sandbox.fields import Field, one_of
from timeback.sandbox.messages import Response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import EVERYTHING, Clause, Doc

__all__ = ["metric_id", "register_applications"]

_METRIC = {
    "metric": Field(
        one_of("xp", "spent_minutes", "waste_minutes", "accuracy", "lessons", "quizzes", "unit_tests"),
        required=True,
    ),
    "metricSource": Field(
        one_of(
            "timeback_app", "timeback_direct_integration", "timeback_adapter", "powerpath", "manual_entry"
        ),
        required=True,
    ),
}


def register_applications(router: Router) -> None:
    """Serve applications and their metrics."""
    router.add("GET", f"{BASE}/applications", _list)
    metrics = f"{BASE}/applicationMetrics/{{application}}"
    router.add("GET", metrics, _metrics)
    router.add("POST", metrics, _create_metric)
    router.add("DELETE", metrics, _delete_metric)


def metric_id(metric: Doc) -> str:
    """The id under which a metric is kept: an application reports each figure once from each source."""
    return "/".join(metric[name] for name in ("applicationSourcedId", "metric", "metricSource"))


def _list(call: RequestContext) -> Response:
    return answer("applications", call.session.find(APPLICATIONS, EVERYTHING))


def _application(call: RequestContext) -> str:
    found = existing(call, APPLICATIONS, call.params["application"], "Application")
    return str(found["sourcedId"])


def _metrics(call: RequestContext) -> Response:
    own = Clause('"applicationSourcedId" = ?', (_application(call),))
    return answer("data", call.session.find(APPLICATION_METRICS, own))


def _given(call: RequestContext) -> Doc:
    head = {"applicationSourcedId": _application(call)}
    return head | checked(call, _METRIC, envelope="applicationMetric")


def _create_metric(call: RequestContext) -> Response:
    metric = _given(call)
    if call.session.exists(APPLICATION_METRICS, metric_id(metric)):
        raise ApiError(409, "The application reports this metric already.")
    call.session.insert(APPLICATION_METRICS, metric_id(metric), metric)
    return answer("data", metric, 201)


def _delete_metric(call: RequestContext) -> Response:
    if not call.session.remove(APPLICATION_METRICS, metric_id(_given(call))):
        raise ApiError(404, "Metric not found.")
    return NO_CONTENT
