"""The models of Qti."""

from __future__ import annotations

__all__: list[str] = []
