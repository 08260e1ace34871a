"""The models of Caliper."""

from __future__ import annotations

__all__: list[str] = []
