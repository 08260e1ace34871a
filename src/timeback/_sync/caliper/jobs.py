# Generated from src/timeback/_async/caliper/jobs.py by setup_unasync.py; do not edit.
"""The jobs that store events."""

from __future__ import annotations

from typing import Any

from ...caliper.jobs import failure_of, job_of
from ...errors import APITimeoutError, InvalidInputError, JobFailedError, JobTimeoutError
from ...models.caliper import JobState, JobStatus
from ..resource import APIResource
from .sending import require

__all__ = ["Jobs"]


class Jobs(APIResource):
    """The jobs that store events."""

    def get_status(self, job_id: str) -> JobStatus:
        """Fetch a job's state.

        Args:
            job_id: The `job_id` that sending events gave.

        Raises:
            NotFoundError: There is no such job.
            UnsupportedOperationError: LEARNWITH_AI has no such call.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET /jobs/{jobId}/status`.
        """
        require(self._channel, "jobs", "jobs.get_status")
        return job_of(self._status(job_id))

    def wait_for_completion(
        self, job_id: str, *, timeout: float = 30.0, poll_interval: float = 1.0
    ) -> JobStatus:
        """Poll a job's state until it is completed.

        Args:
            job_id: The `job_id` that sending events gave.
            timeout: Seconds for the whole wait, requests included.
            poll_interval: Seconds between one answer and the next request.

        Returns:
            The completed job; its `return_value` lists what was stored.

        Raises:
            JobFailedError: The job failed; the error says why, where the server does.
            JobTimeoutError: It was not done in time; it may still be running.
            NotFoundError: There is no such job.
            UnsupportedOperationError: LEARNWITH_AI has no such call.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET /jobs/{jobId}/status`.
        """
        require(self._channel, "jobs", "jobs.wait_for_completion")
        for name, value in (("timeout", timeout), ("poll_interval", poll_interval)):
            if not 0 < value < float("inf"):
                raise InvalidInputError.of(name, "must be a number of seconds above 0")
        clock = self._channel.transport.clock
        deadline = clock.now() + timeout
        state: str | None = None
        while (left := deadline - clock.now()) > 0:
            try:
                found = Jobs(self._channel.bounded(left))._status(job_id)
            except APITimeoutError as error:
                if clock.now() < deadline:
                    raise
                raise JobTimeoutError(job_id, timeout, state) from error
            job = job_of(found)
            if job.state is JobState.COMPLETED:
                return job
            if job.state is JobState.FAILED:
                raise JobFailedError(job_id, failure_of(found))
            state = str(job.state)
            clock.sleep(max(0.0, min(poll_interval, deadline - clock.now())))
        raise JobTimeoutError(job_id, timeout, state)

    def _status(self, job_id: str) -> dict[str, Any]:
        return self._one("GET", "{jobs}/{job_id}/status", dict[str, Any], job_id=job_id)
