"""Every type of the catalogue matches its Struct; every enum has its members."""

from __future__ import annotations

import pytest

from .contracts import TYPES
from .matching import Types

STRUCTS = [pytest.param(types, name, id=f"{types}.{name}") for types in TYPES for name in types.types]
ENUMS = [pytest.param(types, name, id=f"{types}.{name}") for types in TYPES for name in types.enums]
EXCEPTIONS = [
    pytest.param(types, key, id=f"{types}.{'-'.join(key)}") for types in TYPES for key in types.exceptions
]


@pytest.mark.parametrize(("types", "name"), STRUCTS)
def test_struct_matches_its_type(types: Types, name: str) -> None:
    types.check_struct(name)


@pytest.mark.parametrize(("types", "key"), EXCEPTIONS)
def test_exception_is_needed_and_quotes_the_catalogue(types: Types, key: tuple[str, str]) -> None:
    types.check_exception(key)


@pytest.mark.parametrize(("types", "name"), ENUMS)
def test_enum_has_the_members_of_the_catalogue(types: Types, name: str) -> None:
    types.check_enum(name)


@pytest.mark.parametrize("types", TYPES, ids=str)
def test_what_is_exported_is_what_is_built(types: Types) -> None:
    types.check_exports()


@pytest.mark.parametrize(("types", "name"), STRUCTS)
def test_bodies_are_input_models_and_answers_are_not(types: Types, name: str) -> None:
    types.check_direction(name)


@pytest.mark.parametrize(("types", "name"), STRUCTS)
def test_struct_takes_keywords_only_and_says_what_it_is(types: Types, name: str) -> None:
    types.check_shape(name)
