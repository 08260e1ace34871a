"""The QTI client: one attribute per resource."""

from __future__ import annotations

from typing import Unpack

import msgspec

from ..service import AsyncServiceArguments, AsyncServiceClient
from .assessment_tests import AsyncAssessmentTests
from .feedback import AsyncStudentFeedback
from .items import AsyncAssessmentItems
from .stimuli import AsyncStimuli
from .validation import AsyncValidation

__all__ = ["AsyncQtiClient"]


class AsyncQtiClient(AsyncServiceClient, service="qti"):
    """QTI 3.0: assessment items, tests, stimuli, validation, scoring.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    def __init__(self, *, allow_shared_qti: bool = False, **arguments: Unpack[AsyncServiceArguments]) -> None:
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
    def assessment_items(self) -> AsyncAssessmentItems:
        """Items: questions, and the scoring of responses to them."""
        return AsyncAssessmentItems(self._channel)

    @property
    def assessment_tests(self) -> AsyncAssessmentTests:
        """Tests, their parts and sections."""
        return AsyncAssessmentTests(self._channel)

    @property
    def stimuli(self) -> AsyncStimuli:
        """Texts and pictures that items refer to."""
        return AsyncStimuli(self._channel)

    @property
    def validation(self) -> AsyncValidation:
        """Checks of XML."""
        return AsyncValidation(self._channel)

    @property
    def feedback(self) -> AsyncStudentFeedback:
        """Students' feedback on lessons and questions."""
        return AsyncStudentFeedback(self._channel)
