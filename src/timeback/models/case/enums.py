"""The enums of CASE."""

from __future__ import annotations

from ..base import ExtensibleEnum, OpenEnum
from ..vocabularies import SortOrder

__all__ = ["CFAssociationType", "CFTargetType", "CaseVersion", "LearnWithCFAssociationType", "SortOrder"]


class CaseVersion(OpenEnum):
    """The versions of the standard."""

    V1_1 = "1.1"


class CFAssociationType(ExtensibleEnum):
    """The relation of an association's origin to its destination; names that begin with `ext:` occur too."""

    IS_CHILD_OF = "isChildOf"
    IS_PEER_OF = "isPeerOf"
    IS_PART_OF = "isPartOf"
    EXACT_MATCH_OF = "exactMatchOf"
    PRECEDES = "precedes"
    IS_RELATED_TO = "isRelatedTo"
    REPLACED_BY = "replacedBy"
    EXEMPLAR = "exemplar"
    HAS_SKILL_LEVEL = "hasSkillLevel"
    IS_TRANSLATION_OF = "isTranslationOf"


class LearnWithCFAssociationType(OpenEnum):
    """The types of association that LEARNWITH_AI accepts."""

    IS_CHILD_OF = "isChildOf"
    IS_PEER_OF = "isPeerOf"
    IS_PART_OF = "isPartOf"
    EXACT_MATCH_OF = "exactMatchOf"
    PRECEDES = "precedes"


class CFTargetType(ExtensibleEnum):
    """The kind of thing that a link points to; names that begin with `ext:` occur too."""

    CASE = "CASE"
