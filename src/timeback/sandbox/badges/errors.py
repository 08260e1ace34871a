"""Errors of Open Badges: as every 1EdTech service writes them."""

from __future__ import annotations

from ..errors import ims_error as error_body

__all__ = ["error_body"]
