"""Responses to items: really scored, by the item's XML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..._json_types import is_list
from ...errors import InvalidInputError
from ...models.qti import FeedbackBlock, FeedbackInline, ModalFeedback
from ...qti import ParsedItem, grade, parse_item
from ...qti.grading import is_shown
from ...qti.markup import descendants
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from .records import require
from .schemas import object_of
from .tables import ITEMS

__all__ = ["process_response"]

_EXTERNAL = "com.alpha-1edtech.ExternalApiScore"


def process_response(call: RequestContext) -> Response:
    """Score a response to an item; the feedback is the item's own where it has some."""
    doc = require(call, ITEMS, call.params["identifier"], "Item")
    item = parse_item(doc["rawXml"])
    body = object_of(call)
    given: Any
    if "responses" in body:
        given = body["responses"]
    else:
        response = body.get("response")
        if not isinstance(response, str) and not is_list(response):
            raise ApiError(400, "Invalid response", [("response", "Must be a text or a list.")])
        named = body.get("identifier")
        given = {named: response} if isinstance(named, str) and named in item.responses else response
    if (grader := _external_grader(item)) is not None:
        return json_response(200, _PENDING | {"graderUrl": grader})
    try:
        graded = grade(item, given)
    except InvalidInputError as error:
        raise ApiError(
            400, "Invalid response", [(each.path, each.message) for each in error.issues]
        ) from None
    # Points of an item without a key or a maximum are as many as there are.
    right = graded.is_correct is True or (graded.is_correct is None and graded.score > 0)
    own = next((each for each in _feedback(item) if is_shown(each, graded.outcomes)), None)
    said = {"identifier": own.identifier, "value": own.content} if own and own.content else None
    if not graded.scored:
        # The service has such items graded by a person or a model, and answers meanwhile.
        return json_response(200, _PENDING | ({"feedback": said} if said else {}))
    unsaid = {"identifier": own.identifier if own else "correct" if right else "incorrect"}
    # The service answers from 0 to 1, whatever an item's mapping adds up to.
    score = 1.0 if right else min(1.0, max(0.0, graded.score / (graded.max_score or 1.0)))
    feedback = said or unsaid | {"value": "Correct" if right else "Incorrect"}
    return json_response(200, {"score": score, "feedback": feedback, "isCorrect": right})


# What is answered while a grader elsewhere is at work; the sandbox calls nobody, so it stays so.
_PENDING: Doc = {
    "score": None,
    "isCorrect": None,
    "feedback": {"identifier": "pending", "value": "The response waits for its grader."},
    "requiresAsyncGrading": True,
}


def _feedback(item: ParsedItem) -> Iterable[ModalFeedback | FeedbackBlock | FeedbackInline]:
    """All feedback of an item, what speaks of the whole before what speaks of a part."""
    return (*item.modal_feedback, *item.block_feedback, *item.inline_feedback)


def _external_grader(item: ParsedItem) -> str | None:
    """The URL of the grader that an item leaves its score to."""
    if item.processing is None:
        return None
    operators = descendants(item.processing, "qti-custom-operator")
    return next((each.get("definition", "") for each in operators if each.get("class") == _EXTERNAL), None)
