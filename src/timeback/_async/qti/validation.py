"""Validation of XML against QTI's schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.qti import BatchValidationResult, ValidateBatchInput, ValidateInput, ValidationResult, bodies
from ..resource import AsyncAPIResource

__all__ = ["AsyncValidation"]


class AsyncValidation(AsyncAPIResource):
    """Checks XML against its schema; nothing is stored."""

    async def check(
        self,
        data: ValidateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ValidateFields],
    ) -> ValidationResult:
        """Check a document, or something stored.

        Args:
            data: The schema, with `xml` or `entity_id`; the id wins.

        Returns:
            Whether it is valid. If it is not, `success` is false; no error is raised.

        Raises:
            NotFoundError: There is nothing stored under `entity_id`.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/validate`.
        """
        return await self._one(
            "POST", "{base}/validate", ValidationResult, json=to_wire(given(data, fields), ValidateInput)
        )

    async def check_batch(
        self,
        data: ValidateBatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ValidateBatchFields],
    ) -> BatchValidationResult:
        """Check several documents against one schema.

        Raises:
            NotFoundError: An id is unknown.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/validate/batch`.
        """
        body = to_wire(given(data, fields), ValidateBatchInput)
        return await self._one("POST", "{base}/validate/batch", BatchValidationResult, json=body)
