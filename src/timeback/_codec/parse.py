"""From a body's bytes to JSON values, also where a server's JSON is not quite that."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from .._fork import late_imports
from .._json_types import is_list
from .._patterns import pattern

__all__ = ["NotJSONError", "charset_of", "parse_json"]

# Digits that Python turns into an integer without being asked for permission.
_MAX_DIGITS = 4_000
_CHARSET = pattern(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


class NotJSONError(ValueError):
    """A body has no reading as JSON; the message says why."""


def charset_of(headers: Mapping[str, str]) -> str:
    """The charset that a body is declared in; blank if its type names none."""
    found = _CHARSET.search(headers.get("content-type", ""))
    return found[1] if found else ""


def parse_json(content: bytes, charset: str = "") -> Any:
    """Read JSON: also with a byte order mark, `NaN`, numbers out of range, or text that is no Unicode.

    What is not Unicode, such as half of a surrogate pair, becomes U+FFFD, so that every text can be written.

    Args:
        content: The body.
        charset: What it is declared in, which counts where it is not UTF-8: many a server declares another.

    Raises:
        NotJSONError: It is something else, empty, or nested too deeply.
    """
    try:
        return msgspec.json.decode(content)
    except RecursionError:
        raise NotJSONError("nested too deeply") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        pass
    if not content.strip():
        raise NotJSONError("empty")
    with late_imports:
        import json  # most servers send what is read above

    try:
        found = json.loads(
            _text(content, json.detect_encoding(content), charset),
            parse_int=_integer,
            strict=False,
            object_pairs_hook=_object,
        )
        return _cleaned(found)
    except RecursionError:
        raise NotJSONError("nested too deeply") from None
    except ValueError:
        kind = "HTML" if content.lstrip()[:1] == b"<" else "not JSON"
        raise NotJSONError(f"{kind}, {len(content)} bytes") from None


def _text(content: bytes, encoding: str, charset: str) -> str:
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode(encoding, "surrogatepass")
    with contextlib.suppress(LookupError, ValueError):  # a name of no encoding, or a wrong one
        if charset:
            return content.decode(charset)
    return content.decode(encoding, "replace")


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {_whole(name): _cleaned(value) for name, value in pairs}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _whole(value)
    return [_cleaned(item) for item in value] if is_list(value) else value


def _whole(text: str) -> str:
    """Halves of surrogate pairs joined, and those that stand alone replaced."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
