"""Verification of a credential's proofs: what was checked, against which key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from .._extras import require_extra
from .._json_types import NOT_JSON, is_list, is_object
from .._query.encode import to_wire
from ..errors import InvalidInputError
from ..models.clr import ClrCredential, VerifiableCredential
from . import data_integrity
from .keys import Keys, ed25519_bytes, find_key, jwk_of
from .verification import Check, Verification

__all__ = ["Signed", "verify"]

Signed: TypeAlias = ClrCredential | VerifiableCredential | Mapping[str, Any] | str | bytes

# No HMAC: whoever could verify it could have made it. No `none`, of course.
ALGORITHMS = [
    "EdDSA",
    "Ed25519",
    "ES256",
    "ES384",
    "ES512",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
]
_ENVELOPE = "EnvelopedVerifiableCredential"
_ENVELOPED = ("data:application/vc+jwt,", "data:application/vc+ld+json+jwt,")
_MAX_BYTES = 16_000_000
_MAX_DEPTH = 8
_MAX_PROOFS = 10
_WRONG = "it is not this key's signature of this record"


@dataclass(frozen=True, slots=True)
class _Terms:
    """The caller's terms: keys, moment, and how much to verify."""

    keys: Keys
    now: datetime
    skew: timedelta
    nested: bool


def verify(
    credential: Signed, keys: Keys, *, now: datetime | None = None, skew: float = 60.0, nested: bool = False
) -> Verification:
    """Verify a learner record or a badge: its signature, its dates, and its signer.

    The proof may be a compact JWS (VC-JWT), or a Data Integrity proof with the cryptosuite
    `eddsa-rdfc-2022`. If there are several, all must be right. No key, context or status list is fetched.

    Args:
        credential: The credential: its JSON as text, bytes or a mapping, a compact JWS, or a record that was
            read. Pass the JSON if you have it: a signature covers every byte, even of a date.
        keys: The public keys that you trust: one key, a JWK set, a mapping from the identifiers that proofs
            name to keys, or a function from an identifier to its key (or None). A key is a JWK, a Multikey
            (`z6Mk…`) or PEM text. `did_key` is such a function for `did:key` identifiers.
        now: The moment for checking the dates; the current time by default.
        skew: How far clocks may differ, in seconds.
        nested: Verify the credentials inside as well, with the same keys.

    Returns:
        The verdict, which is true if `valid`. `checks` lists all checks, `problems` those that failed. Revocation is
        not checked, and one of the checks says so.

    Raises:
        InvalidInputError: This is not a credential, or one of the keys is not a key.
        ConfigurationError: The extra `clr` is not installed.
    """
    for module in ("cryptography", "joserfc", "pyld"):
        require_extra(module, extra="clr", purpose="verifying a credential")
    moment = now or datetime.now(UTC)
    terms = _Terms(
        keys, moment if moment.tzinfo else moment.replace(tzinfo=UTC), timedelta(seconds=skew), nested
    )
    return _verified(_read(credential), terms, 0)


def _read(credential: Signed) -> Mapping[str, Any] | str:
    """The credential as JSON, or as a compact JWS."""
    if isinstance(credential, ClrCredential | VerifiableCredential):
        return to_wire(credential, type(credential))
    if isinstance(credential, bytes | bytearray):
        try:
            credential = bytes(credential).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InvalidInputError.of("credential", "neither JSON nor a compact JWS") from None
    if isinstance(credential, str):
        if len(credential) > _MAX_BYTES:
            raise InvalidInputError.of("credential", f"longer than {_MAX_BYTES:,} characters")
        if not credential.lstrip().startswith("{"):
            return credential.strip()
        try:
            return _object(msgspec.json.decode(credential))
        except NOT_JSON:
            raise InvalidInputError.of("credential", "neither JSON nor a compact JWS") from None
    return _object(credential)


def _object(value: Any) -> Mapping[str, Any]:
    if not is_object(value):
        raise InvalidInputError.of("credential", "neither a JSON object nor a compact JWS")
    return value


def _verified(credential: Mapping[str, Any] | str, terms: _Terms, depth: int) -> Verification:
    if not isinstance(credential, str):
        enveloped = _enveloped(credential)
        if enveloped is None:
            return _embedded(credential, terms, depth)
        credential = enveloped
    return _jwt(credential, terms, depth)


