# Generated from src/timeback/_async/qti/client.py by setup_unasync.py; do not edit.
"""The QTI client: one attribute per resource."""

from __future__ import annotations

from typing import Unpack

import msgspec

from ..service import ServiceArguments, ServiceClient
from .assessment_tests import AssessmentTests
from .feedback import StudentFeedback
from .items import AssessmentItems
from .stimuli import Stimuli
from .validation import Validation

__all__ = ["QtiClient"]


class QtiClient(ServiceClient, service="qti"):
    """QTI 3.0: assessment items, tests, stimuli, validation, scoring.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    def __init__(self, *, allow_shared_qti: bool = False, **arguments: Unpack[ServiceArguments]) -> None:
        """Make a client; nothing is sent until the first call.

        Args:
            allow_shared_qti: Write with `env="staging"` without a warning: BEYOND_AI has one QTI host for
                staging and production.
            **arguments: As the other clients take them: `env platform base_url auth_url client_id
                client_secret scope paths auth timeout headers max_retries retry hooks transport http_client
                allow_insecure_http`.

        Raises:
            ConfigurationError: A setting is missing, or two settings contradict each other.
        """
        super().__init__(**arguments)
        options = msgspec.structs.replace(self._channel.options, allow_shared_host=allow_shared_qti)
        self._channel = msgspec.structs.replace(self._channel, options=options)

    @property
    def assessment_items(self) -> AssessmentItems:
        """Items: questions, and the scoring of responses to them."""
        return AssessmentItems(self._channel)

    @property
    def assessment_tests(self) -> AssessmentTests:
        """Tests, their parts and sections."""
        return AssessmentTests(self._channel)

    @property
    def stimuli(self) -> Stimuli:
        """Texts and pictures that items refer to."""
        return Stimuli(self._channel)

    @property
    def validation(self) -> Validation:
        """Checks of XML."""
        return Validation(self._channel)

    @property
    def feedback(self) -> StudentFeedback:
        """Students' feedback on lessons and questions."""
        return StudentFeedback(self._channel)
