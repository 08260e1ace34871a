"""The enums of QTI."""

from __future__ import annotations

from ..base import OpenEnum
from ..vocabularies import BooleanString as ValidationSuccess
from ..vocabularies import Difficulty, Grade, SortOrder

__all__ = [
    "AssessmentItemType",
    "BaseType",
    "Cardinality",
    "Difficulty",
    "FeedbackType",
    "Grade",
    "HotspotShape",
    "ItemFormat",
    "ItemSortField",
    "NavigationMode",
    "Orientation",
    "ShowHide",
    "SortField",
    "SortOrder",
    "SubmissionMode",
    "TemplateType",
    "ValidationSchema",
    "ValidationSuccess",
]


class AssessmentItemType(OpenEnum):
    """The type of an item, which is that of its interaction."""

    CHOICE = "choice"
    TEXT_ENTRY = "text-entry"
    EXTENDED_TEXT = "extended-text"
    INLINE_CHOICE = "inline-choice"
    MATCH = "match"
    ORDER = "order"
    ASSOCIATE = "associate"
    SELECT_POINT = "select-point"
    GRAPHIC_ORDER = "graphic-order"
    GRAPHIC_ASSOCIATE = "graphic-associate"
    GRAPHIC_GAP_MATCH = "graphic-gap-match"
    HOTSPOT = "hotspot"
    HOTTEXT = "hottext"
    SLIDER = "slider"
    DRAWING = "drawing"
    MEDIA = "media"
    UPLOAD = "upload"

    @classmethod
    def __admits__(cls, text: str) -> bool:
        """Whether a value may be sent as plain text: it is listed, or occurs on the platform beside the list."""
        return super().__admits__(text) or text in ("custom", "gap-match")


class ItemFormat(OpenEnum):
    """The form in which an item or a stimulus is sent."""

    JSON = "json"
    XML = "xml"


class Cardinality(OpenEnum):
    """The cardinality of a variable: one value, or several, ordered or not."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERED = "ordered"
    RECORD = "record"


class BaseType(OpenEnum):
    """The type of a variable's values."""

    IDENTIFIER = "identifier"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FLOAT = "float"
    STRING = "string"
    POINT = "point"
    PAIR = "pair"
    DIRECTED_PAIR = "directedPair"
    DURATION = "duration"
    FILE = "file"
    URI = "uri"


class TemplateType(OpenEnum):
    """A template of response processing."""

    MATCH_CORRECT = "match_correct"
    MAP_RESPONSE = "map_response"


class ShowHide(OpenEnum):
    """The effect of a matching outcome: to show, or to hide."""

    SHOW = "show"
    HIDE = "hide"


class NavigationMode(OpenEnum):
    """The order of a test part: fixed, or free."""

    LINEAR = "linear"
    NONLINEAR = "nonlinear"


class SubmissionMode(OpenEnum):
    """The way of submitting responses: one by one, or together."""

    INDIVIDUAL = "individual"
    SIMULTANEOUS = "simultaneous"


class ValidationSchema(OpenEnum):
    """The schema that XML is checked against."""

    TEST = "test"
    ITEM = "item"
    STIMULUS = "stimulus"


class FeedbackType(OpenEnum):
    """The scope of feedback: a question or a lesson."""

    QUESTION = "QUESTION"
    LESSON = "LESSON"


class ItemSortField(OpenEnum):
    """The fields that items can be sorted by."""

    TITLE = "title"
    IDENTIFIER = "identifier"
    TYPE = "type"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"


class SortField(OpenEnum):
    """The fields that other lists can be sorted by."""

    TITLE = "title"
    IDENTIFIER = "identifier"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"


class Orientation(OpenEnum):
    """The layout of choices."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class HotspotShape(OpenEnum):
    """The shape of a region."""

    RECT = "rect"
    CIRCLE = "circle"
    POLY = "poly"
