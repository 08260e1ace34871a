"""Every type of the catalogue matches its Struct; every enum has its members."""

from __future__ import annotations

import pytest

from tests.sweeping import sweep

from .contracts import TYPES
from .matching import Types

each_service = pytest.mark.parametrize("types", TYPES, ids=str)


@each_service
def test_structs_match_their_types(types: Types) -> None:
    sweep(types.types, types.check_struct)


@each_service
def test_exceptions_are_needed_and_quote_the_catalogue(types: Types) -> None:
    exceptions = {"-".join(key): key for key in types.exceptions}
    sweep(exceptions, lambda name: types.check_exception(exceptions[name]))


@each_service
def test_enums_have_the_members_of_the_catalogue(types: Types) -> None:
    sweep(types.enums, types.check_enum)


@each_service
def test_what_is_exported_is_what_is_built(types: Types) -> None:
    types.check_exports()


@each_service
def test_bodies_are_input_models_and_answers_are_not(types: Types) -> None:
    sweep(types.types, types.check_direction)


@each_service
def test_structs_take_keywords_only_and_say_what_they_are(types: Types) -> None:
    sweep(types.types, types.check_shape)
