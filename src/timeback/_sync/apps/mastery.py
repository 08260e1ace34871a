# Generated from src/timeback/_async/apps/mastery.py by setup_unasync.py; do not edit.
"""The mark that a student has mastered a course."""

from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime

from ..._apps.activities import Completion, completion_line_item, completion_result
from ..._apps.errors import words_of
from ...errors import ConflictError, TimebackError
from .services import AppServices

__all__ = ["mark_mastered"]

logger = logging.getLogger("timeback.apps")


def mark_mastered(services: AppServices, completion: Completion) -> str | None:
    """Write that a course is mastered.

    Returns:
        The error that stood in the way; None if it is written.
    """
    gradebook = services.oneroster
    item = completion_line_item(completion)
    try:
        if not gradebook.assessment_line_items.exists(item["sourcedId"]):
            with contextlib.suppress(ConflictError):  # another call was quicker
                gradebook.assessment_line_items.create(item)
        result = completion_result(completion, datetime.now(UTC))
        gradebook.assessment_results.update(result["sourcedId"], result)
    except TimebackError as error:
        logger.warning("a course's completion could not be written: %s", words_of(error))
        return str(error)
    return None
