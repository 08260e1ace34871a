"""A small framework of mathematics: grades, domains, clusters, standards, and which precedes which."""

from __future__ import annotations

import uuid

from ..records import Doc, Records
from ..service import SeedPlan
from .documents import parts_of

__all__ = ["FRAMEWORK_ID", "seed"]

_SPACE = uuid.UUID("3f0d4c53-0d0c-5a0f-8a52-6b8f5d2f5c11")
_HOST = "https://standards.lakeview.example"
_CHANGED = "2025-05-12T08:00:00.000Z"
_TYPES = ("Grade Level", "Domain", "Cluster", "Standard")
_LICENSE = f"{_HOST}/licenses/cc-by-4"

# Domain, cluster, and the statements of its standards, by grade.
_CONTENT = {
    "3": (
        (
            "OA",
            "Operations and Algebraic Thinking",
            "Represent and solve problems of multiplication and division",
            (
                "Interpret a product as a number of objects in equal groups.",
                "Interpret a quotient as the size of an equal share.",
                "Find the unknown number in a multiplication or division equation.",
            ),
        ),
        (
            "NF",
            "Number and Operations: Fractions",
            "Understand fractions as numbers",
            (
                "Understand a unit fraction as one part of an equally divided whole.",
                "Place a fraction on the number line.",
                "Explain why two fractions are the same size.",
            ),
        ),
    ),
    "4": (
        (
            "OA",
            "Operations and Algebraic Thinking",
            "Use the four operations with whole numbers",
            (
                "Read a multiplication equation as a comparison.",
                "Solve word problems of several steps, and check the answer by estimating.",
            ),
        ),
        (
            "NF",
            "Number and Operations: Fractions",
            "Build fractions from unit fractions",
            (
                "Make equal fractions by splitting the parts.",
                "Compare fractions with different denominators.",
                "Add and subtract fractions with one denominator.",
            ),
        ),
    ),
    "5": (
        (
            "NF",
            "Number and Operations: Fractions",
            "Add and subtract fractions of different denominators",
            (
                "Add and subtract fractions by making their denominators equal.",
                "Solve word problems with sums and differences of fractions.",
            ),
        ),
    ),
}


def _id(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name))


FRAMEWORK_ID = _id("framework")


def seed(plan: SeedPlan, records: Records) -> Records:
    """CASE's records: the same in every district, as standards are."""
    return parts_of(_package(), _HOST)


def _head(name: str) -> Doc:
    return {"identifier": _id(name), "uri": f"{_HOST}/{_id(name)}", "lastChangeDateTime": _CHANGED}


def _link(name: str, title: str) -> Doc:
    return {"title": title, "identifier": _id(name), "uri": f"{_HOST}/{_id(name)}"}


class _Framework:
    """Items and their associations, as they come."""

    def __init__(self) -> None:
        self.items: list[Doc] = []
        self.associations: list[Doc] = []
        self._titles = {"framework": "Lakeview Mathematics Standards"}
        self._below: dict[str, int] = {}

    def add(self, code: str, statement: str, level: int, grade: str, parent: str) -> None:
        kind = _TYPES[level]
        self._titles[code] = statement
        self.items.append(
            _head(code)
            | {
                "fullStatement": statement,
                "humanCodingScheme": code,
                "CFItemType": kind,
                "CFItemTypeURI": _link(f"type {kind}", kind),
                "subject": ["Math"],
                "educationLevel": [grade.zfill(2)],
                "language": "en",
            }
        )
        self._below[parent] = self._below.get(parent, 0) + 1
        self.relate(code, "isChildOf", parent, sequenceNumber=self._below[parent])

    def relate(self, origin: str, kind: str, destination: str, **further: int) -> None:
        self.associations.append(
            _head(f"{origin} {kind} {destination}")
            | {
                "associationType": kind,
                "originNodeURI": _link(origin, self._titles[origin]),
                "destinationNodeURI": _link(destination, self._titles[destination]),
            }
            | further
        )


def _package() -> Doc:
    framework = _Framework()
    first: dict[str, str] = {}
    for grade, domains in _CONTENT.items():
        framework.add(grade, f"Grade {grade}", 0, grade, "framework")
        for short, domain, cluster, statements in domains:
            code = f"{grade}.{short}"
            framework.add(code, domain, 1, grade, grade)
            framework.add(f"{code}.A", cluster, 2, grade, code)
            for number, statement in enumerate(statements, 1):
                framework.add(f"{code}.A.{number}", statement, 3, grade, f"{code}.A")
            if short in first:
                framework.relate(f"{first[short]}.A.1", "precedes", f"{code}.A.1")
            first[short] = code
    return {
        "CFDocument": _head("framework")
        | {
            "title": "Lakeview Mathematics Standards",
            "creator": "Lakeview School District",
            "publisher": "Lakeview School District",
            "description": "What students of grades 3 to 5 learn in mathematics.",
            "subject": ["Math"],
            "language": "en",
            "version": "2025",
            "caseVersion": "1.1",
            "adoptionStatus": "Adopted",
            "statusStartDate": "2025-07-01",
            "licenseUri": _LICENSE,
        },
        "CFItems": framework.items,
        "CFAssociations": framework.associations,
        "CFDefinitions": _definitions(),
        "CFRubrics": [_rubric()],
    }


def _definitions() -> Doc:
    numbered = [(kind, ".".join("1" * level)) for level, kind in enumerate(_TYPES, 1)]
    return {
        "CFItemTypes": [
            _head(f"type {kind}")
            | {"title": kind, "description": f"A {kind.lower()} of the framework.", "hierarchyCode": code}
            for kind, code in numbered
        ],
        "CFSubjects": [
            _head("subject Math") | {"title": "Math", "hierarchyCode": "1"},
            _head("subject Fractions") | {"title": "Fractions", "hierarchyCode": "1.1"},
        ],
        "CFConcepts": [
            _head("concept fraction") | {"title": "Fraction", "hierarchyCode": "1", "keywords": "part"}
        ],
        "CFLicenses": [
            _head("license")
            | {"uri": _LICENSE, "title": "CC BY 4.0", "licenseText": "Use it, and name Lakeview."}
        ],
        "CFAssociationGroupings": [_head("grouping") | {"title": "Progressions"}],
    }


def _rubric() -> Doc:
    levels = [
        _head(f"level {number}") | {"quality": quality, "score": number, "position": number}
        for number, quality in enumerate(("Beginning", "Developing", "Proficient"), 1)
    ]
    criterion = _head("criterion") | {
        "category": "Reasoning",
        "CFItemURI": _link("3.NF.A.3", "Explain why two fractions are the same size."),
        "weight": 1,
        "position": 1,
        "CFRubricCriterionLevels": levels,
    }
    return _head("rubric") | {"title": "Explaining with fractions", "CFRubricCriteria": [criterion]}
