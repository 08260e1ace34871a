"""Stimuli: texts and pictures that items refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.qti import Stimulus, StimulusInput, StimulusXmlInput, bodies
from .collection import AsyncQtiCollection

__all__ = ["AsyncStimuli"]


class AsyncStimuli(
    AsyncQtiCollection[Stimulus],
    path="{base}/stimuli",
    reads=Stimulus,
    creates=StimulusInput,
    updates=StimulusInput,
):
    """Stimuli: texts and pictures that items refer to."""

    async def get(self, stimulus_id: str) -> Stimulus:
        """Fetch one stimulus: `GET {base}/stimuli/{stimulusId}`."""
        return await super().get(stimulus_id)

    async def delete(self, stimulus_id: str) -> None:
        """Delete a stimulus: `DELETE {base}/stimuli/{stimulusId}`."""
        await super().delete(stimulus_id)

    async def create(
        self,
        data: StimulusInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StimulusFields],
    ) -> Stimulus:
        """Create a stimulus under the identifier in `data`.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            ConflictError: The identifier is taken.
            APIConnectionError: No answer came. The library then looks for the stimulus, and the error's message
                and `is_there` say whether it exists.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/stimuli`; after a loss `GET {base}/stimuli/{stimulusId}`.
        """
        return await self._create(given(data, fields))

    async def upsert(
        self,
        id: str,
        data: StimulusInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StimulusFields],
    ) -> Stimulus:
        """Replace a stimulus, or create it under this identifier.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/stimuli/{stimulusId}`, and after a 404 `POST {base}/stimuli`.
        """
        return await self._upsert(id, given(data, fields))

    async def create_from_xml(
        self, xml: str | StimulusXmlInput | Mapping[str, Any], *, metadata: Mapping[str, Any] | None = None
    ) -> Stimulus:
        """Create a stimulus from a `qti-assessment-stimulus` document.

        Raises:
            BadRequestError: The document does not match the schema.
            ConflictError: The identifier is taken.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/stimuli`.
        """
        if isinstance(xml, str):
            xml = {"xml": xml} if metadata is None else {"xml": xml, "metadata": dict(metadata)}
        document = xml if isinstance(xml, StimulusXmlInput) else {"format": "xml", **xml}
        return await self._created(Stimulus, to_wire(document, StimulusXmlInput))

    async def update(
        self,
        id: str,
        data: StimulusInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StimulusFields],
    ) -> Stimulus:
        """Replace a stimulus; fields that you leave out are cleared.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/stimuli/{stimulusId}`.
        """
        return await self._replace(id, given(data, fields))
