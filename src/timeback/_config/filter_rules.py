"""The filters that a platform takes."""

from __future__ import annotations

import msgspec

__all__ = ["FilterRules"]


class FilterRules(msgspec.Struct, frozen=True):
    """The filters that a platform takes; the defaults are BEYOND_AI's.

    Attributes:
        max_conditions: Conditions in one filter, at most.
        mix_and_or: AND and OR may stand in one filter.
        nested: A field of a reference, or a metadata key, may be asked for.
        quote_all: Numbers and booleans go into quotes too.
    """

    max_conditions: int | None = None
    mix_and_or: bool = True
    nested: bool = True
    quote_all: bool = False
