"""Whatever the XML and the response, the answer is an item, a finite score, or the one error."""

from __future__ import annotations

import contextlib
import math
from xml.sax.saxutils import quoteattr

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from tests.qti.items import SAMPLES, Sample
from timeback.models.qti import AssessmentItemType
from timeback.qti import QtiXmlError, grade, parse_item

LEAVES = st.sampled_from(
    ["A", "B", "A B", "1", "-2.5", "nan", "inf", "1e300", "1,2,3", "9" * 5000, "٣", "²", "", "true", "rect"]
)
ATTRIBUTES = [
    "identifier", "response-identifier", "cardinality", "base-type", "max-choices", "min-plays", "shuffle",
    "lower-bound", "upper-bound", "coords", "shape", "mapped-value", "map-key", "default-value", "width",
    "normal-maximum", "tolerance", "tolerance-mode", "template", "show-hide", "orientation", "field-identifier",
    "case-sensitive", "xml:lang", "xmlns:m",
]  # fmt: skip
WORDS = """item-body response-declaration outcome-declaration correct-response default-value value
    mapping map-entry area-mapping area-map-entry response-processing response-condition response-if
    response-else response-else-if set-outcome-value exit-response match equal string-match member contains
    and or not is-null null gt lte sum product subtract divide multiple base-value variable correct
    map-response map-response-point prompt simple-choice inline-choice simple-match-set gap gap-text gap-img
    hottext hotspot-choice associable-hotspot feedback-inline feedback-block modal-feedback content-body
    rubric-block assessment-stimulus-ref gap-match-interaction"""
NAMES = [
    *(f"qti-{each}-interaction" for each in AssessmentItemType),
    *(f"qti-{each}" for each in WORDS.split()),
    *("object", "img", "p"),
]


def _element(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    written = "".join(
        f" {key}={quoteattr(value)}" for key, value in attributes.items() if value or ":" not in key
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>"


ELEMENTS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        _element,
        st.sampled_from(NAMES),
        st.dictionaries(st.sampled_from(ATTRIBUTES), LEAVES, max_size=4),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)
RESPONSES = st.dictionaries(
    st.sampled_from(["A", "B", "1", ""]),
    LEAVES
    | st.none()
    | st.lists(LEAVES | st.tuples(LEAVES, LEAVES), max_size=3)
    | st.dictionaries(LEAVES, LEAVES),
)


@given(st.lists(ELEMENTS, max_size=6), RESPONSES)
@example(['<qti-item-body><qti-choice-interaction max-choices="' + "9" * 5000 + '"/></qti-item-body>'], {})
@example(
    [
        '<qti-response-declaration identifier="A" base-type="point"><qti-area-mapping>'
        '<qti-area-map-entry shape="circle" coords="0,0,1" mapped-value="1"/>'
        "</qti-area-mapping></qti-response-declaration>"
    ],
    {"A": ["1e300 1e300"]},
)
def test_items_of_any_make_are_read_and_scored(parts: list[str], responses: dict[str, object]) -> None:
    xml = f'<qti-assessment-item identifier="i">{"".join(parts)}</qti-assessment-item>'
    item = parse_item(xml)
    graded = grade(item, responses)  # type: ignore[arg-type]
    assert math.isfinite(graded.score)
    assert msgspec.json.encode([item.interactions, item.responses, graded])


@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_items_are_read_or_refused(sample: Sample, data: st.DataObject) -> None:
    xml = sample.xml.encode()
    start = data.draw(st.integers(0, len(xml)))
    end = data.draw(st.integers(start, min(len(xml), start + 40)))
    damaged = xml[:start] + data.draw(st.binary(max_size=8)) + xml[end:]
    with contextlib.suppress(QtiXmlError):
        assert math.isfinite(grade(parse_item(damaged), "A").score)
