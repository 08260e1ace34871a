# Generated from src/timeback/_async/badges/credentials.py by setup_unasync.py; do not edit.
"""Credentials that attest to an achievement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._http.retry import Resend
from ..._json_types import is_mapping
from ..._query.encode import to_wire
from ..._query.given import given
from ...errors import InvalidInputError
from ...models.badges import (
    AchievementCredential,
    AchievementCredentialInput,
    CredentialVerification,
    IssueInput,
    bodies,
)
from ..resource import APIResource

__all__ = ["BadgeCredentials"]


class BadgeCredentials(APIResource):
    """Credentials that attest to an achievement. The platform lists and reads none back: keep what a call answers."""

    def issue(
        self, data: IssueInput | Mapping[str, Any] | None = None, /, **fields: Unpack[bodies.IssueFields]
    ) -> AchievementCredential:
        """Award an achievement to a user: the platform makes the credential and signs it.

        A call whose answer was lost is not sent again, since it might award the achievement twice.

        Args:
            data: The award; fields that are not known here are sent as they are.

        Returns:
            The signed credential.

        Raises:
            InvalidInputError: Names each field that is missing or wrong; nothing was sent.
            NotFoundError: There is no such achievement, or no such user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/issue-badge/`.
        """
        body = to_wire(given(data, fields), IssueInput)
        return self._one("POST", "{base}/issue-badge/", AchievementCredential, json=body)

    def upsert(
        self,
        data: AchievementCredentialInput | AchievementCredential | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.AchievementCredentialFields],
    ) -> AchievementCredential:
        """Store a credential, new or in the place of the one with the same id and issuer.

        Fields that are not known here are sent as they are, at every depth, and every form of JSON-LD that is read
        is taken.

        Args:
            data: The credential; `@context` and `type` are filled in where they are missing. One that was read
                may be sent again.

        Returns:
            The credential as the platform keeps it.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            UnprocessableEntityError: The server refuses it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/credentials/`.
        """
        model = (
            AchievementCredential if isinstance(data, AchievementCredential) else AchievementCredentialInput
        )
        body = to_wire(given(data, fields), model, linked_data=True)
        # Its id decides what is written, so that a second sending does no harm.
        return self._one(
            "POST", "{base}/credentials/", AchievementCredential, json=body, resend=Resend.SAFELY
        )

    def verify(self, credential: AchievementCredential | Mapping[str, Any]) -> CredentialVerification:
        """Ask the platform whether a credential is valid. `timeback.clr.verify` checks a signature locally.

        Args:
            credential: The credential as it was read, or its JSON, which is sent untouched: a signature covers
                every character.

        Returns:
            The verdict, which is true if the credential is valid.

        Raises:
            InvalidInputError: This is not a credential; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/issue-badge/verify`.
        """
        if isinstance(credential, AchievementCredential):
            body = to_wire(credential, AchievementCredential)
        elif is_mapping(credential):
            body = dict(credential)
        else:
            raise InvalidInputError.of("credential", "must be a credential that was read, or its JSON object")
        path = "{base}/issue-badge/verify"
        # It changes nothing.
        return self._one("POST", path, CredentialVerification, json=body, resend=Resend.SAFELY)
