"""The Django application: checks its setting when the project starts."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from ...errors import ConfigurationError
from .. import create_sync_server
from . import config

__all__ = ["TimebackAppConfig"]


class TimebackAppConfig(AppConfig):
    """Registers the check of the setting `TIMEBACK`."""

    name = "timeback.server.django"
    label = "timeback"
    verbose_name = "Timeback"

    def ready(self) -> None:
        """Have `manage.py check`, and so every start, look at the setting."""
        register(check_setting)


def check_setting(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Say what is wrong with the setting `TIMEBACK`, before the first request does."""
    try:
        with create_sync_server(config()):
            return []
    except ConfigurationError as error:
        return [Error(str(error), hint="See the setting TIMEBACK.", id="timeback.E001")]
