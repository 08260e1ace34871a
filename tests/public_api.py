"""What has changed in the public interface since the last commit: `make lint` prints it, and fails for nothing in it.

    python tests/public_api.py [REF]

Without a REF it is the last commit; where nothing is uncommitted, the one before it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
PACKAGE = "timeback"
# One world stands for both. Its modules are private, and its classes are what the root has.
WORLD = "_sync"
# Run, not imported.
COMMAND = "timeback.cli"


def declarations(found: griffe.Object) -> Iterator[tuple[str, str]]:
    """What is public in a package: each name with how it is declared."""
    for member in found.members.values():
        private = member.name.startswith("_") and member.name not in (WORLD, "__call__", "__init__")
        if member.is_alias or private or member.path == COMMAND:
            continue
        if isinstance(member, griffe.Module | griffe.Class):
            if isinstance(member, griffe.Class):
                yield shown(member.path), f"({', '.join(map(str, member.bases))})"
            yield from declarations(member)
        elif isinstance(member, griffe.Function):
            yield shown(member.path), signature(member)
        elif isinstance(member, griffe.Attribute) and member.annotation is not None:
            yield shown(member.path), f": {member.annotation}{default(member.value)}"


def shown(path: str) -> str:
    return path.removeprefix(f"{PACKAGE}.").removeprefix(f"{WORLD}.")


def signature(function: griffe.Function) -> str:
    own = [each for each in function.parameters if each.name not in ("self", "cls")]
    kinds = [each.kind for each in own]
    parts = [declared(each) for each in own]
    if griffe.ParameterKind.keyword_only in kinds and griffe.ParameterKind.var_positional not in kinds:
        parts.insert(kinds.index(griffe.ParameterKind.keyword_only), "*")
    if positional := kinds.count(griffe.ParameterKind.positional_only):
        parts.insert(positional, "/")
    return f"({', '.join(parts)}) -> {function.returns}"


def declared(parameter: griffe.Parameter) -> str:
    stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}
    if parameter.kind in stars:
        return f"{stars[parameter.kind]}{parameter.name}: {parameter.annotation}"
    return f"{parameter.name}: {parameter.annotation}{default(parameter.default)}"


def default(value: object) -> str:
    return "" if value is None else f" = {value}"


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def differences(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"- {name}"
        elif name not in old:
            yield f"+ {name}{new[name]}"
        elif old[name] != new[name]:
            yield f"~ {name}\n    was {old[name]}\n    is  {new[name]}"


def main(*refs: str) -> None:
    try:
        changed = git("status", "--porcelain", "src")
        ref = refs[0] if refs else "HEAD" if changed else "HEAD~1"
        commit = git("rev-parse", "--short", ref)
    except (OSError, subprocess.CalledProcessError):
        print("public interface: no commit to compare with")
        return
    old = griffe.load_git(PACKAGE, ref=commit, repo=ROOT, search_paths=["src"])
    new = griffe.load(PACKAGE, search_paths=[ROOT / "src"])
    found = [*differences(dict(declarations(old)), dict(declarations(new)))]  # type: ignore[arg-type]
    print(f"public interface since {commit}: {len(found) or 'no'} changes", *found, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
