"""The OpenID provider of the sandbox: its pages, its codes and tokens, and whom it does not serve."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.sandbox.conftest import Caller, Later
from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET
from timeback.sandbox.messages import Request, Response

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:8000/callback?x=1"
ASKED = {
    "response_type": "code",
    "client_id": DEFAULT_CLIENT_ID,
    "redirect_uri": BACK,
    "scope": "openid email",
    "state": "s & t",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
STUDENT = "student-00001"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def post(call: Caller, path: str, **form: str) -> Response:
    return call.core.handle(Request("POST", path, "", FORM, urlencode(form).encode()))


def get(call: Caller, path: str, **query: str) -> Response:
    return call.core.handle(Request("GET", path, urlencode(query)))


def sent_back(response: Response) -> dict[str, str]:
    assert response.status == 303
    target = urlsplit(response.header("location") or "")
    assert target.netloc == "127.0.0.1:8000"
    return {name: each for name, (each,) in parse_qs(target.query).items()}


def exchange(call: Caller, code: str, **changes: str) -> Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": DEFAULT_CLIENT_ID,
        "client_secret": DEFAULT_CLIENT_SECRET,
    }
    return post(call, "/oauth2/token", **{**form, **changes})


def new_code(call: Caller) -> str:
    return sent_back(post(call, "/oauth2/authorize", **ASKED, user=STUDENT))["code"]


def test_a_person_is_chosen_by_name_on_a_page(call: Caller) -> None:
    page = get(call, "/oauth2/authorize", **ASKED, q="sasha james")
    text = page.body.decode()
    assert page.status == 200
    assert text.count('name="user"') == 1 and f'value="{STUDENT}"' in text
    assert "form-action 'self' http://127.0.0.1:8000" in (page.header("content-security-policy") or "")
    assert 'value="s &amp; t"' in text
    nobody = get(call, "/oauth2/authorize", **ASKED, q='"><script>').body.decode()
    assert "<script>" not in nobody and "Nobody has such a name" in nobody
    answer = sent_back(post(call, "/oauth2/authorize", **ASKED, user=STUDENT))
    assert answer.pop("code")
    assert answer == {"x": "1", "state": "s & t", "iss": call.core.base_url}
    refused = sent_back(post(call, "/oauth2/authorize", **ASKED, user="nobody"))
    assert refused["error"] == "access_denied"


def test_only_applications_on_this_machine_are_served(call: Caller) -> None:
    elsewhere = [
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "javascript:alert(1)",
        "",
        "http://[",
        "http://127.0.0.1/\n",
    ]
    for target in elsewhere:
        for answer in (
            get(call, "/oauth2/authorize", **{**ASKED, "redirect_uri": target}),
            post(call, "/oauth2/authorize", **{**ASKED, "redirect_uri": target}, user=STUDENT),
            get(call, "/lti/launch", launch_url=target),
            post(call, "/lti/launch", launch_url=target, user=STUDENT),
        ):
            assert (answer.status, answer.header("location")) == (400, None), target
    assert get(call, "/oauth2/authorize", **{**ASKED, "client_id": "another"}).status == 400
    tricky = get(
        call, "/oauth2/authorize", **{**ASKED, "redirect_uri": "http://a;script-src *@127.0.0.1:8000/"}
    )
    assert ";script-src" not in (tricky.header("content-security-policy") or "")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
    ],
)
def test_another_flow_is_refused_where_the_application_sees_it(
    call: Caller, changes: dict[str, str], error: str
) -> None:
    assert sent_back(get(call, "/oauth2/authorize", **{**ASKED, **changes})) == {
        "x": "1",
        "state": "s & t",
        "error": error,
    }


def test_a_code_is_good_once_for_a_minute_and_for_who_asked(call: Caller, later: Later) -> None:
    code = new_code(call)
    tokens = exchange(call, code).json()
    assert set(tokens) == {"access_token", "id_token", "expires_in", "token_type"}
    wrong: list[dict[str, Any]] = [{"code": code}, {"code": "guessed"}]
    wrong += [
        {"code": new_code(call), **each}
        for each in ({"code_verifier": "w" * 64}, {"code_verifier": ""}, {"redirect_uri": BACK + "&y=1"})
    ]
    for changes in wrong:
        answer = exchange(call, **changes)
        assert (answer.status, answer.json()["error"]) == (400, "invalid_grant"), changes
    assert exchange(call, new_code(call), client_secret="wrong").status == 401
    old = new_code(call)
    later(61)
    assert exchange(call, old).status == 400


def test_a_token_of_a_person_opens_nothing_else(call: Caller) -> None:
    token = exchange(call, new_code(call)).json()["access_token"]
    bearer = {"authorization": f"Bearer {token}"}
    known = call.core.handle(Request("GET", "/oauth2/userInfo", "", bearer)).json()
    assert (known["given_name"], known["email_verified"]) == ("Sasha", True)
    assert STUDENT not in str(known)
    users = "/ims/oneroster/rostering/v1p2/users/"
    assert call.core.handle(Request("GET", users, "", bearer)).status == 401
    assert (
        call.core.handle(
            Request("GET", "/oauth2/userInfo", "", {"authorization": f"Bearer {call.token}"})
        ).status
        == 401
    )


def test_what_signs_in_is_not_kept_with_the_requests(call: Caller) -> None:
    tokens = exchange(call, new_code(call)).json()
    page = post(call, "/lti/launch", launch_url="http://127.0.0.1:8000/launch", user=STUDENT).body.decode()
    launched = page.partition('name="id_token" value="')[2].partition('"')[0]
    kept = " ".join(f"{each.query} {each.body} {each.answer}" for each in call.core.requests)
    secret = [tokens["id_token"], tokens["access_token"], launched, VERIFIER, DEFAULT_CLIENT_SECRET]
    assert all(secret)
    assert [each for each in secret if each in kept] == []


def test_its_configuration_and_keys_are_those_of_the_standard(call: Caller) -> None:
    about = get(call, "/.well-known/openid-configuration").json()
    assert about["issuer"] == call.core.base_url
    (key,) = get(call, "/.well-known/jwks.json").json()["keys"]
    assert {"kty", "kid", "n", "e", "alg", "use"} == set(key)
    for _ in range(3):
        call.core.openid.rotate()
    keys = get(call, "/.well-known/jwks.json").json()["keys"]
    assert len(keys) == 2 and key not in keys


def test_a_launch_is_a_form_that_sends_itself(call: Caller) -> None:
    target = "http://127.0.0.1:8000/launch"
    assert f'value="{target}"' in get(call, "/lti/launch", launch_url=target).body.decode()
    page = post(call, "/lti/launch", launch_url=target, user=STUDENT)
    text, policy = page.body.decode(), page.header("content-security-policy") or ""
    assert f'action="{target}"' in text and 'name="id_token"' in text
    assert policy.partition("'nonce-")[2].partition("'")[0] in text
    assert post(call, "/lti/launch", launch_url=target, user="nobody").status == 400
