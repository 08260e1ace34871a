"""The export of a resource: a small Common Cartridge."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

import msgspec

from ..context import RequestContext
from ..messages import Response
from ..records import Doc
from ..writes import require
from . import collections

__all__ = ["cartridge_response", "export_resource"]

_NAMESPACE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
# Zip files cannot be older; a fixed time makes the same resource the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={manifest} xmlns="{namespace}">
  <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion></metadata>
  <organizations>
    <organization identifier="organization" structure="rooted-hierarchy">
      <item identifier="root">
        <item identifier="item" identifierref="resource"><title>{title}</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" href="resource.json"><file href="resource.json"/></resource>
  </resources>
</manifest>
"""


def cartridge_response(resource: Doc) -> Response:
    """Answer a resource as a zip file: a manifest, and the record itself."""
    manifest = _MANIFEST.format(
        manifest=quoteattr(resource["sourcedId"]), namespace=_NAMESPACE, title=escape(resource["title"])
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("imsmanifest.xml", _STAMP), manifest)
        archive.writestr(zipfile.ZipInfo("resource.json", _STAMP), msgspec.json.encode(resource))
    content = packed.getvalue()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", resource["sourcedId"])
    headers = [
        ("content-type", "application/zip"),
        ("content-length", str(len(content))),
        ("content-disposition", f'attachment; filename="{name}.imscc"'),
    ]
    return Response(200, headers, content)


def export_resource(call: RequestContext) -> Response:
    """Answer a resource as a Common Cartridge."""
    return cartridge_response(require(call, collections.RESOURCES, call.params["record_id"]))
