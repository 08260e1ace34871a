"""The enums of MasteryTrack."""

from __future__ import annotations

from ..base import OpenEnum

__all__ = ["ActiveAssignmentStatus", "ErrorCode"]


class ActiveAssignmentStatus(OpenEnum):
    """The states of an assignment that is not finished: it blocks another of the same test."""

    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"


class ErrorCode(OpenEnum):
    """Why a call was refused."""

    UNAUTHORIZED = "UNAUTHORIZED"
    ACCESS_DENIED = "ACCESS_DENIED"
    MISSING_PARAMETER = "MISSING_PARAMETER"
    USER_NOT_FOUND = "USER_NOT_FOUND"
    TEST_NOT_FOUND = "TEST_NOT_FOUND"
    TEST_NOT_SUPPORTED = "TEST_NOT_SUPPORTED"
    ASSIGNMENT_EXISTS = "ASSIGNMENT_EXISTS"
    INVALID_PARAMETERS = "INVALID_PARAMETERS"
    INTERNAL_ERROR = "INTERNAL_ERROR"
