"""The contract of a service's types: every type of the catalogue matches its Struct, every enum has its members."""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Mapping, Set
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

from timeback._codec.further import FURTHER, WRITTEN
from timeback.models.base import InputModel, OpenMetadata, UnknownVariant

from .catalogue import Field, load
from .naming import CLASSES, FIELDS
from .spelling import min_length, snake, spell_catalogue, spell_python


class Exempt(NamedTuple):
    """A difference from the catalogue that is meant: the catalogue's own words, and what we make of them."""

    quote: str
    reason: str


FILLED_IN = "The only value there is, so that it is filled in."


class Types:
    """The types of one service.

    Args:
        service: The catalogue's file.
        models: The module of its Structs.
        elsewhere: Types that are read by the transport, in errors and pages; nobody holds them as records.
        exceptions: (type.field, what differs): why.
        clears: The catalogue speaks of no null in bodies, so that every field that may be left out takes one.
    """

    def __init__(
        self,
        service: str,
        models: ModuleType,
        *,
        elsewhere: Set[str] = frozenset(),
        exceptions: Mapping[tuple[str, str], Exempt] | None = None,
        clears: bool = False,
    ) -> None:
        self.service = service
        self.catalogue = load(service)
        self.models = models
        self.elsewhere = elsewhere
        self.exceptions = exceptions or {}
        self.clears = clears
        built = sorted((self.catalogue.types.keys() | self.catalogue.enums.keys()) - elsewhere)
        self.built = built
        self.types = [name for name in built if name in self.catalogue.types]
        self.enums = [name for name in built if name in self.catalogue.enums]

    def __str__(self) -> str:
        return self.service

    def named(self, name: str) -> str:
        """What we call a type of the catalogue."""
        return CLASSES.get(self.service, {}).get(name, name)

    def struct(self, name: str) -> type[msgspec.Struct]:
        found = getattr(self.models, self.named(name), None)
        assert isinstance(found, type) and issubclass(found, msgspec.Struct), f"no Struct {name}"
        return found

    def differences(self, name: str) -> dict[tuple[str, str], str]:
        """How a type differs from the catalogue, by field and aspect."""
        model = self.struct(name)
        tag = model.__struct_config__.tag_field
        ours = {
            each.encode_name: each
            for each in msgspec.structs.fields(model)
            if each.encode_name not in (FURTHER, WRITTEN)
        }
        theirs = {wire: field for wire, field in self.catalogue.types[name].items() if wire != tag}
        found = {(f"{name}.{wire}", "extra"): "not in the catalogue" for wire in ours.keys() - theirs.keys()}
        for wire, field in theirs.items():
            if wire not in ours:
                found[field.where, "missing"] = "no such field"
                continue
            for aspect, text in self._aspects(model, field, ours[wire]).items():
                found[field.where, aspect] = text
        return found

    def _aspects(
        self, model: type[msgspec.Struct], field: Field, ours: msgspec.structs.FieldInfo
    ) -> dict[str, str]:
        sent = issubclass(model, InputModel)
        nullable = type(None) in getattr(ours.type, "__args__", ())
        # What an answer may leave out is None here; what a body leaves out is UNSET, and null is null.
        # A value that the server fills in is there.
        wants_null = field.nullable or not (sent or field.required or field.has_default)
        # What takes anything takes null too, without a word.
        wants_null |= self.clears and sent and ours.default is msgspec.UNSET and field.type != "any"
        wants_required = field.required and (sent or not field.has_default)
        expected, spelled = spell_catalogue(self.catalogue, field, sent=sent), spell_python(ours.type)
        expected = re.sub(r"\w+", self._enum_name, expected)
        found: dict[str, str] = {}
        name = FIELDS.get(self.service, {}).get(field.where, snake(field.name))
        if ours.name != name:
            found["name"] = f"{ours.name}, not {name}"
        if spelled != expected:
            found["type"] = f"{spelled}, not {expected}"
        if ours.required != wants_required:
            found["required"] = f"required is {ours.required}"
        elif not ours.required and _default(ours) != _expected_default(field, sent):
            found["default"] = f"defaults to {_default(ours)!r}"
        if nullable != wants_null:
            found["nullable"] = f"nullable is {nullable}"
        if sent and min_length(ours.type) != field.min_len:
            found["min_len"] = f"least length {min_length(ours.type)}, not {field.min_len}"
        return found

    def _enum_name(self, word: re.Match[str]) -> str:
        """The class's own name: services share enums, each under its name for them."""
        name = self.named(word[0])
        return getattr(self.models, name).__name__ if word[0] in self.catalogue.enums else name

    def check_struct(self, name: str) -> None:
        """A Struct matches its type, but for the exceptions."""
        found = {key: text for key, text in self.differences(name).items() if key not in self.exceptions}
        assert not found

    def check_exception(self, key: tuple[str, str]) -> None:
        """An exception is needed, and quotes the catalogue."""
        assert key in self.differences(key[0].partition(".")[0])
        assert self.exceptions[key].quote in self.catalogue.text
        assert self.exceptions[key].reason

    def check_enum(self, name: str) -> None:
        """An enum has the members of the catalogue."""
        found = getattr(self.models, self.named(name))
        assert issubclass(found, enum.StrEnum)
        assert [str(each) for each in found] == self.catalogue.enums[name]
        assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", each.name) for each in found)

    def check_exports(self) -> None:
        """What the module exports is what the catalogue has, beside unions and their unknown variants."""
        known = self.catalogue.types.keys() | self.catalogue.enums.keys()
        assert not self.elsewhere - known
        exported = {name: getattr(self.models, name) for name in self.models.__all__}
        ours = {name for name, each in exported.items() if inspect.isclass(each)}
        variants = {name for name in ours if _is_variant(exported[name])}
        built = {self.named(name) for name in self.built}
        assert ours - (variants - built) == built

    def check_direction(self, name: str) -> None:
        """Bodies are input models, and answers are not."""
        catalogue = self.catalogue
        sent = catalogue.reachable({each.body_type for each in catalogue.operations if each.body_type})
        read = catalogue.reachable(
            {each.response_type for each in catalogue.operations if each.response_type}
        )
        model = self.struct(name)
        if name in catalogue.open_types | catalogue.closed_types:
            assert issubclass(model, OpenMetadata)
        elif name in sent - read:
            assert issubclass(model, InputModel)
        elif name in read - sent:
            assert not issubclass(model, InputModel)

    def check_shape(self, name: str) -> None:
        """A Struct takes keywords only, and says what it is."""
        model = self.struct(name)
        assert model.__doc__
        kinds = {each.kind for each in inspect.signature(model).parameters.values()}
        assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


def _is_variant(each: type) -> bool:
    """Whether a class is a variant of a union, beside the one type that the catalogue has for all of them."""
    return issubclass(each, UnknownVariant) or (
        issubclass(each, OpenMetadata) and each.__struct_config__.tag is not None
    )


def _default(ours: msgspec.structs.FieldInfo) -> Any:
    factory: Any = ours.default_factory
    return ours.default if factory is msgspec.NODEFAULT else factory()


def _expected_default(field: Field, sent: bool) -> Any:
    if sent:
        return msgspec.UNSET
    if field.has_default and field.type.startswith("BooleanString"):
        return field.default == "true"
    return field.default
