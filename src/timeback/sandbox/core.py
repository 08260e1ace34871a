"""The sandbox without any I/O but its database: a request in, a response out."""

from __future__ import annotations

import dataclasses
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.control import CONTROL_PATH, ReceivedRequest, answer_control
from timeback.sandbox.faults import Fault, Faults
from timeback.sandbox.messages import Request, Response, json_response
from timeback.sandbox.refusals import ApiError, ims_error
from timeback.sandbox.router import Router, split_path
from timeback.sandbox.services import Service, all_services
from timeback.sandbox.store import Session, Store
from timeback.sandbox.tokens import TOKEN_PATH, TokenIssuer

__all__ = [
    "DEFAULT_CLIENT_ID",
    "DEFAULT_CLIENT_SECRET",
    "DEFAULT_SEED",
    "DEFAULT_STUDENTS",
    "SandboxCore",
]

DEFAULT_CLIENT_ID = "timeback-sandbox"
DEFAULT_CLIENT_SECRET = "sandbox-secret"
DEFAULT_SEED = 1
DEFAULT_STUDENTS = 300

_KEPT_REQUESTS = 10_000

logger = logging.getLogger("timeback.sandbox")


class SandboxCore:
    """A local Timeback. Safe to call from many threads; on a file, from many processes.

    Args:
        data: The file that holds the records; in memory, without one.
        seed: Chooses the district that a new sandbox is filled with.
        students: How many students that district has.
        empty: Start without any records.
        token_life: Seconds for which an access token is good.
        base_url: Where the sandbox is reached, for the links in its answers.
        clock: Seconds since 1970.
        client_id: The client that may fetch tokens.
        client_secret: Its secret.

    Raises:
        ConfigurationError: The file cannot be used.
    """

    def __init__(
        self,
        *,
        data: str | os.PathLike[str] | None = None,
        seed: int = DEFAULT_SEED,
        students: int = DEFAULT_STUDENTS,
        empty: bool = False,
        token_life: float = 3600.0,
        base_url: str = "https://sandbox.invalid",
        clock: Callable[[], float] = time.time,
        client_id: str = DEFAULT_CLIENT_ID,
        client_secret: str = DEFAULT_CLIENT_SECRET,
    ) -> None:
        self.base_url = base_url
        self.client_id = client_id
        self.client_secret = client_secret
        self.faults = Faults()
        self._clock = clock
        self._filling = None if empty else (seed, students)
        self._services = all_services()
        self._tokens = TokenIssuer(client_id, client_secret, token_life)
        self._router = Router()
        for service in self._services:
            service.register(self._router)
        self._log: deque[ReceivedRequest] = deque(maxlen=_KEPT_REQUESTS)
        self._log_lock = threading.Lock()
        self._touched = False
        self.store = Store(
            data, {table.name: table for service in self._services for table in service.tables}
        )
        with self.store.transaction(write=True) as session:
            self._fill(session)

    @property
    def token_url(self) -> str:
        """Where access tokens are fetched."""
        return self.base_url + TOKEN_PATH

    @property
    def persistent(self) -> bool:
        """Whether the records are kept in a file, so that a call may wait for another process."""
        return self.store.path is not None

    @property
    def requests(self) -> list[ReceivedRequest]:
        """What was received since the last reset, oldest first; calls below `/_sandbox` are left out."""
        with self._log_lock:
            return list(self._log)

    def forget_requests(self) -> None:
        """Empty `requests`."""
        with self._log_lock:
            self._log.clear()

    def reset(self) -> None:
        """Go back to the first state: records, faults and the list of requests. Tokens stay good."""
        self._rest()
        self.faults.clear()
        self.forget_requests()
        if self._touched or self.persistent:
            with self.store.transaction(write=True) as session:
                self.store.clear(session)
                self._fill(session)
                self._touched = False

    def close(self) -> None:
        """Close the database; what is in memory is lost."""
        self._rest()
        self.store.close()

    def _rest(self) -> None:
        for each in self._services:
            if each.rest is not None:
                each.rest(self)

    def handle(self, request: Request) -> Response:
        """Answer one request. Waiting, dropping and cutting are left to the transport: see `Response`."""
        if request.path == CONTROL_PATH or request.path.startswith(CONTROL_PATH + "/"):
            return answer_control(self, request)
        fault = self.faults.take(request)
        response = self._faulty(request, fault) if fault else self._answer(request)
        self._note(request, response, fault)
        if request.method == "HEAD":
            response = dataclasses.replace(response, body=b"")
        return response

    def _faulty(self, request: Request, fault: Fault) -> Response:
        if fault.expire_tokens:
            with self.store.transaction(write=True) as session:
                self._tokens.revoke_all(session)
        if fault.answers:
            refusal = ApiError(fault.status or 500, "A fault was injected.")
            return fault.spoil(fault.answer(self._refused(request, refusal)))
        return fault.spoil(self._answer(request))

    def _answer(self, request: Request) -> Response:
        try:
            return self._serve(request)
        except ApiError as refusal:
            return self._refused(request, refusal)
        except Exception:
            # The request's path and body stay out of the log: they hold personal data.
            logger.exception("The sandbox failed on a %s request", request.method)
            return self._refused(request, ApiError(500, "The sandbox failed; its log says why."))

    def _serve(self, request: Request) -> Response:
        segments = split_path(request.path)
        route = None if segments is None else self._router.match(segments)
        is_token = segments == TOKEN_PATH.strip("/").split("/")
        service = self._service_of(request.path)
        if not is_token and service is None:
            raise ApiError(404, "There is no such endpoint.")
        desk = service.desk if service else None
        at_desk = desk is not None and request.path == desk.path
        writing = is_token or at_desk or (route is not None and route.writes(request.method))
        with self.store.transaction(write=writing) as session:
            if is_token:
                return self._serve_token(request, session)
            if desk is None or service is None:
                self._tokens.check(session, request, self._clock())
            elif at_desk:
                call = RequestContext(request, {}, session, self.base_url, self._clock)
                return desk.answer(call, partial(self._tokens.new_token, call, service.name))
            else:
                self._tokens.check(session, request, self._clock(), desk.header, service.name)
            if route is None:
                raise ApiError(404, "There is no such endpoint.")
            found = route.handler(request.method)
            if found is None:
                allowed = ", ".join(route.methods)
                raise ApiError(405, f"{request.method} is not served here.", headers=[("allow", allowed)])
            handler, params = found
            call = RequestContext(request, params, session, self.base_url, self._clock)
            response = handler(call)
            self._touched = self._touched or writing
        if call.signals:
            for each in self._services:
                if each.observe is not None:
                    each.observe(self, call.signals)
        return response

    def _serve_token(self, request: Request, session: Session) -> Response:
        if request.method != "POST":
            return json_response(405, {"error": "invalid_request"}, [("allow", "POST")])
        return self._tokens.issue(RequestContext(request, {}, session, self.base_url, self._clock))

    def _service_of(self, path: str) -> Service | None:
        for service in self._services:
            if any(path == prefix or path.startswith(prefix + "/") for prefix in service.prefixes):
                return service
        return None

    def _refused(self, request: Request, refusal: ApiError) -> Response:
        service = self._service_of(request.path)
        body = service.error_body(refusal) if service else ims_error(refusal)
        return json_response(refusal.status, body, refusal.headers)

    def _note(self, request: Request, response: Response, fault: Fault | None) -> None:
        entry = ReceivedRequest(
            method=request.method,
            path=request.path,
            query=request.query,
            status=None if response.drop else response.status,
            request_id=request.headers.get("x-request-id"),
            fault=fault is not None,
        )
        with self._log_lock:
            self._log.append(entry)

    def _fill(self, session: Session) -> None:
        if session.meta("filled") is not None:
            return
        session.set_meta("filled", "empty" if self._filling is None else "seeded")
        if self._filling is None:
            return
        from timeback.sandbox.seed import district

        for name, records in district(*self._filling).items():
            session.insert_many(self.store.tables[name], records)
