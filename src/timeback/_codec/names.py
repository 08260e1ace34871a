"""Other names under which servers send the fields of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["OtherNames"]


class OtherNames:
    """The other names of a record's fields: in another case, and for references the columns of OneRoster's CSV.

    So `birthdate` is `birthDate`, `studentSourcedId` is `student`, and `termSourcedIds` is `terms`.
    """

    def __init__(self, fields: Mapping[str, bool | None]) -> None:
        """`fields` are the wire's names; true for a list of references, false for one, None for other values."""
        self._fields = fields.keys()
        self._others = {name.lower(): name for name in fields}
        for name, is_list in fields.items():
            if is_list is not None:
                column = f"{name.removesuffix('s')}SourcedIds" if is_list else f"{name}SourcedId"
                self._others.setdefault(column.lower(), name)

    def found_in(self, value: Mapping[str, Any]) -> dict[str, str]:
        """The fields that an object has under other names alone, by these names."""
        found = {key: self._others.get(key.lower(), key) for key in value if key not in self._fields}
        return {key: name for key, name in found.items() if value[key] and name != key and name not in value}
