"""The foundations of every model: the Struct bases, open enums and the types of dates."""

from __future__ import annotations

import enum
import functools
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from .._codec.decode import UNKNOWN, read_value
from .._codec.further import FURTHER, WRITTEN
from .._codec.plain import as_dict, json_text
from .._codec.sparse import fetched_fields, is_sparse
from .._codec.types import DATE, DECIMAL, INSTANT, FlagText
from .._json_types import is_mapping
from .._patterns import pattern
from .._secrets import Secret
from ..errors import InvalidInputError

__all__ = [
    "DATE",
    "DAY_FIELDS",
    "UNKNOWN",
    "UNSET",
    "Choice",
    "DateInput",
    "DayText",
    "DecimalText",
    "ExtensibleEnum",
    "Flag",
    "InputModel",
    "InstantInput",
    "InstantText",
    "MetadataInput",
    "Model",
    "OpenEnum",
    "OpenInput",
    "OpenMetadata",
    "OpenModel",
    "OpenPart",
    "Timestamp",
    "UnknownVariant",
    "Unset",
    "UnsetType",
]

T = TypeVar("T")

UnsetType: TypeAlias = msgspec.UnsetType
"""The type of `UNSET`: msgspec's own."""

UNSET: Final = msgspec.UNSET
"""The value of a body's field that is not set, and so is not sent; `None` is sent as null. It is msgspec's own."""

# Shown in the place of a secret.
_HIDDEN = Secret("")


class _SlotDocs(dict[str, str]):
    """The `__slots__` of a model as a mapping: `help()` finds the meaning of a field in it (see `pydoc`)."""

    __slots__ = ("model",)
    model: type

    def __getitem__(self, name: str) -> str:
        from ._documentation import own_docs

        return own_docs(self.model).get(name, "")


