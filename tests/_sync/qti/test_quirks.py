# Generated from tests/_async/qti/test_quirks.py by setup_unasync.py; do not edit.
"""Where servers and the sources of the API disagree; and what the client promises of its own."""

from __future__ import annotations

import json
import warnings
from typing import Any

import httpx
import pytest

from timeback import QtiClient, TimebackClient, PageResult, SharedHostWarning
from timeback.models import qti

STAMP = "2025-04-23T18:14:13.689Z"
ITEM: dict[str, Any] = {
    "identifier": "i",
    "title": "t",
    "type": "choice",
    "rawXml": "<x/>\r\n",
    "content": {},
    "createdAt": STAMP,
    "updatedAt": STAMP,
}
XML = "<qti-assessment-item />"
SAFE = {"client_id": "id", "client_secret": "secret"}


class Server:
    """Answers what it is given, tokens aside, and keeps what it was sent."""

    def __init__(self, body: Any) -> None:
        self.body = body
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if "token" in request.url.path:
            return httpx.Response(200, json={"access_token": "t", "expires_in": 60, "token_type": "Bearer"})
        self.requests.append(request)
        return httpx.Response(200, json=self.body(request) if callable(self.body) else self.body)

    def client(self) -> QtiClient:
        return QtiClient(base_url="https://q.test", auth=None, transport=httpx.MockTransport(self))


