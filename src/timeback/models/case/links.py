"""Links between the parts of a framework, and the two names of their ids."""

from __future__ import annotations

from typing import Any, ClassVar

from ..._json_types import is_object
from ..base import UNSET, Choice, InputModel, Model, Unset
from .enums import CFTargetType

__all__ = ["CFGenericLink", "CFLink", "Identified", "InputNodeURI", "LinkURI", "OptionalLinkURI", "Sourced"]


def _renamed(value: Any, other: str, name: str) -> Any:
    if is_object(value) and other in value and name not in value:
        return {name: value[other], **value}
    return value


class Sourced(Model, kw_only=True):
    """A record of the platform: it has a `sourcedId`, which the standard calls `identifier`. Either is read."""

    sourced_id: str
    """Identifier of the record, a UUID; the standard calls it `identifier`."""

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """Take the standard's name of the id too."""
        return _renamed(value, "identifier", "sourcedId")


class Identified(Model, kw_only=True):
    """A record of the standard: it has an `identifier`, which the platform calls `sourcedId`. Either is read."""

    identifier: str
    """Identifier of the record, a UUID; the platform calls it `sourcedId`."""

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """Take the platform's name of the id too."""
        return _renamed(value, "sourcedId", "identifier")


class _Link(Sourced, kw_only=True):
    """A link; its identifier, or its address, may stand for it."""

    _identity: ClassVar[str] = "sourcedId"

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """Take an address in place of the link: it ends with the identifier."""
        if isinstance(value, str) and "/" in value:
            return {"sourcedId": value.rstrip("/").rpartition("/")[2], "uri": value}
        return super().__mend__(value)


class LinkURI(_Link, kw_only=True):
    """A link to a part of a framework."""

    title: str
    """Name or statement of the link's target."""
    uri: str
    """Address of the link's target, where nothing may answer."""


class OptionalLinkURI(_Link, kw_only=True):
    """A link that may lack its URI."""

    title: str
    """Name or statement of the link's target."""
    uri: str | None = None
    """Address of the link's target; None if the server gives the identifier alone."""


class CFLink(Identified, kw_only=True):
    """A link, as the standard has it."""

    title: str
    """Name or statement of the link's target."""
    uri: str
    """Address of the link's target, where nothing may answer."""


class InputNodeURI(InputModel, kw_only=True):
    """A link to send."""

    title: str
    """Name or statement of the link's target."""
    identifier: str
    """Identifier of the link's target, a UUID."""
    uri: str
    """Address of the link's target, where nothing may answer."""


class CFGenericLink(InputModel, kw_only=True):
    """A link to send to anything, whose id need not be a UUID."""

    title: str
    """Name or statement of the link's target."""
    identifier: str
    """Identifier of the link's target; any text, not only a UUID."""
    uri: str
    """Address of the link's target, where nothing may answer."""
    target_type: Unset[Choice[CFTargetType] | None] = UNSET
    """Kind of thing that the link leads to: `CASE`, or a name that begins with `ext:`."""
