"""The common parts of OneRoster's records: references, the fields of every record, the answer to a create."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta

from ..base import UNSET, InputModel, Model, Timestamp, Unset
from ..references import Reference
from .enums import BooleanString, GuidRefType, Status

__all__ = [
    "CreateResult",
    "Entity",
    "EntityInput",
    "GuidRef",
    "HrefRef",
    "InputRef",
    "NamedHrefRef",
    "NonEmpty",
    "Ref",
    "RefInput",
    "SourcedIdPair",
    "TextFlag",
]

NonEmpty = Annotated[str, Meta(min_length=1)]


class Ref(InputModel, kw_only=True):
    """A reference by identifier alone. Some servers send the identifier as text, which is read as well."""

    _identity: ClassVar[str] = "sourcedId"

    sourced_id: str
    """Identifier of the record referred to; any text, unique within its kind."""


class InputRef(Ref, kw_only=True):
    """A reference to send; it may have a type and a link, like references in answers."""

    type: Unset[str] = UNSET
    """Kind of the record, such as `org` or `course`; the field of the reference implies it."""
    href: Unset[str] = UNSET
    """URL of the record in the API; servers find it by the identifier alone."""


class HrefRef(Reference, kw_only=True):
    """A reference with a link to the record and its type."""

    href: str
    """URL under which the record can be fetched from the API."""
    sourced_id: str
    """Identifier of the record referred to; fetch it with the client's `get()`."""
    type: str
    """Kind of the record referred to, as free text such as `org` or `course`."""


class NamedHrefRef(Reference, kw_only=True):
    """A reference that may also give the record's name, which saves fetching it."""

    href: str
    """URL under which the record can be fetched from the API."""
    sourced_id: str
    """Identifier of the record referred to; fetch it with the client's `get()`."""
    type: str
    """Kind of the record referred to, as free text such as `org` or `course`."""
    name: str | None = None
    """Display name or title of the record referred to; absent if the server gives the bare reference."""


class GuidRef(Reference, kw_only=True):
    """A reference whose type is one of a fixed list."""

    href: str
    """URL under which the record can be fetched from the API."""
    sourced_id: str
    """Identifier of the record referred to; fetch it with the client's `get()`."""
    type: GuidRefType
    """Kind of the record referred to, from OneRoster's list of kinds."""


if TYPE_CHECKING:
    RefInput = Ref
    TextFlag = bool | BooleanString
else:
    # A reference copied from an answer has a type and a link too, and may be sent as it is.
    RefInput = InputRef
    # True and False become text where the body is checked: these fields refuse a JSON boolean.
    TextFlag = BooleanString


class Entity(Model, kw_only=True):
    """The fields that every record begins with. `metadata` keeps all its keys."""

    sourced_id: str
    """Identifier that every reference to the record uses; any text, stable for its whole life."""
    status: Status
    """`active`, or `tobedeleted` once the record was deleted: deletes only mark, and lists keep such
    records."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; filter by it to fetch what changed since."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, of the platform and of applications; None if there are none."""


class EntityInput(InputModel, kw_only=True):
    """The fields that most bodies begin with. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create the record under, any text; left out, the server allocates one."""
    date_last_modified: Unset[Timestamp] = UNSET
    """Time of the last change as the sender knows it."""


class SourcedIdPair(Model, kw_only=True):
    """The identifier that you gave to a create, if any, and the one to use from now on."""

    supplied_sourced_id: str | None = None
    """Identifier that the create was sent with; None if it had none."""
    allocated_sourced_id: str
    """Identifier of the stored record; the one to use from now on."""


class CreateResult(Model, kw_only=True):
    """The answer to a create. If several records were created, a server may send one pair or a list."""

    sourced_id_pairs: SourcedIdPair | list[SourcedIdPair]
    """Identifiers sent and allocated: one pair, or a list where several records were made."""

    @property
    def sourced_ids(self) -> list[str]:
        """The identifiers of the new records, as far as the server names them."""
        pairs = self.sourced_id_pairs
        # What a server sent in place of a pair, or of an id, stays as it came.
        listed: list[Any] = pairs if isinstance(pairs, list) else [pairs]
        named = [each.allocated_sourced_id for each in listed if isinstance(each, SourcedIdPair)]
        return [each for each in named if each]

    @property
    def sourced_id(self) -> str:
        """The identifier of the new record, or of the first of several.

        Raises:
            LookupError: The server named none.
        """
        for sourced_id in self.sourced_ids:
            return sourced_id
        raise LookupError("the answer to the create names no sourcedId")
