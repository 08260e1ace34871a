"""One service as a client sees it: where it is, with which options, over which transport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from .._codec.decode import DecodedRows, decode_bare, decode_list, decode_one, decode_written, no_rows
from .._codec.deviations import Deviated, Expectation, Notes, Observer
from .._codec.kinds import model_name
from .._codec.parse import charset_of
from .._codec.preview import response_error
from .._codec.scalars import encode_json
from .._config.options import Options
from .._config.platforms import TOKEN_HEADERS
from .._config.settings import Settings
from .._http.messages import Request, Response
from .._http.naming import operation_name
from .._http.retry import Resend
from .._option_checks import check_token_header
from .._query.names import FieldNames
from .._query.urls import check_length, query_pairs, render_path, root_prefix, shown_path, with_slash
from .._status_info import warnings_in
from ..errors import APIError, APIResponseError, NotFoundError
from .auth import AsyncTokenSource
from .transport import AsyncTransport, Place

__all__ = ["AsyncChannel"]

T = TypeVar("T")

_NO_CONTENT = 204
_REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE"})


class AsyncChannel(msgspec.Struct, frozen=True):
    """Sends the calls of one service's resources; `observer` is told of every answer that is read."""

    settings: Settings
    options: Options
    transport: AsyncTransport
    auth: AsyncTokenSource | None = None
    observer: Observer | None = None

    async def send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        content: bytes | None = None,
        content_type: str = "application/json",
        resend: Resend | None = None,
        accept: str = "application/json",
        operation: str | None = None,
    ) -> Response:
        """Send one call.

        Args:
            method: The HTTP method.
            path: A template such as `{rostering}/users/{sourced_id}`.
            params: The ids for the template; each is checked and percent-encoded.
            query: Query parameters under their wire names; `None` is left out, a list is repeated.
            json: The body, encoded as JSON; `None` sends none.
            content: The body as bytes, in place of `json`.
            content_type: The media type of the body.
            resend: When it may be sent again; by default as its method allows.
            accept: The media type of the answer.
            operation: The name of what is done, where `path` is no template and may hold ids.
        """
        settings, options = self.settings, self.options
        if json is not None:
            content = encode_json(json)
        typed = {} if content is None else {"content-type": content_type}
        pairs = query_pairs(query or {})
        url = settings.base_url + render_path(path, settings.prefixes, params or {})
        if pairs:
            url = f"{url}?{urlencode(pairs, quote_via=quote)}"
        check_length(url, pairs)
        shown = shown_path(path, settings.prefixes)
        token_header = TOKEN_HEADERS.get(settings.service, "authorization")
        if options.headers and self.auth is not None:
            check_token_header(options.headers, token_header)
        request = Request(
            method=method,
            url=url,
            path=shown,
            headers={"accept": accept, **options.headers, **typed},
            content=content,
            resend=resend or (Resend.SAFELY if method in _REPEATABLE else Resend.IF_REFUSED),
            timeout=options.timeout,
            retry=options.retry,
            token_header=token_header,
            service=settings.service,
            operation=operation or operation_name(method, path),
            template=shown if operation is None else None,
        )
        prefix = root_prefix(path)
        if prefix is None:
            return await self.transport.send(request, self.auth)
        return await self._send_to_root(request, path, slashed=prefix in settings.slashed)

    async def _send_to_root(self, request: Request, path: str, *, slashed: bool) -> Response:
        """Call a root collection in the form in which its server has served it, `slashed` until then.

        A list that is not found is asked for once more in the other form, since it is not sure which one a
        server wants; a write never is.
        """
        known, place = self.transport.slashed, self.place(path)
        first = known.get(place, slashed)
        forms = {False: request.url, True: with_slash(request.url)}
        until = self.transport.clock.now() + request.timeout
        try:
            request = msgspec.structs.replace(request, url=forms[first])
            response = await self.transport.send(request, self.auth)
        except NotFoundError as missing:
            left = until - self.transport.clock.now()
            if request.method != "GET" or place in known or left <= 0:
                raise
            try:
                other = msgspec.structs.replace(request, url=forms[not first], timeout=left)
                response = await self.transport.send(other, self.auth)
            except APIError:
                raise missing from None
            first = not first
        if request.method == "GET":
            known[place] = first
        return response

    async def page(
        self,
        path: str,
        params: Mapping[str, str],
        query: Mapping[str, Any],
        model: type[T],
        keys: tuple[str, ...],
        *,
        method: str = "GET",
        json: Any = None,
    ) -> tuple[DecodedRows, Response]:
        """Fetch rows from their envelope, or bare, with the response that they came in."""
        response = await self.send(method, path, params, query=query, json=json)
        return self.listing(response, path, model, keys, method=method), response

    def listing(
        self, response: Response, path: str, model: type[T], keys: tuple[str, ...], *, method: str = "GET"
    ) -> DecodedRows:
        """Decode the rows of a response, from their envelope or bare."""
        with self.noted(method, path, response, model, keys) as notes:
            if response.status == _NO_CONTENT:
                return no_rows(model, notes)
            return decode_list(response.content, model, keys, notes)

    async def one(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        model: type[T],
        keys: tuple[str, ...] = (),
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        resend: Resend | None = None,
    ) -> T:
        """Send a call and decode its answer, from the envelope `keys` or bare."""
        response = await self.send(method, path, params, query=query, json=json, resend=resend)
        with self.noted(method, path, response, model, keys) as notes:
            if keys:
                return decode_one(response.content, model, keys, notes)
            return decode_bare(response.content, model, notes)

    async def put(
        self, path: str, params: Mapping[str, str], model: type[T], one: str, json: Any
    ) -> T | None:
        """PUT an entity; the one in the answer, or None if the server answers without one."""
        return await self.written("PUT", path, params, model, one, json)

    async def written(
        self, method: str, path: str, params: Mapping[str, str], model: type[T], one: str, json: Any
    ) -> T | None:
        """Write an entity; the one in the answer, or None if the server answers without one."""
        response = await self.send(method, path, params, json=json)
        with self.noted(method, path, response, model, (one,)) as notes:
            return decode_written(response.content, model, one, notes)

    def place(self, path: str) -> Place:
        """The key under which is kept how the servers of this path serve it."""
        return self.settings.service, self.settings.base_url, path

    def bounded(self, seconds: float) -> AsyncChannel:
        """The same channel, whose calls may take these seconds at most."""
        options = self.options.changed(timeout=min(seconds, self.options.timeout))
        return msgspec.structs.replace(self, options=options)

    def names_of(self, model: type[msgspec.Struct]) -> FieldNames:
        """The names by which a list of `model` can be asked for its fields."""
        return FieldNames(model, self.options.unknown_names == "send")

    def noted(
        self, method: str, path: str, response: Response, model: Any, keys: tuple[str, ...] = ()
    ) -> _Noted:
        """Read a body with the notes that are lent; what is wrong with it is said with where it came from.

        It is read as `model`, or as a list of these, from the envelope `keys` or bare.
        """
        return _Noted(self, method, path, response, model, keys)


