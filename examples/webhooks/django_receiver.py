"""Receiving webhooks with Django, in one file: `uvicorn django_receiver:app`."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from timeback.webhooks import DeliveryError, verify

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY=os.urandom(20).hex())


@csrf_exempt
@require_POST
def hook(request: HttpRequest) -> HttpResponse:
    try:
        delivery = verify(request.body, request.headers, os.environ["WEBHOOK_SECRET"])
    except DeliveryError as error:
        return HttpResponse(str(error), status=400)
    print(delivery.id, delivery.type)
    return HttpResponse(status=204)


urlpatterns = [path("hook", hook)]
app = get_asgi_application()
