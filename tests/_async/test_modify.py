"""`modify()` loses nothing: every collection that has it is found, and each field of its records is followed."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tests.contract.catalogue import Catalogue, load
from tests.contract.samples import sample
from tests.scripted import Answer, Received, ScriptedServer
from timeback import AsyncOneRosterClient, AsyncTimebackClient, InvalidInputError
from timeback._config.platforms import SERVICES, Platform, offering

# What a server tells when it was written, and would be no change if it were sent back.
LEFT_OUT = {"dateLastModified"}

KEYED = {"masterytrack": {"api_key": "key", "email": "ada@example.org"}}


def collections(within: Any, catalogue: Catalogue) -> Iterator[tuple[Any, Catalogue]]:
    """Every collection below a client that can be modified, those of other collections included."""
    for name in dir(type(within)):
        if name.startswith("_") or not isinstance(getattr(type(within), name), property):
            continue
        found = getattr(within, name)
        if hasattr(found, "_channel"):
            if hasattr(found, "modify"):
                yield found, catalogue
            yield from collections(found, catalogue)


def everything(client: AsyncTimebackClient) -> list[tuple[Any, Catalogue]]:
    services = [name for name in SERVICES if Platform.BEYOND_AI in offering(name)]
    return [each for name in services for each in collections(getattr(client, name), load(name))]


def record_of(collection: Any, catalogue: Catalogue) -> dict[str, Any]:
    """A record with every field that the catalogue has, and some that it has not."""
    record = sample(catalogue, collection._types[0].__name__, sent=False)
    assert isinstance(record, dict)
    return {**record, "identifier": "4711", "addedLater": {"deep": [1, None, {"x": ""}]}}


class Echo(ScriptedServer):
    """Answers each GET with `record` in the envelope of the collection in hand, and keeps what is PUT."""

    def __init__(self) -> None:
        super().__init__(script=self.respond)
        self.envelope = ""
        self.record: dict[str, Any] = {}
        self.put: dict[str, Any] = {}

    def respond(self, request: Received) -> Answer:
        if request.method == "GET":
            return Answer(body={self.envelope: self.record})
        (self.put,) = request.json.values()
        return Answer(body={})


async def modified(server: Echo, collection: Any, record: dict[str, Any]) -> dict[str, Any]:
    server.envelope, server.record = collection._envelope, copy.deepcopy(record)
    await collection.modify("x", status="tobedeleted")
    return server.put


def same(read: Any, written: Any) -> bool:
    """Whether a value is written as it was read: days of answers are instants, years of answers are numbers."""
    if isinstance(read, dict):
        return isinstance(written, dict) and all(
            same(value, written.get(name)) for name, value in read.items()
        )
    if isinstance(read, list):
        return isinstance(written, list) and len(read) == len(written) and all(map(same, read, written))
    return read == written or str(read) == written or str(read)[:10] == written


async def test_whatever_was_read_is_written_back() -> None:
    with Echo() as server:
        async with AsyncTimebackClient(**server.open, services=KEYED) as client:
            found = everything(client)
            assert len(found) >= 18
            for collection, catalogue in found:
                record = record_of(collection, catalogue)
                sent = await modified(server, collection, record)
                for name, value in record.items():
                    target = collection._reads_as.get(name, name)
                    written = sent.get(name, sent.get(target))
                    where = (collection._path, name)
                    if name in LEFT_OUT:
                        assert written is None, where
                    elif name == "status":
                        assert written == "tobedeleted"
                    else:
                        assert same(value, written), where


async def test_nothing_absent_becomes_null() -> None:
    with Echo() as server:
        async with AsyncTimebackClient(**server.open, services=KEYED) as client:
            for collection, catalogue in everything(client):
                fields = catalogue.types[collection._types[0].__name__]
                record = record_of(collection, catalogue)
                least = {
                    name: value for name, value in record.items() if name in fields and fields[name].required
                }
                sent = await modified(server, collection, least)
                assert None not in sent.values(), collection._path
                renamed = {collection._reads_as.get(name, name) for name in least}
                assert sent.keys() <= renamed | {"status"}, collection._path


async def test_a_null_goes_back_only_where_null_is_taken() -> None:
    course = {"sourcedId": "k", "status": "active", "title": "T", "org": {"sourcedId": "o"}}
    with Echo() as server:
        async with AsyncOneRosterClient(**server.open) as client:
            sent = await modified(server, client.courses, {**course, "primaryApp": None, "level": None})
            assert "primaryApp" not in sent
            assert sent["level"] is None
            for nothing in (None, ""):
                with pytest.raises(InvalidInputError, match="primary_app"):
                    await client.courses.modify("k", primary_app=nothing)
            await client.courses.modify("k", primary_app="app-1", level=None)
            assert (server.put["primaryApp"], server.put["level"]) == ("app-1", None)


async def test_a_student_number_survives_a_change_of_name(client: AsyncOneRosterClient) -> None:
    user = await client.users.first()
    assert user is not None
    with client.record() as exchanges:
        await client.users.get(user.sourced_id)
        before = msgspec.json.decode(exchanges[0].content)["user"]
        await client.request(
            "PUT", f"{{rostering}}/users/{user.sourced_id}", json={"user": {**before, "identifier": "4711"}}
        )
        await client.users.modify(user.sourced_id, given_name="Grace")
        await client.users.get(user.sourced_id)
    after = msgspec.json.decode(exchanges[-1].content)["user"]
    assert (after["identifier"], after["givenName"]) == ("4711", "Grace")


async def test_an_id_is_not_changed() -> None:
    async with AsyncOneRosterClient(env="sandbox") as client:
        user, enrollment = await client.users.first(), await client.enrollments.first()
        assert user is not None and enrollment is not None
        await client.users.modify(user.sourced_id, sourced_id=user.sourced_id, given_name="Ada")
        writes = (
            functools.partial(client.users.modify, user.sourced_id),
            client.users(user.sourced_id).modify,
            functools.partial(client.enrollments.patch, enrollment.sourced_id),
        )
        for write in writes:
            with client.record() as exchanges, pytest.raises(InvalidInputError) as caught:
                await write(sourced_id="another")
            assert caught.value.issues == (("sourced_id", "differs from the id in the call"),)
            assert exchanges == []
