"""The verdict on a credential: each check by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Check", "Verification"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: `proof`, `key`, `signature`, `terms`, `issuer`, `purpose`, `claims`, `valid_from`, `valid_until`,
            `expires`, `status` or `nested`.
        passed: False where it failed; None where it was not checked, and `detail` says why.
        detail: The finding, in words.
    """

    name: str
    passed: bool | None
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one credential.

    Attributes:
        form: `jwt`, `data_integrity`, or `none` where there is no proof.
        checks: Everything that was looked at, in order.
        key_id: The identifier of the key that the proof names; blank where it names none.
        algorithm: The JWS algorithm or the cryptosuite.
        issuer: The issuer's identifier, as the credential gives it.
        created: When the proof was made, where it says so.
        nested: The verdicts on the credentials inside, where they were asked for.
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
        """True when the signature was checked and is right, and no check failed, nested ones included."""
        signed = any(each.name == "signature" and each.passed for each in self.checks)
        return (
            signed
            and all(each.passed is not False for each in self.checks)
            and all(each.valid for each in self.nested)
        )

    @property
    def problems(self) -> list[str]:
        """The details of the checks that failed, nested ones included; empty where nothing did."""
        found = [f"{each.name}: {each.detail}" for each in self.checks if each.passed is False]
        return found + [f"nested[{at}].{each}" for at, one in enumerate(self.nested) for each in one.problems]

    def __bool__(self) -> bool:
        return self.valid
