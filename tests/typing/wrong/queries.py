"""Wrong queries and calls: a checker refuses what is marked `wrong`, the library what is marked `refused`."""

from datetime import date

from timeback import (
    AsyncOneRosterClient,
    CaseClient,
    EduBridgeClient,
    OneRosterClient,
    PowerPathClient,
    QtiClient,
)


def filters(client: OneRosterClient, edubridge: EduBridgeClient, case: CaseClient, qti: QtiClient) -> None:
    client.users.list(where={"family_name": {"containz": "x"}})  # wrong
    client.users.list(where={"family_name": {"in": "x", "equals": 5}})  # wrong
    client.users.list(where={"status": ["active"]})  # wrong
    client.users.list(where="status='active'")  # wrong
    client.users.list(where={"OR": {"status": "active"}})  # wrong
    client.users.list(where={5: "x"})  # wrong
    client.users.list(where={"famly_name": "Lovelace"})  # refused
    client.users.first(where={"status": "activ"})  # refused
    client.users.list(where={"date_last_modified": {"gt": "yesterday"}})  # refused
    client.users.list(where={"enabled_user": {"gt": True}})  # refused
    client.users.list_all(where={"primary_org.sourcedid": "s"})  # refused
    client.schools("s-1").classes.list(where={"titel": "Algebra"})  # refused
    edubridge.users.list(roles=["student"], where={"famly_name": "Lovelace"})  # refused
    case.items.list(where={"fullStatment": "x"})  # refused
    qti.assessment_items.list(where={"identifer": "x"})  # refused


def sorts(client: OneRosterClient, case: CaseClient, qti: QtiClient) -> None:
    client.users.list(sort="famly_name")  # refused
    client.users.list(sort=["family_name"])  # wrong
    client.users.list(order_by="ascending")  # wrong
    client.results.stream(sort="scor")  # refused
    case.documents.list(sort="titel")  # refused
    qti.stimuli.list(sort="update_at")  # refused


def fields(client: OneRosterClient, edubridge: EduBridgeClient, case: CaseClient) -> None:
    client.users.list(fields=5)  # wrong
    client.users.list(fields=["famly_name"])  # refused
    client.users.list(fields="family_name")  # refused
    client.users.get("u-1", fields=["emial"])  # refused
    client.classes("c-1").get(fields=["titel"])  # refused
    edubridge.users.list(roles=["student"], fields=["emial"])  # refused
    case.packages.get("p-1", fields=["CFDocumnt"])  # refused


def ids(client: OneRosterClient, powerpath: PowerPathClient) -> None:
    client.users.get(id="u-1")  # wrong
    client.users.get(class_id="c-1")  # wrong
    client.classes("c-1").enroll(class_id="c-1")  # wrong
    powerpath.lesson_plans.get("course-1", "user-1")  # wrong
    powerpath.lesson_plans.get(user_id="user-1", lesson_id="lesson-1")  # wrong
    powerpath.lesson_plans.get("user-1", course_id="course-1")  # wrong


def calls(client: OneRosterClient) -> None:
    client.users.list(limt=5)  # wrong
    client.users.list(limit=date(2026, 9, 1))  # wrong
    client.users.get("u-1").famly_name  # wrong
    client.class_.list()  # wrong
    client.users.list().rows  # wrong
    OneRosterClient(env="stagin")  # wrong
    OneRosterClient(platform="BEYOND")  # wrong
    OneRosterClient(engine="aiohttp")  # wrong


async def forgotten(client: AsyncOneRosterClient) -> None:
    client.users.get("u-1").given_name  # wrong
    client.users.list()[0]  # wrong
    client.users.create(given_name="Ada")  # wrong
    [user for user in client.users.stream()]  # wrong
    [page for page in client.users.stream().pages()]  # wrong
    with client:  # wrong
        pass