class _Noted:
    """The block in which a body is read."""

    __slots__ = ("_channel", "_keys", "_method", "_model", "_notes", "_path", "_response")

    def __init__(
        self,
        channel: AsyncChannel,
        method: str,
        path: str,
        response: Response,
        model: Any,
        keys: tuple[str, ...],
    ) -> None:
        self._channel, self._method, self._path, self._response = channel, method, path, response
        self._model, self._keys = model, keys

    def __enter__(self) -> Notes:
        self._notes = Notes(
            strict=self._channel.options.strict,
            charset=charset_of(self._response.headers),
            names=self._channel.transport.deviations.names,
        )
        return self._notes

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if (observer := self._channel.observer) is not None:
            observer.answered(self._response.content, self._model, self._keys, self._notes, error)
        if error is None:
            error = self._warned()
        if error is None:
            self._channel.transport.deviations.take(self._notes)
        elif isinstance(error, APIResponseError):
            path = shown_path(self._path, self._channel.settings.prefixes)
            raise _placed(error, self._method, path, self._response) from None

    def _warned(self) -> APIResponseError | None:
        """Note the warnings that stand beside the records; the error where reading is strict."""
        try:
            for code in warnings_in(self._response.content):
                model = model_name(self._model)
                self._notes.add(Expectation(model, "", f"an answer without the warning {code!r}"), "kept")
        except Deviated as deviated:
            return response_error(f"body: {deviated.message}", self._response.content, self._notes.charset)
        return None


def _placed(error: APIResponseError, method: str, path: str, response: Response) -> APIResponseError:
    error.method, error.path, error.status = method, path, response.status
    error.request_id, error.attempts, error.elapsed = response.request_id, response.attempts, response.elapsed
    if method not in ("GET", "HEAD"):
        error.message = f"the server accepted this with status {response.status}, but {error.message}"
    return error
