"""The clients and transports of httpx that a user may bring along. Imported for these, and by type checkers."""

from __future__ import annotations

import httpx

__all__ = ["AsyncClient", "AsyncTransportLike", "Client", "TransportLike"]

AsyncClient = httpx.AsyncClient
Client = httpx.Client
AsyncTransportLike = httpx.AsyncBaseTransport
TransportLike = httpx.BaseTransport
