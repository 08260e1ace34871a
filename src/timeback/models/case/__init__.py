"""The models of Case."""

from __future__ import annotations

__all__: list[str] = []
