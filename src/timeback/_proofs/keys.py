"""Public keys: from the caller, or out of a `did:key`. No key is ever fetched."""

from __future__ import annotations

import base64
import importlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .._json_types import is_list, is_object
from ..errors import ConfigurationError, InvalidInputError

__all__ = ["Key", "Keys", "decode_base58", "did_key", "ed25519_bytes", "find_key", "jwk_of"]

Key: TypeAlias = Mapping[str, Any] | str
"""A public key: a JWK, a Multikey (`z6Mk…`), or PEM text."""

Keys: TypeAlias = Key | Mapping[str, Key] | Callable[[str], Key | None]

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
_ED25519_LENGTH = 32
_MAX_TEXT = 256


def did_key(key_id: str) -> str | None:
    """The Ed25519 key in a `did:key` identifier, for `verify(…, keys=did_key)`; None for any other identifier.

    Anyone can create such a key: it proves that a record was not changed, but the issuer is known only by its
    identifier.

    Args:
        key_id: The identifier, such as `did:key:z6Mk…#z6Mk…`.
    """
    did = key_id.partition("#")[0]
    key = did.removeprefix("did:key:")
    try:
        return key if key != did and ed25519_bytes(key) else None
    except InvalidInputError:
        return None


def find_key(keys: Keys, key_id: str) -> tuple[Key | None, bool]:
    """The key of an identifier, and whether the caller vouches for it whoever the issuer is.

    The keys of one holder are vouched for; among those of several, each could sign in another's name.
    """
    if callable(keys):
        return keys(key_id), False
    if isinstance(keys, str):
        return keys, True
    if not is_object(keys):
        raise ConfigurationError(
            "keys are a key, a mapping of ids to keys, or a function from an id to a key"
        )
    if "kty" in keys:
        return keys, True
    listed = keys.get("keys")
    if is_list(listed):
        members = [each for each in listed if is_object(each)]
        if len(members) == 1 and "kid" not in members[0]:
            return members[0], True
        return next((each for each in members if _names(each, key_id)), None), True
    return keys.get(key_id), len({name.partition("#")[0] for name in keys}) == 1


def _names(jwk: Mapping[str, Any], key_id: str) -> bool:
    kid = jwk.get("kid")
    return (isinstance(kid, str) and key_id in (kid, f"#{kid}")) or key_id.rpartition("#")[2] == kid


def ed25519_bytes(key: Key) -> bytes:
    """The 32 bytes of an Ed25519 public key.

    Raises:
        InvalidInputError: It is none.
    """
    if isinstance(key, str) and key.startswith("z"):
        data = decode_base58(key[1:])
        if data.startswith(_ED25519) and len(data) == len(_ED25519) + _ED25519_LENGTH:
            return data[len(_ED25519) :]
        raise InvalidInputError.of("keys", "a Multikey of another kind than Ed25519")
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    read = jwk_of(key).public_key
    if not isinstance(read, Ed25519PublicKey):
        raise InvalidInputError.of("keys", "a key of another kind than Ed25519")
    return read.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def jwk_of(key: Key) -> Any:
    """The key as joserfc takes it.

    Raises:
        InvalidInputError: It is no public key that can be read.
    """
    import_key: Any = importlib.import_module("joserfc.jwk").import_key
    if isinstance(key, str) and key.startswith("z"):
        x = base64.urlsafe_b64encode(ed25519_bytes(key)).rstrip(b"=").decode("ascii")
        return import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
    # A shared secret proves nothing of an issuer: whoever verifies could have signed.
    if not isinstance(key, str) and key.get("kty") == "oct":
        raise InvalidInputError.of("keys", "a shared secret is no public key")
    try:
        read: Any = import_key(key, _kind_of(key)) if isinstance(key, str) else import_key(dict(key))
    # The library and the one below it have many words for a key that is none.
    except Exception:
        raise InvalidInputError.of("keys", "no JWK, Multikey or PEM text of a public key") from None
    return read


def _kind_of(pem: str) -> Any:
    """The `kty` of a PEM text."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    read = load_pem_public_key(pem.encode())
    if isinstance(read, rsa.RSAPublicKey):
        return "RSA"
    return "EC" if isinstance(read, ec.EllipticCurvePublicKey) else "OKP"


def decode_base58(text: str) -> bytes:
    """The bytes of base58 in Bitcoin's alphabet, as multibase has it behind a `z`.

    Raises:
        InvalidInputError: It is none, or longer than any key or signature.
    """
    if len(text) > _MAX_TEXT:
        raise InvalidInputError.of("base58", "too long for a key or a signature")
    number = 0
    for char in text:
        digit = _ALPHABET.find(char)
        if digit < 0:
            raise InvalidInputError.of("base58", "not base58")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