def _enveloped(credential: Mapping[str, Any]) -> str | None:
    """The compact JWS in an enveloped credential."""
    if _ENVELOPE not in _texts(credential.get("type")):
        return None
    address = credential.get("id")
    for prefix in _ENVELOPED:
        if isinstance(address, str) and address.startswith(prefix):
            return address.removeprefix(prefix)
    raise InvalidInputError.of("credential.id", "an enveloped credential without a JWT inside")


def _embedded(credential: Mapping[str, Any], terms: _Terms, depth: int) -> Verification:
    """The verdict on a credential that has its proofs inside."""
    given = credential.get("proof")
    proofs = _objects(given)
    issuer = _issuer(credential)
    if not proofs:
        none = Check("proof", False, "the credential has no proof")
        return _verdict("none", [none], credential, terms, depth, issuer=issuer)
    checks = [each for proof in proofs[:_MAX_PROOFS] for each in _proof(credential, proof, issuer, terms)]
    if len(proofs) > _MAX_PROOFS:
        checks.append(Check("proof", False, f"more than {_MAX_PROOFS} proofs"))
    if is_list(given) and len(given) > len(proofs):
        checks.append(Check("proof", False, "one of the proofs is none"))
    first = proofs[0]
    return _verdict(
        "data_integrity",
        checks,
        credential,
        terms,
        depth,
        key_id=_text(first.get("verificationMethod")),
        algorithm=_text(first.get("cryptosuite")) or _text(first.get("type")),
        issuer=issuer,
        created=_instant(first.get("created")),
    )


def _proof(
    credential: Mapping[str, Any], proof: Mapping[str, Any], issuer: str, terms: _Terms
) -> Iterator[Check]:
    """The checks of one Data Integrity proof."""
    kind, suite = _text(proof.get("type")), _text(proof.get("cryptosuite"))
    if kind != "DataIntegrityProof" or suite != data_integrity.SUITE:
        said = suite or kind or "an unnamed proof"
        yield Check("proof", False, f"{said} is not verified here; {data_integrity.SUITE} is")
        return
    if proof.get("previousProof") is not None:
        yield Check("proof", False, "chains of proofs are not verified here")
        return
    yield Check("proof", True, suite)
    purpose = _text(proof.get("proofPurpose"))
    yield Check("purpose", purpose == "assertionMethod", purpose or "the proof names no purpose")
    key_id = _text(proof.get("verificationMethod"))
    key, named = find_key(terms.keys, key_id)
    yield _key_check(key is not None, key_id)
    if key is not None:
        yield _issuer_check(issuer, key_id, named=named)
        yield from _signature(credential, proof, ed25519_bytes(key))
    if (expires := proof.get("expires")) is not None:
        yield _until("expires", expires, terms)


def _signature(credential: Mapping[str, Any], proof: Mapping[str, Any], public_key: bytes) -> Iterator[Check]:
    try:
        uncovered = data_integrity.check_signature(credential, proof, public_key)
    except data_integrity.UnsupportedDocumentError as error:
        yield Check("signature", False, f"not checked: {error}")
        return
    if uncovered is None:
        yield Check("signature", False, _WRONG)
        return
    yield Check("signature", True, "right")
    listed = ", ".join(uncovered)
    yield Check(
        "terms",
        not uncovered,
        f"not plainly covered by the signature: {listed}" if listed else "all are covered",
    )


