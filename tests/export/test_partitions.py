"""Pieces of a resource, read apart."""

from __future__ import annotations

import pickle
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

import pytest

from tests.scripted import Answer, ScriptedServer
from timeback import OneRosterClient
from timeback.errors import InvalidInputError
from timeback.export import Partition, partitions
from timeback.sandbox import Sandbox


def ids(piece: Partition) -> list[str]:
    """The ids of a piece; for other processes too."""
    return [row.sourced_id for row in piece.read()]


@pytest.mark.parametrize("rows", [1000, 100, 73])
def test_the_pieces_hold_every_row_once(sandbox: Sandbox, rows: int) -> None:
    pieces = partitions("users", rows=rows, **sandbox.credentials)
    with OneRosterClient(**sandbox.credentials) as client:
        users = client.users.list_all(limit=1000, sort="sourced_id")
    assert len(pieces) == -(-len(users) // rows)
    assert [name for piece in pieces for name in ids(piece)] == [user.sourced_id for user in users]
    assert [len(ids(piece)) for piece in pieces] == [piece.rows for piece in pieces]


def test_other_processes_read_them(sandbox: Sandbox) -> None:
    pieces = partitions("enrollments", rows=500, **sandbox.credentials)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        read = [name for part in workers.map(ids, pieces) for name in part]
    assert len(read) == len(set(read)) == sum(piece.rows for piece in pieces)


def test_conditions_hold_in_every_piece(sandbox: Sandbox) -> None:
    with OneRosterClient(**sandbox.credentials) as client:
        role = Counter(str(row.role) for row in client.enrollments.list_all(limit=3000))
        user = client.users.list(where={"status": "active"}, limit=1)[0]
        sandbox.clock.advance(timedelta(hours=2))
        client.users.modify(user.sourced_id, middle_name="M")
    teachers = partitions("enrollments", rows=20, where={"role": "teacher"}, **sandbox.credentials)
    assert sum(len(ids(piece)) for piece in teachers) == role["teacher"]
    where, hour_ago = {"status": "active"}, sandbox.clock.time - timedelta(hours=1)
    changed = partitions("users", where=where, since=hour_ago, **sandbox.credentials)
    assert [name for piece in changed for name in ids(piece)] == [user.sourced_id]
    assert partitions("users", where={"given_name": "Nobody at all"}, **sandbox.credentials) == []


def test_a_piece_gives_an_arrow_table(sandbox: Sandbox) -> None:
    piece = partitions("users", rows=50, **sandbox.credentials)[1]
    table = pickle.loads(pickle.dumps(piece)).to_arrow("keep")
    assert table["sourced_id"].to_pylist() == ids(piece)
    assert "primary_org" in table.column_names


def test_the_secret_shows_nowhere(sandbox: Sandbox) -> None:
    (piece,) = partitions("orgs", **sandbox.credentials)
    assert sandbox.client_secret not in repr(piece)


def test_what_cannot_be_cut_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(InvalidInputError, match="pupils"):
        partitions("pupils", **sandbox.credentials)
    with pytest.raises(InvalidInputError, match="rows"):
        partitions("users", rows=0, **sandbox.credentials)
    row = {"sourcedId": "o", "status": "active", "name": "O", "type": "school", "identifier": "1"}
    refused = pytest.raises(InvalidInputError, match="does not say how many orgs")
    with ScriptedServer(Answer(body={"orgs": [row]})) as server, refused:
        partitions("orgs", **server.open)
