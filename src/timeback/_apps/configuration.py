"""`timeback.config.json`: read, checked whole, and laid out for one environment."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec

from .._codec.decode import read_value
from .._issues import Issues, hint
from .._json_types import NOT_JSON, is_list, is_mapping, is_object
from .._query.encode import to_wire
from .._query.shapes import field_names, shape_of
from ..errors import FieldIssue
from ..models.apps import AppConfig, AppCourse
from ..models.base import UNSET, InputModel
from .errors import ConfigValidationError

__all__ = ["FILE_NAME", "ConfigSource", "is_url", "load_config", "merged", "unknown_keys"]

FILE_NAME = "timeback.config.json"

ConfigSource: TypeAlias = AppConfig | Mapping[str, Any] | str | os.PathLike[str]

logger = logging.getLogger("timeback.apps")

# Where any key may stand, since the platform keeps what it is given there.
_FREE = frozenset({"metadata", "goals", "metrics", "studio"})
_COURSE = re.compile(r"courses\[(\d+)\]")


def load_config(source: ConfigSource | None = None) -> AppConfig:
    """Read and check the configuration of an application.

    Unknown keys outside metadata are named in a warning from the logger `timeback.apps`.

    Args:
        source: The path of the file, `timeback.config.json` in the working folder by default; or its content,
            as a mapping or a model.

    Raises:
        ConfigValidationError: The file is missing or cannot be read, or its content is not valid; names every
            error with its path, such as `courses[2].grade`.
    """
    if source is None or isinstance(source, str | os.PathLike):
        path = Path(source or FILE_NAME)
        return _checked(_content(path), path.name)
    return _checked(source, "the configuration")


def _content(path: Path) -> object:
    try:
        return msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except FileNotFoundError:
        raise ConfigValidationError(
            f"there is no {path}; `timeback config init` writes one, or pass its path"
        ) from None
    except OSError as error:
        raise ConfigValidationError(f"{path} cannot be read: {error.strerror}") from None
    except NOT_JSON as error:
        raise ConfigValidationError(f"{path} is not JSON: {error}") from None


def _checked(content: object, name: str) -> AppConfig:
    if not isinstance(content, AppConfig) and not is_mapping(content):
        kind = "a list" if is_list(content) else type(content).__name__
        raise ConfigValidationError(f"{name} must hold an object, not {kind}")
    issues = Issues()
    wire: dict[str, Any] = {}
    with issues:
        wire = to_wire(content, AppConfig)
    if issues:
        issues += _further_faults(content, issues)
        raise ConfigValidationError(f"{name} has faults:", issues)
    config = read_value(wire, AppConfig)
    issues += _faults(config, range(len(config.courses)))
    if issues:
        raise ConfigValidationError(f"{name} has faults:", issues)
    for issue in unknown_keys(wire):
        logger.warning("%s: %s: %s", name, issue.path, issue.message)
    return config


def _further_faults(content: object, issues: Iterable[FieldIssue]) -> list[FieldIssue]:
    """The faults of the courses that are of the right types, where others are not."""
    found = [_COURSE.match(each.path) for each in issues]
    faulty = {int(each[1]) for each in found if each}
    courses = content.get("courses") if is_mapping(content) else None
    if not is_mapping(content) or not is_list(courses) or not all(found):  # what they depend on is faulty
        return []
    places = [index for index in range(len(courses)) if index not in faulty]
    if not places:
        return []
    wire = to_wire({**content, "courses": [courses[at] for at in places]}, AppConfig)
    return list(_faults(read_value(wire, AppConfig), places))


def _faults(config: AppConfig, places: Sequence[int]) -> Iterator[FieldIssue]:
    """The faults that no type can name: keys that repeat, sensors that are missing or no URLs.

    Args:
        config: The configuration.
        places: Where its courses stand in the file.
    """
    grades: dict[tuple[str, int], int] = {}
    codes: dict[str, int] = {}
    yield from _url_faults(config, "")
    for index, course in zip(places, config.courses, strict=True):
        where = f"courses[{index}]"
        if course.grade is UNSET and course.course_code is UNSET:
            yield FieldIssue(where, "needs a grade, a courseCode, or both")
        if isinstance(course.grade, int):
            first = grades.setdefault((course.subject, course.grade), index)
            if first != index:
                yield FieldIssue(where, f"has the subject and grade of courses[{first}]")
        if isinstance(course.course_code, str):
            first = codes.setdefault(course.course_code, index)
            if first != index:
                yield FieldIssue(f"{where}.courseCode", f"is that of courses[{first}]")
        yield from _url_faults(course, f"{where}.")
        overrides = {
            name: found
            for name in ("staging", "production")
            if (found := getattr(course.overrides, name, UNSET)) is not UNSET
        }
        for name, override in overrides.items():
            yield from _url_faults(override, f"{where}.overrides.{name}.")
        if not any(_has_sensor(each) for each in (course, config, *overrides.values())):
            yield FieldIssue(
                f"{where}.sensor", "required: here, at the root, or as the host of an absolute launchUrl"
            )


def _url_faults(part: Any, where: str) -> Iterator[FieldIssue]:
    if part.sensor is not UNSET and not is_url(part.sensor):
        yield FieldIssue(f"{where}sensor", "must be an absolute http or https URL")


def _has_sensor(part: Any) -> bool:
    return part.sensor is not UNSET or (part.launch_url is not UNSET and is_url(part.launch_url))


def is_url(text: object) -> bool:
    """Whether a text is an absolute URL of the web."""
    if not isinstance(text, str):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))


def unknown_keys(
    wire: Mapping[str, Any], model: type[msgspec.Struct] = AppConfig, where: str = ""
) -> Iterator[FieldIssue]:
    """The keys of a configuration that mean nothing to this version."""
    names = field_names(model)
    fields = {each.encode_name: each for each in msgspec.structs.fields(model)}
    for key, value in wire.items():
        path = f"{where}{key}"
        if key not in fields:
            yield FieldIssue(path, f"unknown key{hint(key, [*names, *fields])}")
            continue
        if key in _FREE:
            continue
        shape = shape_of(fields[key].type)
        if shape.struct is not None and is_object(value):
            yield from unknown_keys(value, shape.struct, f"{path}.")
        elif shape.item is AppCourse and is_list(value):
            for index, each in enumerate(value):
                yield from unknown_keys(each, AppCourse, f"{path}[{index}].")


def merged(*layers: Any) -> dict[str, Any]:
    """Objects laid over each other, key by key and at every depth; the later ones win."""
    result: dict[str, Any] = {}
    for layer in layers:
        found = layer.to_dict("json") if isinstance(layer, InputModel) else layer
        if not is_mapping(found):
            continue
        for key, value in found.items():
            known = result.get(key)
            result[key] = merged(known, value) if is_mapping(known) and is_mapping(value) else value
    return result
