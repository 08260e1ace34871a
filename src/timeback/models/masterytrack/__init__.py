"""The models of MasteryTrack."""

from __future__ import annotations

__all__: list[str] = []
