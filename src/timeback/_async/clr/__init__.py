"""CLR: verifiable learner records."""

from .client import AsyncClrClient

__all__ = ["AsyncClrClient"]
