"""A delivery is believed only when its signature is right and fresh."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import ConfigurationError
from timeback.webhooks import Delivery, DeliveryError, sign, verify

SECRET = "whsec_c2FuZGJveC1zZWNyZXQtb2YtMzItYnl0ZXMtLi4u"
BODY = b'{"type":"insight.created","student":"Ada"}'
NOW = 1_760_000_000


def headers(**changes: str) -> dict[str, str]:
    return {**sign(BODY, SECRET, delivery_id="msg_1", timestamp=NOW), **changes}


def check(body: bytes = BODY, given: Any = None, secret: Any = SECRET, **options: Any) -> Delivery:
    return verify(body, headers() if given is None else given, secret, now=lambda: NOW + 10, **options)


def test_the_signature_is_that_of_the_standard() -> None:
    # The example of the Standard Webhooks specification.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = sign(
        b'{"test": 2432232314}', secret, delivery_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330
    )
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_right_delivery_is_read() -> None:
    delivery = check()
    assert (delivery.id, delivery.timestamp, delivery.type) == ("msg_1", NOW, "insight.created")
    assert delivery.data["student"] == "Ada"
    assert "Ada" not in repr(delivery)


def test_names_of_headers_may_be_in_any_case() -> None:
    assert check(given={name.upper(): value for name, value in headers().items()}).id == "msg_1"


def test_one_of_several_signatures_and_secrets_is_enough() -> None:
    right = headers()["webhook-signature"]
    assert check(given=headers(**{"webhook-signature": f"v1,AAAA v1a,xyz {right}"}))
    assert check(secret=["another", SECRET])
    plain = sign(BODY, "any text", delivery_id="m", timestamp=NOW)
    assert check(given=plain, secret="any text")


def test_a_changed_byte_is_refused() -> None:
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(BODY.replace(b"Ada", b"Eve"))


def test_a_wrong_secret_is_refused() -> None:
    with pytest.raises(DeliveryError, match="matches no secret") as caught:
        check(secret="whsec_d3Jvbmc=")
    assert "d3Jvbmc" not in str(caught.value)


def test_another_version_of_the_same_digest_is_refused() -> None:
    digest = headers()["webhook-signature"].removeprefix("v1,")
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(given=headers(**{"webhook-signature": f"v2,{digest}"}))


@pytest.mark.parametrize(("age", "word"), [(301, "past"), (-301, "future")])
def test_a_stale_and_an_early_timestamp_are_refused(age: int, word: str) -> None:
    with pytest.raises(DeliveryError, match=word):
        verify(BODY, headers(), SECRET, now=lambda: NOW + age)
    assert verify(BODY, headers(), SECRET, now=lambda: NOW + age, tolerance=302)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize(
    ("value", "message"), [("", "missing"), ("ü", "holds what no header"), ("a\nb", "holds what")]
)
def test_a_header_that_is_missing_or_odd_is_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(DeliveryError, match=f"{name} .*{message}"):
        check(given=headers(**{name: value}))


def test_a_timestamp_that_is_no_number_is_refused() -> None:
    for value in ("soon", "1e9", "-5", "9" * 30):
        with pytest.raises(DeliveryError, match="not a number"):
            check(given=headers(**{"webhook-timestamp": value}))


def test_a_body_that_is_no_json_is_refused() -> None:
    with pytest.raises(DeliveryError, match="not JSON"):
        check(b"x", sign(b"x", SECRET, delivery_id="m", timestamp=NOW))


def test_a_body_that_is_nested_without_end_is_refused() -> None:
    body = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(DeliveryError, match="not JSON"):
        check(body, sign(body, SECRET, delivery_id="m", timestamp=NOW))


@pytest.mark.parametrize("secret", ["", " ", "whsec_***", "whsec_", [], [SECRET, ""], None])
def test_a_secret_that_is_none_is_a_mistake_of_the_settings(secret: Any) -> None:
    with pytest.raises(ConfigurationError):
        check(secret=secret)


@pytest.mark.parametrize("body", [BODY.decode(), {"type": "insight.created"}, None])
def test_a_body_that_was_read_before_is_a_mistake_of_the_program(body: Any) -> None:
    with pytest.raises(ConfigurationError, match="bytes as they came") as caught:
        check(body)
    assert "insight" not in str(caught.value)


@given(st.binary(max_size=60), st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=4))
def test_anything_else_is_refused_in_the_one_way(body: bytes, given: dict[str, str]) -> None:
    with pytest.raises(DeliveryError):
        verify(body, {**headers(), **given, "webhook-signature": "v1,AAAA"}, SECRET, now=lambda: NOW)


SHORT = "whsec_c2FuZGJveC1zZWNyZXQ"  # base64 that lacks its padding


def learnwith_headers(key: bytes, message: bytes, *, stamp: str = str(NOW), **changes: str) -> dict[str, str]:
    digest = hmac.digest(key, stamp.encode() + b"." + message, hashlib.sha256)
    return {"webhook-timestamp": stamp, "webhook-signature": digest.hex(), **changes}


def test_an_unpadded_secret_is_read() -> None:
    made = sign(BODY, SHORT, delivery_id="m", timestamp=NOW)
    assert check(given=made, secret=SHORT).id == "m"
    assert check(given=made, secret=SHORT + "=").id == "m"


RAW = bytes(range(200, 232))
PLAIN, URL_SAFE = base64.b64encode(RAW).decode(), base64.urlsafe_b64encode(RAW).decode()


@pytest.mark.parametrize(
    "secret", [f"whsec_{PLAIN}\n", f" whsec_{PLAIN}", f"whsec_{URL_SAFE}", f"v1,whsec_{PLAIN}", PLAIN]
)
def test_a_secret_is_read_as_settings_and_consoles_have_it(secret: str) -> None:
    assert PLAIN != URL_SAFE
    made = sign(BODY, f"whsec_{PLAIN}", delivery_id="m", timestamp=NOW)
    assert check(given=made, secret=secret).id == "m"
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(BODY + b" ", given=made, secret=secret)


def test_a_secret_of_text_may_have_blanks_around_it_or_be_base64() -> None:
    for signed_by in ("any text", PLAIN):
        made = sign(BODY, signed_by, delivery_id="m", timestamp=NOW)
        assert check(given=made, secret=f"{signed_by}\n").id == "m"
    # What is base64 of too few bytes is text alone.
    short = sign(BODY, SHORT, delivery_id="m", timestamp=NOW)
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(given=short, secret=SHORT.removeprefix("whsec_"))


def test_headers_may_be_those_of_wsgi_and_of_older_senders() -> None:
    wsgi = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers().items()}
    assert check(given={**wsgi, "wsgi.multithread": True}).id == "msg_1"
    # Whoever names WSGI's own name goes on with it.
    assert check(given=wsgi, id_header="HTTP_WEBHOOK_ID").id == "msg_1"
    older = {name.replace("webhook-", "Svix-"): f" {value} " for name, value in headers().items()}
    assert check(given=older).id == "msg_1"
    assert check(given={name.replace("WEBHOOK", "SVIX"): value for name, value in wsgi.items()}).id == "msg_1"
    # The standard's own come first, and all of them are signed.
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(given={**older, "webhook-id": "msg_2"})


def test_a_signature_may_be_base64_of_urls() -> None:
    given = headers()
    signature = given["webhook-signature"].replace("+", "-").replace("/", "_").rstrip("=")
    assert check(given={**given, "webhook-signature": signature})


@pytest.mark.parametrize("key", [SHORT.encode(), base64.b64decode("c2FuZGJveC1zZWNyZXQ=")])
@pytest.mark.parametrize("stamp", [str(NOW), str(NOW * 1000), "2025-10-09T08:53:20Z"])
@pytest.mark.parametrize("encoding", ["hex", "base64", "v1,", "sha256="])
def test_learnwith_signs_the_timestamp_and_the_body(key: bytes, stamp: str, encoding: str) -> None:
    digest = hmac.digest(key, stamp.encode() + b"." + BODY, hashlib.sha256)
    text = digest.hex() if encoding in ("hex", "sha256=") else base64.b64encode(digest).decode()
    signature = text if encoding in ("hex", "base64") else encoding + text
    delivery = check(
        given={"webhook-timestamp": stamp, "webhook-signature": signature},
        secret=SHORT,
        scheme="learnwith_ai",
    )
    assert (delivery.id, delivery.timestamp, delivery.type) == ("", NOW, "insight.created")


def test_learnwith_takes_the_id_into_account_where_there_is_one() -> None:
    body = b'{"id": "evt-1"}'
    given = learnwith_headers(SHORT.encode(), body)
    assert check(body, given, SHORT, scheme="learnwith_ai").id == "evt-1"
    signed_with_id = sign(body, SHORT, delivery_id="msg_9", timestamp=NOW)
    assert check(body, signed_with_id, SHORT, scheme="learnwith_ai").id == "msg_9"


def test_the_headers_may_be_named() -> None:
    given = learnwith_headers(SHORT.encode(), BODY)
    renamed = {"X-When": given["webhook-timestamp"], "X-Signed": given["webhook-signature"]}
    options = {"timestamp_header": "X-When", "signature_header": "x-signed", "scheme": "learnwith_ai"}
    assert check(given=renamed, secret=SHORT, **options).timestamp == NOW


def test_one_scheme_is_not_believed_for_the_other() -> None:
    with pytest.raises(DeliveryError, match="webhook-id"):
        check(given=learnwith_headers(SHORT.encode(), BODY), secret=SHORT)
    given = learnwith_headers(SHORT.encode(), BODY, **{"webhook-id": "m"})
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(given=given, secret=SHORT)
    with pytest.raises(DeliveryError, match="matches no secret"):
        check(b"{}", learnwith_headers(SHORT.encode(), BODY), SHORT, scheme="learnwith_ai")
    stale = learnwith_headers(SHORT.encode(), BODY, stamp=str((NOW - 400) * 1000))
    with pytest.raises(DeliveryError, match="too far in the past"):
        check(given=stale, secret=SHORT, scheme="learnwith_ai")
    with pytest.raises(DeliveryError, match="neither seconds"):
        check(
            given=learnwith_headers(SHORT.encode(), BODY, stamp="soon"), secret=SHORT, scheme="learnwith_ai"
        )


@pytest.mark.parametrize("scheme", ["standard", "learnwith_ai"])
@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"secret": b"bytes"}, "text"),
        ({"secret": [b"bytes"]}, "text"),
        ({"secret": 5}, "text"),
        ({"secret": "whsec_"}, "base64"),
        ({"given": [("webhook-id", "m")]}, "mapping"),
        ({"given": None, "tolerance": float("nan")}, "tolerance"),
        ({"tolerance": float("inf")}, "tolerance"),
        ({"tolerance": -1}, "tolerance"),
        ({"tolerance": "300"}, "tolerance"),
        ({"tolerance": True}, "tolerance"),
    ],
)
def test_wrong_types_are_named(scheme: str, wrong: dict[str, Any], word: str) -> None:
    with pytest.raises(ConfigurationError, match=word):
        check(**{"scheme": scheme, **wrong})


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="learnwith_ai"):
        check(scheme="stripe")


@pytest.mark.parametrize("value", [5, b"x", ["v1,x"]])
def test_a_header_that_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(DeliveryError, match="webhook-signature"):
        check(given={**headers(), "webhook-signature": value})
