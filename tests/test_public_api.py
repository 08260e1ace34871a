"""The differences of the public interface between two commits, as `make lint` prints them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.once  # griffe is a tool of developers: other Pythons lack it

OLD = """
class Users:
    def get(self, user_id: str, /, *, fields: list[str] | None = None) -> User: ...
    def drop(self) -> None: ...
    def _send(self) -> None: ...
"""
NEW = """
class Users:
    limit: int = 100
    def get(self, user_id: str, /, *, fields: list[str] | None = None, **more: int) -> User: ...
    def _send(self, path: str) -> None: ...
"""


def declared(source: str) -> dict[str, str]:
    import griffe

    from tests.public_api import declarations

    with griffe.temporary_visited_package("timeback", {"_sync/users.py": source}, init=True) as package:
        return dict(declarations(package))


def test_what_is_public_is_compared_with_its_types() -> None:
    from tests.public_api import differences

    old, new = declared(OLD), declared(NEW)
    assert [*differences(old, old)] == []
    assert [*differences(old, new)] == [
        "- users.Users.drop",
        "~ users.Users.get\n"
        "    was (user_id: str, /, *, fields: list[str] | None = None) -> User\n"
        "    is  (user_id: str, /, *, fields: list[str] | None = None, **more: int) -> User",
        "+ users.Users.limit: int = 100",
    ]
