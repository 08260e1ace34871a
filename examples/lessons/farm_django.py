"""Lessons in a page, served by Django, in one file: `uvicorn farm_django:app`."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import FileResponse, HttpRequest
from django.urls import include, path
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.static import serve
from farm import IDENTITY, PAGE, TIMEBACK

from timeback.server.django.routes import async_urls

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    SECRET_KEY=os.environ.get("SESSION_SECRET", "for development on this machine alone"),
    INSTALLED_APPS=["timeback.server.django"],
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    TIMEBACK=TIMEBACK,
)
django.setup()


@ensure_csrf_cookie  # the page sends it back with each request that changes something
def index(request: HttpRequest) -> FileResponse:
    return FileResponse((PAGE / "index.html").open("rb"))


urlpatterns = [
    path("", index),
    path("page/<path:path>", serve, {"document_root": PAGE}),
    path("api/timeback/", include(async_urls(IDENTITY, timezone="America/Chicago"))),
]
app = get_asgi_application()
