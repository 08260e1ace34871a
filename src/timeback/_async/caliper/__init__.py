"""Caliper 1.2: learning events, and the jobs that process them."""

from .client import AsyncCaliperClient

__all__ = ["AsyncCaliperClient"]
