# Generated from src/timeback/_async/oneroster/bulk.py by setup_unasync.py; do not edit.
"""Lists in OneRoster's gradebook that take several new records in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from ..._query.encode import to_wire_list
from ..._query.given import given
from ...errors import APIError
from ...models.base import InputModel, Model
from ...models.oneroster import CreateResult
from ..channel import Channel
from ..listing import Listing
from ..resource import ListBase

__all__ = ["BulkCreate", "BulkListing", "BulkPlace"]

T = TypeVar("T", bound=Model)
CreateT = TypeVar("CreateT", bound=InputModel)


class BulkPlace(ListBase[T], Generic[T, CreateT]):
    """A list that takes new records, without the verb that takes fields as keywords.

    Args:
        channel: The service's channel.
        models: The type of a record, and the one of its input.
        path: The path template of the list.
        many: The envelope key of the records.
        params: The ids in the path.
        given: References that follow from the path and are filled in, as `{"class": "c-1"}`.
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


class BulkCreate(BulkPlace[T, CreateT], Generic[T, CreateT]):
    """A list that takes several new records in one request."""

    def create(
        self,
        data: CreateT | Mapping[str, Any] | Sequence[CreateT | Mapping[str, Any]] | None = None,
        /,
        **fields: Any,
    ) -> CreateResult:
        """Create records here, one or a list of them, in one request.

        Args:
            data: Input models or mappings; a mapping may leave out references that follow from the path.
            **fields: The fields of one record, in Python's spelling, in place of `data`.

        Returns:
            The new ids, as far as the server gives them, in `.sourced_ids`.

        Raises:
            InvalidInputError: Names each faulty field with the number of its record, and each `sourced_id`
                that is given twice; nothing was sent.
            UnprocessableEntityError: The server refuses the data.
            APIConnectionError: No answer came. The library then looks for a single record that has a
                `sourced_id`, as after `create()` of its own collection.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {path}`.
        """
        rows = to_wire_list(given(data, fields), self._input, self._given)
        (many,) = self._many
        try:
            return self._one("POST", self._path, CreateResult, json={many: rows})
        except APIError as error:
            if len(rows) == 1:
                self._look_for(error, f"{{gradebook}}/{many}/{{id}}", {"id": rows[0].get("sourcedId")})
            raise


class BulkListing(BulkCreate[T, CreateT], Listing[T], Generic[T, CreateT]):
    """A list that also takes several new records in one request."""
