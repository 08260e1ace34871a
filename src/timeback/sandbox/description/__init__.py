"""The sandbox's description of itself: OpenAPI 3.1, made of its routes and of the Structs."""

from __future__ import annotations

from .document import describe

__all__ = ["describe"]
