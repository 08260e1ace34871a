"""The models of Webhooks: registrations, their filters, and LEARNWITH_AI's subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from .records import (
    ApiStatus,
    FilterOperator,
    FilterType,
    LwaiSubscription,
    LwaiSubscriptionInput,
    LwaiSubscriptionStatus,
    Webhook,
    WebhookFilter,
    WebhookFilterInput,
    WebhookInput,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

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
