"""The outcomes of the same call on each of several clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from ._facade import of_root

__all__ = ["BroadcastResults", "Outcome"]

T = TypeVar("T")


@of_root
class Outcome(NamedTuple, Generic[T]):
    """A value, or the error in its place.

    Attributes:
        value: What the call gave; None where it failed.
        error: Why it failed; None where it did not.
    """

    value: T | None = None
    error: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.error is None


@of_root
class BroadcastResults(Mapping[str, Outcome[T]], Generic[T]):
    """The outcome of a broadcast by client, in the order of their registration.

    With no clients at all it is empty: neither a success nor a failure.
    """

    def __init__(self, outcomes: Mapping[str, Outcome[T]]) -> None:
        self._outcomes = dict(outcomes)

    def __getitem__(self, name: str) -> Outcome[T]:
        return self._outcomes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._outcomes)

    def __len__(self) -> int:
        return len(self._outcomes)

    @property
    def succeeded(self) -> dict[str, T]:
        """The results of the successful calls."""
        return {name: each.value for name, each in self.items() if each.error is None}  # type: ignore[misc]

    @property
    def failed(self) -> dict[str, Exception]:
        """The errors of the calls that failed."""
        return {name: each.error for name, each in self.items() if each.error is not None}

    @property
    def all_succeeded(self) -> bool:
        """Whether there were clients, and none failed."""
        return bool(self._outcomes) and not self.failed

    @property
    def any_failed(self) -> bool:
        """Whether a client failed."""
        return bool(self.failed)

    def raise_failures(self) -> None:
        """Raise an `ExceptionGroup` of all failures, each with its client's name; nothing if there are none."""
        failures = self.failed
        for name, error in failures.items():
            error.add_note(f"in the client {name!r}")
        if failures:
            raise ExceptionGroup(f"{len(failures)} of {len(self)} clients failed", [*failures.values()])

    def __repr__(self) -> str:
        return f"BroadcastResults({len(self.succeeded)} succeeded, {len(self.failed)} failed)"
