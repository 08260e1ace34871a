"""The commands of `timeback`, and what holds for all of them: settings, output, errors, exit status."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from .. import errors
from ..errors import TimebackError
from ..platforms import SERVICES
from .check import check
from .output import Format
from .parameters import read_json
from .profiles import profile
from .services import add_service
from .session import Session
from .transfer import add_transfer

__all__ = ["EXIT_CODES", "run"]

EXIT_CODES: dict[type[Exception], int] = {
    errors.InvalidInputError: 2,
    errors.ConfigurationError: 3,
    errors.AuthenticationError: 4,
    errors.PermissionDeniedError: 4,
    errors.NotFoundError: 5,
    errors.ConflictError: 6,
    errors.BadRequestError: 7,
    errors.UnprocessableEntityError: 7,
    errors.RateLimitError: 8,
    errors.ServerError: 9,
    errors.APIConnectionError: 10,
}
"""The exit status for each kind of error; 1 for any other, 2 also for a command line that is wrong."""

CASED = Parameter(name_transform=str)

SUMMARIES = {
    "oneroster": "Rosters, course structure, gradebook.",
    "edubridge": "Course-centric enrolments, analytics, goals.",
    "caliper": "Learning events.",
    "qti": "Assessment items, tests, stimuli.",
    "powerpath": "Lessons, placement, lesson plans, test assignments.",
    "case": "Competency frameworks.",
    "clr": "Learner records: verifiable credentials.",
    "masterytrack": "Test inventory and assignments.",
    "webhooks": "Who is told about events, and their filters.",
}


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit status."""
    session = Session()
    stderr = Console(stderr=True)
    try:
        _app(session, _service_of(arguments)).meta(
            list(arguments), exit_on_error=False, print_error=False, error_console=stderr
        )
    except CycloptsError as error:
        _print_error(stderr, "timeback", str(error))
        return 2
    except TimebackError as error:
        _print_error(stderr, type(error).__name__, str(error))
        return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        sys.stdout = None
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _print_error(console: Console, title: str, message: str) -> None:
    if console.is_terminal:
        console.print(Panel(Text(message), title=title, title_align="left", border_style="red"))
    else:
        print(f"{title}: {message}", file=sys.stderr)


def _service_of(arguments: Sequence[str]) -> str | None:
    """The service that a command line speaks of: only its client is loaded."""
    return next((each for each in arguments if each in SERVICES), None)


def _app(session: Session, service: str | None) -> App:
    app = App(name="timeback", help="The services of the Timeback platform.", version=_version)
    for name in SERVICES:
        group = App(name=name, help=SUMMARIES[name])
        if name == service:
            add_service(group, name, _client_class(name), session.run)
        app.command(group)
    app.command(App(name="sandbox", help="Serve a local Timeback: see `timeback sandbox --help`."))

    @app.command(name="check")
    def check_(*, force: bool = False) -> None:
        """Show the settings as they are resolved, fetch a token, and ask each service whether it takes it.

        Args:
            force: Fetch a new token even where one is cached.
        """
        if not check(session.settings, session.out, force=force):
            raise SystemExit(EXIT_CODES[errors.AuthenticationError])

    @app.command
    def request(
        method: str,
        path: str,
        /,
        *,
        service: str = "oneroster",
        query: list[str] | None = None,
        data: str | None = None,
    ) -> None:
        """Call an endpoint, known to this program or not, and print its body.

        Args:
            method: The HTTP method.
            path: Below the service's URL, such as `/ims/oneroster/rostering/v1p2/users`, or `{rostering}/users`.
            service: The service, which decides the host.
            query: A query parameter, `name=value`; repeat it for more.
            data: The body: JSON, `@FILE`, or `-` for standard input.
        """
        if service not in SERVICES:
            raise errors.InvalidInputError.of("service", f"must be one of {', '.join(SERVICES)}")
        parts = (each.partition("=") for each in query or ())
        pairs = {name: value for name, _, value in parts}
        body = None if data is None else read_json(data)
        session.run(service, lambda client: client.request(method, path, query=pairs, json=body))

    add_transfer(app, session)
    app.register_install_completion_command()  # type: ignore[no-untyped-call,unused-ignore]
    app.meta.group_parameters = "Settings"

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        env: str | None = None,
        platform: Annotated[Literal["BEYOND_AI", "LEARNWITH_AI"] | None, CASED] = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        profile: str | None = None,
        timeout: float | None = None,
        output: Annotated[Format, Parameter(alias="-o")] = "table",
    ) -> None:
        """The services of the Timeback platform.

        What is not given comes from the profile, and from environment variables: `TIMEBACK_ENV`,
        `TIMEBACK_CLIENT_ID`, `TIMEBACK_CLIENT_SECRET` and the rest.

        Args:
            env: `staging`, `production`, or `sandbox`: a platform inside this process, with no account.
            platform: Whose paths and rules hold.
            base_url: One host for all services, such as a served sandbox.
            auth_url: The token endpoint that goes with it.
            profile: Settings of that name in the profiles file.
            timeout: Seconds for a whole call, retries included.
            output: The form of what is printed.
        """
        given = {
            "env": env, "platform": platform, "base_url": base_url, "auth_url": auth_url, "timeout": timeout,
        }  # fmt: skip
        chosen = {} if profile is None else _profile(profile)
        if env is not None or base_url is not None:
            chosen = {name: value for name, value in chosen.items() if name not in ("env", "base_url")}
        session.settings = chosen | {name: value for name, value in given.items() if value is not None}
        session.form = output
        app(tokens, exit_on_error=False, print_error=False)

    return app


_profile = profile


def _client_class(service: str) -> type:
    module = importlib.import_module(f"timeback._sync.{service}")
    found: type = getattr(module, module.__all__[0])
    return found


def _version() -> str:
    from importlib.metadata import version

    return version("timeback-clients")
