"""A credential is believed when its proof is right, covers all of it, and is by a key that the caller trusts."""

from __future__ import annotations

import base64
import copy
import hmac
import warnings
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OKPKey, RSAKey

from timeback import InvalidInputError
from timeback._codec.decode import read_value
from timeback._codec.deviations import Notes
from timeback._proofs import data_integrity
from timeback._proofs.keys import decode_base58
from timeback.clr import Verification, achievements, did_key, verify
from timeback.models.clr import CONTEXT, AchievementType, ClrCredential

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


PRIVATE = Ed25519PrivateKey.from_private_bytes(b"timeback-test-key-of-32-bytes-.."[:32])
RAW = PRIVATE.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
MULTIKEY = "z" + base58(b"\xed\x01" + RAW)
DID = f"did:key:{MULTIKEY}"
METHOD = f"{DID}#{MULTIKEY}"
JWK = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(RAW).rstrip(b"=").decode()}
PEM = (
    PRIVATE.public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .decode()
)


def badge(**changes: Any) -> dict[str, Any]:
    return {
        "@context": [CONTEXT[0], CONTEXT[2]],
        "id": "urn:uuid:0e2b1a9e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "Lakeview"},
        "name": "Fractions",
        "validFrom": "2026-01-05T09:00:00Z",
        "credentialSubject": {
            "id": "urn:learner:1",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:achievement:1",
                "type": ["Achievement"],
                "name": "Fractions",
                "description": "Adds fractions.",
                "criteria": {"narrative": "Pass the test."},
            },
        },
        **changes,
    }


def signed(document: dict[str, Any], reading: dict[str, str] | None = None, **options: Any) -> dict[str, Any]:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-05T09:00:01Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        **options,
    }
    config = {**proof, "@context": document["@context"]}
    versions = {**next(data_integrity.readings(document)), **(reading or {})}
    value = PRIVATE.sign(
        data_integrity.canonical(config, versions).digest
        + data_integrity.canonical(document, versions).digest
    )
    return {**document, "proof": {**proof, "proofValue": "z" + base58(value)}}


def learner_record() -> dict[str, Any]:
    return {
        "@context": list(CONTEXT),
        "id": "urn:uuid:0e2b1a9e-0000-4000-8000-000000000002",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": DID, "type": ["Profile"], "name": "Lakeview"},
        "name": "Record",
        "validFrom": "2026-01-05T09:00:00Z",
        "credentialSubject": {
            "id": "urn:learner:1",
            "type": ["ClrSubject"],
            "verifiableCredential": [signed(badge())],
        },
    }


def failed(verdict: Verification) -> set[str]:
    return {each.name for each in verdict.checks if each.passed is False}


def check(credential: Any, keys: Any = did_key, **options: Any) -> Verification:
    return verify(credential, keys, now=NOW, **options)


def test_the_vector_of_the_cryptosuite_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = "https://www.w3.org/ns/credentials/examples/v2"
    shipped = data_integrity._shipped
    context = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    monkeypatch.setattr(data_integrity, "CONTEXTS", {**data_integrity.CONTEXTS, examples: ("examples",)})
    monkeypatch.setattr(
        data_integrity, "_shipped", lambda name: context if name == "examples" else shipped(name)
    )
    key = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2", examples],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2023-02-24T23:36:38Z",
            "verificationMethod": f"did:key:{key}#{key}",
            "proofPurpose": "assertionMethod",
            "proofValue": "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
        },
    }
    assert verify(credential, {f"did:key:{key}#{key}": key})
    # The key names itself, which is not the issuer that the record names.
    assert failed(verify(credential, did_key)) == {"issuer"}


