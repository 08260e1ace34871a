"""Receiving webhooks: verify a delivery's signature on its raw bytes, and read it.

Two schemes, chosen by name:

- `"standard"` is Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in the headers `webhook-id`,
  `webhook-timestamp` and `webhook-signature`. The sandbox signs in this way; BEYOND_AI documents no signature.
- `"learnwith_ai"` is what LEARNWITH_AI documents: HMAC-SHA256 over `timestamp.body`. Its pages leave the names
  of the headers, the unit of the timestamp and the encoding of the digest open, so all the usual ones are read.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, cast

import msgspec

from ._json_types import NOT_JSON, is_object
from .errors import ConfigurationError, TimebackError

__all__ = ["Delivery", "DeliveryError", "Scheme", "sign", "verify"]

Scheme = Literal["standard", "learnwith_ai"]
TOLERANCE = 300.0
_PREFIX = "whsec_"
_VERSION = "v1"
_MAX_DIGITS = 12
_MILLISECONDS = re.compile(r"\d{13}")
_LABEL = re.compile(r"(?:v1|sha256)[,=]")
# By Standard Webhooks a secret has 24 to 64 bytes.
_SIZES = range(24, 65)
# Before the standard had names of its own for the headers, they were those of Svix.
_STANDARD, _FORMER = "webhook-", "svix-"


class SupportsItems(Protocol):
    """Headers in the form of some frameworks: not a mapping, but with `items()`."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Name and value of each."""
        ...


class DeliveryError(TimebackError):
    """A delivery that must not be trusted. The message says what is wrong, without quoting the delivery."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery whose signature was right. Its repr hides the content.

    Attributes:
        id: The delivery's id. A repeated delivery has the same id, so that you can handle it only once.
        timestamp: When it was signed, in seconds since 1970.
        data: The decoded body: an event in the platform's form.
    """

    id: str
    timestamp: int
    data: Any

    @property
    def type(self) -> str:
        """The type of the event, such as `ActivityEvent` or `insight.created`; blank if there is none."""
        found = self.data.get("type") if is_object(self.data) else None
        return found if isinstance(found, str) else ""

    def __repr__(self) -> str:
        return f"Delivery(id={self.id!r}, timestamp={self.timestamp})"


def verify(
    body: bytes,
    headers: Mapping[str, str] | SupportsItems,
    secret: str | Sequence[str],
    *,
    scheme: Scheme = "standard",
    id_header: str = "webhook-id",
    timestamp_header: str = "webhook-timestamp",
    signature_header: str = "webhook-signature",
    tolerance: float = TOLERANCE,
    now: Callable[[], float] = time.time,
) -> Delivery:
    """Verify a delivery's signature and age, and read it.

    Args:
        body: The request's body, byte for byte as it was received.
        headers: The request's headers, in any case, or the environment of WSGI with them.
        secret: The webhook's secret, or several while you replace one. `whsec_` secrets are base64 in either
            alphabet, padded or not; any other is used as text and, with `"standard"`, as base64 of 24 to 64
            bytes if it is that. Blanks around it do not matter.
        scheme: `"standard"` for Standard Webhooks, as the sandbox signs; `"learnwith_ai"` for what
            LEARNWITH_AI documents.
        id_header: The header of the delivery's id; with `"learnwith_ai"` it may be absent. For a header
            `webhook-…` that is absent, the `svix-…` of older senders is read.
        timestamp_header: The header of the timestamp.
        signature_header: The header of the signature.
        tolerance: How far the timestamp may be in the past or the future, in seconds; 300 by default.
        now: The current time, in seconds since 1970; the system's by default.

    Returns:
        The delivery.

    Raises:
        DeliveryError: A header is missing or no header could hold it, the timestamp is too old or too new,
            the signature matches no secret, or the body is not JSON.
        ConfigurationError: A secret is blank, not text, or not the base64 that it should be; the scheme is
            unknown; the tolerance is no number of seconds; the headers are no mapping; the body is not bytes.
    """
    if scheme not in ("standard", "learnwith_ai"):
        raise ConfigurationError(f"scheme is 'standard' or 'learnwith_ai', not {scheme!r}")
    standard = scheme == "standard"
    keys = [key for each in _secrets(secret) for key in _keys(each, standard=standard)]
    _check_raw(body)
    _check_tolerance(tolerance)
    given = _lowered(headers)
    delivery_id = _header(given, id_header, required=standard)
    stamp = _header(given, timestamp_header)
    signatures = _header(given, signature_header)
    signed_at = _seconds(stamp, timestamp_header, standard=standard)
    age = now() - signed_at
    if abs(age) > tolerance:
        raise DeliveryError(f"the delivery's timestamp lies too far in the {'past' if age > 0 else 'future'}")
    messages = [_message(delivery_id, stamp, body)] if delivery_id else []
    if not standard:
        messages.append(f"{stamp}.".encode() + body)
    if not _signed(messages, keys, _standard(signatures) if standard else _labeled(signatures)):
        raise DeliveryError("the signature matches no secret")
    try:
        data = msgspec.json.decode(body)
    except NOT_JSON:
        raise DeliveryError("the body is signed but not JSON that can be read") from None
    return Delivery(id=delivery_id or _own_id(data), timestamp=int(signed_at), data=data)


