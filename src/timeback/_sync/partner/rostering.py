# Generated from src/timeback/_async/partner/rostering.py by setup_unasync.py; do not edit.
"""Rosters and curricula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.base import Model
from ...models.partner import Unit, UnitInput, User, UserInput, bodies
from ..channel import Channel
from ..listing import Reader

__all__ = ["PartnerUsers", "RosterRecords", "Units"]

T = TypeVar("T", bound=Model)


class RosterRecords(Reader[T], Generic[T]):
    """Records of one kind, below `{rostering}`.

    Args:
        channel: The service's channel.
        model: The type of a record.
        many: The last part of the path, and the envelope of a list.
        one: The envelope of a single record.
    """

    _bare = True

    def __init__(self, channel: Channel, model: type[T], many: str, one: str) -> None:
        super().__init__(channel, model, f"{{rostering}}/{many}", many)
        self._envelope = one

    def get(self, sourced_id: str, *, fields: Sequence[str] | None = None) -> T:
        """Fetch one record: `GET` on the list's path, with the id behind it."""
        return super().get(sourced_id, fields=fields)

    def exists(self, sourced_id: str) -> bool:
        """Whether there is a record with this id: `HEAD` on its path."""
        return super().exists(sourced_id)

    def _put(self, sourced_id: str, body: dict[str, Any]) -> T | None:
        json = {self._envelope: {"sourcedId": sourced_id, **body}}
        return self._channel.put(
            self._entity_path, self._ids(sourced_id), self._model, self._envelope, json
        )


class PartnerUsers(RosterRecords[User]):
    """Users of every role: `GET {rostering}/users`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, User, "users", "user")

    def upsert(
        self,
        sourced_id: str,
        data: UserInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UserFields],
    ) -> User | None:
        """Create a user, or change the one with this id.

        Args:
            sourced_id: The user's id, chosen by you.
            data: The user; fields that are not known here are sent as they are.

        Returns:
            The user as the server answers it; None where it answers without one.

        Raises:
            InvalidInputError: Names each field that is missing or wrong; nothing was sent.
            UnprocessableEntityError: The server refuses it.

        Calls `PUT {rostering}/users/{sourcedId}`.
        """
        return self._put(sourced_id, to_wire(given(data, fields), UserInput))


class Units(RosterRecords[Unit]):
    """Units of courses: `GET {rostering}/units`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Unit, "units", "unit")

    def upsert(
        self,
        sourced_id: str,
        data: UnitInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UnitFields],
    ) -> Unit | None:
        """Create a unit, or change the one with this id.

        Args:
            sourced_id: The unit's id, chosen by you.
            data: The unit, with its title and course; `status` and `date_last_modified` are filled in.

        Returns:
            The unit as the server answers it; None where it answers without one.

        Raises:
            InvalidInputError: Names each field that is missing or wrong; nothing was sent.
            UnprocessableEntityError: The server refuses it.

        Calls `PUT {rostering}/units/{sourcedId}`.
        """
        return self._put(sourced_id, to_wire(given(data, fields), UnitInput))
