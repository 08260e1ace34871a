"""`timeback webhooks listen` and `trigger`: deliveries as they come, and events that bring them about."""

from __future__ import annotations

import base64
import contextlib
import queue
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Generator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import SplitResult, urlsplit

from cyclopts import App, Parameter

from .._config.settings import Settings
from .._fork import late_imports
from .._http.proxies import is_loopback
from .._query.urls import check_web_url
from ..errors import ConfigurationError, InvalidInputError
from ..webhooks import Delivery, DeliveryError, verify
from .encodings import json_line
from .sandbox import DEFAULT_PORT
from .session import Session
from .terminal import guarded, visible

__all__ = ["add_webhook_commands"]

_MAX_BODY = 10_000_000
_FORWARD_SECONDS = 30.0
_SENSOR = "https://timeback.example/cli"
# Headers of one hop, or of a body that is sent anew.
_OWN_HEADERS = frozenset({"connection", "content-length", "host", "transfer-encoding"})

Kind = Literal["activity", "time-spent"]


class Arrived(NamedTuple):
    """A request to the receiver, and what became of it."""

    delivery: Delivery | None
    problem: str
    answered: int


def add_webhook_commands(app: App, session: Session) -> None:
    """Add the commands to those of the service."""

    @app.command
    def listen(
        *,
        forward_to: str | None = None,
        public_url: str | None = None,
        port: int = 0,
        sensor: str | None = None,
        count: int | None = None,
    ) -> None:
        """Register a webhook, and verify, print and forward what it is told, until Ctrl-C.

        With `--env sandbox` a sandbox is served on this machine, unless one is there already. Any other platform
        needs a URL at which this machine is reached from outside. The webhook is deleted at the end.

        Args:
            forward_to: The URL of your own endpoint, which gets each verified delivery as it came, and answers it.
            public_url: The URL at which the platform reaches this receiver, such as that of a tunnel to `--port`.
            port: The port to receive at; any free one, without it.
            sensor: Only events of this sensor.
            count: End after so many deliveries.
        """
        if forward_to is not None:
            check_web_url("forward_to", forward_to, "http", "https")
        with (
            _Receiver(port, forward_to) as receiver,
            _reached(session, receiver.url, public_url) as url,
            session.client() as timeback,
        ):
            hook = timeback.webhooks.registrations.create(
                {"name": "timeback listen", "target_url": url, "secret": receiver.secret, "active": True}
                | ({} if sensor is None else {"sensor": sensor})
            )
            # What was made here is taken away unasked, when the process is ended as well.
            session.guard.yes = True
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            try:
                with contextlib.suppress(KeyboardInterrupt):
                    print(
                        f"listening: webhook {hook.id} tells {url}; Ctrl-C ends it",
                        file=sys.stderr,
                        flush=True,
                    )
                    _print_all(session, receiver, count)
            finally:
                timeback.webhooks.registrations.delete(str(hook.id))

    @app.command
    def trigger(
        event: Annotated[Kind, Parameter(show_choices=True)], /, *, student: str = "student-00001"
    ) -> None:
        """Send an event about a student of a sandbox, for its webhooks to be told of.

        Args:
            event: What is to have happened: `activity` (a lesson was completed) or `time-spent`.
            student: The id of the student.
        """
        with _served(session, may_start=False), session.client() as timeback:
            place = _place(session)
            if not is_loopback(place.hostname or ""):
                raise ConfigurationError(
                    f"trigger invents events, and {place.hostname} is no sandbox on this machine"
                )
            user = timeback.oneroster.users.get(student)
            body = _activity(f"{place.scheme}://{place.netloc}", student, str(user.email))
            events = timeback.caliper.events
            if event == "activity":
                events.send_activity(_SENSOR, body | {"metrics": [{"type": "xpEarned", "value": 10}]})
            else:
                events.send_time_spent(_SENSOR, body | {"metrics": [{"type": "active", "value": 300}]})
        print(f"sent: {event} of {student}")


def _activity(base_url: str, student: str, email: str) -> dict[str, Any]:
    user = f"{base_url}/ims/oneroster/rostering/v1p2/users/{student}"
    return {
        "actor": {"id": user, "type": "TimebackUser", "email": email},
        "object": {
            "id": f"{_SENSOR}/lessons/1", "type": "TimebackActivityContext", "subject": "Math",
            "app": {"name": "timeback"}, "course": {"name": "Math"}, "activity": {"name": "A lesson"},
        },
    }  # fmt: skip


