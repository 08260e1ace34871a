"""The names of operations."""

from __future__ import annotations

import subprocess
import sys

import pytest

from timeback._http.naming import operation_name


@pytest.mark.parametrize(
    ("method", "template", "name"),
    [
        ("GET", "{rostering}/users", "users.list"),
        ("GET", "{rostering}/users/{sourced_id}", "users.get"),
        ("HEAD", "{rostering}/users/{sourced_id}", "users.exists"),
        ("POST", "{gradebook}/lineItems", "line_items.create"),
        ("PUT", "{rostering}/academicSessions/{sourced_id}", "academic_sessions.update"),
        ("DELETE", "{base}/assessment-items/{item_id}", "assessment_items.delete"),
        ("GET", "{rostering}/schools/{school_id}/classes", "schools.classes.list"),
        ("GET", "{base}/CFDocuments", "cf_documents.list"),
        ("POST", "{base}/resetAttempt", "reset_attempt"),
        ("POST", "{events}", "events.create"),
        ("DELETE", "{base}/{feedback_id}", "delete"),
        ("PURGE", "{base}/lesson", "lesson.purge"),
    ],
)
def test_an_operation_is_named_by_its_place_and_verb(method: str, template: str, name: str) -> None:
    assert operation_name(method, template) == name


def test_a_program_without_opentelemetry_does_not_get_it() -> None:
    code = """
import sys
from timeback import OneRosterClient
with OneRosterClient(env="sandbox") as client:
    client.users.list(limit=1)
assert not [name for name in sys.modules if name.startswith("opentelemetry")]
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_program_s_own_provider_is_taken_whenever_it_is_set() -> None:
    code = """
from timeback import OneRosterClient
client = OneRosterClient(env="sandbox")
client.users.list(limit=1)
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
client.users.list(limit=1)
exporter, provider = InMemorySpanExporter(), TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)
client.users.list(limit=1)
names = [span.name for span in exporter.get_finished_spans()]
assert names[-1] == "timeback.oneroster users.list", names
"""
    subprocess.run([sys.executable, "-c", code], check=True)
