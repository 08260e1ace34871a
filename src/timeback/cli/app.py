"""The commands of `timeback`, and what holds for all of them: settings, output, errors, exit status."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Container, Sequence
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Group, Parameter
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from .. import errors
from .._config.options import UnknownNames
from .._config.platforms import SERVICES
from .._query.where_text import split_pair
from .._tables.columns import Names
from .._version import VERSION
from ..errors import TimebackError
from .config import add_config
from .output import Form, Format
from .parameters import read_json
from .session import Session
from .terminal import visible
from .transfer import add_transfer

__all__ = ["EXIT_CODES", "command_line", "run"]

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

# Arguments of the clients that are options here.
_ARGUMENT = re.compile(r"\b(env|platform|base_url|auth_url|proxy)=(?:'(\w+)')?")
# Said by the refusal of a bundle, and by an export.
_BOUND = re.compile(r"\b(allow_shrink|encoding|max_bytes|max_ratio|strict)=")
# Said of a client by the refusal of a name that a model does not know.
_ANY_NAME = re.compile(r"with_options\(unknown_names='send'\)")
_COMPLETION = "--install-completion"
_SERVICES = Group("Services", sort_key=0)

SUMMARIES = {
    "oneroster": "Rosters, course structure, gradebook.",
    "edubridge": "Course-centric enrollments, analytics, goals.",
    "caliper": "Learning events.",
    "qti": "Assessment items, tests, stimuli.",
    "powerpath": "Lessons, placement, lesson plans, test assignments.",
    "case": "Competency frameworks.",
    "clr": "Learner records: verifiable credentials.",
    "masterytrack": "Test inventory and assignments.",
    "webhooks": "Who is told about events, and their filters.",
    "learnwith": "LEARNWITH_AI: rosters, applications, events, insights.",
    "badges": "Open Badges: achievements and their credentials.",
}


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit status."""
    session = Session()
    try:
        command_line(session, None if _COMPLETION in arguments else arguments).meta(
            list(arguments), exit_on_error=False, print_error=False
        )
        sys.stdout.flush()
    except CycloptsError as error:
        return _failed("timeback", str(error), 2)
    except TimebackError as error:
        code = next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)
        return _failed(type(error).__name__, _with_notes(error, _readable(error)), code)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python flushes at its end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _failed("timeback", f"{error.filename or 'a file'}: {error.strerror or error}", 1)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 130
    return 0


def _readable(error: TimebackError) -> str:
    """The message of an error in the words of a command line, each fault of an input on a line of its own."""
    # The method of the client is not what was typed; its argument is, as an option or within a body.
    issues = error.issues if isinstance(error, errors.InvalidInputError) else ()
    if isinstance(error, errors.ExportError):
        return _in_options(str(error))
    if isinstance(error, errors.ConfigurationError) or not issues:
        return _ARGUMENT.sub(_option, str(error))
    lines = [f"{issue.path}: {_in_options(issue.message)}" for issue in issues]
    return lines[0] if len(lines) == 1 else "\n".join(["not sent:", *(f"  {line}" for line in lines)])


def _with_notes(error: TimebackError, message: str) -> str:
    """A message and where it arose, such as the file and line of a row that a server refused."""
    notes = [note for note in getattr(error, "__notes__", ()) if note not in message]
    return "\n".join([message, *notes])


def _in_options(message: str) -> str:
    """A fault of an input, with options where it names arguments."""
    found = _BOUND.sub(lambda name: f"--{name[1].replace('_', '-')}", message)
    return _ANY_NAME.sub("--unknown-names send", found)


def _option(argument: re.Match[str]) -> str:
    """`base_url=` as `--base-url`, `env='staging'` as `--env staging`."""
    name, value = argument.groups("")
    return f"--{name.replace('_', '-')} {value}".rstrip()


def _failed(title: str, message: str, code: int) -> int:
    console, message = Console(stderr=True), visible(message)
    if console.is_terminal:
        console.print(Panel(Text(message), title=title, title_align="left", border_style="red"))
    else:
        print(f"{title}: {message}", file=sys.stderr)
    return code


