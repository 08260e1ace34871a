"""Every type of the catalogue matches its Struct; every enum has its members."""

from __future__ import annotations

import enum
import inspect
import keyword
import re
from typing import Any, NamedTuple

import msgspec
import pytest

from timeback.models import oneroster
from timeback.models.base import InputModel, OpenMetadata

from .catalogue import Field, load
from .spelling import min_length, spell_catalogue, spell_python

CATALOGUE = load("oneroster")

# Read by the transport, in errors and pages; nobody holds them as records.
ELSEWHERE = {
    "EmptyObject",
    "PageCounters",
    "ImsxError",
    "ImsxCodeMinor",
    "ImsxCodeMinorField",
    "ImsxCodeMinorValue",
}


class Exempt(NamedTuple):
    """A difference from the catalogue that is meant: the catalogue's own words, and what we make of them."""

    quote: str
    reason: str


FILLED_IN = "The only value there is, so that it is filled in."

# (type.field, what differs): why.
_NO_ID = Exempt(
    "described as optional", "Every record that a server answers has an id, and nothing works without it."
)
EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    **{
        (f"{name}.sourcedId", aspect): _NO_ID
        for name in (
            "Course",
            "CourseComponent",
            "Category",
            "ScoreScale",
            "LineItem",
            "Result",
            "AssessmentLineItem",
            "AssessmentResult",
        )
        for aspect in ("required", "nullable")
    },
    **{
        (f"{kind}Metadata.type", "required"): Exempt("chooses the variant", FILLED_IN)
        for kind in (
            "Qti",
            "Text",
            "Audio",
            "Video",
            "Interactive",
            "Visual",
            "CourseMaterial",
            "AssessmentBank",
        )
    },
    ("User.email", "required"): Exempt(
        "optional and nullable in the older description", "Servers of either description decode."
    ),
    ("User.email", "nullable"): Exempt(
        "optional and nullable in the older description", "Servers of either description decode."
    ),
    ("UserProfileApp.domain", "type"): Exempt("one string in the older description", "Both forms decode."),
    ("SourcedIdPair.suppliedSourcedId", "required"): Exempt(
        "the peer allows absent or null, as when no id was supplied", "Absent is read as null."
    ),
    ("AcademicSession.schoolYear", "type"): Exempt(
        "a number in answers, text in writes", "A year is a whole number."
    ),
    ("SchoolInput.type", "required"): Exempt("always school; the peer fills it in", FILLED_IN),
    ("GradingPeriodInput.type", "required"): Exempt("AcademicSessionInput with the type fixed", FILLED_IN),
    ("TermGradingPeriodInput.type", "required"): Exempt(
        "AcademicSessionInput with the type fixed", FILLED_IN
    ),
    ("TermGradingPeriodInput.tenantId", "required"): Exempt(
        "declared required, nullable; peer omits it", "No caller can know it: it goes out as null."
    ),
    ("TermGradingPeriodInput.clientAppId", "required"): Exempt(
        "declared required (nullable) though a caller cannot know them", "It goes out as null."
    ),
    ("EnrollInput.primary", "type"): Exempt(
        "argument of classes(id).enroll, never on the wire", "It becomes ClassEnrollmentInput's boolean."
    ),
}

BUILT = sorted((CATALOGUE.types.keys() | CATALOGUE.enums.keys()) - ELSEWHERE)
BUILT_TYPES = [name for name in BUILT if name in CATALOGUE.types]
BUILT_ENUMS = [name for name in BUILT if name in CATALOGUE.enums]


def struct(name: str) -> type[msgspec.Struct]:
    found = getattr(oneroster, name, None)
    assert isinstance(found, type) and issubclass(found, msgspec.Struct), f"no Struct {name}"
    return found


def python_name(wire: str) -> str:
    name = wire if wire.islower() else re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()
    name = name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def differences(model: type[msgspec.Struct], field: Field, ours: msgspec.structs.FieldInfo) -> dict[str, str]:
    """How a field differs from the catalogue, by aspect."""
    sent = issubclass(model, InputModel)
    nullable = type(None) in getattr(ours.type, "__args__", ())
    # What an answer may leave out is None here; what a body leaves out is UNSET, and null is null.
    # A value that the server fills in is there.
    wants_null = field.nullable or not (sent or field.required or field.has_default)
    wants_required = field.required and (sent or not field.has_default)
    expected, spelled = spell_catalogue(CATALOGUE, field, sent=sent), spell_python(ours.type)
    found: dict[str, str] = {}
    if ours.name != python_name(field.name):
        found["name"] = f"{ours.name}, not {python_name(field.name)}"
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


def _default(ours: msgspec.structs.FieldInfo) -> Any:
    factory: Any = ours.default_factory
    return ours.default if factory is msgspec.NODEFAULT else factory()


def _expected_default(field: Field, sent: bool) -> Any:
    if sent:
        return msgspec.UNSET
    if field.type.startswith("BooleanString"):
        return field.default == "true"
    return field.default


def all_differences(name: str) -> dict[tuple[str, str], str]:
    model = struct(name)
    ours = {each.encode_name: each for each in msgspec.structs.fields(model)}
    theirs = CATALOGUE.types[name]
    found = {(f"{name}.{wire}", "extra"): "not in the catalogue" for wire in ours.keys() - theirs.keys()}
    for wire, field in theirs.items():
        if wire not in ours:
            found[field.where, "missing"] = "no such field"
            continue
        for aspect, text in differences(model, field, ours[wire]).items():
            found[field.where, aspect] = text
    return found


@pytest.mark.parametrize("name", BUILT_TYPES)
def test_struct_matches_its_type(name: str) -> None:
    found = {key: text for key, text in all_differences(name).items() if key not in EXCEPTIONS}
    assert not found


@pytest.mark.parametrize("key", EXCEPTIONS, ids=lambda key: "-".join(key))
def test_exception_is_needed_and_quotes_the_catalogue(key: tuple[str, str]) -> None:
    name = key[0].partition(".")[0]
    assert key in all_differences(name)
    assert EXCEPTIONS[key].quote in CATALOGUE.text
    assert EXCEPTIONS[key].reason


@pytest.mark.parametrize("name", BUILT_ENUMS)
def test_enum_has_the_members_of_the_catalogue(name: str) -> None:
    found = getattr(oneroster, name)
    assert issubclass(found, enum.StrEnum)
    assert [str(each) for each in found] == CATALOGUE.enums[name]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", each.name) for each in found)


def test_what_is_exported_is_what_is_built() -> None:
    known = CATALOGUE.types.keys() | CATALOGUE.enums.keys()
    assert not ELSEWHERE - known
    assert set(oneroster.__all__) == set(BUILT)
    assert all(inspect.isclass(getattr(oneroster, name)) for name in oneroster.__all__)


@pytest.mark.parametrize("name", BUILT_TYPES)
def test_bodies_are_input_models_and_answers_are_not(name: str) -> None:
    sent = CATALOGUE.reachable({each.body_type for each in CATALOGUE.operations if each.body_type})
    read = CATALOGUE.reachable({each.response_type for each in CATALOGUE.operations if each.response_type})
    model = struct(name)
    if name in CATALOGUE.open_types | CATALOGUE.closed_types:
        assert issubclass(model, OpenMetadata)
    elif name in sent - read:
        assert issubclass(model, InputModel)
    elif name in read - sent:
        assert not issubclass(model, InputModel)


@pytest.mark.parametrize("name", BUILT_TYPES)
def test_struct_takes_keywords_only_and_says_what_it_is(name: str) -> None:
    model = struct(name)
    assert model.__doc__
    kinds = {each.kind for each in inspect.signature(model).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}