@pytest.mark.parametrize(
    "keys",
    [
        *(did_key, MULTIKEY, JWK, PEM, {METHOD: JWK}, {METHOD: MULTIKEY}),
        *({"keys": [{**JWK, "kid": METHOD}]}, {"keys": [JWK]}),
    ],
    ids=["did", "multikey", "jwk", "pem", "map", "map of multikeys", "set", "set of one without a name"],
)
@pytest.mark.parametrize("form", ["mapping", "text", "bytes"])
def test_a_signed_badge_is_valid(keys: Any, form: str) -> None:
    made: Any = signed(badge())
    if form != "mapping":
        made = msgspec.json.encode(made)
        made = made.decode() if form == "text" else made
    verdict = check(made, keys)
    assert (verdict.valid, verdict.problems, bool(verdict)) == (True, [], True)
    assert (verdict.form, verdict.algorithm, verdict.key_id) == ("data_integrity", "eddsa-rdfc-2022", METHOD)
    assert (verdict.issuer, verdict.created) == (DID, datetime(2026, 1, 5, 9, 0, 1, tzinfo=UTC))


def test_a_learner_record_is_verified_with_what_it_holds() -> None:
    made = signed(learner_record())
    assert check(made).valid
    assert any(each.name == "nested" and each.passed is None for each in check(made).checks)
    whole = check(made, nested=True)
    assert (whole.valid, len(whole.nested)) == (True, 1)
    made["credentialSubject"]["verifiableCredential"][0]["name"] = "Calculus"
    broken = check(made, nested=True)
    assert not broken.valid
    assert any(each.startswith("nested[0].signature") for each in broken.problems)


def test_every_change_is_noticed() -> None:
    whole = signed(badge())
    for change in (
        {"name": "Calculus"},
        {"validFrom": "2026-01-05T09:00:00.000Z"},
        {"issuer": {**whole["issuer"], "name": "Elsewhere"}},
        {"credentialSubject": {**whole["credentialSubject"], "id": "urn:learner:2"}},
        {"proof": {**whole["proof"], "created": "2026-01-05T09:00:02Z"}},
        {"proof": {**whole["proof"], "proofValue": whole["proof"]["proofValue"][:-1] + "x"}},
        {"proof": {**whole["proof"], "proofValue": "u" + whole["proof"]["proofValue"][1:]}},
        {"proof": {**whole["proof"], "proofValue": "z0OIl"}},
        {"proof": {**whole["proof"], "proofValue": None}},
    ):
        assert "signature" in failed(check({**whole, **change})), change


def test_what_no_signature_covers_is_named() -> None:
    whole = signed(badge())
    assert failed(check({**whole, "salary": 5})) == {"terms"}
    assert any("salary" in each for each in check({**whole, "salary": 5}).problems)
    inside = copy.deepcopy(whole)
    inside["credentialSubject"]["achievement"]["grade"] = "A"
    assert failed(check(inside)) == {"terms"}
    assert "terms" in failed(check(signed(badge(id="not-absolute"))))


_ENDS = "https://www.w3.org/2018/credentials#validUntil"
_DATE = {"@value": "2026-02-01T00:00:00Z", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}


@pytest.mark.parametrize(
    "disguised",
    [
        {"@nest": {"validUntil": "2026-02-01T00:00:00Z"}},
        {"validUntil": None, "@nest": {"validUntil": "2026-02-01T00:00:00Z"}},
        {_ENDS: _DATE},
        {"@included": [{"id": badge()["id"], _ENDS: _DATE}]},
        {
            "@context": [*badge()["@context"], {"ends": {"@id": _ENDS, "@type": _DATE["@type"]}}],
            "ends": "2026-02-01T00:00:00Z",
        },
    ],
    ids=["nested", "null", "address", "included", "context"],
)
def test_a_date_does_not_hide_under_another_name(disguised: dict[str, Any]) -> None:
    whole = signed(badge(validUntil="2026-02-01T00:00:00Z"))
    assert failed(check(whole)) == {"valid_until"}
    del whole["validUntil"]
    verdict = check({**whole, **disguised})
    # The meaning is the same, and so the signature is right; but nobody who reads `validUntil` finds one.
    assert any(each.name == "signature" and each.passed for each in verdict.checks)
    assert "terms" in failed(verdict)


def test_what_a_proof_adds_beside_its_signature_is_named() -> None:
    whole = signed(badge())
    assert failed(check({**whole, "proof": {**whole["proof"], "note": "x"}})) == {"terms"}
    assert failed(check({**whole, "proof": [whole["proof"], "x"]})) == {"proof"}


