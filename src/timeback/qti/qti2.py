"""QTI 2 as QTI 3: the names, and what is built in another way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from .content import QtiXmlError
from .documents import decode, to_text
from .editing import Document
from .pci2 import modernize
from .qti2_names import QTI2_NAMES, kebab, template_address

__all__ = ["NAMESPACE", "Qti3Xml", "convert_qti2", "is_qti2"]

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Of QTI 2, its profiles and its HTML: their elements have one namespace in QTI 3.
_OF_QTI2 = re.compile(
    r"https?://www\.imsglobal\.org/.*ims(a?qti|qti_item).*|https?://www\.w3\.org/1999/xhtml"
)
_OF_PCI = re.compile(r".*portableCustomInteraction.*|https?://www\.imsglobal\.org/.*pci.*")
_OF_APIP = re.compile(r"https?://www\.imsglobal\.org/.*apip.*")
# Prefixes that are used without being declared.
_CUSTOMARY: Mapping[str, str] = {
    "m": "http://www.w3.org/1998/Math/MathML",
    "mml": "http://www.w3.org/1998/Math/MathML",
    "math": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
    "xi": "http://www.w3.org/2001/XInclude",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "apip": "http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0",
    "pci": "http://www.imsglobal.org/xsd/portableCustomInteraction",
}
_ISLANDS: Mapping[str, str] = {"math": _CUSTOMARY["m"], "svg": _CUSTOMARY["svg"]}
_ALLOWED = frozenset(_CUSTOMARY[name] for name in ("m", "svg", "xi", "ssml"))

_Scope = dict[str, str | None]


class Qti3Xml(str):
    """A QTI 3 document that was converted from QTI 2: a text with notes on the conversion.

    Attributes:
        notes: What was repaired, left out, or kept although QTI 3 does not have it.
    """

    __slots__ = ("notes",)
    notes: tuple[str, ...]

    def __new__(cls, xml: str, notes: tuple[str, ...] = ()) -> Qti3Xml:
        """The document and its notes."""
        made = super().__new__(cls, xml)
        made.notes = notes
        return made


def is_qti2(root: Element) -> bool:
    """Whether an element is one of QTI 2; its name has no prefix."""
    return root.tag in QTI2_NAMES


def convert_qti2(xml: bytes | str) -> Qti3Xml:
    """Convert a QTI 2.0, 2.1 or 2.2 document to QTI 3.

    Elements and attributes get their names in QTI 3 (`choiceInteraction` is `qti-choice-interaction`), feedback
    and rubrics their `qti-content-body`, the standard's response processing templates their new addresses,
    portable custom interactions their new form. Keys of a mapping are compared by case unless the entry says
    otherwise, as processors of QTI 2 do, so each says `case-sensitive`. HTML, MathML, SVG, speech markup and
    comments stay as they are.

    Args:
        xml: An item, test, section or stimulus, or any element of one. A QTI 3 document is returned as it is.

    Returns:
        The document, a `str`, with `notes` that name whatever has no equivalent, whether kept or left out.

    Raises:
        QtiXmlError: This is not well-formed XML or not QTI, declares an entity, or is nested too deeply.
    """
    notes: dict[str, None] = {}
    text = decode(xml, notes.setdefault)
    document = Document(text)
    name = str(document.root.tag).rpartition(":")[2]
    if name.startswith("qti-"):
        given = xml if isinstance(xml, str) else to_text(xml)
        return Qti3Xml(text.strip() if notes else given, (*notes, "the document is QTI 3 already"))
    if name not in QTI2_NAMES:
        raise QtiXmlError(f"{name} is no element of QTI 2" + (", but of QTI 1" if name in _QTI1 else ""))
    _Conversion(document.root, notes).run()
    return Qti3Xml(_HEAD + document.text().strip() + "\n", tuple(notes))


_QTI1 = ("questestinterop", "assessment", "section", "item")


class _Conversion:
    """Changes a tree in its place."""

    def __init__(self, root: Element, notes: dict[str, None]) -> None:
        self._root = root
        self._notes = notes
        self._own: str | None = None
        self._missing: dict[str, str] = {}

    def run(self) -> None:
        """Convert the whole tree."""
        prefix = str(self._root.tag).rpartition(":")[0]
        self._own = self._root.get(f"xmlns:{prefix}" if prefix else "xmlns")
        # An unknown default namespace of the root is QTI's, whatever it is called.
        self._visit(self._root, {"": None}, None)
        for prefix, namespace in self._missing.items():
            self._root.set(f"xmlns:{prefix}", namespace)
        attributes = dict(self._root.attrib)
        self._root.attrib.clear()
        self._root.attrib.update({"xmlns": NAMESPACE} | attributes)

    def _note(self, text: str) -> None:
        self._notes.setdefault(text)

    def _visit(self, element: Element, scope: _Scope, written: str | None) -> None:
        """Convert an element and those in it.

        Args:
            element: The element.
            scope: The namespaces of prefixes in the document that is read.
            written: The namespace of names without a prefix in the one that is made, as far as it is known.
        """
        scope = _within(element, scope)
        prefix, _, local = element.tag.rpartition(":")
        namespace = self._namespace(prefix, scope)
        if not prefix and self._is_own(namespace) and local in _ISLANDS:
            # Mathematics and drawings that forgot their namespace: their `or` and `max` are not QTI's.
            namespace = scope[""] = _ISLANDS[local]
        if self._is_own(namespace):
            written = self._own_element(element, local, scope, written)
        else:
            written = self._foreign_element(element, prefix, namespace, scope, written)
        # Comments are no elements: their tag is a function.
        for each in [each for each in element if not callable(each.tag)]:
            if self._is_accessibility(each, scope):
                _remove(element, each)
                self._note(f"{each.tag} is left out: QTI 3 has catalogs instead")
            else:
                self._visit(each, scope, written)
        if self._is_own(namespace) and local in _REBUILT:
            _REBUILT[local](element, self._note)

    def _is_accessibility(self, element: Element, scope: _Scope) -> bool:
        """Whether an element is of APIP, which describes access to an item."""
        namespace = self._namespace(str(element.tag).rpartition(":")[0], _within(element, scope))
        return not self._is_own(namespace) and bool(_OF_APIP.fullmatch(namespace or ""))

    def _namespace(self, prefix: str, scope: _Scope) -> str | None:
        if prefix in scope or prefix == "xml":
            return scope.get(prefix)
        if prefix in _CUSTOMARY:
            self._note(f"the prefix {prefix}: is declared nowhere; it is taken for its usual namespace")
            self._missing[prefix] = _CUSTOMARY[prefix]
            return _CUSTOMARY[prefix]
        self._note(f"the prefix {prefix}: is declared nowhere; it is left out")
        return self._own

    def _is_own(self, namespace: str | None) -> bool:
        return namespace in (None, "", self._own) or (
            bool(_OF_QTI2.fullmatch(namespace or "")) and not _OF_APIP.fullmatch(namespace or "")
        )

    def _own_element(self, element: Element, local: str, scope: _Scope, written: str | None) -> str:
        """Rename an element of QTI 2 and its attributes; the namespace that names have in it."""
        element.tag = QTI2_NAMES.get(local, local)
        if local not in QTI2_NAMES and local not in _REBUILT and local != local.lower():
            self._note(f"{local} is no element of QTI 2; it is kept as it is")
        attributes = dict(element.attrib)
        element.attrib.clear()
        for name, value in attributes.items():
            if kept := self._attribute(name, value, local in QTI2_NAMES, scope):
                element.set(kept, value)
        if written not in (None, NAMESPACE):
            element.set("xmlns", NAMESPACE)
        return NAMESPACE

    def _attribute(self, name: str, value: str, of_qti: bool, scope: _Scope) -> str | None:
        """An attribute's name in QTI 3; None to leave it out."""
        if _declares(name):
            return None if name == "xmlns" or self._is_own(value) else name
        prefix, _, local = name.rpartition(":")
        if prefix:
            namespace = self._namespace(prefix, scope)
            if local == "schemaLocation":
                return None
            if prefix != "xml" and not self._is_own(namespace):
                return name
            name = name if prefix == "xml" else local
        fixed = not of_qti or name.startswith(("xml:", "data-", "aria-"))
        return name if fixed else _RENAMED.get(name) or kebab(name)

    def _foreign_element(
        self, element: Element, prefix: str, namespace: str | None, scope: _Scope, written: str | None
    ) -> str | None:
        """Keep an element of another namespace; the one that names without a prefix have in it."""
        for name, value in list(element.attrib.items()):
            if name != "xmlns" and _declares(name) and self._is_own(value):
                del element.attrib[name]
            elif ":" in name and not _declares(name):
                self._keep_attribute(element, name, scope)
        if namespace not in _ALLOWED and not _OF_PCI.fullmatch(namespace or ""):
            self._note(f"elements of the namespace {namespace} are kept as they are")
        if prefix:
            element.attrib.pop("xmlns", None)
            return written
        if namespace and written != namespace:
            element.set("xmlns", namespace)
        return namespace

    def _keep_attribute(self, element: Element, name: str, scope: _Scope) -> None:
        """Keep an attribute of an element that is not QTI's, its prefix only if it means something."""
        prefix, _, local = name.partition(":")
        self._namespace(prefix, scope)
        if prefix not in ("xml", *scope, *self._missing):
            element.set(local, element.attrib.pop(name))


