"""Paths to handlers: a tree of segments, literals before parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from timeback.sandbox.calls import RequestContext
    from timeback.sandbox.messages import Response

__all__ = ["Handler", "Route", "Router", "split_path"]

Handler = Callable[["RequestContext"], "Response"]

_READING = ("GET", "HEAD")


def split_path(path: str) -> list[str] | None:
    """Decode a raw path into segments; `%2F` stays inside its segment, a trailing slash is dropped.

    Returns nothing for a path with an empty segment or one that is not UTF-8.
    """
    raw = path.split("/")[1:]
    if raw and raw[-1] == "":
        raw.pop()
    try:
        segments = [unquote(segment, errors="strict") for segment in raw]
    except UnicodeDecodeError:
        return None
    return segments if all(segments) and path.startswith("/") else None


class _Node:
    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.handlers: dict[str, tuple[Handler, tuple[str, ...]]] = {}
        self.reads_that_write: set[str] = set()


class Route:
    """What a path leads to: handlers by method, and the values of its parameters."""

    def __init__(self, node: _Node, values: Sequence[str]) -> None:
        self._node = node
        self._values = values

    @property
    def methods(self) -> list[str]:
        """The methods served here, HEAD among them where GET is."""
        methods = set(self._node.handlers)
        return sorted(methods | {"HEAD"} if "GET" in methods else methods)

    def writes(self, method: str) -> bool:
        """Whether a method may change records here."""
        return method not in _READING or method in self._node.reads_that_write

    def handler(self, method: str) -> tuple[Handler, dict[str, str]] | None:
        """The handler of a method and its parameters by name; HEAD is served by GET's."""
        found = self._node.handlers.get("GET" if method == "HEAD" else method)
        return (found[0], dict(zip(found[1], self._values, strict=True))) if found else None


class Router:
    """The routes of every service."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, method: str, template: str, handler: Handler, *, writes: bool = False) -> None:
        """Serve `template`, such as `/users/{user_id}/classes`, by `handler`; `writes` marks a GET that does."""
        node, names = self._root, list[str]()
        for segment in template.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if method in node.handlers:
            raise ValueError(f"{method} {template} is served twice")
        node.handlers[method] = handler, tuple(names)
        if writes:
            node.reads_that_write.add(method)

    def match(self, segments: Sequence[str]) -> Route | None:
        """Find the route of a decoded path."""
        return self._match(self._root, segments, 0, ())

    def _match(self, node: _Node, segments: Sequence[str], at: int, values: tuple[str, ...]) -> Route | None:
        if at == len(segments):
            return Route(node, values) if node.handlers else None
        literal = node.literals.get(segments[at])
        found = self._match(literal, segments, at + 1, values) if literal else None
        if found is None and node.parameter:
            found = self._match(node.parameter, segments, at + 1, (*values, segments[at]))
        return found
