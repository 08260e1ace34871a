"""The bodies of webhooks and of their filters."""

from __future__ import annotations

import re

from ...errors import ConfigurationError
from ...models.webhooks import WebhookFilterInput, WebhookInput
from ...webhooks import sign
from ..addresses import is_loopback
from ..bodies import typed_body
from ..context import RequestContext
from ..errors import ApiError
from ..records import Doc
from .records import stamped
from .tables import WEBHOOKS

__all__ = ["filter_body", "hook_body"]


def _invalid(*issues: tuple[str, str]) -> ApiError:
    return ApiError(400, "Invalid body.", issues)


def hook_body(call: RequestContext, old: Doc | None) -> Doc:
    """The record that a body makes, or makes of an old one.

    Raises:
        ApiError: 400.
    """
    body = typed_body(call.body(), WebhookInput, "Invalid body.")
    if not is_loopback(body["targetUrl"]):
        raise _invalid(("targetUrl", "The sandbox delivers to this machine only."))
    try:
        sign(b"", body["secret"], delivery_id="-", timestamp=0)
    except ConfigurationError as error:
        raise _invalid(("secret", str(error))) from None
    return stamped(call, {"description": None, "sensor": None} | body, old)


def filter_body(call: RequestContext, old: Doc | None) -> Doc:
    """The record that a body makes, or makes of an old one.

    Raises:
        ApiError: 400.
    """
    body = typed_body(call.body(), WebhookFilterInput, "Invalid body.")
    if "filterOperator" not in body and "filterOperation" not in body:
        raise _invalid(("filterOperation", "Required."))
    if not call.session.exists(WEBHOOKS, body["webhookId"]):
        raise _invalid(("webhookId", "There is no webhook with this id."))
    body["filterOperation"] = body.pop("filterOperator", None) or body["filterOperation"]
    if body["filterOperation"] == "regexp":
        try:
            re.compile(body["filterValue"])
        except re.error:
            raise _invalid(("filterValue", "This is no regular expression.")) from None
    return stamped(call, body, old)