def _within(element: Element, scope: _Scope) -> _Scope:
    """The namespaces of prefixes inside an element."""
    return scope | {name.partition(":")[2]: value for name, value in element.items() if _declares(name)}


def _declares(attribute: str) -> bool:
    return attribute == "xmlns" or attribute.startswith("xmlns:")


def _remove(parent: Element, child: Element) -> None:
    place = list(parent).index(child)
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


_Note = Callable[[str], object]


def _give_body(element: Element, note: _Note) -> None:
    """Put the content of feedback or a rubric into a body of its own, behind the style sheets."""
    inside = list(element)
    if any(each.tag == "qti-content-body" for each in inside):
        return
    styles = [each for each in inside if each.tag == "qti-stylesheet"]
    body = Element("qti-content-body")
    body.text = element.text
    for each in inside:
        element.remove(each)
        if each in styles:
            body.text = (body.text or "") + (each.tail or "")
            each.tail = None
        else:
            body.append(each)
    element.text = None
    element.extend([*styles, body])


def _mapping(element: Element, note: _Note) -> None:
    for_all = element.attrib.pop("case-sensitive", None)
    if for_all is not None:
        note("the caseSensitive of a mapping is written at its entries: a mapping has none")
    for each in element.iter("qti-map-entry"):
        each.attrib.setdefault("case-sensitive", for_all or "true")


def _processing(element: Element, note: _Note) -> None:
    for name in ("template", "template-location"):
        if name in element.attrib:
            element.set(name, template_address(element.get(name, "")))


def _item(element: Element, note: _Note) -> None:
    element.attrib.setdefault("adaptive", "false")
    element.attrib.setdefault("time-dependent", "false")
    if language := element.attrib.pop("lang", None):
        element.attrib.setdefault("xml:lang", language)


def _info_control(element: Element, note: _Note) -> None:
    """A text that the candidate may open: HTML has the element for it."""
    element.tag = "details"
    summary = Element("summary")
    summary.text = element.attrib.pop("title", "")
    summary.tail, element.text = element.text, None
    element.insert(0, summary)
    note("infoControl is written as the details of HTML")


_RENAMED = {"centrePoint": "center-point"}
_REBUILT: Mapping[str, Callable[[Element, _Note], None]] = {
    "assessmentItem": _item,
    "mapping": _mapping,
    "responseProcessing": _processing,
    "infoControl": _info_control,
    "customInteraction": modernize,
    **dict.fromkeys(
        ("feedbackBlock", "modalFeedback", "rubricBlock", "templateBlock", "testFeedback"), _give_body
    ),
}
