"""The commands about `timeback.config.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

from cyclopts import App
from rich.console import Console
from rich.table import Table

from ..errors import ConfigurationError
from .completion import CompletedApp

__all__ = ["add_config"]

_FILE_NAME = "timeback.config.json"
_EXAMPLE = {
    "name": "My application",
    "sensor": "https://app.example",
    "courses": [
        {
            "subject": "Math",
            "grade": 3,
            "ids": {"staging": None, "production": None},
            "metadata": {"metrics": {"totalLessons": 40}},
        }
    ],
}


def add_config(app: App) -> None:
    """Add `timeback config`."""
    config = CompletedApp(name="config", help=f"The configuration of an application, {_FILE_NAME}.")
    app.command(config)

    @config.command
    def check(
        path: Path = Path(_FILE_NAME), /, *, environment: Literal["staging", "production"] = "staging"
    ) -> None:
        """Check a configuration, and show its courses as they are in an environment.

        Every fault is named with its path, and so are keys that mean nothing.

        Args:
            path: The file.
            environment: Whose ids and overrides are shown.
        """
        from .._apps.configuration import load_config, unknown_keys
        from .._apps.courses import CourseCatalog

        found = load_config(path)
        for issue in unknown_keys(found.to_dict("json")):
            print(f"{issue.path}: {issue.message}", file=sys.stderr)
        table = Table("course", "id", "sensor", "lessons", title=f"{found.name}, {environment}")
        for course in CourseCatalog(found, environment).all:
            lessons = str(course.total_lessons or "-")
            table.add_row(course.name, course.id or "not made yet", course.sensor or "-", lessons)
        Console().print(table)

    @config.command
    def init(path: Path = Path(_FILE_NAME), /) -> None:
        """Write a configuration to begin with; a file that is there is left alone.

        Args:
            path: The file.
        """
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(json.dumps(_EXAMPLE, indent=2) + "\n")
        except FileExistsError:
            raise ConfigurationError(f"{path} is there already") from None
        except OSError as error:
            raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from None
        print(f"wrote {path}: put your courses there, then run `timeback config check`")

    @config.command
    def schema() -> None:
        """Print the JSON schema, for editors."""
        from .._apps.schema import config_schema

        print(json.dumps(config_schema(), indent=2))
