"""Records and errors of this library in Django's answers."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from ..._web import answer_to, jsonable
from ...errors import TimebackError

__all__ = ["ErrorMiddleware", "TimebackJSONEncoder"]


class TimebackJSONEncoder(DjangoJSONEncoder):
    """Takes records, bodies and pages as well: `JsonResponse(page, encoder=TimebackJSONEncoder, safe=False)`."""

    def default(self, o: Any) -> Any:
        """JSON of a record, a body or a page; anything else is left to Django."""
        try:
            return jsonable(o)
        except TypeError:
            return super().default(o)


class ErrorMiddleware(MiddlewareMixin):
    """Answers errors of this library that views do not catch, by `{"error": {"code", "message"}}`.

    Errors of the caller are 4xx; errors of the platform or the connection are 502, 503 or 504.
    """

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error of ours; any other is Django's."""
        if not isinstance(exception, TimebackError):
            return None
        found = answer_to(exception)
        return JsonResponse(found.content, status=found.status, headers=dict(found.headers))
