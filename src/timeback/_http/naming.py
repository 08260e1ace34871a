"""Names of operations, for spans and logs: the place in the API and the verb, such as `users.list`. No I/O."""

from __future__ import annotations

import functools

from .._patterns import pattern

__all__ = ["operation_name"]

# Prefixes under which many places lie; any other is a place itself.
_ROOTS = frozenset({"{base}", "{rostering}", "{gradebook}", "{resources}"})
_WORDS = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|-")
_OF_ONE = {"GET": "get", "HEAD": "exists"}
_OF_MANY = {"GET": "list", "POST": "create"}
_OF_EITHER = {"PUT": "update", "PATCH": "patch", "DELETE": "delete"}
# Segments that begin so say themselves what is done there.
_VERBS = frozenset(
    {
        *("assign", "create", "delete", "enqueue", "export", "get", "import", "invalidate", "make"),
        *("propagate", "recreate", "reset", "search", "start", "sync", "update", "validate"),
    }
)


@functools.lru_cache(maxsize=512)
def operation_name(method: str, template: str) -> str:
    """The name of what `method` does at a path template: `GET {rostering}/users` is `users.list`."""
    root, *rest = (each for each in template.split("/") if each)
    segments = rest if root in _ROOTS else [root.strip("{}"), *rest]
    places = [_WORDS.sub("_", each).lower() for each in segments if not each.startswith("{")]
    if places and places[-1].partition("_")[0] in _VERBS:
        return ".".join(places)
    is_one = bool(segments) and segments[-1].startswith("{")
    verbs = {**_OF_EITHER, **(_OF_ONE if is_one else _OF_MANY)}
    return ".".join([*places, verbs.get(method, method.lower())])
