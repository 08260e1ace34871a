"""Bodies as the platform takes them, made of the rows of a OneRoster CSV bundle."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import InvalidInputError
from ..models.oneroster import Grade, Subject
from .bundle import split
from .reading import Bundle, Row

__all__ = [
    "Course",
    "LineItem",
    "Result",
    "User",
    "category",
    "class_",
    "demographics",
    "enrollment",
    "given",
    "org",
    "ref",
    "resource",
    "score_scale",
]

# The platform's roles are fewer than the standard's, and its subjects and grades a fixed list.
_ROLES = {
    "systemAdministrator": "system_administrator",
    "siteAdministrator": "administrator",
    "districtAdministrator": "administrator",
    "principal": "administrator",
    "counselor": "aide",
}
_SUBJECTS = frozenset(map(str, Subject))
_GRADES = {"IT": "-1", "PR": "-1", "PK": "-1", "TK": "-1", "KG": "0"}
_KNOWN_GRADES = frozenset(map(str, Grade))
_NO_ADDRESS = "no-address.invalid"


def given(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value: an empty cell says nothing."""
    return {name: value for name, value in body.items() if value is not None and value != ""}


def ref(sourced_id: str) -> Mapping[str, str] | None:
    return {"sourcedId": sourced_id} if sourced_id else None


def _refs(cell: str) -> list[Mapping[str, str]]:
    return [{"sourcedId": sourced_id} for sourced_id in split(cell)]


def _flag(cell: str) -> bool | None:
    return cell.strip().lower() == "true" if cell.strip() else None


def _number(cell: str) -> float | int | None:
    if not cell.strip():
        return None
    try:
        value = float(cell)
    except ValueError as error:
        raise InvalidInputError.of("number", "a number is expected") from error
    if not math.isfinite(value):
        raise InvalidInputError.of("number", "a finite number is expected")
    return int(value) if value.is_integer() else value


def _grades(cell: str) -> list[str]:
    grades = [_GRADES.get(code, code.lstrip("0") or "0") for code in split(cell)]
    return [grade for grade in grades if grade in _KNOWN_GRADES]


def _subjects(cell: str) -> list[str]:
    return list(dict.fromkeys(each if each in _SUBJECTS else "Other" for each in split(cell)))


def _pairs(cell: str) -> Iterator[tuple[str, str]]:
    for item in split(cell):
        left, _, right = item.strip("{}").partition(":")
        yield left, right


def org(row: Row) -> Mapping[str, Any]:
    return {
        "name": row["name"], "type": row["type"], "identifier": row["identifier"],
        "parent": ref(row["parentSourcedId"]),
    }  # fmt: skip


def resource(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"] or row["vendorResourceId"], "vendorResourceId": row["vendorResourceId"],
        "roles": split(row["roles"]), "importance": row["importance"], "vendorId": row["vendorId"],
        "applicationId": row["applicationId"],
    }  # fmt: skip


def class_(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"], "grades": _grades(row["grades"]), "course": ref(row["courseSourcedId"]),
        "classCode": row["classCode"], "classType": row["classType"], "location": row["location"],
        "org": ref(row["schoolSourcedId"]), "terms": _refs(row["termSourcedIds"]),
        "subjects": _subjects(row["subjects"]), "subjectCodes": split(row["subjectCodes"]),
        "periods": split(row["periods"]),
    }  # fmt: skip


def demographics(row: Row) -> Mapping[str, Any]:
    # Its columns are the platform's own fields.
    own = {name: cell for name, cell in row.items() if name not in ("status", "dateLastModified")}
    return {name: cell for name, cell in own.items() if "." not in name}


def enrollment(row: Row) -> Mapping[str, Any]:
    return {
        "class": ref(row["classSourcedId"]), "school": ref(row["schoolSourcedId"]),
        "user": ref(row["userSourcedId"]), "role": row["role"], "primary": _flag(row["primary"]),
        "beginDate": row["beginDate"], "endDate": row["endDate"],
    }  # fmt: skip


def category(row: Row) -> Mapping[str, Any]:
    return {"title": row["title"], "weight": _number(row["weight"])}


def score_scale(row: Row) -> Mapping[str, Any]:
    return {
        "title": row["title"], "type": row["type"], "course": ref(row["courseSourcedId"]),
        "class": ref(row["classSourcedId"]),
        "scoreScaleValue": [
            {"itemValueLHS": left, "itemValueRHS": right} for left, right in _pairs(row["scoreScaleValue"])
        ],
    }  # fmt: skip