@pytest.mark.parametrize(
    "change", [{"name": "\ud800"}, {5: "x"}], ids=["half a character", "a number for a name"]
)
def test_what_json_has_not_is_not_verified(change: dict[Any, Any]) -> None:
    assert "signature" in failed(check(signed(badge()) | change))


@pytest.mark.parametrize("key", ["z" + "1" * 300, "zDnaerx", "x", ""])
def test_an_identifier_that_is_no_key_fails_the_check_of_the_key(key: str) -> None:
    whole = signed(badge())
    assert "key" in failed(
        check({**whole, "proof": {**whole["proof"], "verificationMethod": f"did:key:{key}"}})
    )


def test_proofs_without_end_are_not_all_looked_at() -> None:
    whole = signed(badge())
    assert failed(check({**whole, "proof": [{**whole["proof"], "type": "x"}] * 99})) == {"proof"}


def test_one_trusted_issuer_cannot_sign_in_anothers_name() -> None:
    forged = signed(badge(issuer="https://lakeview.example"))
    theirs = {"https://lakeview.example#1": JWK}
    assert failed(check(forged, {**theirs, METHOD: JWK})) == {"issuer"}
    assert check(forged, {METHOD: JWK}).valid


def test_a_context_that_is_not_shipped_is_not_loaded() -> None:
    foreign = badge()
    foreign["@context"] = [*foreign["@context"], "https://lakeview.example/context.json"]
    verdict = check({**foreign, "proof": signed(badge())["proof"]})
    assert failed(verdict) == {"signature"}
    assert any("https://lakeview.example/context.json" in each for each in verdict.problems)


def test_an_address_without_a_version_stands_for_each_of_them() -> None:
    old = "https://purl.imsglobal.org/spec/clr/v2p0/context.json"
    made = signed(learner_record(), {old: "clr-2.0.0"})
    assert check(made).valid
    pinned = [each.replace("clr/v2p0/context.json", "clr/v2p0/context-2.0.1.json") for each in CONTEXT]
    assert failed(check({**made, "@context": pinned})) == {"signature"}


def test_the_key_must_be_among_those_given() -> None:
    made = signed(badge())
    assert failed(check(made, {})) == {"key"}
    assert failed(check(made, {"keys": []})) == {"key"}
    # Of several that have no name, nobody knows which it is; one with a name is that one alone.
    assert failed(check(made, {"keys": [JWK, JWK]})) == {"key"}
    assert failed(check(made, {"keys": [{**JWK, "kid": "another"}]})) == {"key"}
    assert failed(check(made, lambda _: None)) == {"key"}
    other = Ed25519PrivateKey.generate().public_key()
    raw = other.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    assert failed(check(made, "z" + base58(b"\xed\x01" + raw))) == {"signature"}


def test_a_key_of_somebody_else_is_none_of_the_issuers() -> None:
    made = signed(badge(issuer={"id": "https://lakeview.example", "type": ["Profile"]}))
    assert failed(check(made, did_key)) == {"issuer"}
    assert check(made, {METHOD: MULTIKEY}).valid


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"validFrom": "2026-06-01T00:00:00Z"}, "valid_from"),
        ({"validUntil": "2026-02-01T00:00:00Z"}, "valid_until"),
        ({"validFrom": "soon"}, "valid_from"),
    ],
)
def test_the_dates_are_judged(change: dict[str, Any], name: str) -> None:
    assert failed(check(signed(badge(**change)))) == {name}


def test_the_proof_has_a_purpose_and_may_end() -> None:
    assert failed(check(signed(badge(), proofPurpose="authentication"))) == {"purpose"}
    assert failed(check(signed(badge(), expires="2026-02-01T00:00:00Z"))) == {"expires"}


def test_forms_that_are_not_verified_are_never_valid() -> None:
    assert failed(check(badge())) == {"proof"}
    old = {"type": "Ed25519Signature2020", "proofValue": "z1", "verificationMethod": METHOD}
    assert failed(check({**badge(), "proof": old})) == {"proof"}
    two = signed(badge())
    assert failed(check({**two, "proof": [two["proof"], old]})) == {"proof"}
    chain = {**two["proof"], "previousProof": "urn:1"}
    assert failed(check({**two, "proof": chain})) == {"proof"}


