"""QTI 3.0: assessment items, tests, stimuli, scoring."""

from .client import AsyncQtiClient

__all__ = ["AsyncQtiClient"]
