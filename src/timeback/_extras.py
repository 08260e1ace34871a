"""Libraries that come with an extra: imported where they are used, missed by name."""

from __future__ import annotations

import importlib
from types import ModuleType

from .errors import ConfigurationError

__all__ = ["require_extra"]


def require_extra(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import a library that an extra brings.

    Args:
        module: Its import name.
        extra: The extra that installs it.
        purpose: What it is needed for, as the beginning of a sentence.

    Raises:
        ConfigurationError: It is not installed; the message names it and the extra.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ConfigurationError(f"{purpose} needs the extra '{extra}': {name} is not installed") from error
