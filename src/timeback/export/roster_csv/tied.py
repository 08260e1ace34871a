"""The files that say more of the records of other files: a user's roles, a course's resources, and the like.

The platform holds most of it in fields of the record itself, without the rows' ids and titles. Rows that
hold more than those fields are kept in the record's `metadata` under the file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..._json_types import is_list, is_object
from .cells import ID, NUMBER, TEXT, CellError, Kind, records_in, roles_in, text_in, text_of
from .columns import ROLE
from .metadata import metadata_of
from .rows import cells_of, read_cells
from .standard import made_id

__all__ = ["TIED", "TiedFile", "TiedRow", "kept_rows", "made_rows", "tied_rows"]

_Record = Mapping[str, Any]
# The cells of a row that are not blank, without the one that names the record.
TiedRow = dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class TiedFile:
    """A file that says more of the records of another.

    Attributes:
        name: Its name, without `.csv`.
        owner: The file of those records.
        key: The column that names the record.
        make: The rows that a record's own fields give, without ids.
        fields: The record's fields that the rows give; none for what the platform does not take.
        kinds: The kinds of the columns whose cells are no plain text.
    """

    name: str
    owner: str
    key: str
    make: Callable[[_Record], Iterator[TiedRow]]
    fields: Callable[[list[TiedRow]], dict[str, Any]]
    kinds: Mapping[str, Kind]

    def spell(self, row: TiedRow) -> TiedRow:
        """The row in the standard's spelling.

        Raises:
            CellError: With the column's name before the message.
        """
        spelled: TiedRow = {}
        for name, cell in row.items():
            try:
                spelled[name] = self.kinds.get(name, TEXT).spell(cell)
            except CellError as error:
                raise CellError(f"{name}: {error}") from None
        return spelled


def made_rows(file: TiedFile, record: _Record) -> list[TiedRow]:
    """The rows that a record's own fields give, with ids that were made for them."""
    return [
        {"sourcedId": made_id(file.name, str(record["sourcedId"]), str(number)), **row}
        for number, row in enumerate(file.make(record), start=1)
    ]


def kept_rows(file: TiedFile, record: _Record) -> list[TiedRow] | None:
    """The rows that were kept in the metadata; None if there are none."""
    kept = metadata_of(record).get(file.name)
    if not is_list(kept):
        return None
    rows = [row for row in kept if is_object(row) and all(isinstance(cell, str) for cell in row.values())]
    return rows if len(rows) == len(kept) and all("sourcedId" in row for row in rows) else None


def tied_rows(file: TiedFile, record: _Record) -> list[TiedRow]:
    """The rows of a record: as they were loaded, while the platform's values are still those."""
    made, kept = made_rows(file, record), kept_rows(file, record)
    if kept is None:
        return made
    try:
        fields = file.fields(kept)
    except CellError:
        return made
    if not fields:
        said = [_without_id(row) for row in kept]
        return [*kept, *(row for row in made if _without_id(row) not in said)]
    return kept if list(file.make({**record, **fields})) == list(file.make(record)) else made


def _without_id(row: TiedRow) -> TiedRow:
    return {name: cell for name, cell in row.items() if name != "sourcedId"}


def _nothing(rows: list[TiedRow]) -> dict[str, Any]:
    """Give no field: the platform takes none."""
    return {}


def _needed(row: TiedRow, column: str) -> str:
    if column not in row:
        raise CellError(f"{column}: must not be blank")
    return row[column]


def _given(cells: Mapping[str, str]) -> TiedRow:
    return {name: cell for name, cell in cells.items() if cell}


# -- users --------------------------------------------------------------------------------------


def _roles(record: _Record) -> Iterator[TiedRow]:
    for role in roles_in(record):
        yield _given(cells_of(ROLE, role))


def _role_fields(rows: list[TiedRow]) -> dict[str, Any]:
    roles: list[dict[str, Any]] = []
    for row in rows:
        reading = read_cells(ROLE, row)
        for column, fault in reading.faults.items():
            raise CellError(f"{column}: {fault}")
        roles.append({name: value for name, value in reading.fields.items() if value is not None})
    return {"roles": roles}


_OF_PROFILES = ("profileType", "vendorId", "applicationId", "description")


def _profiles(record: _Record) -> Iterator[TiedRow]:
    for profile in records_in(record.get("userProfiles")):
        said = {name: text_in(profile, name) for name in _OF_PROFILES}
        for credential in records_in(profile.get("credentials")):
            signs_in = {
                "credentialType": text_in(credential, "type"),
                "username": text_in(credential, "username"),
            }
            yield _given({**said, **signs_in})