def _print_all(session: Session, receiver: _Receiver, count: int | None) -> None:
    out = guarded(sys.stdout)
    seen = 0
    while count is None or seen < count:
        arrived = receiver.next()
        moment = time.strftime("%H:%M:%S")
        if arrived.delivery is None:
            print(visible(f"{moment} refused: {arrived.problem}"), file=sys.stderr, flush=True)
            continue
        seen += 1
        if session.form.format == "table":
            answer = f" -> {arrived.answered}{f' {arrived.problem}' if arrived.problem else ''}"
            told = answer if receiver.forward_to else ""
            out.write(f"{moment} {arrived.delivery.type} {arrived.delivery.id}{told}\n")
        else:
            out.write(json_line(arrived.delivery.data, out))
        out.flush()


class _Receiver:
    """An endpoint on this machine, which believes what is signed with a secret of its own."""

    def __init__(self, port: int, forward_to: str | None) -> None:
        self.secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
        self.forward_to = forward_to
        self._arrived: queue.Queue[Arrived] = queue.Queue()
        receive = self._receive

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                given = self.headers.get("content-length") or "0"
                if not (given.isdecimal() and (size := int(given)) <= _MAX_BODY):
                    self.send_error(413)
                    return
                status = receive(self.rfile.read(size), dict(self.headers.items()))
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None: ...

        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except OSError as error:
            raise ConfigurationError(f"cannot listen on port {port}: {error.strerror}") from None
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    def __enter__(self) -> _Receiver:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def next(self) -> Arrived:
        """Wait for what comes next."""
        while True:
            # In pieces, so that Windows sees a Ctrl-C.
            with contextlib.suppress(queue.Empty):
                return self._arrived.get(timeout=0.5)

    def _receive(self, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            delivery = verify(body, headers, self.secret)
        except DeliveryError as error:
            self._arrived.put(Arrived(None, str(error), 400))
            return 400
        status, problem = (204, "") if self.forward_to is None else _forwarded(self.forward_to, body, headers)
        self._arrived.put(Arrived(delivery, problem, status))
        return status


def _forwarded(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """The answer of the user's endpoint, which is passed on: after a fault the platform comes again."""
    with late_imports:
        import httpx

    kept = {name: value for name, value in headers.items() if name.lower() not in _OWN_HEADERS}
    try:
        answer = httpx.post(url, content=body, headers=kept, timeout=_FORWARD_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        return 502, f"{type(error).__name__}: nothing answered at {url}"
    return answer.status_code, ""


@contextlib.contextmanager
def _reached(session: Session, url: str, public_url: str | None) -> Generator[str]:
    """The URL to be told: of this machine for a sandbox on it, else one that is reached from outside."""
    with _served(session, may_start=True):
        if public_url is not None:
            check_web_url("public_url", public_url, "https", "http")
            yield public_url
        elif is_loopback(_place(session).hostname or ""):
            yield url
        else:
            raise InvalidInputError.of(
                "public_url",
                "required here: only a sandbox on this machine reaches it directly. Open a tunnel to --port, "
                "and pass its URL",
            )


@contextlib.contextmanager
def _served(session: Session, *, may_start: bool) -> Generator[None]:
    """A sandbox on this machine, where `--env sandbox` asks for the one of this process, which nobody else can tell."""
    found = session.resolved()["webhooks"]
    if not (isinstance(found, Settings) and found.embedded):
        yield
        return
    from ..sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET

    base = f"http://127.0.0.1:{DEFAULT_PORT}"
    with contextlib.ExitStack() as stack:
        if not _is_there():
            if not may_start:
                raise ConfigurationError(
                    f"no sandbox is served on port {DEFAULT_PORT}: run timeback webhooks listen, "
                    "or timeback sandbox"
                )
            from ..sandbox import Sandbox

            stack.enter_context(Sandbox(port=DEFAULT_PORT))
            print(f"a sandbox is served at {base}", file=sys.stderr, flush=True)
        session.settings = {
            "base_url": base, "auth_url": f"{base}/oauth2/token",
            "client_id": DEFAULT_CLIENT_ID, "client_secret": DEFAULT_CLIENT_SECRET,
        }  # fmt: skip
        yield


def _place(session: Session) -> SplitResult:
    """The URL of the platform.

    Raises:
        ConfigurationError: None is set.
    """
    found = session.resolved()["webhooks"]
    if isinstance(found, ConfigurationError):
        raise found
    return urlsplit(found.base_url)


def _is_there() -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", DEFAULT_PORT), timeout=1):
        return True
    return False
