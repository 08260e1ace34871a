"""The OneRoster 1.2 CSV bundle: which files it has, and how records become their rows.

After 1EdTech's "OneRoster: CSV Binding", version 1.2.1. In a bundle of a whole roster (`bulk`) the status
and the date of a record stay blank and deleted records are left out; in one of changes (`delta`) both
are filled. What the platform has beyond the standard, such as course components, has no file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from .._json_types import is_list
from ..models import oneroster as models
from .batches import batches
from .progress import Tally
from .resources import RESOURCES, Resource
from .staging import Staging

__all__ = ["BUNDLE_FILES", "MANIFEST", "BundleFile", "filenames_of", "join", "split", "write_bundle"]

MANIFEST = "manifest.csv"
_COMMON = ("sourcedId", "status", "dateLastModified")
# CEDS codes, which the standard asks for, where they are not the platform's own.
_GRADES = {"-1": "PK", "0": "KG"} | {str(grade): f"{grade:02}" for grade in range(1, 10)}
_ROLES = {"system_administrator": "systemAdministrator", "administrator": "siteAdministrator"}


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A file of the bundle.

    Attributes:
        name: Its name, without `.csv`.
        headers: Its columns after the three that all files begin with.
        resource: The resource that it is made from; None for a file that is always absent.
        rows: The rows that a record becomes: an id, then the values of the columns.
    """

    name: str
    headers: tuple[str, ...]
    resource: str | None = None
    rows: Callable[[Any], Iterable[Sequence[Any]]] | None = None

    @property
    def filename(self) -> str:
        """The name with its suffix."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns."""
        return (*_COMMON, *self.headers)


def filenames_of(resources: Iterable[Resource]) -> list[str]:
    """The names of the files of a bundle of these resources."""
    present = {resource.name for resource in resources}
    return [MANIFEST, *(file.filename for file in BUNDLE_FILES if file.resource in present)]


def write_bundle(staging: Staging, resources: list[Resource], tally: Tally) -> None:
    """Make the files of the bundle, `manifest.csv` among them."""
    present = {resource.name for resource in resources}
    delta = staging.plan.since is not None
    modes = {file.name: "absent" for file in BUNDLE_FILES}
    counted: set[str] = set()
    for file in BUNDLE_FILES:
        if file.resource in present and file.rows is not None:
            modes[file.name] = "delta" if delta else "bulk"
            _write_file(file, staging, delta, None if file.resource in counted else tally)
            counted.add(file.resource)
    properties = {"manifest.version": "1.0", "oneroster.version": "1.2"}
    properties |= {f"file.{name}": mode for name, mode in modes.items()}
    properties |= {"source.systemName": "Timeback", "source.systemCode": ""}
    with staging.output(MANIFEST) as path:
        if path is not None:
            with path.open("w", encoding="utf-8", newline="") as target:
                csv.writer(target).writerows([("propertyName", "value"), *properties.items()])


def _write_file(file: BundleFile, staging: Staging, delta: bool, tally: Tally | None) -> None:
    with staging.output(file.filename) as path:
        if path is None:
            return
        with path.open("w", encoding="utf-8", newline="") as target:
            lines = csv.writer(target)
            lines.writerow(file.columns)
            for count, cells in _lines(file, staging, delta):
                lines.writerows(cells)
                if tally is not None and file.resource is not None:
                    tally.add(file.resource, count)


def _lines(file: BundleFile, staging: Staging, delta: bool) -> Iterator[tuple[int, list[list[str]]]]:
    """The lines of a file, for a batch of records at a time."""
    assert file.resource is not None and file.rows is not None
    for records in batches(staging.rows(file.resource, RESOURCES[file.resource].model)):
        kept = [record for record in records if delta or record.status != models.Status.TO_BE_DELETED]
        marks = [[record.status, record.date_last_modified] if delta else ["", ""] for record in kept]
        yield (
            len(records),
            [
                [_cell(value) for value in (row[0], *mark, *row[1:])]
                for record, mark in zip(kept, marks, strict=True)
                for row in file.rows(record)
            ],
        )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if is_list(value):
        return join([_cell(each) for each in value])
    return str(value)