def _none(record: _Record) -> Iterator[TiedRow]:
    yield from ()


# -- classes and courses ------------------------------------------------------------------------


def _resources(record: _Record) -> Iterator[TiedRow]:
    for resource in records_in(record.get("resources")):
        yield {"resourceSourcedId": text_in(resource, "sourcedId")}


def _resource_fields(rows: list[TiedRow]) -> dict[str, Any]:
    ids = [_needed(row, "resourceSourcedId") for row in rows]
    return {
        "resources": [{"sourcedId": each, "type": "resource", "href": f"/resources/{each}"} for each in ids]
    }


# -- line items and results ---------------------------------------------------------------------


def _scales(record: _Record) -> Iterator[TiedRow]:
    scale = text_in(record.get("scoreScale"), "sourcedId")
    if scale:
        yield {"scoreScaleSourcedId": scale}


def _scale_fields(rows: list[TiedRow]) -> dict[str, Any]:
    return {"scoreScale": {"sourcedId": _needed(rows[0], "scoreScaleSourcedId")} if rows else None}


def _objectives(record: _Record) -> Iterator[TiedRow]:
    for each in records_in(record.get("learningObjectiveSet")):
        for objective in each.get("learningObjectiveIds") or ():
            yield {"source": text_in(each, "source"), "learningObjectiveId": text_of(objective)}


def _by_source(rows: list[TiedRow]) -> dict[str, list[TiedRow]]:
    found: dict[str, list[TiedRow]] = {}
    for row in rows:
        found.setdefault(row.get("source", ""), []).append(row)
    return found


def _objective_fields(rows: list[TiedRow]) -> dict[str, Any]:
    sets = [
        {"source": source, "learningObjectiveIds": [_needed(row, "learningObjectiveId") for row in of_source]}
        for source, of_source in _by_source(rows).items()
    ]
    return {"learningObjectiveSet": sets or None}


def _objective_results(record: _Record) -> Iterator[TiedRow]:
    for each in records_in(record.get("learningObjectiveSet")):
        for result in records_in(each.get("learningObjectiveResults")):
            score = result.get("score")
            yield _given(
                {
                    "source": text_in(each, "source"),
                    "learningObjectiveId": text_in(result, "learningObjectiveId"),
                    "score": "" if score is None else NUMBER.write(score),
                    "textScore": text_in(result, "textScore"),
                }
            )


def _objective_result_fields(rows: list[TiedRow]) -> dict[str, Any]:
    sets = [
        {"source": source, "learningObjectiveResults": [_objective_result(row) for row in of_source]}
        for source, of_source in _by_source(rows).items()
    ]
    return {"learningObjectiveSet": sets or None}


def _objective_result(row: TiedRow) -> dict[str, Any]:
    result: dict[str, Any] = {"learningObjectiveId": _needed(row, "learningObjectiveId")}
    if "score" in row:
        result["score"] = NUMBER.read(row["score"])
    if "textScore" in row:
        result["textScore"] = row["textScore"]
    return result


_RESOURCE_IDS = {"resourceSourcedId": ID, "sourcedId": ID}
_SCALE_IDS = {"scoreScaleSourcedId": ID, "sourcedId": ID}
_ROLE_KINDS = {column.name: column.kind for column in ROLE} | {"sourcedId": ID}

TIED: tuple[TiedFile, ...] = (
    TiedFile("classResources", "classes", "classSourcedId", _resources, _nothing, _RESOURCE_IDS),
    TiedFile("courseResources", "courses", "courseSourcedId", _resources, _resource_fields, _RESOURCE_IDS),
    TiedFile(
        "lineItemLearningObjectiveIds", "lineItems", "lineItemSourcedId", _objectives, _objective_fields,
        {"sourcedId": ID},
    ),
    TiedFile("lineItemScoreScales", "lineItems", "lineItemSourcedId", _scales, _scale_fields, _SCALE_IDS),
    TiedFile(
        "resultLearningObjectiveIds", "results", "resultSourcedId", _objective_results,
        _objective_result_fields, {"sourcedId": ID, "score": NUMBER},
    ),
    TiedFile("resultScoreScales", "results", "resultSourcedId", _scales, _scale_fields, _SCALE_IDS),
    TiedFile("roles", "users", "userSourcedId", _roles, _role_fields, _ROLE_KINDS),
    TiedFile("userProfiles", "users", "userSourcedId", _profiles, _nothing, {"sourcedId": ID}),
    TiedFile("userResources", "users", "userSourcedId", _none, _nothing, {"sourcedId": ID}),
)  # fmt: skip
