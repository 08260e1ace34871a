"""The questions of a lesson: the items of its test in QTI, made up where QTI does not hold the test."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..context import RequestContext
from ..errors import ApiError
from ..oneroster.tables import RESOURCES
from ..qti.item_documents import item_doc
from ..qti.records import ITEM, PART, SECTION, stamped
from ..qti.tables import BASE, ITEMS, TESTS
from ..qti.xml_trees import rows
from ..records import Doc, part
from .lessons import ADAPTIVE, Lesson
from .questions import Question, made_up
from .rules import DIFFICULTIES

__all__ = ["ITEMS_PATH", "publish", "questions_of"]

ITEMS_PATH = f"{BASE}/assessment-items"
_TEST, _ITEM = "assessment-tests", "assessment-items"
_MADE_UP_EACH = {ADAPTIVE: 12}
_FEW = 4


def questions_of(call: RequestContext, lesson: Lesson, attempt: int) -> tuple[Question, ...]:
    """The questions of an attempt, in test order.

    Raises:
        ApiError: 404, the lesson's test lies in the sandbox's QTI and is not there, or has no items.
    """
    test_id = lesson.test_of(attempt)
    own = lesson.resource["sourcedId"] == test_id
    test = lesson.resource if own else call.session.get(RESOURCES, test_id)
    items = _items_at(call, part(test, "metadata").get("url"))
    if items is None:
        each = _MADE_UP_EACH.get(lesson.kind, _FEW)
        listed = made_up(test_id, lesson.subject, int(lesson.grade or 3), each)
        return tuple(_as_stored(call, question) for question in listed)
    if not items:
        raise ApiError(404, "The QTI test of this lesson has no items.")
    return tuple(_question(index, item) for index, item in enumerate(items))


def _items_at(call: RequestContext, url: object) -> list[Doc] | None:
    """The items of the test, or the one item, that a URL leads to; none where it leads elsewhere."""
    *_, kind, name = ("", *urlsplit(url).path.split("/")) if isinstance(url, str) else ("", "")
    if kind not in (_TEST, _ITEM):
        return None
    table = TESTS if kind == _TEST else ITEMS
    found = call.session.get(table, unquote(name))
    if found is not None:
        return list(_items_of(call, found)) if kind == _TEST else [found]
    if str(url).startswith(call.base_url):
        raise ApiError(404, "The QTI test of this lesson is not there.")
    return None


def _items_of(call: RequestContext, test: Doc) -> Iterator[Doc]:
    for each in rows(test, PART):
        for section in rows(each, SECTION):
            for reference in rows(section, ITEM):
                # References are not checked when a test is made.
                if (item := call.session.get(ITEMS, reference["identifier"])) is not None:
                    yield item


def _question(index: int, item: Doc) -> Question:
    difficulty = part(item, "metadata").get("difficulty")
    return Question(
        id=item["identifier"],
        index=index,
        title=item["title"],
        difficulty=difficulty if difficulty in DIFFICULTIES else "medium",
        kind=item["type"],
        xml=item["rawXml"],
    )


def _as_stored(call: RequestContext, question: Question) -> Question:
    """A question that was made up, as QTI holds it since it was shown."""
    item = call.session.get(ITEMS, question.id)
    return question if item is None else _question(question.index, item)


def publish(call: RequestContext, question: Question) -> None:
    """Let QTI hold a question, so that its URL leads somewhere."""
    if not call.session.exists(ITEMS, question.id):
        item = item_doc({"xml": question.xml}) | {"metadata": {"difficulty": question.difficulty}}
        call.session.insert(ITEMS, question.id, stamped(call, item, None))
