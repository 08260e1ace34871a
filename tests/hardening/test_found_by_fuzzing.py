"""Inputs that a fuzzer of `tests/soak` broke a parser with."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from timeback import OneRosterClient
from timeback._http.retry import parse_retry_after
from timeback.errors import BadRequestError, InvalidInputError
from timeback.export import load_bundle


@pytest.mark.parametrize("header", ["1e999", "121e9990", "9" * 400])
def test_a_pause_that_no_number_holds_is_none(header: str) -> None:
    assert parse_retry_after(header) is None


@pytest.mark.parametrize("place", [b"PK\x01\x02", b"PK\x03\x04"])
def test_an_archive_whose_names_are_in_no_encoding_is_refused(tmp_path: Path, place: bytes) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.csv", "propertyName,value\r\noneroster.version,1.2\r\n")
    data = bytearray(path.read_bytes())
    at = data.index(place)
    flags, name = (8, 46) if place == b"PK\x01\x02" else (6, 30)
    data[at + flags + 1] |= 0x08  # the name is said to be UTF-8
    data[at + name] = 0xA7
    path.write_bytes(data)
    with pytest.raises(InvalidInputError):
        load_bundle(path)


@pytest.mark.parametrize(
    "body",
    [
        {"message": "a" * 300_000},
        {"message": "a@" + "a-" * 150_000},
        {"message": "\n" * 300_000},
        {"errors": [{"field": f"f{number}", "message": f"m{number}"} for number in range(50_000)]},
    ],
    ids=["a word", "a host", "lines", "fields"],
)
def test_the_words_of_an_error_hold_nobody_up(body: Any) -> None:
    with (
        RawServer([reply(body, 400)]) as server,
        OneRosterClient(**server.open) as client,
        pytest.raises(BadRequestError) as raised,
    ):
        client.users.get("u-1")
    assert len(str(raised.value)) < 1500
