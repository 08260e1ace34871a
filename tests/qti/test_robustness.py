"""Whatever the XML and the response, the answer is an item, a finite score, or the one error."""

from __future__ import annotations

import contextlib
import math
from xml.sax.saxutils import quoteattr

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from tests.qti.items import SAMPLES, Sample
from timeback.errors import InvalidInputError
from timeback.models.qti import AssessmentItemType
from timeback.qti import QtiXmlError, grade, parse_item
from timeback.qti.expressions.registry import _EXPRESSIONS

LEAVES = st.sampled_from(
    ["A", "B", "A B", "1", "-2.5", "nan", "inf", "1e300", "1,2,3", "9" * 5000, "٣", "²", "", "true", "rect"]
)
ATTRIBUTES = [
    "identifier", "response-identifier", "cardinality", "base-type", "max-choices", "min-plays", "shuffle",
    "lower-bound", "upper-bound", "coords", "shape", "mapped-value", "map-key", "default-value", "width",
    "normal-maximum", "tolerance", "tolerance-mode", "template", "show-hide", "orientation", "field-identifier",
    "case-sensitive", "xml:lang", "xmlns:m", "min", "max", "n", "figures", "rounding-mode", "number-repeats", "name",
    "pattern", "source-value", "target-value", "include-boundary", "step",
]  # fmt: skip
WORDS = """item-body response-declaration outcome-declaration correct-response default-value value
    mapping map-entry area-mapping area-map-entry response-processing response-condition response-if
    response-else response-else-if set-outcome-value exit-response match equal string-match member contains
    and or not is-null null gt lte sum product subtract divide multiple base-value variable correct
    map-response map-response-point prompt simple-choice inline-choice simple-match-set gap gap-text gap-img
    hottext hotspot-choice associable-hotspot feedback-inline feedback-block modal-feedback content-body
    rubric-block assessment-stimulus-ref gap-match-interaction
    any-n base-value container-size custom-operator default delete divide duration-lt equal-rounded field-value gcd
    index inside integer-divide integer-modulus integer-to-float lcm lookup-outcome-value match-table
    match-table-entry interpolation-table interpolation-table-entry math-constant math-operator max min ordered
    pattern-match power random random-float random-integer repeat round round-to stats-operator substring truncate
    template-declaration template-processing set-template-value set-correct-response set-default-value
    template-condition template-if template-else template-constraint exit-template end-attempt-interaction
    portable-custom-interaction response-processing-fragment"""
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
    try:
        graded = grade(item, responses)  # type: ignore[arg-type]
    except InvalidInputError as error:
        assert error.issues
        return
    assert math.isfinite(graded.score)
    assert msgspec.json.encode([item.interactions, item.responses, graded])


EXPRESSIONS = sorted(name for name in _EXPRESSIONS if "base-value" not in name)
BASES = st.builds(
    lambda kind, value: f'<qti-base-value base-type="{kind}">{value}</qti-base-value>',
    st.sampled_from(["integer", "float", "identifier", "string", "boolean", "pair", "point", "duration"]),
    st.sampled_from(
        ["1", "0", "-7", "2.5", "1e308", "-1e308", "INF", "NaN", "9" * 300, "A", "A B", "3 4", "true", ""]
    ),
)
FIXED = {
    "min": "1", "max": "3", "n": "1", "figures": "2", "number-repeats": "2", "step": "1", "shape": "rect",
    "coords": "0,0,9,9", "field-identifier": "A", "identifier": "A", "pattern": "[a-z]*",
    "rounding-mode": "decimalPlaces", "tolerance-mode": "relative", "tolerance": "5",
}  # fmt: skip
TREES = st.recursive(
    BASES,
    lambda inner: st.builds(
        lambda name, inside, function: _element(name, FIXED | {"name": function}, inside),
        st.sampled_from(EXPRESSIONS),
        st.lists(inner, max_size=3),
        st.sampled_from(["mean", "sampleSD", "sin", "exp", "log", "floor", "atan2", "pi"]),
    ),
    max_leaves=8,
)


@given(TREES, RESPONSES)
def test_any_expression_is_a_value_or_a_reason(expression: str, responses: dict[str, object]) -> None:
    rule = _element("qti-set-outcome-value", {"identifier": "SCORE"}, [expression])
    declared = '<qti-response-declaration identifier="A" cardinality="multiple" base-type="float"/>'
    processing = _element("qti-response-processing", {}, [rule])
    xml = f"<qti-assessment-item>{declared}{processing}</qti-assessment-item>"
    known = {name: each for name, each in responses.items() if name == "A" and not isinstance(each, dict)}
    graded = grade(parse_item(xml), known)  # type: ignore[arg-type]
    assert math.isfinite(graded.score)
    assert graded.scored or graded.reasons


@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_items_are_read_or_refused(sample: Sample, data: st.DataObject) -> None:
    xml = sample.xml.encode()
    start = data.draw(st.integers(0, len(xml)))
    end = data.draw(st.integers(start, min(len(xml), start + 40)))
    damaged = xml[:start] + data.draw(st.binary(max_size=8)) + xml[end:]
    with contextlib.suppress(QtiXmlError, InvalidInputError):
        assert math.isfinite(grade(parse_item(damaged), "A").score)
