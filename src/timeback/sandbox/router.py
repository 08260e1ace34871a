"""Paths to routes: a tree of segments, literals before parameters. A route knows its service.

The routes of a service are added when the first request for it comes: a program that asks for users has no use for
the handlers of eight other services.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import unquote

from .._config.platforms import SANDBOX_PATHS
from .._fork import new_rlock
from .context import RequestContext
from .errors import ApiError
from .messages import Request
from .scopes import Needs, needed
from .service import Handler, Route, Service, TokenCheck

__all__ = ["Endpoint", "Router", "split_path"]

_READING = ("GET", "HEAD")


def split_path(path: str) -> list[str] | None:
    """Decode a raw path into segments; `%2F` stays inside its segment, a slash at the end is dropped.

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


@dataclass(frozen=True)
class Endpoint:
    """The end of a request's path.

    Attributes:
        handler: Answers the request, or raises why it is not served here.
        params: The values of the path's parameters, decoded.
        token_check: The token that has to come with the request, if any.
        scopes: The scopes of which that token has to bear one, if there are any.
        writes: Records may change.
    """

    handler: Handler
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    token_check: TokenCheck | None = None
    scopes: Needs = frozenset()
    writes: bool = False


@dataclass(frozen=True)
class _Leaf:
    """A route at the end of its path, with its service and the names of its parameters."""

    service: Service
    route: Route
    names: Sequence[str]

    @property
    def token_check(self) -> TokenCheck | None:
        return self.service.token_check if self.route.needs_token else None

    @property
    def slash(self) -> bool:
        """Whether the path is described with a slash at its end."""
        return self.route.path.endswith("/")

    def endpoint(self, method: str, values: Sequence[str]) -> Endpoint:
        params = dict(zip(self.names, values, strict=True))
        writes = method not in _READING or self.route.writes
        scopes = needed(self.service.scopes, self.route.path, method)
        return Endpoint(self.route.handler, params, self.token_check, scopes, writes)


class _Node:
    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.parameter: _Node | None = None
        self.leaves: dict[str, _Leaf] = {}

    @property
    def methods(self) -> list[str]:
        return sorted({*self.leaves, "HEAD"} if "GET" in self.leaves else self.leaves)


def _below(path: str, prefixes: Iterable[tuple[str, Service]]) -> Service | None:
    return next((service for prefix, service in prefixes if _lies_below(path, prefix)), None)


def _lies_below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


def _refusing(error: ApiError) -> Handler:
    def refuse(call: RequestContext) -> NoReturn:
        raise error

    return refuse


def _unknown() -> ApiError:
    return ApiError(404, "There is no such endpoint.")


def _wrong_slash(leaf: _Leaf) -> ApiError:
    ending = "ends in a slash" if leaf.slash else "has no slash at its end"
    return ApiError(404, f"There is no such endpoint: the path {ending}.")


class Router:
    """The routes of every service.

    Args:
        services: The services.
        strict_slash: A path is served only with the slash at its end that its route has, or without.
    """

    def __init__(self, services: Iterable[Service], *, strict_slash: bool = False) -> None:
        self._services = tuple(services)
        self._strict_slash = strict_slash
        self._root = _Node()
        self._prefixes = [(prefix, service) for service in self._services for prefix in service.prefixes]
        self._at_root: list[tuple[str, Service]] | None = None
        self._lock = new_rlock()
        self._served: set[str] = set()

    def _serve(self, path: str) -> None:
        """Add the routes of each service below one of whose prefixes a path lies, when it is the first such path."""
        for prefix, service in self._prefixes:
            if service.name not in self._served and _lies_below(path, prefix):
                with self._lock:
                    self._add_all(service)

    def _add_all(self, service: Service) -> None:
        if service.name not in self._served:
            for route in service.routes:
                self._add(service, route, route.path)
            self._served.add(service.name)

    def _served_at_root(self) -> list[tuple[str, Service]]:
        """The services without their prefixes too, for clients that know one base URL of all."""
        if self._at_root is None:
            with self._lock:
                if self._at_root is None:
                    self._at_root = [
                        (prefix, service)
                        for service in self._services
                        for prefix in self._add_at_root(service)
                    ]
        return self._at_root

    def _add_at_root(self, service: Service) -> Iterator[str]:
        if (prefix := SANDBOX_PATHS.get(service.name)) is not None:
            for route in service.routes:
                path = route.path.removeprefix(prefix)
                self._add(service, route, path)
                yield f"/{path.split('/')[1]}"

    def _add(self, service: Service, route: Route, path: str) -> None:
        node, names = self._root, list[str]()
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if route.method in node.leaves:
            raise ValueError(f"{route.method} {path} is served twice")
        node.leaves[route.method] = _Leaf(service, route, names)

    def service_of(self, path: str) -> Service | None:
        """The service below one of whose prefixes a path lies."""
        return _below(path, self._prefixes) or _below(path, self._served_at_root())

    def find(self, request: Request) -> Endpoint:
        """The end of a request's path; where its service has no such route, the handler says so.

        Raises:
            ApiError: 404, the path belongs to no service.
        """
        service = self.service_of(request.path)
        if service is None:
            raise _unknown()
        self._serve(request.path)
        segments = split_path(request.path)
        found = None if segments is None else self._match(self._root, segments, 0, ())
        if found is None:
            return Endpoint(_refusing(_unknown()), token_check=service.token_check)
        node, values = found
        method = request.method
        leaf = node.leaves.get("GET" if method == "HEAD" else method)
        if leaf is not None:
            if self._strict_slash and leaf.slash != request.path.endswith("/"):
                return Endpoint(_refusing(_wrong_slash(leaf)), token_check=leaf.token_check)
            return leaf.endpoint(method, values)
        error = ApiError(405, f"{method} is not served here.", headers=[("allow", ", ".join(node.methods))])
        return Endpoint(_refusing(error), token_check=next(iter(node.leaves.values())).token_check)

    def _match(
        self, node: _Node, segments: Sequence[str], at: int, values: tuple[str, ...]
    ) -> tuple[_Node, tuple[str, ...]] | None:
        if at == len(segments):
            return (node, values) if node.leaves else None
        literal = node.literals.get(segments[at])
        found = self._match(literal, segments, at + 1, values) if literal else None
        if found is None and node.parameter:
            found = self._match(node.parameter, segments, at + 1, (*values, segments[at]))
        return found
