"""What an export costs at the size of a district, and what an import of it brings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from tests.scripted import Answer, Received, ScriptedServer

USERS = 100_000
EXPORT = """
import sys
from timeback import OneRosterClient
from timeback.export import export_oneroster
with OneRosterClient(base_url=sys.argv[1], auth=None) as client:
    manifest = export_oneroster(client, to=sys.argv[2], format="parquet", resources=["users"])
print(manifest.tables["users"].rows)
try:
    with open("/proc/self/status") as status:
        print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")))
except FileNotFoundError:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def user(number: int) -> bytes:
    org = {"href": f"/orgs/{number % 90}", "sourcedId": f"school-{number % 90}", "type": "org"}
    record = {
        "sourcedId": "user-NUMBER", "status": "active", "dateLastModified": "2026-03-04T05:06:07.000Z",
        "metadata": {"homeroom": f"{number % 12}A", "bus": number}, "username": "user-NUMBER",
        "enabledUser": True, "givenName": "Zoë", "familyName": "Nguyễn", "email": "user-NUMBER@d.example",
        "roles": [{"roleType": "primary", "role": "student", "org": org}], "primaryOrg": org,
        "agents": [{"href": f"/users/{number}", "sourcedId": f"guardian-{number}", "type": "user"}],
        "grades": [str(number % 12)], "userIds": [{"type": "sis", "identifier": str(number)}],
    }  # fmt: skip
    return json.dumps(record).encode()


TEMPLATES = [user(number) for number in range(1000)]


def serve(request: Received) -> Answer:
    start = int(request.query["offset"])
    end = min(start + int(request.query["limit"]), USERS)
    rows = b",".join(TEMPLATES[n % 1000].replace(b"NUMBER", b"%06d" % n) for n in range(start, end))
    return Answer(body=b'{"users":[%b],"totalCount":%d}' % (rows, USERS))


@pytest.mark.timeout(180)
def test_a_hundred_thousand_users_fit_into_280_megabytes(tmp_path: Path) -> None:
    with ScriptedServer(script=serve) as server:
        done = subprocess.run(
            [sys.executable, "-c", EXPORT, server.base_url, str(tmp_path / "to")],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    rows, peak = map(int, done.stdout.split())
    assert rows == USERS
    assert peak < 280 * 1024
    ids = parquet.read_table(tmp_path / "to" / "users.parquet", columns=["sourced_id"])["sourced_id"]
    assert len(ids) == len(set(ids.to_pylist())) == USERS


@pytest.mark.parametrize(
    "code",
    [
        "import timeback.export",
        "from timeback.export import export_oneroster, load_bundle, partitions, show_progress",
        "import timeback._tables.frames",
        """
from timeback import OneRosterClient
from timeback.export import export_oneroster
with OneRosterClient(env="sandbox") as client:
    export_oneroster(client, to=sys.argv[1], format="csv")
""",
    ],
)
def test_no_heavy_library_is_loaded_before_it_is_used(code: str, tmp_path: Path) -> None:
    told = (
        "print([name for name in ('pyarrow', 'duckdb', 'pandas', 'dask', 'pyspark') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{told}", str(tmp_path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "options",
    ["format='duckdb'", "format='duckdb', mode='merge', sweep=True", "format='parquet', tables='normalized'"],
)
def test_pandas_is_not_loaded_though_it_is_installed(options: str, tmp_path: Path) -> None:
    code = (
        "import sys; from timeback import OneRosterClient; from timeback.export import export_oneroster\n"
        "with OneRosterClient(env='sandbox') as client:\n"
        f"    for _ in range(2): export_oneroster(client, to=sys.argv[1], {options})\n"
        "print('pandas' in sys.modules, 'pyarrow' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