class Course:
    """Courses, with the resources that another file ties to them."""

    def __init__(self, bundle: Bundle) -> None:
        self._resources = bundle.by("courseSourcedId", "courseResources")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        attached = [each["resourceSourcedId"] for each in self._resources.get(row["sourcedId"], ())]
        return {
            "title": row["title"], "courseCode": row["courseCode"], "grades": _grades(row["grades"]),
            "org": ref(row["orgSourcedId"]), "subjects": _subjects(row["subjects"]),
            "subjectCodes": split(row["subjectCodes"]),
            "academicSession": ref(row["schoolYearSourcedId"]),
            "resources": [
                {"sourcedId": each, "type": "resource", "href": f"/resources/{each}"} for each in attached
            ] or None,
        }  # fmt: skip


class User:
    """Users, with the roles that another file gives them."""

    def __init__(self, bundle: Bundle) -> None:
        self._roles = bundle.by("userSourcedId", "roles")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        return {
            "enabledUser": _flag(row["enabledUser"]), "username": row["username"],
            "userIds": [{"type": kind, "identifier": each} for kind, each in _pairs(row["userIds"])],
            "givenName": row["givenName"], "familyName": row["familyName"],
            "middleName": row["middleName"], "sms": row["sms"], "phone": row["phone"],
            "email": row["email"] or f"{row['sourcedId']}@{_NO_ADDRESS}",
            "agents": _refs(row["agentSourcedIds"]), "grades": _grades(row["grades"]),
            "userMasterIdentifier": row["userMasterIdentifier"],
            "preferredFirstName": row["preferredGivenName"],
            "preferredMiddleName": row["preferredMiddleName"],
            "preferredLastName": row["preferredFamilyName"],
            "primaryOrg": ref(row["primaryOrgSourcedId"]), "pronouns": row["pronouns"],
            "roles": [_role(each) for each in self._roles.get(row["sourcedId"], ())],
        }  # fmt: skip


def _role(row: Row) -> Mapping[str, Any]:
    role = {
        "roleType": row["roleType"], "role": _ROLES.get(row["role"], row["role"]),
        "org": ref(row["orgSourcedId"]), "userProfile": row["userProfileSourcedId"],
        "beginDate": row["beginDate"], "endDate": row["endDate"],
    }  # fmt: skip
    return given(role)


class LineItem:
    """Line items, with the score scales and objectives that other files tie to them."""

    def __init__(self, bundle: Bundle) -> None:
        self._scales = bundle.by("lineItemSourcedId", "lineItemScoreScales")
        self._objectives = bundle.by("lineItemSourcedId", "lineItemLearningObjectiveIds")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._objectives.get(row["sourcedId"], ()):
            found[each["source"]].append(each["learningObjectiveId"])
        return {
            "title": row["title"], "description": row["description"], "assignDate": row["assignDate"],
            "dueDate": row["dueDate"], "class": ref(row["classSourcedId"]),
            "category": ref(row["categorySourcedId"]), "school": ref(row["schoolSourcedId"]),
            "academicSession": ref(row["academicSessionSourcedId"]),
            "resultValueMin": _number(row["resultValueMin"]),
            "resultValueMax": _number(row["resultValueMax"]),
            "scoreScale": _scale(self._scales, row),
            "learningObjectiveSet": [
                {"source": source, "learningObjectiveIds": ids} for source, ids in found.items()
            ] or None,
        }  # fmt: skip


class Result:
    """Results, with the score scales and objectives that other files tie to them."""

    def __init__(self, bundle: Bundle) -> None:
        self._scales = bundle.by("resultSourcedId", "resultScoreScales")
        self._objectives = bundle.by("resultSourcedId", "resultLearningObjectiveIds")

    def __call__(self, row: Row) -> Mapping[str, Any]:
        found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for each in self._objectives.get(row["sourcedId"], ()):
            result = {"learningObjectiveId": each["learningObjectiveId"], "score": _number(each["score"])}
            text = {"textScore": each["textScore"]} if each["textScore"] else {}
            found[each["source"]].append(result | text)
        return {
            "lineItem": ref(row["lineItemSourcedId"]), "student": ref(row["studentSourcedId"]),
            "scoreStatus": row["scoreStatus"], "score": _number(row["score"]),
            "scoreDate": row["scoreDate"], "comment": row["comment"], "textScore": row["textScore"],
            "class": ref(row["classSourcedId"]), "scoreScale": _scale(self._scales, row),
            **{name: row[name] for name in ("inProgress", "incomplete", "late", "missing")},
            "learningObjectiveSet": [
                {"source": source, "learningObjectiveResults": results} for source, results in found.items()
            ] or None,
        }  # fmt: skip


def _scale(scales: Mapping[str, list[Row]], row: Row) -> Mapping[str, str] | None:
    ties = scales.get(row["sourcedId"])
    return ref(ties[0]["scoreScaleSourcedId"]) if ties else None
