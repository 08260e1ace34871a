"""PowerPath: adaptive paths, placement, lesson plans, test assignments."""

from .client import AsyncPowerPathClient

__all__ = ["AsyncPowerPathClient"]
