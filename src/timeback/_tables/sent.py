"""Rows as a server sends them, read by columns: what Arrow takes just as a model does becomes no object of Python.

The rest is read into an outline of each record: its id and state, instants, free objects, and what comes in several
forms. Where rows deviate from their model in anything, they are not read so: records are made of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, TypeAlias, get_origin

import msgspec
from msgspec import UNSET, UnsetType, inspect

from .._codec.further import keeps_further
from .._extras import require_extra
from ..models.base import DAY_FIELDS, OpenEnum
from .arrays import arrays_in, check_text, column_of
from .columns import Column, Kind, day_of
from .fitting import checks_of

__all__ = ["DeviatingError", "Outline", "SentRows"]

_SIMPLE = (
    (inspect.StrType(), "string"),
    (inspect.BoolType(), "bool_"),
    (inspect.IntType(), "int64"),
    (inspect.FloatType(), "float64"),
)
# What msgspec, Arrow and we refuse rows with.
_REFUSALS = (msgspec.MsgspecError, RecursionError, ValueError, TypeError, AttributeError, OverflowError)
# The default of a field that is null where it is absent.
_ABSENT = {"default": None}
# The type that Arrow reads a value as, and what of it an outline holds; either may be nothing.
_Forms: TypeAlias = tuple["_Form | None", Any]


class DeviatingError(ValueError):
    """Rows are not in every respect as their model says."""


class Outline(msgspec.Struct):
    """The part of a record that Arrow does not read."""


class _AnyList(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A list of anything, which is gone over; null is none."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of values that Arrow reads: their type, and what they are made of.

    Attributes:
        type: The type.
        item: The form of a list's items.
        fields: The fields of a record.
        listed: The listed value of an enum for a text that spells it otherwise.
    """

    type: Any
    item: _Form | None = None
    fields: tuple[_Field, ...] = ()
    listed: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a record: how Arrow reads it, what an outline holds of it, and its default for `msgspec.field()`."""

    name: str
    key: str
    form: _Form | None
    outline: Any
    default: Mapping[str, Any]

    @property
    def is_required(self) -> bool:
        """Whether every record has it."""
        return not self.default

    @property
    def is_filled(self) -> bool:
        """Whether it is a list that is empty where it is absent."""
        return self.form is not None and "default_factory" in self.default

    @property
    def is_day(self) -> bool:
        """Whether its texts are days."""
        return self.name in DAY_FIELDS


class SentRows:
    """Reads rows of a model by columns.

    Args:
        model: The type of their records.
        columns: The columns to make.
        kept: Fields that their outlines hold in any case.
        is_plain: Whether nothing is expected inside of records that Arrow does not read: rows with such things
            deviate, and others take less time.
    """

    def __init__(
        self,
        model: type[msgspec.Struct],
        columns: Sequence[Column],
        kept: Collection[str],
        *,
        is_plain: bool = False,
    ) -> None:
        arrow = _arrow()
        self._model, self._kept, self._is_plain = model, kept, is_plain
        self._columns = tuple(columns)
        wanted = {column.attribute for column in columns}
        # A record that becomes JSON is written by its model.
        whole = {
            column.attribute for column in columns if column.shape.kind is Kind.JSON and len(column.path) == 1
        }
        annotations = {each.name: each.type for each in msgspec.structs.fields(model)}
        self._fields = tuple(
            each
            if each.name in wanted - whole
            else replace(each, form=None, outline=_unread(annotations[each.name], each.name in whole))
            for each in _Forming(is_plain).fields_of(model)
        )
        read = [each for each in self._fields if each.form is not None]
        self._schema = arrow.schema([(each.key, each.form.type) for each in read if each.form])
        outlines = {
            each.name: annotations[each.name] if each.name in kept else each.outline for each in self._fields
        }
        self.outline = msgspec.defstruct(
            model.__name__,
            [_declared(each, outlines[each.name]) for each in self._fields],
            bases=(Outline,),
            kw_only=True,
            gc=False,
        )
        self.checks = checks_of(self.outline, is_native=True)
        self._learned: Sequence[tuple[str, Any, Any]] | None = None

    def fuller(self) -> SentRows | None:
        """The reader for rows that this one is too plain for; None if it is not plain."""
        return SentRows(self._model, self._columns, self._kept) if self._is_plain else None

    def learn(self, fields: Sequence[tuple[str, Any, Any]]) -> None:
        """Let outlines hold these fields beyond the model, and no others."""
        if fields == self._learned:
            return
        self._learned = fields
        known = msgspec.defstruct(
            self.outline.__name__,
            fields,
            bases=(self.outline,),
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
        )
        self._decode = msgspec.json.Decoder(known).decode_lines

    @staticmethod
    def reads(model: type[msgspec.Struct]) -> bool:
        """Whether rows of a model can be read so at all."""
        return not keeps_further(model) and not hasattr(model, "__post_init__")

    def outlines(self, lines: Sequence[bytes]) -> Sequence[msgspec.Struct]:
        """The outlines of rows.

        Raises:
            DeviatingError: Rows deviate from their model.
            msgspec.ValidationError: The same, in words of msgspec: there may be a field to learn.
        """
        with _told():
            found = self._decode(b"\n".join(lines))
            if len(found) != len(lines):
                raise DeviatingError("a row is more than a line")
            return found

    def arrays(self, lines: bytes, outlines: Sequence[msgspec.Struct]) -> list[Any]:
        """The columns of rows that have outlines, as arrays of Arrow.

        Raises:
            DeviatingError: Rows deviate from their model.
        """
        with _told():
            return self._arrays(lines, outlines)

    def _arrays(self, content: bytes, outlines: Sequence[msgspec.Struct]) -> list[Any]:
        check_text(content)  # neither looks at the texts that it only goes over
        found = arrays_in(content, self._schema)
        for each in self._fields:
            if each.form is not None:
                _check(each, found[each.key], nulls=0)
            if each.is_filled:
                found[each.key] = _filled(found[each.key])
        return [column_of(column, found, lambda: outlines) for column in self._columns]


@contextlib.contextmanager
def _told() -> Generator[None]:
    try:
        yield
    except msgspec.ValidationError:
        raise
    except (*_REFUSALS, _arrow().ArrowException):
        raise DeviatingError("rows deviate from their model") from None  # no value of theirs is told


def _filled(lists: Any) -> Any:
    """Lists in which an empty one stands for each that is absent."""
    if not lists.null_count:
        return lists
    return _arrow().ListArray.from_arrays(lists.offsets, lists.values)


def _check(each: _Field, array: Any, nulls: int) -> None:
    """Refuse nulls, and texts in place of days, that a record's field would not take.

    `nulls` is the number of its records that are null themselves.
    """
    if each.is_required and array.null_count != nulls:
        raise DeviatingError(f"{each.key} is missing")
    if array.null_count == len(array):
        return
    if each.is_day and any(text and day_of(text) is None for text in array.unique().to_pylist()):
        raise DeviatingError(f"{each.key} is no day")
    form = each.form
    if form is not None and form.item is not None:
        # What Arrow reads as null has neither items nor parts that are not: there is nothing to leave out.
        array, form = array.values, form.item
        if array.null_count:
            raise DeviatingError(f"{each.key} holds null")
        if not len(array):
            return
    listed = form.listed if form is not None else None
    if listed is not None and any(text and listed(text) != text for text in array.unique().to_pylist()):
        raise DeviatingError(f"{each.key} is spelled otherwise")
    if form is not None and form.fields:
        read = (part for part in form.fields if part.form is not None)
        for index, part in enumerate(read):
            _check(part, array.field(index), array.null_count)


# -- from a model to what Arrow and an outline take of it ---------------------------------------


@dataclass(frozen=True, slots=True)
class _Forming:
    """Finds the forms of a model's fields."""

    is_plain: bool

    def fields_of(self, model: type[msgspec.Struct], above: tuple[type, ...] = ()) -> Iterator[_Field]:
        """The fields of a model, inside of those that it stands in."""
        annotations = {each.name: each.type for each in msgspec.structs.fields(model)}
        info: Any = inspect.type_info(model)
        for each in info.fields:
            kinds = each.type.types if isinstance(each.type, inspect.UnionType) else (each.type,)
            present = [kind for kind in kinds if not isinstance(kind, inspect.NoneType)]
            is_nullable = len(present) < len(kinds)
            # Arrow has null for what is absent: so it must mean that, and nothing else may.
            is_filled = not above and not is_nullable and _makes_lists(each.default_factory)
            is_plain = is_filled or (not is_nullable if each.required else each.default is None)
            form, outline = None, None
            if is_plain and len(present) == 1:
                form, outline = self._forms(present[0], (*above, model))
            if form is None:
                outline = annotations[each.name]
            elif is_filled:
                outline = outline or _AnyList
            elif outline is not None and is_nullable:
                outline = outline | None
            yield _Field(each.name, each.encode_name, form, outline, _default(each))

    def _forms(self, kind: inspect.Type, above: tuple[type, ...]) -> _Forms:
        """The form of a type for Arrow, and the rest for an outline; none if Arrow takes more or less than msgspec."""
        arrow = _arrow()
        if isinstance(kind, inspect.EnumType) and issubclass(kind.cls, OpenEnum):
            return _Form(arrow.string(), listed=kind.cls.__listed__), None
        if isinstance(kind, inspect.DateTimeType) and kind.tz:
            # Arrow finds instants in more texts than msgspec.
            return _Form(arrow.string()), Annotated[datetime, msgspec.Meta(tz=True)]
        for simple, name in _SIMPLE:
            if kind == simple:
                return _Form(getattr(arrow, name)()), None
        if isinstance(kind, inspect.ListType) and kind.min_length is None and kind.max_length is None:
            item, outline = self._forms(kind.item_type, above)
            if item is not None and not item.item:
                held: Any = list
                return _Form(arrow.list_(item.type), item), None if outline is None else held[outline]
        if isinstance(kind, inspect.StructType) and kind.cls not in above and kind.tag_field is None:
            return self._record_forms(kind.cls, above)
        return None, None

    def _record_forms(self, model: type[msgspec.Struct], above: tuple[type, ...]) -> _Forms:
        if not SentRows.reads(model) or model.__struct_config__.forbid_unknown_fields:
            return None, None
        fields = tuple(self.fields_of(model, above))
        if self.is_plain:
            nothing = _Form(_arrow().null())
            fields = tuple(
                replace(each, form=nothing, outline=None)
                if each.outline and each.default == _ABSENT
                else each
                for each in fields
            )
        read = [each for each in fields if each.form is not None]
        if not read:
            return None, None
        kind = _arrow().struct([(each.key, each.form.type) for each in read if each.form])
        held = [_declared(each, each.outline) for each in fields if each.outline is not None]
        outline = msgspec.defstruct(model.__name__, held, kw_only=True, gc=False) if held else None
        return _Form(kind, fields=fields), outline


