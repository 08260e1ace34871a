"""The conditions of a list of events, checked before they are sent."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from ..errors import InvalidInputError
from .writing import write

__all__ = ["Moment", "events_query", "moment", "text"]

Moment: TypeAlias = date | str


def events_query(
    sensor: str | None,
    start_date: Moment | None,
    end_date: Moment | None,
    actor_id: str | None,
    actor_email: str | None,
) -> dict[str, Any]:
    """The conditions under their wire names.

    Raises:
        InvalidInputError: Names the one that cannot be sent.
    """
    return {
        "sensor": text("sensor", sensor),
        "startDate": moment("start_date", start_date),
        "endDate": moment("end_date", end_date),
        "actorId": text("actor_id", actor_id),
        "actorEmail": text("actor_email", actor_email),
    }


def text(name: str, value: object) -> str | None:
    """A text without the blanks around it; None stays.

    Raises:
        InvalidInputError: It is none, or blank.
    """
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise InvalidInputError.of(name, "must be text, not blank")
    return value.strip()


def moment(name: str, value: object) -> str | None:
    """A date or an instant as text; None stays.

    Raises:
        InvalidInputError: It is neither.
    """
    try:
        written = write(value)
    except (TypeError, ValueError) as error:
        raise InvalidInputError.of(name, str(error)) from None
    return text(name, written)
