"""What an error says: the server's words in every shape of the services, without anybody's values in them."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import APIStatusError, ConflictError, NotFoundError, RetryPolicy, _status_info
from timeback._http.error_responses import error_from_response
from timeback._http.messages import Request, Response
from timeback._http.retry import Resend
from timeback._secrets import Secret
from timeback.models import oneroster

IMSX = {
    "imsx_codeMajor": "failure",
    "imsx_severity": "error",
    "imsx_description": "Invalid data",
    "imsx_CodeMinor": {
        "imsx_codeMinorField": [
            {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "invaliddata"}
        ]
    },
}
TOKEN = "token-of-this-request"
assert oneroster.__all__  # whose fields are known by name


def told(
    answer: Any,
    *,
    status: int = 400,
    sent: Any = None,
    method: str = "POST",
    url: str = "https://api.test/users",
    headers: dict[str, str] | None = None,
) -> APIStatusError:
    request = Request(
        method=method,
        url=url,
        path="/users",
        headers=headers or {},
        content=sent if sent is None or isinstance(sent, bytes) else json.dumps(sent).encode(),
        resend=Resend.SAFELY,
        timeout=1.0,
        retry=RetryPolicy(),
    )
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return error_from_response(request, Response(status, {}, content), Secret(TOKEN))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": "Invalid item", "details": "no title"}, "Invalid item; no title"),
        ({"error": "Not found", "message": "No item i-1"}, "No item i-1; Not found"),
        (
            {"error": "Server Error", "message": "boom", "details": "Error: x\n    at f\n   at g", "eventId": "e"},
            "boom; Server Error; Error: x",
        ),
        (
            {
                "error": "Validation failed",
                "code": "VALIDATION",
                "meta": {"issues": [{"field": "limit", "message": "must be a number", "code": "invalid_type"}]},
            },
            "Validation failed; limit: must be a number",
        ),
        (
            {"success": False, "entityId": "e", "error": "Entity not found", "message": "No item e"},
            "No item e; Entity not found",
        ),
        (
            {**IMSX, "imsx_error_details": [{"path": "course.title", "message": "Required"}]},
            "Invalid data; course.title: Required",
        ),
        ({**IMSX, "imsx_error_details": [{"field": "grade", "reason": "bad"}]}, "Invalid data; grade: bad"),
        ({**IMSX, "imsx_error_details": [{"sourcedId": "is taken"}]}, "Invalid data; sourcedId: is taken"),
        ({**IMSX, "imsx_error_details": None}, "Invalid data"),
        (
            {"detail": [
                {"type": "int", "loc": ["query", "limit"], "msg": "Input should be valid", "input": "Ada", "ctx": {}}
            ]},
            "query.limit: Input should be valid",
        ),
        (
            {"errors": [{"message": "Bad", "detail": "a wrong body", "meta": {
                "issues": [{"path": "id", "message": "Required"}]
            }}]},
            "Bad; a wrong body; id: Required",
        ),
        ({"status": "error", "message": "Invalid", "errors": ["one", "two"]}, "Invalid; one; two"),
        (
            {"status": "error", "message": "Invalid", "errors": [
                {"path": ["data", 0, "@context"], "message": "Required"}
            ]},
            "Invalid; data[0].@context: Required",
        ),
        ({"message": "Invalid", "errors": {"data[0].@context": ["Required", "Text"]}},
         "Invalid; data[0].@context: Required; data[0].@context: Text"),
        ({"message": "Invalid", "errors": "one line"}, "Invalid"),
        (
            {"error": "Invalid input", "details": [
                {"code": "c", "expected": "string", "received": "undefined", "path": ["sensor"],
                 "message": "Required"}
            ]},
            "Invalid input; sensor: Required",
        ),
        (
            {"error": "Invalid input", "details": [{"code": "c", "expected": "text", "path": ["sensor"]}]},
            "Invalid input; sensor: expected text",
        ),
        (
            {"success": False, "error": "Invalid", "code": "INVALID_PARAMETERS", "details": {
                "grade": "must be a label"
            }},
            "Invalid; grade: must be a label",
        ),
        ({"success": False, "error": "Server error", "data": {"details": "the queue is down"}},
         "Server error; the queue is down"),
        (
            {"success": False, "error": "Taken", "data": {"existing_assignment": {"student_email": "a@b.example"}}},
            "Taken",
        ),
        ({"error": "invalid_client", "error_description": "unknown client"}, "invalid_client; unknown client"),
        ({"error": {"message": "nested"}}, "nested"),
        ({"message": "Several publishers", "nextAction": "Name one"}, "Several publishers; Name one"),
        ([{"path": "a", "message": "b"}], "a: b"),
        (b"<html><p>Bad Gateway</p></html>", ""),
        (b"no JSON", ""),
        ("text", ""),
        (None, ""),
        ({"message": ""}, ""),
    ],
)  # fmt: skip
def test_the_servers_words_are_told(body: Any, words: str) -> None:
    assert str(told(body)) == f"400 {words}".rstrip()


CODES = {"imsx_codeMajor": "failure", "imsx_severity": "error"}
FIELD = {"imsx_codeMinorFieldName": "sourcedId", "imsx_codeMinorFieldValue": "unknownobject"}


@pytest.mark.parametrize(
    ("body", "words", "codes"),
    [
        (
            {**CODES, "imsx_description": "No class", "imsx_codeMinor": {"imsx_codeMinorField": [FIELD]}},
            "No class",
            [("sourcedId", "unknownobject")],
        ),
        (
            {**CODES, "imsx_codeMinor": {"imsx_codeMinorField": FIELD}},
            "sourcedId: unknownobject",
            [("sourcedId", "unknownobject")],
        ),
        ({**CODES, "imsx_codeMinor": "not_found"}, "not_found", [("", "not_found")]),
        ({**CODES, "imsx_description": None, "imsx_codeMinor": ["a", "b"]}, "a; b", [("", "a"), ("", "b")]),
        (
            {"codeMajor": "failure", "severity": "error", "codeMinor": "unauthorized", "description": "No scope"},
            "No scope",
            [("", "unauthorized")],
        ),
        (
            {"imsx_StatusInfo": {**CODES, "imsx_description": "No class", "imsx_codeMinor": "not_found"}},
            "No class",
            [("", "not_found")],
        ),
        (
            {"statusInfoSet": [{"description": "Invalid filter", "codeMinor": "InvalidFilterField"}, None]},
            "Invalid filter",
            [("", "InvalidFilterField")],
        ),
        ({"Message": "Authorization has been denied."}, "Authorization has been denied.", []),
        ({"title": "Bad Request", "status": 400, "traceId": "t"}, "Bad Request", []),
        ({"title": "Bad Request", "errors": {"description": ["Too long"]}}, "description: Too long", []),
        ({"fault": {"faultstring": "Expired", "detail": {"errorcode": "e"}}}, "Expired", []),
        ({"errors": "one line"}, "one line", []),
    ],
)  # fmt: skip
def test_servers_that_are_not_the_platform_are_told_too(
    body: Any, words: str, codes: list[tuple[str, str]]
) -> None:
    error = told(body)
    assert str(error) == f"400 {words}"
    assert error.minor_codes == codes


def test_long_words_are_cut() -> None:
    assert len(str(told({"message": "word " * 1000}))) < 1100


SENT = {
    "user": {
        "givenName": "Ada",
        "familyName": "O'Neil King",
        "username": "title",
        "identifier": "grad",
        "roles": [{"role": "student", "org": {"sourcedId": "org-1", "type": "org"}}],
        "note": "李雷",
        "title": "status",
    }
}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("data[0].@context: Required", "data[0].@context: Required"),
        ("object.@context.id is wrong", "object.@context.id is wrong"),
        ("schoolYear must be text, not school", "schoolYear must be text, not school"),
        ("grade must be text, not grad", "grade must be text, not ***"),
        ("no user Ada, nor AdaX", "no user ***, nor AdaX"),
        ("no user 'O'Neil  King'.", "no user '***'."),
        ("O'NEIL KINGs", "***s"),
        ("no user Ada. Try again", "no user ***. Try again"),
        ("user.grad.id and [0].grad", "user.grad.id and [0].grad"),
        ("title: Required; status is wrong", "title: Required; status is wrong"),
        ("org is no student", "org is no student"),
        ("not org-1", "not ***"),
        ("学生李雷不存在", "学生***不存在"),
        ("mail to ada.king+x@mail.example.org, please", "mail to ***, please"),
        ("<ada@mail.example>;bob@mail.example", "<***>;***"),
        (f"the token {TOKEN} is over", "the token *** is over"),
        ("Bearer abcdefghij.klm is over", "Bearer *** is over"),
        ("jwt eyJhbGciOiJ.eyJzdWIi.c2ln expired", "jwt *** expired"),
        ("secret whsec_c2VjcmV0 is wrong", "secret *** is wrong"),
        ("Bearer token expected", "Bearer token expected"),
        ("red \x1b[31mtext\x9b2J,\r\n two lines", "red [31mtext 2J, two lines"),
    ],
)
def test_values_are_masked_and_names_are_not(said: str, shown: str) -> None:
    assert str(told({"message": said}, sent=SENT)) == f"400 {shown}"
    assert told({"message": said}, sent=SENT).body == {"message": said}


def test_the_field_of_a_detail_is_shown_whole() -> None:
    detail = {"path": "users[0].Ada", "message": "not Ada, and not ada@x.example"}
    shown = str(told({"message": "No", "errors": [detail]}, sent=SENT))
    assert shown == "400 No; users[0].Ada: not ***, and not ***"


def test_a_query_hides_its_values_and_shows_its_fields() -> None:
    condition = quote("familyName~'Love''s' AND metadata.age>7")
    url = f"https://api.test/users?filter={condition}&sort=familyName&limit=3000&search=Ada%20King"
    words = "familyName~'Love''s' of Love's, Ada King; sort familyName, metadata.age; at most 3000"
    shown = str(told({"message": words}, method="GET", url=url))
    assert shown == "400 familyName~'***' of ***, ***; sort familyName, metadata.age; at most 3000"


def test_an_id_in_the_path_is_masked_in_either_form() -> None:
    said = {"message": "No user u/1 é at /users/u%2F1%20%C3%A9"}
    shown = str(told(said, status=404, method="GET", url="https://api.test/users/u%2F1%20%C3%A9"))
    assert shown == "404 No user *** at /users/***"


@pytest.mark.parametrize("basic", [True, False])
def test_credentials_are_masked_however_they_were_sent(basic: bool) -> None:
    pair = base64.b64encode(b"my-client:s3cr3t%2Fvalue").decode()
    headers = {"authorization": f"Basic {pair}"} if basic else {}
    form = b"grant_type=client_credentials" + (
        b"" if basic else b"&client_id=my-client&client_secret=s3cr3t%2Fvalue"
    )
    words = "client my-client with s3cr3t/value is unknown"
    shown = str(told({"error": "invalid_client", "error_description": words}, sent=form, headers=headers))
    assert shown == "400 invalid_client; client *** with *** is unknown"


@pytest.mark.parametrize("header", ["Basic", "Basic ???", "Basic gA==", "x", "Bearer"])
def test_any_header_of_the_users_own_will_do(header: str) -> None:
    assert str(told({"message": "No"}, headers={"authorization": header})) == "400 No"


@pytest.mark.parametrize(
    ("method", "status", "words", "kind"),
    [
        ("POST", 404, "Course with sourcedId k already exists", ConflictError),
        ("PUT", 404, "It Already Exists.", ConflictError),
        ("GET", 404, "already exists", NotFoundError),
        ("POST", 404, "Org not found", NotFoundError),
    ],
)
def test_a_404_for_what_exists_already_is_a_conflict(
    method: str, status: int, words: str, kind: type
) -> None:
    assert type(told({"message": words}, method=method, status=status)) is kind


def test_a_success_in_every_answer_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    block = {"imsx_codeMajor": "success", "imsx_severity": "status", "imsx_description": "no error" * 600}
    for body in ({"users": [], "statusInfoSet": [block]}, {"statusInfoSet": [block], "users": ["x" * 9_000]}):
        content = json.dumps(body).encode()
        warned = content.replace(b'"status"', b'"Warning"')
        assert _status_info.warnings_in(warned) == ["unnamed"]
        with monkeypatch.context() as patch:
            patch.setattr(_status_info.msgspec.json, "decode", pytest.fail)
            assert not _status_info.is_failure(content)
            assert not _status_info.warnings_in(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda each: st.lists(each) | st.dictionaries(
        st.sampled_from(["message", "errors", "details", "meta", "issues", "path", "error", "data"]) | st.text(), each
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON, JSON)
def test_any_body_gives_an_error(body: Any, sent: Any) -> None:
    assert str(told(body, sent=sent)).startswith("400")