def _jwt(text: str, terms: _Terms, depth: int) -> Verification:
    """The verdict on a compact JWS."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        unverified = jws.extract_compact(text.encode("ascii"))
        header, payload = unverified.headers(), msgspec.json.decode(unverified.payload)
    except (JoseError, ValueError, RecursionError):
        raise InvalidInputError.of("credential", "neither JSON nor a compact JWS") from None
    claims = _object(payload)
    wrapped = claims.get("vc")
    credential = wrapped if is_object(wrapped) else claims
    issuer = _issuer(credential) or _text(claims.get("iss"))
    algorithm = _text(header.get("alg"))
    kid = _text(header.get("kid")) or issuer
    key_id = f"{issuer}{kid}" if kid.startswith("#") else kid
    checks = [Check("proof", algorithm in ALGORITHMS, f"a JWT signed by {algorithm or 'no algorithm'}")]
    key, named = find_key(terms.keys, key_id)
    checks.append(_key_check(key is not None, key_id))
    if key is not None and algorithm in ALGORITHMS:
        checks.append(_issuer_check(issuer, key_id, named=named))
        fits = _jws_fits(text, jwk_of(key))
        checks.append(Check("signature", fits, "right" if fits else _WRONG))
    checks += _claims(claims, credential, issuer, terms)
    return _verdict(
        "jwt",
        checks,
        credential,
        terms,
        depth,
        key_id=key_id,
        algorithm=algorithm,
        issuer=issuer,
        created=_instant(claims.get("iat")),
    )


def _jws_fits(text: str, key: Any) -> bool:
    from joserfc import jws
    from joserfc.errors import JoseError

    class Registry(jws.JWSRegistry):
        # The library warns of `EdDSA`, the older name of `Ed25519` that most credentials have.
        def get_alg(self, name: str) -> Any:
            return self.algorithms[name]

    try:
        jws.deserialize_compact(text, key, registry=Registry(algorithms=list(ALGORITHMS)))
    # A key of another kind than the algorithm's is a wrong key, whatever the library raises.
    except (JoseError, ValueError, TypeError, AttributeError):
        return False
    return True


def _claims(
    claims: Mapping[str, Any], credential: Mapping[str, Any], issuer: str, terms: _Terms
) -> Iterator[Check]:
    """The registered claims must say what the credential says."""
    subject = credential.get("credentialSubject")
    expected = {
        "iss": issuer,
        "jti": _text(credential.get("id")),
        "sub": _text(subject.get("id")) if is_object(subject) else "",
    }
    for claim, value in expected.items():
        said = claims.get(claim)
        if said is not None and value and said != value:
            yield Check("claims", False, f"the claim {claim} is another than the credential's")
    if (expires := claims.get("exp")) is not None:
        yield _until("expires", expires, terms)
    if (starts := claims.get("nbf")) is not None:
        yield _from("claims", starts, terms)


def _verdict(
    form: str,
    checks: list[Check],
    credential: Mapping[str, Any],
    terms: _Terms,
    depth: int,
    **known: Any,
) -> Verification:
    """The verdict with what every form has: the dates, the status, and the credentials inside."""
    starts = credential.get("validFrom", credential.get("issuanceDate"))
    ends = credential.get("validUntil", credential.get("expirationDate"))
    if starts is not None:
        checks.append(_from("valid_from", starts, terms))
    if ends is not None:
        checks.append(_until("valid_until", ends, terms))
    if credential.get("credentialStatus") is not None:
        checks.append(Check("status", None, "whether it was revoked is not checked"))
    inside = list(_inside(credential))
    verdicts: tuple[Verification, ...] = ()
    if inside and not terms.nested:
        checks.append(Check("nested", None, "the credentials inside were not asked for"))
    elif inside and depth >= _MAX_DEPTH:
        checks.append(Check("nested", False, "credentials lie within credentials too deeply"))
    else:
        verdicts = tuple(_verified(each, terms, depth + 1) for each in inside)
    return Verification(form=form, checks=tuple(checks), nested=verdicts, **known)


def _inside(credential: Mapping[str, Any]) -> Iterator[Mapping[str, Any] | str]:
    for subject in _objects(credential.get("credentialSubject")):
        held = subject.get("verifiableCredential")
        for each in held if is_list(held) else [held]:
            if is_object(each) or isinstance(each, str):
                yield each


def _key_check(found: bool, key_id: str) -> Check:
    named = key_id or "no key is named"
    return Check("key", found, named if found else f"{named}: not among the keys that were given")


def _issuer_check(issuer: str, key_id: str, *, named: bool) -> Check:
    if issuer and key_id.partition("#")[0] == issuer:
        return Check("issuer", True, issuer)
    if named:
        return Check("issuer", None, "the key's identifier is not the issuer's; keys= vouches for it")
    return Check(
        "issuer", False, "the key is not the issuer's: their identifiers differ; pass that issuer's key alone"
    )


def _from(name: str, value: Any, terms: _Terms) -> Check:
    moment = _instant(value)
    if moment is None:
        return Check(name, False, "not a date")
    return Check(name, moment <= terms.now + terms.skew, moment.isoformat())


def _until(name: str, value: Any, terms: _Terms) -> Check:
    moment = _instant(value)
    if moment is None:
        return Check(name, False, "not a date")
    return Check(name, moment >= terms.now - terms.skew, moment.isoformat())


def _instant(value: Any) -> datetime | None:
    try:
        if isinstance(value, str):
            read = datetime.fromisoformat(value)
            return read if read.tzinfo else read.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _issuer(credential: Mapping[str, Any]) -> str:
    issuer = credential.get("issuer")
    return _text(issuer.get("id") if is_object(issuer) else issuer)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [each for each in (value if is_list(value) else [value]) if isinstance(each, str)]


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in (value if is_list(value) else [value]) if is_object(each)]
