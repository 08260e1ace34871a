"""The bodies of Open Badges, field by field; what credentials share stands in the schemas of learner records."""

from __future__ import annotations

from ...models.clr import AchievementType
from ..clr.schemas import ACHIEVEMENT as EARNED
from ..clr.schemas import CREDENTIAL as COMMON
from ..clr.schemas import ID, IDENTITY, ISSUER, NAMES, PROOF, URI, types_in
from ..fields import Field, Fields, array, instant, nonblank, object_of, one_of, text

__all__ = ["ACHIEVEMENT", "CHANGES", "CREDENTIAL", "ISSUE"]

_kind = one_of(*AchievementType)

CHANGES: Fields = {
    "name": Field(nonblank, required=True),
    "description": Field(nonblank, required=True),
    "achievementType": Field(_kind, default="Achievement"),
    "criteria": Field(nonblank, required=True),
    "image": Field(text, nullable=True),
    "tag": Field(array(text), default=[]),
}
ACHIEVEMENT: Fields = {
    "sourcedId": Field(nonblank),
    "status": Field(one_of("active", "tobedeleted"), default="active"),
    "metadata": Field(object_of({}), nullable=True),
    **CHANGES,
}
ISSUE: Fields = {
    "achievementId": Field(nonblank, required=True),
    "userId": Field(nonblank, required=True),
    "awardedDate": Field(instant),
}
_subject = object_of(
    {
        "id": Field(URI),
        "type": types_in("AchievementSubject"),
        "identifier": Field(array(IDENTITY)),
        "achievement": Field(EARNED, required=True),
    }
)
CREDENTIAL: Fields = {
    **COMMON,
    "@context": Field(NAMES, required=True),
    "id": ID,
    "type": types_in("VerifiableCredential"),
    "issuer": ISSUER,
    "name": Field(text),
    "proof": Field(PROOF),
    "credentialSubject": Field(_subject, required=True),
}
