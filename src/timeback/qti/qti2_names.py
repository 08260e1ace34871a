"""The names of QTI 2 in QTI 3."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["QTI2_NAMES", "kebab", "template_address"]

_ITEM = """
    assessmentItem assessmentStimulus assessmentStimulusRef stimulusBody itemBody contentBody stylesheet
    responseDeclaration outcomeDeclaration templateDeclaration correctResponse defaultValue value
    mapping mapEntry areaMapping areaMapEntry matchTable matchTableEntry interpolationTable interpolationTableEntry
    associateInteraction choiceInteraction customInteraction drawingInteraction endAttemptInteraction
    extendedTextInteraction gapMatchInteraction graphicAssociateInteraction graphicGapMatchInteraction
    graphicOrderInteraction hotspotInteraction hottextInteraction inlineChoiceInteraction matchInteraction
    mediaInteraction orderInteraction positionObjectInteraction positionObjectStage selectPointInteraction
    sliderInteraction textEntryInteraction uploadInteraction
    prompt simpleChoice inlineChoice simpleAssociableChoice simpleMatchSet gap gapText gapImg hottext hotspotChoice
    associableHotspot feedbackInline feedbackBlock modalFeedback templateInline templateBlock printedVariable
    rubricBlock"""
_RULES = """
    responseProcessing responseProcessingFragment responseCondition responseIf responseElseIf responseElse
    exitResponse setOutcomeValue lookupOutcomeValue
    templateProcessing templateCondition templateIf templateElseIf templateElse templateConstraint exitTemplate
    setTemplateValue setCorrectResponse setDefaultValue
    outcomeProcessing outcomeProcessingFragment outcomeCondition outcomeIf outcomeElseIf outcomeElse exitTest"""
_EXPRESSIONS = """
    and anyN baseValue containerSize contains correct customOperator default delete divide durationGTE durationLT
    equal equalRounded fieldValue gcd gt gte index inside integerDivide integerModulus integerToFloat isNull lcm
    lt lte mapResponse mapResponsePoint match mathConstant mathOperator max member min multiple not null
    numberCorrect numberIncorrect numberPresented numberResponded numberSelected or ordered outcomeMaximum
    outcomeMinimum patternMatch power product random randomFloat randomInteger repeat round roundTo statsOperator
    stringMatch substring subtract sum testVariables truncate variable"""
_TEST = """
    assessmentTest testPart assessmentSection assessmentSectionRef assessmentItemRef timeLimits itemSessionControl
    selection ordering preCondition branchRule weight variableMapping templateDefault testFeedback adaptiveSelection
    adaptiveEngineRef adaptiveSettingsRef usagedataRef metadataRef"""


def kebab(name: str) -> str:
    """A name as QTI 3 spells it: `responseIdentifier` as `response-identifier`, `durationLT` as `duration-lt`."""
    return re.sub(r"(?<=[a-z0-9])[A-Z]+", lambda found: f"-{found[0]}", name).lower()


QTI2_NAMES: Final = {name: f"qti-{kebab(name)}" for name in (_ITEM + _RULES + _EXPRESSIONS + _TEST).split()}
"""Elements of QTI 2 with their names in QTI 3; those of HTML keep theirs."""

_TEMPLATE = re.compile(r"https?://\S*/rptemplates/(match_correct|map_response(?:_point)?)(?:\.xml)?/?")


def template_address(address: str) -> str:
    """The address in QTI 3 of a response processing template of QTI 2; any other as it is."""
    found = _TEMPLATE.fullmatch(address.strip())
    return f"https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{found[1]}.xml" if found else address
