"""What servers really send: no row fails its page, every field says what it is, and each deviation is told."""

from __future__ import annotations

import json
import logging
import pickle
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.samples import user_row
from timeback import APIResponseError, Deviation, FieldNotFetchedError
from timeback._codec.decode import decode_bare, decode_list, decode_one
from timeback._codec.deviations import DeviationLog, Expectation, Notes
from timeback._codec.sparse import sparse
from timeback.errors import TimebackError
from timeback.models import base, case, clr, edubridge, oneroster, powerpath, qti, webhooks
from timeback.models.oneroster import Enrollment, User, UserRole

MODELS: list[Any] = [
    oneroster.User,
    oneroster.Class,
    oneroster.Course,
    oneroster.Enrollment,
    oneroster.Result,
    oneroster.AcademicSession,
    oneroster.Demographics,
    edubridge.WeeklyFactRecord,
    qti.AssessmentItem,
    powerpath.PowerPath100Progress,
    powerpath.QuizProgress,
    case.CFDocument,
    clr.ClrCredential,
]
LISTS = (msgspec.inspect.ListType,)
ODD: list[Any] = [None, 5, 2.5, True, "text", [], ["x"], {}, {"x": 1}]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def plain(kind: msgspec.inspect.Type, depth: int = 8) -> Any:
    """A value that fits a type."""
    inspect = msgspec.inspect
    if isinstance(kind, inspect.Metadata):
        return plain(kind.type, depth)
    if isinstance(kind, inspect.UnionType):
        return plain(next(each for each in kind.types if not isinstance(each, inspect.NoneType)), depth)
    if isinstance(kind, inspect.StructType):
        return whole(kind.cls, depth - 1)
    if isinstance(kind, inspect.ListType):
        return [plain(kind.item_type, depth)] if depth else []
    if isinstance(kind, inspect.DictType):
        return {}
    if isinstance(kind, inspect.EnumType):
        return next(iter(kind.cls)).value
    values: tuple[tuple[Any, Any], ...] = (
        (inspect.BoolType, True),
        (inspect.IntType, 3),
        (inspect.FloatType, 3.5),
        (inspect.DateTimeType, "2026-01-02T03:04:05Z"),
        (inspect.DateType, "2026-01-02"),
        (inspect.StrType, "some text"),
    )
    return next((value for known, value in values if isinstance(kind, known)), None)


def whole(model: Any, depth: int = 8) -> dict[str, Any]:
    """A row of a model with every field."""
    info: Any = msgspec.inspect.type_info(model)
    tag = {} if info.tag_field is None else {info.tag_field: info.tag}
    known = {
        each.encode_name: each.type
        for each in info.fields
        if "#" not in each.encode_name and (depth > 6 or each.required)
    }
    return tag | {name: plain(kind, depth) for name, kind in known.items()} if depth else tag


def read(rows: list[Any], model: Any, notes: Notes | None = None) -> list[Any]:
    return decode_list(json.dumps({"rows": rows}).encode(), model, ("rows",), notes).rows


