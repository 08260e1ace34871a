"""First states of one's own: a state that was saved, or a OneRoster CSV bundle."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .._config.platforms import Platform
from ..errors import ConfigurationError, TimebackError
from .core import SandboxCore
from .snapshots import SQLITE_MARK
from .transports import SandboxTransport

__all__ = ["seeded_core"]


def seeded_core(seed_from: str | os.PathLike[str] | None, **settings: Any) -> SandboxCore:
    """A sandbox whose first state is that of a file: the seeded district, without one.

    Args:
        seed_from: A state of a sandbox, or a bundle of OneRoster CSV files: a ZIP file, or a folder.
        settings: As `SandboxCore` takes them.

    Raises:
        ConfigurationError: The file is neither, or cannot be loaded.
    """
    if seed_from is None:
        return SandboxCore(**settings)
    path = Path(seed_from)
    core = SandboxCore(**_with(settings, empty=True))
    try:
        core.begin_with(_image(path, settings))
    except (OSError, ValueError, TimebackError) as error:
        core.close()
        raise ConfigurationError(f"the sandbox cannot begin with {path}: {error}") from error
    return core


def _with(settings: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**settings, **changes}


def _image(path: Path, settings: dict[str, Any]) -> bytes:
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(SQLITE_MARK)) == SQLITE_MARK:
                return SQLITE_MARK + file.read()
    # In a sandbox of its own: the one that is made may hold records already, in its file.
    scratch = SandboxCore(**_with(settings, empty=True, data=None, platform=Platform.BEYOND_AI))
    try:
        _load(path, scratch)
        return scratch.state()
    finally:
        scratch.close()


def _load(path: Path, core: SandboxCore) -> None:
    from .. import OneRosterClient
    from ..export import load_bundle

    with OneRosterClient(
        base_url=core.base_url,
        auth_url=core.token_url,
        client_id=core.client_id,
        client_secret=core.client_secret,
        transport=SandboxTransport(core),
    ) as client:
        load_bundle(path, client, concurrency=1)
