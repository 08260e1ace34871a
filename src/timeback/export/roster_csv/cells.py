"""The kinds of cells: how each becomes a value of a JSON body, and a value becomes a cell."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from ..._json_types import is_list, is_object
from ...models import oneroster as models
from .standard import join, not_word, split

__all__ = [
    "DAY",
    "FLAG",
    "GRADES",
    "ID",
    "NUMBER",
    "REF",
    "REFS",
    "SCALE_VALUES",
    "STRINGS",
    "SUBJECTS",
    "TEXT",
    "USER_IDS",
    "YEAR",
    "CellError",
    "Kind",
    "choice",
    "choices",
    "records_in",
    "roles_in",
    "text_in",
    "text_of",
]


class CellError(ValueError):
    """A cell cannot be understood. The message holds a word of a vocabulary, never somebody's data."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell.

    Attributes:
        read: The value of a cell that is not blank.
        write: The cell of a value, in the standard's spelling.
        spell: The cell itself in the standard's spelling, where `write` cannot give it back.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    spell: Callable[[str], str] = str


def text_of(value: Any) -> str:
    """Text as it is, nothing for null, and JSON for what else stands there."""
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def text_in(record: Any, name: str) -> str:
    """A field as text; blank if a server sent none, or no record."""
    return text_of(record.get(name)) if is_object(record) else ""


def records_in(values: Any) -> list[dict[str, Any]]:
    """The records of a list; none where a server sent something else."""
    return [each for each in values if is_object(each)] if is_list(values) else []


