"""Bodies given field by field: what is sent, and what is refused before sending."""

from __future__ import annotations

import re

import pytest

from timeback import AsyncOneRosterClient, InvalidInputError


async def test_a_user_is_created_and_changed_field_by_field(client: AsyncOneRosterClient) -> None:
    school = await client.schools.first()
    assert school is not None
    made = await client.users.create(
        given_name="Ada",
        family_name="Lovelace",
        email="ada@example.org",
        enabled_user=True,
        roles=[{"role_type": "primary", "role": "student", "org": {"sourced_id": school.sourced_id}}],
    )
    await client.users.modify(made.sourced_id, given_name="Augusta")
    assert (await client.users.get(made.sourced_id)).given_name == "Augusta"


async def test_a_body_is_given_once(client: AsyncOneRosterClient) -> None:
    with pytest.raises(InvalidInputError, match=re.escape("data: a body and fields as keywords (email)")):
        await client.users.create({"given_name": "Ada"}, email="ada@example.org")
    with pytest.raises(InvalidInputError, match="nothing was given"):
        await client.users.create()
    with pytest.raises(InvalidInputError, match="nothing was given"):
        await client.users.update("u-1")
    with pytest.raises(InvalidInputError, match="nothing was given"):
        await client.users("u-1").modify()


async def test_a_keyword_is_a_field(client: AsyncOneRosterClient) -> None:
    with pytest.raises(InvalidInputError, match=r"given_nam: unknown field"):
        await client.users.create(given_nam="Ada")  # type: ignore[call-arg]
    with pytest.raises(InvalidInputError, match="status"):
        await client.users.upsert("u-1", status="activ")  # type: ignore[arg-type]
