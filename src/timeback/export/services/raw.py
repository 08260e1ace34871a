"""Answers as JSON: the calls of a service's client, whose rows are left as they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ..._codec.decode import DecodedRows, decode_list, decode_one, no_rows
from ..._codec.plain import json_text
from ..._http.messages import Response
from ..._http.retry import Resend
from ..._sync.channel import Channel
from ..._sync.client import TimebackClient
from ..._sync.service import ServiceClient

__all__ = ["RawServices", "line_of"]

_NO_CONTENT = 204


class _RawChannel(Channel, frozen=True):
    """A service whose rows and entities are given as JSON, whatever their type is."""

    def listing(
        self, response: Response, path: str, model: Any, keys: tuple[str, ...], *, method: str = "GET"
    ) -> DecodedRows:
        with self.noted(method, path, response, model) as notes:
            if response.status == _NO_CONTENT:
                return no_rows(model, notes)
            return decode_list(response.content, msgspec.Raw, keys, notes, known_by=model)

    def one(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        model: Any,
        keys: tuple[str, ...] = (),
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        resend: Resend | None = None,
    ) -> Any:
        response = self.send(method, path, params, query=query, json=json, resend=resend)
        with self.noted(method, path, response, model) as notes:
            return decode_one(response.content, msgspec.Raw, keys, notes) if keys else response.content


class RawServices:
    """The services of a client, whose calls give JSON in place of records; they share connections and tokens."""

    def __init__(self, client: TimebackClient) -> None:
        self._client = client

    def __getattr__(self, service: str) -> Any:
        client: ServiceClient = getattr(self._client, service)
        channel = client._channel  # pyright: ignore[reportPrivateUsage]
        return type(client).over(_RawChannel(**msgspec.structs.asdict(channel)))


def line_of(row: Any, within: Iterable[tuple[str, str]] = ()) -> bytes:
    """A row as JSON.

    Args:
        row: JSON, or a record or value that was read already.
        within: Names and values of what the row belongs to and does not say itself; they are put into it.
    """
    line = bytes(row) if isinstance(row, bytes | msgspec.Raw) else json_text(row).encode()
    line = line.strip()
    further = [msgspec.json.encode(name) + b":" + msgspec.json.encode(value) for name, value in within]
    if not further or not line.startswith(b"{"):
        return line
    rest = line[1:].lstrip()
    return b"{" + b",".join(further) + (b"" if rest == b"}" else b",") + rest
