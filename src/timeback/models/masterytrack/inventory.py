"""The tests that MasteryTrack has."""

from __future__ import annotations

from typing import Any

from ..base import Model, OpenMetadata, Timestamp

__all__ = ["InventoryItem", "InventoryMetadata"]


class InventoryMetadata(OpenMetadata, kw_only=True):
    """What is documented of a test's `metadata`: where it comes from, and what kinds of questions it has."""

    url: str | None = None
    type: str | None = None
    sub_type: str | None = None
    year: str | None = None
    format: str | None = None
    question_types: list[str] | None = None


class InventoryItem(Model, kw_only=True, rename=None):
    """A test; `grade` is a label such as `Third Grade`, `grade_rank` its number from 0 to 12."""

    id: int
    timeback_id: str
    name: str
    subject: str
    grade: str
    grade_rank: int
    version: int
    active: bool
    metadata: dict[str, Any] | None = None
    supported: bool
    created_at: Timestamp
    updated_at: Timestamp
    invalidated_on: Timestamp | None = None
