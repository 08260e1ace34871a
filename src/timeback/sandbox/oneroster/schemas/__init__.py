"""The bodies of OneRoster, field by field."""

from __future__ import annotations
