"""Users by their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ..._issues import Issues
from ..._pages import EncodedPage, PageResult, Span
from ..._query.arguments import check_choice
from ..._query.filters import Where
from ..._query.list_query import ListQuery
from ..._rows import Rows
from ...errors import InvalidInputError
from ...models.edubridge import Role, User, bodies
from ..channel import AsyncChannel
from ..listing import AsyncListing
from ..pager import AsyncPager
from ..resource import LIMIT, PREFETCH, AsyncAPIResource, Order

__all__ = ["AsyncUsers"]


class _AsyncUsersWith(AsyncListing[User]):
    """The users list with the parameters that it has beside OneRoster's."""

    def __init__(self, channel: AsyncChannel, parameters: Mapping[str, Any]) -> None:
        super().__init__(channel, User, "{base}/users/", "users")
        self._parameters = parameters

    async def _encoded_page(self, query: ListQuery, span: Span) -> EncodedPage[User]:
        parameters = {**self._parameters, **query.parameters}
        return await super()._encoded_page(msgspec.structs.replace(query, parameters=parameters), span)


class AsyncUsers(AsyncAPIResource):
    """Users by their roles. The filter is exclusive: a user who also has another role is left out."""

    async def list(
        self,
        *,
        roles: Sequence[Role | bodies.RoleText],
        org_ids: Sequence[str] | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> PageResult[User]:
        """Fetch one page of the users who have these roles and no others.

        Args:
            roles: At least one role, such as `"student"`.
            org_ids: Only users of these organizations.
            limit: Rows to ask for, from 1 to 3,000; 100 by default.
            offset: Rows to skip.
            sort: The field to sort by, in Python's or the wire's spelling.
            order_by: `"asc"` or `"desc"`.
            where: Conditions, such as `{"status": "active"}`; see OneRoster's lists.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.
            search: Text that occurs in a name or an email.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/users/`.
        """
        return await self._with(roles, org_ids).list(
            limit=limit,
            offset=offset,
            sort=sort,
            order_by=order_by,
            where=where,
            fields=fields,
            search=search,
        )

    async def first(
        self,
        *,
        roles: Sequence[Role | bodies.RoleText],
        org_ids: Sequence[str] | None = None,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
    ) -> User | None:
        """Fetch the first user that `list()` would give, or None; asks for one row only."""
        return await self._with(roles, org_ids).first(
            sort=sort, order_by=order_by, where=where, fields=fields, search=search
        )

    async def list_all(
        self,
        *,
        roles: Sequence[Role | bodies.RoleText],
        org_ids: Sequence[str] | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
        prefetch: int = PREFETCH,
    ) -> Rows[User]:
        """Fetch every page into one list; see `stream()` for the arguments.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows and `max_items` is not given.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        return await self._with(roles, org_ids).list_all(
            max_items=max_items, limit=limit, offset=offset, sort=sort, order_by=order_by,
            where=where, fields=fields, search=search, prefetch=prefetch,
        )  # fmt: skip

    def stream(
        self,
        *,
        roles: Sequence[Role | bodies.RoleText],
        org_ids: Sequence[str] | None = None,
        max_items: int | None = None,
        limit: int = LIMIT,
        offset: int = 0,
        sort: str | None = None,
        order_by: Order | None = None,
        where: Where | None = None,
        fields: Sequence[str] | None = None,
        search: str | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[User]:
        """Go through all such users, page after page; nothing is sent until you ask for the first.

        Args:
            roles: As in `list()`.
            org_ids: As in `list()`.
            max_items: Stop after this many rows.
            limit: Rows per page; 100 by default.
            offset: Rows to skip.
            sort: As in `list()`.
            order_by: As in `list()`.
            where: As in `list()`.
            fields: As in `list()`.
            search: As in `list()`.
            prefetch: Pages fetched ahead once the total is known, 6 by default; 0 fetches one after another.

        Calls `GET {base}/users/`.
        """
        return self._with(roles, org_ids).stream(
            max_items=max_items, limit=limit, offset=offset, sort=sort, order_by=order_by,
            where=where, fields=fields, search=search, prefetch=prefetch,
        )  # fmt: skip

    def _with(
        self, roles: Sequence[Role | bodies.RoleText], org_ids: Sequence[str] | None
    ) -> _AsyncUsersWith:
        issues, parameters = Issues(), dict[str, Any]()
        with issues:
            parameters["roles"] = [str(role) for role in _texts("roles", roles)]
        with issues:
            parameters["orgSourcedIds"] = None if org_ids is None else _texts("org_ids", org_ids)
        for index, role in enumerate(roles if "roles" in parameters else ()):
            with issues:
                check_choice(f"roles[{index}]", role, Role)
        if not parameters.get("roles", True):
            issues.add("roles", "needs at least one role")
        issues.check()
        return _AsyncUsersWith(self._channel, parameters)


def _texts(name: str, values: Sequence[str]) -> list[str]:
    if isinstance(values, str) or not all(str(each).strip() for each in values):
        raise InvalidInputError.of(name, "must be a list of texts that are not blank")
    return list(values)
