"""States of the sandbox: kept by name, taken away as a file, and brought back."""

from __future__ import annotations

from ..messages import Request, Response, json_response, no_content
from ..snapshots import NoSnapshotError
from .sandbox import Controlled

__all__ = [
    "MAX_STATE",
    "STATE_PATHS",
    "get_snapshot",
    "get_state",
    "keep_snapshot",
    "list_snapshots",
    "put_state",
    "remove_snapshot",
    "restore_snapshot",
]

# Below which states are sent, and the bytes that one may hold.
STATE_PATHS = ("/_sandbox/state", "/_sandbox/snapshots/")
MAX_STATE = 4_000_000_000
_MEDIA_TYPE = "application/vnd.sqlite3"


def _unknown(error: NoSnapshotError) -> Response:
    return json_response(404, {"error": str(error)})


def _file(image: bytes, name: str) -> Response:
    headers = [
        ("content-type", _MEDIA_TYPE),
        ("content-length", str(len(image))),
        ("content-disposition", f'attachment; filename="{name}.db"'),
    ]
    return Response(200, headers, image)


def list_snapshots(sandbox: Controlled, request: Request) -> Response:
    """Answer the snapshots, and how large they are."""
    sizes = sandbox.snapshots.sizes()
    return json_response(200, {"snapshots": [{"name": name, "bytes": size} for name, size in sizes.items()]})


def keep_snapshot(sandbox: Controlled, request: Request, name: str) -> Response:
    """Keep the present state under a name, or the one that is sent."""
    try:
        sandbox.snapshots.put(name, request.body or sandbox.state())
    except ValueError as error:
        return json_response(422, {"error": str(error)})
    return no_content()


def get_snapshot(sandbox: Controlled, request: Request, name: str) -> Response:
    """Answer a snapshot as a file."""
    try:
        return _file(sandbox.snapshots.get(name), "snapshot")
    except NoSnapshotError as error:
        return _unknown(error)


def restore_snapshot(sandbox: Controlled, request: Request, name: str) -> Response:
    """Go back to a snapshot."""
    try:
        sandbox.load_state(sandbox.snapshots.get(name))
    except NoSnapshotError as error:
        return _unknown(error)
    except ValueError as error:
        return json_response(422, {"error": str(error)})
    return no_content()


def remove_snapshot(sandbox: Controlled, request: Request, name: str) -> Response:
    """Forget a snapshot."""
    try:
        sandbox.snapshots.remove(name)
    except NoSnapshotError as error:
        return _unknown(error)
    return no_content()


def get_state(sandbox: Controlled, request: Request) -> Response:
    """Answer the whole state as a file: `--seed-from` takes it."""
    return _file(sandbox.state(), "sandbox")


def put_state(sandbox: Controlled, request: Request) -> Response:
    """Take the state that is sent in the place of the present one."""
    try:
        sandbox.load_state(request.body)
    except ValueError as error:
        return json_response(422, {"error": str(error)})
    return no_content()
