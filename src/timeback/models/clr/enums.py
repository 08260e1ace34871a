"""The enums of CLR."""

from __future__ import annotations

from ..base import ExtensibleEnum, OpenEnum

__all__ = [
    "AchievementType",
    "AlignmentTargetType",
    "AssociationKind",
    "AssociationType",
    "CredentialSchemaType",
    "GeoCoordinatesType",
    "IdentifierEntryType",
    "IdentityObjectType",
    "IdentityType",
    "ImageType",
    "ResultStatus",
    "ResultType",
]


class _Verbatim(OpenEnum):
    """An enum whose values stay letter by letter as they came: a signature may cover them."""

    @classmethod
    def __listed__(cls, text: str) -> str:
        """The text as it is."""
        return text


class _VerbatimExtensible(ExtensibleEnum):
    """The same, for one that may be extended."""

    @classmethod
    def __listed__(cls, text: str) -> str:
        """The text as it is."""
        return text


class AssociationType(_Verbatim):
    """The relation of an association's source to its target."""

    EXACT_MATCH_OF = "exactMatchOf"
    IS_CHILD_OF = "isChildOf"
    IS_PARENT_OF = "isParentOf"
    IS_PART_OF = "isPartOf"
    IS_PEER_OF = "isPeerOf"
    IS_RELATED_TO = "isRelatedTo"
    PRECEDES = "precedes"
    REPLACED_BY = "replacedBy"


class AssociationKind(_Verbatim):
    """The type of an association."""

    ASSOCIATION = "Association"


class ImageType(_Verbatim):
    """The type of an image."""

    IMAGE = "Image"


class IdentityObjectType(_Verbatim):
    """The type of an identity."""

    IDENTITY_OBJECT = "IdentityObject"


class IdentifierEntryType(_Verbatim):
    """The type of an identifier."""

    IDENTIFIER_ENTRY = "IdentifierEntry"


class GeoCoordinatesType(_Verbatim):
    """The type of coordinates."""

    GEO_COORDINATES = "GeoCoordinates"


class CredentialSchemaType(_Verbatim):
    """The method by which a credential is checked against a schema."""

    JSON_SCHEMA_VALIDATOR_2019 = "1EdTechJsonSchemaValidator2019"


class AchievementType(_VerbatimExtensible):
    """The kind of an achievement; names that begin with `ext:` occur too."""

    ACHIEVEMENT = "Achievement"
    APPRENTICESHIP_CERTIFICATE = "ApprenticeshipCertificate"
    ASSESSMENT = "Assessment"
    ASSIGNMENT = "Assignment"
    ASSOCIATE_DEGREE = "AssociateDegree"
    AWARD = "Award"
    BADGE = "Badge"
    BACHELOR_DEGREE = "BachelorDegree"
    CERTIFICATE = "Certificate"
    CERTIFICATE_OF_COMPLETION = "CertificateOfCompletion"
    CERTIFICATION = "Certification"
    COMMUNITY_SERVICE = "CommunityService"
    COMPETENCY = "Competency"
    COURSE = "Course"
    CO_CURRICULAR = "CoCurricular"
    DEGREE = "Degree"
    DIPLOMA = "Diploma"
    DOCTORAL_DEGREE = "DoctoralDegree"
    FIELDWORK = "Fieldwork"
    GENERAL_EDUCATION_DEVELOPMENT = "GeneralEducationDevelopment"
    JOURNEYMAN_CERTIFICATE = "JourneymanCertificate"
    LEARNING_PROGRAM = "LearningProgram"
    LICENSE = "License"
    MEMBERSHIP = "Membership"
    PROFESSIONAL_DOCTORATE = "ProfessionalDoctorate"
    QUALITY_ASSURANCE_CREDENTIAL = "QualityAssuranceCredential"
    MASTER_CERTIFICATE = "MasterCertificate"
    MASTER_DEGREE = "MasterDegree"
    MICRO_CREDENTIAL = "MicroCredential"
    RESEARCH_DOCTORATE = "ResearchDoctorate"
    SECONDARY_SCHOOL_DIPLOMA = "SecondarySchoolDiploma"


class IdentityType(_VerbatimExtensible):
    """The kind of an identifier; names that begin with `ext:` occur too."""

    NAME = "name"
    SOURCED_ID = "sourcedId"
    SYSTEM_ID = "systemId"
    PRODUCT_ID = "productId"
    USER_NAME = "userName"
    ACCOUNT_ID = "accountId"
    EMAIL_ADDRESS = "emailAddress"
    NATIONAL_IDENTITY_NUMBER = "nationalIdentityNumber"
    ISBN = "isbn"
    ISSN = "issn"
    LIS_SOURCED_ID = "lisSourcedId"
    ONE_ROSTER_SOURCED_ID = "oneRosterSourcedId"
    SIS_SOURCED_ID = "sisSourcedId"
    LTI_CONTEXT_ID = "ltiContextId"
    LTI_DEPLOYMENT_ID = "ltiDeploymentId"
    LTI_TOOL_ID = "ltiToolId"
    LTI_PLATFORM_ID = "ltiPlatformId"
    LTI_USER_ID = "ltiUserId"
    IDENTIFIER = "identifier"


class ResultType(_VerbatimExtensible):
    """The kind of a result; names that begin with `ext:` occur too."""

    GRADE_POINT_AVERAGE = "GradePointAverage"
    LETTER_GRADE = "LetterGrade"
    PERCENT = "Percent"
    PERFORMANCE_LEVEL = "PerformanceLevel"
    PREDICTED_SCORE = "PredictedScore"
    RAW_SCORE = "RawScore"
    RESULT = "Result"
    RUBRIC_CRITERION = "RubricCriterion"
    RUBRIC_CRITERION_LEVEL = "RubricCriterionLevel"
    RUBRIC_SCORE = "RubricScore"
    SCALED_SCORE = "ScaledScore"
    STATUS = "Status"


class ResultStatus(_Verbatim):
    """The learner's progress toward an achievement."""

    COMPLETED = "Completed"
    ENROLLED = "Enrolled"
    FAILED = "Failed"
    IN_PROGRESS = "InProgress"
    ON_HOLD = "OnHold"
    PROVISIONAL = "Provisional"
    WITHDREW = "Withdrew"


class AlignmentTargetType(_VerbatimExtensible):
    """The kind of thing that an achievement is aligned to; names that begin with `ext:` occur too."""

    CEASN_COMPETENCY = "ceasn:Competency"
    CETERMS_CREDENTIAL = "ceterms:Credential"
    CF_ITEM = "CFItem"
    CF_RUBRIC = "CFRubric"
    CF_RUBRIC_CRITERION = "CFRubricCriterion"
    CF_RUBRIC_CRITERION_LEVEL = "CFRubricCriterionLevel"
    CTDL = "CTDL"
