"""The contract of Open Badges."""

from __future__ import annotations

from typing import Any

from timeback.models import badges

from . import clr
from .catalogue import load
from .matching import Exempt

CATALOGUE = load("badges")

OPERATIONS = clr.CredentialContract("badges", "Badges", badges)

_CONTEXT = Exempt("at least 2, in order; see quirks", "Filled in where none is given.")
_TYPE = Exempt("at least 1; VerifiableCredential and AchievementCredential", "Filled in where none is given.")

# Of what a badge shares with a learner record.
_SHARED = {
    (where, aspect): exempt
    for (where, aspect), exempt in clr.EXCEPTIONS.items()
    if where.partition(".")[0] in CATALOGUE.types
}

_BY_THE_STANDARD = {
    "id": Exempt("id: {type: uri, required: true}", "The data model of credentials has it optional."),
    "validFrom": Exempt(
        "validFrom: {type: datetime, required: true}", "The data model of credentials has it optional."
    ),
}

EXCEPTIONS: dict[tuple[str, str], Exempt] = {
    **_SHARED,
    **{
        (f"AchievementCredential.{name}", aspect): exempt
        for name, exempt in _BY_THE_STANDARD.items()
        for aspect in ("required", "nullable")
    },
    **{
        (f"{name}.@context", "type"): clr.OBJECTS
        for name in ("AchievementCredential", "AchievementCredentialInput")
    },
    **{
        (f"AchievementCredentialInput.{name}", aspect): exempt
        for name, exempt in (("@context", _CONTEXT), ("type", _TYPE))
        for aspect in ("required", "min_len")
    },
}

TYPES: Any = clr.CredentialTypes("badges", badges, exceptions=EXCEPTIONS, clears=True)
