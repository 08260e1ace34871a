"""A student's activity as a picture: what is drawn are the sums, whatever the facts hold."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import matplotlib.dates
import pytest
from matplotlib.figure import Figure

from timeback import ConfigurationError, EduBridgeClient
from timeback._tables.plots import plot_activity

STUDENT = "student-00001"
DAY = date(2026, 3, 2)


def drawn(figure: Figure, panel: int) -> dict[tuple[date, str], float]:
    """The heights of a panel's bars, by day and subject."""
    heights: dict[tuple[date, str], float] = {}
    for bars in figure.axes[panel].containers:
        for bar in bars:
            day = matplotlib.dates.num2date(bar.get_x() + bar.get_width() / 2).date()
            heights[day, bars.get_label()] = bar.get_height()
    return {cell: height for cell, height in heights.items() if height}


def days(figure: Figure) -> list[str]:
    figure.canvas.draw()
    return [label.get_text() for label in figure.axes[1].get_xticklabels()]


def test_the_bars_are_the_sums_of_the_facts() -> None:
    with EduBridgeClient(env="sandbox") as client:
        activity = client.analytics.get_activity(
            student_id=STUDENT, start_date="2025-12-14", end_date="2025-12-20"
        )
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2025-12-16")
    minutes, xp = {}, {}
    for day, subjects in activity.facts.items():
        for subject, cell in subjects.items():
            minutes[date.fromisoformat(day), subject] = cell.time_spent_metrics.active_seconds / 60
            xp[date.fromisoformat(day), subject] = cell.activity_metrics.xp_earned
    assert len(minutes) > 5
    for figure in (activity.plot(), week.plot()):
        assert drawn(figure, 0) == pytest.approx({cell: value for cell, value in minutes.items() if value})
        assert drawn(figure, 1) == pytest.approx({cell: value for cell, value in xp.items() if value})
        assert days(figure)[:2] == ["Sun\n14 Dec", "Mon\n15 Dec"]
        assert len(days(figure)) == 7


def test_panels_have_units_and_a_legend_of_subjects() -> None:
    figure = plot_activity([(DAY, "Reading", 5, 2), (DAY, "Math", 10, 4)], None, None)
    assert [axes.get_ylabel() for axes in figure.axes] == ["minutes", "XP"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["Math", "Reading"]


def test_bars_stand_on_each_other_and_losses_hang_below() -> None:
    cells = [(DAY, "A", 10, 4), (DAY, "A", 5, 1), (DAY, "B", 20, -3), (DAY, "C", 1, -2)]
    figure = plot_activity(cells, None, None)
    a, b, c = (bars[0] for bars in figure.axes[1].containers)
    assert [(bar.get_y(), bar.get_height()) for bar in (a, b, c)] == [(0, 5), (0, -3), (-3, -2)]
    a, b, c = (bars[0] for bars in figure.axes[0].containers)
    assert [(bar.get_y(), bar.get_height()) for bar in (a, b, c)] == [(0, 15), (15, 20), (35, 1)]
    low, high = figure.axes[1].get_ylim()
    assert low < -5 and high > 5


def test_more_subjects_than_colours_can_be_told_apart() -> None:
    figure = plot_activity([(DAY, f"S{number:02}", 1, 1) for number in range(12)], None, None)
    looks = [(bars[0].get_facecolor(), bars[0].get_hatch()) for bars in figure.axes[0].containers]
    assert len(set(looks)) == 12


def test_a_long_range_shows_the_days_with_activity() -> None:
    cells = [(DAY + timedelta(days=number), "A", number, number) for number in range(60)]
    asked = [datetime(year, 1, 1, tzinfo=UTC) for year in (2026, 2027)]
    figure = plot_activity(cells, *asked)
    first, last = (matplotlib.dates.num2date(edge).date() for edge in figure.axes[1].get_xlim())
    assert (first, last) == (DAY - timedelta(days=1), DAY + timedelta(days=59))


def test_nothing_done_is_a_picture_too() -> None:
    with EduBridgeClient(env="sandbox") as client:
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2021-12-16")
    figure = week.plot()
    assert [text.get_text() for text in figure.axes[0].texts] == ["no activity"]
    assert len(days(figure)) == 7
    assert plot_activity([], None, None).axes


def test_a_figure_of_ones_own(tmp_path: Any) -> None:
    own = Figure(figsize=(3, 3))
    assert plot_activity([(DAY, "A", 1, 1)], None, None, own) is own
    own.savefig(tmp_path / "own.png")


def test_a_notebook_shows_it() -> None:
    picture: Any = plot_activity([(DAY, "A", 1, 1)], None, None)
    assert picture._repr_png_().startswith(b"\x89PNG")


def test_matplotlib_is_imported_when_something_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys, timeback.models.edubridge; assert 'matplotlib' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with EduBridgeClient(env="sandbox") as client:
        week = client.analytics.get_weekly_facts(student_id=STUDENT, week_date="2021-12-16")
    with pytest.raises(ConfigurationError, match="needs the extra 'notebook': matplotlib is"):
        week.plot()
