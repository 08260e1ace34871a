"""The gradebook: statuses, ties between records, bulk writes, and lists below classes and schools."""

from __future__ import annotations

from typing import Any

import pytest

from timeback.sandbox.oneroster.tables import GRADEBOOK, ROSTERING

from .conftest import Caller, class_body, user_body

G = GRADEBOOK


def ref(record_id: str) -> dict[str, str]:
    return {"sourcedId": record_id}


def item_body(record_id: str = "li", **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "title": "Quiz",
        "assignDate": "2025-09-01",
        "dueDate": "2025-09-08T12:00:00+02:00",
        "class": ref("k"),
        "school": ref("s"),
        "category": ref("cat"),
        **changes,
    }


def result_body(record_id: str = "r", **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "status": "active",
        "lineItem": ref("li"),
        "student": ref("u"),
        "scoreStatus": "fully graded",
        "score": 8.5,
        "scoreDate": "2025-09-09",
        **changes,
    }


def scale_body(record_id: str = "sc", **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": record_id,
        "status": "active",
        "title": "Letters",
        "type": "letter",
        "class": ref("k"),
        "scoreScaleValue": [{"itemValueLHS": "90-100", "itemValueRHS": "A", "ours": 1}],
        **changes,
    }


@pytest.fixture
def book(empty: Caller) -> Caller:
    """A class with a student, a category, a scale and a line item."""
    teacher = user_body("teacher", roles=[{"roleType": "primary", "role": "teacher", "org": ref("s")}])
    for path, body in (
        ("/users", {"user": user_body()}),
        ("/users", {"user": teacher}),
        ("/classes", {"class": class_body()}),
        ("/classes", {"class": class_body("k2")}),
        (f"{G}/categories", {"category": {"sourcedId": "cat", "status": "active", "title": "Quizzes"}}),
        (f"{G}/scoreScales", {"scoreScale": scale_body()}),
        (f"{G}/lineItems", {"lineItem": item_body()}),
        (f"{G}/results", {"result": result_body()}),
    ):
        response = empty("POST", path, body)
        assert response.status == 201, response.body
    return empty


def paths(response: Any) -> list[str]:
    return [detail["path"] for detail in response.json()["imsx_error_details"]]


PLACES = [
    ("categories", "category", {"status": "active", "title": "Tests", "weight": 0.4}),
    ("scoreScales", "scoreScale", scale_body()),
    ("lineItems", "lineItem", item_body(resultValueMin=0, resultValueMax=10, scoreScale=ref("sc"))),
    ("results", "result", result_body("r", comment="Well done", late="true", **{"class": ref("k")})),
    ("assessmentLineItems", "assessmentLineItem", {"status": "active", "title": "Test", "course": ref("c")}),
]


@pytest.mark.parametrize(("path", "one", "body"), PLACES)
def test_put_creates_and_replaces(book: Caller, path: str, one: str, body: dict[str, Any]) -> None:
    body = {key: value for key, value in body.items() if key != "sourcedId"}
    made = book("PUT", f"{G}/{path}/new", {one: body | {"ours": {"kept": [1]}}})
    assert made.status == 201
    assert made.json()[one]["sourcedId"] == "new"
    assert made.json()[one]["ours"] == {"kept": [1]}
    again = book("PUT", f"{G}/{path}/new", {one: body})
    assert again.status == 201
    assert "ours" not in again.json()[one]
    assert book.one(f"{G}/{path}/new") == again.json()[one]
    assert set(body) <= set(again.json()[one])
    wrong = book("PUT", f"{G}/{path}/other", {one: body | {"sourcedId": "new"}})
    assert wrong.status == 422
    assert paths(wrong) == ["sourcedId"]
    assert book("DELETE", f"{G}/{path}/new").status == 204
    assert book.one(f"{G}/{path}/new")["status"] == "tobedeleted"
    assert book("GET", f"{G}/{path}/none").status == 404
    assert book("PUT", f"{G}/{path}/none", {one: {}}).status == 422


def test_scale_values_and_weights_are_kept(book: Caller) -> None:
    assert book.one(f"{G}/scoreScales/sc")["scoreScaleValue"] == scale_body()["scoreScaleValue"]
    book("PUT", f"{G}/categories/cat", {"category": {"status": "active", "title": "T", "weight": 12.5}})
    assert book.one(f"{G}/categories/cat")["weight"] == 12.5
    bare = book("POST", f"{G}/scoreScales", {"scoreScale": scale_body("x", scoreScaleValue=[{}])})
    assert paths(bare) == ["scoreScaleValue.0.itemValueLHS", "scoreScaleValue.0.itemValueRHS"]


