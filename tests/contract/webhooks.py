"""What the operations and types of Webhooks have of their own."""

from __future__ import annotations

from typing import Any

from timeback.models import webhooks

from .catalogue import Operation
from .matching import Exempt, Types
from .operations import Contract


class WebhooksContract(Contract):
    """One name of the operator goes out, and a URL must be one."""

    def body(self, operation: Operation) -> Any:
        body = super().body(operation)
        if isinstance(body, dict):
            body.pop("filterOperator", None)
        return body


_TIMES = Exempt(
    "time fields have two spellings", "What came in snake case is read into the field without a mark."
)
_EITHER = Exempt("a filter''s id is missing from spec and docs", "An answer in the documented shape decodes.")

_STORED = ("Webhook", "WebhookFilter")
_STAMPS = ("created", "updated", "deleted")

EXCEPTIONS = {
    **{(f"{name}.{stamp}_at", "name"): _TIMES for name in _STORED for stamp in _STAMPS},
    ("WebhookFilter.id", "required"): _EITHER,
    ("WebhookFilter.id", "nullable"): _EITHER,
}

OPERATIONS = WebhooksContract("webhooks", "Webhooks", webhooks)
TYPES = Types(
    "webhooks",
    webhooks,
    elsewhere={"ApiMessage", "DeleteResult", "WebhookInputError", "WebhookInputIssue"},
    exceptions=EXCEPTIONS,
)
