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


class ItemFormat(OpenEnum):
    """The form in which an item or a stimulus is sent."""

    JSON = "json"
    XML = "xml"


class Cardinality(OpenEnum):
    """How many values a variable holds."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERED = "ordered"
    RECORD = "record"


class BaseType(OpenEnum):
    """What the values of a variable are."""

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
    """Whether an outcome shows or hides."""

    SHOW = "show"
    HIDE = "hide"


class NavigationMode(OpenEnum):
    """Whether items are taken in order."""

    LINEAR = "linear"
    NONLINEAR = "nonlinear"


class SubmissionMode(OpenEnum):
    """Whether responses are submitted one by one or together."""

    INDIVIDUAL = "individual"
    SIMULTANEOUS = "simultaneous"


class ValidationSchema(OpenEnum):
    """What XML is checked as."""

    TEST = "test"
    ITEM = "item"
    STIMULUS = "stimulus"


class FeedbackType(OpenEnum):
    """What feedback is about."""

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
    """How choices are laid out."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class HotspotShape(OpenEnum):
    """The shape of a region."""

    RECT = "rect"
    CIRCLE = "circle"
    POLY = "poly"
