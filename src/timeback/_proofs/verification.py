"""The verdict on a credential: each check by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Check", "Verification"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a verification.

    Attributes:
        name: `proof`, `key`, `signature`, `terms`, `issuer`, `purpose`, `claims`, `valid_from`, `valid_until`,
            `expires`, `status` or `nested`.
        passed: False if it failed; None if it was not checked, and `detail` says why.
        detail: The finding, in words.
    """

    name: str
    passed: bool | None
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one credential.

    Attributes:
        form: `jwt`, `data_integrity`, or `none` if there is no proof.
        checks: All checks, in order.
        key_id: The identifier of the key that the proof names; blank if it names none.
        algorithm: The JWS algorithm or the cryptosuite.
        issuer: The issuer's identifier, as the credential gives it.
        created: When the proof was made, if it says so.
        nested: The verdicts on the credentials inside, if you asked for them.
    """

    form: str
    checks: tuple[Check, ...]
    key_id: str = ""
    algorithm: str = ""
    issuer: str = ""
    created: datetime | None = None
    nested: tuple[Verification, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the signature was checked and is right, and no check failed, nested ones included."""
        signed = any(each.name == "signature" and each.passed for each in self.checks)
        return (
            signed
            and all(each.passed is not False for each in self.checks)
            and all(each.valid for each in self.nested)
        )

    @property
    def problems(self) -> list[str]:
        """The details of the failed checks, nested ones included; empty if none failed."""
        found = [f"{each.name}: {each.detail}" for each in self.checks if each.passed is False]
        return found + [f"nested[{at}].{each}" for at, one in enumerate(self.nested) for each in one.problems]

    def __bool__(self) -> bool:
        return self.valid