def with_field(model: Any) -> list[tuple[Any, str]]:
    return [(model, name) for name in whole(model)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_whole_row_fits(model: Any) -> None:
    read([whole(model)], model, Notes(strict=True))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_left_out_or_otherwise_leaves_the_page_and_the_other_rows(model: Any) -> None:
    row = whole(model)
    tag = model.__struct_config__.tag_field
    (expected,) = read([row], model)
    names = {each.encode_name: each.name for each in msgspec.structs.fields(model)}
    for name in row.keys() - {tag}:
        absent = {key: value for key, value in row.items() if key != name}
        rows = [row, absent, *({**row, name: odd} for odd in ODD), row]
        found = read(rows, model)
        assert len(found) == len(rows)
        assert found[0] == found[-1] == expected
        assert {type(each) for each in found} == {model}
        for each in found[1:-1]:
            rest = [other for other in names.values() if other not in (names[name], "further", "written")]
            assert [getattr(each, other) for other in rest] == [getattr(expected, other) for other in rest]
            getattr(each, names[name])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_required_list_reads_as_empty_and_any_other_required_field_as_none(model: Any) -> None:
    tag = {} if model.__struct_config__.tag_field is None else whole(model, 0)
    for row in (tag, {**tag, **{each.encode_name: None for each in msgspec.structs.fields(model)}}):
        (found,) = read([{key: value for key, value in row.items() if "#" not in key}], model)
        for each in msgspec.structs.fields(model):
            value = getattr(found, each.name)
            if each.required and isinstance(msgspec.inspect.type_info(each.type), LISTS):
                assert value == []
            elif each.required:
                assert value in (None, {}, [])


@given(st.sampled_from(MODELS), st.lists(st.dictionaries(st.text(), JSON, max_size=4), max_size=3), st.data())
@settings(deadline=None)
def test_no_object_fails_whatever_it_holds(model: Any, rows: list[Any], data: st.DataObject) -> None:
    known = [each.encode_name for each in msgspec.structs.fields(model)]
    for row in rows:
        row.update(data.draw(st.dictionaries(st.sampled_from(known), JSON, max_size=5)))
    content = json.dumps({"rows": rows, "totalCount": data.draw(JSON)}).encode()
    log, notes = DeviationLog(), Notes()
    found = decode_list(content, model, ("rows",), notes).rows
    assert [type(each) for each in found] == [model] * len(rows)
    log.take(notes)
    for each in found:
        pickle.dumps(each)
        repr(each)


@given(JSON)
@settings(deadline=None)
def test_any_json_is_read_or_is_our_error(value: Any) -> None:
    content = json.dumps(value).encode()
    for decode in (
        lambda: decode_list(content, User, ("users",)),
        lambda: decode_list(content, User, ()),
        lambda: decode_one(content, User, ("user",)),
        lambda: decode_bare(content, User),
        lambda: decode_list(json.dumps({"users": value}).encode(), User, ("users",)),
    ):
        try:
            decode()
        except TimebackError as error:
            assert isinstance(error, APIResponseError)


@given(st.binary())
@settings(deadline=None)
def test_any_bytes_are_read_or_are_our_error(content: bytes) -> None:
    try:
        decode_list(content, User, ("users",))
    except TimebackError as error:
        assert isinstance(error, APIResponseError)


# -- the cases that were met ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-01-01 10:20:30+00", datetime(2026, 1, 1, 10, 20, 30, tzinfo=UTC)),
        ("2026-01-01 10:20:30+02", datetime(2026, 1, 1, 10, 20, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-01-01T10:20Z", datetime(2026, 1, 1, 10, 20, tzinfo=UTC)),
        ("2026-01-01T10:20:30", datetime(2026, 1, 1, 10, 20, 30, tzinfo=UTC)),
        (
            "2026-01-01T10:20:30.5+0530",
            datetime(2026, 1, 1, 10, 20, 30, 500_000, timezone(timedelta(hours=5.5))),
        ),
        ("2026-01-01", datetime(2026, 1, 1, tzinfo=UTC)),
        ("some day", "some day"),
        (5, 5),
    ],
)
def test_instants(text: Any, meant: Any) -> None:
    (found,) = read([user_row(1, dateLastModified=text)], User)
    assert found.date_last_modified == meant


@pytest.mark.parametrize(
    ("field", "sent", "meant"),
    [
        ("grades", "9", ["9"]),
        ("grades", 9, ["9"]),
        ("grades", [9, "10"], ["9", "10"]),
        ("familyName", None, None),
        ("familyName", 5, "5"),
        ("familyName", {"a": 1}, {"a": 1}),
        ("enabledUser", "True", True),
        ("enabledUser", 0, False),
        ("enabledUser", "perhaps", "perhaps"),
        ("roles", None, []),
        ("roles", "student", "student"),
        ("agents", [{"sourcedId": "a"}, 2.5], None),
    ],
)
def test_values(field: str, sent: Any, meant: Any) -> None:
    name = next(each.name for each in msgspec.structs.fields(User) if each.encode_name == field)
    before, found, after = read([user_row(1), user_row(2, **{field: sent}), user_row(3)], User)
    assert (before.sourced_id, after.sourced_id) == (user_row(1)["sourcedId"], user_row(3)["sourcedId"])
    if field == "agents":
        first, second = getattr(found, name)
        assert (first.sourced_id, first.href, first.type, second) == ("a", None, None, 2.5)
    else:
        assert getattr(found, name) == meant


def test_one_record_in_place_of_a_list_is_a_list_of_one() -> None:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "s-1"}}
    (found,) = read([user_row(1, roles=role)], User)
    (only,) = found.roles
    assert isinstance(only, UserRole)
    assert (only.role, only.org.sourced_id, only.org.href) == ("student", "s-1", None)


