"""Errors of EduBridge: as the 1EdTech services write them."""

from __future__ import annotations

from ..errors import ims_error as error_body

__all__ = ["error_body"]
