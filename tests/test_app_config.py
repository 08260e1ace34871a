"""`timeback.config.json`: what is read, what is refused with its path, and what holds in an environment."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Literal

import pytest

from timeback.apps import ConfigValidationError, CourseCatalog, CourseError, load_config

MATH: dict[str, Any] = {"subject": "Math", "grade": 3, "ids": {"staging": "s", "production": "p"}}
ROOT: dict[str, Any] = {"name": "App", "sensor": "https://app.example/play"}


def catalog(
    course: dict[str, Any], environment: Literal["staging", "production"] = "staging", **root: Any
) -> CourseCatalog:
    return CourseCatalog(load_config({**ROOT, **root, "courses": [{**MATH, **course}]}), environment)


def faults(content: Any) -> dict[str, str]:
    with pytest.raises(ConfigValidationError) as refused:
        load_config(content)
    return {issue.path: issue.message for issue in refused.value.issues}


def test_every_fault_is_named_with_its_path() -> None:
    found = faults(
        {
            "courses": [
                {"subject": "Math"},
                {"subject": "Math", "grade": 3},
                {"subject": "Math", "grade": 3, "courseCode": "M"},
                {"courseCode": "M", "sensor": "/play"},
            ]
        }
    )
    assert set(found) == {
        "courses[0]",
        "courses[0].sensor",
        "courses[1].sensor",
        "courses[2]",
        "courses[2].sensor",
        "courses[3].courseCode",
        "courses[3].sensor",
    }
    found = faults(
        {"sensor": "https://app.example", "courses": [{"grade": 14}, {"subject": "", "grade": "x"}]}
    )
    assert set(found) == {"courses[0].grade", "courses[1].subject", "courses[1].grade"}
    found = faults({"courses": [{"grade": 14}, {"subject": "Math"}, {"courseCode": 7.5}, {"grade": 3}]})
    assert set(found) == {
        "courses[0].grade",
        "courses[1]",
        "courses[1].sensor",
        "courses[2].courseCode",
        "courses[3].sensor",
    }


@pytest.mark.parametrize("content", [[], {}, {"courses": []}, {"courses": {}}, {"courses": [7]}, 7])
def test_what_is_no_configuration_is_refused(content: Any) -> None:
    with pytest.raises(ConfigValidationError):
        load_config(content)


@pytest.mark.parametrize("content", [b"", b"[1]", b"{'a': 1}", b"\xff\xfe{", b"[" * 100_000])
def test_a_file_that_is_none_says_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "timeback.config.json"
    path.write_bytes(content)
    with pytest.raises(ConfigValidationError, match=r"timeback\.config\.json"):
        load_config(path)


def test_the_file_of_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigValidationError, match="timeback config init"):
        load_config()
    text = json.dumps({**ROOT, "courses": [MATH], "$schema": "x", "studio": {"port": 1}})
    (tmp_path / "timeback.config.json").write_text("\ufeff" + text, "utf-8")
    assert load_config().name == "App"


def test_unknown_keys_are_told_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "timeback.apps"):
        config = load_config(
            {**ROOT, "nmae": 1, "courses": [{**MATH, "metadata": {"anything": {"goes": 1}}}]}
        )
    assert caplog.messages == ["the configuration: nmae: unknown key; did you mean 'name'?"]
    assert config.further == {"nmae": 1}


def test_layers_are_merged_deeply() -> None:
    found = catalog(
        {
            "level": "Elementary",
            "metadata": {"goals": {"dailyXp": 10, "dailyLessons": 2}, "metrics": {"totalXp": 900}},
            "overrides": {
                "staging": {"metadata": {"goals": {"dailyXp": 1}, "metrics": {"totalLessons": 40}}},
                "production": {"level": "Middle", "sensor": "https://live.example"},
            },
        },
        defaults={"metadata": {"contactEmail": "a@example.org", "goals": {"dailyAccuracy": 80}}},
    ).all[0]
    assert found.metadata == {
        "contactEmail": "a@example.org",
        "goals": {"dailyAccuracy": 80, "dailyXp": 1, "dailyLessons": 2},
        "metrics": {"totalXp": 900, "totalLessons": 40},
    }
    assert (found.id, found.level, found.total_lessons, found.sensor) == (
        "s",
        "Elementary",
        40,
        "https://app.example/play",
    )


def test_production_has_its_own_ids_and_overrides() -> None:
    course = {"overrides": {"production": {"level": "Middle", "sensor": "https://live.example"}}}
    found = catalog(course, "production").all[0]
    assert (found.id, found.level, found.sensor) == ("p", "Middle", "https://live.example")


def test_the_sensor_is_the_nearest_or_the_host_of_the_launch() -> None:
    root = {"sensor": "https://root.example", "launchUrl": "https://launch.example/lti"}
    course = {**MATH, "sensor": "https://course.example"}

    def sensor(course: dict[str, Any], root: dict[str, Any]) -> str | None:
        return CourseCatalog(load_config({**root, "courses": [course]}), "staging").all[0].sensor

    assert sensor(course, root) == "https://course.example"
    assert sensor(MATH, root) == "https://root.example"
    del root["sensor"]
    assert sensor(MATH, root) == "https://launch.example"
    assert sensor({**MATH, "launchUrl": "https://own.example:8/x?y"}, root) == "https://own.example:8"


def test_selectors() -> None:
    courses = [
        {"subject": "Language", "grade": -1, "ids": {"staging": "pre"}},
        {"subject": "Math", "grade": 13, "courseCode": "AP", "ids": {"staging": "ap"}},
        {"courseCode": "CS", "ids": None},
    ]
    found = CourseCatalog(load_config({**ROOT, "courses": courses}), "staging")
    assert found.select({"subject": "Language", "grade": -1}, "course").id == "pre"
    assert found.select({"code": "AP", "subject": "none"}, "course").name == "AP"
    with pytest.raises(CourseError, match="course: the configuration has no such course") as unknown:
        found.select({"subject": "Math", "grade": 3}, "course")
    with pytest.raises(CourseError, match="no id of this course") as unmade:
        found.select({"code": "CS"}, "course")
    assert (unknown.value.fault, unmade.value.fault) == ("unknown", "no_id")
