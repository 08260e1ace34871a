"""The people who may sign in: everybody in the district who has an email address, without a password."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec

from ..context import RequestContext
from ..oneroster.tables import USERS
from ..records import Doc
from ..sql import Clause, all_of

__all__ = ["claims_of", "find_people", "person", "subject_of"]

_MOST = 12
_ACTIVE = Clause("status = 'active' AND email IS NOT NULL")


def find_people(call: RequestContext, text: str) -> list[Doc]:
    """The first people whose name or address holds a text."""
    where = all_of([_ACTIVE, *(_named(word) for word in text.split()[:_MOST])])
    found = call.session.page(USERS, where, order="seq", limit=_MOST, offset=0)
    return [msgspec.json.decode(row, type=Doc) for row in found.rows]


def _named(word: str) -> Clause:
    like = f"%{word}%"
    return Clause(
        '("givenName" LIKE ? OR "familyName" LIKE ? OR email LIKE ? OR id = ?)', (like, like, like, word)
    )


def person(call: RequestContext, user_id: str) -> Doc | None:
    """A person by the OneRoster id, if they may sign in."""
    found = call.session.get(USERS, user_id)
    return found if found and found.get("status") == "active" and found.get("email") else None


def subject_of(user_id: str) -> str:
    """The name under which the provider knows a person, which is not that of the rosters."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"timeback-sandbox:{user_id}"))


def claims_of(user: Doc) -> dict[str, Any]:
    """The claims of a person's profile and address."""
    names = {"given_name": user.get("givenName"), "family_name": user.get("familyName")}
    return {
        "email": user["email"],
        "email_verified": True,
        "name": " ".join(filter(None, names.values())),
        **{name: value for name, value in names.items() if value},
    }
