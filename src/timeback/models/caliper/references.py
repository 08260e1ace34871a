"""References: an entity inside another object, or its IRI in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias, TypeVar

from .base import UnknownEntity

__all__ = ["Ref", "Refers"]

T = TypeVar("T")


class Refers(NamedTuple):
    """Marks a field that holds a reference."""

    kinds: tuple[str, ...]
    """Names of the Structs that the entity should be one of."""


if TYPE_CHECKING:
    Ref: TypeAlias = T | UnknownEntity | str
else:

    class Ref:
        """`Ref["X | Y"]`: an `X` or a `Y`, or the IRI of one.

        Kinds refer to each other in circles, across modules, so they are named and looked up where they are read.
        """

        def __class_getitem__(cls, kinds: str) -> Any:
            return Annotated[Any, Refers(tuple(kinds.split(" | ")))]
