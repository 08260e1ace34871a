"""The environment variables of a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from .._secrets import Guarded
from .platforms import OWN_AUTH

__all__ = ["Value", "Variables"]


class Value(msgspec.Struct, frozen=True):
    """Something that was given, and how: `base_url=` or `TIMEBACK_BASE_URL`."""

    text: str
    source: str


class Variables(Guarded, frozen=True):
    """The environment variables of a service. The highest-ranking family comes first; blank is unset."""

    environ: Mapping[str, str]
    own: tuple[str, ...]
    general: tuple[str, ...] = ("TIMEBACK_API", "TIMEBACK")

    __hidden__ = ("environ",)

    @classmethod
    def of(cls, service: str, environ: Mapping[str, str]) -> Variables:
        """Those of a service; one with authentication of its own has a family below `TIMEBACK` too."""
        name = service.upper()
        return cls(environ, (f"TIMEBACK_{name}", name) if service in OWN_AUTH else (name,))

    @property
    def families(self) -> tuple[str, ...]:
        """Prefixes of the variables' names."""
        return (*self.own, *self.general)

    def get(self, name: str) -> str | None:
        """The value of one variable."""
        return self.environ.get(name, "").strip() or None

    def first(self, families: Sequence[str], *suffixes: str) -> Value | None:
        """The first that is set, family by family."""
        names = [f"{family}_{suffix}" for family in families for suffix in suffixes]
        return next((Value(text, name) for name in names if (text := self.get(name))), None)

    def listed(self, *suffixes: str, own: str | None = None) -> str:
        """Their names, for a message; `own` is a suffix that the general families are not asked for."""
        *names, last = [
            f"{family}_{suffix}"
            for family in self.families
            for suffix in suffixes
            if suffix != own or family in self.own
        ]
        return f"{', '.join(names)} or {last}"
