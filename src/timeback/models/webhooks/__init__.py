"""The models of Webhooks: registrations, their filters, and LearnWith.AI's subscriptions."""

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
    """How a filter's value is read."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"


class FilterOperator(OpenEnum):
    """How an event's value is compared with a filter's."""

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
    """What becomes of a subscription's deliveries: made, held until resumed, or given up for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"


class _Stored(Model, kw_only=True):
    # Servers spell the times in either way: what came in snake case is read into the fields without a mark.
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
    deleted_at: Timestamp | None = None
    created_at_: Timestamp | None = field(name="created_at", default=None)
    updated_at_: Timestamp | None = field(name="updated_at", default=None)
    deleted_at_: Timestamp | None = field(name="deleted_at", default=None)

    def __post_init__(self) -> None:
        self.created_at = self.created_at or self.created_at_
        self.updated_at = self.updated_at or self.updated_at_
        self.deleted_at = self.deleted_at or self.deleted_at_


class Webhook(_Stored, kw_only=True):
    """An endpoint that is told about events. Its repr hides the secret."""

    id: str
    name: str
    description: str | None = None
    target_url: str
    secret: str
    active: bool
    sensor: str | None = None

    def __repr__(self) -> str:
        return f"Webhook(id={self.id!r}, active={self.active}, secret=***)"


class WebhookInput(InputModel, kw_only=True):
    """An endpoint to be told about events. Its repr hides the secret."""

    name: NonEmpty
    target_url: str
    secret: NonEmpty
    active: bool
    description: Unset[str | None] = UNSET
    sensor: Unset[str | None] = UNSET

    def __repr__(self) -> str:
        return f"WebhookInput(active={self.active}, secret=***)"


class WebhookFilter(_Stored, kw_only=True):
    """A condition on the events that a webhook is told about; `filter_operator` is read from either spelling."""

    id: str | None = None
    webhook_id: str
    filter_key: str
    filter_value: str
    filter_type: FilterType
    filter_operator: FilterOperator | None = None
    filter_operation: FilterOperator | None = None
    active: bool

    def __post_init__(self) -> None:
        super().__post_init__()
        self.filter_operator = self.filter_operator or self.filter_operation
        self.filter_operation = self.filter_operator


class WebhookFilterInput(InputModel, kw_only=True):
    """A condition to store. The operator goes out under the name that it was given: servers know one of the two."""

    webhook_id: str
    filter_key: NonEmpty
    filter_value: NonEmpty
    filter_type: Choice[FilterType]
    filter_operator: Unset[Choice[FilterOperator]] = UNSET
    filter_operation: Unset[Choice[FilterOperator]] = UNSET
    active: bool


class LwaiSubscriptionInput(InputModel, kw_only=True):
    """An endpoint to be told about events of these types, on LEARNWITH_AI."""

    url: str
    event_types: list[str]


class LwaiSubscription(Model, kw_only=True):
    """A subscription on LEARNWITH_AI. The signing secret is given once; the repr hides it."""

    id: str
    url: str
    event_types: list[str]
    status: LwaiSubscriptionStatus
    date_created: Timestamp
    signing_secret: str | None = None

    def __repr__(self) -> str:
        return f"LwaiSubscription(id={self.id!r}, status={str(self.status)!r}, signing_secret=***)"
