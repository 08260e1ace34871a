"""CASE: competency frameworks and academic standards."""

from .client import AsyncCaseClient

__all__ = ["AsyncCaseClient"]
