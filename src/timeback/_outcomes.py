"""The outcomes of the same call for each of several: clients, or rows of a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from ._facade import of_root

__all__ = ["BroadcastResults", "Outcome", "RowOutcomes"]

K = TypeVar("K")
T = TypeVar("T")


@of_root
class Outcome(NamedTuple, Generic[T]):
    """A value, or the error in its place.

    Attributes:
        value: The result of the call; None if it failed.
        error: Why it failed; None if it did not.
    """

    value: T | None = None
    error: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.error is None


class _Outcomes(Mapping[K, Outcome[T]], Generic[K, T]):
    """Outcomes of the same call by what it was made for, in order. Empty, it is neither a success nor a failure."""

    # What a key says in the note of an error.
    _place: ClassVar[str]

    def __init__(self, outcomes: Mapping[K, Outcome[T]]) -> None:
        self._outcomes = dict(outcomes)

    def __getitem__(self, key: K) -> Outcome[T]:
        return self._outcomes[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._outcomes)

    def __len__(self) -> int:
        return len(self._outcomes)

    @property
    def succeeded(self) -> dict[K, T]:
        """The results of the successful calls."""
        return {key: each.value for key, each in self.items() if each.error is None}  # type: ignore[misc]

    @property
    def failed(self) -> dict[K, Exception]:
        """The errors of the calls that failed."""
        return {key: each.error for key, each in self.items() if each.error is not None}

    @property
    def all_succeeded(self) -> bool:
        """Whether there were calls, and none failed."""
        return bool(self._outcomes) and not self.failed

    @property
    def any_failed(self) -> bool:
        """Whether a call failed."""
        return bool(self.failed)

    def raise_failures(self) -> None:
        """Raise an `ExceptionGroup` of all failures, each with a note of its place; nothing if there are none."""
        failures = self.failed
        for key, error in failures.items():
            error.add_note(f"in the {self._place} {key!r}")
        if failures:
            raise ExceptionGroup(
                f"{len(failures)} of {len(self)} {self._place}s failed", [*failures.values()]
            )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self.succeeded):,} succeeded, {len(self.failed):,} failed)"


@of_root
class BroadcastResults(_Outcomes[str, T], Generic[T]):
    """The outcome of a broadcast for each client, in order of registration.

    Without clients it is empty: neither a success nor a failure.
    """

    _place = "client"


@of_root
class RowOutcomes(_Outcomes[int, T], Generic[T]):
    """The outcome of each row of a frame, by its index from 0: `frame.iloc[list(outcomes.failed)]` has the rows to fix.

    Attributes:
        unsent: Indexes of the rows that were not sent, because what refused another row would have refused all.
        left_out: Columns that were not sent, because only the server writes them.
    """

    _place = "row"

    def __init__(
        self,
        outcomes: Mapping[int, Outcome[T]],
        *,
        unsent: Sequence[int] = (),
        left_out: Sequence[str] = (),
    ) -> None:
        super().__init__(outcomes)
        self.unsent = tuple(unsent)
        self.left_out = tuple(left_out)

    @property
    def all_succeeded(self) -> bool:
        """Whether every row was sent, and none failed."""
        return super().all_succeeded and not self.unsent

    def __repr__(self) -> str:
        unsent = f", {len(self.unsent):,} not sent" if self.unsent else ""
        left_out = f"; columns left out: {', '.join(self.left_out)}" if self.left_out else ""
        return f"{super().__repr__()[:-1]}{unsent}{left_out})"

    def _repr_html_(self) -> str:
        from ._tables.html import SHOWN_ROWS, html_of_rows

        failed = [{"row": row, "error": str(error)} for row, error in self.failed.items()]
        return html_of_rows(failed[:SHOWN_ROWS], len(failed), repr(self), longest=500)
