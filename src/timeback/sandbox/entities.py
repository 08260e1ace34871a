"""Entities and collections: the records of a service by their fields, and the paths under which they are served."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .conditions import Queryable
from .context import RequestContext
from .fields import Fields
from .records import Doc
from .sql import EVERYTHING, Clause, Table

__all__ = ["Collection", "Draft", "Entity", "Observed", "PutAnswer"]

PutAnswer = Literal["envelope", "bare", "empty"]


@dataclass
class Draft:
    """A record about to be written, for the rules of its entity.

    Attributes:
        call: The request.
        record_id: Its id.
        doc: The document as it shall be stored; rules may change it.
        old: The document that it replaces, if there is one.
    """

    call: RequestContext
    record_id: str
    doc: Doc
    old: Doc | None


def _no_rule(draft: Draft) -> None:
    """Accept everything."""


@dataclass(frozen=True)
class Entity:
    """A kind of record.

    Attributes:
        table: Where it is stored.
        fields: What a body may hold.
        derived: Fields that only answers have, and how filters compare them (see `fields.Kind.query`).
            In a body they are passed over.
        tagged: Names that filters may use though no field has them.
        searched: Fields that the `search` parameter looks into.
        before: Rules that need other records; may refuse, may change the draft.
        after: What else changes once the record is written.
    """

    table: Table
    fields: Fields
    derived: Mapping[str, str] = field(default_factory=dict[str, str])
    tagged: Mapping[str, str] = field(default_factory=dict[str, str])
    searched: tuple[str, ...] = ()
    before: Callable[[Draft], None] = _no_rule
    after: Callable[[Draft], None] = _no_rule

    @cached_property
    def queryable(self) -> Queryable:
        """The table, and the questions that may be asked of it."""
        kept = {
            spec.kept_as or name: spec.kind.query for name, spec in self.fields.items() if not spec.dropped
        }
        derived = {"dateLastModified": "instant", **self.derived}
        return Queryable(self.table, kept | derived, self.tagged)

    @property
    def ignored(self) -> frozenset[str]:
        """Fields of a body that are passed over: the platform sets them."""
        return frozenset({"dateLastModified", *self.derived}) - self.fields.keys()


@dataclass(frozen=True)
class Observed:
    """Writes as production was seen to answer them (2026-04, 2026-06), where the description says otherwise.

    Attributes:
        put_status: The status of the answer to a PUT.
        keeps_metadata: A PUT keeps the metadata's keys that its body lacks.
        taken: The status of a create whose id is taken.
        unknown: By field, the status of a create that refers to a record that is not there.
    """

    put_status: int | None = None
    keeps_metadata: bool = False
    taken: int | None = None
    unknown: Mapping[str, int] = field(default_factory=dict[str, int])


_AS_DESCRIBED = Observed()


@dataclass(frozen=True)
class Collection:
    """A path under which records of one entity are served.

    Attributes:
        path: Below the service's prefix.
        entity: The records.
        one: The envelope of a single record.
        many: The envelope of a list.
        label: What an unknown id is called: `{label} not found.`
        only: Which of the entity's records belong here.
        wrap: The envelope of a body that is sent, where it is not `one`.
        fields: What a body may hold, where that differs from the entity's.
        put: What a PUT answers.
        put_status: The status of that answer.
        put_creates: A PUT makes the record if there is none.
        put_partial: A PUT changes only the fields that it holds.
        writable: Records can be created, changed and deleted here.
        patchable: PATCH is served; it merges `metadata`.
        observed: Where production differs.
    """

    path: str
    entity: Entity
    one: str
    many: str
    label: str
    only: Clause = EVERYTHING
    wrap: str | None = None
    fields: Fields | None = None
    put: PutAnswer = "empty"
    put_status: int = 200
    put_creates: bool = False
    put_partial: bool = False
    writable: bool = True
    patchable: bool = False
    observed: Observed = _AS_DESCRIBED

    def practice(self, call: RequestContext) -> Observed:
        """The differences that count in this sandbox; none in one that keeps to the description."""
        return _AS_DESCRIBED if call.as_described else self.observed

    @property
    def body_envelope(self) -> str:
        """The envelope key of a body."""
        return self.wrap or self.one

    @property
    def body_fields(self) -> Fields:
        """The fields that a body may hold."""
        return self.fields if self.fields is not None else self.entity.fields