@pytest.mark.parametrize("sent", ["s-1", ["s-1"], [{"sourcedId": "s-1"}], 7])
def test_a_reference_may_be_its_identifier_alone(sent: Any) -> None:
    notes = Notes()
    row = {**user_row(1), "orgs": sent, "primaryOrg": "s-1"}
    user = decode_list(json.dumps({"users": [row]}).encode(), User, ("users",), notes=notes).rows[0]
    assert [each.sourced_id for each in user.orgs or []] == ["7" if sent == 7 else "s-1"]
    assert user.primary_org is not None
    assert user.primary_org.sourced_id == "s-1"
    assert ("NamedHrefRef", "", "repaired") in {
        (who.model, who.field, kind) for who, kind, _ in notes.noted()
    }


@pytest.mark.parametrize("sent", ["", True, 2.5, ["s-1", ""]])
def test_what_identifies_nothing_is_no_reference(sent: Any) -> None:
    row = {**user_row(1), "primaryOrg": sent}
    user = decode_list(json.dumps({"users": [row]}).encode(), User, ("users",)).rows[0]
    assert user.primary_org == (sent or None)


def test_an_open_enrollment_has_no_end() -> None:
    row = {
        "sourcedId": "e-1", "status": "active", "role": "student",
        "user": {"sourcedId": "u-1", "type": "user"}, "class": {"sourcedId": "c-1"},
    }  # fmt: skip
    (found,) = read([row], Enrollment)
    assert (found.end_date, found.begin_date, found.school, found.course) == (None, None, None, None)
    assert (found.user.sourced_id, found.user.href, found.class_.sourced_id) == ("u-1", None, "c-1")


def test_what_is_not_quite_json_is_read() -> None:
    row = json.dumps(user_row(1, metadata={"x": float("nan")}, givenName="\ud83d\ude00 \ud800"))
    notes = Notes()
    page = decode_list(b"\xef\xbb\xbf" + f'{{"users": [{row}]}}'.encode(), User, ("users",), notes).rows
    assert page[0].given_name == "\U0001f600 \ufffd"
    assert page[0].metadata["x"] != page[0].metadata["x"]
    assert notes.taken
    for text in ("{}".encode("utf-16"), b'{"a": 1e999}', b"{}"):
        assert isinstance(decode_bare(text, dict[str, Any]), dict)  # type: ignore[type-abstract]


@pytest.mark.parametrize("depth", [2_000, 200_000])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"a":', "}")])
def test_deep_json_is_our_error(left: str, right: str, depth: int) -> None:
    deep = left * depth + ("1" if left != "[" else "") + right * depth
    for content in (deep, f'{{"users": {deep}}}', f'{{"users": [{{"metadata": {deep}}}]}}'):
        try:
            decode_list(content.encode(), User, ("users",))
        except APIResponseError as error:
            assert len(str(error)) < 400


# -- rows that deviate each in its own way ----------------------------------------------------------

ODD_PARTS: list[Any] = [*ODD, "7", [None], [{}], {"sourcedId": "q"}, [{"sourcedId": "q"}]]


def deviating(row: dict[str, Any], chance: random.Random, depth: int = 3) -> dict[str, Any]:
    """A row some of whose fields are absent or odd, at whatever depth."""
    row = dict(row)
    for name in chance.sample(sorted(row), min(len(row), chance.choice([0, 0, 1, 2, 3]))):
        value, kind = row[name], chance.randrange(3)
        nested = value[0] if isinstance(value, list) and value else value
        if kind == 0:
            del row[name]
        elif kind == 1 or not depth or not isinstance(nested, dict):
            row[name] = chance.choice(ODD_PARTS)
        else:
            odd = deviating(nested, chance, depth - 1)
            row[name] = [odd, nested] if isinstance(value, list) else odd
    return row