def test_revocation_is_said_not_to_be_checked() -> None:
    status = {
        "id": "https://lakeview.example/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://lakeview.example/status/1",
    }
    verdict = check(signed(badge(credentialStatus=status)))
    assert verdict.valid
    assert [each.passed for each in verdict.checks if each.name == "status"] == [None]


PRIVATE_JWK = OKPKey.import_key(
    {**JWK, "d": base64.urlsafe_b64encode(b"timeback-test-key-of-32-bytes-.."[:32]).rstrip(b"=").decode()}
)


def jwt(payload: dict[str, Any], key: Any = PRIVATE_JWK, **header: Any) -> str:
    head = {"alg": "EdDSA", "kid": METHOD, **header}
    algorithms = ["EdDSA", "ES256", "RS256"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return jws.serialize_compact(head, msgspec.json.encode(payload), key, algorithms=algorithms)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_jwt_is_verified(wrapped: bool) -> None:
    claims = {"iss": DID, "jti": badge()["id"], "sub": "urn:learner:1", "iat": 1767603600}
    payload = {**claims, "vc": badge()} if wrapped else {**badge(), **claims}
    verdict = check(jwt(payload))
    assert (verdict.valid, verdict.problems) == (True, [])
    assert (verdict.form, verdict.algorithm, verdict.issuer) == ("jwt", "EdDSA", DID)


@pytest.mark.parametrize(("kind", "algorithm"), [(ECKey, "ES256"), (RSAKey, "RS256")])
def test_other_algorithms_of_public_keys_are_verified(kind: Any, algorithm: str) -> None:
    key = kind.generate_key(2048 if kind is RSAKey else "P-256")
    issuer = "https://lakeview.example"
    made = jwt(badge(issuer=issuer), key, alg=algorithm, kid=f"{issuer}#1")
    assert check(made, {f"{issuer}#1": key.as_dict(private=False)}).valid
    assert failed(check(made, {f"{issuer}#1": JWK})) == {"signature"}


def test_an_enveloped_credential_is_a_jwt() -> None:
    envelope = {
        "@context": CONTEXT[0],
        "id": f"data:application/vc+jwt,{jwt(badge())}",
        "type": "EnvelopedVerifiableCredential",
    }
    assert check(envelope).valid
    record = learner_record()
    record["credentialSubject"]["verifiableCredential"] = [jwt(badge())]
    assert check(jwt(record), nested=True).nested[0].valid


def test_a_changed_jwt_and_a_shared_secret_are_not_believed() -> None:
    head, _, tail = jwt(badge()).split(".")
    other = base64.urlsafe_b64encode(msgspec.json.encode(badge(name="Calculus"))).rstrip(b"=").decode()
    assert failed(check(f"{head}.{other}.{tail}")) == {"signature"}
    # The public key as an HMAC secret: the classic confusion of algorithms.
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"%s"}' % METHOD.encode()).rstrip(b"=").decode()
    digest = hmac.digest(PEM.encode(), f"{head}.{other}".encode(), "sha256")
    forged = f"{head}.{other}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
    assert "proof" in failed(check(forged, PEM))
    assert not check(forged, PEM).valid
    with pytest.raises(InvalidInputError, match="shared secret"):
        check(jwt(badge()), {"kty": "oct", "k": "AAAA"})
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    assert not check(f"{none}.{other}.", PEM).valid


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"iss": "https://elsewhere.example"}, "claims"),
        ({"jti": "urn:other"}, "claims"),
        ({"sub": "urn:learner:2"}, "claims"),
        ({"exp": 1767603600}, "expires"),
        ({"nbf": 1900000000}, "claims"),
    ],
)
def test_claims_that_say_otherwise_are_named(claims: dict[str, Any], name: str) -> None:
    assert name in failed(check(jwt({**badge(), **claims})))


@pytest.mark.parametrize("wrong", ["", "a.b", "a.b.c", "[1]", "{", b"\xff", 5, ["x"], {}.keys()])
def test_what_is_no_credential_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidInputError, match="credential"):
        check(wrong)


