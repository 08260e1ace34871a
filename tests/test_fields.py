"""The sentences under the models' fields: each has one, it says something, and `help()` shows it."""

from __future__ import annotations

import importlib
import pkgutil
import pydoc
import re
import subprocess
import sys
from collections.abc import Iterator
from types import GenericAlias

import msgspec
import pytest

import timeback.models
from timeback.models._documentation import field_docs
from timeback.models.caliper import Envelope
from timeback.models.oneroster import AgentUser, Enrollment, UserInput

SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z`])")
# Words that say nothing about a field by themselves.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        a an and any are as at be by field for given if in is it its known list name no none not nothing of on one
        only or own record stated than that the their them there these this those to until value was were what where
        whether which who whose with
        """,
    )
)


def models() -> Iterator[type[msgspec.Struct]]:
    """Every Struct of the models, inputs and results, private bases among them."""
    for module in pkgutil.walk_packages(timeback.models.__path__, "timeback.models."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, msgspec.Struct)
                and value.__module__ == module.name
            ):
                yield value


MODELS = {f"{model.__module__}.{model.__qualname__}": model for model in models()}


def stem(word: str) -> str:
    return re.sub(r"(ies|es|s|ed|ing|ion)$", "", word)


def words(text: str) -> set[str]:
    found = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).lower())
    return {stem(word) for word in found if word not in EMPTY}


def sentences() -> Iterator[tuple[str, str, str]]:
    for path, model in MODELS.items():
        for name, text in field_docs(model).items():
            yield path, name, text


def test_every_public_field_says_what_it_is() -> None:
    undocumented = [
        f"{path}.{name}"
        for path, model in MODELS.items()
        for name in model.__struct_fields__
        if not name.startswith("_") and name not in field_docs(model)
    ]
    assert len(MODELS) > 600
    assert not undocumented, "\n".join(undocumented)


def test_no_sentence_only_repeats_the_name() -> None:
    repeating = [
        f"{path}.{name}: {text}"
        for path, name, text in sentences()
        if words(text) <= words(name) | words(path.rpartition(".")[2])
    ]
    assert not repeating, "\n".join(repeating)


def test_none_is_longer_than_two_sentences_and_each_ends() -> None:
    unfit = [
        f"{path}.{name}: {text}"
        for path, name, text in sentences()
        if len(SENTENCE_END.findall(text)) > 1 or len(text) > 160 or not text.endswith(".")
    ]
    assert not unfit, "\n".join(unfit)


@pytest.mark.parametrize(
    ("model", "name", "said"),
    [
        (UserInput, "email", "Valid email address"),
        (Enrollment, "end_date", "production leaves it out while the enrollment is open"),
        (Envelope, "sensor", "IRI of the program"),
    ],
)
def test_help_shows_what_a_field_means(model: type, name: str, said: str) -> None:
    shown = pydoc.plain(pydoc.render_doc(model))
    assert re.search(rf"\|  {name}\n \|      [^\n]*{said}", shown)


def test_a_model_of_ones_own_keeps_the_sentences_that_it_inherits() -> None:
    class Pupil(AgentUser, kw_only=True):
        house: str | None = None

    assert field_docs(Pupil)["given_name"] == field_docs(AgentUser)["given_name"]
    assert "house" not in field_docs(Pupil)
    assert "house" in pydoc.plain(pydoc.render_doc(Pupil))


def test_the_sentences_are_read_only_when_somebody_asks() -> None:
    code = (
        "import sys, timeback.models.oneroster as models; "
        "assert 'timeback.models._documentation' not in sys.modules; "
        "assert models.User.__slots__['email']; "
        "assert 'timeback.models._documentation' in sys.modules"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_list_that_is_missing_costs_no_call() -> None:
    """`list[X]` as a factory is called through Python's `typing` machinery: a fifth of the time that a user takes."""
    costly = [
        f"{model.__name__}.{field.name}"
        for model in models()
        for field in msgspec.structs.fields(model)
        if isinstance(field.default_factory, GenericAlias)
    ]
    assert costly == []
