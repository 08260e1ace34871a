"""Wrong bodies: a checker refuses each line that is marked."""

from timeback import OneRosterClient, PowerPathClient, QtiClient, WebhooksClient


def bodies(
    client: OneRosterClient, powerpath: PowerPathClient, qti: QtiClient, webhooks: WebhooksClient
) -> None:
    client.users.create(given_nam="Ada")  # wrong
    client.users.create(given_name=5)  # wrong
    client.users.create(status="activ")  # wrong
    client.users.create(grades=["K"])  # wrong
    client.users.create(enabled_user="yes")  # wrong
    client.users.create(
        roles=[{"role_type": "first", "role": "student", "org": {"sourced_id": "s"}}]  # wrong
    )
    client.users.create(
        roles=[{"role_type": "primary", "role": "pupil", "org": {"sourced_id": "s"}}]  # wrong
    )
    client.users.create(roles=[{"role_type": "primary", "role": "student", "org": {"id": "s"}}])  # wrong
    client.users.create(roles=[{"role_type": "primary", "role": "student"}])  # wrong
    client.users.update("u-1", familyname="Lovelace")  # wrong
    client.users.upsert("u-1", email=None)  # wrong
    client.users.modify("u-1", famly_name="Lovelace")  # wrong
    client.users.modify("u-1", status="gone")  # wrong
    client.users.modify(given_name="Ada")  # wrong
    client.users("u-1").modify(famly_name="Lovelace")  # wrong
    client.classes.create(class_type="lesson")  # wrong
    client.classes("c-1").update(titel="Algebra")  # wrong
    client.classes("c-1").enroll("u-1", role="pupil")  # wrong
    client.enrollments.patch("e-1", primry=True)  # wrong
    client.results.create(score_status="graded")  # wrong
    client.orgs.create(type="academy")  # wrong
    powerpath.test_assignments.create(student="u-1")  # wrong
    qti.assessment_items.create(type="multiple-choice")  # wrong
    webhooks.registrations.create(url="https://example.org")  # wrong
    client.users.modify("u-1", if_unchangd=True)  # wrong
    client.line_items("li-1").results.create(scor=5)  # wrong
    client.line_items("li-1").results.create([{"score": 5}, 7])  # wrong
    client.users.create({"given_nam": "Ada"})  # refused
    client.users.update("u-1", {"famly_name": "Lovelace"})  # refused
    client.line_items("li-1").results.create([{"scor": 5}])  # refused
    powerpath.test_assignments.create({"student": "u-1"})  # refused
    qti.assessment_items.create({"identifer": "i"})  # refused