@pytest.mark.parametrize("wrong", ["z1", "zzz", "-----BEGIN", {"kty": "OKP"}])
def test_what_is_no_key_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidInputError):
        check(signed(badge()), wrong)


def test_blank_nodes_that_cannot_be_told_apart_end_in_time() -> None:
    nodes = [{"type": ["Achievement"], "name": "x", "related": []} for _ in range(9)]
    graph = badge()
    names = [f"_:n{at}" for at in range(9)]
    graph["credentialSubject"]["achievement"] = [
        {
            "id": name,
            "type": ["Achievement"],
            "related": [{"id": other, "type": ["Related"]} for other in names],
        }
        for name, _ in zip(names, nodes, strict=True)
    ]
    verdict = check({**graph, "proof": signed(badge())["proof"]})
    assert failed(verdict) >= {"signature"}


@given(st.binary(max_size=60))
def test_base58_comes_back(data: bytes) -> None:
    assert decode_base58(base58(data)) == data


def test_values_that_a_signature_covers_stay_letter_by_letter() -> None:
    sent = {
        "id": "urn:1", "type": ["VerifiableCredential", "ClrCredential"], "validFrom": "2026-01-15T00:00:00Z",
        "issuer": {"id": "did:x", "type": ["Profile"]},
        "credentialSubject": {
            "type": ["ClrSubject"],
            "achievement": [{"id": "a", "type": ["Achievement"], "achievementType": "course", "name": "A"}],
        },
    }  # fmt: skip
    record = read_value(sent, ClrCredential)
    (achievement,) = record.credential_subject.achievement or []
    assert (achievement.achievement_type, AchievementType("course")) == ("course", "course")
    assert record.to_dict("json")["credentialSubject"]["achievement"][0]["achievementType"] == "course"


def test_a_subject_may_stand_in_a_list_and_keeps_what_is_not_known() -> None:
    achievement = {"id": "a", "type": ["Achievement"], "name": "A", "added": 1}
    sent = {
        "id": "urn:1", "type": ["VerifiableCredential", "ClrCredential"], "issuer": {"id": "did:x"},
        "credentialSubject": [{"type": ["ClrSubject"], "achievement": [achievement], "later": 2}],
    }  # fmt: skip
    notes = Notes()
    record = read_value(sent, ClrCredential, notes)
    (earned,) = achievements(record)
    assert (earned.achievement.name, earned.achievement.further) == ("A", {"added": 1})
    assert record.credential_subject.further == {"later": 2}
    assert ("ClrCredential", "credential_subject", "repaired") in {
        (who.model, who.field, kind) for who, kind, _ in notes.noted()
    }


@pytest.mark.parametrize(
    "subject",
    [
        None,
        [],
        "did:x",
        [{"id": 1}, {"id": 2}],
        {"verifiableCredential": ["ey.j.w", {"credentialSubject": None}]},
    ],
)
def test_a_record_in_a_form_that_nobody_knows_has_no_achievements(subject: Any) -> None:
    assert achievements({"id": "urn:1", "credentialSubject": subject}) == []


@pytest.mark.parametrize(
    ("dates", "awarded"),
    [
        ({"issuanceDate": "2020-05-22T00:00:00.000+00:00"}, datetime(2020, 5, 22, tzinfo=UTC)),
        (
            {"issuanceDate": "2020-05-22T02:00:00Z", "validFrom": "2020-05-22T00:00:00Z"},
            datetime(2020, 5, 22, tzinfo=UTC),
        ),
        ({"issuanceDate": "in May"}, None),
        ({}, None),
    ],
)
def test_a_badge_of_the_older_data_model_was_awarded_when_it_was_issued(
    dates: dict[str, str], awarded: datetime | None
) -> None:
    nested = {
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": "did:x", **dates,
        "credentialSubject": {"type": "AchievementSubject", "achievement": {"id": "a", "name": "A"}},
    }  # fmt: skip
    sent = {"id": "urn:1", "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": [nested]}}
    (earned,) = achievements(sent)
    assert earned.awarded == awarded
