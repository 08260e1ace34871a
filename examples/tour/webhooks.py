"""Being told about events: register an endpoint on this machine, and verify what it gets."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

from timeback import TimebackClient
from timeback.webhooks import Delivery, verify

from .steps import say, step

SECRET = "whsec_dG91ci1zZWNyZXQtb2YtMzItYnl0ZXMtbG9uZy4u"
SENSOR = "https://tour.example/sensors/1"


def tour(timeback: TimebackClient) -> None:
    """Register, narrow, send an event, receive it, deregister."""
    arrived: Queue[Delivery] = Queue()

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            arrived.put(verify(body, dict(self.headers.items()), SECRET))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    hooks = timeback.webhooks
    with step("Webhooks: register an endpoint, for completed activities in one subject"):
        url = f"http://127.0.0.1:{server.server_port}/events"
        hook = hooks.registrations.create(
            {"name": "tour", "target_url": url, "secret": SECRET, "active": True, "sensor": SENSOR}
        )
        condition = {
            "filter_key": "object.subject",
            "filter_value": "Math",
            "filter_type": "string",
            "active": True,
        }
        hooks.filters.create({**condition, "webhook_id": hook.id, "filter_operation": "eq"})
        say(f"{hook.name} watches {hook.sensor}")

    with step("Webhooks: an event is stored, and arrives, signed"):
        timeback.caliper.events.send_activity(
            SENSOR,
            {
                "actor": {"id": "https://tour.example/users/1", "type": "TimebackUser", "email": "ada@tour.example"},
                "object": {
                    "id": "https://tour.example/activities/1", "type": "TimebackActivityContext",
                    "subject": "Math", "app": {"name": "Tour"},
                },
                "metrics": [{"type": "xpEarned", "value": 12}],
            },
        )  # fmt: skip
        delivery = arrived.get(timeout=10)
        say(f"{delivery.type}, action {delivery.data['action']}: the signature is right")

    hooks.registrations.delete(hook.id)
    server.shutdown()
    server.server_close()
