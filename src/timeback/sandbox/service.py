"""The contract of a service, and the grammar of its folder.

A service is a folder that exports `SERVICE`; `services.py` lists them. Its files, of which `routes.py` and `seed.py`
are imported when they are needed:

- `routes.py`: `ROUTES`, every method and path with the handler that answers it, and nothing else.
- `tables.py`: the tables of its records, the prefixes of its paths, and the scopes that these ask for.
- `schemas.py`: the bodies that it takes, field by field.
- `rules.py`: what it demands beyond the fields, and what follows from a write; free of paths and responses.
- `errors.py`: `error_body`, its way to write an `ApiError`.
- `seed.py`: `seed`, its records of a new district; absent if there are none.
- further files by subject (`placement.py`, `cascades.py`): the handlers, and what they share.

A file that outgrows its page becomes a folder of the same name. A handler takes a `RequestContext` and returns
a `Response`; to refuse, it raises `ApiError`. A service may import those before it in `services.SERVICES`, never
one after it.

A new service: the folder with these files, a line in `services.py`, its path in `_config/platforms.py`.
A new endpoint: its body in `schemas.py`, a handler in the file of its subject, a line in `routes.py`.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NamedTuple

from .._fork import late_imports
from .context import RequestContext
from .errors import ApiError
from .messages import Response
from .records import Records, Seeded
from .scopes import Scopes
from .signals import Observer
from .sql import Table
from .store import Store

__all__ = ["Handler", "Route", "SeedPlan", "Service", "TokenCheck"]

Handler = Callable[[RequestContext], Response]


@dataclass(frozen=True)
class Route:
    """One operation of a service.

    Attributes:
        method: The HTTP method; HEAD is served wherever GET is.
        path: The path, its parameters in braces: `/users/{user}/classes`. A slash at its end is part of the
            description; unless the sandbox is strict, it is served with and without.
        handler: Answers it.
        writes: It may change records though its method is GET.
        needs_token: It asks for an access token, as its service demands.
    """

    method: str
    path: str
    handler: Handler
    writes: bool = False
    needs_token: bool = True


@dataclass(frozen=True)
class TokenCheck:
    """The access tokens that a service takes.

    Attributes:
        header: The header that carries them.
        audience: Whose own they are; without one, the token endpoint's of the platform.
    """

    header: str = "authorization"
    audience: str | None = None


class SeedPlan(NamedTuple):
    """A new district.

    Attributes:
        seed: Chooses its records; the same seed gives the same ones.
        students: How many students it has.
        moved_days: How many days its dates lie after those on which it is written down.
        as_described: Its open enrollments have a null end date, as described, instead of none.
    """

    seed: int
    students: int
    as_described: bool = False
    moved_days: int = 0


@dataclass(frozen=True)
class Service:
    """One service of the platform.

    Attributes:
        name: Its name.
        prefixes: The beginnings of its paths; they decide the shape of errors on unknown paths.
        tables: Where it keeps its records.
        error_body: Writes an error in its own shape.
        home: The package of its folder.
        token_check: The tokens that its calls need; none, without one.
        scopes: The scopes that its calls need, by the beginnings of its paths; any token will do for others.
        seeded: It has records in a new district.
        rewrite: Makes of each of its operations the one that is served in its place.
        observer: Makes what is told of all that happens in a sandbox, for each sandbox one, over its store.
    """

    name: str
    prefixes: Sequence[str]
    tables: Sequence[Table]
    error_body: Callable[[ApiError], Any]
    home: str
    token_check: TokenCheck | None = TokenCheck()
    scopes: Mapping[str, Scopes] = field(default_factory=dict[str, Scopes])
    seeded: bool = True
    rewrite: Callable[[Route], Route] | None = None
    observer: Callable[[Store], Observer] | None = None

    @functools.cached_property
    def routes(self) -> Sequence[Route]:
        """Its operations. Who never calls it pays nothing for its handlers."""
        found: Sequence[Route] = self._module("routes").ROUTES
        return found if self.rewrite is None else tuple(map(self.rewrite, found))

    def seed(self, plan: SeedPlan, known: Records) -> Seeded:
        """Its records of a new district, given those of the services before it."""
        made: Seeded = self._module("seed").seed(plan, known)
        return made

    def _module(self, name: str) -> ModuleType:
        with late_imports:
            return importlib.import_module(f"{self.home}.{name}")
