"""Tokens of MasteryTrack."""

from __future__ import annotations

from ..base import InputModel, Model
from .inputs import Email

__all__ = ["AuthorizerInput", "AuthorizerResponse"]


class AuthorizerInput(InputModel, kw_only=True, rename=None):
    """Whose token is wanted."""

    email: Email


class AuthorizerResponse(Model, kw_only=True, rename=None):
    """A token; its repr hides it."""

    success: bool
    jwt: str

    def __repr__(self) -> str:
        return f"AuthorizerResponse(success={self.success}, jwt=***)"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [("success", self.success)]

    def _repr_html_(self) -> str:
        return "AuthorizerResponse(jwt=***)"
