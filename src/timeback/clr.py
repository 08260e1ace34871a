"""Achievements in a learner record, records in a compact JWS, and the verification of signatures."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from ._codec.decode import DecodedRows, decode_bare, read_value
from ._codec.deviations import Notes
from ._codec.preview import response_error
from ._codec.scalars import own_scalar
from ._http.messages import Response
from ._json_types import is_list
from ._pages import PageResult, Span, page_of
from ._proofs.keys import did_key
from ._proofs.verification import Check, Verification
from ._proofs.verify import verify
from .errors import APIResponseError, InvalidInputError
from .models.clr import (
    Achievement,
    AchievementSubject,
    AssociationType,
    ClrCredential,
    ClrCredentialsResult,
    ClrCredentialSubject,
    ClrProfile,
    Result,
    ResultDescription,
    VerifiableCredential,
)

__all__ = [
    "Check",
    "EarnedAchievement",
    "EarnedResult",
    "Verification",
    "achievements",
    "associated",
    "credential_page",
    "did_key",
    "read_jws",
    "since_text",
    "verify",
]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class EarnedResult:
    """A result, with the achievement's description of it.

    Attributes:
        result: The result.
        description: What it means; None if the achievement does not say.
    """

    result: Result
    description: ResultDescription | None

    @property
    def name(self) -> str | None:
        """The name of what was measured."""
        return self.description.name if self.description else None

    @property
    def value(self) -> str | None:
        """The value, or the name of the level reached."""
        if self.result.value is not None or self.description is None:
            return self.result.value
        levels = self.description.rubric_criterion_level or ()
        return next((level.name for level in levels if level.id == self.result.achieved_level), None)


@dataclass(frozen=True, slots=True)
class EarnedAchievement:
    """An achievement in a learner record, and the credential that attests to it.

    Attributes:
        achievement: The achievement.
        credential: The nested credential; None for an achievement that the record only lists.
    """

    achievement: Achievement
    credential: VerifiableCredential | None = None

    @property
    def name(self) -> str:
        """The achievement's name."""
        return self.achievement.name

    @property
    def subject(self) -> AchievementSubject | None:
        """The credential's statement about the learner."""
        return self.credential.credential_subject if self.credential else None

    @property
    def issuer(self) -> ClrProfile | None:
        """The issuer, who attests to it."""
        return self.credential.issuer if self.credential else None

    @property
    def awarded(self) -> datetime | None:
        """The time of the award, or else the time from which the credential is valid.

        Credentials of the W3C's older data model call that `issuanceDate`.
        """
        if self.credential is None:
            return None
        return self.credential.awarded_date or self.credential.valid_from or _issued(self.credential)

    @property
    def results(self) -> list[EarnedResult]:
        """The learner's results."""
        found = (self.subject.result if self.subject else None) or []
        described = {each.id: each for each in self.achievement.result_description or ()}
        return [
            EarnedResult(each, described.get(each.result_description) if each.result_description else None)
            for each in found
        ]

    @property
    def codes(self) -> list[str]:
        """The human coding schemes of the standards that it is aligned to, such as `3.OA.A.1`."""
        return [each.target_code for each in self.achievement.alignment or () if each.target_code]


def achievements(credential: ClrCredential | Mapping[str, Any]) -> list[EarnedAchievement]:
    """List a learner record's achievements: those of its nested credentials, then those that it only lists.

    for earned in achievements(credential):
        print(earned.name, earned.awarded, [result.value for result in earned.results])

    Args:
        credential: The record, or its JSON as a mapping.
    """
    read = (
        credential if isinstance(credential, ClrCredential) else read_value(dict(credential), ClrCredential)
    )
    # What an issuer wrote in another form stays as it came, and is none of these.
    subjects = _of_kind(ClrCredentialSubject, [read.credential_subject])
    earned = [
        EarnedAchievement(achievement, nested)
        for subject in subjects
        for nested in _of_kind(VerifiableCredential, subject.verifiable_credential)
        for attested_to in _of_kind(AchievementSubject, [nested.credential_subject])
        for achievement in _of_kind(Achievement, [attested_to.achievement])
    ]
    attested = {each.achievement.id for each in earned}
    listed = [each for subject in subjects for each in _of_kind(Achievement, subject.achievement or ())]
    return earned + [EarnedAchievement(each) for each in listed if each.id not in attested]


