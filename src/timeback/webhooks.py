"""Receiving webhooks: verify a delivery's signature on its raw bytes, and read it.

The signature is that of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in the headers `webhook-id`,
`webhook-timestamp` and `webhook-signature`. LEARNWITH_AI gives out `whsec_` secrets; BEYOND_AI documents no
signature, and the sandbox signs what it delivers in this way.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from ._json_types import is_object
from .errors import ConfigurationError, TimebackError

__all__ = ["Delivery", "DeliveryError", "sign", "verify"]

TOLERANCE = 300.0
_PREFIX = "whsec_"
_VERSION = "v1"
_MAX_DIGITS = 12


class SupportsItems(Protocol):
    """Headers as some frameworks hold them: no mapping, but with `items()`."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Name and value of each."""
        ...


class DeliveryError(TimebackError):
    """A delivery that must not be believed. The message says what is wrong, and repeats nothing of it."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery whose signature was right. Its repr hides what was delivered.

    Attributes:
        id: The delivery's id: the same when it is made again, so that it can be handled once.
        timestamp: When it was signed, in seconds since 1970.
        data: The body, decoded: an event as the platform has it.
    """

    id: str
    timestamp: int
    data: Any

    @property
    def type(self) -> str:
        """The type of the event, such as `ActivityEvent` or `insight.created`; blank where there is none."""
        found = self.data.get("type") if is_object(self.data) else None
        return found if isinstance(found, str) else ""

    def __repr__(self) -> str:
        return f"Delivery(id={self.id!r}, timestamp={self.timestamp})"


def verify(
    body: bytes,
    headers: Mapping[str, str] | SupportsItems,
    secret: str | Sequence[str],
    *,
    tolerance: float = TOLERANCE,
    now: Callable[[], float] = time.time,
) -> Delivery:
    """Read a delivery, if its signature is right and it is fresh.

    Args:
        body: The request's body, byte for byte as it came.
        headers: The request's headers, in any case.
        secret: The webhook's secret; several while one takes another's place. `whsec_` secrets are base64,
            any other is taken as text.
        tolerance: Seconds that the timestamp may lie in the past or the future.
        now: Seconds since 1970.

    Returns:
        The delivery.

    Raises:
        DeliveryError: A header is missing or no header could hold it, the timestamp is too old or too new,
            the signature fits no secret, or the body is not JSON.
        ConfigurationError: A secret is blank, or not the base64 that it should be; or the body is not bytes.
    """
    keys = _keys(secret)
    _check_raw(body)
    given = {str(name).lower(): value for name, value in headers.items()}
    delivery_id = _header(given, "webhook-id")
    stamp = _header(given, "webhook-timestamp")
    signatures = _header(given, "webhook-signature")
    if not stamp.isdecimal() or len(stamp) > _MAX_DIGITS:
        raise DeliveryError("webhook-timestamp is not a number of seconds")
    age = now() - int(stamp)
    if abs(age) > tolerance:
        raise DeliveryError(f"the delivery's timestamp lies too far in the {'past' if age > 0 else 'future'}")
    if not _signed(_message(delivery_id, stamp, body), keys, signatures):
        raise DeliveryError("the signature fits no secret")
    try:
        data = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DeliveryError("the body is signed but not JSON that can be read") from None
    return Delivery(id=delivery_id, timestamp=int(stamp), data=data)


def sign(body: bytes, secret: str, *, delivery_id: str, timestamp: int) -> dict[str, str]:
    """The headers of a delivery: what a test sends to its own receiver.

    Args:
        body: The body's bytes.
        secret: The secret.
        delivery_id: The delivery's id.
        timestamp: Seconds since 1970.
    """
    digest = hmac.digest(_key(secret), _message(delivery_id, str(timestamp), body), hashlib.sha256)
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"{_VERSION},{base64.b64encode(digest).decode('ascii')}",
    }


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise DeliveryError(f"the header {name} is missing")
    if not value.isascii() or not value.isprintable():
        raise DeliveryError(f"the header {name} holds what no header of a delivery does")
    return value


def _check_raw(body: object) -> None:
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError(
            f"the body must be the bytes as they came, before anything reads them; not {type(body).__name__}"
        )


def _keys(secret: str | Sequence[str] | None) -> list[bytes]:
    keys = [_key(each) for each in ([secret] if isinstance(secret, str) else secret or ())]
    if not keys:
        raise ConfigurationError("verify() needs a secret")
    return keys


def _key(secret: str) -> bytes:
    if not secret.strip():
        raise ConfigurationError("the secret is blank")
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    # Anybody can sign with an empty key.
    if not key:
        raise ConfigurationError("the secret begins with whsec_, but no base64 follows")
    return key


def _message(delivery_id: str, stamp: str, body: bytes) -> bytes:
    return f"{delivery_id}.{stamp}.".encode() + body


def _signed(message: bytes, keys: Sequence[bytes], signatures: str) -> bool:
    """Whether a signature fits a key; every pair is compared, in constant time."""
    fits = False
    expected = [base64.b64encode(hmac.digest(key, message, hashlib.sha256)) for key in keys]
    for each in signatures.split():
        version, _, signature = each.partition(",")
        for digest in expected:
            fits |= hmac.compare_digest(digest, signature.encode("ascii")) and version == _VERSION
    return fits
