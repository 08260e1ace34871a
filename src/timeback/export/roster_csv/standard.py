"""The files of a bundle after 1EdTech's "OneRoster: CSV Binding", version 1.2.1, and the form of their cells."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Sequence

__all__ = ["COMMON", "FILES", "MANIFEST", "METADATA", "join", "made_id", "not_word", "split"]

MANIFEST = "manifest.csv"
# The columns that all files begin with, and the prefix of those that no standard names.
COMMON = ("sourcedId", "status", "dateLastModified")
METADATA = "metadata."

# The columns of each file after the common ones.
FILES: dict[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
        "categories": "title weight",
        "classes": "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds "
        "subjects subjectCodes periods",
        "classResources": "title classSourcedId resourceSourcedId",
        "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
        "courseResources": "title courseSourcedId resourceSourcedId",
        "demographics": "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
        "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
        "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
        "publicSchoolResidenceStatus",
        "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
        "lineItemLearningObjectiveIds": "lineItemSourcedId source learningObjectiveId",
        "lineItems": "title description assignDate dueDate classSourcedId categorySourcedId "
        "academicSessionSourcedId resultValueMin resultValueMax schoolSourcedId",
        "lineItemScoreScales": "title lineItemSourcedId scoreScaleSourcedId",
        "orgs": "name type identifier parentSourcedId",
        "resources": "vendorResourceId title roles importance vendorId applicationId",
        "resultLearningObjectiveIds": "resultSourcedId source learningObjectiveId score textScore",
        "results": "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore "
        "classSourcedId inProgress incomplete late missing",
        "resultScoreScales": "title resultSourcedId scoreScaleSourcedId",
        "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
        "scoreScales": "title type orgSourcedId courseSourcedId classSourcedId scoreScaleValue",
        "userProfiles": "userSourcedId profileType vendorId applicationId description credentialType "
        "username password",
        "userResources": "userSourcedId orgSourcedId classSourcedId resourceSourcedId",
        "users": "enabledUser username userIds givenName familyName middleName identifier email sms phone "
        "agentSourcedIds grades password userMasterIdentifier preferredGivenName preferredMiddleName "
        "preferredFamilyName primaryOrgSourcedId pronouns",
    }.items()
}

# Both characters are in it, so that either is quoted.
_END = "\r\n"
_MADE = uuid.UUID("6b1f7b0a-52e5-4a2c-9b5f-0f6d3a0d5c11")


def join(items: Sequence[str]) -> str:
    """Several values in one cell: a line of CSV of its own, so that a comma in a value survives."""
    line = io.StringIO()
    csv.writer(line, lineterminator=_END).writerow(items)
    return line.getvalue().removesuffix(_END) if items else ""


def split(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    lines = csv.reader(io.StringIO(cell, newline=""), skipinitialspace=True)
    return [item.strip() for line in lines for item in line if item.strip()]


def made_id(*parts: str) -> str:
    """The id of a row that the platform knows no id of: always the same for the same parts.

    It is a UUID, since ids of the platform may hold characters that the standard's may not.
    """
    return str(uuid.uuid5(_MADE, "\x1f".join(parts)))


def not_word(given: str) -> str:
    """`, not 'principle'` behind a message, where what was given may be meant as a word of a vocabulary."""
    word = given.strip()
    return f", not {word!r}" if re.fullmatch(r"[A-Za-z][A-Za-z :_-]{0,39}", word) else ""
