"""Scopes of access tokens (RFC 6749, 3.3): what each service asks of a call, and what a token was given.

A scope is a URL of 1EdTech's, `…/spec/or/v1p1/scope/roster.readonly`. Its version decides nothing here: the
platforms spell the same leave with different ones. So scopes are compared as `or/roster.readonly`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

__all__ = ["Needs", "ScopeMode", "Scopes", "needed", "short_scope", "standard_scopes"]

ScopeMode = Literal["loose", "strict"]

# Any one of these lets a call pass; where there are none, any token does.
Needs = frozenset[str]

_STEM = "https://purl.imsglobal.org/spec/"
_SCOPE = re.compile(re.escape(_STEM) + r"([a-z]+)/v[0-9]+(?:p[0-9]+)?/(?:scope/)?([A-Za-z.\-]+)")


class Scopes(NamedTuple):
    """The scopes of a group of paths, by what a call does: it reads, writes or deletes."""

    read: Needs = frozenset()
    write: Needs = frozenset()
    delete: Needs = frozenset()

    def of(self, method: str) -> Needs:
        """The scopes of which a method needs one."""
        if method in ("GET", "HEAD"):
            return self.read
        return self.delete if method == "DELETE" else self.write


def standard_scopes(*stems: str) -> Scopes:
    """Scopes that end in `readonly`, `createput` and `delete`; one that ends in `admin` holds for all."""
    admin = {f"{stem.partition('/')[0]}/admin" for stem in stems} | {_joined(stem, "admin") for stem in stems}
    return Scopes(*(frozenset({_joined(stem, end) for stem in stems} | admin) for end in _ENDS))


_ENDS = ("readonly", "createput", "delete")


def _joined(stem: str, end: str) -> str:
    return stem + end if stem.endswith("/") else f"{stem}.{end}"


def needed(scopes: Mapping[str, Scopes], path: str, method: str) -> Needs:
    """The scopes of which a call needs one; those of the longest beginning of its path count."""
    beginnings = [beginning for beginning in scopes if path.startswith(beginning)]
    return scopes[max(beginnings, key=len)].of(method) if beginnings else frozenset()


def short_scope(scope: str) -> str | None:
    """A scope without its stem and version; nothing for one that is none of 1EdTech's."""
    found = _SCOPE.fullmatch(scope)
    return f"{found[1]}/{found[2]}" if found else None
