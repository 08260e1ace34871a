# Generated from src/timeback/_async/oneroster/entities.py by setup_unasync.py; do not edit.
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
from .bulk import BulkCreate, BulkListing
from .collection import (
    GradebookCollection,
    GradebookScope,
    RosterCollection,
    RosterScope,
)

AcademicSessionCollection = RosterCollection[
    AcademicSession, AcademicSessionInput, AcademicSessionInput
]
AcademicSessionEntityScope = RosterScope[
    AcademicSession, AcademicSessionInput, AcademicSessionInput
]
AssessmentLineItemCollection = GradebookCollection[
    AssessmentLineItem, AssessmentLineItemInput, AssessmentLineItemInput
]
AssessmentLineItemEntityScope = GradebookScope[
    AssessmentLineItem, AssessmentLineItemInput, AssessmentLineItemInput
]
AssessmentResultCollection = GradebookCollection[
    AssessmentResult, AssessmentResultInput, AssessmentResultInput
]
AssessmentResultEntityScope = GradebookScope[
    AssessmentResult, AssessmentResultInput, AssessmentResultInput
]
CategoryCollection = GradebookCollection[Category, CategoryInput, CategoryInput]
CategoryEntityScope = GradebookScope[Category, CategoryInput, CategoryInput]
ClassCollection = RosterCollection[Class, ClassInput, ClassUpdateInput]
ClassEntityScope = RosterScope[Class, ClassInput, ClassUpdateInput]
ComponentResourceCollection = RosterCollection[
    ComponentResource, ComponentResourceInput, ComponentResourceInput
]
ComponentResourceEntityScope = RosterScope[
    ComponentResource, ComponentResourceInput, ComponentResourceInput
]
CourseCollection = RosterCollection[Course, CourseInput, CourseInput]
CourseEntityScope = RosterScope[Course, CourseInput, CourseInput]
CourseComponentCollection = RosterCollection[
    CourseComponent, CourseComponentInput, CourseComponentInput
]
CourseComponentEntityScope = RosterScope[
    CourseComponent, CourseComponentInput, CourseComponentInput
]
DemographicsCollection = RosterCollection[Demographics, DemographicsInput, DemographicsInput]
DemographicsEntityScope = RosterScope[Demographics, DemographicsInput, DemographicsInput]
EnrollmentCollection = RosterCollection[Enrollment, EnrollmentInput, EnrollmentUpdateInput]
EnrollmentEntityScope = RosterScope[Enrollment, EnrollmentInput, EnrollmentUpdateInput]
GradingPeriodCollection = RosterCollection[AcademicSession, GradingPeriodInput, GradingPeriodInput]
GradingPeriodEntityScope = RosterScope[AcademicSession, GradingPeriodInput, GradingPeriodInput]
LineItemCollection = GradebookCollection[LineItem, LineItemInput, LineItemInput]
LineItemEntityScope = GradebookScope[LineItem, LineItemInput, LineItemInput]
OrganizationCollection = RosterCollection[Organization, OrganizationInput, OrganizationInput]
OrganizationEntityScope = RosterScope[Organization, OrganizationInput, OrganizationInput]
ResourceCollection = RosterCollection[Resource, ResourceInput, ResourceUpdateInput]
ResourceEntityScope = RosterScope[Resource, ResourceInput, ResourceUpdateInput]
ResultCollection = GradebookCollection[Result, ResultInput, ResultInput]
ResultEntityScope = GradebookScope[Result, ResultInput, ResultInput]
SchoolCollection = RosterCollection[Organization, SchoolInput, SchoolInput]
SchoolEntityScope = RosterScope[Organization, SchoolInput, SchoolInput]
ScoreScaleCollection = GradebookCollection[ScoreScale, ScoreScaleInput, ScoreScaleInput]
ScoreScaleEntityScope = GradebookScope[ScoreScale, ScoreScaleInput, ScoreScaleInput]
UserCollection = RosterCollection[User, UserInput, UserInput]
UserEntityScope = RosterScope[User, UserInput, UserInput]

LineItemBulkListing = BulkListing[LineItem, LineItemInput]
ResultBulkListing = BulkListing[Result, ResultInput]
ResultBulkCreate = BulkCreate[Result, ResultInput]