def sign(body: bytes, secret: str, *, delivery_id: str, timestamp: int) -> dict[str, str]:
    """The headers of a signed delivery, for a test of your own receiver.

    Args:
        body: The body's bytes.
        secret: The secret.
        delivery_id: The delivery's id.
        timestamp: Seconds since 1970.
    """
    digest = hmac.digest(
        _keys(secret, standard=True)[0], _message(delivery_id, str(timestamp), body), hashlib.sha256
    )
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"{_VERSION},{base64.b64encode(digest).decode('ascii')}",
    }


def _lowered(headers: Mapping[str, str] | SupportsItems) -> dict[str, str]:
    try:
        return {str(name).lower(): value for name, value in headers.items()}
    except (AttributeError, TypeError, ValueError):
        raise ConfigurationError(f"headers are a mapping of names to values, not {_kind(headers)}") from None


def _spellings(name: str) -> Iterator[str]:
    """The names in lower case that a header may have: its own, and in WSGI; then those of older senders."""
    yield name
    yield f"http_{name.replace('-', '_')}"
    if name.startswith(_STANDARD):
        yield from _spellings(name.replace(_STANDARD, _FORMER, 1))


def _header(headers: Mapping[str, str], name: str, *, required: bool = True) -> str:
    value = next((headers[each] for each in _spellings(name.lower()) if each in headers), None)
    if value is None or value == "":
        if required:
            raise DeliveryError(f"the header {name} is missing")
        return ""
    # Frameworks hand over text; what a caller made up may be anything.
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise DeliveryError(f"the header {name} holds what no header of a delivery does")
    return value.strip()


def _seconds(stamp: str, name: str, *, standard: bool) -> float:
    """The timestamp in seconds since 1970."""
    if stamp.isdecimal() and len(stamp) <= _MAX_DIGITS:
        return int(stamp)
    if standard:
        raise DeliveryError(f"{name} is not a number of seconds")
    if _MILLISECONDS.fullmatch(stamp):
        return int(stamp) / 1000
    try:
        read = datetime.fromisoformat(stamp)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise DeliveryError(f"{name} is neither seconds, milliseconds nor a date") from None


def _own_id(data: object) -> str:
    found = data.get("id") if is_object(data) else None
    return found if isinstance(found, str) else ""


def _kind(value: object) -> str:
    return type(value).__name__


def _check_raw(body: object) -> None:
    if not isinstance(body, bytes | bytearray | memoryview):
        raise ConfigurationError(
            f"the body must be the bytes as they came, before anything reads them; not {_kind(body)}"
        )


def _check_tolerance(tolerance: object) -> None:
    if not isinstance(tolerance, int | float) or isinstance(tolerance, bool) or not 0 <= tolerance < math.inf:
        raise ConfigurationError("tolerance is a number of seconds, zero or more")


def _secrets(secret: str | Sequence[str] | None) -> list[str]:
    if not secret:
        raise ConfigurationError("verify() needs a secret")
    return list(secret) if isinstance(secret, list | tuple | set | frozenset) else [cast("str", secret)]


def _keys(secret: str, *, standard: bool) -> list[bytes]:
    """The bytes that a secret may stand for. By Standard Webhooks, text after `whsec_` is base64 and nothing else."""
    if not isinstance(secret, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"the secret is text, not {_kind(secret)}")
    bare = secret.strip()
    if not bare:
        raise ConfigurationError("the secret is blank")
    # Some write the version of the signature before it.
    encoded = bare.removeprefix(f"{_VERSION},")
    has_prefix = encoded.startswith(_PREFIX)
    encoded = encoded.removeprefix(_PREFIX)
    key = _decoded(encoded) if has_prefix or standard else b""
    # Anybody can sign with an empty key.
    if has_prefix and not key and (standard or not encoded.rstrip("=")):
        raise ConfigurationError("the secret begins with whsec_, but no base64 follows")
    if has_prefix and standard:
        return [key]
    as_given = [each.encode("utf-8", "surrogatepass") for each in dict.fromkeys((secret, bare))]
    return [*as_given, key] if key and (has_prefix or len(key) in _SIZES) else as_given


def _decoded(encoded: str) -> bytes:
    """The bytes of base64 in either alphabet, padded or not; empty if it is none."""
    bare = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _message(delivery_id: str, stamp: str, body: bytes) -> bytes:
    return f"{delivery_id}.{stamp}.".encode() + body


def _standard(header: str) -> Iterator[str]:
    """The signatures of version 1: `v1,<base64>`, several parted by blanks."""
    for each in header.split():
        version, _, signature = each.partition(",")
        if version == _VERSION:
            yield signature


def _labeled(header: str) -> Iterator[str]:
    """Signatures with or without a label: `v1=`, `v1,` or `sha256=`, parted by blanks."""
    for each in header.split():
        yield _LABEL.sub("", each, count=1)


def _signed(messages: Iterable[bytes], keys: Sequence[bytes], signatures: Iterable[str]) -> bool:
    """Whether a signature fits a key; every pair is compared, in constant time."""
    digests = [hmac.digest(key, message, hashlib.sha256) for message in messages for key in keys]
    given = [_digest(each) for each in signatures]
    fits = False
    for digest in digests:
        for each in given:
            fits |= hmac.compare_digest(digest, each)
    return fits


def _digest(signature: str) -> bytes:
    """The bytes of a signature in hex or base64; empty if it is neither."""
    if len(signature) == 2 * hashlib.sha256().digest_size:
        with contextlib.suppress(ValueError):
            return bytes.fromhex(signature)
    return _decoded(signature)
