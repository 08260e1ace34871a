# Generated from tests/_async/test_bodies_as_keywords.py by setup_unasync.py; do not edit.
"""Bodies given field by field: what is sent, and what is refused before sending."""

from __future__ import annotations

import re

import pytest

from timeback import OneRosterClient, InvalidInputError


def test_a_user_is_created_and_changed_field_by_field(client: OneRosterClient) -> None:
    school = client.schools.first()
    assert school is not None
    made = client.users.create(
        given_name="Ada",
        family_name="Lovelace",
        email="ada@example.org",
        enabled_user=True,
        roles=[{"role_type": "primary", "role": "student", "org": {"sourced_id": school.sourced_id}}],
    )
    client.users.modify(made.sourced_id, given_name="Augusta")
    assert (client.users.get(made.sourced_id)).given_name == "Augusta"


def test_a_body_is_given_once(client: OneRosterClient) -> None:
    with pytest.raises(InvalidInputError, match=re.escape("data: a body and fields as keywords (email)")):
        client.users.create({"given_name": "Ada"}, email="ada@example.org")
    with pytest.raises(InvalidInputError, match="nothing was given"):
        client.users.create()
    with pytest.raises(InvalidInputError, match="nothing was given"):
        client.users.update("u-1")
    with pytest.raises(InvalidInputError, match="nothing was given"):
        client.users("u-1").modify()


def test_a_keyword_is_a_field(client: OneRosterClient) -> None:
    with pytest.raises(InvalidInputError, match=r"given_nam: unknown field"):
        client.users.create(given_nam="Ada")  # type: ignore[call-arg]
    with pytest.raises(InvalidInputError, match="status"):
        client.users.upsert("u-1", status="activ")  # type: ignore[arg-type]
