"""What msgspec builds out of a type is built once, and by one thread at a time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec

from timeback._codec.types import built_once, convert

THREADS = 8


def test_one_thread_builds_and_the_others_wait_for_it() -> None:
    calls: list[str] = []
    under_way: list[str] = []
    together = threading.Barrier(THREADS)

    @built_once
    def build(name: str) -> object:
        under_way.append(name)
        assert under_way == [name], "two were built at once"
        time.sleep(0.01)
        under_way.remove(name)
        calls.append(name)
        return object()

    def ask(number: int) -> object:
        together.wait()
        return build("ab"[number % 2])

    with ThreadPoolExecutor(THREADS) as pool:
        found = set(pool.map(ask, range(THREADS)))
    assert sorted(calls) == ["a", "b"]
    assert len(found) == 2


def test_a_builder_may_ask_for_another_thing() -> None:
    @built_once
    def double(number: int) -> int:
        return 2 * number if number < 2 else double(number - 1) + 2

    assert double(4) == 8


def test_sixteen_threads_may_meet_a_struct_for_the_first_time() -> None:
    inner = msgspec.defstruct("Inner", [("value", int)])
    outer = msgspec.defstruct("Outer", [("rows", list[inner]), ("one", inner)])  # type: ignore[valid-type]
    together = threading.Barrier(16)

    def ask(number: int) -> int:
        together.wait()
        found = convert({"rows": [{"value": "1"}], "one": {"value": number}}, outer, strict=False)
        one: int = found.one.value  # type: ignore[attr-defined]
        return one

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(16))) == list(range(16))
