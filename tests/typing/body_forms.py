"""Bodies as a type checker takes them: as keywords, models, mappings and typed dicts."""

from __future__ import annotations

from datetime import date
from typing import Any

from timeback import AsyncOneRosterClient, EduBridgeClient, OneRosterClient, QtiClient
from timeback.models.oneroster import Ref, UserInput, UserRoleInput, UserRoleName
from timeback.models.oneroster.bodies import UserFields, UserRoleFields


def as_keywords(client: OneRosterClient, row: dict[str, Any]) -> None:
    org = Ref(sourced_id="s-1")
    client.users.create(
        given_name="Ada",
        enabled_user=True,
        grades=["1", "13"],
        roles=[
            {"role_type": "primary", "role": "student", "org": {"sourced_id": "s-1"}},
            {"role_type": "secondary", "role": UserRoleName.TEACHER, "org": org},
            UserRoleInput(role_type="primary", role="student", org=org),
        ],
        metadata={"anything": 1},
    )
    client.users.create(status="active", metadata=row)
    client.users("u-1").modify(middle_name=None, if_unchanged=True)
    client.users.modify("u-1", family_name="Lovelace", if_unchanged=True)
    client.classes("c-1").enroll("u-1", role="teacher", begin_date="2026-09-01", end_date=date(2026, 9, 1))
    client.line_items("li-1").results.create(score=5, score_status="fully graded")
    client.schools("s-1").line_items.create(title="Quiz", class_={"sourced_id": "c-1"})
    client.academic_sessions.update("t-1", title="Fall", start_date=date(2026, 9, 1), type="term")


def as_objects(client: OneRosterClient, data: UserInput, row: dict[str, Any]) -> None:
    client.users.create(data)
    client.users.create(row)
    client.users.create({"givenName": "Ada", "roles": [row]})
    client.users.upsert("u-1", {"given_name": "Ada"})
    client.line_items("li-1").results.create([row, {"score": 5}])


def as_typed_dicts(client: OneRosterClient) -> None:
    role: UserRoleFields = {"role_type": "primary", "role": "student", "org": {"sourced_id": "s-1"}}
    user: UserFields = {"given_name": "Ada", "roles": [role]}
    client.users.create(**user)
    client.users.create(user)


async def in_the_other_world(client: AsyncOneRosterClient) -> None:
    await client.users.create(given_name="Ada", roles=[])
    await client.users("u-1").modify(family_name="Lovelace", if_unchanged=True)
    await client.line_items("li-1").results.create(score=5)


def queries(client: OneRosterClient, edubridge: EduBridgeClient, qti: QtiClient, row: dict[str, Any]) -> None:
    client.users.list(where={"status": "active", "family_name": {"contains": "ov"}})
    client.users.list(where={"OR": [{"role": "student"}, {"role": {"in_": ["teacher", "aide"]}}]})
    client.users.list(
        where={"date_last_modified": {"gte": date(2026, 9, 1)}, "metadata.grade": {"notIn": {"1"}}}
    )
    client.users.list(where=row, fields=("given_name", "email"), sort="family_name", order_by="desc")
    edubridge.users.list(roles=["student"], where={"AND": [{"status": "active"}]})
    qti.assessment_items.list(where={"identifier": "i-1"}, sort="title")
