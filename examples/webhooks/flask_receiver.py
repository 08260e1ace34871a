"""Receiving webhooks with Flask: `flask --app flask_receiver run`."""

from __future__ import annotations

import os

from flask import Flask, abort, request

from timeback.webhooks import DeliveryError, verify

app = Flask(__name__)


@app.post("/hook")
def hook() -> tuple[str, int]:
    try:
        delivery = verify(request.get_data(), request.headers, os.environ["WEBHOOK_SECRET"])
    except DeliveryError as error:
        abort(400, str(error))
    print(delivery.id, delivery.type)
    return "", 204
