"""The faults of an input, gathered so that an error names all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

from ._fork import late_imports
from .errors import FieldIssue, InvalidInputError

__all__ = ["Issues", "hint"]


class Issues(list[FieldIssue]):
    """Faults so far. `with issues:` ends a block at its first fault, keeps it, and goes on behind the block."""

    def add(self, path: str, message: str) -> None:
        self.append(FieldIssue(path, message))

    def add_repeated(self, ids: Sequence[object], path: Callable[[int], str]) -> None:
        """Refuse ids that stand before already; None is none.

        Args:
            ids: The ids, in the order in which they were given.
            path: Where the id of an index stands.
        """
        seen: set[object] = set()
        for index, each in enumerate(ids):
            if each in seen:
                self.add(path(index), "given twice")
            elif each is not None:
                seen.add(each)

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, InvalidInputError) and error.issues:
            self += error.issues
            return True
        return False

    def check(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            InvalidInputError: Names every fault.
        """
        if self:
            raise InvalidInputError("invalid input", self) from None


def hint(given: object, known: Iterable[str]) -> str:
    """`; did you mean 'family_name'?` behind a message, where a known name is close to what was given."""
    with late_imports:
        import difflib

    close = difflib.get_close_matches(str(given), list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
