# Generated from src/timeback/_async/masterytrack/resources.py by setup_unasync.py; do not edit.
"""The inventory, assignments, and the authorizer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Unpack

from ..._codec.decode import decode_bare
from ..._config.settings import ApiKey
from ..._issues import Issues
from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ..._tokens import token_request
from ...errors import InvalidInputError
from ...models.masterytrack import (
    AssignmentInput,
    AssignResult,
    AuthorizerResult,
    InvalidateInput,
    InvalidateResult,
    InventoryItem,
    bodies,
)
from ..pager import Pager
from ..resource import APIResource, Unpaged

__all__ = ["Assignments", "Authorizer", "Inventory"]

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TOP_GRADE = 12


class Authorizer(APIResource):
    """Exchange of the API key for a token."""

    def get_token(self, email: str | None = None) -> AuthorizerResult:
        """Fetch a new token; the client's own calls do not need it.

        Args:
            email: Another registered address than the client's.

        Raises:
            InvalidInputError: The client has no API key, or `email` is no address.
            AuthenticationError: The key is wrong.
            PermissionDeniedError: The address has no access.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /authorizer`.
        """
        channel = self._channel
        key = channel.settings.credentials
        if not isinstance(key, ApiKey):
            raise InvalidInputError("this client has no API key: it was made with auth=")
        if email is not None and not _ADDRESS.fullmatch(email):
            raise InvalidInputError.of("email", "must be an email address")
        asked = ApiKey(key.token_url, key.api_key, email or key.email)
        request = token_request(asked, channel.options.timeout, channel.options.retry)
        response = channel.transport.send(request)
        with channel.noted("POST", request.path, response, AuthorizerResult) as notes:
            return decode_bare(response.content, AuthorizerResult, notes)


class Inventory(APIResource):
    """The available tests."""

    def list(
        self,
        *,
        name: str | None = None,
        timeback_id: str | None = None,
        grade: str | int | None = None,
        subject: str | None = None,
        all: bool = False,
    ) -> PageResult[InventoryItem]:
        """Fetch all tests that meet every condition; without conditions, every supported test.

        Args:
            name: Part of the name, in any case.
            timeback_id: The exact id, such as `_677e37c49e904cafcc66fdb4`.
            grade: The grade's label or number, such as `Third Grade` or `3`.
            subject: The subject, in any case.
            all: Include unsupported tests, which cannot be assigned.

        Returns:
            The tests, ordered by subject, grade, name, and the newest version first.

        Calls `GET /authoring/inventory/search`.
        """
        return self._of(name, timeback_id, grade, subject, all).list()

    def first(
        self,
        *,
        name: str | None = None,
        timeback_id: str | None = None,
        grade: str | int | None = None,
        subject: str | None = None,
        all: bool = False,
    ) -> InventoryItem | None:
        """Fetch the first test that `list()` would give, or None."""
        return self._of(name, timeback_id, grade, subject, all).first()

    def list_all(
        self,
        *,
        name: str | None = None,
        timeback_id: str | None = None,
        grade: str | int | None = None,
        subject: str | None = None,
        all: bool = False,
        max_items: int | None = None,
    ) -> Rows[InventoryItem]:
        """Fetch tests as a list; see `list()` for the conditions."""
        return self._of(name, timeback_id, grade, subject, all).list_all(max_items=max_items)

    def stream(
        self,
        *,
        name: str | None = None,
        timeback_id: str | None = None,
        grade: str | int | None = None,
        subject: str | None = None,
        all: bool = False,
        max_items: int | None = None,
    ) -> Pager[InventoryItem]:
        """Go through tests; see `list()` for the conditions."""
        return self._of(name, timeback_id, grade, subject, all).stream(max_items=max_items)

    def _of(
        self,
        name: str | None,
        timeback_id: str | None,
        grade: str | int | None,
        subject: str | None,
        all: bool,
    ) -> Unpaged[InventoryItem]:
        query = {
            "name": name or None, "timeback_id": timeback_id or None, "grade": None if grade == "" else grade,
            "subject": subject or None, "all": all,
        }  # fmt: skip
        return self._whole(InventoryItem, "/authoring/inventory/search", "data", query=query)


class Assignments(APIResource):
    """Tests assigned to students."""

    def assign(
        self,
        data: AssignmentInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AssignmentFields],
    ) -> AssignResult:
        """Assign a test to a student.

        Args:
            data: The student's address, and `timeback_id` or `subject`, with or without `grade_rank`; both
                ids of the gradebook's records, or neither, for the result to be written back to.

        Returns:
            The assignment in `.data.assignment`, with the URL where the student takes the test.

        Raises:
            ConflictError: The student has an active assignment of that test, which
                `timeback.masterytrack.existing_assignment()` reads from the error.
            NotFoundError: There is no such student or test.
            UnprocessableEntityError: The test cannot be taken yet.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /delivery/assignments/assign`.
        """
        body = to_wire(given(data, fields), AssignmentInput)
        issues = _issues(body)
        if not {"timeback_id", "subject"} & body.keys():
            issues.add("timeback_id", "required, or subject")
        together = ("assessment_line_item_sourced_id", "assessment_result_sourced_id")
        if len(body.keys() & set(together)) == 1:
            missing = next(name for name in together if name not in body)
            issues.add(missing, "required: the two ids of the gradebook come together")
        issues.check()
        return self._one("POST", "/delivery/assignments/assign", AssignResult, json=body)

    def invalidate(
        self,
        data: InvalidateInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.InvalidateFields],
    ) -> InvalidateResult:
        """Withdraw active assignments; this cannot be undone.

        Args:
            data: The student's address, and `assignment_id`, `timeback_id`, or `subject` with `grade_rank`.

        Raises:
            NotFoundError: There is no such student, or no active assignment that matches.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST /delivery/assignments/invalidate`.
        """
        body = to_wire(given(data, fields), InvalidateInput)
        issues = _issues(body)
        if not {"assignment_id", "timeback_id", "grade_rank"} & body.keys():
            issues.add("assignment_id", "required, or timeback_id, or subject with grade_rank")
        if body.get("assignment_id", 1) < 1:
            issues.add("assignment_id", "must be above 0")
        issues.check()
        return self._one("POST", "/delivery/assignments/invalidate", InvalidateResult, json=body)


def _issues(body: dict[str, Any]) -> Issues:
    """The faults of a body that the service is known to refuse."""
    issues = Issues()
    for name, value in body.items():
        if isinstance(value, str) and not value.strip():
            issues.add(name, "must not be blank")
    if not _ADDRESS.fullmatch(body["student_email"]):
        issues.add("student_email", "must be an email address")
    if not 0 <= body.get("grade_rank", 0) <= _TOP_GRADE:
        issues.add("grade_rank", f"must be between 0 and {_TOP_GRADE}")
    if "grade_rank" in body and "subject" not in body:
        issues.add("subject", "required with grade_rank")
    return issues
