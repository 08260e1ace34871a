"""Errors in the words of a command line, each kind with an exit status of its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from .. import errors
from ..errors import TimebackError
from .terminal import visible

__all__ = ["EXIT_CODES", "exit_code", "in_options", "say_failed", "say_failure"]

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
# Those that hold a secret or belong to one stand in a profile: never on a command line, which others see.
_PAIR = "client_id= and client_secret="
_IN_PROFILE = re.compile(r"\b(client_id|client_secret|scope|token_auth|api_key|email|paths|services)=")
# What a program may say, and a command line may not.
_FOR_PROGRAMS = re.compile(
    r", or auth=None for no authentication|, or allow_insecure_http=True"
    r"|; a unified client takes both .*? for a unified client"
)
# Said by the refusal of a bundle, and by an export.
_BOUND = re.compile(r"\b(allow_shrink|encoding|max_bytes|max_ratio|order_by|resources|strict)=")
# Said of a client by the refusal of a name that a model does not know.
_ANY_NAME = re.compile(r"with_options\(unknown_names='send'\)")
_NO_BODY = re.compile(r"nothing was given: pass fields as keywords(, an input model or a mapping)?")
_LOGIN = "`timeback login` asks for the settings and keeps them in a profile"


def exit_code(error: Exception) -> int:
    """The exit status that tells the kind of an error."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)


def say_failure(error: TimebackError, *, causes: bool) -> int:
    """Print an error of the library, and give the exit status that tells its kind.

    Args:
        error: The error.
        causes: Say what it was caused by, too.
    """
    lines = [_readable(error), *_notes(error)]
    if causes:
        lines += [f"caused by {type(each).__name__}: {each}" for each in _causes(error)]
    return say_failed(type(error).__name__, "\n".join(lines), exit_code(error))


def say_failed(title: str, message: str, code: int) -> int:
    """Print one block on standard error, and give the exit status."""
    console, message = Console(stderr=True), visible(message)
    if console.is_terminal:
        console.print(Panel(Text(message), title=title, title_align="left", border_style="red"))
    else:
        print(f"{title}: {message}", file=sys.stderr)
    return code


def _readable(error: TimebackError) -> str:
    """The message of an error in the words of a command line, each fault of an input on a line of its own."""
    # The method of the client is not what was typed; its argument is, as an option or within a body.
    issues = error.issues if isinstance(error, errors.InvalidInputError) else ()
    if isinstance(error, errors.ExportError):
        return _in_options(str(error))
    if isinstance(error, errors.ConfigurationError) and not issues:
        message = in_options(error)
        return f"{message}; {_LOGIN}" if "no credentials" in message else message
    if not issues:
        return str(error)
    lines = [f"{issue.path}: {_in_options(issue.message)}" for issue in issues]
    return lines[0] if len(lines) == 1 else "\n".join(["not sent:", *(f"  {line}" for line in lines)])


def in_options(error: errors.ConfigurationError) -> str:
    """A fault of the settings, with options and profiles where it names arguments."""
    message = _FOR_PROGRAMS.sub("", _ARGUMENT.sub(_option, str(error)))
    message = message.replace(_PAIR, "client_id and client_secret in a profile (--profile)")
    return _bound(_IN_PROFILE.sub(lambda name: f"{name[1]} in a profile", message))


def _notes(error: TimebackError) -> list[str]:
    """The place where an error arose, such as the file and line of a row that a server refused."""
    return [note for note in getattr(error, "__notes__", ()) if note not in str(error)]


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen = {id(error)}
    while (
        cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    ) is not None:
        if id(cause) in seen:
            return
        seen.add(id(cause))
        yield cause
        error = cause


def _in_options(message: str) -> str:
    """A fault of an input, with options where it names arguments."""
    if (found := _NO_BODY.search(message)) is not None:
        fields = "fields as --set name=value"
        body = "a body as JSON, @FILE, or - for standard input, or "
        return f"nothing was given: pass {body if found[1] else ''}{fields}"
    return _ANY_NAME.sub("--unknown-names send", _bound(message))


def _bound(message: str) -> str:
    return _BOUND.sub(lambda name: f"--{name[1].replace('_', '-')}", message)


def _option(argument: re.Match[str]) -> str:
    """`base_url=` as `--base-url`, `env='staging'` as `--env staging`."""
    name, value = argument.groups("")
    return f"--{name.replace('_', '-')} {value}".rstrip()