def capped(request: httpx.Request) -> dict[str, Any]:
    """500 items, of which a page holds 50 at most, whatever is asked for."""
    size = min(int(request.url.params["limit"]), 50)
    page = int(request.url.params["page"])
    rows = [{**ITEM, "identifier": f"i{n}"} for n in range(500)][(page - 1) * size : page * size]
    return {
        "items": rows,
        "total": 500,
        "page": page,
        "pages": -(-500 // size),
        "limit": size,
        "sort": "title",
    }


def test_a_server_that_caps_the_page_loses_nothing() -> None:
    server = Server(capped)
    with server.client() as client:
        found = [each.identifier for each in client.assessment_items.stream(limit=100)]
        assert found == [f"i{n}" for n in range(500)]
        assert len(client.assessment_items.stream(prefetch=0, max_items=120).collect()) == 120
    assert all("offset" not in each.url.params for each in server.requests)


def test_lists_are_one_page_type_and_streams_give_models() -> None:
    with Server(capped).client() as client:
        page = client.assessment_items.list(limit=50)
        assert isinstance(page, PageResult)
        assert (page.total, page.has_more, page.next_offset) == (500, True, 50)
        assert isinstance(client.assessment_items.stream().first(), qti.AssessmentItem)


def test_values_are_read_as_servers_write_them() -> None:
    body = ITEM | {
        "type": "portable-custom",
        "timeDependent": "false",
        "adaptive": "true",
        "metadata": {"grade": 5, "difficulty": "fiendish", "own": {"a": None}},
        "responseDeclarations": [
            {
                "identifier": "A", "cardinality": "multiple", "baseType": "",
                "correctResponse": {"value": [["C1", "T1"], "C2 T2"]},
            },
            {"identifier": "B", "cardinality": "single", "correctResponse": {"value": "20"}},
            {"identifier": "C", "cardinality": "single", "correctResponse": {"value": [20, 1.5, True]}},
        ],
        "interaction": {"type": "hologram", "responseIdentifier": "A", "depth": 3},
        "newField": 1,
        "__v": "0",
    }  # fmt: skip
    with Server(body).client() as client:
        item = client.assessment_items.get("i")
    assert (item.type, item.time_dependent, item.adaptive, item.storage_version) == (
        "portable-custom",
        False,
        True,
        0,
    )
    assert item.raw_xml == "<x/>\r\n"
    assert item.metadata == body["metadata"]
    values = [
        each.correct_response.value for each in item.response_declarations or () if each.correct_response
    ]
    assert values == [[["C1", "T1"], "C2 T2"], ["20"], ["20", "1.5", "true"]]


def test_a_sparse_item_and_a_pending_score_are_read() -> None:
    sparse = {name: value for name, value in ITEM.items() if name != "type"}
    with Server(sparse).client() as client:
        assert (client.assessment_items.get("i")).type is None
    pending = {
        "score": None,
        "isCorrect": None,
        "requiresAsyncGrading": True,
        "graderUrl": "https://g.example",
    }
    server = Server(pending)
    with server.client() as client:
        result = client.assessment_items.process_response("i", ["a", "b"])
    assert (result.score, result.requires_async_grading, result.feedback) == (None, True, None)
    assert json.loads(server.requests[0].content) == {"identifier": "i", "response": ["a", "b"]}


@pytest.mark.parametrize("success", [True, "true"])
def test_the_outcome_of_a_validation_is_a_flag_or_text(success: object) -> None:
    body = {"success": success, "entityId": "e", "message": "Valid XML"}
    with Server(body).client() as client:
        result = client.validation.check({"schema": "item", "xml": "<x/>"})
    assert result.success is True
    assert result.validation_errors == []


def test_nulls_are_sent_and_grades_are_text() -> None:
    server = Server(ITEM)
    sent = {
        "title": "t",
        "type": "choice",
        "metadata": {"grade": 5, "lesson": None},
        "interaction": {"type": "choice", "responseIdentifier": "R", "questionStructure": {}, "own": None},
    }
    with server.client() as client:
        client.assessment_items.update("i", sent)
    body = json.loads(server.requests[0].content)
    assert body["metadata"] == {"grade": "5", "lesson": None}
    assert body["interaction"]["own"] is None
    assert body["identifier"] == "i"


def test_an_unknown_interaction_is_written_back_as_it_came() -> None:
    server = Server(ITEM)
    interaction = {"type": "hologram", "depth": 3}
    with server.client() as client:
        client.assessment_items.create(
            {"identifier": "i", "title": "t", "type": "choice", "interaction": interaction}
        )
    assert json.loads(server.requests[0].content)["interaction"] == interaction


def test_writing_in_staging_warns_because_production_shares_the_host() -> None:
    server = Server(ITEM)
    with QtiClient(env="staging", **SAFE, transport=httpx.MockTransport(server)) as client:
        with pytest.warns(SharedHostWarning, match="allow_shared_qti=True"):
            client.assessment_items.create_from_xml(XML)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client.assessment_items.get("i")


@pytest.mark.parametrize(
    "settings",
    [
        {"env": "staging", "allow_shared_qti": True, **SAFE},
        {"env": "production", **SAFE},
        {"env": "staging", "platform": "LEARNWITH_AI", **SAFE},
        {"base_url": "https://qti.alpha-1edtech.ai/api", "auth": None},
    ],
)
def test_nothing_else_warns(settings: dict[str, Any]) -> None:
    with QtiClient(**settings, transport=httpx.MockTransport(Server(ITEM))) as client:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client.assessment_items.create_from_xml(XML)


def test_the_unified_client_warns_too() -> None:
    transport = httpx.MockTransport(Server(ITEM))
    with TimebackClient(env="staging", **SAFE, transport=transport) as timeback:
        with pytest.warns(SharedHostWarning):
            timeback.qti.assessment_items.create_from_xml(XML)
    silent = TimebackClient(env="staging", **SAFE, transport=transport, allow_shared_qti=True)
    with silent as timeback:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            timeback.qti.assessment_items.create_from_xml(XML)


def test_a_platform_has_its_own_host() -> None:
    server = Server(ITEM)
    settings = {"platform": "LEARNWITH_AI", "env": "production", **SAFE}
    with TimebackClient(**settings, transport=httpx.MockTransport(server)) as timeback:
        timeback.qti.assessment_items.get("i")
    assert server.requests[0].url.host == "platform.timeback.com"
