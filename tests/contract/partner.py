"""The contract of the Partner API."""

from __future__ import annotations

from typing import Any

from timeback.caliper import PARTNER_NAMES, create_xp_event, write
from timeback.models import partner

from .catalogue import Operation, load
from .learnwith import MADE, WHO
from .matching import Exempt, Types
from .operations import Contract

CATALOGUE = load("partner")

LIST_ARGUMENTS = {
    "where": {"status": "active"},
    "fields": ["sourcedId"],
    "order_by": "desc",
    "sort": "date_last_modified",
}
LIST_QUERY = {
    "filter": "status='active'",
    "fields": "sourcedId",
    "orderBy": "desc",
    "sort": "dateLastModified",
}


class PartnerContract(Contract):
    """Filters as callers write them, an event, and ids in bodies."""

    def query(self, operation: Operation) -> dict[str, Any]:
        query = super().query(operation)
        return query | {name: value for name, value in LIST_QUERY.items() if name in query}

    def arguments(self, operation: Operation) -> dict[str, Any]:
        arguments = super().arguments(operation)
        return arguments | {name: value for name, value in LIST_ARGUMENTS.items() if name in arguments}

    def body(self, operation: Operation) -> Any:
        if operation.resource == "events":
            _, _, fields = MADE["send_xp"]
            return write(create_xp_event(**WHO, **fields, names=PARTNER_NAMES))
        return super().body(operation)

    def expected_body(self, operation: Operation, body: Any) -> Any:
        if operation.name == "upsert":
            body = {"sourcedId": self.ids(operation)[0], **body}
        return super().expected_body(operation, body)

    def counters(self, operation: Operation) -> dict[str, Any]:
        return {"offset": self.offset, "limit": self.limit, "total": self.offset + 1}

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.resource == "events":
            assert not result.missing and result.unknown == result.sent
        else:
            super().check_result(operation, result)


OPERATIONS = PartnerContract("partner", "Partner", partner)

_FILLED = Exempt("Needs sourcedId status dateLastModified title course.", "Filled in, where it is not given.")
EXCEPTIONS = {(f"UnitInput.{name}", "required"): _FILLED for name in ("status", "dateLastModified")}

TYPES = Types("partner", partner, exceptions=EXCEPTIONS, clears=True)
