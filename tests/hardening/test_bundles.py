"""Bundles from anywhere: what they hold costs bounded memory, and what is wrong is said with file and line."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import load_bundle
from timeback.export.bundle import split
from timeback.export.reading import Bounds, opened
from timeback.export.roster_csv.order import Operation, steps_of
from timeback.export.roster_csv.tables import Bundle
from timeback.sandbox import Sandbox

MANIFEST = "propertyName,value\r\noneroster.version,1.2\r\nfile.orgs,bulk\r\nfile.roles,bulk\r\n"
ORGS = "sourcedId,name,type,parentSourcedId\r\nd-1,District,district,\r\ns-1,School,school,d-1\r\n"
ROLES = "sourcedId,userSourcedId,role\r\nr-1,u-1,student\r\n"
MANY_CELLS = b",".join(b"%d" % number for number in range(180_000))


@pytest.fixture
def empty() -> Iterator[OneRosterClient]:
    with Sandbox(empty=True) as sandbox, OneRosterClient(**sandbox.credentials) as client:
        yield client


def archive(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path


def files(**changed: bytes) -> dict[str, bytes]:
    standing = {"manifest": MANIFEST, "orgs": ORGS, "roles": ROLES}
    return {f"{name}.csv": text.encode() for name, text in standing.items()} | {
        f"{name}.csv": content for name, content in changed.items()
    }


def unpacked(folder: Path, contents: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("orgs", ORGS.encode() + b"s-2," + b"x" * 131_073 + b",school,d-1\r\n", r"orgs\.csv, line 4: field larger"),
        ("orgs", ORGS.encode() + b's-2,"' + b"x\n" * 80_000 + b'",school\r\n', r"orgs\.csv, line \d+: field larger"),
        ("orgs", ORGS.encode() + b"s-2,%b\r\n" % MANY_CELLS, r"orgs\.csv, line 4: a row has more than"),
        ("orgs", ORGS.encode("utf-16")[:-1], r"orgs\.csv, line \d: is not utf-16"),
        ("orgs", ORGS.encode("utf-16-le"), r"orgs\.csv, line 1: there is a NUL"),
        ("orgs", ORGS.encode() + "s-2,Ünï,school,d-1\r\n".encode("latin-1"), r"orgs\.csv, line 4: is not UTF-8"),
        ("roles", ROLES.encode() + b"\xff\xfe", r"roles\.csv, line 3: is not UTF-8"),
        ("orgs", ORGS.encode() + b"..,Up,school,d-1\r\n", r"orgs\.csv, line 4, column sourcedId: must not be dots"),
        ("manifest", MANIFEST.encode() + b"file.orgs,delta\r\n", r"manifest\.csv, line 5: says otherwise than line 3"),
        ("manifest", MANIFEST.encode("utf-16-le"), r"manifest\.csv, line 1: there is a NUL"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("pack", [archive, unpacked])
def test_what_is_wrong_is_said_with_file_and_line_before_anything_is_loaded(
    empty: OneRosterClient, tmp_path: Path, name: str, content: bytes, said: str,
    pack: Callable[[Path, dict[str, bytes]], Path],
) -> None:  # fmt: skip
    bundle = pack(tmp_path / "bundle", files(**{name: content}))
    with pytest.raises(InvalidInputError, match=said):
        load_bundle(bundle, empty)
    assert empty.orgs.list().total == 0


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_damage_inside_an_archive_is_said_with_the_file(
    empty: OneRosterClient, tmp_path: Path, compression: int
) -> None:
    orgs = ORGS + "".join(f"s-{number},School {number},school,d-1\r\n" for number in range(2, 900))
    path = archive(tmp_path / "bundle.zip", files(orgs=orgs.encode()), compression)
    with zipfile.ZipFile(path) as whole:
        entry = whole.getinfo("orgs.csv")
    data = bytearray(path.read_bytes())
    middle = entry.header_offset + 30 + len("orgs.csv") + entry.compress_size // 2
    data[middle] ^= 0x01
    path.write_bytes(data)
    with pytest.raises(InvalidInputError, match=r"orgs\.csv, line \d+: "):
        load_bundle(path, empty)
    assert empty.orgs.list().total == 0


def test_an_archive_that_is_encrypted_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bundle.zip", files())
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 1)
    path.write_bytes(data)
    with pytest.raises(InvalidInputError, match=r"manifest\.csv: cannot be read"):
        load_bundle(path)


def test_an_archive_that_blows_up_is_refused_unless_the_caller_says_otherwise(tmp_path: Path) -> None:
    bomb = ORGS.encode() + b"s-2," + b"x" * 30_000_000 + b",school,d-1\r\n"
    path = archive(tmp_path / "bundle.zip", files(orgs=bomb))
    assert path.stat().st_size < 40_000
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInputError, match=r"orgs\.csv: .* raise max_ratio="):
            load_bundle(path)
        with pytest.raises(InvalidInputError, match=r"orgs\.csv, line 4: a row has more than"):
            load_bundle(path, max_ratio=10_000)
        with pytest.raises(InvalidInputError, match="raise max_bytes="):
            load_bundle(path, max_bytes=29_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_folder_has_a_bound_too(empty: OneRosterClient, tmp_path: Path) -> None:
    bundle = unpacked(tmp_path / "bundle", files(roles=b"sourcedId,userSourcedId\r\n"))
    with pytest.raises(InvalidInputError, match="raise max_bytes="):
        load_bundle(bundle, empty, max_bytes=100)
    assert load_bundle(bundle, empty) == {"orgs": 2}


def test_a_link_out_of_the_folder_is_not_followed(empty: OneRosterClient, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(ORGS)
    bundle = unpacked(tmp_path / "bundle", files())
    (bundle / "orgs.csv").unlink()
    (bundle / "orgs.csv").symlink_to(outside)
    with pytest.raises(InvalidInputError, match=r"orgs\.csv: is not a file of this folder"):
        load_bundle(bundle, empty)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["orgs.csv", "ORGS.csv"])
def test_a_file_that_is_there_twice_is_refused(empty: OneRosterClient, tmp_path: Path, twin: str) -> None:
    path = archive(tmp_path / "bundle.zip", files(roles=b"sourcedId,userSourcedId\r\n"))
    with zipfile.ZipFile(path, "a") as target:
        target.writestr(twin, ORGS.replace("School", "Another"))
    with pytest.raises(InvalidInputError, match=r"(?i)holds orgs\.csv twice"):
        load_bundle(path, empty)


def test_a_cell_of_deep_json_is_text(empty: OneRosterClient, tmp_path: Path) -> None:
    deep = "[" * 40_000
    orgs = f"sourcedId,name,type,parentSourcedId,metadata.x\r\ns-1,School,school,,{deep}\r\n"
    load_bundle(
        unpacked(tmp_path / "b", files(orgs=orgs.encode(), roles=b"sourcedId,userSourcedId\r\n")), empty
    )
    assert (empty.orgs.get("s-1").metadata or {})["x"] == deep


@pytest.mark.parametrize("path", [5, None, b"bundle"])
def test_a_bundle_is_at_a_path(empty: OneRosterClient, path: Any) -> None:
    with pytest.raises(InvalidInputError, match="must be a path"):
        load_bundle(path, empty)


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), bytes(1000)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError):
        load_bundle(path)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_archive_is_loaded_or_refused_in_our_words(data: st.DataObject) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files().items():
            target.writestr(name, content)
    altered = bytearray(stream.getvalue())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(altered) - 1), st.integers(0, 255)))):
        altered[at] = byte
    with TemporaryDirectory() as folder, contextlib.suppress(InvalidInputError):
        path = Path(folder, "bundle.zip")
        path.write_bytes(altered)
        with opened(path, Bounds()) as source:
            bundle = Bundle(source, "utf-8")
            for name in ("orgs", "roles"):
                bundle.count(name)


@given(cell=st.text())
def test_any_cell_is_split(cell: str) -> None:
    assert all(part == part.strip() for part in split(cell))


def test_a_chain_of_parents_is_put_in_order_in_one_go() -> None:
    count = 30_000
    writes = [Operation("orgs", f"o{n}", "", {}, is_new=True) for n in range(count)]
    above = {f"o{n}": [f"o{n + 1}"] for n in range(count)}
    writes.append(Operation("orgs", "own", "", {}, is_new=True))
    above["own"] = ["own"]
    first, *others = steps_of(writes, above)
    assert [each.sourced_id for each in first] == [f"o{count - 1}", "own"]
    assert [each.sourced_id for (each,) in others] == [f"o{n}" for n in reversed(range(count - 1))]
