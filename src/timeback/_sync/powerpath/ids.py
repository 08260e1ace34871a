# Generated from src/timeback/_async/powerpath/ids.py by setup_unasync.py; do not edit.
"""Queries that say by ids what a call is about."""

from __future__ import annotations

from ..._issues import Issues
from ..._query.urls import check_id

__all__ = ["ids_query"]


def ids_query(**ids: str) -> dict[str, str]:
    """The query for ids by their Python names: `student_id` is `student` on the wire. None may be blank."""
    issues, query = Issues(), dict[str, str]()
    for name, value in ids.items():
        with issues:
            query[name.removesuffix("_id")] = check_id(name, value)
    issues.check()
    return query