def roles_in(user: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The roles of a user; of one as OneRoster 1.1 has it, its role in each of its organizations."""
    role = user.get("role")
    return records_in(user.get("roles")) or [
        {"roleType": "primary", "role": role, "org": org} for org in records_in(user.get("orgs")) if role
    ]


def _plain(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """Blank for a record or a list, which a server may send in place of a value."""
    return lambda value: "" if is_object(value) or is_list(value) else write(value)


def _stripped(cell: str) -> str:
    return cell.strip()


TEXT = Kind(str, text_of)
ID = Kind(_stripped, text_of, _stripped)

# -- references ---------------------------------------------------------------------------------


def _ref(cell: str) -> Mapping[str, str]:
    return {"sourcedId": cell.strip()}


def _id_of(value: Any) -> str:
    return text_in(value, "sourcedId")


def _ids_of(values: Any) -> str:
    return join([found for each in records_in(values) if (found := _id_of(each))])


def _respelled(cell: str) -> str:
    return join(split(cell))


REF = Kind(_ref, _id_of, _stripped)
REFS = Kind(lambda cell: [_ref(each) for each in split(cell)], _ids_of, _respelled)
STRINGS = Kind(split, join, _respelled)

# -- flags, numbers, days -----------------------------------------------------------------------

_TRUE = frozenset({"true", "t", "yes", "y", "1", "on"})
_FALSE = frozenset({"false", "f", "no", "n", "0", "off"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)


def _flag(cell: str) -> bool:
    word = cell.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellError("must be true or false")


def _spelled_flag(cell: str) -> str:
    return text_of(_flag(cell))


def _number(cell: str) -> int | float:
    if not _NUMBER.fullmatch(cell.strip()):
        raise CellError("must be a number")
    value = float(cell)
    if not math.isfinite(value):
        raise CellError("must be a number that is not too large")
    return int(value) if value.is_integer() else value


def _number_text(value: Any) -> str:
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _spelled_number(cell: str) -> str:
    return _number_text(_number(cell))


def _day(cell: str) -> str:
    found = _DAY.fullmatch(cell.strip())
    if found is None:
        raise CellError("must be a day as YYYY-MM-DD")
    try:
        return str(date.fromisoformat(found[1]))
    except ValueError:
        raise CellError("is not a day of the calendar") from None


def _day_of(value: Any) -> str:
    text = str(value)
    if "T" in text and not text.endswith("Z"):
        try:
            return str(datetime.fromisoformat(text).astimezone(UTC).date())
        except ValueError:
            pass
    return text[:10]


_YEARS = re.compile(r"(\d{4})(?: ?[-/\u2013] ?(?:\d{2})?(\d{2}))?", re.ASCII)


def _year(cell: str) -> str:
    """A school year by the year in which it ends, as the standard has it: also out of `2026-2027` and `2026-27`."""
    found = _YEARS.fullmatch(cell.strip())
    if found is None:
        raise CellError("must be a year as YYYY")
    last = int(found[1]) + (found[2] is not None)
    if found[2] and int(found[2]) != last % 100:
        raise CellError("must be one year, or two in a row")
    return f"{last:04}"


def _spelled_year(cell: str) -> str:
    return cell.strip() if _year(cell) else ""


FLAG = Kind(_flag, _plain(lambda value: str(value).lower()), _spelled_flag)
NUMBER = Kind(_number, _plain(_number_text), _spelled_number)
DAY = Kind(_day, _plain(_day_of), _day)
YEAR = Kind(_year, text_of, _spelled_year)

# -- vocabularies -------------------------------------------------------------------------------

_EXTENSION = "ext:"
_NOT_IN_EXTENSIONS = re.compile(r"[^0-9A-Za-z._-]")


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).casefold()


class _Vocabulary:
    """The standard's words for something and the platform's, which may be fewer."""

    def __init__(
        self,
        standard: Iterable[str],
        platform: type[StrEnum],
        known_as: Mapping[str, str | None],
        is_personal: bool = False,
    ) -> None:
        self._known_as = dict(known_as)
        self._is_personal = is_personal
        self._words = {_folded(word): word for word in standard}
        self._platform = {_folded(word): str(word) for word in platform}
        self._standard_of = {
            str(word): self._words[_folded(word)] for word in platform if _folded(word) in self._words
        }
        for word, known in reversed(self._known_as.items()):
            if known is not None and known not in self._standard_of:
                self._standard_of[known] = word

    def spell(self, cell: str) -> str:
        """The word in the standard's spelling."""
        word = cell.strip()
        if word.lower().startswith(_EXTENSION) and _folded(word[len(_EXTENSION) :]) in self._platform:
            return _EXTENSION + word[len(_EXTENSION) :]
        found = self._words.get(_folded(word))
        if found is None and _folded(word) in self._platform:
            found = self.write(self._platform[_folded(word)])
        if found is None:
            given = "" if self._is_personal else not_word(word)
            raise CellError(f"must be one of {', '.join(self._words.values())}{given}")
        return found

    def read(self, cell: str) -> str | None:
        """The platform's word; None if it has none."""
        word = self.spell(cell)
        if word in self._known_as:
            return self._known_as[word]
        return self._platform.get(_folded(word.removeprefix(_EXTENSION)))

    def write(self, value: Any) -> str:
        """The standard's word for one of the platform, an extension of the standard if it has none."""
        word = str(value)
        if word in self._standard_of:
            return self._standard_of[word]
        if word in self._words.values():
            return word
        return _EXTENSION + _NOT_IN_EXTENSIONS.sub("-", word)


def choice(
    standard: str,
    platform: type[StrEnum],
    known_as: Mapping[str, str | None] | None = None,
    *,
    is_personal: bool = False,
) -> Kind:
    """One word of a vocabulary, in any case.

    Args:
        standard: The standard's words, parted by commas.
        platform: The platform's words.
        known_as: The platform's words for some of the standard's; None if it has none.
        is_personal: Whether a word says something of a person, so that no message may hold it.
    """
    words = _Vocabulary(standard.split(","), platform, known_as or {}, is_personal)
    return Kind(words.read, words.write, words.spell)


def choices(standard: str, platform: type[StrEnum], known_as: Mapping[str, str | None] | None = None) -> Kind:
    """Several words of a vocabulary in one cell; those that the platform has no word for are left out."""
    words = _Vocabulary(standard.split(","), platform, known_as or {})

    def read(cell: str) -> list[str]:
        return [word for each in split(cell) if (word := words.read(each)) is not None]

    def spell(cell: str) -> str:
        return join([words.spell(each) for each in split(cell)])

    return Kind(read, lambda value: join([words.write(each) for each in value]), spell)


# CEDS' codes, which the standard asks for, and the platform's own.
_CEDS = {"IT": "-1", "PR": "-1", "PK": "-1", "TK": "-1", "KG": "0", "PS": None, "UG": None, "Other": None}
_GRADE_NAMES = {"-1": "PK", "0": "KG"} | {str(grade): f"{grade:02}" for grade in range(1, 14)}
_GRADES = frozenset(map(str, models.Grade))
_RANGE = re.compile(r"(\d{1,2}|[A-Z]{1,2}) ?[-\u2013] ?(\d{1,2})", re.ASCII | re.IGNORECASE)
_SUBJECTS = {_folded(subject): str(subject) for subject in models.Subject}


def _grade(code: str) -> str | None:
    if code in _CEDS:
        return _CEDS[code]
    number = code.lstrip("0") or "0"
    return number if number in _GRADES else None


def _range(codes: str) -> Iterable[str]:
    """The grades of a range, as OneRoster 1.0 has them: `K-5`, `9-12`."""
    found = _RANGE.fullmatch(codes)
    first = _grade(_spelled_grade(found[1])) if found else None
    return [codes] if found is None or first is None else map(str, range(int(first), int(found[2]) + 1))


def _spelled_grade(code: str) -> str:
    upper = code.upper()
    if upper in _CEDS or upper == "OTHER":
        return "Other" if upper == "OTHER" else upper
    return _GRADE_NAMES.get({"K": "0"}.get(upper, code.lstrip("0") or "0"), code)


def _grades(cell: str) -> list[str]:
    known = [_grade(_spelled_grade(code)) for each in split(cell) for code in _range(each)]
    return list(dict.fromkeys(grade for grade in known if grade is not None))


GRADES = Kind(
    _grades,
    lambda values: join([_GRADE_NAMES.get(str(each), str(each)) for each in values]),
    lambda cell: join([_spelled_grade(code) for code in split(cell)]),
)


def _subjects(cell: str) -> list[str]:
    known = [_SUBJECTS.get(_folded(each), str(models.Subject.OTHER)) for each in split(cell)]
    return list(dict.fromkeys(known))


SUBJECTS = Kind(_subjects, join, _respelled)

# -- pairs in braces ----------------------------------------------------------------------------


_BRACKET = re.compile(r'[][{}"]')


def _pair(item: str) -> tuple[str, str]:
    left, colon, right = item.removeprefix("{").removesuffix("}").partition(":")
    if not colon or _BRACKET.search(left):
        raise CellError("must hold pairs as {left:right}")
    return left.strip(), right.strip()


def _pairs(cell: str) -> list[tuple[str, str]]:
    return [_pair(each) for each in split(cell)]


def _typed_ids(cell: str) -> list[tuple[str, str]]:
    """The pairs of a cell in which identifiers may have no type; these have no place in a record."""
    return [_pair(each) for each in split(cell) if ":" in each]


def _in_braces(pair: tuple[str, str]) -> str:
    return f"{{{pair[0]}:{pair[1]}}}"


def _braced(pairs: Iterable[tuple[str, str]]) -> str:
    return join([_in_braces(each) for each in pairs])


def _spelled_pairs(cell: str) -> str:
    return _braced(_pairs(cell))


def _spelled_ids(cell: str) -> str:
    return join([_in_braces(_pair(each)) if ":" in each else each for each in split(cell)])


USER_IDS = Kind(
    lambda cell: [{"type": left, "identifier": right} for left, right in _typed_ids(cell)],
    lambda values: _braced(
        (text_in(each, "type"), text_in(each, "identifier")) for each in records_in(values)
    ),
    _spelled_ids,
)
SCALE_VALUES = Kind(
    lambda cell: [{"itemValueLHS": left, "itemValueRHS": right} for left, right in _pairs(cell)],
    lambda values: _braced(
        (text_in(each, "itemValueLHS"), text_in(each, "itemValueRHS")) for each in records_in(values)
    ),
    _spelled_pairs,
)
