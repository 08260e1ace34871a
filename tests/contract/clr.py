"""The contract of CLR."""

from __future__ import annotations

from typing import Any

import httpx

from timeback.models import clr

from .catalogue import Operation, load
from .matching import Exempt, Types
from .operations import Contract

CATALOGUE = load("clr")


class CredentialContract(Contract):
    """The contexts of the models, which every credential needs."""

    def body(self, operation: Operation) -> Any:
        body = super().body(operation)
        return body | {"@context": list(self.models.CONTEXT)} if operation.name == "upsert" else body


class ClrContract(CredentialContract):
    """Credentials that are listed."""

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        """A page of records holds each of them once, with its proof inside."""
        answer = super().answer(operation, request)
        if operation.name != "list":
            return answer
        return httpx.Response(200, json={**answer.json(), "compactJwsString": []})

    def check_result(self, operation: Operation, result: Any) -> None:
        if operation.name == "list":
            assert [type(each) for each in result] == [clr.ClrCredential]
        else:
            super().check_result(operation, result)


OPERATIONS = ClrContract("clr", "Clr", clr)

# Read by the transport, in errors; nobody holds them as records.
ELSEWHERE = {
    "ImsError",
    "ImsCodeMinor",
    "ImsCodeMinorField",
    "CodeMajor",
    "Severity",
    "CodeMinorValue",
    "StandardCodeMinorValue",
}

_PROOF = Exempt("read proofs leniently", "A proof of another type lacks them.")
_SUBJECT = Exempt(
    "NestedCredentialSubject|AchievementSubject",
    "One Struct, in which all but the unknown is optional, is either.",
)
_CONTEXT = Exempt("at least 3, in order; see quirks", "Filled in where none is given.")
OBJECTS = Exempt(
    "the standard also allows objects after the third entry", "Both decode, and both can be sent."
)
_TYPE = Exempt("at least 1; VerifiableCredential and ClrCredential", "Filled in where none is given.")

_STARTS = Exempt(
    "validFrom: {type: datetime, required: true}", "The data model of credentials has it optional."
)

EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    **{
        (f"ClrProof.{name}", aspect): _PROOF
        for name in ("proofPurpose", "verificationMethod", "created", "proofValue")
        for aspect in ("required", "nullable")
    },
    **{
        ("VerifiableCredential.id", aspect): Exempt("optional in the standard", "It may be missing.")
        for aspect in ("required", "nullable")
    },
    ("VerifiableCredential.credentialSubject", "type"): _SUBJECT,
    **{("VerifiableCredential.validFrom", aspect): _STARTS for aspect in ("required", "nullable")},
    ("ClrCredentialInput.validFrom", "required"): _STARTS,
    **{
        (f"{name}.@context", "type"): OBJECTS
        for name in ("ClrCredential", "ClrCredentialInput", "VerifiableCredential", "EndorsementCredential")
    },
    **{
        (f"AchievementSubject.{name}", aspect): _SUBJECT
        for name in ("type", "achievement")
        for aspect in ("required", "nullable")
    },
    **{
        (f"ClrCredentialInput.{name}", aspect): exempt
        for name, exempt in (("@context", _CONTEXT), ("type", _TYPE))
        for aspect in ("required", "min_len")
    },
}


class CredentialTypes(Types):
    """The catalogue's types, and the contexts that credentials are sent with."""

    def check_exports(self) -> None:
        assert set(self.models.__all__) - {"CONTEXT"} == {self.named(each) for each in self.built}


TYPES: Any = CredentialTypes("clr", clr, elsewhere=ELSEWHERE, exceptions=EXCEPTIONS, clears=True)
