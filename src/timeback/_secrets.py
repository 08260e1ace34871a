"""Secrets that no repr, and so no log and no traceback, shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from ._fork import late_imports

__all__ = ["Guarded", "Headers", "Secret"]


class Secret:
    """Text that shows as `***`; `reveal()` gives it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text itself."""
        return self.__text

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        with late_imports:
            from hmac import compare_digest  # rarely needed, and brings OpenSSL

        return compare_digest(self.__text.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash(self.__text)


class Guarded(msgspec.Struct, frozen=True):
    """A value whose repr leaves out fields that may hold secrets or personal data: those named in `__hidden__`."""

    __hidden__: ClassVar[tuple[str, ...]] = ()

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        shown = (name for name in self.__struct_fields__ if name not in self.__hidden__)
        return [(name, getattr(self, name)) for name in shown]

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({', '.join(shown)})"


class Headers:
    """The headers of a request; `reveal()` gives them, the repr only their names.

    Args:
        plain: Names and values. A caller's own may well be secret.
        secrets: Those that are.
    """

    __slots__ = ("__plain", "__secrets")

    def __init__(self, plain: Mapping[str, str], secrets: Mapping[str, Secret] | None = None) -> None:
        self.__plain = dict(plain)
        self.__secrets = dict(secrets or {})

    def __setitem__(self, name: str, value: str) -> None:
        self.__plain[name] = value

    def reveal(self) -> dict[str, str]:
        """Names and values, the access token among them."""
        return {**self.__plain, **{name: secret.reveal() for name, secret in self.__secrets.items()}}

    def __repr__(self) -> str:
        return f"Headers({', '.join([*self.__plain, *self.__secrets])})"
