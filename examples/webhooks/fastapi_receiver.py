"""Receiving webhooks with FastAPI: `uvicorn fastapi_receiver:app`."""

from __future__ import annotations

import os

from fastapi import FastAPI, HTTPException, Request

from timeback.webhooks import DeliveryError, verify

app = FastAPI()


@app.post("/hook", status_code=204)
async def hook(request: Request) -> None:
    try:
        delivery = verify(await request.body(), request.headers, os.environ["WEBHOOK_SECRET"])
    except DeliveryError as error:
        raise HTTPException(400, str(error)) from None
    print(delivery.id, delivery.type)
