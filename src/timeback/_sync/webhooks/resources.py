# Generated from src/timeback/_async/webhooks/resources.py by setup_unasync.py; do not edit.
"""Webhooks, their filters, and LearnWith.AI's subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ..._pages import PageResult
from ..._query.encode import to_wire
from ...errors import InvalidInputError
from ...models.webhooks import (
    DeleteResult,
    LwaiSubscription,
    LwaiSubscriptionInput,
    Webhook,
    WebhookFilter,
    WebhookFilterInput,
    WebhookInput,
)
from ..resource import APIResource

__all__ = ["Subscriptions", "WebhookFilters", "WebhookRegistrations"]

_NAMES = ("filterOperator", "filterOperation")


class WebhookRegistrations(APIResource):
    """Endpoints that are told about events."""

    def list(self, *, sensor: str | None = None) -> PageResult[Webhook]:
        """Fetch all webhooks; the service gives them in one answer.

        Args:
            sensor: Only webhooks of this sensor.

        Calls `GET {webhooks}/`.
        """
        rows = self._rows("{webhooks}/", Webhook, "webhooks", query={"sensor": sensor or None})
        return PageResult(rows, total=len(rows), model=Webhook)

    def get(self, id: str) -> Webhook:
        """Fetch one webhook.

        Raises:
            NotFoundError: There is none with this id.

        Calls `GET {webhooks}/{id}`.
        """
        return self._one("GET", "{webhooks}/{id}", Webhook, "webhook", id=id)

    def create(self, data: WebhookInput | Mapping[str, Any]) -> Webhook:
        """Register an endpoint.

        Args:
            data: Name, URL, secret, whether it is active; `sensor` ties it to the events of one sensor. A
                secret of the form `whsec_…` can be verified by `timeback.webhooks`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `POST {webhooks}/`.
        """
        return self._one("POST", "{webhooks}/", Webhook, "webhook", json=_registration(data))

    def update(self, id: str, data: WebhookInput | Mapping[str, Any]) -> Webhook:
        """Replace a webhook: what `data` leaves out is lost.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `PUT {webhooks}/{id}`.
        """
        return self._one("PUT", "{webhooks}/{id}", Webhook, "webhook", json=_registration(data), id=id)

    def delete(self, id: str) -> DeleteResult:
        """Delete a webhook.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {webhooks}/{id}`.
        """
        return self._one("DELETE", "{webhooks}/{id}", DeleteResult, id=id)

    def activate(self, id: str) -> Webhook:
        """Begin, or go on, to tell the endpoint about events.

        Calls `PUT {webhooks}/{id}/activate`.
        """
        return self._one("PUT", "{webhooks}/{id}/activate", Webhook, "webhook", id=id)

    def deactivate(self, id: str) -> Webhook:
        """Stop telling the endpoint about events.

        Calls `PUT {webhooks}/{id}/deactivate`.
        """
        return self._one("PUT", "{webhooks}/{id}/deactivate", Webhook, "webhook", id=id)


class WebhookFilters(APIResource):
    """Conditions on the events that webhooks are told about."""

    def list(self) -> PageResult[WebhookFilter]:
        """Fetch all filters of all webhooks; the service gives them in one answer.

        Calls `GET {filters}/`.
        """
        rows = self._rows("{filters}/", WebhookFilter, "filters")
        return PageResult(rows, total=len(rows), model=WebhookFilter)

    def list_by_webhook(self, webhook_id: str) -> PageResult[WebhookFilter]:
        """Fetch the filters of one webhook.

        Calls `GET {filters}/webhook/{webhookId}`.
        """
        path = "{filters}/webhook/{webhook_id}"
        rows = self._rows(path, WebhookFilter, "filters", webhook_id=webhook_id)
        return PageResult(rows, total=len(rows), model=WebhookFilter)

    def get(self, id: str) -> WebhookFilter:
        """Fetch one filter.

        Raises:
            NotFoundError: There is none with this id.

        Calls `GET {filters}/{id}`.
        """
        return self._one("GET", "{filters}/{id}", WebhookFilter, "filter", id=id)

    def create(self, data: WebhookFilterInput | Mapping[str, Any]) -> WebhookFilter:
        """Add a filter to a webhook.

        Args:
            data: The event's key, the value to compare it with, always as text, how it is read, and one of
                `filter_operator` and `filter_operation`, which goes out under that name.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `POST {filters}/`.
        """
        return self._one("POST", "{filters}/", WebhookFilter, "filter", json=_condition(data))

    def update(self, id: str, data: WebhookFilterInput | Mapping[str, Any]) -> WebhookFilter:
        """Replace a filter; send `active` to switch it on or off.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `PUT {filters}/{id}`.
        """
        return self._one("PUT", "{filters}/{id}", WebhookFilter, "filter", json=_condition(data), id=id)

    def delete(self, id: str) -> DeleteResult:
        """Delete a filter.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {filters}/{id}`.
        """
        return self._one("DELETE", "{filters}/{id}", DeleteResult, id=id)


class Subscriptions(APIResource):
    """Subscriptions of an application, on LEARNWITH_AI only."""

    def create(
        self, application_id: str, data: LwaiSubscriptionInput | Mapping[str, Any]
    ) -> LwaiSubscription:
        """Subscribe an endpoint to types of events.

        Args:
            application_id: The application's id.
            data: The endpoint's https URL and the types, such as `insight.created`.

        Returns:
            The subscription with its signing secret, which is given this once.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `POST {lwai}/{applicationId}/subscriptions`.
        """
        body = to_wire(data, LwaiSubscriptionInput)
        _check_url("url", body["url"], "https")
        path = "{lwai}/{application_id}/subscriptions"
        return self._one("POST", path, LwaiSubscription, json=body, application_id=application_id)


def _registration(data: WebhookInput | Mapping[str, Any]) -> dict[str, Any]:
    body = to_wire(data, WebhookInput)
    _check_url("target_url", body["targetUrl"], "https", "http")
    return body


def _check_url(name: str, url: str, *schemes: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(each.isspace() for each in url):
        raise InvalidInputError.of(name, f"must be a URL that begins with {':// or '.join(schemes)}://")


def _condition(data: WebhookFilterInput | Mapping[str, Any]) -> dict[str, Any]:
    body = to_wire(data, WebhookFilterInput)
    if len(body.keys() & set(_NAMES)) != 1:
        raise InvalidInputError.of("filter_operator", "is needed, or filter_operation; not both")
    return body
