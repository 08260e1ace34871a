# Generated from src/timeback/_async/clr/discovery.py by setup_unasync.py; do not edit.
"""The service's description of itself."""

from __future__ import annotations

from ...models.clr import ServiceDescription
from ..resource import APIResource

__all__ = ["Discovery"]


class Discovery(APIResource):
    """The service's description of itself."""

    def get(self) -> ServiceDescription:
        """Fetch the OpenAPI document of the service; nothing in it is guaranteed.

        Calls `GET {base}/discovery/`.
        """
        return self._one("GET", "{base}/discovery/", ServiceDescription)
