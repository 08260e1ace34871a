"""The sentences of the library: docstrings that skim, one spelling, and observations with their date."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "timeback"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if PACKAGE / "_sync" not in path.parents)
PROSE = [*SOURCES, *sorted((ROOT / "docs").rglob("*.md"))]

RIDDLE = re.compile(r"(What|How|Where|Which|Who|Whose|Whom|When|Why|Whether)\b")
TRUTH = re.compile(r"(bool|TypeGuard|TypeIs)\b")
BRITISH = re.compile(
    r"organisation|enrolment|\benrols?\b|authoris|favour|licence|catalogue|learnt\b|spelt\b|colour|behaviour"
    r"|honour|normalis|serialis|initialis|recognis|customis|minimis|maximis|summaris|specialis(?!t)|generalis"
    r"|capitalis|analys(?:e|ed|es|ing)\b|centre\b|programme\b|fulfil\b|artefact|judgement|whilst|neighbour"
    r"|labell|modell"
)
# As the servers write them.
ON_THE_WIRE = re.compile(r"unauthorised_?request")
REQUEST = re.compile(r"`(?:GET|HEAD|POST|PUT|PATCH|DELETE)\b")
OTHERS = "APIError: Any other failure of the request; see `timeback.errors`."
UNDATED = re.compile(r"\b(was|were|been) (seen|observed|reported) to\b")
DATE = re.compile(r"\([^()]*\d{4}-\d{2}\)")


def _docstrings(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """The docstrings of modules, classes, functions and fields."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, ast.get_docstring(node) or ""
        for statement in node.body[1:] if isinstance(node, ast.ClassDef) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement, str(statement.value.value)


def _answers_yes_or_no(node: ast.AST) -> bool:
    """Whether the docstring is one of a field, or of a function that returns a truth value."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return node.returns is not None and TRUTH.match(ast.unparse(node.returns)) is not None
    return isinstance(node, ast.Expr)


def _lines(paths: list[Path], pattern: re.Pattern[str]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if pattern.search(ON_THE_WIRE.sub("", line.lower())):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def test_docstrings_open_with_a_noun_or_a_verb() -> None:
    riddles = [
        f"{path.relative_to(ROOT)}: {text.splitlines()[0]}"
        for path in SOURCES
        for node, text in _docstrings(path)
        if (opening := RIDDLE.match(text)) and not (opening[0] == "Whether" and _answers_yes_or_no(node))
    ]
    assert not riddles, "\n".join(riddles)


def test_a_request_that_names_errors_says_where_the_others_are() -> None:
    calls = [
        (path, text)
        for path in SOURCES
        if PACKAGE / "_async" in path.parents
        for node, text in _docstrings(path)
        if isinstance(node, ast.AsyncFunctionDef) and "Raises:" in text and REQUEST.search(text)
    ]
    assert len(calls) > 100
    silent = [
        f"{path.relative_to(ROOT)}: {text.splitlines()[0]}" for path, text in calls if OTHERS not in text
    ]
    assert [each for each in silent if "a row that fails does not stop the others" not in each] == []


def test_words_are_spelled_as_the_apis_spell_them() -> None:
    british = list(_lines(PROSE, BRITISH))
    assert not british, "\n".join(british)


def test_what_was_observed_says_when() -> None:
    undated = [line for line in _lines(PROSE, UNDATED) if not DATE.search(line)]
    assert not undated, "\n".join(undated)
