"""CLR: a learner record is stored and signed, and read without digging."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from timeback import TimebackClient
from timeback.clr import achievements
from timeback.models.clr import (
    CONTEXT,
    Achievement,
    AchievementCriteria,
    AchievementSubject,
    Alignment,
    ClrCredentialInput,
    ClrCredentialSubject,
    ClrProfile,
    Result,
    ResultDescription,
    ResultType,
    VerifiableCredential,
)

from .steps import say, step


def _fractions() -> Achievement:
    return Achievement(
        id=uuid.uuid4().urn,
        type=["Achievement"],
        name="Fractions",
        description="Compares, adds and subtracts fractions.",
        criteria=AchievementCriteria(narrative="Pass the mastery test."),
        alignment=[
            Alignment(
                type=["Alignment"],
                target_name="Compare fractions",
                target_url="https://standards.lakeview.example/4.NF.A.2",
                target_code="4.NF.A.2",
            )
        ],
        result_description=[
            ResultDescription(
                id="urn:result:score",
                type=["ResultDescription"],
                name="Score",
                result_type=ResultType.PERCENT,
            )
        ],
    )


def tour(timeback: TimebackClient) -> None:
    """Store a record of one achievement, and read what the platform made of it."""
    now = datetime.now(UTC)
    school = ClrProfile(id="https://lakeview.example", type=["Profile"], name="Lakeview Schools")
    badge = VerifiableCredential(
        context=[CONTEXT[0], CONTEXT[2]],
        id=uuid.uuid4().urn,
        type=["VerifiableCredential", "OpenBadgeCredential"],
        issuer=school,
        valid_from=now,
        credential_subject=AchievementSubject(
            type=["AchievementSubject"],
            achievement=_fractions(),
            result=[Result(type=["Result"], result_description="urn:result:score", value="92")],
        ),
    )

    with step("CLR: a learner record is stored, and signed by the platform"):
        record = timeback.clr.credentials.upsert(
            ClrCredentialInput(
                id=uuid.uuid4().urn,
                issuer=school,
                name="Record of mathematics",
                valid_from=now,
                credential_subject=ClrCredentialSubject(type=["ClrSubject"], verifiable_credential=[badge]),
            )
        )
        for proof in record.proof or []:
            say(f"{proof.type} by {proof.verification_method}")

    with step("CLR: what was achieved in it"):
        for earned in achievements(record):
            results = ", ".join(f"{result.name} {result.value}" for result in earned.results)
            say(f"{earned.name}, for the standards {', '.join(earned.codes)}: {results}")

    with step("CLR: every record that there is"):
        say(", ".join(each.name for each in timeback.clr.credentials.stream()))
