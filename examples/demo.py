"""A tour of the services with both clients, against a sandbox served over HTTP: `make demo`."""

from __future__ import annotations

import asyncio

from tour import (
    asynchronous,
    caliper,
    case,
    clr,
    edubridge,
    masterytrack,
    oneroster,
    powerpath,
    qti,
    webhooks,
)

from timeback import AsyncTimebackClient, TimebackClient
from timeback.sandbox import Sandbox

STUDENTS = 1000
PARTS = (oneroster, edubridge, qti, powerpath, masterytrack, caliper, webhooks, case, clr)


def main() -> None:
    print(f"Starting a sandbox with {STUDENTS} students ...")
    with Sandbox(students=STUDENTS) as sandbox:
        print(f"It serves {sandbox.base_url}; tokens at {sandbox.auth_url}")
        services = {"masterytrack": sandbox.masterytrack}
        with TimebackClient(**sandbox.credentials, services=services) as timeback:
            for part in PARTS:
                part.tour(timeback)
        asyncio.run(run_async(sandbox))
    print("\nDone.")


async def run_async(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(**sandbox.credentials) as timeback:
        await asynchronous.tour(timeback)


if __name__ == "__main__":
    main()
