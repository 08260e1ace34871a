"""What surprises in CLR's answers: each form decodes."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.clr_samples import record
from tests.raw_server import RESET, RawServer, Reply, reply
from timeback import APIResponseError, AsyncClrClient, NotFoundError
from timeback.clr import achievements, read_jws
from timeback.models.clr import ClrCredential


async def upserted(answer: Any, status: int = 201) -> ClrCredential:
    with RawServer([reply(answer, status)]) as server:
        async with AsyncClrClient(**server.open) as client:
            return await client.credentials.upsert(record())


@pytest.mark.parametrize("status", [200, 201])
async def test_created_and_updated_have_the_same_body(status: int) -> None:
    assert (await upserted(record(), status)).id == record()["id"]


async def test_one_value_or_a_list_of_them() -> None:
    nested = record()["credentialSubject"]["verifiableCredential"][0]
    subject = record()["credentialSubject"]
    single = {
        **subject,
        "type": "ClrSubject",
        "verifiableCredential": {**nested, "type": "VerifiableCredential", "proof": nested["proof"][0]},
        "identifier": subject["identifier"][0],
        "achievement": subject["achievement"][0],
        "association": subject["association"][0],
    }
    found = await upserted(record(credentialSubject=single, type="ClrCredential", proof=nested["proof"][0]))
    assert (found.type, len(found.proof or [])) == (["ClrCredential"], 1)
    inner = found.credential_subject
    assert inner.type == ["ClrSubject"]
    assert [len(each or []) for each in (inner.identifier, inner.achievement, inner.association)] == [1, 1, 1]
    badge = inner.verifiable_credential[0]
    assert badge.proof is not None
    assert badge.proof[0].further == {"previousProof": "urn:proof:0"}
    assert badge.credential_subject.further == {"nickname": None}


async def test_an_issuer_may_be_a_bare_uri() -> None:
    found = await upserted(record(issuer="https://lakeview.example"))
    assert (found.issuer.id, found.issuer.type) == ("https://lakeview.example", ["Profile"])
    assert (await upserted(record())).issuer.further == {"duns": "12-345"}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Record", "Record"),
        ({"de": "Zeugnis", "en": "Record"}, "Record"),
        ({"de": "Zeugnis"}, "Zeugnis"),
        ({"@value": "Zeugnis", "@language": "de"}, "Zeugnis"),
    ],
)
async def test_a_name_may_be_in_several_languages(name: Any, read: str) -> None:
    assert (await upserted(record(name=name))).name == read


async def test_a_proof_of_another_type_keeps_what_it_has() -> None:
    proof = {"type": "JsonWebSignature2020", "jws": "eyJ..x", "created": "2026-01-05T09:00:00Z"}
    found = await upserted(record(proof=[proof]))
    assert found.proof is not None
    assert (found.proof[0].proof_value, found.proof[0].further) == (None, {"jws": "eyJ..x"})
    assert (await upserted(record())).proof is None


async def test_a_nested_credential_may_lack_an_id_and_an_achievement() -> None:
    answer = record()
    nested = answer["credentialSubject"]["verifiableCredential"]
    del nested[0]["id"]
    found = await upserted(answer)
    first, second = found.credential_subject.verifiable_credential
    assert (first.id, second.credential_subject.achievement) == (None, None)
    assert second.credential_subject.further == {"attendance": {"days": 170}}
    assert [each.name for each in achievements(found)] == ["  Fractions ", "Grade 4"]
    assert [each.name for each in achievements(found.to_dict("json"))] == ["  Fractions ", "Grade 4"]


async def test_contexts_may_be_objects_after_the_third() -> None:
    contexts = [*record()["@context"], {"own": "https://x.example"}]
    assert (await upserted(record(**{"@context": contexts}))).context == contexts
    nested = record()
    nested["credentialSubject"]["verifiableCredential"][0]["@context"] = "https://one.example"
    found = (await upserted(nested)).credential_subject.verifiable_credential[0]
    assert found.context == ["https://one.example"]


async def test_b17_null_is_sent_where_it_is_set() -> None:
    with RawServer([reply(record())]) as server:
        async with AsyncClrClient(**server.open) as client:
            await client.credentials.upsert(record(ownTerm={"x": None}, description=None))
    sent = json.loads(server.seen[0].body)
    assert sent["ownTerm"] == {"x": None}
    assert sent == record(ownTerm={"x": None}, description=None)


def jws(payload: Any) -> str:
    parts = (b'{"alg":"RS256"}', json.dumps(payload).encode(), b"signature")
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


async def test_a_list_holds_records_with_their_proof_and_compact_ones() -> None:
    page = {"credential": [record(id="urn:1")], "compactJwsString": [jws(record(id="urn:2"))]}
    answers = [reply(page, x_total_count="3"), reply({"credential": record(id="urn:3")}, x_total_count="3")]
    with RawServer(answers) as server:
        async with AsyncClrClient(**server.open) as client:
            ids = [each.id async for each in client.credentials.stream(limit=2, prefetch=0)]
    assert ids == ["urn:1", "urn:2", "urn:3"]
    assert [seen.target.partition("?")[2] for seen in server.seen] == ["limit=2&offset=0", "limit=2&offset=2"]


@pytest.mark.parametrize("page", [{}, {"credential": None, "totalCount": 0}, {"compactJwsString": []}])
async def test_a_list_without_records_is_empty(page: dict[str, Any]) -> None:
    with RawServer([reply(page)]) as server:
        async with AsyncClrClient(**server.open) as client:
            assert list(await client.credentials.list()) == []


async def test_a_list_under_another_name_is_not_taken_for_an_empty_one() -> None:
    with RawServer([reply({"credentials": [record()]})]) as server:
        async with AsyncClrClient(**server.open) as client:
            with pytest.raises(APIResponseError, match="the body has no 'credential'"):
                await client.credentials.list()


@pytest.mark.parametrize("text", ["", "a.b", "a.€.c", "a.eyJ9.c", jws({"id": 1}), jws([])])
async def test_what_is_no_record_in_a_jws_is_an_error(text: str) -> None:
    with pytest.raises(APIResponseError):
        read_jws(text)


@pytest.mark.parametrize("answer", [RESET, reply({}, 503)])
async def test_an_upsert_is_repeated_since_the_id_decides(answer: Reply) -> None:
    with RawServer([answer, reply(record())]) as server:
        async with AsyncClrClient(**server.open) as client:
            await client.credentials.upsert(record())
    assert [seen.body for seen in server.seen] == [server.seen[0].body] * 2


async def test_a_platform_without_lists_answers_404() -> None:
    with RawServer([reply({}, 404)]) as server:
        async with AsyncClrClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                await client.credentials.list()
