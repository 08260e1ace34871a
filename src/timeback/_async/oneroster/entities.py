"""OneRoster's entities: what is read, created and replaced of each, and what their PUT gives.

Type checkers see `entities.pyi` in place of this, which is generated from it: there the verbs that write take each
entity's own fields as keywords.
"""

from __future__ import annotations

from ...models.oneroster import (
    AcademicSession,
    AcademicSessionInput,
    AssessmentLineItem,
    AssessmentLineItemInput,
    AssessmentResult,
    AssessmentResultInput,
    Category,
    CategoryInput,
    Class,
    ClassInput,
    ClassUpdateInput,
    ComponentResource,
    ComponentResourceInput,
    Course,
    CourseComponent,
    CourseComponentInput,
    CourseInput,
    Demographics,
    DemographicsInput,
    Enrollment,
    EnrollmentInput,
    EnrollmentUpdateInput,
    GradingPeriodInput,
    LineItem,
    LineItemInput,
    Organization,
    OrganizationInput,
    Resource,
    ResourceInput,
    ResourceUpdateInput,
    Result,
    ResultInput,
    SchoolInput,
    ScoreScale,
    ScoreScaleInput,
    User,
    UserInput,
)
from .bulk import AsyncBulkCreate, AsyncBulkListing
from .collection import (
    AsyncGradebookCollection,
    AsyncGradebookScope,
    AsyncRosterCollection,
    AsyncRosterScope,
)

AsyncAcademicSessionCollection = AsyncRosterCollection[
    AcademicSession, AcademicSessionInput, AcademicSessionInput
]
AsyncAcademicSessionEntityScope = AsyncRosterScope[
    AcademicSession, AcademicSessionInput, AcademicSessionInput
]
AsyncAssessmentLineItemCollection = AsyncGradebookCollection[
    AssessmentLineItem, AssessmentLineItemInput, AssessmentLineItemInput
]
AsyncAssessmentLineItemEntityScope = AsyncGradebookScope[
    AssessmentLineItem, AssessmentLineItemInput, AssessmentLineItemInput
]
AsyncAssessmentResultCollection = AsyncGradebookCollection[
    AssessmentResult, AssessmentResultInput, AssessmentResultInput
]
AsyncAssessmentResultEntityScope = AsyncGradebookScope[
    AssessmentResult, AssessmentResultInput, AssessmentResultInput
]
AsyncCategoryCollection = AsyncGradebookCollection[Category, CategoryInput, CategoryInput]
AsyncCategoryEntityScope = AsyncGradebookScope[Category, CategoryInput, CategoryInput]
AsyncClassCollection = AsyncRosterCollection[Class, ClassInput, ClassUpdateInput]
AsyncClassEntityScope = AsyncRosterScope[Class, ClassInput, ClassUpdateInput]
AsyncComponentResourceCollection = AsyncRosterCollection[
    ComponentResource, ComponentResourceInput, ComponentResourceInput
]
AsyncComponentResourceEntityScope = AsyncRosterScope[
    ComponentResource, ComponentResourceInput, ComponentResourceInput
]
AsyncCourseCollection = AsyncRosterCollection[Course, CourseInput, CourseInput]
AsyncCourseEntityScope = AsyncRosterScope[Course, CourseInput, CourseInput]
AsyncCourseComponentCollection = AsyncRosterCollection[
    CourseComponent, CourseComponentInput, CourseComponentInput
]
AsyncCourseComponentEntityScope = AsyncRosterScope[
    CourseComponent, CourseComponentInput, CourseComponentInput
]
AsyncDemographicsCollection = AsyncRosterCollection[Demographics, DemographicsInput, DemographicsInput]
AsyncDemographicsEntityScope = AsyncRosterScope[Demographics, DemographicsInput, DemographicsInput]
AsyncEnrollmentCollection = AsyncRosterCollection[Enrollment, EnrollmentInput, EnrollmentUpdateInput]
AsyncEnrollmentEntityScope = AsyncRosterScope[Enrollment, EnrollmentInput, EnrollmentUpdateInput]
AsyncGradingPeriodCollection = AsyncRosterCollection[AcademicSession, GradingPeriodInput, GradingPeriodInput]
AsyncGradingPeriodEntityScope = AsyncRosterScope[AcademicSession, GradingPeriodInput, GradingPeriodInput]
AsyncLineItemCollection = AsyncGradebookCollection[LineItem, LineItemInput, LineItemInput]
AsyncLineItemEntityScope = AsyncGradebookScope[LineItem, LineItemInput, LineItemInput]
AsyncOrganizationCollection = AsyncRosterCollection[Organization, OrganizationInput, OrganizationInput]
AsyncOrganizationEntityScope = AsyncRosterScope[Organization, OrganizationInput, OrganizationInput]
AsyncResourceCollection = AsyncRosterCollection[Resource, ResourceInput, ResourceUpdateInput]
AsyncResourceEntityScope = AsyncRosterScope[Resource, ResourceInput, ResourceUpdateInput]
AsyncResultCollection = AsyncGradebookCollection[Result, ResultInput, ResultInput]
AsyncResultEntityScope = AsyncGradebookScope[Result, ResultInput, ResultInput]
AsyncSchoolCollection = AsyncRosterCollection[Organization, SchoolInput, SchoolInput]
AsyncSchoolEntityScope = AsyncRosterScope[Organization, SchoolInput, SchoolInput]
AsyncScoreScaleCollection = AsyncGradebookCollection[ScoreScale, ScoreScaleInput, ScoreScaleInput]
AsyncScoreScaleEntityScope = AsyncGradebookScope[ScoreScale, ScoreScaleInput, ScoreScaleInput]
AsyncUserCollection = AsyncRosterCollection[User, UserInput, UserInput]
AsyncUserEntityScope = AsyncRosterScope[User, UserInput, UserInput]

AsyncLineItemBulkListing = AsyncBulkListing[LineItem, LineItemInput]
AsyncResultBulkListing = AsyncBulkListing[Result, ResultInput]
AsyncResultBulkCreate = AsyncBulkCreate[Result, ResultInput]