def test_a_result_belongs_to_its_line_items_class(book: Caller) -> None:
    result = book.one(f"{G}/results/r")
    assert result["class"]["sourcedId"] == "k"
    assert result["scoreDate"] == "2025-09-09T00:00:00.000Z"
    for changes, path in (
        ({"class": ref("k2")}, "class.sourcedId"),
        ({"lineItem": ref("none")}, "lineItem.sourcedId"),
        ({"student": ref("none")}, "student.sourcedId"),
        ({"student": ref("teacher")}, "student.sourcedId"),
        ({"scoreStatus": "graded"}, "scoreStatus"),
        ({"late": True}, "late"),
    ):
        refused = book("POST", f"{G}/results", {"result": result_body("r2", **changes)})
        assert (refused.status, paths(refused)) == (422, [path])


def test_line_items_check_their_dates_and_range(book: Caller) -> None:
    for changes, path in (
        ({"dueDate": "2025-08-31"}, "dueDate"),
        ({"resultValueMin": 5, "resultValueMax": 4}, "resultValueMax"),
        ({"category": ref("none")}, "category.sourcedId"),
    ):
        refused = book("POST", f"{G}/lineItems", {"lineItem": item_body("x", **changes)})
        assert (refused.status, paths(refused)) == (422, [path])


@pytest.mark.parametrize(
    ("path", "many", "bodies"),
    [
        ("schools/s/lineItems", "lineItems", [item_body("a"), item_body("b")]),
        ("classes/k/lineItems", "lineItems", [item_body("a"), item_body("b")]),
        ("lineItems/li/results", "results", [result_body("a"), result_body("b")]),
        ("classes/k/academicSessions/t/results", "results", [result_body("a"), result_body("b")]),
    ],
)
def test_bulk_creates(book: Caller, path: str, many: str, bodies: list[dict[str, Any]]) -> None:
    made = book("POST", f"{G}/{path}", {many: bodies})
    assert made.status == 201
    assert [pair["allocatedSourcedId"] for pair in made.json()["sourcedIdPairs"]] == ["a", "b"]
    single = book("POST", f"{G}/{path}", {many: [bodies[0] | {"sourcedId": "c"}]})
    assert single.json()["sourcedIdPairs"]["allocatedSourcedId"] == "c"
    half = book("POST", f"{G}/{path}", {many: [bodies[0] | {"sourcedId": "d"}, bodies[0]]})
    assert (half.status, paths(half)) == (409, [f"{many}.1.sourcedId"])
    assert book("GET", f"{G}/{many}/d").status == 404
    assert book("POST", f"{G}/{path}", {many: []}).status == 422
    first, _, rest = path.partition("/")
    unknown = f"{G}/{first}/none/{rest.partition('/')[2]}"
    assert book("POST", unknown, {many: bodies}).status == 404


def test_bulk_creates_stay_with_their_owner(book: Caller) -> None:
    book("POST", f"{G}/lineItems", {"lineItem": item_body("li2", **{"class": ref("k2")})})
    other = book("POST", f"{G}/classes/k/lineItems", {"lineItems": [item_body("x", **{"class": ref("k2")})]})
    assert paths(other) == ["lineItems.0.class.sourcedId"]
    stray = [result_body("x"), result_body("y", lineItem=ref("li2"))]
    assert paths(book("POST", f"{G}/lineItems/li/results", {"results": stray})) == [
        "results.1.lineItem.sourcedId"
    ]
    assert paths(book("POST", f"{G}/classes/k/academicSessions/t/results", {"results": stray})) == [
        "results.1.class.sourcedId"
    ]


def test_deletes_take_along_or_are_refused(book: Caller) -> None:
    book("POST", f"{G}/lineItems", {"lineItem": item_body("li2", scoreScale=ref("sc"))})
    for path in ("categories/cat", "scoreScales/sc"):
        assert book("DELETE", f"{G}/{path}").status == 409
        assert book.one(f"{G}/{path}")["status"] == "active"
    assert book("DELETE", f"{G}/lineItems/li").status == 204
    assert book.one(f"{G}/results/r")["status"] == "tobedeleted"
    assert book("DELETE", f"{G}/lineItems/li2").status == 204
    assert book("DELETE", f"{G}/categories/cat").status == 204


def test_a_deleted_class_takes_its_gradebook_along(book: Caller) -> None:
    assert book("DELETE", "/classes/k").status == 204
    for path in ("lineItems/li", "results/r", "scoreScales/sc"):
        assert book.one(f"{G}/{path}")["status"] == "tobedeleted"


