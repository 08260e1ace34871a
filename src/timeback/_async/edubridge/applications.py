"""Applications and their metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.edubridge import Application, ApplicationMetric, ApplicationMetricInput, bodies
from ..channel import AsyncChannel
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncApplications"]

_METRICS = "{base}/applicationMetrics/{application_id}"


class AsyncApplications(AsyncUnpaged[Application]):
    """Applications that students learn in, and the metrics that each reports."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Application, "{base}/applications/", "applications")

    def __call__(self, application_id: str) -> AsyncApplicationScope:
        """One application, and the metrics that it reports."""
        return AsyncApplicationScope(self._channel, {"application_id": application_id})


class AsyncApplicationScope(AsyncAPIResource):
    """One application."""

    @property
    def metrics(self) -> AsyncApplicationMetrics:
        """The metrics that the application reports, with their sources."""
        return AsyncApplicationMetrics(
            self._channel, ApplicationMetric, _METRICS, "data", params=self._params
        )


class AsyncApplicationMetrics(AsyncUnpaged[ApplicationMetric]):
    """The kinds of metrics that an application reports, and their sources. The values are in the analytics."""

    async def create(
        self,
        data: ApplicationMetricInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ApplicationMetricFields],
    ) -> ApplicationMetric:
        """Declare a metric that the application reports.

        Args:
            data: The metric and its source.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: There is no such application.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/applicationMetrics/{applicationSourcedId}`.
        """
        return await self._one("POST", _METRICS, ApplicationMetric, "data", json=_metric(given(data, fields)))

    async def delete(
        self,
        data: ApplicationMetricInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ApplicationMetricFields],
    ) -> None:
        """Remove a metric that the application reports.

        Args:
            data: The metric and its source.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: The application does not report this.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/applicationMetrics/{applicationSourcedId}`.
        """
        await self._send("DELETE", _METRICS, json=_metric(given(data, fields)))


def _metric(data: ApplicationMetricInput | Mapping[str, Any]) -> dict[str, Any]:
    return {"applicationMetric": to_wire(data, ApplicationMetricInput)}
