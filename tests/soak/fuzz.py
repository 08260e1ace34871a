"""Any bytes at all to each parser: it reads them, or says in our words what is wrong, and soon.

`python -m tests.soak.fuzz --seconds 60` gives each target a minute. Inputs are samples with bytes changed,
cut out, doubled and put together, by a seed that is printed. What a target breaks on is written to
`--failures`, and belongs into a test.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import io
import json
import logging
import math
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.samples import user_row
from timeback import OneRosterClient, webhooks
from timeback._http.retry import parse_retry_after
from timeback._query.filters import build_filter
from timeback.errors import ConfigurationError, InvalidInputError, TimebackError
from timeback.export.bundle import split
from timeback.export.reading import Bounds, opened
from timeback.export.roster_csv.tables import Bundle
from timeback.qti import QtiXmlError, parse_item
from timeback.sandbox.query_language import FilterSyntaxError, parse_filter

ITEMS = Path(__file__).parent.parent / "qti" / "items"
TOO_LONG = 5.0  # seconds for one input
SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBmdXp6ZXI="


@dataclass(frozen=True)
class Target:
    """A parser: samples of what it reads, the call, and the errors that are its answers."""

    name: str
    samples: Callable[[], Sequence[bytes]]
    call: Callable[[bytes], object]
    answers: tuple[type[Exception], ...]


# -- the targets ------------------------------------------------------------------------------------


def _items() -> list[bytes]:
    return [path.read_bytes() for path in sorted(ITEMS.rglob("*.xml"))]


def _bundles() -> list[bytes]:
    files = {
        "manifest.csv": "propertyName,value\r\noneroster.version,1.2\r\nfile.orgs,bulk\r\nfile.roles,delta\r\n",
        "orgs.csv": 'sourcedId,name,type,parentSourcedId\r\nd-1,"A, ""B""\r\nC",district,\r\ns-1,S,school,d-1\r\n',
        "roles.csv": "\ufeffsourcedId,userSourcedId,role\r\nr-1,u-1,student\r\n",
    }
    made: list[bytes] = []
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", kind) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        made.append(stream.getvalue())
    return made


def _read_bundle(data: bytes) -> None:
    path = Path(tempfile.gettempdir(), f"timeback-fuzz-{id(_read_bundle)}.zip")
    path.write_bytes(data)
    try:
        with opened(path, Bounds(max_bytes=50_000_000)) as source:
            bundle = Bundle(source, "utf-8")
            for name in ("orgs", "roles"):
                for row in bundle.rows(name):
                    [split(cell) for cell in row.values()]
    finally:
        path.unlink()


_FILTERS = (
    b"status='active' AND (familyName~'o''v' OR score>=1.5e3)",
    b"sourcedId@'a,b' AND dateLastModified>'2026-01-02T03:04:05Z'",
    b'{"status": "active", "OR": [{"givenName": {"in_": ["a", "b"]}}, {"score": {"gt": 1e308}}]}',
    b'{"AND": [{"metadata.x-y": {"contains": "\\u0000"}}, {"a": {"not_in": [1, true, null]}}]}',
)


def _read_filter(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    with contextlib.suppress(FilterSyntaxError):
        parse_filter(text)

    with contextlib.suppress(ValueError, RecursionError):
        where = json.loads(data)
        build_filter(where)
        return
    build_filter({"name": text, "OR": [{text[:9]: {"gt": text}}]})


def _bodies() -> list[bytes]:

    rows = [user_row(number) for number in range(2)]
    return [
        json.dumps(body).encode()
        for body in (
            {"users": rows, "totalCount": 2, "limit": 100},
            {"users": [*rows, None, 3, {"sourcedId": 5, "enabledUser": "yes"}], "totalCount": "2"},
            rows,
            {"user": rows[0]},
            {"imsx_codeMajor": "failure", "imsx_CodeMinor": {"imsx_codeMinorField": [{"x": [[[]]]}]}},
        )
    ]


class _Decoding:
    """A client whose server answers with the input, with a status that the input decides."""

    def __init__(self) -> None:
        self._data = b""
        self._client = OneRosterClient(
            base_url="https://fuzz.invalid",
            auth=None,
            max_retries=0,
            transport=httpx.MockTransport(self._answer),
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(400 if len(self._data) % 5 == 0 else 200, content=self._data)

    def __call__(self, data: bytes) -> None:
        self._data = data
        if len(data) % 2:
            self._client.users.list()
        else:
            self._client.users.get("u-1")


_RETRY_AFTER = (
    b"120",
    b"0.5",
    b"Wed, 21 Oct 2026 07:28:00 GMT",
    b"Sunday, 06-Nov-94 08:49:37 GMT",
    b"-1, 1e9",
)


def _read_retry_after(data: bytes) -> None:
    found = parse_retry_after(data.decode("latin-1"))
    assert found is None or (math.isfinite(found) and found >= 0)


_DELIVERIES = (
    b"webhook-id: d-1\nwebhook-timestamp: 1767225600\nwebhook-signature: v1,AAAA v1,BBBB\n\n{}",
    b"X-Timestamp: 1767225600000\nX-Signature: sha256=00ff\n\n[1, 2]",
)


def _read_delivery(data: bytes) -> None:
    head, _, body = data.partition(b"\n\n")
    pairs = [line.partition(b":") for line in head.split(b"\n")]
    headers = {name.decode("latin-1").strip(): value.decode("latin-1").strip() for name, _, value in pairs}
    schemes: tuple[webhooks.Scheme, ...] = ("standard", "learnwith_ai")
    for scheme in schemes:
        with contextlib.suppress(webhooks.DeliveryError):
            webhooks.verify(body, headers, SECRET, scheme=scheme, now=lambda: 1767225600.0)
            raise AssertionError("a forged signature was believed")


TARGETS = (
    Target("item XML", _items, parse_item, (QtiXmlError,)),
    Target("bundles", _bundles, _read_bundle, (InvalidInputError,)),
    Target("filters", lambda: _FILTERS, _read_filter, (InvalidInputError,)),
    Target("decoding", _bodies, _Decoding(), (TimebackError,)),
    Target("Retry-After", lambda: _RETRY_AFTER, _read_retry_after, ()),
    Target("webhook headers", lambda: _DELIVERIES, _read_delivery, (ConfigurationError,)),
)


# -- the fuzzer -------------------------------------------------------------------------------------


class _TooLongError(BaseException):
    """An input held a parser up."""


def mutated(samples: Sequence[bytes], chance: random.Random) -> bytes:
    """A sample, changed in a few places."""
    data = bytearray(chance.choice(samples))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        length = min(chance.choice((1, 2, 8, 64, 512)), len(data) - at)
        match chance.randrange(7):
            case 0:
                data[at : at + length] = chance.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 50, 2000))
            case 3:
                other = chance.choice(samples)
                start = chance.randrange(len(other) + 1)
                data[at : at + length] = other[start : start + 64]
            case 4 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 5:
                data[at:at] = chance.choice(_TOKENS)
            case _:
                del data[at:]
        if len(data) > 1_000_000:
            del data[1_000_000:]
    return bytes(data)


_TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"NaN", b"1e999", b"-0", b"9" * 400, b"[" * 5000, b"{" * 50, b'"',
    b"'", b"''", b"\\ud800", b"&#0;", b"<![CDATA[", b"<!DOCTYPE a>", b"]]>", b"\r", b"\n\n", b",", b";", b"(" * 3000,
    "\u2028\u0661".encode(), b"null", b"true", b"2026-02-30T25:61:61Z", b"xml:base", b"qti-",
)  # fmt: skip


def fuzz(target: Target, seconds: float, seed: int, failures: Path) -> list[str]:
    """Try inputs until the time is over; what breaks, once each."""
    samples, chance = target.samples(), random.Random(seed)
    broken: dict[str, str] = {}
    runs = answered = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(samples, chance)
        runs += 1
        try:
            signal.setitimer(signal.ITIMER_REAL, TOO_LONG)
            try:
                target.call(data)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except target.answers:
            answered += 1
        except (Exception, _TooLongError) as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            if key not in broken:
                failures.mkdir(parents=True, exist_ok=True)
                path = failures / f"{target.name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:12]}"
                path.write_bytes(data)
                broken[key] = f"{target.name}: {key}: {str(error)[:200]} (input in {path})"
    print(f"{target.name}: {runs:,} inputs, {answered:,} refused, {len(broken)} kinds of failure", flush=True)
    return list(broken.values())


def _ring(*_: Any) -> None:
    raise _TooLongError(f"longer than {TOO_LONG:g} s")


def main() -> int:
    """Fuzz every target, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target (%(default)s)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--failures", type=Path, default=Path(tempfile.gettempdir(), "timeback-fuzz"))
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(each.name for each in TARGETS))
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _ring)
    faulthandler.enable()
    logging.getLogger("timeback").setLevel(logging.CRITICAL)
    print(f"fuzzing for {options.seconds:g} s each, seed {options.seed}", flush=True)
    broken: list[str] = []
    for target in TARGETS:
        if not options.targets or target.name in options.targets:
            broken += fuzz(target, options.seconds, options.seed, options.failures)
    for each in broken:
        print("BROKEN", each)
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
