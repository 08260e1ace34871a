"""Bundles of OneRoster 1.1, put as those of 1.2.

In 1.1 a user has one role, in each of several organizations; 1.2 has a file of roles. A line item of 1.1
names a grading period and no school. Version 1.0 says neither whether a user is enabled nor the year of a session.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from .cells import CellError
from .columns import ROLE_NAME
from .standard import not_word, split
from .tables import Bundle, Row

__all__ = ["Version11"]

_ADMINISTRATOR, _SITE_ADMINISTRATOR = "administrator", "siteAdministrator"
_ROLES = "administrator, aide, guardian, parent, proctor, relative, student, teacher"
# The headers of 1.1 for what 1.2 has in other columns, or in another file.
_ROLE_HEADERS = {"orgSourcedId": "orgSourcedIds"}
_USER_HEADERS = {"roles": "orgSourcedIds"}
_LINE_ITEM_HEADERS = {"academicSessionSourcedId": "gradingPeriodSourcedId"}


def _is_role(word: str) -> bool:
    """Whether a word is a role of 1.1, or of 1.2, which some bundles of 1.1 have."""
    try:
        ROLE_NAME.spell(_SITE_ADMINISTRATOR if word.lower() == _ADMINISTRATOR else word)
    except CellError:
        return False
    return True


def _fault_of(role: str) -> str:
    return f"must be one of {_ROLES}{not_word(role)}" if role else "must not be blank"


class Version11:
    """Reads what 1.1 says elsewhere or in other words, and counts what was put in those of 1.2.

    Args:
        bundle: A bundle of version 1.1.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._counts: Counter[str] = Counter()
        self._sessions: dict[str, Row] | None = None
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
        given = user.get("role", "").strip()
        faults = {} if _is_role(given) else {"role": _fault_of(given)}
        for org in split(user.get("orgSourcedIds", "")):
            role = given
            if role.lower() == _ADMINISTRATOR:
                is_school = self._type_of.get(org, "school") == "school"
                role = _SITE_ADMINISTRATOR if is_school else "districtAdministrator"
                self._counts[f"roles: `{_ADMINISTRATOR}` became `{role}`"] += 1
            cells = {"roleType": "primary", "role": role, "orgSourcedId": org}
            yield Row(cells, user.at, headers=_ROLE_HEADERS, faults=faults)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a file, with the columns of 1.2."""
        for row in self._bundle.rows(name):
            if name == "users":
                row.pop("role", None)
                row.pop("orgSourcedIds", None)
                row.headers = {**row.headers, **_USER_HEADERS}
            if name == "lineItems":
                self._line_item(row)
            yield row

    def given(self, name: str, row: Row) -> dict[str, Any]:
        """Fields that the platform demands of a new record, and that files of 1.0 have no column for."""
        if name == "users" and "enabledUser" not in row:
            self._counts["users: without `enabledUser`, new ones are enabled"] += 1
            return {"enabledUser": True}
        if name == "academicSessions" and "schoolYear" not in row and (year := self._year_of(row.sourced_id)):
            self._counts[
                "academicSessions: without `schoolYear`, new ones are of the year in which it ends"
            ] += 1
            return {"schoolYear": year}
        return {}

    def _year_of(self, session: str) -> str:
        """The year in which the session above all those above this one ends; blank if nobody says."""
        if self._sessions is None:
            rows = self._bundle.rows("academicSessions")
            self._sessions = {row.sourced_id: row for row in rows}
        known: dict[str, Row] = {}
        while session in self._sessions and session not in known:
            known[session] = self._sessions[session]
            session = known[session].get("parentSourcedId", "").strip()
        last = max((row.get("endDate", "").strip() for row in known.values()), default="")
        return last[:4]

    def _line_item(self, row: Row) -> None:
        if "gradingPeriodSourcedId" in row:
            row["academicSessionSourcedId"] = row.pop("gradingPeriodSourcedId")
            row.headers = {**row.headers, **_LINE_ITEM_HEADERS}
            self._counts["line items: `gradingPeriodSourcedId` became `academicSessionSourcedId`"] += 1
        school = self._school_of.get(row.get("classSourcedId", "").strip(), "")
        if school and "schoolSourcedId" not in row:
            row["schoolSourcedId"] = school
            self._counts["line items: the school is that of the class"] += 1

    def notes(self) -> list[str]:
        """Notes on what was put in other words, and how often."""
        return [f"OneRoster 1.1, {what} ({count} rows)" for what, count in self._counts.items() if count]
