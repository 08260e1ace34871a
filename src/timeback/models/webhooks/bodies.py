# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypedDict
from ..webhooks.records import FilterOperator, FilterType

FilterOperatorText: TypeAlias = Literal['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains', 'notContains', 'in', 'notIn', 'startsWith', 'endsWith', 'regexp']

FilterTypeText: TypeAlias = Literal['string', 'number', 'boolean']


class LwaiSubscriptionFields(TypedDict, total=False):
    url: str
    event_types: Sequence[str]


class WebhookFields(TypedDict, total=False):
    name: str
    target_url: str
    secret: str
    active: bool
    description: str | None
    sensor: str | None


class WebhookFilterFields(TypedDict, total=False):
    webhook_id: str
    filter_key: str
    filter_value: str
    filter_type: FilterType | FilterTypeText
    filter_operator: FilterOperator | FilterOperatorText
    filter_operation: FilterOperator | FilterOperatorText
    active: bool
