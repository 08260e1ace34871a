"""The operations of webhooks and of their filters."""

from __future__ import annotations

from ..service import Route
from . import filters, hooks
from .tables import FILTERS_PATH, HOOKS_PATH

__all__ = ["ROUTES"]

ROUTES = (
    Route("GET", f"{HOOKS_PATH}/", hooks.list_hooks),
    Route("POST", f"{HOOKS_PATH}/", hooks.create_hook),
    Route("GET", f"{HOOKS_PATH}/{{id}}", hooks.get_hook),
    Route("PUT", f"{HOOKS_PATH}/{{id}}", hooks.update_hook),
    Route("DELETE", f"{HOOKS_PATH}/{{id}}", hooks.delete_hook),
    Route("PUT", f"{HOOKS_PATH}/{{id}}/activate", hooks.activate_hook),
    Route("PUT", f"{HOOKS_PATH}/{{id}}/deactivate", hooks.deactivate_hook),
    Route("GET", f"{FILTERS_PATH}/", filters.list_filters),
    Route("POST", f"{FILTERS_PATH}/", filters.create_filter),
    Route("GET", f"{FILTERS_PATH}/webhook/{{webhook_id}}", filters.list_filters_of_hook),
    Route("GET", f"{FILTERS_PATH}/{{id}}", filters.get_filter),
    Route("PUT", f"{FILTERS_PATH}/{{id}}", filters.update_filter),
    Route("DELETE", f"{FILTERS_PATH}/{{id}}", filters.delete_filter),
)
