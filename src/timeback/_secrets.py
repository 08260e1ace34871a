"""Secrets that no repr, and so no log and no traceback, shows."""

from __future__ import annotations

from collections.abc import Mapping

from ._fork import late_imports

__all__ = ["Headers", "Secret"]


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
