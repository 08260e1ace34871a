# Generated from tests/_async/hardening/test_options.py by setup_unasync.py; do not edit.
"""Options of a wrong type, or that nothing can use, are refused when they are given."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from timeback import (
    CaliperClient,
    OneRosterClient,
    ConfigurationError,
    InvalidInputError,
    RetryPolicy,
)

OPEN: dict[str, Any] = {"base_url": "http://127.0.0.1:9", "auth": None}
ODD: list[Any] = [
    float("nan"), float("inf"), -1, "5", b"5", {1: 2}, [3], object(), 10**400, -0.5, timedelta(1), (1,),
]  # fmt: skip
NUMBERS: list[Any] = [*ODD, True, 2**63]
REFUSED = (ConfigurationError, InvalidInputError)


def refuses(call: Any, name: str, values: list[Any]) -> list[str]:
    """The values that are taken, or refused otherwise than in our words."""
    wrong: list[str] = []
    for value in values:
        try:
            call(**{name: value})
        except REFUSED:
            continue
        except Exception as error:
            wrong.append(f"{name}={value!r:.30}: {error!r}")
        else:
            wrong.append(f"{name}={value!r:.30} is taken")
    return wrong


def test_a_client_refuses_them() -> None:
    def client(**options: Any) -> None:
        OneRosterClient(**OPEN | options)

    wrong: list[str] = []
    for name in ("timeout", "rate_limit"):
        wrong += refuses(client, name, NUMBERS)
    for name in (
        "hooks",
        "transport",
        "http_client",
        "trust_env",
        "allow_insecure_http",
        "paths",
        "engine",
        "retry",
    ):
        wrong += refuses(client, name, ODD)
    assert wrong == []


def test_so_does_a_view() -> None:
    with OneRosterClient(**OPEN) as client:
        wrong = refuses(client.with_options, "timeout", NUMBERS) + refuses(client.with_options, "strict", ODD)
    assert wrong == []


def test_and_a_list_before_anything_is_sent() -> None:
    with OneRosterClient(**OPEN) as client:
        for value in (5, True, b"name", object(), float("nan")):
            odd: Any = value
            with pytest.raises(InvalidInputError):
                client.users.list(fields=odd)


def test_a_buffer_and_a_policy_too() -> None:
    with CaliperClient(**OPEN) as client:

        def buffer(**options: Any) -> None:
            client.events.buffer("https://s.example/1", **options)

        wrong = refuses(buffer, "spool", [5, True, b"x", [3], object()]) + refuses(buffer, "max_age", NUMBERS)
    for name in ("initial_delay", "max_delay", "budget_ratio", "budget_reserve"):
        wrong += refuses(RetryPolicy, name, NUMBERS)
    assert wrong == []


def test_a_client_of_the_user_s_is_taken() -> None:
    with httpx.Client() as theirs, OneRosterClient(**OPEN, http_client=theirs) as client:
        assert OPEN["base_url"] in repr(client)
