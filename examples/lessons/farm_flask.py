"""Lessons in a page, served by Flask: `flask --app farm_flask run`."""

from __future__ import annotations

from farm import IDENTITY, PAGE, TIMEBACK
from flask import Flask, Response

from timeback.server.flask import Timeback

app = Flask(__name__, static_folder=PAGE, static_url_path="/page")
timeback = Timeback(app, TIMEBACK)
app.register_blueprint(timeback.routes(IDENTITY, timezone="America/Chicago"), url_prefix="/api/timeback")


@app.get("/")
def index() -> Response:
    return app.send_static_file("index.html")
