"""The vocabularies of LEARNWITH_AI. Servers add to them: unknown values are kept as they are."""

from __future__ import annotations

from ..base import OpenEnum

__all__ = ["ApplicationType", "GradeLabel", "OnOff", "RecordStatus"]


class RecordStatus(OpenEnum):
    """The state of a record: active, deleted or inactive."""

    ACTIVE = "active"
    TO_BE_DELETED = "tobedeleted"
    INACTIVE = "inactive"


class GradeLabel(OpenEnum):
    """A school grade by its label; the other platform numbers them, `-1` to `13`."""

    PRE_K = "PK"
    KINDERGARTEN = "K"
    GRADE_1 = "1"
    GRADE_2 = "2"
    GRADE_3 = "3"
    GRADE_4 = "4"
    GRADE_5 = "5"
    GRADE_6 = "6"
    GRADE_7 = "7"
    GRADE_8 = "8"
    GRADE_9 = "9"
    GRADE_10 = "10"
    GRADE_11 = "11"
    GRADE_12 = "12"


class ApplicationType(OpenEnum):
    """The purpose of an application."""

    LEARNING_APP = "learning_app"
    ASSESSMENT = "assessment"
    INTERNAL = "internal"


class OnOff(OpenEnum):
    """The position of a switch."""

    ON = "on"
    OFF = "off"