class _Record(msgspec.Struct):
    """The ways in which records and bodies show themselves."""

    # Fields that are shown as `***`.
    _secrets: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        slots = _SlotDocs(dict.fromkeys(cls.__dict__["__slots__"], ""))
        slots.model = cls
        type.__setattr__(cls, "__slots__", slots)

    def to_dict(self, mode: Literal["python", "json"] = "python") -> dict[str, Any]:
        """The fields as a dict, those of the records inside too. What was not fetched, or is not set, is left out.

        Args:
            mode: `"python"`: Python's names, with dates, enums and numbers as they are. `"json"`: the names
                and values of the wire, all of which JSON can hold.

        Raises:
            InvalidInputError: The mode is another.
        """
        if mode not in ("python", "json"):
            raise InvalidInputError.of("mode", "must be 'python' or 'json'")
        return self._as_dict(wire=mode == "json")

    def to_json(self) -> str:
        """The fields as JSON text, in the names of the wire."""
        return json_text(self)

    def replace(self, **changes: Any) -> Self:
        """A copy with other values in some fields; neither is sent, nor are the values checked before they are.

        Args:
            **changes: Fields, in Python's names, with their new values.

        Raises:
            TypeError: There is no such field.
        """
        return msgspec.structs.replace(self, **changes)

    def _as_dict(self, wire: bool) -> dict[str, Any]:
        return as_dict(self, wire=wire)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from .._pydantic import schema_of_record

        return schema_of_record(cls, issubclass(cls, InputModel))

    def __repr__(self) -> str:
        from .._tables.text import short_repr

        shown = (f"{name}={short_repr(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """The fields that differ from their defaults; of a record with some fields only, all of these."""
        kind = type(self)
        defaults = {} if is_sparse(kind) else _defaults(kind)
        values = [(name, getattr(self, name)) for name in fetched_fields(kind) if name != "written"]
        return [
            (name, _HIDDEN if name in self._secrets else value)
            for name, value in values
            if name not in defaults or value != defaults[name]
        ]

    def __dir__(self) -> list[str]:
        """Fields and methods: what a completion should offer."""
        missing = {*self.__struct_fields__} - {*fetched_fields(type(self))} | {"written"}
        return [name for name in super().__dir__() if not name.startswith("_") and name not in missing]


@functools.cache
def _defaults(model: type[msgspec.Struct]) -> dict[str, Any]:
    """The values that fields have unless they are given."""
    return {
        each.name: each.default if each.default_factory is msgspec.NODEFAULT else each.default_factory()
        for each in msgspec.structs.fields(model)
        if not each.required
    }


class Model(_Record, kw_only=True, rename="camel", gc=False):
    """A record as the server returns it. Unknown fields are ignored."""

    def _repr_html_(self) -> str:
        from .._tables.html import html_of_record

        fields = {
            name: str(_HIDDEN) if name in self._secrets else getattr(self, name)
            for name in fetched_fields(type(self))
        }
        return html_of_record(type(self).__name__, fields)


class InputModel(_Record, kw_only=True, rename="camel", omit_defaults=True):
    """A body to send. Fields that are not set are not sent; `None` is sent as null."""


class OpenModel(Model, kw_only=True):
    """A record that keeps unknown fields."""

    further: dict[str, Any] = msgspec.field(default={}, name=FURTHER)
    """Fields that the record does not know, under the server's names; they are written back."""
    written: dict[str, str] = msgspec.field(default={}, name=WRITTEN)
    """Instants as the server writes them; those that are not changed are written back alike."""


class OpenInput(InputModel, kw_only=True):
    """A body that may have unknown fields; they are sent as they are."""

    further: dict[str, Any] = msgspec.field(default={}, name=FURTHER)
    """Fields that the body does not know, under the server's names; they are sent as they are."""


class UnknownVariant(Model):
    """The member of a tagged union for objects with an unlisted tag; written back unchanged."""

    data: dict[str, Any]
    """The whole object as it came."""

    def _as_dict(self, wire: bool) -> dict[str, Any]:
        return self.data


class OpenMetadata(_Record, kw_only=True, rename="camel", omit_defaults=True):
    """The documented keys of a metadata object that may have others.

    Records keep `metadata` as a dict, so that no key is lost between reading and writing. `read` gives the
    documented keys of such a dict their types; an instance may be sent wherever a metadata dict may.
    """

    @classmethod
    def read(cls, metadata: Mapping[str, Any] | None) -> Self:
        """Pick the documented keys out of a record's `metadata`; what is absent stays `None`.

        A value of another type than documented is read as those of records are: it stays as it came where
        no repair fits. What a server sent in place of the whole object has no documented keys.
        """
        return read_value(dict(metadata) if is_mapping(metadata) else {}, cls)


class OpenPart(OpenMetadata, kw_only=True):
    """A part of a record or body that keeps unknown fields."""

    further: dict[str, Any] = msgspec.field(default={}, name=FURTHER)
    """These fields, under the server's names. They are written back."""


class OpenEnum(enum.StrEnum):
    """A string enum that accepts unlisted values, and writes them back unchanged.

    A server may send a listed value in another case, with other separators: `Active` and `In Progress` are read as
    the members of `active` and `inProgress`. To make a member, spell it as it is listed.
    """

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not isinstance(value, str):
            return None
        # msgspec asks here for members: what is spelled otherwise is left to the way on which deviations are told.
        if (listed := cls.__listed__(value)) != value:
            raise ValueError(f"{value!r} is not a valid {cls.__name__}; did you mean {listed!r}?")
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """Whether this library lists the value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def __admits__(cls, text: str) -> bool:
        """Whether a value may be sent as plain text: one that is not listed takes an explicit member."""
        return text in cls._value2member_map_

    @classmethod
    def __listed__(cls, text: str) -> str:
        """The listed value that a text spells otherwise; any other text as it is."""
        return text if text in cls._value2member_map_ else _spellings(cls).get(_spelling(text), text)


_SEPARATORS = pattern(r"(?<=[^\W\d_])[\s_-]+(?=[^\W\d_])")


def _spelling(text: str) -> str:
    """A text without what its spellings differ in: case, and what stands between its words."""
    return _SEPARATORS.sub("", text.strip()).casefold()


@functools.cache
def _spellings(known: type[OpenEnum]) -> dict[str, str]:
    """The listed values of an enum by their spelling, where it is that of one alone."""
    found = [(_spelling(each.value), each.value) for each in known]
    counts = Counter(spelling for spelling, _ in found)
    return {spelling: value for spelling, value in found if counts[spelling] == 1}


class ExtensibleEnum(OpenEnum):
    """An open enum whose standard allows anyone to add values that begin with `ext:`."""

    @classmethod
    def __admits__(cls, text: str) -> bool:
        """Whether a value may be sent as plain text: it is listed, or begins with `ext:`."""
        return super().__admits__(text) or text.startswith("ext:")


# Without a zone it does not decode at first sight: see `_codec.values`.
Timestamp = Annotated[datetime, Meta(tz=True)]
"""An instant in a record: a `datetime` with a time zone."""

DAY_FIELDS = frozenset({"begin_date", "start_date", "end_date"})
"""Fields of records that hold a day as text: `2026-09-01`, or an instant that begins with it."""

DayText: TypeAlias = Annotated[str, Meta(title=DATE)]
"""Text that is a day; tables show it as a date."""

DecimalText: TypeAlias = Annotated[str, Meta(title=DECIMAL)]
"""Text that is a number; tables show it as one."""

InstantText: TypeAlias = Annotated[str, Meta(title=INSTANT)]
"""Text that is an instant; tables show it as one."""

if TYPE_CHECKING:
    Flag = bool
    """A boolean in a body. `"true"` and `"false"` are taken too."""

    DateInput = date | str
    """A day in a body: a `date`, or text such as `2026-09-01`. It is sent as text."""

    InstantInput = datetime | date | str
    """An instant in a body: a `datetime` with a time zone, or ISO 8601 text. A `date` is its midnight in UTC."""

    MetadataInput: TypeAlias = T | dict[str, Any]
    """Metadata in a body: the record of its documented keys, or a dict with any keys."""

    Choice: TypeAlias = T | str
    """A member of an enum in a body, or the member's text."""
else:
    # A flag that may travel as text; it is read as a boolean.
    Flag = bool | FlagText

    # msgspec allows one text-like type in a union.
    DateInput = Annotated[str, Meta(title=DATE, pattern=r"^\d{4}-\d{2}-\d{2}")]

    class Choice:
        """`Choice[X]`: a member of the enum `X`, or its text; a member once it is checked."""

        def __class_getitem__(cls, known: Any) -> Any:
            return known

    # A day stands for its midnight in UTC, which it becomes where the body is checked.
    InstantInput = Timestamp

    class MetadataInput:
        """`MetadataInput[X]`: an `X`, or a dict with any keys; a dict once it is checked."""

        def __class_getitem__(cls, known: Any) -> Any:
            return dict[str, Any]


Unset: TypeAlias = T | UnsetType
"""The type of a body's field that may be left out: `Unset[str]` is `str | UnsetType`."""
