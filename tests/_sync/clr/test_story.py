# Generated from tests/_async/clr/test_story.py by setup_unasync.py; do not edit.
"""A learner record is stored, signed, read, changed and stored again; nothing of it is lost."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.clr_samples import record
from tests.raw_server import RawServer, reply
from timeback import ClrClient, InvalidInputError, UnprocessableEntityError
from timeback.clr import achievements, associated
from timeback.models.clr import (
    CONTEXT,
    Achievement,
    AchievementCriteria,
    AchievementSubject,
    AssociationType,
    ClrCredentialInput,
    ClrCredentialSubject,
    ClrProfile,
    ResultType,
    VerifiableCredential,
)
from timeback.sandbox import Sandbox

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def issuer() -> ClrProfile:
    return ClrProfile(id="https://lakeview.example", type=["Profile"], name="Lakeview")


def badge(number: int, achievement: Achievement | None = None) -> VerifiableCredential:
    return VerifiableCredential(
        context=[CONTEXT[0], CONTEXT[2]],
        id=f"urn:credential:{number}",
        type=["VerifiableCredential"],
        issuer=issuer(),
        valid_from=NOW,
        credential_subject=AchievementSubject(type=["AchievementSubject"], achievement=achievement),
    )


def typed(number: int = 1) -> ClrCredentialInput:
    achievement = Achievement(
        id="urn:achievement:1",
        type=["Achievement"],
        name="Fractions",
        description="Adds fractions.",
        criteria=AchievementCriteria(narrative="Pass the test."),
    )
    return ClrCredentialInput(
        id=f"urn:record:{number}",
        issuer=issuer(),
        name="Record",
        valid_from=NOW,
        credential_subject=ClrCredentialSubject(
            type=["ClrSubject"], verifiable_credential=[badge(1, achievement)]
        ),
    )


def listed(clr: ClrClient) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (clr.request("GET", "{base}/credentials")).json()["credential"]
    return rows


def test_a_record_is_stored_signed_and_returned_with_every_field(clr: ClrClient) -> None:
    made = clr.credentials.upsert(record())
    assert made.proof is not None
    assert (made.proof[0].type, made.proof[0].proof_purpose) == ("DataIntegrityProof", "assertionMethod")
    (stored,) = listed(clr)
    assert stored.pop("proof")[0]["proofValue"] == made.proof[0].proof_value
    assert stored == record()


def test_what_was_read_is_written_back_to_the_character(clr: ClrClient) -> None:
    read = clr.credentials.upsert(record())
    (before,) = listed(clr)
    with clr.record() as exchanges:
        again = clr.credentials.upsert(read)
    assert exchanges[0].status == 200
    assert again.further == {"schoolYear": {"from": 2025, "to": 2026}}
    (after,) = listed(clr)
    assert {**after, "proof": None} == {**before, "proof": None}
    assert len(after["proof"]) == 1
    read.name = "Renamed"
    read.valid_from = NOW + timedelta(days=1)
    clr.credentials.upsert(read)
    (changed,) = listed(clr)
    assert (changed["name"], changed["validFrom"]) == ("Renamed", "2026-01-06T09:00:00Z")
    assert changed["credentialSubject"] == before["credentialSubject"]


def test_achievements_are_read_without_digging(clr: ClrClient) -> None:
    made = clr.credentials.upsert(record())
    earned, year = achievements(made)
    assert (earned.name, year.name) == ("  Fractions ", "Grade 4")
    assert earned.awarded == datetime(2025, 12, 18, tzinfo=UTC)
    assert earned.issuer is not None
    assert earned.issuer.name == "Lakeview"
    assert earned.codes == ["4.NF.A.3"]
    assert [(each.name, each.value) for each in earned.results] == [
        ("Score", "92"),
        ("Level", "Proficient"),
        (None, "A"),
    ]
    first = earned.results[0].description
    assert first is not None
    assert first.result_type is ResultType.PERCENT
    assert not str(earned.achievement.achievement_type).startswith("Milestone")
    assert (year.credential, year.awarded, year.results) == (None, None, [])
    pairs = [(a.name, b.name) for a, b in associated(made, AssociationType.IS_PART_OF)]
    assert pairs == [("  Fractions ", "Grade 4")]
    assert list(associated(made, "precedes")) == []


def test_a_typed_record_gets_its_contexts_and_types(clr: ClrClient) -> None:
    made = clr.credentials.upsert(typed())
    assert tuple(made.context) == CONTEXT
    assert made.type == ["VerifiableCredential", "ClrCredential"]
    assert [each.name for each in achievements(made)] == ["Fractions"]
    (stored,) = listed(clr)
    nested = stored["credentialSubject"]["verifiableCredential"][0]
    assert set(nested) == {"@context", "id", "type", "issuer", "validFrom", "credentialSubject"}
    assert set(nested["credentialSubject"]) == {"type", "achievement"}


def test_records_are_streamed_and_those_since_a_moment_found(clr: ClrClient) -> None:
    for number in range(7):
        clr.credentials.upsert(typed(number))
    ids = [f"urn:record:{number}" for number in range(7)]
    assert [each.id for each in clr.credentials.stream(limit=3)] == ids
    assert [each.id for each in clr.credentials.stream(limit=3, offset=5)] == ids[5:]
    page = clr.credentials.list(limit=2, offset=1)
    assert [each.id for each in page] == ids[1:3]
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert clr.credentials.stream(since=tomorrow).collect() == []
    assert len(clr.credentials.stream(since="2020-01-01").collect()) == 7
    with pytest.raises(InvalidInputError):
        clr.credentials.list(since="yesterday")


def test_the_service_describes_itself_and_its_owner(clr: ClrClient, sandbox: Sandbox) -> None:
    described = clr.discovery.get()
    assert described.servers == [{"url": f"{sandbox.base_url}/ims/clr/v2p0"}]
    assert "/credentials/" in (described.paths or {})
    owner = clr.profile.get()
    owner.given_name = "Ada"
    owner.further["motto"] = "Count."
    clr.profile.update(owner)
    read = clr.profile.get()
    assert (read.given_name, read.further, read.type) == ("Ada", {"motto": "Count."}, ["Profile"])


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"@context": [CONTEXT[0]]}, "@context"),
        ({"id": None}, "id"),
        ({"type": []}, "type"),
        ({"validFrom": "yesterday"}, "validFrom"),
        ({"issuer": {"id": "https://x.example"}}, "issuer.type"),
        ({"credentialSubject": {"type": ["ClrSubject"]}}, "credentialSubject.verifiable_credential"),
        ({"image": {"id": "x", "type": "Image", "size": 1}}, "image.size"),
    ],
)
def test_a_bad_record_is_refused_before_it_is_sent(
    clr: ClrClient, change: dict[str, Any], path: str
) -> None:
    with clr.record() as exchanges, pytest.raises(InvalidInputError) as caught:
        clr.credentials.upsert(record(**change))
    assert [issue.path for issue in caught.value.issues] == [path]
    assert exchanges == []


def test_every_form_that_is_read_is_taken() -> None:
    one: dict[str, Any] = {
        "type": "ClrCredential",
        "issuer": "https://lakeview.example",
        "image": "https://lakeview.example/1.png",
        "proof": {"type": "DataIntegrityProof", "proofValue": "z1"},
        "validFrom": None,
    }
    with RawServer([reply(record())]) as server:
        with ClrClient(**server.open) as client:
            client.credentials.upsert(record(**one))
    sent = json.loads(server.seen[0].body)
    assert sent["type"] == ["ClrCredential"]
    assert sent["issuer"] == {"id": "https://lakeview.example", "type": ["Profile"]}
    assert sent["image"] == {"id": "https://lakeview.example/1.png", "type": "Image"}
    assert "validFrom" not in sent


def without(doc: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in doc.items() if name not in names}


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("type.", ["ClrCredential"]),
        ("validFrom", None),
        ("@context.1", [CONTEXT[0], "https://x.example", CONTEXT[2]]),
        ("issuer.type", {"id": "https://x.example", "type": ["Organization"]}),
        ("image.size", {"id": "https://x.example/1.png", "type": "Image", "size": 1}),
        ("evidence.type", {"type": ["Proof"]}),
        ("refreshService.id", {"id": "x", "type": "T"}),
    ],
)
def test_the_server_holds_a_record_to_its_schema(clr: ClrClient, at: str, value: Any) -> None:
    name = at.partition(".")[0]
    body = without(record(), name) if value is None else record(**{name: value})
    with pytest.raises(UnprocessableEntityError) as caught:
        clr.request("POST", "{base}/credentials/", json=body)
    assert f"{at.rstrip('.')}:" in str(caught.value)


def test_the_server_looks_into_the_credentials_of_a_record(clr: ClrClient) -> None:
    body = copy.deepcopy(record())
    achievement = body["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]["achievement"]
    achievement["resultDescription"][0]["resultType"] = "Guess"
    achievement["alignment"][0]["type"] = ["Other"]
    with pytest.raises(UnprocessableEntityError) as caught:
        clr.request("POST", "{base}/credentials/", json=body)
    inside = "credentialSubject.verifiableCredential.0.credentialSubject.achievement"
    assert f"{inside}.resultDescription.0.resultType:" in str(caught.value)
    assert f"{inside}.alignment.0.type:" in str(caught.value)


@pytest.mark.parametrize(
    "signed",
    [
        "e30.e30.c2ln",
        {
            "@context": "https://www.w3.org/ns/credentials/v2",
            "id": "data:application/vc+jwt,e30.e30.c2ln",
            "type": "EnvelopedVerifiableCredential",
        },
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "VerifiableCredential",
            "issuer": "https://lakeview.example",
            "image": "https://lakeview.example/1.png",
            "credentialSubject": {"id": "urn:learner:1"},
            "proof": {"type": "DataIntegrityProof", "proofValue": "z1"},
        },
    ],
    ids=["jws", "enveloped", "embedded"],
)
def test_a_signed_credential_inside_goes_out_untouched(clr: ClrClient, signed: Any) -> None:
    subject = {**record()["credentialSubject"], "verifiableCredential": [signed]}
    clr.credentials.upsert(record(credentialSubject=subject))
    (stored,) = listed(clr)
    assert stored["credentialSubject"]["verifiableCredential"] == [signed]


def test_what_only_the_server_knows_it_refuses(clr: ClrClient) -> None:
    bad = copy.deepcopy(record())
    bad["credentialSubject"]["verifiableCredential"][1]["id"] = " "
    with pytest.raises(UnprocessableEntityError) as caught:
        clr.credentials.upsert({**bad, "@context": ["https://x.example", *CONTEXT]})
    assert "@context" in str(caught.value)
    assert "verifiableCredential.1.id" in str(caught.value)
    assert listed(clr) == []
