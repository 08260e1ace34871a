# Generated from src/timeback/_async/oneroster/collection.py by setup_unasync.py; do not edit.
"""OneRoster's resources: what they hold, and the verbs that write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar, get_args

from ..._codec.decode import read_value
from ..._query.encode import to_wire, to_wire_list
from ..._query.writeback import body_for_update
from ...errors import NotFoundError, TimebackError
from ...models.base import InputModel, Model
from ...models.oneroster import CreateResponse
from ..channel import Channel
from ..resource import APIResource, ListBase, Listing, Reader

__all__ = [
    "BulkCreate",
    "BulkListing",
    "DeletableScope",
    "EntityScope",
    "GradebookCollection",
    "ReadOnly",
    "RosterCollection",
]

T = TypeVar("T", bound=Model)
CreateT = TypeVar("CreateT", bound=InputModel)
UpdateT = TypeVar("UpdateT", bound=InputModel)


class ReadOnly(Reader[T], Generic[T]):
    """A resource that can be listed and fetched.

    A subclass says where it lives and what it holds:
    `class Teachers(ReadOnly[User], path="{rostering}/teachers", one="user", many="users")`.
    """

    _types: ClassVar[tuple[Any, ...]]
    _place: ClassVar[tuple[str, str]]

    def __init_subclass__(cls, *, path: str = "", one: str = "", many: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if path:
            cls._types = get_args(cls.__orig_bases__[0])  # type: ignore[attr-defined]
            cls._place = (path, many)
            cls._envelope = one

    def __init__(self, channel: Channel, params: Mapping[str, str] | None = None) -> None:
        super().__init__(channel, self._types[0], *self._place, params=params)


class Writable(ReadOnly[T], Generic[T, CreateT, UpdateT]):
    """A resource that can be read and written. Bodies are input models or mappings.

    Class arguments:
        write: The envelope of what is written, where it is not `one`.
        patch: The input model of `patch()`, where it is not the one of `update()`.
        reads_as: Wire names that differ between reading and writing, as `{"school": "org"}`.
    """

    _write: ClassVar[str]
    _patch: ClassVar[type[InputModel]]
    _reads_as: ClassVar[Mapping[str, str]]

    def __init_subclass__(
        cls,
        *,
        write: str = "",
        patch: type[InputModel] | None = None,
        reads_as: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init_subclass__(**options)
        if "path" in options:
            cls._write = write or cls._envelope
            cls._patch = patch or cls._types[2]
            cls._reads_as = reads_as or {}

    def create(self, data: CreateT | Mapping[str, Any]) -> CreateResponse:
        """Create an entity.

        Args:
            data: The input model, or a mapping in Python or wire names.

        Returns:
            The supplied and the allocated id; `.sourced_id` is the one to use from now on.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The server has such an entity already.
            UnprocessableEntityError: The server refuses the data.

        Calls `POST {path}`.
        """
        body = {self._write: to_wire(data, self._types[1])}
        return self._channel.one("POST", self._path, self._params, CreateResponse, json=body)

    def patch(self, sourced_id: str, data: InputModel | Mapping[str, Any]) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        The platform describes it for enrollments, assessment line items and assessment results
        only. Where it is not served, the answer is a `NotFoundError` or an error of status 405,
        and `modify()` does the same.

        Calls `PATCH {path}/{sourcedId}`.
        """
        body = {self._write: to_wire(data, self._patch, partial=True)}
        self._channel.send("PATCH", self._entity_path, self._ids(sourced_id), json=body)

    def delete(self, sourced_id: str) -> None:
        """Delete an entity. The platform keeps it with the status `tobedeleted`.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {path}/{sourcedId}`.
        """
        self._channel.send("DELETE", self._entity_path, self._ids(sourced_id))

    def _changed(self, sourced_id: str, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The body of an entity as it is now, with some fields changed."""
        changed = to_wire(changes, self._types[2], partial=True)
        record = self._channel.one(
            "GET", self._entity_path, self._ids(sourced_id), dict[str, Any], (self._envelope,)
        )
        # Sent back as it was, it would say that nothing was changed since.
        record.pop("dateLastModified", None)
        return {**body_for_update(record, self._types[0], self._types[2], self._reads_as), **changed}

    def _updated(self, sourced_id: str, data: UpdateT | Mapping[str, Any]) -> dict[str, Any]:
        return to_wire(data, self._types[2], fixed={"sourcedId": sourced_id})

    def _upserted(self, sourced_id: str, data: CreateT | Mapping[str, Any]) -> dict[str, Any]:
        return to_wire(data, self._types[1], fixed={"sourcedId": sourced_id})

    def _post(self, body: dict[str, Any]) -> None:
        self._channel.send("POST", self._path, self._params, json={self._write: body})


class RosterCollection(Writable[T, CreateT, UpdateT], Generic[T, CreateT, UpdateT]):
    """A resource of rostering or resources: updates answer nothing that is of use."""

    def update(self, sourced_id: str, data: UpdateT | Mapping[str, Any]) -> None:
        """Replace an entity: what `data` leaves out is lost. To change some fields, use `modify()`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `PUT {path}/{sourcedId}`.
        """
        self._put(sourced_id, self._updated(sourced_id, data))

    def upsert(self, sourced_id: str, data: CreateT | Mapping[str, Any]) -> None:
        """Replace an entity, or create it under this id.

        Two requests where it does not exist, so a race is possible: when another caller
        creates it between them, the second is refused with a `ConflictError`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `PUT {path}/{sourcedId}`, and after a 404 `POST {path}`.
        """
        body = self._upserted(sourced_id, data)
        try:
            self._put(sourced_id, body)
        except NotFoundError:
            self._post(body)

    def modify(self, sourced_id: str, **changes: Any) -> None:
        """Read an entity, change the given fields, and write it back whole.

        Fields that this library does not know are kept. What another caller writes
        between the two requests is overwritten.

        Args:
            sourced_id: The entity's id.
            **changes: Fields with their new values; `None` clears one.

        Raises:
            InvalidInputError: Names each field that is unknown or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `GET` and then `PUT {path}/{sourcedId}`.
        """
        self._put(sourced_id, self._changed(sourced_id, changes))

    def _put(self, sourced_id: str, body: dict[str, Any]) -> None:
        self._channel.send("PUT", self._entity_path, self._ids(sourced_id), json={self._write: body})


class GradebookCollection(Writable[T, CreateT, UpdateT], Generic[T, CreateT, UpdateT]):
    """A resource of the gradebook: the server's PUT creates what is not there, and answers the entity.

    Where an answer holds no entity, in its envelope or bare, one `GET` fetches it. Where that fails, what was
    written stays written, and the entity is given back as it was sent.
    """

    def update(self, sourced_id: str, data: UpdateT | Mapping[str, Any]) -> T:
        """Replace an entity: what `data` leaves out is lost. To change some fields, use `modify()`.

        The platform creates the entity where there is none with this id.

        Returns:
            The entity as the server has it now.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `PUT {path}/{sourcedId}`.
        """
        return self._put(sourced_id, self._updated(sourced_id, data))

    def upsert(self, sourced_id: str, data: CreateT | Mapping[str, Any]) -> T:
        """Replace an entity, or create it under this id, in one request.

        Only to a server that answers 404 the entity is sent a second time, to be created. Then a
        race is possible: when another caller creates it in between, the second request is refused
        with a `ConflictError`.

        Returns:
            The entity as the server has it now.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `PUT {path}/{sourcedId}`; after a 404 `POST {path}` and `GET {path}/{sourcedId}`.
        """
        body = self._upserted(sourced_id, data)
        try:
            written = self._sent(sourced_id, body)
        except NotFoundError:
            self._post(body)
            written = None
        return written or self._read_back(sourced_id, body)

    def modify(self, sourced_id: str, **changes: Any) -> T:
        """Read an entity, change the given fields, and write it back whole.

        Fields that this library does not know are kept. What another caller writes
        between the two requests is overwritten.

        Args:
            sourced_id: The entity's id.
            **changes: Fields with their new values; `None` clears one.

        Returns:
            The entity as the server has it now.

        Raises:
            InvalidInputError: Names each field that is unknown or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `GET` and then `PUT {path}/{sourcedId}`.
        """
        return self._put(sourced_id, self._changed(sourced_id, changes))

    def _put(self, sourced_id: str, body: dict[str, Any]) -> T:
        return self._sent(sourced_id, body) or self._read_back(sourced_id, body)

    def _sent(self, sourced_id: str, body: dict[str, Any]) -> T | None:
        ids = self._ids(sourced_id)
        return self._channel.put(
            self._entity_path, ids, self._model, self._envelope, {self._write: body}
        )

    def _read_back(self, sourced_id: str, body: dict[str, Any]) -> T:
        """The entity that was just written: as the server has it, or where it cannot be had, as it was sent."""
        try:
            return self.get(sourced_id)
        except TimebackError:
            names = {wire: read for read, wire in self._reads_as.items()}
            sent = {names.get(name, name): value for name, value in body.items()}
            return read_value({**sent, "sourcedId": sourced_id}, self._model)


class EntityScope(APIResource, Generic[T]):
    """One entity, and what belongs to it. Making one sends nothing."""

    def __init__(self, reader: Reader[T], **params: str) -> None:
        super().__init__(reader._channel, {**reader._params, **params})
        self._reader = reader
        (self._id,) = params.values()

    def get(self, *, fields: Sequence[str] | None = None) -> T:
        """Fetch the entity itself; see `get()` of its collection."""
        return self._reader.get(self._id, fields=fields)

    def exists(self) -> bool:
        """Whether the entity exists; see `exists()` of its collection."""
        return self._reader.exists(self._id)


class DeletableScope(EntityScope[T], Generic[T]):
    """One entity that can also be deleted from here."""

    def __init__(self, collection: Writable[T, Any, Any], **params: str) -> None:
        super().__init__(collection, **params)
        self._collection = collection

    def delete(self) -> None:
        """Delete the entity; see `delete()` of its collection."""
        self._collection.delete(self._id)


class BulkCreate(ListBase[T], Generic[T, CreateT]):
    """A place that takes several new records in one request.

    Args:
        channel: The service's channel.
        models: The type of a record, and the one of its input.
        path: The path template of the list.
        many: The envelope key of the records.
        params: The ids that the path holds.
        given: Wire fields that the path says already, as `{"class": "c-1"}`: references to fill in.
    """

    def __init__(
        self,
        channel: Channel,
        models: tuple[type[T], type[CreateT]],
        path: str,
        many: str,
        *,
        params: Mapping[str, str],
        given: Mapping[str, str],
    ) -> None:
        super().__init__(channel, models[0], path, many, params=params)
        self._input = models[1]
        self._given = {name: {"sourcedId": sourced_id} for name, sourced_id in given.items()}

    def create(
        self, data: CreateT | Mapping[str, Any] | Sequence[CreateT | Mapping[str, Any]]
    ) -> CreateResponse:
        """Create records here, one or a list of them, in one request.

        Args:
            data: Input models or mappings; a mapping may leave out what the path says.

        Returns:
            The ids, as far as the server names them: `.sourced_ids`.

        Raises:
            InvalidInputError: Names each faulty field with the number of its record; nothing was sent.
            UnprocessableEntityError: The server refuses the data.

        Calls `POST {path}`.
        """
        body = {self._many[0]: to_wire_list(data, self._input, self._given)}
        return self._channel.one("POST", self._path, self._params, CreateResponse, json=body)


class BulkListing(BulkCreate[T, CreateT], Listing[T], Generic[T, CreateT]):
    """A list that also takes several new records in one request."""
