"""Numbers and instants of numpy, pandas and `decimal` as Python's own; neither library is imported for it.

JSON has no NaN and no infinity: an encoder writes null for them, and a null erases a score. So they
are refused, under the name of the field that holds them.
"""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

import msgspec

from .._json_types import is_list, is_mapping
from ..errors import FieldIssue, InvalidInputError

__all__ = ["encode_json", "json_faults", "own_or_refused", "own_scalar", "plain_value"]

_OWN = frozenset({str, int, bool, type(None)})
_AS_IT_IS = frozenset({*_OWN, dict, list})


def own_scalar(value: Any) -> Any:
    """A scalar, or an array, of another library as Python's own; anything else as it is.

    Raises:
        ValueError: It is no number (NaN), an infinity, or no instant (NaT); the message says so.
    """
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Decimal):
        return _of_decimal(value)
    kind = cast("type[object]", type(value))
    if hasattr(kind, "to_pydatetime") and isinstance(value, datetime):  # pandas.Timestamp, and NaT
        if value != value:
            raise ValueError("must be an instant, not NaT")
        return cast("Any", value).to_pydatetime(warn=False)
    if hasattr(kind, "dtype") and hasattr(kind, "tolist"):  # numpy's scalars and arrays, pandas.Series
        return _of_numpy(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"must be a finite number, not {value}")
    return value


def _of_decimal(value: Decimal) -> int | float:
    number = math.nan if value.is_nan() else float(value)
    if not math.isfinite(number):
        raise ValueError("must be a finite number of ordinary size")
    return int(value) if value == value.to_integral_value() else number


def _of_numpy(value: Any) -> Any:
    if value.dtype.kind == "M" and "[D]" not in value.dtype.str:
        value = value.astype("datetime64[us]")  # finer ones would become plain counts of nanoseconds
    own = value.tolist()
    if own is None:
        raise ValueError("must be an instant, not NaT")
    # The widest float of numpy has no counterpart and stays what it is.
    if is_list(own):
        return own
    return own_scalar(float(own) if type(own) is type(value) else own)


def plain_value(value: Any, path: str, issues: list[FieldIssue]) -> Any:
    """A value as JSON would hold it, at every depth; what JSON cannot hold is added to `issues`."""
    if type(value) in _OWN:
        return value
    if is_mapping(value):
        named = ((_plain_key(key, path, issues), each) for key, each in value.items())
        return {key: plain_value(each, f"{path}.{key}".lstrip("."), issues) for key, each in named}
    if isinstance(value, list | tuple | set | frozenset):
        listed = enumerate(cast("list[Any]", value))
        return [plain_value(each, f"{path}[{index}]", issues) for index, each in listed]
    try:
        own = own_scalar(value)
        if type(own) in _OWN or type(own) is float:
            return own
        built = msgspec.to_builtins(own, builtin_types=(Decimal,), enc_hook=own_or_refused)
    except (ValueError, TypeError, OverflowError) as error:
        issues += _faults_within(value, path) or [FieldIssue(path, str(error))]
        return None
    return plain_value(built, path, issues) if isinstance(built, dict | list) else built


def _plain_key(key: Any, path: str, issues: list[FieldIssue]) -> Any:
    if type(key) is str:
        return key
    try:
        return msgspec.to_builtins(own_scalar(key))
    except (ValueError, TypeError) as error:
        issues.append(FieldIssue(path, f"a key of it: {error}"))
        return ""


def _faults_within(value: Any, path: str) -> list[FieldIssue]:
    """The faults of a record's fields."""
    if not isinstance(value, msgspec.Struct):
        return []
    fields = {each.encode_name: getattr(value, each.name) for each in msgspec.structs.fields(type(value))}
    return json_faults({name: each for name, each in fields.items() if each is not msgspec.UNSET}, path)


def own_or_refused(value: Any) -> Any:
    """As `own_scalar()`, for encoders, which ask about what they do not know.

    Raises:
        TypeError: Nor is it known here.
    """
    own = own_scalar(value)
    if own is value and isinstance(value, str):
        return str(value)  # a text of a type of its own, such as one that has notes
    written: Any = getattr(value, "written", None)
    if own is value and callable(written):
        return written()  # an instant that knows how it was written
    if own is value:
        raise TypeError(f"objects of type {type(value).__name__} have no JSON form")
    return own


def json_faults(value: Any, where: str) -> list[FieldIssue]:
    """The parts of a value that cannot be written as JSON, by their paths."""
    issues: list[FieldIssue] = []
    plain_value(value, where, issues)
    return issues


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=own_or_refused)


def encode_json(value: Any, where: str = "") -> bytes:
    """A body, or the part of one at `where`, as JSON.

    Raises:
        InvalidInputError: Names each field that JSON cannot hold.
    """
    try:
        content = _ENCODER.encode(value)
        # A null may be one that was a NaN; without any there is nothing to look for.
        issues = json_faults(value, where) if b"null" in content else []
    except RecursionError:
        content, issues = b"", [FieldIssue(where or "body", "is nested too deeply")]
    except (TypeError, ValueError, OverflowError) as error:
        told = FieldIssue(where or "body", f"cannot be written as JSON: {error}")
        content, issues = b"", json_faults(value, where) or [told]
    if issues:
        raise InvalidInputError("invalid body", issues)
    return content
