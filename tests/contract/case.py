"""The contract of CASE."""

from __future__ import annotations

from typing import Any

from timeback.models import case

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract
from .samples import DAY, INSTANT

CATALOGUE = load("case")

# Lists that speak the platform's filters, which callers write in Python.
LIST_ARGUMENTS = {"where": {"notes": "x"}, "fields": ["sourcedId"], "order_by": "desc", "sort": "language"}
LIST_QUERY = {"filter": "notes='x'", "fields": "sourcedId", "orderBy": "desc", "sort": "language"}
# "the description gives no format" for the moments and days of an upload: they go out as in answers.
WRITTEN = {"lastChangeDateTime": INSTANT, "statusStartDate": DAY, "statusEndDate": DAY}


def dated(body: Any) -> Any:
    """A body with moments and days in their places."""
    if isinstance(body, dict):
        return {name: WRITTEN.get(name) or dated(value) for name, value in body.items()}
    return [dated(each) for each in body] if isinstance(body, list) else body


class CaseContract(Contract):
    """Filters, fields, and the order of LEARNWITH_AI."""

    def query(self, operation: Operation) -> dict[str, Any]:
        query = super().query(operation)
        return query | {name: value for name, value in LIST_QUERY.items() if name in query}

    def expected_query(self, operation: Operation, platform: str) -> list[tuple[str, str]]:
        pairs = super().expected_query(operation, platform)
        if platform == "LEARNWITH_AI":
            pairs = [(name, value.upper() if name == "orderBy" else value) for name, value in pairs]
        return pairs

    def arguments(self, operation: Operation) -> dict[str, Any]:
        arguments = super().arguments(operation)
        return arguments | {name: value for name, value in LIST_ARGUMENTS.items() if name in arguments}

    def body(self, operation: Operation) -> Any:
        return dated(super().body(operation))


OPERATIONS = CaseContract("case", "Case", case)

# Read by the transport, in errors; nobody holds them as records.
ELSEWHERE = {"ImsError", "ImsCodeMinor", "ImsCodeMinorField", "CodeMajor", "Severity", "CodeMinorValue"}

_TYPELESS = Exempt(
    "CFItemType is required in the item answer, but optional on upload and in the standard",
    "Servers answer items without it.",
)
_ID = Exempt("A package has no id of its own", "Where a server sends none, it is the document's.")
_CONTENT = Exempt("required in the description, optional in the peer", "A framework without items is empty.")
_SPELLING = Exempt("a second spelling the platform also takes", "Two fields cannot have one name.")
_MOMENT = Exempt("ISO 8601 date-time by convention", "Written as a moment with its zone.")

EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    **{
        (f"{name}.CFItemType", aspect): _TYPELESS
        for name in ("CFItem", "CFItemWithChildGroups")
        for aspect in ("required", "nullable")
    },
    ("CFPackage.sourcedId", "required"): _ID,
    ("CFPackageWithGroups.structuredContent", "required"): _CONTENT,
    ("CFItemInput.cfItemType", "name"): _SPELLING,
    **{
        (f"{name}.lastChangeDateTime", "type"): _MOMENT
        for name in ("CFDocumentInput", "CFItemInput", "CFAssociationInput")
    },
}

TYPES = Types("case", case, elsewhere=ELSEWHERE, exceptions=EXCEPTIONS, clears=True)
