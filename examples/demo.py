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
    nine,
    oneroster,
    powerpath,
    qti,
    webhooks,
)
from tour.steps import say, step

from timeback import AsyncTimebackClient, TimebackClient
from timeback.sandbox import Sandbox

STUDENTS = 1000
PARTS = (oneroster, edubridge, qti, powerpath, masterytrack, caliper, webhooks, case, clr)


def main() -> None:
    print("A tour of the nine services of Timeback, with the sync client and the async one.")
    print("It needs no account: a sandbox on this machine plays the platform, and nothing leaves it.")
    print(f"\nStarting a sandbox with {STUDENTS} students ...")
    with Sandbox(students=STUDENTS) as sandbox:
        print(f"It serves {sandbox.base_url}; tokens at {sandbox.auth_url}")
        with TimebackClient(**sandbox.unified) as timeback:
            for part in PARTS:
                part.tour(timeback)
            answers = nine.ask(timeback)
        awaited = asyncio.run(run_async(sandbox))
        with step("Nine services through either client"):
            say(answers)
            say("the same, awaited" if awaited == answers else f"but awaited: {awaited}")
    print("\nDone.")


async def run_async(sandbox: Sandbox) -> nine.Answers:
    async with AsyncTimebackClient(**sandbox.unified) as timeback:
        answers = await nine.ask_async(timeback)
        await asynchronous.tour(timeback)
    return answers


if __name__ == "__main__":
    main()
