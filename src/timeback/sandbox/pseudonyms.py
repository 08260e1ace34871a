"""Pseudonyms: personal data out of recorded exchanges, each value replaced alike wherever it stands.

A pseudonym is drawn from the value by a key that is not kept, so that two exchanges still belong together and
nobody can tell who they were about.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import msgspec

from .._fork import new_lock
from .._json_types import NOT_JSON, is_list, is_object

__all__ = ["Pseudonyms"]

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_QUOTED = re.compile(r"([A-Za-z_][\w.-]*)\s*(!=|>=|<=|[=~><@])\s*'((?:[^']|'')*)'")
_SECRETS = frozenset(
    {"accesstoken", "apikey", "clientsecret", "jwt", "password", "refreshtoken", "secret", "token"}
)
_NAMES = frozenset(
    {
        "additionalname", "address", "addresslocality", "agentname", "answer", "birthdate", "cityofbirth", "comment",
        "dateofbirth", "displayname", "email", "familyname", "familynameprefix", "feedback", "fullname", "givenname",
        "honorificprefix", "honorificsuffix", "identifier", "identityhash", "ipaddress", "masteridentifier",
        "middlename", "narrative", "patronymicname", "phone", "postalcode", "preferredfirstname",
        "preferredlastname", "preferredmiddlename", "reason", "sms", "streetaddress", "studentemail",
        "studentname", "textscore", "useremail", "userfullname", "usermasteridentifier", "username", "useripaddress",
    }
)  # fmt: skip
# Their value, or the id inside it, is a person's.
_PEOPLE = frozenset(
    {"actor", "actorid", "agent", "agents", "learner", "principal", "student", "students", "studentid", "teacher",
     "studentsourcedid", "studenttimebackid", "user", "userid", "usersourcedid", "users", "teachers"}
)  # fmt: skip
_IDS = ("id", "sourcedid", "userid")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


class Pseudonyms:
    """Replaces personal data; remembers whose ids it has seen, so that they are known in a path as well.

    Args:
        key: Whoever holds it can check a guess; thrown away after the recording.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._lock = new_lock()
        self._known: dict[str, str] = {}

    def learn(self, value: Any) -> None:
        """Take note of the ids of people in a body."""
        if is_list(value):
            for each in value:
                self.learn(each)
        elif is_object(value):
            is_person = any(_plain(name) in ("familyname", "givenname", "birthdate") for name in value)
            for name, each in value.items():
                plain = _plain(name)
                if isinstance(each, str) and ((is_person and plain in _IDS) or plain in _PEOPLE):
                    self._person(each)
                elif plain in _PEOPLE:
                    for inner in each if is_list(each) else [each]:
                        self._learn_reference(inner)
                self.learn(each)

    def _learn_reference(self, value: Any) -> None:
        if isinstance(value, str):
            self._person(value)
        elif is_object(value):
            for name, each in value.items():
                if _plain(name) in _IDS and isinstance(each, str):
                    self._person(each)

    def _person(self, value: str) -> str:
        last = value.rstrip("/").rpartition("/")[2] if "://" in value else value
        with self._lock:
            if last and last not in self._known:
                self._known[last] = f"person-{self._digest(last)}"
        return self.text(value)

    def _digest(self, value: str) -> str:
        return hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()[:12]

    def body(self, value: Any, name: str = "") -> Any:
        """A decoded body without personal data."""
        plain = _plain(name)
        if is_object(value):
            named = plain in _PEOPLE and "name" in value
            return {
                self.text(key): self._replaced(each) if named and key == "name" else self.body(each, key)
                for key, each in value.items()
            }
        if is_list(value):
            return [self.body(each, name) for each in value]
        if value is None or isinstance(value, bool):
            return value
        if plain in _SECRETS:
            return "***"
        if plain in _NAMES:
            return self._replaced(value)
        return self.text(value) if isinstance(value, str) else value

    def _replaced(self, value: Any) -> Any:
        if not isinstance(value, str) or not value:
            return value
        if _EMAIL.fullmatch(value):
            return self._email(value)
        if _DATE.match(value):
            return "2000-01-01" + value[10:]
        return f"x-{self._digest(value)}"

    def _email(self, value: str) -> str:
        return f"x-{self._digest(value.lower())}@recorded.invalid"

    def text(self, value: str) -> str:
        """A text without addresses of mail and without the ids of people, whole or as a part of a path."""
        with self._lock:
            known = self._known.get(value)
            if known is None and "/" in value:
                value = "/".join(self._known.get(part, part) for part in value.split("/"))
        return known or _EMAIL.sub(lambda found: self._email(found[0]), value)

    def url(self, url: str) -> str:
        """A URL without personal data in its path and query."""
        parts = urlsplit(url)
        path = "/".join(quote(self.text(unquote(part)), safe="") for part in parts.path.split("/"))
        pairs = [
            (name, self._parameter(name, value))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        return urlunsplit(("", "", path, urlencode(pairs), ""))

    def _parameter(self, name: str, value: str) -> str:
        plain = _plain(name)
        if plain == "filter":
            return _QUOTED.sub(self._condition, value)
        if plain in _PEOPLE:
            return self._person(value)
        return str(self._replaced(value) if plain in (*_NAMES, "search") else self.text(value))

    def _condition(self, found: re.Match[str]) -> str:
        name, operator, value = found[1], found[2], found[3].replace("''", "'")
        plain = _plain(name.rpartition(".")[2])
        owner = _plain(name.partition(".")[0])
        if owner in _PEOPLE:
            value = self._person(value)
        else:
            value = str(self._replaced(value)) if plain in _NAMES else self.text(value)
        return f"{name}{operator}'{value.replace(chr(39), chr(39) * 2)}'"

    def content(self, content: bytes | None) -> str | None:
        """The text of a body: JSON value by value, of anything else the addresses of mail alone are replaced."""
        if not content:
            return None
        try:
            value = msgspec.json.decode(content)
        except NOT_JSON:
            return self.text(content.decode("utf-8", "replace"))
        self.learn(value)
        return msgspec.json.encode(self.body(value)).decode()
