"""ID tokens: their signature, and what they must say (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..._extras import require_extra
from ..._json_types import is_list, is_object
from .errors import IdentityError, UnknownKeyError

__all__ = ["ALGORITHMS", "library", "verified_claims"]

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""The algorithms that are believed: those where who verifies cannot sign."""

# Seconds by which clocks may differ.
_SKEW = 60
_MOST_KEYS = 100


def library(module: str) -> Any:
    """A module of authlib, or of what comes with it."""
    return require_extra(module, extra="sso", purpose="signing people in")


def verified_claims(
    token: str,
    key_set: object,
    *,
    issuer: str,
    audience: str,
    algorithms: Iterable[str] = ALGORITHMS,
    nonce: str | None = None,
    access_token: str | None = None,
) -> dict[str, Any]:
    """The claims of an ID token whose signature, issuer, audience and times are right.

    Args:
        token: The token.
        key_set: The JWK set of the issuer, as it was read.
        issuer: The issuer, to the letter.
        audience: The client for whom the token must be; any other audience must be named by none.
        algorithms: The algorithms that the issuer says it signs by.
        nonce: The nonce of the request, where there was one.
        access_token: The access token that came along, whose hash the token may hold.

    Raises:
        UnknownKeyError: It is signed by a key that is not among these.
        IdentityError: It cannot be believed.
    """
    allowed = [each for each in algorithms if each in ALGORITHMS] or ["RS256"]
    decoded = _decoded(token, key_set, allowed)
    jose, core = library("joserfc.errors"), library("authlib.oidc.core")
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": audience},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    parameters = {"nonce": nonce, "client_id": audience, "access_token": access_token}
    claims = core.CodeIDToken(decoded.claims, decoded.header, options, parameters)
    try:
        claims.validate(leeway=_SKEW)
    except jose.JoseError as error:
        named = getattr(error, "claim", None) or getattr(error, "error", type(error).__name__)
        raise _unbelieved(f"its claims are wrong ({named})") from None
    except (TypeError, ValueError, OverflowError):
        raise _unbelieved("its claims are of other kinds than they should be") from None
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise _unbelieved("it names nobody")
    return dict(claims)


def _decoded(token: str, key_set: object, algorithms: list[str]) -> Any:
    jose, jws, jwt = library("joserfc.errors"), library("joserfc.jws"), library("joserfc.jwt")
    try:
        header: Mapping[str, Any] = jws.extract_compact(token.encode("ascii")).headers()
    except (jose.JoseError, ValueError, RecursionError):
        raise _unbelieved("it is none") from None
    algorithm = header.get("alg")
    if algorithm not in algorithms:
        raise _unbelieved("it is signed by an algorithm that is not believed")
    keys = list(_keys(key_set, header.get("kid"), str(algorithm)))
    if not keys:
        raise UnknownKeyError(
            "the ID token is signed by a key that its issuer does not publish", "invalid_id_token", 502
        )
    registry = jws.JWSRegistry(algorithms=algorithms, strict_check_header=False)
    for key in keys:
        try:
            return jwt.decode(token, key, registry=registry)
        # A key of another kind than the algorithm's is a wrong key, whatever the library raises.
        except (jose.JoseError, ValueError, TypeError, AttributeError, RecursionError):
            continue
    raise _unbelieved("its signature is wrong")


def _keys(key_set: object, kid: object, algorithm: str) -> Iterable[Any]:
    """The keys that may have signed a token: the one that it names, or any where it names none."""
    listed = key_set.get("keys") if is_object(key_set) else None
    for each in (listed if is_list(listed) else [])[:_MOST_KEYS]:
        if not is_object(each) or each.get("kty") not in ("RSA", "EC") or each.get("use", "sig") != "sig":
            continue
        if (kid is not None and each.get("kid") != kid) or each.get("alg", algorithm) != algorithm:
            continue
        try:
            yield library("joserfc.jwk").import_key(each)
        # The library and the one below it have many words for a key that is none.
        except Exception:
            continue


def _unbelieved(why: str) -> IdentityError:
    return IdentityError(f"the ID token cannot be believed: {why}", "invalid_id_token", 502)
