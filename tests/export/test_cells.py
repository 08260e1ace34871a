"""Cells of a bundle: whatever stands there is read or refused, and has one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.export.roster_csv.cells import CellError, Kind
from timeback.export.roster_csv.columns import COLUMNS, ROLE
from timeback.export.roster_csv.metadata import header_of, key_of, text_of, value_of
from timeback.export.roster_csv.standard import FILES, made_id

KINDS = {
    column.kind: f"{name}.{column.name}"
    for name, columns in (*COLUMNS.items(), ("roles", ROLE))
    for column in columns
}
# What cells hold, right or wrong.
CELLS = st.text(max_size=12) | st.sampled_from(
    ["1", "-0", "1e5", "007", "KG", "k, 9", "Student,teacher", "ext:primary", "{a:b},{c:d:e}", '"a,b",c',
     "2026-02-29", "2026-08-01T00:00:00Z", " TRUE ", "scheduled", "Fully graded", "Math, Algebra", "other"]
)  # fmt: skip


def test_every_column_of_the_standard_has_a_kind() -> None:
    assert {name: tuple(column.name for column in columns) for name, columns in COLUMNS.items()} == {
        name: FILES[name] for name in COLUMNS
    }
    assert ("userSourcedId", *(column.name for column in ROLE)) == FILES["roles"]


@pytest.mark.parametrize("kind", KINDS, ids=KINDS.values())
@given(cell=CELLS)
def test_a_spelling_is_final_and_says_the_same(kind: Kind, cell: str) -> None:
    try:
        spelled = kind.spell(cell)
    except CellError as error:
        # A word of a vocabulary may be told; what else stands in a cell may be somebody's data.
        told = str(error).partition(", not ")[0]
        of_vocabulary = told.startswith("must be one of ")
        assert of_vocabulary or (told == str(error) and (len(cell.strip()) < 3 or cell not in told))
        return
    assert kind.spell(spelled) == spelled
    assert kind.read(cell) == kind.read(spelled)
    value = kind.read(spelled)
    if value is not None:
        assert kind.read(kind.write(value)) == value


@given(name=st.sampled_from(sorted(COLUMNS)), header=st.text(min_size=1))
def test_a_column_of_their_own_comes_back_under_its_name(name: str, header: str) -> None:
    for given_header in (header, f"metadata.{header}"):
        key = key_of(name, given_header)
        assert key not in FILES[name]
        assert key_of(name, header_of(key)) == key
    assert header_of(key_of(name, f"metadata.{header}")) == f"metadata.{header}"


@given(cell=st.text(min_size=1), key=st.sampled_from(["isTestUser", "homeroom"]))
def test_a_cell_of_the_metadata_comes_back(cell: str, key: str) -> None:
    assert text_of(value_of("users", key, cell)) == cell


def test_an_id_that_was_made_is_always_the_same_and_its_own() -> None:
    assert made_id("roles", "a:b", "c") == made_id("roles", "a:b", "c")
    assert len({made_id("x", "a", "bc"), made_id("x", "ab", "c"), made_id("xa", "b", "c")}) == 3