def counted(notes: Notes) -> Counter[tuple[str, str, str]]:
    return Counter(
        {
            (kind, owner.model, owner.field): count
            for kind, counts in notes.counts.items()
            for owner, count in counts.items()
        }
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_row_reads_as_it_does_alone_and_each_deviation_is_counted(model: Any) -> None:
    chance, row, tag = random.Random(7), whole(model), model.__struct_config__.tag_field
    for _ in range(10):
        rows = [deviating(row, chance) | ({tag: row[tag]} if tag else {}) for _ in range(25)]
        together, alone, expected = Notes(), Counter[tuple[str, str, str]](), []
        found = read(rows, model, together)
        for each in rows:
            notes = Notes()
            expected += read([each], model, notes)
            alone.update(counted(notes))
        assert list(map(repr, found)) == list(map(repr, expected))
        assert counted(together) == alone


def test_what_deviates_no_longer_is_no_longer_suspected() -> None:
    notes = Notes()
    read([user_row(1, familyName=None), *(user_row(number) for number in range(2, 100))], User, notes)
    assert not notes.suspects
    assert counted(notes) == {("null", "User", "family_name"): 1}


@pytest.mark.parametrize("sent", [5, "perhaps", "TRUE", [], None])
def test_a_record_finishes_itself_once_its_fields_are_read(sent: Any) -> None:
    row = {"course": {}, "isEnrolled": sent}
    first, *rest = read([row] * 3, powerpath.SubjectCourseProgress)
    assert rest == [first, first]
    assert first.in_enrolled == first.is_enrolled == (True if sent == "TRUE" else sent)
    filters = read([{"filterOperation": sent}] * 3, webhooks.WebhookFilter)
    assert filters == [filters[0]] * 3


# -- one in place of several, several in place of one -----------------------------------------------


@pytest.mark.parametrize("body", [{"users": user_row(1)}, {"users": [user_row(1)]}])
def test_an_only_row_may_stand_without_its_list(body: Any) -> None:
    notes = Notes()
    (found,) = decode_list(json.dumps(body).encode(), User, ("users",), notes).rows
    assert found.sourced_id == "u-1"
    assert bool(notes.taken) == isinstance(body["users"], dict)


def test_an_entity_may_stand_in_a_list_of_one() -> None:
    notes = Notes()
    found = decode_one(json.dumps({"user": [user_row(1)]}).encode(), User, ("user",), notes)
    assert (found.sourced_id, notes.taken) == ("u-1", 1)
    for several in ([], [7], [{}], [user_row(1), user_row(2)]):
        with pytest.raises(APIResponseError, match="user is not an object but a list"):
            decode_one(json.dumps({"user": several}).encode(), User, ("user",))


def test_what_stands_in_place_of_an_answers_parts_is_no_obstacle() -> None:
    for odd in (*ODD, [None], [{"allocatedSourcedId": None}]):
        result = decode_bare(json.dumps({"sourcedIdPairs": odd}).encode(), oneroster.CreateResult)
        assert result.sourced_ids == []
        row = {"sourcedId": "r", "metadata": odd}
        (resource,) = read([row], oneroster.Resource)
        assert isinstance(resource.typed_metadata, oneroster.ResourceMetadata)


@pytest.mark.parametrize(
    ("charset", "encoding", "meant"),
    [
        ("ISO-8859-1", "latin-1", "Zoë"),
        ("windows-1252", "cp1252", "Zoë"),
        ("ISO-8859-1", "utf-8", "Zoë"),
        ("klingon", "latin-1", "Zo\ufffd"),
        ("base64", "latin-1", "Zo\ufffd"),
        ("", "latin-1", "Zo\ufffd"),
        ("", "utf-16", "Zoë"),
    ],
)
def test_a_body_that_is_not_utf_8_is_read_and_told(charset: str, encoding: str, meant: str) -> None:
    content = json.dumps({"users": [user_row(1, givenName="Zoë")]}, ensure_ascii=False).encode(encoding)
    notes = Notes(charset=charset)
    (found,) = decode_list(content, User, ("users",), notes).rows
    assert found.given_name == meant
    assert bool(notes.taken) == (encoding != "utf-8")


# -- what has no reading ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the body is empty"),
        (b"<html><p>Down</p></html>", "the body is HTML, 24 bytes; it begins with <html><p>***</p></html>"),
        (b'{"users": [', "the body is not JSON, 11 bytes"),
        (b"[]", "the body is not an object but a list"),
        (
            b'{"people": [{"givenName": "Ada"}]}',
            'the body has no \'users\'; it begins with {"people":[{"givenName"',
        ),
        (b'{"users": [{}, 7]}', "users[1] is not an object but a number"),
        (b'{"users": {"a": 1}}', "'users' is not a list but an object"),
    ],
)
def test_what_has_no_reading_is_named_without_a_value(content: bytes, message: str) -> None:
    with pytest.raises(APIResponseError) as caught:
        decode_list(content, User, ("users",))
    assert str(caught.value).startswith(message)
    assert "Ada" not in str(caught.value)
    assert "Down" not in str(caught.value)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert copy.body == caught.value.body