def test_assessments_patch_and_stand_in_a_tree(book: Caller) -> None:
    test = {"sourcedId": "a", "status": "active", "title": "Test", "course": ref("c"), "metadata": {"x": 1}}
    question = {"sourcedId": "q", "status": "active", "title": "Q", "parentAssessmentLineItem": ref("a")}
    for body in (test, question):
        assert book("POST", f"{G}/assessmentLineItems", {"assessmentLineItem": body}).status == 201
    patch = {"title": "Exam", "metadata": {"y": 2}}
    patched = book("PATCH", f"{G}/assessmentLineItems/a", {"assessmentLineItem": patch})
    assert (patched.status, patched.json()) == (200, {})
    found = book.one(f"{G}/assessmentLineItems/a")
    assert (found["title"], found["metadata"]) == ("Exam", {"x": 1, "y": 2})
    loop = {"parentAssessmentLineItem": ref("q")}
    assert book("PATCH", f"{G}/assessmentLineItems/a", {"assessmentLineItem": loop}).status == 422
    result = result_body("ar", assessmentLineItem=ref("q"), metadata={"xp": -5, "appName": "X"}, late=None)
    del result["lineItem"]
    assert book("POST", f"{G}/assessmentResults", {"assessmentResult": result}).status == 201
    merge = {"metadata": {"attempt": 2}, "score": None}
    assert book("PATCH", f"{G}/assessmentResults/ar", {"assessmentResult": merge}).status == 200
    found = book.one(f"{G}/assessmentResults/ar")
    assert found["metadata"] == {"xp": -5, "appName": "X", "attempt": 2}
    assert found["score"] is None
    assert book("DELETE", f"{G}/assessmentLineItems/a").status == 204
    assert book.one(f"{G}/assessmentResults/ar")["status"] == "tobedeleted"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("results", "student.sourcedId='u'", ["r"]),
        ("results", "lineItem.sourcedId='li' AND class.sourcedId='k'", ["r"]),
        ("results", "scoreDate>='2025-09-09'", ["r"]),
        ("results", "scoreDate>'2025-09-09T02:00:00+02:00'", []),
        ("results", "score>8 AND scoreStatus='fully graded'", ["r"]),
        ("lineItems", "category.sourcedId='cat' AND dueDate<'2025-09-08T10:00:00.001Z'", ["li"]),
        ("scoreScales", "class.sourcedId!='k'", []),
    ],
)
def test_filters(book: Caller, path: str, text: str, expected: list[str]) -> None:
    assert book.ids(f"{G}/{path}", filter=text) == expected


def test_results_cannot_be_asked_two_levels_down(call: Caller) -> None:
    for text in ("lineItem.course.sourcedId='c'", "course.sourcedId='c'"):
        assert call("GET", f"{G}/results", filter=text).status == 400


def test_the_seeded_gradebook(call: Caller) -> None:
    for path in (
        *("categories", "scoreScales", "lineItems", "results"),
        *("assessmentLineItems", "assessmentResults"),
    ):
        row = call.rows(f"{G}/{path}", limit=1)[0]
        assert call("PUT", f"{G}/{path}/{row['sourcedId']}", {_envelope(path): row}).status == 201
    in_class = call.rows(f"{G}/classes/class-00001/results", limit=3000)
    assert in_class
    student, item = (in_class[0][name]["sourcedId"] for name in ("student", "lineItem"))
    below = f"{G}/classes/class-00001"
    for name, path in (("student", f"students/{student}"), ("lineItem", f"lineItems/{item}")):
        wanted = [row for row in in_class if row[name] == in_class[0][name]]
        assert call.rows(f"{below}/{path}/results", limit=3000) == wanted
    assert len(call.rows(f"{below}/lineItems")) == 8
    assert len(call.rows(f"{below}/scoreScales")) == 1
    assert len(call.rows(f"{below}/categories")) == 4
    school = call.one(f"{ROSTERING}/classes/class-00001")["school"]["sourcedId"]
    assert call.rows(f"{G}/schools/{school}/lineItems")
    assert call.rows(f"{G}/schools/{school}/scoreScales")
    assert call("GET", f"{below}/students/none/results").status == 404
    assert call("GET", f"{below}/lineItems/line-item-00002-1/results").status == 404


def _envelope(path: str) -> str:
    return "category" if path == "categories" else path.removesuffix("s")


def test_the_seeded_scores_are_possible(call: Caller) -> None:
    points = {row["sourcedId"]: row["resultValueMax"] for row in call.rows(f"{G}/lineItems", limit=3000)}
    for result in call.rows(f"{G}/results", limit=3000):
        graded = result["scoreStatus"].endswith("graded")
        assert graded == (result["score"] is not None)
        assert not graded or 0 <= result["score"] <= points[result["lineItem"]["sourcedId"]]
