"""Personal values out of a server's words.

A server may quote what it was sent, and messages end up in logs. So what looks like an email address or a
token is masked, and so is every value that the request held. The name of a field, and a longer word that
happens to hold the value, are not: a reader needs them to find the fault. `error.body` has it all.
"""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

import msgspec

from .._codec.preview import body_of
from .._json_types import is_list, is_object
from .._secrets import Headers, Secret
from ..models.base import InputModel, Model
from .messages import Request

__all__ = ["Mask"]

_HIDDEN = "***"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A local part has 64 characters at most (RFC 5321), which also bounds what is looked at from any one place.
_EMAIL = re.compile(r"[^\W_](?:[\w.+%'-]{0,62}[\w+%-])?@[^\W_][\w-]*(?:\.[\w-]+)+")
_TOKEN = re.compile(r"\beyJ[\w-]{5,}(?:\.[\w-]+)*|\bwhsec_[\w+/=-]+|(?<=\bBearer )(?!token\b)[\w.~+/=-]{8,}")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_SINGLE_WORD = re.compile(r"[A-Za-z0-9_@]+")
_WORD = re.compile(r"[A-Za-z_@][\w@]*")
# How a list is asked for: counts, and names of fields.
_PLAIN_PARAMETERS = frozenset({"limit", "offset", "page", "sort", "orderBy", "order", "fields"})
# Fields whose values are words of the service's own.
_VOCABULARY = re.compile(r"type|status|role|action|profile|\w+(Type|Status|Operator|Operation)")


class Mask:
    """Masks the words of one answer.

    Args:
        request: What was sent.
        token: The token that went with it.
    """

    def __init__(self, request: Request, token: Secret | None) -> None:
        names: set[str] = set()
        values = {self.name(each) for each in _sent(request, names)} - {_HIDDEN}
        telling = {each for each in values if _tells(each) and each.casefold() not in names}
        secret = [re.escape(each) for each in _secrets(request, token) if each]
        longest_first = sorted(telling, key=len, reverse=True)
        patterns = [*secret, *(_whole(each) for each in longest_first)]
        self._values = re.compile("|".join(patterns)) if patterns else None

    def text(self, words: str) -> str:
        """A sentence without the values in it."""
        words = self.name(unquote(words))  # a quoted target holds them percent-encoded
        return words if self._values is None else self._values.sub(_hidden, words)

    def name(self, field: str) -> str:
        """The path of a field, which is shown whole, unless it holds an address or a token."""
        return _TOKEN.sub(_HIDDEN, _EMAIL.sub(_HIDDEN, _normal(field)))


def _secrets(request: Request, token: Secret | None) -> Iterator[str]:
    """The secrets that went with a request, as they are and as Basic authentication wraps them."""
    if token is not None:
        yield token.reveal()
    sent = Headers(request.headers, request.secrets).reveal()
    yield sent.get("x-api-key", "")
    scheme, _, value = sent.get("authorization", "").partition(" ")
    yield value
    with contextlib.suppress(ValueError):  # a header of the user's own may be anything
        for each in base64.b64decode(value if scheme == "Basic" else "").decode().split(":", 1):
            yield from (each, unquote_plus(each))


def _normal(text: str) -> str:
    """Text on one line, without the characters that a terminal would obey."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _hidden(match: re.Match[str]) -> str:
    return match[0] if match[0] in _field_names() else _HIDDEN


def _field_names() -> set[str]:
    """The wire names of all records that are in use: a value that is spelled like one tells nothing."""
    kinds: list[type[msgspec.Struct]] = [InputModel, Model]
    for kind in kinds:  # which grows on the way
        kinds += kind.__subclasses__()
    return {name for kind in kinds for name in kind.__struct_encode_fields__}


def _tells(value: str) -> bool:
    """Whether a value is long enough to be told from any other word."""
    return len(value) > (2 if value.isascii() else 1)


def _whole(value: str) -> str:
    """A pattern for a value; one that is a single word must stand alone, outside longer words and paths."""
    if not _SINGLE_WORD.fullmatch(value):
        return f"(?i:{re.escape(value)})"
    return rf"(?<![A-Za-z0-9_])(?<![\w\]]\.){re.escape(value)}(?![A-Za-z0-9_])(?![.\[][a-z0-9_@])"


def _sent(request: Request, names: set[str]) -> Iterator[str]:
    """The values that a request holds; the names beside them are added to `names`."""
    parts = urlsplit(request.url)
    for segment in set(parts.path.split("/")) - set(request.path.split("/")):
        yield unquote(segment)
    yield from _of_pairs(parse_qsl(parts.query), names)
    if request.content:
        body = body_of(request.content)
        yield from _of_pairs(parse_qsl(body), names) if isinstance(body, str) else _leaves(body, names)


def _of_pairs(pairs: list[tuple[str, str]], names: set[str]) -> Iterator[str]:
    for name, value in pairs:
        names.add(name.casefold())
        if name == "filter":
            names.update(each.casefold() for each in _WORD.findall(_QUOTED.sub("", value)))
            for quoted in _QUOTED.findall(value):
                yield from (quoted, quoted.replace("''", "'"))
        elif name not in _PLAIN_PARAMETERS:
            yield value


def _leaves(value: Any, names: set[str]) -> Iterator[str]:
    if is_object(value):
        names.update(each.casefold() for each in value)
        for name, item in value.items():
            if not isinstance(item, str) or not _VOCABULARY.fullmatch(name):
                yield from _leaves(item, names)
    elif is_list(value):
        for item in value:
            yield from _leaves(item, names)
    elif isinstance(value, str):
        yield value
