"""A FastAPI application: `uvicorn fastapi_app:app`."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException

from timeback import NotFoundError, Where
from timeback.server import TimebackConfig
from timeback.server.fastapi import Timeback, install

app = FastAPI()
install(app, TimebackConfig(env="sandbox"))


@app.get("/students")
async def students(timeback: Timeback, family_name: str = "") -> dict[str, object]:
    where: Where | None = {"family_name": {"contains": family_name}} if family_name else None
    page = await timeback.oneroster.students.list(limit=20, sort="family_name", where=where)
    return {"total": page.total, "names": [f"{each.family_name}, {each.given_name}" for each in page]}


@app.get("/students/{student_id}")
async def student(timeback: Timeback, student_id: str) -> dict[str, object]:
    try:
        found = await timeback.oneroster.students.get(student_id)
    except NotFoundError:
        raise HTTPException(404, "no such student") from None
    return {"id": found.sourced_id, "name": f"{found.given_name} {found.family_name}"}
