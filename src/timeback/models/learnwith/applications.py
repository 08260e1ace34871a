"""Applications of LEARNWITH_AI, and their registration."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, OpenModel, Timestamp, Unset
from .enums import ApplicationType, OnOff, RecordStatus

__all__ = ["Application", "Draft", "DraftInput"]


class Application(Model, kw_only=True):
    """An application that students learn in. The documentation requires every field, but answers lacked several (O)."""

    sourced_id: str
    """Identifier of the application on the platform."""
    name: str
    """Name of the application for people."""
    status: RecordStatus | None = None
    """Whether the record is in use, deleted, or at rest."""
    date_created: Timestamp | None = None
    """Time when it was registered."""
    date_last_modified: Timestamp | None = None
    """Time of the last change."""
    description: str | None = None
    """Purpose of the application in a few words."""
    application_type: ApplicationType | None = None
    """Purpose of the application on the platform."""
    deployment_id: str | None = None
    """Deployment of LTI that launches it."""
    domains: list[str] = []
    """Internet domains of the application."""
    launch_url: str | None = None
    """Address that receives LTI launches from the platform."""
    logo_url: str | None = None
    """Address of its logo."""
    cover_image_url: str | None = None
    """Address of its cover image."""
    is_lti_compliant: bool | None = None
    """Whether it takes LTI launches."""
    is_lti_v1_p3_compliant: bool | None = field(name="isLtiV1P3Compliant", default=None)
    """Whether it takes launches of LTI 1.3."""
    is_recording_enabled: bool | None = None
    """Whether sessions are recorded."""
    idling: OnOff | None = None
    """Whether the platform looks for idle students."""
    proctoring_mode: OnOff | None = None
    """Whether the platform proctors its sessions."""
    tools: list[Any] = []
    """Tools of the application; the platform calls the field deprecated."""
    metadata: dict[str, Any] | None = None
    """Free keys of the record; None if there are none."""


class DraftInput(InputModel, kw_only=True):
    """An application to register as a draft."""

    name: Annotated[str, Meta(min_length=1, max_length=256)]
    """Display name of the application; must be unique."""
    description: Annotated[str, Meta(min_length=1, max_length=1024)]
    """Purpose of the application in a few words."""
    launch_url: Annotated[str, Meta(min_length=1, max_length=512)]
    """Address that receives LTI launches from the platform."""
    application_type: Unset[Choice[ApplicationType]] = UNSET
    """Purpose of the application on the platform."""
    publisher_id: Unset[str] = UNSET
    """Publisher to register it for, a UUID; needed where the account has several."""


class Draft(OpenModel, kw_only=True):
    """A registered application. The secrets are returned only once; the repr hides them."""

    _secrets = frozenset({"client_secret", "further"})

    application_id: str
    """Identifier of the application; the application of an event."""
    app_urn: str
    """The same as a URN, `urn:uuid:…`."""
    client_id: str
    """OAuth 2 client id of the application."""
    client_secret: str
    """Its secret, shown this once."""
    publisher_id: str
    """Publisher that it was registered for."""
