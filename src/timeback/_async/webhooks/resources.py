"""Webhooks, their filters, and LEARNWITH_AI's subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._query.urls import check_web_url
from ..._rows import Rows
from ...errors import InvalidInputError
from ...models.webhooks import (
    LwaiSubscription,
    LwaiSubscriptionInput,
    Webhook,
    WebhookFilter,
    WebhookFilterInput,
    WebhookInput,
    bodies,
)
from ..pager import AsyncPager
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncSubscriptions", "AsyncWebhookFilters", "AsyncWebhookRegistrations"]

_NAMES = ("filterOperator", "filterOperation")


class AsyncWebhookRegistrations(AsyncAPIResource):
    """Endpoints that receive events."""

    async def list(self, *, sensor: str | None = None) -> PageResult[Webhook]:
        """Fetch all webhooks; the service gives them in one answer.

        Args:
            sensor: Only webhooks of this sensor.

        Calls `GET {webhooks}/`.
        """
        return await self._of(sensor).list()

    async def first(self, *, sensor: str | None = None) -> Webhook | None:
        """Fetch the first that `list()` would give, or None."""
        return await self._of(sensor).first()

    async def list_all(self, *, sensor: str | None = None, max_items: int | None = None) -> Rows[Webhook]:
        """Fetch them as a list; see `list()`."""
        return await self._of(sensor).list_all(max_items=max_items)

    def stream(self, *, sensor: str | None = None, max_items: int | None = None) -> AsyncPager[Webhook]:
        """Go through them; see `list()`."""
        return self._of(sensor).stream(max_items=max_items)

    def _of(self, sensor: str | None) -> AsyncUnpaged[Webhook]:
        return self._whole(Webhook, "{webhooks}/", "webhooks", query={"sensor": sensor or None})

    async def get(self, webhook_id: str) -> Webhook:
        """Fetch one webhook.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {webhooks}/{webhook_id}`.
        """
        return await self._one("GET", "{webhooks}/{webhook_id}", Webhook, "webhook", webhook_id=webhook_id)

    async def create(
        self, data: WebhookInput | Mapping[str, Any] | None = None, /, **fields: Unpack[bodies.WebhookFields]
    ) -> Webhook:
        """Register an endpoint.

        Args:
            data: Name, URL, secret, whether it is active; `sensor` ties it to the events of one sensor. A
                secret of the form `whsec_…` can be verified by `timeback.webhooks`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {webhooks}/`.
        """
        return await self._one(
            "POST", "{webhooks}/", Webhook, "webhook", json=_registration(given(data, fields))
        )

    async def update(
        self,
        webhook_id: str,
        data: WebhookInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.WebhookFields],
    ) -> Webhook:
        """Replace a webhook; fields that you leave out are lost.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {webhooks}/{webhook_id}`.
        """
        return await self._one(
            "PUT",
            "{webhooks}/{webhook_id}",
            Webhook,
            "webhook",
            json=_registration(given(data, fields)),
            webhook_id=webhook_id,
        )

    async def delete(self, webhook_id: str) -> None:
        """Delete a webhook.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {webhooks}/{webhook_id}`.
        """
        await self._send("DELETE", "{webhooks}/{webhook_id}", webhook_id=webhook_id)

    async def activate(self, webhook_id: str) -> Webhook:
        """Start or resume sending events to the endpoint.

        Calls `PUT {webhooks}/{webhook_id}/activate`.
        """
        return await self._one(
            "PUT", "{webhooks}/{webhook_id}/activate", Webhook, "webhook", webhook_id=webhook_id
        )

    async def deactivate(self, webhook_id: str) -> Webhook:
        """Stop sending events to the endpoint.

        Calls `PUT {webhooks}/{webhook_id}/deactivate`.
        """
        return await self._one(
            "PUT", "{webhooks}/{webhook_id}/deactivate", Webhook, "webhook", webhook_id=webhook_id
        )


class AsyncWebhookFilters(AsyncAPIResource):
    """Conditions on the events that webhooks receive."""

    async def list(self, *, webhook_id: str | None = None) -> PageResult[WebhookFilter]:
        """Fetch all filters, or those of one webhook; the service gives them in one answer.

        Args:
            webhook_id: Only filters of this webhook.

        Calls `GET {filters}/`, or `{filters}/webhook/{webhookId}`.
        """
        return await self._of(webhook_id).list()

    async def first(self, *, webhook_id: str | None = None) -> WebhookFilter | None:
        """Fetch the first that `list()` would give, or None."""
        return await self._of(webhook_id).first()

    async def list_all(
        self, *, webhook_id: str | None = None, max_items: int | None = None
    ) -> Rows[WebhookFilter]:
        """Fetch them as a list; see `list()`."""
        return await self._of(webhook_id).list_all(max_items=max_items)

    def stream(
        self, *, webhook_id: str | None = None, max_items: int | None = None
    ) -> AsyncPager[WebhookFilter]:
        """Go through them; see `list()`."""
        return self._of(webhook_id).stream(max_items=max_items)

    def _of(self, webhook_id: str | None) -> AsyncUnpaged[WebhookFilter]:
        if webhook_id is None:
            return self._whole(WebhookFilter, "{filters}/", "filters")
        path = "{filters}/webhook/{webhook_id}"
        return self._whole(WebhookFilter, path, "filters", webhook_id=webhook_id)

    async def get(self, filter_id: str) -> WebhookFilter:
        """Fetch one filter.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {filters}/{filter_id}`.
        """
        return await self._one("GET", "{filters}/{filter_id}", WebhookFilter, "filter", filter_id=filter_id)

    async def create(
        self,
        data: WebhookFilterInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.WebhookFilterFields],
    ) -> WebhookFilter:
        """Add a filter to a webhook.

        Args:
            data: The event's key, the value to compare it with, always as text, how it is read, and one of
                `filter_operator` and `filter_operation`, which goes out under that name.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {filters}/`.
        """
        return await self._one(
            "POST", "{filters}/", WebhookFilter, "filter", json=_condition(given(data, fields))
        )

    async def update(
        self,
        filter_id: str,
        data: WebhookFilterInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.WebhookFilterFields],
    ) -> WebhookFilter:
        """Replace a filter; send `active` to switch it on or off.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {filters}/{filter_id}`.
        """
        return await self._one(
            "PUT",
            "{filters}/{filter_id}",
            WebhookFilter,
            "filter",
            json=_condition(given(data, fields)),
            filter_id=filter_id,
        )

    async def delete(self, filter_id: str) -> None:
        """Delete a filter.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {filters}/{filter_id}`.
        """
        await self._send("DELETE", "{filters}/{filter_id}", filter_id=filter_id)


class AsyncSubscriptions(AsyncAPIResource):
    """Subscriptions of an application, on LEARNWITH_AI only."""

    async def create(
        self,
        application_id: str,
        data: LwaiSubscriptionInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LwaiSubscriptionFields],
    ) -> LwaiSubscription:
        """Subscribe an endpoint to types of events.

        Args:
            application_id: The application's id.
            data: The endpoint's https URL and the types, such as `insight.created`.

        Returns:
            The subscription with its signing secret, which is returned only once.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {lwai}/{applicationId}/subscriptions`.
        """
        body = to_wire(given(data, fields), LwaiSubscriptionInput)
        check_web_url("url", body["url"], "https")
        path = "{lwai}/{application_id}/subscriptions"
        return await self._one("POST", path, LwaiSubscription, json=body, application_id=application_id)


def _registration(data: WebhookInput | Mapping[str, Any]) -> dict[str, Any]:
    body = to_wire(data, WebhookInput)
    check_web_url("target_url", body["targetUrl"], "https", "http")
    return body


def _condition(data: WebhookFilterInput | Mapping[str, Any]) -> dict[str, Any]:
    body = to_wire(data, WebhookFilterInput)
    if len(body.keys() & set(_NAMES)) != 1:
        raise InvalidInputError.of("filter_operator", "required, or filter_operation; not both")
    return body