def _unread(annotation: Any, becomes_json: bool) -> Any:
    """The part of a field that Arrow does not read: objects that become JSON again stay as they came."""
    return msgspec.Raw if becomes_json and annotation == dict[str, Any] | None else annotation


def _makes_lists(factory: Any) -> bool:
    return get_origin(factory) is list or factory is list


def _default(each: inspect.Field) -> dict[str, Any]:
    if each.default_factory is not msgspec.NODEFAULT:
        return {"default_factory": each.default_factory}
    return {} if each.required else {"default": each.default}


def _declared(each: _Field, outline: Any) -> tuple[str, Any, Any]:
    """The field of an outline: what it does not hold is only gone over there."""
    missing = {} if each.is_required else {"default": UNSET}
    if outline is None:
        kind: Any = msgspec.Raw
        if each.form is not None:
            # A value takes less memory than its JSON would, and a null or a flag none at all.
            plain = {_arrow().string(): str, _arrow().bool_(): bool}.get(each.form.type, msgspec.Raw)
            kind = plain if each.is_required or plain is msgspec.Raw else plain | None
        return each.name, kind | UnsetType, msgspec.field(name=each.key, **missing)
    # Arrow fills in the lists; here one for each row would only be made and thrown away.
    return each.name, outline, msgspec.field(name=each.key, **(_ABSENT if each.is_filled else each.default))


def _arrow() -> Any:
    return require_extra("pyarrow", extra="export", purpose="a table of records")
