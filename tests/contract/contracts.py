"""The contract of every service: a module beside its catalogue, with `OPERATIONS` and `TYPES`."""

from __future__ import annotations

import importlib
from pathlib import Path

from timeback._config.platforms import SERVICES

from .matching import Types
from .operations import Contract

_MODULES = [
    importlib.import_module(f".{name}", __package__)
    for name in SERVICES
    if Path(__file__).with_name(f"{name}.py").exists()
]

OPERATIONS: list[Contract] = [module.OPERATIONS for module in _MODULES]
TYPES: list[Types] = [module.TYPES for module in _MODULES]