def _issued(credential: VerifiableCredential) -> datetime | None:
    try:
        return read_value(credential.further.get("issuanceDate"), datetime)
    except APIResponseError:
        return None


def _of_kind(kind: type[R], values: Iterable[object]) -> list[R]:
    return [each for each in values if isinstance(each, kind)]


def associated(
    credential: ClrCredential, kind: AssociationType | str
) -> Iterator[tuple[EarnedAchievement, EarnedAchievement]]:
    """The pairs of achievements that are related by `kind`, such as `isPartOf`: the first to the second.

    An association may name an achievement by its own id or by its credential's. If one of the two is not in the
    record, there is no pair.
    """
    known: dict[str, EarnedAchievement] = {}
    for earned in achievements(credential):
        known.setdefault(earned.achievement.id, earned)
        if earned.credential and earned.credential.id:
            known.setdefault(earned.credential.id, earned)
    for link in credential.credential_subject.association or ():
        source, target = known.get(link.source_id), known.get(link.target_id)
        if link.association_type == kind and source and target:
            yield source, target


def read_jws(text: str) -> ClrCredential:
    """The learner record in a compact JWS. Its signature is not verified.

    Raises:
        APIResponseError: It is not the JWS of a learner record.
    """
    return _read_jws(text, Notes())


def _read_jws(text: str, notes: Notes) -> ClrCredential:
    parts = text.split(".")
    try:
        payload = base64.b64decode(parts[1] + "=" * (-len(parts[1]) % 4), altchars="-_", validate=True)
    except (IndexError, binascii.Error, ValueError):
        raise APIResponseError("a learner record is not a compact JWS") from None
    record = decode_bare(payload, ClrCredential, notes)
    # What a server left out reads as None, whatever the type says.
    if not record.type or record.credential_subject is None:  # pyright: ignore[reportUnnecessaryComparison]
        raise APIResponseError("a compact JWS holds something else than a learner record")
    return record


def credential_page(response: Response, span: Span, notes: Notes) -> PageResult[ClrCredential]:
    """The learner records of a page: first those with an embedded proof, then those in a compact JWS."""
    page = decode_bare(response.content, ClrCredentialsResult, notes)
    # Either list may be left out, even both; something else in their place is no page.
    is_empty = page.credential is None and page.compact_jws_string is None
    if page.further and is_empty and not response.json().keys() & {"credential", "compactJwsString"}:
        raise response_error("the body has no 'credential'", response.content)
    rows = [
        *_listed("credential", page.credential, ClrCredential, response),
        *(
            _read_jws(each, notes)
            for each in _listed("compactJwsString", page.compact_jws_string, str, response)
        ),
    ]
    return page_of(DecodedRows(rows, None, None), span, response.headers)


def _listed(key: str, rows: Any, kind: type[R], response: Response) -> list[R]:
    """The rows under a key of a page; what stands in the place of one, or of the list, has no reading."""
    if rows is None:
        return []
    if not is_list(rows):
        raise response_error(f"{key!r} is not a list", response.content)
    for index, row in enumerate(rows):
        if not isinstance(row, kind):
            expected = "text" if kind is str else "an object"
            raise response_error(f"{key}[{index}] is not {expected}", response.content)
    return rows


def since_text(moment: datetime | str | None) -> str | None:
    """A moment in the form of a query: ISO 8601, in UTC if it has no time zone.

    Raises:
        InvalidInputError: It is not a moment.
    """
    if moment is None:
        return None
    try:
        read = datetime.fromisoformat(moment) if isinstance(moment, str) else own_scalar(moment)
        zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
        return zoned.isoformat().replace("+00:00", "Z")
    except (ValueError, AttributeError):
        raise InvalidInputError.of("since", "must be a datetime, or its ISO 8601 text") from None
