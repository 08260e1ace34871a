"""Objects and lists that come as text in JSON, as databases without types for these send them."""

from __future__ import annotations

import json

import pytest

from tests.samples import user_row
from tests.scripted import Answer, ScriptedServer
from tests.test_other_servers import rows
from timeback import OneRosterClient
from timeback.models.oneroster import Class, Result, User, UserRoleName


def test_objects_and_lists_may_be_text_in_json() -> None:
    org = {"href": "h", "sourcedId": "s", "type": "org"}
    role = {"roleType": "primary", "role": "student", "org": json.dumps(org)}
    ids = [{"type": "SIS", "identifier": "7"}]
    (user, again), noted = rows(
        *[
            user_row(
                number, roles=json.dumps([role]), userIds=json.dumps(ids), metadata='{"a": 1}', grades='["9"]'
            )
            for number in range(2)
        ],
        model=User,
    )
    assert user.roles == again.roles
    assert (user.roles[0].org.sourced_id, user.roles[0].role) == ("s", UserRoleName.STUDENT)
    assert [(each.type, each.identifier) for each in user.user_ids or []] == [("SIS", "7")]
    assert (user.metadata, user.grades) == ({"a": 1}, ["9"])
    assert noted == {("User", name, "repaired") for name in ("roles", "user_ids", "metadata", "grades")} | {
        ("HrefRef", "", "repaired")
    }
    (found,), _ = rows(
        {"sourcedId": "k", "course": json.dumps(org), "terms": json.dumps([org]), "periods": '["1", "2"]'},
        model=Class,
    )
    assert (found.course.sourced_id, found.terms[0].sourced_id, found.periods) == ("s", "s", ["1", "2"])


@pytest.mark.parametrize("sent", ["{3F2504E0-4F89-41D3-9A0C-0305E82C3301}", "[7]x", "{"])
def test_an_identifier_in_brackets_is_one(sent: str) -> None:
    (result,), _ = rows({"sourcedId": "r", "student": sent, "lineItem": {"sourcedId": sent}}, model=Result)
    assert (result.student.sourced_id, result.line_item.sourced_id) == (sent, sent)


def test_what_was_text_in_json_is_written_as_the_standard_has_it() -> None:
    sent = user_row(1)
    sent |= {"roles": json.dumps(sent["roles"]), "given_name": sent.pop("givenName"), "metadata": '{"a": 1}'}
    with (
        ScriptedServer(Answer(body={"user": sent}), Answer(body={})) as server,
        OneRosterClient(**server.open) as client,
    ):
        client.users.modify("u-1", family_name="Lovelace")
        put = server.requests[-1].json["user"]
    assert (put["roles"][0]["org"]["sourcedId"], put["metadata"], put["givenName"]) == (
        "s-1",
        {"a": 1},
        "Ada",
    )
    assert "given_name" not in put
