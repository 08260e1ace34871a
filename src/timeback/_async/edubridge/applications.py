"""Applications and their metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.edubridge import Application, ApplicationMetric, ApplicationMetricInput
from ..resource import AsyncAPIResource, Rows

__all__ = ["AsyncApplications"]

_METRICS = "{base}/applicationMetrics/{application_sourced_id}"


class AsyncApplications(AsyncAPIResource):
    """Applications that students learn in, and which figures each reports."""

    async def list(self) -> list[Application]:
        """Fetch all applications.

        Calls `GET {base}/applications/`.
        """
        return await self._rows("{base}/applications/", Application, "applications")

    async def get_metrics(self, application_sourced_id: str) -> Rows[ApplicationMetric]:
        """Fetch which figures an application reports, and from where; the figures themselves are in the analytics.

        Args:
            application_sourced_id: The application's id.

        Raises:
            NotFoundError: There is no such application.

        Calls `GET {base}/applicationMetrics/{applicationSourcedId}`.
        """
        # Not as rows: the description has a list, the published client reads a single object, which a list
        # takes in as its only item.
        return await self._one(
            "GET", _METRICS, Rows[ApplicationMetric], "data", application_sourced_id=application_sourced_id
        )

    async def create_metric(
        self, application_sourced_id: str, data: ApplicationMetricInput | Mapping[str, Any]
    ) -> ApplicationMetric:
        """Declare a figure that an application reports.

        Args:
            application_sourced_id: The application's id.
            data: The figure and where it comes from.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: There is no such application.

        Calls `POST {base}/applicationMetrics/{applicationSourcedId}`.
        """
        return await self._one(
            "POST", _METRICS, ApplicationMetric, "data",
            json=_metric(data), application_sourced_id=application_sourced_id,
        )  # fmt: skip

    async def delete_metric(
        self, application_sourced_id: str, data: ApplicationMetricInput | Mapping[str, Any]
    ) -> None:
        """Withdraw a figure that an application reports.

        Args:
            application_sourced_id: The application's id.
            data: The figure and where it comes from.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: The application does not report this.

        Calls `DELETE {base}/applicationMetrics/{applicationSourcedId}`.
        """
        await self._send(
            "DELETE", _METRICS, json=_metric(data), application_sourced_id=application_sourced_id
        )


def _metric(data: ApplicationMetricInput | Mapping[str, Any]) -> dict[str, Any]:
    return {"applicationMetric": to_wire(data, ApplicationMetricInput)}
