"""`timeback check`: the settings as they are resolved, and whether the services take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from .._checks import AuthCheck, AuthReport
from .._config.settings import ApiKey, Settings
from ..errors import APIConnectionError, AuthenticationError, ConfigurationError, ServerError
from .failures import EXIT_CODES, in_options
from .output import print_grid
from .session import Session

__all__ = ["check", "exit_status"]


def check(session: Session, *, force: bool) -> int:
    """Print where each service is, how it signs in, and what it answers; the exit status says what failed.

    Args:
        session: Whose settings are meant, and where to print.
        force: Fetch a new token even where one is cached.
    """
    resolved = session.resolved()
    with session.client() as timeback:
        report = timeback.check_auth(force=force)
    settings = _grouped(session, resolved)
    answers = [_answer(name, found, report.services.get(name)) for name, found in resolved.items()]
    if session.form.format == "table":
        print_grid(settings, session.out, shrink="value")
        session.out.print()
        print_grid([_colored(row) for row in answers], session.out, shrink="answer")
    else:
        session.print_rows(answers)
    return exit_status(report)


def exit_status(report: AuthReport) -> int:
    """The exit status that tells what failed: refused credentials before failing servers before no answer."""
    kinds = {_error_kind(each) for each in report.services.values() if not each.ok}
    return next((EXIT_CODES[kind] for kind in _WORST_FIRST if kind in kinds), 0)


_WORST_FIRST = (AuthenticationError, ServerError, APIConnectionError)


def _error_kind(outcome: AuthCheck) -> type[Exception]:
    if outcome.status is None:
        return APIConnectionError
    return ServerError if outcome.status >= 500 else AuthenticationError


def _grouped(session: Session, resolved: dict[str, Settings | ConfigurationError]) -> list[dict[str, Any]]:
    """Each value once, with the services that it holds for."""
    usable = {name: found for name, found in resolved.items() if isinstance(found, Settings)}
    holders: dict[tuple[str, str, str], list[str]] = {}
    for service, found in usable.items():
        for value in _values(session, found):
            holders.setdefault(value, []).append(service)
    return [
        {"setting": name, "value": value, "from": origin, "for": _listed(services, usable)}
        for (name, value, origin), services in sorted(
            holders.items(), key=lambda each: _ORDER.index(each[0][0])
        )
    ]


_ORDER = ("platform", "url", "token_url", "client_id", "client_secret", "scope", "api_key", "email")


def _values(session: Session, found: Settings) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of a service's settings; secrets are not shown."""
    given = {"platform": found.platform.value, "url": found.base_url}
    credentials = found.credentials
    if isinstance(credentials, ApiKey):
        given |= {"token_url": credentials.token_url, "api_key": "***", "email": credentials.email}
    elif credentials is not None:
        given |= {
            "token_url": credentials.token_url,
            "client_id": credentials.client_id,
            "client_secret": "***",
        }
        given |= {"scope": credentials.scope} if credentials.scope else {}
    # What the environment implies comes from where the environment does.
    implied = found.sources.get("url") if found.environment or found.embedded else None
    for name, value in given.items():
        source = found.sources.get(name, implied if name != "platform" else None)
        if name == "platform" and name in session.settings:
            source = "platform="
        yield name, value, session.origin(source) if source else "default"


def _listed(services: list[str], usable: dict[str, Settings]) -> str:
    left_out = [name for name in usable if name not in services]
    if len(services) > 1 and len(left_out) < 3:
        return "all" if not left_out else f"all but {', '.join(left_out)}"
    return ", ".join(services)


def _answer(name: str, found: Settings | ConfigurationError, outcome: AuthCheck | None) -> dict[str, Any]:
    if outcome is None:
        why = in_options(found) if isinstance(found, ConfigurationError) else "not asked"
        return {"service": name, "ok": None, "ms": None, "answer": f"not set up: {why}"}
    said = f"ok ({outcome.status})" if outcome.status else "ok"
    return {
        "service": name,
        "ok": outcome.ok,
        "ms": round(outcome.latency * 1000),
        "answer": outcome.error or said,
    }


def _colored(row: dict[str, Any]) -> dict[str, Any]:
    """A row for people: the color of the answer says whether it is a good one."""
    style = {None: "dim", True: "green", False: "red"}[row["ok"]]
    return {"service": row["service"], "ms": row["ms"], "answer": Text(row["answer"], style=style)}