def test_the_body_goes_with_the_error() -> None:
    with pytest.raises(APIResponseError) as caught:
        decode_list(b'{"people": []}', User, ("users",))
    assert caught.value.body == {"people": []}


# -- what is told -----------------------------------------------------------------------------------


def test_a_deviation_is_told_once_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    log = DeviationLog()
    with caplog.at_level(logging.WARNING, "timeback.decoding"):
        for _ in range(2):
            notes = Notes()
            read([user_row(n, familyName=None, grades="Secret") for n in range(3)], User, notes)
            log.take(notes)
    assert log.entries() == (
        Deviation("User", "family_name", "null", "text", 6),
        Deviation("User", "grades", "repaired", "a list", 6),
    )
    assert [record.name for record in caplog.records] == ["timeback.decoding"] * 2
    assert "User.family_name: expected text" in caplog.text
    assert "Secret" not in caplog.text


def test_the_log_is_bounded() -> None:
    log = DeviationLog()
    for number in range(3):
        notes = Notes()
        for each in range(600):
            notes.add(Expectation(f"M{number}", f"f{each}", "text"), "absent")
        log.take(notes)
    assert len(log.entries()) == 1_000


def test_a_page_that_fits_notes_nothing() -> None:
    notes = Notes()
    read([user_row(1), user_row(2, enabledUser="false")], User, notes)
    assert not notes.taken


def test_read_strictly_the_field_is_named() -> None:
    row = user_row(
        2, roles=[{"roleType": "primary", "role": "student", "org": {"sourcedId": "s", "type": "org"}}]
    )
    with pytest.raises(
        APIResponseError, match=r"^rows\[1\]\.roles\[0\]\.org\.href: expected text: the server left it"
    ):
        read([user_row(1), row], User, Notes(strict=True))


# -- rows of some fields ----------------------------------------------------------------------------

TAKEN: list[Callable[[Any], Any]] = [lambda row: row.roles, lambda row: row.family_name]


@pytest.mark.parametrize("take", TAKEN)
def test_a_field_that_was_not_fetched_says_so(take: Callable[[Any], Any]) -> None:
    rows = read(
        [{"sourcedId": "u", "email": "e"}, {"sourcedId": "v"}],
        sparse(User, frozenset({"sourced_id", "email"})),
    )
    with pytest.raises(FieldNotFetchedError, match="was not fetched: add it to fields="):
        take(rows[0])
    assert (rows[0].email, rows[1].email) == ("e", None)
    assert isinstance(rows[0], User)
    assert repr(rows[0]) == "User(sourced_id='u', email='e')"
    assert pickle.loads(pickle.dumps(rows)) == rows
    assert rows[0] != rows[1]
    assert msgspec.to_builtins(rows[0]) == {"sourcedId": "u", "email": "e"}
    assert not hasattr(rows[0], "roles")


def test_a_field_that_comes_unasked_is_not_there() -> None:
    notes = Notes()
    (row,) = read([user_row(1, givenName=7)], sparse(User, frozenset({"sourced_id"})), notes)
    assert not notes.taken
    with pytest.raises(FieldNotFetchedError):
        _ = row.given_name
    error = pickle.loads(pickle.dumps(FieldNotFetchedError("roles")))
    assert (str(error), error.field) == ("roles was not fetched: add it to fields=", "roles")


def test_metadata_of_another_form_is_read() -> None:
    found = oneroster.UserMetadata.read({"isTestUser": "perhaps", "onboarding": {"a": {"state": 5}}})
    assert found.is_test_user == "perhaps"  # type: ignore[comparison-overlap]
    assert issubclass(oneroster.UserMetadata, base.OpenMetadata)
