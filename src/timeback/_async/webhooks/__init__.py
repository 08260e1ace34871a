"""Webhooks: endpoints that receive stored events, and filters."""

from .client import AsyncWebhooksClient

__all__ = ["AsyncWebhooksClient"]
