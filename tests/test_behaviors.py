"""`tests/README.md` lists the numbered behaviors, and says where each is tested."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parent
ROWS = re.findall(r"^\| (b\d\d) \| .+ \| (.+) \|$", (TESTS / "README.md").read_text("utf-8"), re.MULTILINE)


def files_by_number() -> dict[str, set[str]]:
    """The files that hold tests of a behavior, by its number."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        name = path.relative_to(TESTS).as_posix()
        if not name.startswith("_sync/"):
            for numbers in re.findall(r"def test_((?:b\d\d_)+)", path.read_text("utf-8")):
                for number in numbers.strip("_").split("_"):
                    found[number].add(name)
    return found


def test_the_table_says_where_each_behavior_is_tested() -> None:
    listed = {number: set(re.findall(r"`([^`]+\.py)`", files)) for number, files in ROWS}
    tested = files_by_number()
    assert [*listed] == [f"b{number:02}" for number in range(1, 71)]
    assert listed.keys() == tested.keys()
    for number, files in tested.items():
        assert listed[number] and listed[number] <= files, number
