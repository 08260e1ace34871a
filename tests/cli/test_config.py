"""`timeback config`, as its users type it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from timeback.apps import config_schema

from ..test_app_config import MATH, ROOT


def timeback(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeback.cli", *arguments],
        cwd=cwd,
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_configuration_is_begun_and_checked(tmp_path: Path) -> None:
    assert timeback("config", "init", cwd=tmp_path).returncode == 0
    assert "there already" in timeback("config", "init", cwd=tmp_path).stderr
    shown = timeback("config", "check", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Math G3" in shown.stdout
    assert "not made yet" in shown.stdout


def test_faults_are_named_with_their_paths(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"courses": [{"grade": 99}, {"subject": ""}]}')
    shown = timeback("config", "check", "bad.json", cwd=tmp_path)
    assert shown.returncode == 2
    assert "courses[0].grade" in shown.stderr
    assert "courses[1].subject" in shown.stderr


def test_keys_that_mean_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "timeback.config.json").write_text(json.dumps({**ROOT, "courses": [{**MATH, "grad": 3}]}))
    shown = timeback("config", "check", cwd=tmp_path)
    assert "courses[0].grad: unknown key; did you mean 'grade'?" in shown.stderr


def test_the_schema_takes_what_is_right_and_no_more(tmp_path: Path) -> None:
    schema = json.loads(timeback("config", "schema", cwd=tmp_path).stdout)
    assert schema == config_schema()
    right = {**ROOT, "courses": [{**MATH, "metadata": {"anything": 1}}], "$schema": "x"}
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(right, schema)
    for wrong in ({"courses": []}, {"courses": [{"subject": "Math"}]}, {"courses": [{"grade": 14}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
