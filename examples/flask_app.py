"""A Flask application: `flask --app flask_app run`."""

from __future__ import annotations

from flask import Flask, abort, request

from timeback import NotFoundError, Where
from timeback.server.flask import Timeback

app = Flask(__name__)
app.config["TIMEBACK"] = {"env": "sandbox"}
timeback = Timeback(app)


@app.get("/students")
def students() -> dict[str, object]:
    name = request.args.get("family_name", "")
    where: Where | None = {"family_name": {"contains": name}} if name else None
    page = timeback.api.oneroster.students.list(limit=20, sort="family_name", where=where)
    return {"total": page.total, "names": [f"{each.family_name}, {each.given_name}" for each in page]}


@app.get("/students/<student_id>")
def student(student_id: str) -> dict[str, object]:
    try:
        found = timeback.api.oneroster.students.get(student_id)
    except NotFoundError:
        abort(404, "no such student")
    return {"id": found.sourced_id, "name": f"{found.given_name} {found.family_name}"}
