"""The JSON schema of `timeback.config.json`, for editors and other languages."""

from __future__ import annotations

from typing import Any

import msgspec

from .._codec.further import FURTHER
from ..models._documentation import own_docs
from ..models.apps import AppConfig, configuration

__all__ = ["config_schema"]


def config_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of the configuration of an application, with the meaning of each key."""
    schema = msgspec.json.schema(AppConfig)
    for name, definition in schema["$defs"].items():
        properties = definition["properties"]
        properties.pop(FURTHER, None)
        model = getattr(configuration, name)
        docs = own_docs(model)
        for each in msgspec.structs.fields(model):
            if each.encode_name in properties:
                found = properties[each.encode_name]
                # Beside a reference, older readers pass over what else stands there.
                properties[each.encode_name] = {"description": docs[each.name], **found}
    course = schema["$defs"]["AppCourse"]
    course["anyOf"] = [{"required": ["grade"]}, {"required": ["courseCode"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "timeback.config.json",
        **schema,
    }
