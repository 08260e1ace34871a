"""`timeback sandbox`: a local Timeback in the foreground."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from timeback._config.platforms import SANDBOX_PATHS, Platform
from timeback._config.settings import EMBEDDED_EMAIL

if TYPE_CHECKING:
    from timeback.sandbox.core import SandboxCore

__all__ = ["DEFAULT_PORT", "main"]

DEFAULT_PORT = 8765
_MAX_BODY_MB = 25


def _whole_number(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def _client(text: str) -> tuple[str, str]:
    client_id, _, secret = text.partition(":")
    if not (client_id and secret):
        raise argparse.ArgumentTypeError("must be an id and a secret with a colon between")
    return client_id, secret


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="timeback", description="Tools for the Timeback APIs.")
    commands = parser.add_subparsers(dest="command", required=True)
    sandbox = commands.add_parser(
        "sandbox", help="serve a local Timeback", description="Serve a local Timeback."
    )
    add = sandbox.add_argument
    add("--host", default="127.0.0.1", help="interface to listen on (default: %(default)s)")
    add(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="serve /_sandbox under this host name, too; may be repeated",
    )
    add(
        "--port",
        type=_whole_number,
        default=DEFAULT_PORT,
        help="port to listen on, 0 for a free one (default: %(default)s)",
    )
    add("--data", metavar="FILE", help="keep the records in this file (default: in memory)")
    add("--seed", type=int, help="choose the district that a new sandbox is filled with")
    add("--students", type=_whole_number, metavar="N", help="how many students that district has")
    first = sandbox.add_mutually_exclusive_group()
    first.add_argument("--empty", action="store_true", help="start without any records")
    first.add_argument(
        "--seed-from",
        metavar="PATH",
        help="begin with a state that was saved, or with a OneRoster CSV bundle: a ZIP file or a folder",
    )
    add(
        "--clock",
        metavar="INSTANT",
        help="where the clock of the records starts, such as 2026-09-01T08:00Z, or now (default: a fixed day in "
        "the middle of a school year)",
    )
    add("--replay", metavar="DIR", help="answer all requests from a recording, in place of the services")
    modes = sandbox.add_mutually_exclusive_group()
    modes.add_argument(
        "--as-observed",
        action="store_false",
        dest="as_described",
        default=False,
        help="answer as production answers, by observations of 2026 (default)",
    )
    modes.add_argument(
        "--as-described", action="store_true", help="answer as the platform is described, where that differs"
    )
    add(
        "--strict-slash",
        action="store_true",
        help="serve a path only with or without a slash at its end as it is described (default: both)",
    )
    add(
        "--scopes",
        choices=("loose", "strict"),
        default="loose",
        help="whether a token asked for without scopes may do everything, or nothing that needs one "
        "(default: %(default)s)",
    )
    add(
        "--platform",
        type=str.upper,
        choices=tuple(Platform),
        default=Platform.BEYOND_AI,
        help="the platform to play: its paths, limits, filters and records (default: %(default)s)",
    )
    add(
        "--client",
        type=_client,
        action="append",
        default=[],
        metavar="ID:SECRET",
        help="one more client that may fetch tokens; may be repeated",
    )
    add(
        "--max-body",
        type=_whole_number,
        metavar="MB",
        default=_MAX_BODY_MB,
        help="the most megabytes that a body may hold (default: %(default)s)",
    )
    add(
        "--cors-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let pages of this origin call, beside those on this machine; may be repeated",
    )
    add("--json", action="store_true", help="print the URLs and credentials as one line of JSON")
    return parser


def _announce(core: SandboxCore, *, as_json: bool) -> None:
    facts = {
        "base_url": core.base_url,
        "auth_url": core.token_url,
        "client_id": core.client_id,
        "client_secret": core.client_secret,
        "masterytrack_url": core.base_url + SANDBOX_PATHS["masterytrack"],
        "api_key": core.api_key,
        "email": EMBEDDED_EMAIL,
        "control_token": core.control_token,
        "page_url": core.page_url,
        "platform": core.platform,
    }
    if as_json:
        print(json.dumps(facts), flush=True)
        return
    labels = (
        "Base URL",
        "Token URL",
        "Client ID",
        "Client secret",
        "MasteryTrack",
        "API key",
        "Email",
        "Control token",
        "Page",
        "Platform",
    )
    lines = (f"{label + ':':<15}{value}" for label, value in zip(labels, facts.values(), strict=True))
    print("Timeback sandbox", *lines, "Ctrl-C ends it.", sep="\n", flush=True)


def _sandbox(arguments: argparse.Namespace) -> None:
    from timeback.sandbox.server import serve

    given = {"seed": arguments.seed, "students": arguments.students, "clock": arguments.clock}
    serve(
        lambda core: _announce(core, as_json=arguments.json),
        host=arguments.host,
        port=arguments.port,
        allowed_hosts=arguments.allowed_host,
        clients=dict(arguments.client),
        max_body=arguments.max_body * 1_000_000,
        cors_origins=arguments.cors_origin,
        data=arguments.data,
        empty=arguments.empty,
        seed_from=arguments.seed_from,
        replay=arguments.replay,
        as_described=arguments.as_described,
        strict_slash=arguments.strict_slash,
        scopes=arguments.scopes,
        platform=arguments.platform,
        **{name: value for name, value in given.items() if value is not None},
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit status."""
    from timeback.errors import ConfigurationError

    arguments = _parser().parse_args(argv)
    try:
        _sandbox(arguments)
    except ConfigurationError as error:
        print(f"timeback: {error}", file=sys.stderr)
        return 1
    return 0
