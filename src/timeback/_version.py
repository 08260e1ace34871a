"""The version of this library; to read it from the installed package would cost 20 ms."""

from __future__ import annotations

__all__ = ["VERSION"]

VERSION = "0.2.0"
