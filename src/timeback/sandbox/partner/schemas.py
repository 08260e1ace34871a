"""The bodies of the Partner API that differ from OneRoster's."""

from __future__ import annotations

from ..fields import Field, Fields, instant, one_of
from ..oneroster.schemas.content import COMPONENT

__all__ = ["UNIT"]

UNIT: Fields = {
    **COMPONENT,
    "status": Field(one_of("active", "tobedeleted"), required=True),
    # It is asked for, and set all the same.
    "dateLastModified": Field(instant, required=True, dropped=True),
}
