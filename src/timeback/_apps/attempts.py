"""The attempts that were told of and may not have arrived yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .._fork import new_lock
from .._json_types import is_mapping

if TYPE_CHECKING:
    from ..models.oneroster import AssessmentResult

__all__ = ["AttemptNumber", "PendingAttempts", "attempt_of", "numbered"]

T = TypeVar("T")

# Students times activities; what was forgotten has long arrived.
_KEPT = 10_000


class AttemptNumber(NamedTuple):
    """The number of an attempt, and whether it was given just now: only such a one may be given back."""

    number: int
    is_new: bool


class PendingAttempts:
    """The numbers that this process gave to attempts, by line item, student and instant of the end.

    The platform stores an attempt some time after it took its event.
    """

    def __init__(self) -> None:
        self._lock = new_lock()
        self._known: OrderedDict[tuple[str, str], dict[datetime, int]] = OrderedDict()

    def number(
        self, line_item_id: str, user_id: str, ended_at: datetime, stored: Iterable[AssessmentResult]
    ) -> AttemptNumber:
        """The number of an attempt, which is kept: that of the one that ended then, else one above the highest.

        Args:
            line_item_id: The line item of the activity.
            user_id: The student.
            ended_at: The instant at which the attempt ended.
            stored: The student's results of the line item.
        """
        arrived = {each.score_date: attempt_of(each.metadata) for each in stored}
        with self._lock:
            own = self._known.setdefault((line_item_id, user_id), {})
            self._known.move_to_end((line_item_id, user_id))
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            is_new = ended_at not in own
            own[ended_at] = number = numbered(ended_at, {**own, **arrived})
            return AttemptNumber(number, is_new)

    def forget(self, line_item_id: str, user_id: str, ended_at: datetime) -> None:
        """Give the number of an attempt back, since it was not told of after all."""
        with self._lock:
            self._known.get((line_item_id, user_id), {}).pop(ended_at, None)


def numbered(ended_at: T, known: Mapping[T, int]) -> int:
    """The number of an attempt among those that are known, by the instant of their end: its own, or the next."""
    return known.get(ended_at) or max(known.values(), default=0) + 1


def attempt_of(metadata: Mapping[str, Any] | None) -> int:
    """The number that a result's metadata hold; 1 where they hold none."""
    found = metadata.get("attempt") if is_mapping(metadata) else None
    if isinstance(found, str) and found.isascii() and found.isdigit():
        found = int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 1