def command_line(session: Session, words: Container[str] | None = None) -> App:
    """The commands; `.meta` is to be called with arguments.

    Args:
        session: Where the settings go, and what runs a call.
        words: The words of the command line: only services and resources among them are loaded. None loads all.
    """
    app = App(
        name="timeback", help="The services of the Timeback platform.", version=VERSION,
        result_action="return_none", default_parameter=Parameter(negative_iterable=()),
    )  # fmt: skip
    for name in SERVICES:
        group = App(name=name, help=SUMMARIES[name], group=_SERVICES)
        if words is None or name in words:
            from .services import add_service

            add_service(group, name, _client_class(name), session.run, words)
            if name == "qti":
                from .qti_import import add_import

                add_import(group, session)
        app.command(group)

    @app.command(help_flags=())
    def sandbox(*options: Annotated[str, Parameter(allow_leading_hyphen=True)]) -> None:
        """Serve a local Timeback until Ctrl-C; see `timeback sandbox --help`."""
        from .sandbox import main

        raise SystemExit(main(["sandbox", *options]))

    @app.command
    def check(*, force: bool = False, live: bool = False, limit: int = 5, slow: float = 3.0) -> None:
        """Show the settings as they are resolved, and ask each service whether it takes their token.

        Args:
            force: Fetch a new token even where one is cached.
            live: Ask every service for one small page of every list instead, and print what differs from the
                catalog; it only reads, and prints no value that a server sent. The exit status is 1 where
                something differs.
            limit: With `--live`: rows of a page.
            slow: With `--live`: seconds above which an answer counts as slow.
        """
        if live:
            from .live import live as check_live

            if not check_live(session, limit=limit, slow=slow):
                raise SystemExit(1)
            return
        from .check import check

        if not check(session, force=force):
            raise SystemExit(EXIT_CODES[errors.AuthenticationError])

    @app.command
    def request(
        method: str,
        path: str,
        /,
        *,
        service: str = "oneroster",
        query: list[str] | None = None,
        data: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
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
        pairs: dict[str, list[str]] = {}
        for name, value in (split_pair(each, "query") for each in query or ()):
            pairs.setdefault(name, []).append(value)
        body = None if data is None else read_json(data)
        session.run(service, lambda client: client.request(method, path, query=pairs, json=body))

    add_config(app)
    add_transfer(app, session)
    app.register_install_completion_command(_COMPLETION)  # type: ignore[no-untyped-call,unused-ignore]
    app.meta.group_parameters = "Settings"

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        env: str | None = None,
        platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        proxy: str | None = None,
        profile: str | None = None,
        timeout: float | None = None,
        output: Annotated[Format, Parameter(alias="-o")] = "table",
        names: Names = "python",
        spreadsheet_safe: bool = False,
        unknown_names: UnknownNames = "refuse",
    ) -> None:
        """The services of the Timeback platform.

        What is not given comes from the profile, and from environment variables: `TIMEBACK_ENV`,
        `TIMEBACK_CLIENT_ID`, `TIMEBACK_CLIENT_SECRET` and the rest.

        Args:
            env: `staging`, `production`, or `sandbox`: a platform inside this process, with no account.
            platform: Whose paths and rules hold.
            base_url: One host for all services, such as a served sandbox.
            auth_url: The token endpoint that goes with it.
            proxy: The URL of a proxy, in place of `HTTPS_PROXY` and the like.
            profile: Settings of that name in the profiles file.
            timeout: Seconds for a whole call, retries included.
            output: The form of what is printed.
            names: How the columns of a table or of CSV are spelled: `sourced_id` as in Python, or `sourcedId` as
                on the wire.
            spreadsheet_safe: In CSV, printed or exported, put an apostrophe before text that a spreadsheet would
                run as a formula.
            unknown_names: What becomes of a name in `--where`, `--sort` or `--fields` that is no field: `refuse`
                it, or `send` it to a server that has more.
        """
        given = {
            "env": env, "platform": platform, "base_url": base_url, "auth_url": auth_url, "proxy": proxy,
            "timeout": timeout,
        }  # fmt: skip
        session.settle(given, profile)
        session.form = Form(output, names, spreadsheet_safe)
        session.unknown_names = unknown_names
        app(tokens, exit_on_error=False, print_error=False)

    return app


def _client_class(service: str) -> type:
    module = importlib.import_module(f"timeback._sync.{service}")
    found: type = getattr(module, module.__all__[0])
    return found
