"""The models of CASE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from .definitions import (
    CFAssociationGrouping,
    CFConcept,
    CFItemType,
    CFLicense,
    CFSubject,
)
from .enums import (
    CaseVersion,
    CFAssociationType,
    CFTargetType,
    LearnWithCFAssociationType,
    SortOrder,
)
from .frameworks import (
    CFAssociation,
    CFAssociationSet,
    CFDocument,
    CFItem,
    CFItemWithChildGroups,
    CFPackage,
    CFPackageWithGroups,
)
from .links import (
    CFGenericLink,
    CFLink,
    InputNodeURI,
    LinkURI,
    OptionalLinkURI,
)
from .rubrics import (
    CFRubric,
    CFRubricCriterion,
    CFRubricCriterionLevel,
)
from .uploads import (
    CFAssociationInput,
    CFDefinitionsInput,
    CFDocumentInput,
    CFItemInput,
    CFPackageInput,
    CFPackageUploadResult,
    CFPackageUploadResultDetail,
    CFPackageUploadResultStats,
    LearnWithCFAssociation,
    LearnWithCFItemAssociationInput,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

__all__ = [
    "CFAssociation",
    "CFAssociationGrouping",
    "CFAssociationInput",
    "CFAssociationSet",
    "CFAssociationType",
    "CFConcept",
    "CFDefinitionsInput",
    "CFDocument",
    "CFDocumentInput",
    "CFGenericLink",
    "CFItem",
    "CFItemInput",
    "CFItemType",
    "CFItemWithChildGroups",
    "CFLicense",
    "CFLink",
    "CFPackage",
    "CFPackageInput",
    "CFPackageUploadResult",
    "CFPackageUploadResultDetail",
    "CFPackageUploadResultStats",
    "CFPackageWithGroups",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CFSubject",
    "CFTargetType",
    "CaseVersion",
    "InputNodeURI",
    "LearnWithCFAssociation",
    "LearnWithCFAssociationType",
    "LearnWithCFItemAssociationInput",
    "LinkURI",
    "OptionalLinkURI",
    "SortOrder",
]
