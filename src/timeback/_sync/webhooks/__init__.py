# Generated from src/timeback/_async/webhooks/__init__.py by setup_unasync.py; do not edit.
"""Webhooks: who is told when events are stored, and the filters on them."""

from .client import WebhooksClient

__all__ = ["WebhooksClient"]
