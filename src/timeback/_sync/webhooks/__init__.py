# Generated from src/timeback/_async/webhooks/__init__.py by setup_unasync.py; do not edit.
"""Webhooks: endpoints that receive stored events, and filters."""

from .client import WebhooksClient

__all__ = ["WebhooksClient"]
