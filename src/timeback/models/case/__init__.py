"""The models of CASE."""

from __future__ import annotations

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
