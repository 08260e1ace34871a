"""How records show themselves, and what they become: repr, completion, dicts, JSON, copies."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime

import msgspec
import pytest
import rich.pretty

from timeback import FieldNotFetchedError, InvalidInputError, OneRosterClient
from timeback._codec.decode import read_value
from timeback._codec.sparse import sparse
from timeback.caliper import create_question_seen_event
from timeback.models.caliper import StoredEvent
from timeback.models.oneroster import Class, Ref, User, UserInput
from timeback.models.powerpath import ScreeningSession
from timeback.models.webhooks import WebhookInput

ROW = {
    "sourcedId": "u-1",
    "status": "active",
    "dateLastModified": "2026-09-01T00:00:00Z",
    "enabledUser": "true",
    "givenName": "Ada",
    "familyName": "Lovelace",
    "roles": [],
    "grades": ["9"],
    "password": "engine",
}

STORED = {
    "id": 1,
    "externalId": "urn:uuid:1",
    "sensor": "https://a.example",
    "type": "Event",
    "action": "Used",
    "eventTime": "2026-09-01T00:00:00Z",
}


@pytest.fixture
def user() -> User:
    return read_value(ROW, User)


def test_a_repr_leaves_out_defaults_and_secrets(user: User) -> None:
    assert repr(user) == (
        "User(sourced_id='u-1', status=<Status.ACTIVE: 'active'>, date_last_modified=datetime.datetime(2026, 9, 1, "
        "0, 0, tzinfo=datetime.timezone.utc), enabled_user=True, given_name='Ada', family_name='Lovelace', "
        "grades=[<Grade.GRADE_9: '9'>], password=***)"
    )
    assert rich.pretty.pretty_repr(user, max_width=500) == repr(user)
    assert repr(Ref(sourced_id="x")) == "Ref(sourced_id='x')"
    hook = WebhookInput(name="n", target_url="https://a.example/?key=1", secret="s", active=True)
    assert repr(hook) == "WebhookInput(name='n', target_url=***, secret=***, active=True)"


def test_a_long_record_is_cut(user: User) -> None:
    long = user.replace(
        given_name="A" * 500,
        roles=[Ref(sourced_id=f"r-{number}") for number in range(300)],
        metadata={f"key {number}": list(range(99)) for number in range(50)},
    )
    shown = repr(long)
    assert len(shown) < 800 and "r-3" in shown and "r-4" not in shown
    assert "… 296 more]" in shown and "… 46 more}" in shown and "[0, 1, 2, 3, … 95 more]" in shown


def test_a_record_of_the_sandbox_is_short() -> None:
    with OneRosterClient(env="sandbox") as client:
        assert len(repr(client.users.list(limit=1)[0])) < 800
        named = client.users.list(limit=1, fields=["given_name", "middle_name"])[0]
    assert repr(named) == f"User(given_name={named.given_name!r}, middle_name=None)"
    assert named.to_dict() == {"given_name": named.given_name, "middle_name": None}
    assert set(json.loads(named.to_json())) == {"givenName", "middleName"}
    assert {each for each in dir(named) if not callable(getattr(named, each))} == {
        "given_name",
        "middle_name",
    }


def test_a_completion_offers_fields_and_methods_only(user: User) -> None:
    assert {*dir(user)} == {*User.__struct_fields__, "replace", "to_dict", "to_json"}
    read = read_value(STORED, StoredEvent)
    assert "written" not in dir(read) and "written=" not in repr(read)


def test_a_record_as_a_dict(user: User) -> None:
    python, wire = user.to_dict(), user.to_dict(mode="json")
    assert python["date_last_modified"] == datetime(2026, 9, 1, tzinfo=UTC)
    assert (python["enabled_user"], python["grades"][0].name) == (True, "GRADE_9")
    assert set(python) == set(User.__struct_fields__)
    assert (wire["sourcedId"], wire["enabledUser"], wire["grades"]) == ("u-1", True, ["9"])
    assert wire["dateLastModified"] == "2026-09-01T00:00:00Z"
    assert json.loads(user.to_json()) == wire
    assert read_value(wire, User) == user


def test_a_dict_has_no_third_form(user: User) -> None:
    with pytest.raises(InvalidInputError, match="mode: must be 'python' or 'json'"):
        user.to_dict(mode="jsn")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_records_inside_and_what_is_not_set() -> None:
    data = UserInput(
        given_name="A",
        family_name="B",
        email="a@b.example",
        enabled_user=True,
        roles=[{"role": "student"}],  # type: ignore[list-item]
    )
    assert data.to_dict()["roles"] == [{"role": "student"}]
    assert "middle_name" not in data.to_dict() and "middleName" not in data.to_dict(mode="json")
    with OneRosterClient(env="sandbox") as client:
        found = client.classes.list(limit=1)[0]
    assert isinstance(found, Class) and found.school is not None
    assert found.to_dict()["school"]["sourced_id"] == found.school.sourced_id
    assert found.to_dict(mode="json")["school"]["sourcedId"] == found.school.sourced_id


def test_an_event_is_as_it_is_sent() -> None:
    event = create_question_seen_event(
        {
            "actor": "https://a.example/u",
            "object": {"id": "https://a.example/q", "extra": 1},
            "edApp": "https://a.example",
        }
    )
    wire = event.to_dict(mode="json")
    assert (wire["type"], wire["actor"], wire["object"]["extra"]) == (
        "AssessmentItemEvent",
        "https://a.example/u",
        1,
    )
    assert "generated" not in wire and "further" not in wire["object"]


def test_a_copy_with_other_values(user: User) -> None:
    other = user.replace(given_name="Eda")
    assert (other.given_name, other.family_name, user.given_name) == ("Eda", "Lovelace", "Ada")
    assert type(other) is User
    with pytest.raises(TypeError):
        user.replace(givn_name="Eda")
    some = read_value(
        {"sourcedId": "u-1", "email": "a@b.example"}, sparse(User, frozenset({"sourced_id", "email"}))
    )
    copy = some.replace(email="c@d.example")
    assert copy == pickle.loads(pickle.dumps(copy)) and copy.email == "c@d.example"
    with pytest.raises(FieldNotFetchedError):
        _ = copy.given_name


def test_a_session_hides_its_secrets_in_every_form() -> None:
    hidden = {"name", "password", "pin"}
    fields = {each.name: "x-1" for each in msgspec.structs.fields(ScreeningSession)}
    session = ScreeningSession(**fields)  # type: ignore[arg-type]
    for name in hidden & fields.keys():
        assert f"{name}=***" in repr(session)
    assert "***" in session._repr_html_()
