"""A learner record with everything that is easily lost."""

from __future__ import annotations

import copy
from typing import Any

from timeback.models.clr import CONTEXT

__all__ = ["record"]

_ISSUER = {"id": "https://lakeview.example", "type": ["Profile"], "name": "Lakeview", "duns": "12-345"}
_FRACTIONS = {
    "id": "urn:uuid:4f0c2b57-8b37-4d80-9d5b-0e6f6f0a1c01",
    "type": ["Achievement"],
    "name": "  Fractions ",
    "description": "Adds and subtracts fractions.",
    "criteria": {"narrative": "Pass the test.", "minutes": 40},
    "achievementType": "ext:Milestone",
    "alignment": [
        {
            "type": ["Alignment"],
            "targetName": "Add fractions",
            "targetUrl": "https://standards.lakeview.example/4",
            "targetCode": "4.NF.A.3",
            "targetType": "CFItem",
        }
    ],
    "resultDescription": [
        {
            "id": "urn:result:score",
            "type": ["ResultDescription"],
            "name": "Score",
            "resultType": "Percent",
        },
        {
            "id": "urn:result:level",
            "type": ["ResultDescription"],
            "name": "Level",
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": [
                {"id": "urn:level:3", "type": ["RubricCriterionLevel"], "name": "Proficient"}
            ],
        },
    ],
    "badgeColour": {"red": 1},
}
_RECORD: dict[str, Any] = {
    "@context": [*CONTEXT, "https://lakeview.example/context.json"],
    "id": "urn:uuid:8d3b5dd6-7f0a-4a52-8d5f-1f9f2f2a0001",
    "type": ["VerifiableCredential", "ClrCredential"],
    "issuer": _ISSUER,
    "name": "Record of Ada",
    "validFrom": "2026-01-05T09:00:00.000Z",
    "credentialSubject": {
        "id": "urn:learner:1",
        "type": ["ClrSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityHash": "student-1",
                "identityType": "sourcedId",
                "hashed": False,
            }
        ],
        "verifiableCredential": [
            {
                "@context": [CONTEXT[0], CONTEXT[2]],
                "id": "urn:credential:1",
                "type": ["VerifiableCredential", "OpenBadgeCredential"],
                "issuer": _ISSUER,
                "validFrom": "2025-12-19T15:00:00.5+01:00",
                "awardedDate": "2025-12-18T00:00:00+00:00",
                "credentialSubject": {
                    "id": "urn:learner:1",
                    "type": ["AchievementSubject"],
                    "achievement": _FRACTIONS,
                    "result": [
                        {"type": ["Result"], "resultDescription": "urn:result:score", "value": "92"},
                        {
                            "type": ["Result"],
                            "resultDescription": "urn:result:level",
                            "achievedLevel": "urn:level:3",
                        },
                        {"type": ["Result"], "value": "A", "weight": 2},
                    ],
                    "nickname": None,
                },
                "proof": [
                    {
                        "type": "DataIntegrityProof",
                        "cryptosuite": "eddsa-rdfc-2022",
                        "created": "2025-12-19T15:00:01.000Z",
                        "verificationMethod": "https://lakeview.example/keys/1",
                        "proofPurpose": "assertionMethod",
                        "proofValue": "z3FXQ",
                        "previousProof": "urn:proof:0",
                    }
                ],
            },
            {
                "@context": [CONTEXT[0]],
                "id": "urn:credential:2",
                "type": ["VerifiableCredential"],
                "issuer": _ISSUER,
                "validFrom": "2025-12-19T15:00:00Z",
                "credentialSubject": {"id": "urn:learner:1", "attendance": {"days": 170}},
            },
        ],
        "achievement": [
            {
                "id": "urn:achievement:year",
                "type": ["Achievement"],
                "name": "Grade 4",
                "description": "The year's mathematics.",
                "criteria": {},
            }
        ],
        "association": [
            {
                "type": "Association",
                "associationType": "isPartOf",
                "sourceId": "urn:credential:1",
                "targetId": "urn:achievement:year",
            },
            {
                "type": "Association",
                "associationType": "precedes",
                "sourceId": "urn:credential:1",
                "targetId": "urn:gone",
            },
        ],
    },
    "schoolYear": {"from": 2025, "to": 2026},
}


def record(**changes: Any) -> dict[str, Any]:
    """The record in its wire form; a value of None takes a field away."""
    changed = {**copy.deepcopy(_RECORD), **changes}
    return {name: value for name, value in changed.items() if value is not None}
