"""Webhooks: who is told when events are stored, and the filters on them."""

from .client import AsyncWebhooksClient

__all__ = ["AsyncWebhooksClient"]
