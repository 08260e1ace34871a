"""What the bodies of MasteryTrack's calls are made of."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

__all__ = ["Email", "GradeRank", "Number", "Text"]

Email: TypeAlias = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$")]
Text: TypeAlias = Annotated[str, Meta(pattern=r"\S")]
# 0 is kindergarten.
GradeRank: TypeAlias = Annotated[int, Meta(ge=0, le=12)]
Number: TypeAlias = Annotated[int, Meta(ge=1)]
