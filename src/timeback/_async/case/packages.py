"""Packages: whole frameworks."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._issues import Issues
from ..._query.encode import to_wire
from ..._query.given import given
from ...case import package_body
from ...errors import APIError, NotFoundError
from ...models.case import CFPackage, CFPackageInput, CFPackageUploadResult, CFPackageWithGroups, bodies
from .reading import AsyncFrameworkEntities

__all__ = ["AsyncPackages"]

logger = logging.getLogger("timeback.case")

_PATH = "{base}/CFPackages"


class AsyncPackages(AsyncFrameworkEntities):
    """Whole frameworks. A package has no id of its own; use the document's id."""

    async def get(self, document_id: str, *, fields: Sequence[str] | None = None) -> CFPackage:
        """Fetch a whole framework; it is not paged, and may be large.

        `timeback.case.Framework` turns it into a tree.

        Args:
            document_id: The document's id.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFPackages/{documentId}`.
        """
        return await self._entity(
            f"{_PATH}/{{document_id}}", CFPackage, "CFPackage", fields, document_id=document_id
        )

    async def get_groups(
        self, document_id: str, *, fields: Sequence[str] | None = None
    ) -> CFPackageWithGroups:
        """Fetch a framework as a tree, with the items of each level grouped by type.

        Args:
            document_id: The document's id.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFPackages/{documentId}/groups`.
        """
        path = f"{_PATH}/{{document_id}}/groups"
        return await self._entity(
            path, CFPackageWithGroups, "CFPackageWithGroups", fields, document_id=document_id
        )

    async def create(
        self,
        data: CFPackageInput | CFPackage | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CFPackageFields],
    ) -> CFPackageUploadResult:
        """Upload a whole framework.

        Args:
            data: The document, its items and associations, and what they refer to; what `get()` read; or a
                package of the standard as JSON. Fields of the standard that the platform lacks, such as
                `CFPackageURI`, are left out, and a warning in the log names them.

        Returns:
            How many parts were stored.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            UnprocessableEntityError: The server refuses it.
            APIConnectionError: No answer came. The library then looks for the document, and the error's message
                and `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/CFPackages`; after a loss `GET {base}/CFDocuments/{documentId}`.
        """
        return await self._post(_body(given(data, fields)))

    async def update(
        self,
        document_id: str,
        data: CFPackageInput | CFPackage | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CFPackageFields],
    ) -> CFPackageUploadResult:
        """Replace a framework as a whole; parts that you leave out are lost.

        Args:
            document_id: The document's id.
            data: The document, its items and associations, and what they refer to; what `get()` read; or a
                package of the standard as JSON. Fields of the standard that the platform lacks, such as
                `CFPackageURI`, are left out, and a warning in the log names them.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/CFPackages/{documentId}`.
        """
        return await self._put(document_id, _body(given(data, fields)))

    async def upsert(
        self,
        document_id: str,
        data: CFPackageInput | CFPackage | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CFPackageFields],
    ) -> CFPackageUploadResult:
        """Replace a framework, or upload it if there is none.

        Args:
            document_id: The document's id.
            data: The document, its items and associations, and what they refer to; what `get()` read; or a
                package of the standard as JSON. Fields of the standard that the platform lacks, such as
                `CFPackageURI`, are left out, and a warning in the log names them.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/CFPackages/{documentId}`, and after a 404 `POST {base}/CFPackages`.
        """
        body = _body(given(data, fields))
        try:
            return await self._put(document_id, body)
        except NotFoundError:
            return await self._post(body)

    async def _post(self, body: dict[str, Any]) -> CFPackageUploadResult:
        try:
            return await self._one("POST", _PATH, CFPackageUploadResult, json=body)
        except APIError as error:
            ids = {"document_id": body["CFDocument"].get("identifier")}
            await self._look_for(error, "{base}/CFDocuments/{document_id}", ids)
            raise

    async def _put(self, document_id: str, body: dict[str, Any]) -> CFPackageUploadResult:
        return await self._one(
            "PUT", f"{_PATH}/{{document_id}}", CFPackageUploadResult, json=body, document_id=document_id
        )


def _body(data: CFPackageInput | CFPackage | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(data, CFPackage | Mapping):
        data = package_body(data)
        if data.left_out:
            logger.warning("left out of the upload of a package: %s", ", ".join(data.left_out))
    body = to_wire(data, CFPackageInput)
    issues = Issues()
    for part in ("CFItems", "CFAssociations"):
        issues.add_repeated(
            [each.get("identifier") for each in body[part]], f"{part}[{{}}].identifier".format
        )
    issues.check()
    return body
