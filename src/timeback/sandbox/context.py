"""The context of a request: the request taken apart, and the open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from .._config.platforms import PROFILES, Platform, Profile
from .._json_types import NOT_JSON, is_object
from . import instants
from .clock import SandboxClock
from .errors import ApiError, invalid_body
from .messages import Request, Response
from .openid import OpenIdProvider
from .session import Session
from .signals import Signal
from .tokens import TokenIssuer

__all__ = ["RequestContext"]


@dataclass
class RequestContext:
    """One request on its way through a handler.

    Attributes:
        request: The request.
        params: The values of the path's parameters, decoded.
        session: The open transaction.
        base_url: Where this sandbox is reached.
        clock: The clock of the sandbox, by which records are dated.
        tokens: Makes access tokens.
        openid: Signs people in.
        as_described: Answer as the platform is described, where production differs.
        platform: The platform that is played.
        signals: What the handler announced.
    """

    request: Request
    params: Mapping[str, str]
    session: Session
    base_url: str
    clock: SandboxClock
    tokens: TokenIssuer
    openid: OpenIdProvider
    as_described: bool = False
    platform: Platform = Platform.BEYOND_AI
    signals: list[Signal] = field(default_factory=list[Signal])

    def announce(self, topic: str, data: dict[str, Any]) -> None:
        """Tell the services that observe the sandbox what happened, once it is committed."""
        self.signals.append(Signal(topic, data))

    @property
    def profile(self) -> Profile:
        """The limits and rules of the platform that is played."""
        return PROFILES[self.platform]

    @cached_property
    def query(self) -> dict[str, str]:
        """The query parameters; of a repeated one, the last."""
        return dict(parse_qsl(self.request.query, keep_blank_values=True))

    @property
    def now(self) -> str:
        """The present instant, as it is stored."""
        return instants.from_epoch(self.clock.now())

    def body(self) -> Any:
        """Decode the JSON body.

        Raises:
            ApiError: 400, the body is not JSON.
        """
        try:
            return msgspec.json.decode(self.request.body)
        except NOT_JSON:
            raise ApiError(400, "The body is not valid JSON.") from None

    def form(self) -> dict[str, str]:
        """The fields of a body that is a URL-encoded form; of a repeated one, the last."""
        return dict(parse_qsl(self.request.body.decode("utf-8", "replace"), keep_blank_values=True))

    def wrapped(self, envelope: str) -> Any:
        """Decode the JSON body and return what stands under its envelope key.

        Raises:
            ApiError: 400 where the body is not JSON, 422 where it lacks the key.
        """
        body = self.body()
        if not is_object(body) or envelope not in body:
            raise invalid_body((envelope, "Required."))
        return body[envelope]

    def text_response(self, text: str, headers: Sequence[tuple[str, str]] = ()) -> Response:
        """An answer of 200 whose JSON text is made of stored documents."""
        content = text.encode()
        return Response(
            200,
            [("content-type", "application/json"), ("content-length", str(len(content))), *headers],
            content,
        )
