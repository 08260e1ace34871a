# pyright: reportUnknownMemberType=false
# (matplotlib describes some of its methods in part)
"""A student's activity as a picture: minutes and XP a day, by subject. Needs matplotlib, so it is imported late."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import matplotlib.dates
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Its classes have no types.
dates: Any = matplotlib.dates

__all__ = ["Cell", "plot_activity"]

# Okabe and Ito's colors, told apart by the color-blind; black is for text.
_COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
_WHOLE_RANGE = timedelta(days=31)
_DAY_NAMES = 14


Cell: TypeAlias = tuple[date, str, float, float]
"""What was done in a subject on a day: the day, the subject, minutes of active time, XP."""


def plot_activity(
    cells: Iterable[Cell], first: datetime | None, last: datetime | None, figure: Figure | None = None
) -> Figure:
    """Draw two panels, minutes and XP a day, with bars stacked by subject.

    Args:
        cells: What was done; cells of the same day and subject are summed.
        first: The beginning of what was asked for, shown whole where it is a month or less.
        last: Its end.
        figure: The figure to draw on; a new one without it.
    """
    found = list(cells)
    figure = _Picture(figsize=(9, 5.5), layout="constrained") if figure is None else figure
    minutes, xp = figure.subplots(2, 1, sharex=True)
    subjects = sorted({subject for _, subject, _, _ in found})
    _stack(minutes, subjects, [(day, subject, time) for day, subject, time, _ in found])
    _stack(xp, subjects, [(day, subject, earned) for day, subject, _, earned in found])
    for axes, title, unit in ((minutes, "Active time a day", "minutes"), (xp, "XP a day", "XP")):
        axes.set_title(title, loc="left", fontsize="medium", fontweight="bold")
        axes.set_ylabel(unit)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.grid(axis="y", alpha=0.3)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    if (days := _range([day for day, *_ in found], first, last)) is not None:
        _name_days(xp, *days)
    if subjects:
        handles, labels = minutes.get_legend_handles_labels()
        figure.legend(
            handles, labels, loc="outside right upper", title="Subject", alignment="left", frameon=False
        )
    else:
        minutes.text(0.5, 0.5, "no activity", transform=minutes.transAxes, ha="center", color="gray")
    return figure


class _Picture(Figure):
    """A figure that a notebook shows by itself, with no need of pyplot."""

    def _repr_png_(self) -> bytes:
        content = io.BytesIO()
        self.savefig(content, format="png", dpi=120)
        return content.getvalue()


def _stack(axes: Axes, subjects: list[str], values: list[tuple[date, str, float]]) -> None:
    """Bars of the days, subject upon subject; what is negative hangs below the line."""
    days = sorted({day for day, _, _ in values})
    tops, bottoms = dict.fromkeys(days, 0.0), dict.fromkeys(days, 0.0)
    for number, subject in enumerate(subjects):
        sums = dict.fromkeys(days, 0.0)
        for day, owner, value in values:
            sums[day] += value if owner == subject else 0
        starts: list[float] = []
        for day, height in sums.items():
            ends = tops if height >= 0 else bottoms
            starts.append(ends[day])
            ends[day] += height
        color = _COLORS[number % len(_COLORS)]
        hatch = None if number < len(_COLORS) else "//"
        axes.bar(
            dates.date2num(days), list(sums.values()), bottom=starts, width=0.8, label=subject,
            color=color, hatch=hatch, edgecolor="white", linewidth=0.5,
        )  # fmt: skip
    # Bars of no height would stick to the upper edge.
    axes.set_ylim(1.08 * min(bottoms.values(), default=0), 1.08 * max(tops.values(), default=0) or 1)


def _range(days: list[date], first: datetime | None, last: datetime | None) -> tuple[date, date] | None:
    """The days on the axis: those asked for, or those with activity where these are but a part of many."""
    asked = (first.date(), last.date()) if first and last else None
    if asked and (asked[1] - asked[0] <= _WHOLE_RANGE or not days):
        return asked
    return (min(days), max(days)) if days else None


def _name_days(axes: Axes, first: date, last: date) -> None:
    axes.set_xlim(dates.date2num(first) - 0.6, dates.date2num(last) + 0.6)
    axis: Any = axes.xaxis
    if (last - first).days < _DAY_NAMES:
        axis.set_major_locator(dates.DayLocator())
        axis.set_major_formatter(dates.DateFormatter("%a\n%d %b"))
        axes.set_xlabel(" / ".join(dict.fromkeys((str(first.year), str(last.year)))), loc="right")
    else:
        locator = dates.AutoDateLocator()
        axis.set_major_locator(locator)
        axis.set_major_formatter(dates.ConciseDateFormatter(locator))
