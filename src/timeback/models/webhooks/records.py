"""The models of Webhooks: registrations, their filters, and LEARNWITH_AI's subscriptions."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, OpenEnum, Timestamp, Unset
from ..vocabularies import ApiStatus

__all__ = [
    "ApiStatus",
    "FilterOperator",
    "FilterType",
    "LwaiSubscription",
    "LwaiSubscriptionInput",
    "LwaiSubscriptionStatus",
    "Webhook",
    "WebhookFilter",
    "WebhookFilterInput",
    "WebhookInput",
]

NonEmpty = Annotated[str, Meta(min_length=1)]


class FilterType(OpenEnum):
    """The type that a filter's value is read as."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"


class FilterOperator(OpenEnum):
    """The comparison of an event's value with a filter's."""

    EQ = "eq"
    NEQ = "neq"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    IN = "in"
    NOT_IN = "notIn"
    STARTS_WITH = "startsWith"
    ENDS_WITH = "endsWith"
    REGEXP = "regexp"


class LwaiSubscriptionStatus(OpenEnum):
    """The state of a subscription: deliveries are made, held until resumed, or given up for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"


class _Stored(Model, kw_only=True):
    # Servers spell the times in either way: what came in snake case is read into the fields without a mark.
    created_at: Timestamp | None = None
    """Time when it was stored, in UTC; None if the server leaves it out."""
    updated_at: Timestamp | None = None
    """Time of the last change, in UTC; None if there was none."""
    deleted_at: Timestamp | None = None
    """Time when it was deleted, in UTC; None while it is not."""
    created_at_: Timestamp | None = field(name="created_at", default=None)
    """Time of storing under the wire's other spelling; read `created_at`."""
    updated_at_: Timestamp | None = field(name="updated_at", default=None)
    """Time of the last change under the wire's other spelling; read `updated_at`."""
    deleted_at_: Timestamp | None = field(name="deleted_at", default=None)
    """Time of deletion under the wire's other spelling; read `deleted_at`."""

    def __post_init__(self) -> None:
        self.created_at = self.created_at or self.created_at_
        self.updated_at = self.updated_at or self.updated_at_
        self.deleted_at = self.deleted_at or self.deleted_at_


class Webhook(_Stored, kw_only=True):
    """An endpoint that receives events. Its repr hides the secret."""

    _secrets = frozenset({"secret", "target_url"})

    id: str
    """Identifier of the webhook, a UUID."""
    name: str
    """Name for people."""
    description: str | None = None
    """Purpose of the webhook in a few words; None if there is none."""
    target_url: str
    """Address that the events are posted to."""
    secret: str
    """Secret that receiver and platform share, in clear: keep it out of logs."""
    active: bool
    """Whether events are delivered."""
    sensor: str | None = None
    """IRI of the sensor whose events are delivered; None for all sensors."""


class WebhookInput(InputModel, kw_only=True):
    """An endpoint to receive events. Its repr hides the secret."""

    _secrets = frozenset({"secret", "target_url"})

    name: NonEmpty
    """Name for people."""
    target_url: str
    """Absolute address to post the events to."""
    secret: NonEmpty
    """Secret of your own choice, which lets the receiver recognize the platform; reads return it in clear."""
    active: bool
    """Whether events are delivered."""
    description: Unset[str | None] = UNSET
    """Purpose of the webhook in a few words; None clears it."""
    sensor: Unset[str | None] = UNSET
    """IRI of the sensor whose events are delivered; None for all sensors."""


class WebhookFilter(_Stored, kw_only=True):
    """A condition on the events that a webhook receives; `filter_operator` is read from either spelling."""

    id: str | None = None
    """Identifier of the filter; None if the server leaves it out, as its description does."""
    webhook_id: str
    """Webhook that the filter belongs to."""
    filter_key: str
    """Key of the event whose value is compared, such as `type` or `sensor`."""
    filter_value: str
    """Value that it is compared with, as text whatever its type."""
    filter_type: FilterType
    """Type that `filter_value` is read as before it is compared."""
    filter_operator: FilterOperator | None = None
    """Comparison, read from either spelling; None if the server leaves out both."""
    filter_operation: FilterOperator | None = None
    """Comparison under the description's spelling; the same as `filter_operator`."""
    active: bool
    """Whether the filter counts."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.filter_operator = self.filter_operator or self.filter_operation
        self.filter_operation = self.filter_operator


class WebhookFilterInput(InputModel, kw_only=True):
    """A condition to store. The operator is sent under the name that you give it: servers know only one of the two."""

    webhook_id: str
    """Webhook to put the filter on."""
    filter_key: NonEmpty
    """Key of the event whose value is compared, such as `type` or `sensor`."""
    filter_value: NonEmpty
    """Value to compare it with, as text whatever its type."""
    filter_type: Choice[FilterType]
    """Type to read `filter_value` as before it is compared."""
    filter_operator: Unset[Choice[FilterOperator]] = UNSET
    """Comparison, under the published client's spelling; give this or `filter_operation`."""
    filter_operation: Unset[Choice[FilterOperator]] = UNSET
    """Comparison, under the description's spelling; give this or `filter_operator`."""
    active: bool
    """Whether the filter is to count."""


class LwaiSubscriptionInput(InputModel, kw_only=True):
    """An endpoint to receive events of these types, on LEARNWITH_AI. Its repr hides the address."""

    _secrets = frozenset({"url"})

    url: str
    """Address to post the events to: `https`, with a domain name."""
    event_types: list[str]
    """Kinds of event to deliver, such as `insight.created`."""


class LwaiSubscription(Model, kw_only=True):
    """A subscription on LEARNWITH_AI. The signing secret is returned only once; the repr hides it."""

    _secrets = frozenset({"signing_secret", "url"})

    id: str
    """Identifier of the subscription, a UUID."""
    url: str
    """Address that the events are posted to."""
    event_types: list[str]
    """Kinds of event that are delivered, such as `insight.created`."""
    status: LwaiSubscriptionStatus
    """Whether deliveries are made, held until resumed, or given up for good."""
    date_created: Timestamp
    """Time when it was made."""
    signing_secret: str | None = None
    """Secret that signs the deliveries, given once: in the answer to a create or a rotation; else None."""
