"""Bundles of OneRoster 1.1, put as those of 1.2.

In 1.1 a user has one role, in each of several organizations; 1.2 has a file of roles. A line item of 1.1
names a grading period and no school.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from .standard import split
from .tables import Bundle, Row

__all__ = ["Version11"]

_ADMINISTRATOR = "administrator"


class Version11:
    """Reads what 1.1 says elsewhere or in other words, and counts what was put in those of 1.2.

    Args:
        bundle: A bundle of version 1.1.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._counts: Counter[str] = Counter()
        self._school_of = {row.sourced_id: row.get("schoolSourcedId", "") for row in bundle.rows("classes")}
        self._type_of = {row.sourced_id: row.get("type", "").strip().lower() for row in bundle.rows("orgs")}

    def roles(self) -> dict[str, list[Row]]:
        """The roles of users, by their ids."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for user in self._bundle.rows("users"):
            found[user.sourced_id].extend(self._roles_of(user))
        self._counts["users: `role` and `orgSourcedIds` became roles, one in each organization"] = len(found)
        return dict(found)

    def _roles_of(self, user: Row) -> Iterator[Row]:
        for org in split(user.get("orgSourcedIds", "")):
            role = user.get("role", "").strip()
            if role.lower() == _ADMINISTRATOR:
                is_school = self._type_of.get(org, "school") == "school"
                role = "siteAdministrator" if is_school else "districtAdministrator"
                self._counts[f"roles: `{_ADMINISTRATOR}` became `{role}`"] += 1
            yield Row({"roleType": "primary", "role": role, "orgSourcedId": org}, user.at)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a file, with the columns of 1.2."""
        for row in self._bundle.rows(name):
            if name == "users":
                row.pop("role", None)
                row.pop("orgSourcedIds", None)
            if name == "lineItems":
                self._line_item(row)
            yield row

    def _line_item(self, row: Row) -> None:
        if "gradingPeriodSourcedId" in row:
            row["academicSessionSourcedId"] = row.pop("gradingPeriodSourcedId")
            self._counts["line items: `gradingPeriodSourcedId` became `academicSessionSourcedId`"] += 1
        school = self._school_of.get(row.get("classSourcedId", "").strip(), "")
        if school and "schoolSourcedId" not in row:
            row["schoolSourcedId"] = school
            self._counts["line items: the school is that of the class"] += 1

    def notes(self) -> list[str]:
        """Notes on what was put in other words, and how often."""
        for name, places in self._bundle.inactive.items():
            self._counts[f"{name}: `inactive` is read as `tobedeleted`"] = len(places)
        return [f"OneRoster 1.1, {what} ({count} rows)" for what, count in self._counts.items() if count]
