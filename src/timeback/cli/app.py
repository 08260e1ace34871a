"""The commands of `timeback`, and what holds for all of them: settings, output, errors, exit status."""

from __future__ import annotations

import functools
import logging
import os
import sys
from collections.abc import Container, Sequence
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Group, Parameter, UnknownCommandError, UnusedCliTokensError

from .. import errors
from .._config.options import UnknownNames
from .._config.platforms import SERVICES
from .._query.where_text import split_pair
from .._tables.columns import Names
from .._version import VERSION
from ..errors import InvalidInputError, TimebackError
from .accounts import add_accounts
from .completion import CompletedApp, Shell, complete
from .config import add_config
from .encodings import compiled
from .failures import say_failed, say_failure
from .guards import Declined, Held
from .output import Form, Format
from .parameters import STDIN, read_json
from .session import Session
from .terminal import steady, visible
from .transfer import add_transfer

__all__ = ["command_line", "run"]

_SERVICES = Group("Services", sort_key=0)
_Flag = Annotated[bool, Parameter(negative=())]

_OF_COLLECTIONS = frozenset({"create", "first", "list", "list-all", "stream"})

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
    "partner": "The Partner API: rosters, curricula, XP, events.",
}


def run(arguments: Sequence[str]) -> int:
    """Run a command line, and return its exit status."""
    steady(sys.stdout, sys.stderr)
    session = Session()
    # Alone, a hyphen is no value of an option: standard input has a name like that of a file.
    arguments = [STDIN if each == "-" else each for each in arguments]
    try:
        if arguments[:1] == ["__complete"]:
            complete(arguments[1:], functools.partial(command_line, session))
        else:
            command_line(session, arguments).meta(arguments, exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except UnusedCliTokensError as error:
        return say_failed("timeback", _unexpected(error.unused_tokens or ()), 2)
    except UnknownCommandError as error:
        return say_failed("timeback", _unknown(error), 2)
    except CycloptsError as error:
        return say_failed("timeback", str(error), 2)
    except TimebackError as error:
        return say_failure(error, causes=session.debug)
    except Held as held:
        session.print_held(held)
    except Declined:
        return say_failed("timeback", "nothing was deleted", 1)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python flushes at its end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return say_failed("timeback", f"{error.filename or 'a file'}: {error.strerror or error}", 1)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 130
    return 0


def _unexpected(words: Sequence[str]) -> str:
    """Name the words that the command has no place for, and say how several values are given."""
    return (
        f"unexpected: {' '.join(words)}. For several values of an option, put commas between them or repeat it; "
        "--help lists what the command takes"
    )


def _unknown(error: UnknownCommandError) -> str:
    """Name the command that does not exist, and where it is if it is one of a collection."""
    word, place = next(iter(error.unused_tokens or ()), ""), error.command_chain or ()
    if len(place) > 1 and word in _OF_COLLECTIONS:
        return f"{place[-1]!r} is one record, without {word!r}: lists and new records take the plural"
    return str(error)


def command_line(session: Session, words: Container[str] | None = None) -> App:
    """The commands; `.meta` is to be called with arguments.

    Args:
        session: Where the settings go, and what runs a call.
        words: The words of the command line: only services and resources among them are loaded. None loads all.
    """
    app = CompletedApp(
        name="timeback", help="The services of the Timeback platform.", version=VERSION,
        result_action="return_none", default_parameter=Parameter(negative_iterable=()),
    )  # fmt: skip
    for name in SERVICES:
        group = CompletedApp(name=name, help=SUMMARIES[name], group=_SERVICES)
        if words is None or name in words:
            from .operations import client_class
            from .services import add_service

            add_service(group, name, client_class(name), session, words)
            _add_own(group, name, session)
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

        if status := check(session, force=force):
            raise SystemExit(status)

    @app.command
    def request(
        method: str,
        path: str,
        /,
        *,
        service: str = "oneroster",
        parameter: list[str] | None = None,
        data: str | None = None,
    ) -> None:
        """Call an endpoint, known to this program or not, and print its body.

        Args:
            method: The HTTP method.
            path: Below the service's URL, such as `/ims/oneroster/rostering/v1p2/users`, or `{rostering}/users`.
            service: The service, which decides the host.
            parameter: A parameter of the query, `name=value`; repeat it for more.
            data: The body: JSON, `@FILE`, or `-` for standard input.
        """
        if service not in SERVICES:
            raise errors.InvalidInputError.of("service", f"must be one of {', '.join(SERVICES)}")
        pairs: dict[str, list[str]] = {}
        for name, value in (split_pair(each, "parameter") for each in parameter or ()):
            pairs.setdefault(name, []).append(value)
        body = None if data is None else read_json(data)
        session.run(service, lambda client: client.request(method, path, query=pairs, json=body))

    @app.command
    def mcp(*, allow_writes: bool = False, student_data: bool = False) -> None:
        """Serve the operations to language models, by the Model Context Protocol on standard input and output.

        Against the sandbox, unless `--env`, `--base-url` or `--profile` names another place; variables do not.

        Args:
            allow_writes: Let them write, too.
            student_data: Let answers name people as they are. Without it, pseudonyms stand for the names, addresses
                and birthdays of people outside the sandbox.
        """
        from .mcp_server import serve

        serve(session, allow_writes=allow_writes, student_data=student_data)

    add_accounts(app, session)
    add_config(app)
    add_transfer(app, session)

    @app.command(name="--install-completion")
    def install_completion(*, shell: Shell | None = None) -> None:
        """Teach the shell the commands, options and values, which it then asks this program for.

        Args:
            shell: The shell; the one that runs this, without it.
        """
        from cyclopts.completion.detect import ShellDetectionError

        try:
            print(f"{app.install_completion(shell=shell)} is written; a new shell reads it")
        except ShellDetectionError:
            raise errors.ConfigurationError("no shell is to be seen: pass --shell") from None

    app.meta.group_parameters = "Settings"

    @app.meta.default
    def launch(
        *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        env: Annotated[str | None, Parameter(completer=_environments)] = None,
        platform: Literal["BEYOND_AI", "LEARNWITH_AI"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        proxy: str | None = None,
        profile: Annotated[str | None, Parameter(completer=_profiles)] = None,
        timeout: float | None = None,
        output: Annotated[Format, Parameter(alias="-o")] = "table",
        as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
        query: str | None = None,
        names: Names = "python",
        spreadsheet_safe: _Flag = False,
        unknown_names: UnknownNames = "refuse",
        dry_run: _Flag = False,
        yes: Annotated[bool, Parameter(alias="-y", negative=())] = False,
        debug: _Flag = False,
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
            profile: Settings that are kept under this name; `TIMEBACK_PROFILE` names them too.
            timeout: Seconds for a whole call, retries included.
            output: The form of what is printed.
            as_json: Print JSON, as `--output json` does.
            query: What to print of the answer: a JMESPath expression over its JSON, such as `[].email`.
            names: How the columns of a table or of CSV are spelled: `sourced_id` as in Python, or `sourcedId` as
                on the wire.
            spreadsheet_safe: In CSV, printed or exported, put an apostrophe before text that a spreadsheet would
                run as a formula.
            unknown_names: What becomes of a name in `--where`, `--sort` or `--fields` that is no field: `refuse`
                it, or `send` it to a server that has more.
            dry_run: Send nothing that writes: print it instead.
            yes: Delete without asking.
            debug: Tell on standard error what is sent, answered and tried again, and what an error was caused by.
        """
        given = {
            "env": env, "platform": platform, "base_url": base_url, "auth_url": auth_url, "proxy": proxy,
            "timeout": timeout,
        }  # fmt: skip
        session.settle(given, profile)
        if as_json and output not in ("table", "json"):
            raise InvalidInputError.of("--json", f"and --output {output} exclude each other")
        session.form = Form("json" if as_json else output, names, spreadsheet_safe, compiled(query))
        session.unknown_names = unknown_names
        session.guard.dry_run, session.guard.yes = dry_run, yes
        session.debug = debug
        if debug:
            _log_all()
        app(tokens, exit_on_error=False, print_error=False)

    return app


def _add_own(group: App, service: str, session: Session) -> None:
    """Add the commands of a service that are more than one operation."""
    if service == "qti":
        from .qti_import import add_import

        add_import(group, session)
    elif service == "caliper":
        from .caliper_tail import add_tail

        add_tail(group, session)
    elif service == "webhooks":
        from .webhook_listen import add_webhook_commands

        add_webhook_commands(group, session)


def _environments(_: object) -> list[str]:
    return ["sandbox", "staging", "production"]


def _profiles(_: object) -> list[str]:
    from .profiles import profile_names

    return profile_names()


class _Visible(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record))


def _log_all() -> None:
    """Write what the library logs of its calls, which holds no secret, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Visible("%(asctime)s.%(msecs)03d %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("timeback")
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG)
    logging.getLogger("timeback.sandbox").setLevel(logging.WARNING)
