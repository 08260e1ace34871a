"""The call of a user's that is under way, for errors that name it."""

from __future__ import annotations

import inspect
from types import FrameType

__all__ = ["public_call"]

_PACKAGE = __name__.partition(".")[0]
# What users call. The rest of the package is either beneath these, or a user of them itself.
_ENTRANCES = frozenset(
    {"_async", "_sync", "caliper", "case", "clr", "edubridge", "masterytrack", "qti", "webhooks"}
)
_USERS = frozenset({"cli", "export", "integrations", "sandbox", "server"})


def public_call() -> str:
    """The name of the outermost public method of the library on the stack, of a class where it is made there;
    empty if there is none.

    A refusal is found deep below the method that was called, by code that many methods share. The stack knows
    which one it was, so that no call has to hand its own name down. Coroutines stand on it like functions.
    """
    frame: FrameType | None = inspect.currentframe()
    name = ""
    while frame is not None:
        package, _, rest = str(frame.f_globals.get("__name__", "")).partition(".")
        room = rest.partition(".")[0]
        if package != _PACKAGE or room in _USERS:
            break
        own = frame.f_code.co_name
        if own == "__init__" and getattr(frame.f_locals.get("self"), "__module__", "") == _PACKAGE:
            own = type(frame.f_locals["self"]).__name__  # a class of the root, such as a client
        if room in _ENTRANCES and own[0] not in "_<":
            name = own
        frame = frame.f_back
    return name
