"""Secrets that no repr, and so no log and no traceback, shows."""

from __future__ import annotations

from collections.abc import Mapping

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
        from hmac import compare_digest  # rarely needed, and brings OpenSSL

        return compare_digest(self.__text.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash(self.__text)


class Headers:
    """The headers of a request with their secrets; `reveal()` gives them, the repr only their names."""

    __slots__ = ("__plain", "__token", "__token_header")

    def __init__(self, plain: Mapping[str, str], token_header: str = "", token: Secret | None = None) -> None:
        self.__plain = plain
        self.__token_header = token_header
        self.__token = token

    def reveal(self) -> dict[str, str]:
        """Names and values, the access token among them."""
        if self.__token is None:
            return dict(self.__plain)
        return {**self.__plain, self.__token_header: f"Bearer {self.__token.reveal()}"}

    def __repr__(self) -> str:
        return f"Headers({', '.join(self.__plain)})"
