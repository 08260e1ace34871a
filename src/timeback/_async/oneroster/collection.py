"""OneRoster's resources: what they hold, and the verbs that write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar, get_args

from ...errors import NotFoundError
from ...inputs import to_wire
from ...models.base import InputModel, Model
from ...models.oneroster import CreateResponse
from ...modification import writable
from ..channel import AsyncChannel
from ..resource import AsyncReader, AsyncResource

__all__ = ["AsyncCollection", "AsyncReadOnly", "AsyncScope"]

T = TypeVar("T", bound=Model)
CreateT = TypeVar("CreateT", bound=InputModel)
UpdateT = TypeVar("UpdateT", bound=InputModel)


class AsyncReadOnly(AsyncReader[T], Generic[T]):
    """A resource that can be listed and fetched.

    A subclass says where it lives and what it holds:
    `class AsyncTeachers(AsyncReadOnly[User], path="{rostering}/teachers", one="user", many="users")`.
    """

    _types: ClassVar[tuple[Any, ...]]
    _place: ClassVar[tuple[str, str]]

    def __init_subclass__(cls, *, path: str = "", one: str = "", many: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if path:
            cls._types = get_args(cls.__orig_bases__[0])  # type: ignore[attr-defined]
            cls._place = (path, many)
            cls._one = one

    def __init__(self, channel: AsyncChannel, params: Mapping[str, str] | None = None) -> None:
        super().__init__(channel, self._types[0], *self._place, params=params)


class AsyncCollection(AsyncReadOnly[T], Generic[T, CreateT, UpdateT]):
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
        cls._write = write or cls._one
        cls._patch = patch or cls._types[2]
        cls._reads_as = reads_as or {}

    async def create(self, data: CreateT | Mapping[str, Any]) -> CreateResponse:
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
        return await self._channel.one("POST", self._path, self._params, CreateResponse, json=body)

    async def update(self, sourced_id: str, data: UpdateT | Mapping[str, Any]) -> None:
        """Replace an entity: what `data` leaves out is lost. To change some fields, use `modify()`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this id.

        Calls `PUT {path}/{sourcedId}`.
        """
        await self._put(sourced_id, to_wire(data, self._types[2], fixed={"sourcedId": sourced_id}))

    async def patch(self, sourced_id: str, data: InputModel | Mapping[str, Any]) -> None:
        """Change the given fields; keys of `metadata` are merged into the stored ones.

        The platform describes it for enrolments only. Where it is not served, the
        answer is a `NotFoundError` or an error of status 405, and `modify()` does the same.

        Calls `PATCH {path}/{sourcedId}`.
        """
        body = {self._write: to_wire(data, self._patch, partial=True)}
        await self._channel.send("PATCH", self._entity_path, self._ids(sourced_id), json=body)

    async def upsert(self, sourced_id: str, data: CreateT | Mapping[str, Any]) -> None:
        """Replace an entity, or create it under this id.

        Two requests where it does not exist, so a race is possible: when another caller
        creates it between them, the second is refused with a `ConflictError`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.

        Calls `PUT {path}/{sourcedId}`, and after a 404 `POST {path}`.
        """
        body = to_wire(data, self._types[1], fixed={"sourcedId": sourced_id})
        try:
            await self._put(sourced_id, body)
        except NotFoundError:
            await self._channel.send("POST", self._path, self._params, json={self._write: body})

    async def delete(self, sourced_id: str) -> None:
        """Delete an entity. The platform keeps it with the status `tobedeleted`.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {path}/{sourcedId}`.
        """
        await self._channel.send("DELETE", self._entity_path, self._ids(sourced_id))

    async def modify(self, sourced_id: str, **changes: Any) -> None:
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
        changed = to_wire(changes, self._types[2], partial=True)
        record = await self._channel.one(
            "GET", self._entity_path, self._ids(sourced_id), dict[str, Any], (self._one,)
        )
        body = writable(record, self._types[0], self._types[2], self._reads_as)
        await self._put(sourced_id, {**body, **changed})

    async def _put(self, sourced_id: str, body: dict[str, Any]) -> None:
        await self._channel.send("PUT", self._entity_path, self._ids(sourced_id), json={self._write: body})


class AsyncScope(AsyncResource, Generic[T]):
    """One entity, and what belongs to it. Making one sends nothing."""

    def __init__(self, reader: AsyncReader[T], **params: str) -> None:
        super().__init__(reader._channel, {**reader._params, **params})
        self._reader = reader
        (self._id,) = params.values()

    async def get(self, *, fields: Sequence[str] | None = None) -> T:
        """Fetch the entity itself; see `get()` of its collection."""
        return await self._reader.get(self._id, fields=fields)

    async def exists(self) -> bool:
        """Whether the entity exists; see `exists()` of its collection."""
        return await self._reader.exists(self._id)
