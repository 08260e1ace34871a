"""The faults of a sign-in."""

from __future__ import annotations

from ...errors import TimebackError

__all__ = ["IdentityError", "UnknownKeyError"]


class IdentityError(TimebackError):
    """A sign-in that was refused, or that failed.

    Attributes:
        code: The fault, for programs: that of the provider where it named one, else one of ours, such as
            `invalid_state` or `timeback_user_not_found`.
        status: The HTTP status of the answer to the browser.
    """

    def __init__(self, message: str, code: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status

    def __reduce__(self) -> tuple[type[IdentityError], tuple[str, str, int]]:
        return type(self), (str(self), self.code, self.status)


class UnknownKeyError(IdentityError):
    """No key that is known signed a token: the issuer may have new ones."""
