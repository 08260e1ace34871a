"""Caliper: a lesson told in events, the job that stores them, and a week of a class."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from timeback import BadRequestError, InvalidInputError, TimebackClient
from timeback.caliper import create_activity_event, create_time_spent_event, read_event, write
from timeback.models.caliper import (
    TimebackActivityContext,
    TimebackApp,
    TimebackSubject,
    TimebackUser,
    TimeSpentInput,
    TimeSpentMetric,
    TimeSpentMetricType,
)

from .steps import say, step

SENSOR = "https://fractions.example/sensor"
LEARNER = TimebackUser(id="https://fractions.example/users/ada", email="ada@example.org")
LESSON = TimebackActivityContext(
    id="https://fractions.example/lessons/halves",
    subject=TimebackSubject.MATH,
    app=TimebackApp(name="Fractions"),
)


def tour(timeback: TimebackClient) -> None:
    """Events are made, sent, stored, listed and read back."""
    client = timeback.caliper
    metrics = [{"type": "xpEarned", "value": 12.5}, {"type": "totalQuestions", "value": 10}]
    with step("Caliper sends: a completed activity, and the time that it took"):
        activity = create_activity_event(
            {"actor": LEARNER, "object": LESSON, "metrics": metrics, "attempt": 1}
        )
        minutes = TimeSpentMetric(type=TimeSpentMetricType.ACTIVE, value=754)
        spent = create_time_spent_event(TimeSpentInput(actor=LEARNER, object=LESSON, metrics=[minutes]))
        sent = client.events.send(SENSOR, [activity, spent])
        say(f"job {sent.job_id}: {sent.message}")

    with step("It waits for the job that stores them"):
        job = client.jobs.wait_for_completion(str(sent.job_id), timeout=10, poll_interval=0.05)
        for result in job.return_value.results if job.return_value else []:
            say(f"{job.state}: event number {result.allocated_id}")

    with step("It refuses before sending, and the server says what it will not take"):
        try:
            client.events.send_activity(
                SENSOR, {"actor": LEARNER, "object": LESSON, "metrics": [{"type": "xpEarned"}]}
            )
        except InvalidInputError as error:
            say(error)
        wrong: dict[str, Any] = {**write(activity), "action": "Finished"}
        try:
            client.events.validate({"sensor": SENSOR, "send_time": datetime.now(UTC), "data": [wrong]})
        except BadRequestError as error:
            say(error.status, error.body["errors"])

    with step("It loses nothing: an event of a kind that came later is kept whole"):
        unknown = read_event(b'{"id": "urn:uuid:1", "type": "HologramEvent", "beam": {"color": "green"}}')
        say(type(unknown).__name__, "->", write(unknown))

    with step("It streams: the school week before the break"):
        kinds = Counter(event.type for event in client.events.stream(limit=200, end_date="2026-01-01"))
        for kind, count in kinds.most_common():
            say(f"{count:4} {kind}")
