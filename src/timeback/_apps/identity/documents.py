"""The public documents of issuers, for as long as they are believed: configurations, and keys."""

from __future__ import annotations

import time
from typing import Any

__all__ = ["IssuerDocuments"]

_KEPT = 600.0
# Anybody may send a token that names a key which there is not: not each of them is asked for.
_AGAIN = 5.0


class IssuerDocuments:
    """Documents by their URLs. Threads may share them: at worst one is fetched twice."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, Any]] = {}
        self._asked_again: dict[str, float] = {}

    def get(self, url: str) -> Any:
        """A document that was fetched not long ago; None if there is none."""
        moment, found = self._kept.get(url, (0.0, None))
        return found if time.monotonic() - moment < _KEPT else None

    def put(self, url: str, document: Any) -> None:
        """Keep a document."""
        self._kept[url] = time.monotonic(), document

    def may_ask_again(self, url: str) -> bool:
        """Whether a document that was not enough may be fetched anew."""
        now = time.monotonic()
        if now - self._asked_again.get(url, now - _AGAIN) < _AGAIN:
            return False
        self._asked_again[url] = now
        return True