def join(items: Sequence[str]) -> str:
    """Several values in one cell: a line of CSV of its own, so that a comma in a value survives."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(items)
    return line.getvalue() if items else ""


def split(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    lines = csv.reader(io.StringIO(cell, newline=""), skipinitialspace=True)
    return [item.strip() for line in lines for item in line if item.strip()]


# -- from records to rows -----------------------------------------------------------------------


def _id(reference: Any) -> str | None:
    return None if reference is None else reference.sourced_id


def _ids(references: Any) -> list[str]:
    return [each.sourced_id for each in references or ()]


def _day(value: date | str | None) -> str | None:
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return None if value is None else str(value)[:10]


def _grades(grades: Sequence[str] | None) -> list[str]:
    return [_GRADES.get(str(grade), str(grade)) for grade in grades or ()]


def _session(row: models.AcademicSession) -> Iterator[Sequence[Any]]:
    days = _day(row.start_date), _day(row.end_date)
    yield row.sourced_id, row.title, row.type, *days, _id(row.parent), row.school_year


def _category(row: models.Category) -> Iterator[Sequence[Any]]:
    yield row.sourced_id, row.title, row.weight


def _class(row: models.Class) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, row.title, _grades(row.grades), _id(row.course), row.class_code, row.class_type,
        row.location, _id(row.school), _ids(row.terms), row.subjects or [], row.subject_codes or [],
        row.periods or [],
    )  # fmt: skip


def _attached(row: models.Class | models.Course) -> Iterator[Sequence[Any]]:
    for resource in _ids(row.resources):
        yield f"{row.sourced_id}:{resource}", None, row.sourced_id, resource


def _course(row: models.Course) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, _id(row.school_year) or _id(row.academic_session), row.title, row.course_code,
        _grades(row.grades), _id(row.org), row.subjects or [], row.subject_codes or [],
    )  # fmt: skip


def _demographics(row: models.Demographics) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, row.birth_date, row.sex, row.american_indian_or_alaska_native, row.asian,
        row.black_or_african_american, row.native_hawaiian_or_other_pacific_islander, row.white,
        row.demographic_race_two_or_more_races, row.hispanic_or_latino_ethnicity,
        row.country_of_birth_code, row.state_of_birth_abbreviation, row.city_of_birth,
        row.public_school_residence_status,
    )  # fmt: skip


def _enrollment(row: models.Enrollment) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, _id(row.class_), _id(row.school), _id(row.user), row.role, row.primary,
        _day(row.begin_date), _day(row.end_date),
    )  # fmt: skip


def _objectives(row: models.LineItem) -> Iterator[Sequence[Any]]:
    for each in row.learning_objective_set or ():
        for objective in each.learning_objective_ids:
            yield f"{row.sourced_id}:{each.source}:{objective}", row.sourced_id, each.source, objective


def _line_item(row: models.LineItem) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, row.title, row.description, _day(row.assign_date), _day(row.due_date),
        _id(row.class_), _id(row.category), _id(row.academic_session) or _id(row.grading_period),
        row.result_value_min, row.result_value_max, _id(row.school),
    )  # fmt: skip


def _scale_of(row: models.LineItem | models.Result) -> Iterator[Sequence[Any]]:
    if row.score_scale is not None:
        scale = row.score_scale.sourced_id
        yield f"{row.sourced_id}:{scale}", None, row.sourced_id, scale


def _org(row: models.Organization) -> Iterator[Sequence[Any]]:
    yield row.sourced_id, row.name, row.type, row.identifier, _id(row.parent)


def _learning_resource(row: models.Resource) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, row.vendor_resource_id, row.title, row.roles or [], row.importance,
        row.vendor_id, row.application_id,
    )  # fmt: skip


def _objective_results(row: models.Result) -> Iterator[Sequence[Any]]:
    for each in row.learning_objective_set or ():
        for result in each.learning_objective_results:
            objective = result.learning_objective_id
            yield (
                f"{row.sourced_id}:{each.source}:{objective}", row.sourced_id, each.source, objective,
                result.score, result.text_score,
            )  # fmt: skip


def _result(row: models.Result) -> Iterator[Sequence[Any]]:
    yield (
        row.sourced_id, _id(row.line_item), _id(row.student), row.score_status, row.score,
        _day(row.score_date), row.comment, row.text_score, _id(row.class_), row.in_progress,
        row.incomplete, row.late, row.missing,
    )  # fmt: skip


def _roles(row: models.User) -> Iterator[Sequence[Any]]:
    for number, role in enumerate(row.roles, start=1):
        yield (
            f"{row.sourced_id}:{number}", row.sourced_id, role.role_type, _ROLES.get(role.role, role.role),
            _day(role.begin_date), _day(role.end_date), _id(role.org), role.user_profile,
        )  # fmt: skip


def _score_scale(row: models.ScoreScale) -> Iterator[Sequence[Any]]:
    values = [f"{{{each.item_value_lhs}:{each.item_value_rhs}}}" for each in row.score_scale_value]
    yield row.sourced_id, row.title, row.type, None, _id(row.course), _id(row.class_), values


def _profiles(row: models.User) -> Iterator[Sequence[Any]]:
    for profile in row.user_profiles:
        for number, credential in enumerate(profile.credentials):
            yield (
                profile.profile_id if not number else f"{profile.profile_id}:{credential.id}",
                row.sourced_id, profile.profile_type, profile.vendor_id, profile.application_id,
                profile.description, credential.type, credential.username, None,
            )  # fmt: skip


def _user(row: models.User) -> Iterator[Sequence[Any]]:
    user_ids = [f"{{{each.type}:{each.identifier}}}" for each in row.user_ids or ()]
    yield (
        row.sourced_id, row.enabled_user, row.username, user_ids, row.given_name, row.family_name,
        row.middle_name, row.identifier, row.email, row.sms, row.phone, _ids(row.agents),
        _grades(row.grades), None, row.user_master_identifier, row.preferred_first_name,
        row.preferred_middle_name, row.preferred_last_name, _id(row.primary_org), row.pronouns,
    )  # fmt: skip


def _file(
    name: str,
    headers: str,
    resource: str | None = None,
    rows: Callable[[Any], Iterable[Sequence[Any]]] | None = None,
) -> BundleFile:
    return BundleFile(name, tuple(headers.split()), resource, rows)


BUNDLE_FILES: tuple[BundleFile, ...] = (
    _file(
        "academicSessions", "title type startDate endDate parentSourcedId schoolYear",
        "academic_sessions", _session,
    ),
    _file("categories", "title weight", "categories", _category),
    _file(
        "classes",
        "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
        "subjects subjectCodes periods",
        "classes", _class,
    ),
    _file("classResources", "title classSourcedId resourceSourcedId", "classes", _attached),
    _file(
        "courses", "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
        "courses", _course,
    ),
    _file("courseResources", "title courseSourcedId resourceSourcedId", "courses", _attached),
    _file(
        "demographics",
        "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
        "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
        "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
        "publicSchoolResidenceStatus",
        "demographics", _demographics,
    ),
    _file(
        "enrollments", "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
        "enrollments", _enrollment,
    ),
    _file(
        "lineItemLearningObjectiveIds", "lineItemSourcedId source learningObjectiveId",
        "line_items", _objectives,
    ),
    _file(
        "lineItems",
        "title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId "
        "resultValueMin resultValueMax schoolSourcedId",
        "line_items", _line_item,
    ),
    _file("lineItemScoreScales", "title lineItemSourcedId scoreScaleSourcedId", "line_items", _scale_of),
    _file("orgs", "name type identifier parentSourcedId", "orgs", _org),
    _file(
        "resources", "vendorResourceId title roles importance vendorId applicationId",
        "resources", _learning_resource,
    ),
    _file(
        "resultLearningObjectiveIds", "resultSourcedId source learningObjectiveId score textScore",
        "results", _objective_results,
    ),
    _file(
        "results",
        "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId "
        "inProgress incomplete late missing",
        "results", _result,
    ),
    _file("resultScoreScales", "title resultSourcedId scoreScaleSourcedId", "results", _scale_of),
    _file(
        "roles", "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
        "users", _roles,
    ),
    _file(
        "scoreScales", "title type orgSourcedId courseSourcedId classSourcedId scoreScaleValue",
        "score_scales", _score_scale,
    ),
    _file(
        "userProfiles",
        "userSourcedId profileType vendorId applicationId description credentialType username password",
        "users", _profiles,
    ),
    _file("userResources", "userSourcedId orgSourcedId classSourcedId resourceSourcedId"),
    _file(
        "users",
        "enabledUser username userIds givenName familyName middleName identifier email sms phone "
        "agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName "
        "preferredFamilyName primaryOrgSourcedId pronouns",
        "users", _user,
    ),
)  # fmt: skip
