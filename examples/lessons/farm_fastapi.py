"""Lessons in a page, served by FastAPI: `uvicorn farm_fastapi:app`."""

from __future__ import annotations

from farm import IDENTITY, PAGE, TIMEBACK
from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from timeback.server.fastapi import install, routes

app = FastAPI()
install(app, TIMEBACK)
app.include_router(routes(IDENTITY, timezone="America/Chicago"), prefix="/api/timeback")
app.mount("/page", StaticFiles(directory=PAGE))


@app.get("/")
async def index() -> FileResponse:
    return FileResponse(PAGE / "index.html")
