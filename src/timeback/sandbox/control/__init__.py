"""The sandbox's own endpoints, under `/_sandbox`: all that can be seen of it and changed in it.

They serve whoever started the sandbox, and no web page that a browser on the same machine happens to show: see
`access.py`. `routes.py` lists them. What they do, `Sandbox` does in Python.
"""

from __future__ import annotations

from .access import refusal
from .routes import CONTROL_PATH, answer_control
from .sandbox import Controlled
from .states import MAX_STATE, STATE_PATHS
from .statics import PAGE_PATH
from .traffic import event_of, is_stream, last_event

__all__ = [
    "CONTROL_PATH",
    "MAX_STATE",
    "PAGE_PATH",
    "STATE_PATHS",
    "Controlled",
    "answer_control",
    "event_of",
    "is_stream",
    "last_event",
    "refusal",
]
