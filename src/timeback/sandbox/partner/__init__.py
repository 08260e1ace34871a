"""The Partner API, over the records of OneRoster, Caliper and EduBridge."""

from __future__ import annotations

from ..caliper.tables import EVENTS
from ..edubridge.tables import APPLICATIONS
from ..service import Service
from .errors import error_body
from .tables import PREFIXES, SCOPES

__all__ = ["SERVICE"]

SERVICE = Service(
    "partner", PREFIXES, (APPLICATIONS, EVENTS), error_body, __name__, scopes=SCOPES, seeded=False
)
