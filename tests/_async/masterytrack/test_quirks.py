"""What surprises in MasteryTrack's answers: each form decodes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from timeback import APIStatusError, AsyncMasteryTrackClient, ConflictError, NotFoundError, ServerError
from timeback.masterytrack import error_details, existing_assignment

TEST: dict[str, Any] = {
    "id": 7,
    "timeback_id": "_1",
    "name": "Math",
    "subject": "Math",
    "grade": "Kindergarten",
    "grade_rank": 0,
    "version": 1,
    "active": True,
    "supported": True,
    "created_at": "2025-06-02T09:00:00Z",
    "updated_at": "2025-06-02T09:00:00Z",
}
BODY = {"student_email": "a@x.example", "subject": "Math", "grade_rank": 0}


async def search(*rows: dict[str, Any], **query: Any) -> tuple[Any, str]:
    with RawServer([reply({"success": True, "data": list(rows)})]) as server:
        async with AsyncMasteryTrackClient(**server.open) as client:
            found = (await client.inventory.list(**query)).data
    return found, server.seen[0].target


async def test_wire_names_are_in_snake_case_but_for_metadata() -> None:
    metadata = {"subType": "qti-test", "questionTypes": ["choice"], "further": 1}
    ((test,), _) = await search({**TEST, "metadata": metadata, "invalidated_on": None})
    assert (test.timeback_id, test.grade_rank, test.metadata) == ("_1", 0, metadata)
    ((bare,), _) = await search(TEST)
    assert (bare.metadata, bare.invalidated_on) == (None, None)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ({"grade": 0}, "grade=0&all=false"),
        ({"grade": "Third Grade"}, "grade=Third%20Grade&all=false"),
        ({"all": False}, "all=false"),
        ({"all": True, "name": ""}, "all=true"),
    ],
)
async def test_zero_is_kindergarten_and_empty_texts_are_left_out(query: dict[str, Any], sent: str) -> None:
    assert (await search(**query))[1] == f"/authoring/inventory/search?{sent}"


async def answered(verb: str, body: Any, status: int = 200) -> tuple[Any, bytes]:
    with RawServer([reply(body, status)]) as server:
        async with AsyncMasteryTrackClient(**server.open, max_retries=0) as client:
            result = await getattr(client.assignments, verb)(BODY)
    return result, server.seen[0].body


@pytest.mark.parametrize("data", [{}, {"message": "placed"}, {"assignment": None, "message": "placed"}])
async def test_a_placement_may_answer_without_an_assignment(data: dict[str, Any]) -> None:
    made, sent = await answered("assign", {"success": True, "platform": "AlphaTest", "data": data}, 201)
    assert (made.platform, made.data.assignment) == ("AlphaTest", None)
    assert b'"grade_rank":0' in sent


async def refused(verb: str, status: int, **body: Any) -> APIStatusError:
    with pytest.raises(APIStatusError) as caught:
        await answered(verb, {"success": False, "error": "free text", **body}, status)
    return caught.value


async def test_details_stand_at_the_top_or_inside_data() -> None:
    top = await refused("assign", 400, code="INVALID_PARAMETERS", details={"grade": "no"})
    inside = await refused("invalidate", 500, data={"details": "down"})
    assert isinstance(inside, ServerError)
    first, second = error_details(top), error_details(inside)
    assert first is not None
    assert first.details == {"grade": "no"}
    assert second is not None
    assert second.data is not None
    assert (second.code, second.data.details) == (None, "down")


async def test_a_code_may_be_missing_or_new() -> None:
    missing = await refused("invalidate", 404)
    assert isinstance(missing, NotFoundError)
    assert "free text" in str(missing)
    new = error_details(await refused("assign", 422, code="BRAND_NEW"))
    assert new is not None
    assert new.code == "BRAND_NEW"
    assert new.code is not None
    assert not new.code.is_known


@pytest.mark.parametrize("body", [{}, {"code": "ASSIGNMENT_EXISTS"}, {"data": {"existing_assignment": {}}}])
async def test_a_conflict_may_hold_no_assignment(body: dict[str, Any]) -> None:
    error = await refused("assign", 409, **body)
    assert isinstance(error, ConflictError)
    assert existing_assignment(error) is None
