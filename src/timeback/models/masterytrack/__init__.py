"""The models of MasteryTrack. Its wire names are in snake_case; only the metadata objects have others."""

from __future__ import annotations

from .assignments import (
    AssignData,
    Assignment,
    AssignmentInput,
    AssignmentMetadata,
    AssignResponse,
    InvalidatedAssignment,
    InvalidateData,
    InvalidateInput,
    InvalidateResponse,
)
from .enums import ActiveAssignmentStatus, ErrorCode
from .errors import ExistingAssignment, MasteryTrackError, MasteryTrackErrorData
from .inventory import InventoryItem, InventoryMetadata
from .tokens import AuthorizerInput, AuthorizerResponse

__all__ = [
    "ActiveAssignmentStatus",
    "AssignData",
    "AssignResponse",
    "Assignment",
    "AssignmentInput",
    "AssignmentMetadata",
    "AuthorizerInput",
    "AuthorizerResponse",
    "ErrorCode",
    "ExistingAssignment",
    "InvalidateData",
    "InvalidateInput",
    "InvalidateResponse",
    "InvalidatedAssignment",
    "InventoryItem",
    "InventoryMetadata",
    "MasteryTrackError",
    "MasteryTrackErrorData",
]
