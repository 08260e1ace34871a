"""The names by which LEARNWITH_AI and the Partner API know what an event speaks of."""

from __future__ import annotations

from urllib.parse import quote

from ..models.caliper.agents import Person, SoftwareApplication
from .learnwith import AUTO_SESSION

__all__ = ["LEARNWITH_NAMES", "PARTNER_NAMES", "EntityNames"]


class EntityNames:
    """The names that a platform uses for students, applications and so on. These are LEARNWITH_AI's: URNs with the ids.

    An id with a colon is taken for an IRI and stays as it is.
    """

    session: str | None = AUTO_SESSION
    """The session of an event; this one lets the platform find it."""

    def person(self, student_id: str) -> Person | str:
        """A student."""
        return self.iri("users", student_id)

    def application(self, application_id: str) -> SoftwareApplication | str:
        """An application."""
        return self.iri("applications", application_id)

    def iri(self, collection: str, entity_id: str) -> str:
        """The IRI of a record of a collection, such as `lessons`."""
        return entity_id if ":" in entity_id else f"urn:uuid:{quote(entity_id, safe='')}"


LEARNWITH_NAMES = EntityNames()


class _PartnerNames(EntityNames):
    """The names of the Partner API: links to its records, in whole entities."""

    session = None

    def person(self, student_id: str) -> Person | str:
        return Person(context=None, id=self.iri("users", student_id))

    def application(self, application_id: str) -> SoftwareApplication | str:
        return SoftwareApplication(context=None, id=self.iri("applications", application_id))

    def iri(self, collection: str, entity_id: str) -> str:
        if ":" in entity_id or collection == "sessions":
            return super().iri(collection, entity_id)
        area = "applications" if collection == "applications" else "rostering"
        path = "" if collection == area else f"/{collection}"
        return f"https://api.alpha-1edtech.ai/{area}/1.0{path}/{quote(entity_id, safe='')}"


PARTNER_NAMES: EntityNames = _PartnerNames()
