"""Connections of httpx: the transport or the client that a user brings along. Imported for these alone."""

from __future__ import annotations

from typing import Any

import httpx

from ..errors import ClientClosedError
from .connections import DeadlineGuard, OutgoingRequest, async_response, joined, response
from .failures import UnderOurNames
from .messages import Response

__all__ = [
    "AsyncClientConnections",
    "AsyncTransportConnections",
    "ClientConnections",
    "TransportConnections",
]


_under_our_names = UnderOurNames(httpx.HTTPError, httpx.InvalidURL, httpx.StreamError)


def _request(sent: OutgoingRequest, **extensions: Any) -> httpx.Request:
    """The request for a transport; sent by a client, its cookies and redirects would cost a fifth of a call."""
    return httpx.Request(
        sent.method,
        sent.url,
        headers=sent.fields,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


# -- async --------------------------------------------------------------------------------------


class AsyncTransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        with _under_our_names:
            return await _async_read(sent, await self._transport.handle_async_request(_request(sent)))

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._transport.aclose()


class AsyncClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return await self._sent(sent)

    async def _sent(self, sent: OutgoingRequest, **extensions: Any) -> Response:
        request = _build(self._client, sent, **extensions)
        with _under_our_names:
            answer = await self._client.send(request, follow_redirects=False, stream=True)
            return await _async_read(sent, answer)

    async def aclose(self) -> None:
        """Nothing."""


async def _async_read(sent: OutgoingRequest, answer: httpx.Response) -> Response:
    if answer.is_stream_consumed:  # made by hand, with all its content
        return Response(answer.status_code, joined(answer.headers.items()), answer.content)
    body = sent.body()
    try:
        async for part in answer.aiter_raw():
            body.add(part)
    finally:
        await answer.aclose()
    return await async_response(sent, answer.status_code, answer.headers.multi_items(), body.content)


# -- threads ------------------------------------------------------------------------------------


class TransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        with _under_our_names:
            return _read(sent, self._transport.handle_request(_request(sent, trace=self._guard.trace)))

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._guard.end()
        self._transport.close()


class ClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return self._sent(sent, trace=self._guard.trace)

    def _sent(self, sent: OutgoingRequest, **extensions: Any) -> Response:
        request = _build(self._client, sent, **extensions)
        with _under_our_names:
            return _read(sent, self._client.send(request, follow_redirects=False, stream=True))

    def close(self) -> None:
        """Nothing."""


def _read(sent: OutgoingRequest, answer: httpx.Response) -> Response:
    if answer.is_stream_consumed:  # made by hand, with all its content
        return Response(answer.status_code, joined(answer.headers.items()), answer.content)
    body = sent.body()
    try:
        for part in answer.iter_raw():
            body.add(part)
    finally:
        answer.close()
    return response(sent, answer.status_code, answer.headers.multi_items(), body.content)


def _build(
    client: httpx.AsyncClient | httpx.Client, sent: OutgoingRequest, **extensions: Any
) -> httpx.Request:
    """The request with what a user's client adds to it."""
    return client.build_request(
        sent.method,
        sent.url,
        headers=sent.fields,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _their_client_is_closed() -> ClientClosedError:
    return ClientClosedError("the client given as http_client= is closed")
