"""The services of the sandbox, and the district that they make of a seed."""

from __future__ import annotations

from collections.abc import Iterable

from .._config.platforms import Platform
from .badges import SERVICE as BADGES
from .caliper import SERVICE as CALIPER
from .case import SERVICE as CASE
from .clr import SERVICE as CLR
from .edubridge import SERVICE as EDUBRIDGE
from .learnwith import SERVICE as LEARNWITH
from .learnwith.errors import error_body as learnwith_error
from .learnwith.wire_forms import answering_in_form
from .masterytrack import SERVICE as MASTERYTRACK
from .oauth import SERVICE as OAUTH
from .oneroster import SERVICE as ONEROSTER
from .partner import SERVICE as PARTNER
from .platform_paths import moved
from .powerpath import SERVICE as POWERPATH
from .qti import SERVICE as QTI
from .records import Doc, Records, Seeded
from .service import SeedPlan, Service
from .webhooks import SERVICE as WEBHOOKS

__all__ = ["SERVICES", "new_district", "services_of"]

# In the order in which their tables are made and seeded; the token endpoint of the platform stands last.
SERVICES = (
    ONEROSTER, CALIPER, EDUBRIDGE, QTI, POWERPATH, CASE, CLR, BADGES, MASTERYTRACK, WEBHOOKS, LEARNWITH, PARTNER,
    OAUTH,
)  # fmt: skip

_SERVED = {
    Platform.BEYOND_AI: tuple(service for service in SERVICES if service is not LEARNWITH),
    Platform.LEARNWITH_AI: (
        LEARNWITH,
        *(
            moved(service, Platform.LEARNWITH_AI, answering_in_form, learnwith_error)
            for service in (ONEROSTER, CASE)
        ),
        QTI,
        MASTERYTRACK,
        OAUTH,
    ),
}


def services_of(platform: Platform) -> tuple[Service, ...]:
    """The services that a platform serves, where it serves them; all work on the records of one district."""
    return _SERVED[platform]


def new_district(plan: SeedPlan) -> Seeded:
    """The records of a district, by table."""
    made: dict[str, Iterable[tuple[str, Doc]]] = {}
    known: Records = {}
    for service in SERVICES:
        if service.seeded:
            made |= service.seed(plan, known)
            known |= {name: rows for name, rows in made.items() if isinstance(rows, list)}
    return made
