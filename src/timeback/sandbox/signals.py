"""What happened in the sandbox, told to its services once it is committed."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Signal"]


class Signal(NamedTuple):
    """Something that happened.

    Attributes:
        topic: What kind of thing, such as `caliper.event`.
        data: The document that tells it.
    """

    topic: str
    data: dict[str, Any]
