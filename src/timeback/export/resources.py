"""The contents of an export of OneRoster: its resources, in the order of their references."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

from .._codec.names import other_names
from .._issues import hint
from .._query.shapes import field_names
from ..errors import InvalidInputError
from ..models import oneroster as models
from .identity import Identity
from .passwords import folded

if TYPE_CHECKING:
    from .._sync.listing import Listing
    from .._sync.oneroster import OneRosterClient

__all__ = ["FORMATS", "MODES", "RESOURCES", "Format", "Mode", "Resource", "Tables", "left_out"]

Format: TypeAlias = Literal["parquet", "csv", "duckdb", "ndjson", "oneroster-csv"]
Mode: TypeAlias = Literal["replace", "append", "merge"]
Tables: TypeAlias = Literal["flat", "normalized"]
MODES: tuple[Mode, ...] = ("replace", "append", "merge")
_NEEDED = frozenset({"status", "date_last_modified"})
FORMATS: tuple[Format, ...] = ("parquet", "csv", "duckdb", "ndjson", "oneroster-csv")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource to export: the name of its table, where the client has it, the type of its rows.

    `unfilled` are fields that no list fills, or no export keeps: they have no columns. `key` are those that tell
    its rows apart.
    """

    name: str
    place: str
    model: type[msgspec.Struct]
    unfilled: frozenset[str] = frozenset()
    key: tuple[str, ...] = ("sourced_id",)

    @property
    def identity(self) -> Identity:
        """The identity of its rows."""
        return _identity(self.model, self.key)

    @property
    def is_marked(self) -> bool:
        """Whether records that are deleted come with a mark, and stay in the list."""
        return True

    @property
    def is_partial(self) -> bool:
        """Whether a pull since an instant brings some of its records: what changed since, or happened."""
        return True

    @property
    def is_timed(self) -> bool:
        """Whether its records are read by the time at which they happened."""
        return False

    def listing(self, client: OneRosterClient) -> Listing[Any]:
        """The resource's list on a client."""
        listing: Listing[Any] = attrgetter(self.place)(client)
        return listing

    def left_out_names(self, fields: Iterable[str]) -> frozenset[str]:
        """All names, folded, that servers may send those of the fields under that its records have.

        A record that fills no column is left out whole where it has one of them.
        """
        fields, wire, others = set(fields), field_names(self.model), other_names(self.model)
        own = fields & wire.keys()
        inner = {name for name in self.unfilled & wire.keys() if fields & others.inside(wire[name])}
        return frozenset(
            folded(name) for each in own | inner for name in (wire[each], *others.of(wire[each]))
        )


@functools.cache
def _identity(model: type[msgspec.Struct], key: tuple[str, ...]) -> Identity:
    return Identity(model, key)


def _resource(model: type[msgspec.Struct], name: str, place: str = "", *unfilled: str) -> Resource:
    return Resource(name, place or name, model, frozenset(unfilled))


RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        _resource(models.Organization, "orgs"),
        _resource(models.AcademicSession, "academic_sessions"),
        _resource(models.Course, "courses"),
        _resource(models.CourseComponent, "course_components", "courses.components"),
        _resource(models.Resource, "resources"),
        _resource(models.ComponentResource, "component_resources", "courses.component_resources"),
        _resource(models.Class, "classes"),
        _resource(models.User, "users", "", "demographics", "password"),
        _resource(models.Demographics, "demographics"),
        _resource(models.Enrollment, "enrollments"),
        _resource(models.Category, "categories"),
        _resource(models.ScoreScale, "score_scales"),
        _resource(models.LineItem, "line_items"),
        _resource(models.Result, "results"),
        _resource(models.AssessmentLineItem, "assessment_line_items"),
        _resource(models.AssessmentResult, "assessment_results"),
    )
}


def left_out(names: Iterable[str], resources: Iterable[Resource]) -> tuple[str, ...]:
    """The fields to leave out, in order.

    Raises:
        InvalidInputError: A name is not one of a field of any resource, or is one that every table needs.
    """
    if isinstance(names, str):
        raise InvalidInputError.of("without", "must be names of fields, in a list")
    resources = list(resources)
    known = {name for resource in resources for name in resource.model.__struct_fields__}
    needed = _NEEDED.union(*(resource.key for resource in resources))
    found = tuple(sorted(set(names)))
    for name in found:
        if name not in known:
            raise InvalidInputError.of(
                "without", f"{name!r} is not a field of these resources{hint(name, known)}"
            )
        if name in needed:
            raise InvalidInputError.of("without", f"{name!r} is what tells records, and their changes, apart")
    return found
