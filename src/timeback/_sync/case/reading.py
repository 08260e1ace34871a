# Generated from src/timeback/_async/case/reading.py by setup_unasync.py; do not edit.
"""The base classes of CASE's resources, whose answers may come with or without an envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ...models.base import Model
from ..listing import Reader
from ..resource import APIResource

__all__ = ["FrameworkEntities", "FrameworkReader"]

T = TypeVar("T", bound=Model)


class FrameworkReader(Reader[T], Generic[T]):
    """A list of entities that the standard answers without their envelope."""

    _bare = True


class FrameworkEntities(APIResource):
    """Entities that are fetched one by one, in their envelope or bare."""

    _bare = True

    def _entity(
        self, path: str, model: type[T], envelope: str, fields: Sequence[str] | None = None, **ids: str
    ) -> T:
        """GET one, or only some fields of it."""
        return self._fetch(model, path, ids, envelope, fields)
