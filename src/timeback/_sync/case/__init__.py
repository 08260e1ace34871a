# Generated from src/timeback/_async/case/__init__.py by setup_unasync.py; do not edit.
"""CASE: competency frameworks and academic standards."""

from .client import CaseClient

__all__ = ["CaseClient"]
