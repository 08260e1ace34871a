"""Reads interactions that the JSON form does not list: end of attempt, portable custom ones, and any other."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from ..models.qti import UnknownInteraction
from .markup import descendants, inner_markup

__all__ = ["read_unlisted"]


def read_unlisted(kind: str, element: Element) -> UnknownInteraction:
    """An interaction that keeps its markup, with the attributes that its kind is known to have."""
    data: dict[str, Any] = {
        "type": kind,
        "responseIdentifier": element.get("response-identifier", ""),
        "markup": inner_markup(element),
    }
    if kind == "end-attempt":
        data["title"] = element.get("title", "")
    if kind == "portable-custom":
        data |= _portable_custom(element)
    return UnknownInteraction(data=data)


def _portable_custom(element: Element) -> dict[str, Any]:
    """The modules and attributes that load and configure a portable custom interaction."""
    modules = [
        {
            "id": each.get("id"),
            "primaryPath": each.get("primary-path"),
            "fallbackPath": each.get("fallback-path"),
        }
        for each in descendants(element, "qti-interaction-module")
    ]
    return {
        "customInteractionTypeIdentifier": element.get("custom-interaction-type-identifier"),
        "module": element.get("module"),
        "modules": modules,
        "data": {name: value for name, value in element.attrib.items() if name.startswith("data-")},
    }
