"""Caliper against its catalogue: events are wrapped in envelopes, and objects keep keys that nobody listed."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec

from timeback._config.platforms import Platform
from timeback.caliper.learnwith import for_learnwith
from timeback.models import caliper as models
from timeback.models.caliper.base import CaliperObject
from timeback.models.caliper.references import Refers

from .catalogue import Field, Operation
from .matching import FILLED_IN, Exempt, Types
from .operations import Contract
from .samples import sample

SENSOR = "https://app.test/sensor"


class CaliperContract(Contract):
    """Most operations send an envelope, which the client makes."""

    def helper(self, operation: Operation) -> dict[str, Any] | None:
        """What the catalogue says about the maker of the event that an operation sends."""
        name = {"send_activity": "create_activity_event", "send_time_spent": "create_time_spent_event"}.get(
            operation.name, f"create_{operation.name.removeprefix('send_')}_event"
        )
        found: dict[str, Any] | None = self.catalogue.raw["helpers"].get(name)
        return found

    def body(self, operation: Operation) -> Any:
        if operation.body_type is None:
            return None
        helper = self.helper(operation)
        event = helper or self.catalogue.raw["helpers"]["create_activity_event"]
        return event["example"]["json"]

    def envelope(self, event: Any) -> dict[str, Any]:
        return {
            "sensor": SENSOR,
            "sendTime": "2025-01-15T10:31:00Z",
            "dataVersion": self.catalogue.raw["constants"]["dataVersion"],
            "data": [event],
        }

    def invoke(self, client: Any, operation: Operation, body: Any) -> Any:
        method, _ = self.method_of(client, operation)
        helper = self.helper(operation)
        if helper is not None:
            return method(SENSOR, helper["example"]["input"])
        if operation.name == "send":
            return method(SENSOR, [body])
        if body is not None:
            return method(msgspec.convert(self.envelope(body), models.Envelope, dec_hook=_instant))
        return super().invoke(client, operation, body)

    def check_body(self, operation: Operation, platform: str, sent: Any, body: Any) -> None:
        expected = self.envelope(body)
        if operation.name.startswith("send") and operation.name != "send_envelope":
            # The client took the time itself.
            assert sent["sendTime"].endswith("Z")
            sent["sendTime"] = expected["sendTime"]
        if platform == Platform.LEARNWITH_AI:
            expected = for_learnwith(expected)
            for each in (*_metrics(sent), *_metrics(expected)):
                assert each.pop("id").startswith("urn:uuid:")
            sent["sendTime"] = expected["sendTime"]
        assert sent == expected

    def answer(self, operation: Operation, request: httpx.Request) -> httpx.Response:
        if operation.name != "wait_for_completion":
            return super().answer(operation, request)
        job = sample(self.catalogue, "JobStatus", sent=False)
        return httpx.Response(200, json={"job": {**job, "state": "completed"}})

    def counters(self, operation: Operation) -> dict[str, Any]:
        pagination = sample(self.catalogue, "Pagination", sent=False)
        return {"pagination": {**pagination, "total": self.offset + 1}}


def _metrics(envelope: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        item
        for event in envelope["data"]
        if event["type"] in ("ActivityEvent", "TimeSpentEvent")
        for item in event["generated"]["items"]
    ]


def _instant(kind: type, value: Any) -> Any:
    return kind.read(value)  # type: ignore[attr-defined]


OPERATIONS = CaliperContract("caliper", "Caliper", models)


class CaliperTypes(Types):
    """Objects with `further` keys, filled-in constants, and references to entities by kind."""

    # What the kinds have in common, and what holds the kinds that are not listed.
    SHARED = frozenset(
        {"CaliperEntity", "CaliperEvent", "CaliperObject", "UnknownEntity", "UnknownEvent", "UnknownObject"}
    )
    # Kinds that the catalogue names in references and describes by other names.
    KINDS = {  # noqa: RUF012
        "Agent": {"Agent", "TimebackUser"},
        "Entity": {"CaliperEntity"},
        "Person": {"Person", "TimebackUser"},
        "Query": {"CaliperEntity"},
        "Question": {"DatetimeQuestion", "MultiSelectQuestion", "OpenEndedQuestion"},
    }

    def differences(self, name: str) -> dict[tuple[str, str], str]:
        found = super().differences(name)
        if issubclass(self.struct(name), CaliperObject):
            assert found.pop((f"{name}.further", "extra"))
        return found

    def _aspects(
        self, model: type[msgspec.Struct], field: Field, ours: msgspec.structs.FieldInfo
    ) -> dict[str, str]:
        found = super()._aspects(model, field, ours)
        if field.name == "@context":
            # None: it was read from an object that has none.
            del found["nullable"]
        if field.const is not None and issubclass(model, CaliperObject):
            # The only value there is, so that it is filled in.
            assert ours.default == field.const
            found = {aspect: text for aspect, text in found.items() if aspect not in ("required", "default")}
        if field.owner.endswith("Input"):
            found = self._in_input(field, ours, found)
        elif field.type in ("string|object", "(string|object)[]") or field.type.startswith(
            "string|Annotation"
        ):
            self._check_reference(field, ours, found)
        return found

    def _in_input(
        self, field: Field, ours: msgspec.structs.FieldInfo, found: dict[str, str]
    ) -> dict[str, str]:
        """Makers take instants as text too, references to any kind, and fill in what is missing."""
        if field.type == "string|object":
            assert _refers(ours.type)
            del found["type"]
        elif field.name in ("eventTime", "startedAtTime", "endedAtTime"):
            assert found.pop("type") == "datetime, not string"
        if field.has_default:
            assert ours.default is None
            found = {aspect: text for aspect, text in found.items() if aspect not in ("default", "nullable")}
        return found

    def _check_reference(self, field: Field, ours: msgspec.structs.FieldInfo, found: dict[str, str]) -> None:
        spelled = found.pop("type").partition(",")[0]
        assert spelled == ("any[]" if field.type.endswith("[]") else "any")
        named = self.catalogue.raw["types"][field.owner][field.name].get("entity", "Entity").split("|")
        if field.type.startswith("string|Annotation"):
            named = ["Annotation"]
        expected = {kind for each in named for kind in self.KINDS.get(each, {each})}
        assert set(_refers(ours.type).kinds) == expected

    def check_exports(self) -> None:
        exported = set(self.models.__all__)
        assert exported >= self.SHARED
        assert exported - self.SHARED == set(self.built)

    def check_direction(self, name: str) -> None:
        """Events and entities are sent and read alike: `None` is what is left out."""


def _refers(annotation: Any) -> Refers:
    parts = [annotation, *getattr(annotation, "__args__", ())]
    parts += [inner for part in parts for inner in getattr(part, "__args__", ())]
    return next(
        note for part in parts for note in getattr(part, "__metadata__", ()) if isinstance(note, Refers)
    )


_WITHOUT = "Its own examples and helpers leave it out, so that it is read and sent without."
_PERSON = "Person requires extensions.email in the schema although the API's examples send a Person with id"
_SCORE = "the graded-question helper makes attempt optional, never sends scoredBy"
_ABSENT = "What was left out stays left out, so that an object is written as it was read."

EXCEPTIONS = {
    ("Envelope.data", "type"): Exempt(
        "type: '(Event|Entity)[]'", "Any kind of event and entity, or a mapping: checked where it is sent."
    ),
    ("Envelope.dataVersion", "required"): Exempt(
        "dataVersion: {type: string, required: true, const:", FILLED_IN
    ),
    ("Event.profile", "required"): Exempt("the API's generic example event has none", _WITHOUT),
    ("Event.profile", "nullable"): Exempt("the API's generic example event has none", _WITHOUT),
    ("JobReturnValue.results", "required"): Exempt("an empty list by default in the peer", "Read leniently."),
    ("Person.extensions", "type"): Exempt(
        "other keys are allowed",
        "A dict, so that none is lost; `PersonExtensions.read()` gives the known one.",
    ),
    ("Person.extensions", "required"): Exempt(_PERSON, _WITHOUT),
    ("Person.extensions", "nullable"): Exempt(_PERSON, _WITHOUT),
    ("Score.attempt", "required"): Exempt(_SCORE, _WITHOUT),
    ("Score.attempt", "nullable"): Exempt(_SCORE, _WITHOUT),
    ("Score.scoredBy", "required"): Exempt(_SCORE, _WITHOUT),
    ("Score.scoredBy", "nullable"): Exempt(_SCORE, _WITHOUT),
    ("TimebackActivityContext.process", "default"): Exempt("{type: boolean, default: false}", _ABSENT),
    ("TimebackActivityContext.process", "nullable"): Exempt("{type: boolean, default: false}", _ABSENT),
    ("TimebackActivityMetricsCollection.attempt", "default"): Exempt("default: 1, min: 1", _ABSENT),
    ("TimebackActivityMetricsCollection.attempt", "nullable"): Exempt("default: 1, min: 1", _ABSENT),
}

TYPES = CaliperTypes(
    "caliper",
    models,
    elsewhere={
        # Pages and errors, which every service has in one form.
        "ApiMessage",
        "ListEventsResult",
        "Pagination",
        # What the transformation for LearnWith.AI makes on the way out.
        *(
            name
            for name in (*OPERATIONS.catalogue.types, *OPERATIONS.catalogue.enums)
            if name.startswith("Lwai")
        ),
    },
    exceptions=EXCEPTIONS,
)
