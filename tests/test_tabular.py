"""Records as tables: HTML that a hostile value cannot break, types, records of several kinds, missing libraries."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import ConfigurationError, PageResult, Rows
from timeback._codec.sparse import sparse
from timeback.models.base import Model, Timestamp


class Nest(Model, kw_only=True):
    id: str
    seen: Timestamp | None = None


class Bird(Model, kw_only=True):
    name: str
    eggs: int | None = None
    tame: bool | None = None
    end_date: str | None = None
    nest: Nest | None = None
    chicks: list[Nest] | None = None
    metadata: dict[str, Any] | None = None


class Fish(Model, kw_only=True):
    name: str
    fins: int


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WREN = Bird(
    name="Wren",
    eggs=6,
    tame=False,
    end_date="2026-05-30",
    nest=Nest(id="n1", seen=NOON),
    chicks=[Nest(id="c1")],
)
FINCH = Bird(name="Finch")


class Cells(HTMLParser):
    """The tags of a text, and what each cell shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        assert not attrs
        if tag in ("td", "th", "caption"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


# -- HTML ---------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table>",
    "&lt;b&gt;",
    "<!--",
    "'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_stays_text(text: str) -> None:
    bird = Bird(name=text, nest=Nest(id=text), metadata={text: text}, chicks=[Nest(id=text)])
    for html in (PageResult([bird])._repr_html_(), bird._repr_html_()):
        cells = Cells(html)
        assert set(cells.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
        assert text in cells.texts


@given(st.text(max_size=50))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    cells = Cells(Bird(name=text)._repr_html_())
    assert cells.texts[:2] == ["Bird", "name"]
    assert cells.texts[2].replace("\r\n", "\n").replace("\r", "\n") == shown
    assert cells.tags == ["table", "caption", "tbody", "tr", "th", "td"]


def test_a_page_shows_the_columns_that_are_filled() -> None:
    cells = Cells(PageResult([WREN, FINCH], total=5)._repr_html_())
    assert cells.texts == [
        "PageResult(2 of 5 rows)",
        "name", "eggs", "tame", "end_date", "nest_id", "nest_seen", "chicks",
        "Wren", "6", "False", "2026-05-30", "n1", "2026-03-01 12:00:00+00:00", "c1",
        "Finch", "", "", "", "", "", "",
    ]  # fmt: skip


def test_a_long_page_and_a_long_text_are_cut() -> None:
    cells = Cells(PageResult([Bird(name="x" * 100)] * 30)._repr_html_())
    assert cells.tags.count("tr") == 21
    assert cells.texts[0] == "PageResult(30 of ? rows) (the first 20 are shown)"
    assert cells.texts[2] == "x" * 59 + "…"


def test_an_empty_page_is_a_table_too() -> None:
    assert Cells(PageResult([], total=0)._repr_html_()).texts == ["PageResult(0 of 0 rows)"]


# -- tables -------------------------------------------------------------------------------------


def test_nested_records_flattened_kept_or_as_json() -> None:
    page = PageResult([WREN])
    assert page.to_dicts()[0]["nest_id"] == "n1"
    assert page.to_dicts(nested="keep")[0]["nest"] == {"id": "n1", "seen": NOON}
    assert page.to_dicts(nested="json")[0]["nest"] == '{"id":"n1","seen":"2026-03-01T12:00:00Z"}'
    assert page.to_arrow(nested="keep").column("nest").to_pylist() == [{"id": "n1", "seen": NOON}]


def test_days_are_dates_and_instants_are_timestamps() -> None:
    page = PageResult([WREN, FINCH])
    assert page.to_dicts()[0]["end_date"] == date(2026, 5, 30)
    schema = page.to_arrow().schema
    assert str(schema.field("end_date").type) == "date32[day]"
    assert str(schema.field("nest_seen").type) == "timestamp[us, tz=UTC]"
    polars = page.to_polars()
    assert str(polars.schema["end_date"]) == "Date"
    assert polars["end_date"].to_list() == [date(2026, 5, 30), None]
    pandas = page.to_pandas()
    assert pandas["end_date"].dt.month.tolist()[0] == 5  # midnights, since pandas has no days
    assert pandas["end_date"].isna().tolist() == [False, True]
    assert pandas["end_date"].dt.date[0] == date(2026, 5, 30)
    assert str(pandas["nest_seen"].dtype) == "datetime64[us, UTC]"


def test_whole_numbers_and_flags_stay_so_in_pandas_where_some_are_missing() -> None:
    frame = PageResult([WREN, FINCH]).to_pandas()
    assert str(frame["eggs"].dtype) == "Int64"
    assert str(frame["tame"].dtype) == "boolean"


@pytest.mark.parametrize("nested", ["flatten", "keep", "json"])
def test_an_empty_page_has_the_columns_of_its_model(nested: Any) -> None:
    empty, full = PageResult([], model=Bird), PageResult([WREN], model=Bird)
    assert empty.to_arrow(nested=nested).schema == full.to_arrow(nested=nested).schema
    assert empty.to_polars(nested=nested).schema == full.to_polars(nested=nested).schema
    assert list(empty.to_pandas(nested=nested).columns) == list(full.to_pandas(nested=nested).columns)
    assert empty.to_dicts(nested=nested) == []


def test_an_empty_page_of_unknown_model_is_an_empty_table() -> None:
    assert PageResult([]).to_arrow().shape == (0, 0)


def test_records_of_several_types_share_a_table() -> None:
    frame = PageResult([WREN, Fish(name="Carp", fins=7)], model=Bird | Fish).to_polars()
    assert frame["name"].to_list() == ["Wren", "Carp"]
    assert frame["fins"].to_list() == [None, 7]
    assert frame["eggs"].to_list() == [6, None]


# -- lists --------------------------------------------------------------------------------------


def test_a_list_of_records_stays_what_it_is() -> None:
    rows = Rows([WREN, FINCH], model=Bird)
    assert rows == [WREN, FINCH] and rows != [WREN] and rows[::-1] == [FINCH, WREN]
    for again in (
        pickle.loads(pickle.dumps(rows)),
        copy.copy(rows),
        copy.deepcopy(rows),
        rows.copy(),
        rows[:],
    ):
        assert type(again) is Rows and again == rows and again.model is Bird
    assert isinstance(rows[:1], Rows) and isinstance(rows[0], Bird)
    assert msgspec.json.encode(rows) == msgspec.json.encode([WREN, FINCH])
    rows.sort(key=lambda bird: bird.name)
    assert [bird.name for bird in rows] == ["Finch", "Wren"]


def test_a_pickled_list_of_records_with_some_fields_has_its_columns() -> None:
    some = sparse(Bird, frozenset({"name"}))
    again = pickle.loads(pickle.dumps(Rows([], model=some)))
    assert again.to_arrow().column_names == ["name"]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (Rows([WREN]), "Rows(1 rows of Bird)"),
        (Rows([WREN, Fish(name="Carp", fins=7)]), "Rows(2 rows)"),
        (Rows([], model=Bird), "Rows(0 rows of Bird)"),
        (Rows([]), "Rows(0 rows of any type)"),
        (Rows([FINCH] * 12_000), "Rows(12,000 rows of Bird)"),
    ],
)
def test_a_list_shows_how_many_and_of_what(rows: Rows[Any], shown: str) -> None:
    assert repr(rows) == shown
    assert Cells(rows._repr_html_()).texts[0].startswith(shown)


def test_any_records_become_a_table() -> None:
    assert Rows([WREN, FINCH]).to_polars()["name"].to_list() == ["Wren", "Finch"]
    assert Rows([WREN]).to_json() == f"[{WREN.to_json()}]"


# -- libraries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "library"), [("to_arrow", "pyarrow"), ("to_polars", "polars"), ("to_pandas", "pandas")]
)
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, method: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ConfigurationError, match=rf"needs the extra 'notebook': {library} is"):
        getattr(PageResult([WREN]), method)()


def test_libraries_are_imported_when_they_are_called_for() -> None:
    code = (
        "import sys\n"
        "from timeback import OneRosterClient\n"
        "with OneRosterClient(env='sandbox') as client:\n"
        "    page = client.orgs.list()\n"
        "    page.to_dicts(), page._repr_html_(), page[0]._repr_html_()\n"
        "    heavy = {'pyarrow', 'polars', 'pandas', 'matplotlib', 'numpy'}\n"
        "    assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "    page.to_arrow()\n"
        "    assert 'pyarrow' in sys.modules and not {'polars', 'matplotlib'} & set(sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
