"""The operations of the catalogue, by which the sandbox describes itself: `python -m tests.contract.described`.

What stands in the catalogue's notes is for people, and is left out.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import timeback.sandbox.description
from timeback._config.platforms import SERVICES, Platform

from .catalogue import load

OPERATIONS = Path(timeback.sandbox.description.__file__).with_name("operations.json")


def operations() -> str:
    """The text of the file: a line for each operation."""
    lines: dict[str, str] = {}
    for service in SERVICES:
        catalogue = load(service)
        for each, platform in itertools.product(catalogue.operations, Platform):
            raw = catalogue.raw["resources"][each.resource]["operations"][each.name]
            prefix = catalogue.prefix(each.prefix, platform) if each.prefix else ""
            if prefix is None:
                continue
            facts: dict[str, Any] = {
                "name": each.where,
                "query": {
                    name: row if isinstance(row, str) else row["type"] + "!" * bool(row.get("required"))
                    for name, row in (raw.get("query") or {}).items()
                },
                "body": [each.body_envelope, each.body_type] if each.body_type else None,
                "status": each.status,
                "answer": [each.response_envelope, each.response_type, each.lists or each.paginated],
            }
            # Of several methods with one path the first tells most: a stream is a list once more.
            lines.setdefault(f"{service} {each.method} {prefix}{each.path}", json.dumps(facts))
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {facts}" for key, facts in lines.items()) + "\n}\n"


if __name__ == "__main__":
    OPERATIONS.write_text(operations(), encoding="utf-8")
