# SPDX-License-Identifier: EUPL-1.2
"""The kinds of incident that an alert may be about: their names, and what CAP calls them."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal, get_args

from pydantic import Field

from weerbaar.alerting.compose.shipped import shipped
from weerbaar.base import Explained, FileModel, Text

Kind = Literal[
    "fire-smoke",
    "hazardous-substance",
    "ict-failure",
    "emergency-number-failure",
    "nuclear",
    "riots",
    "flood",
    "evacuation",
    "extreme-weather",
    "drinking-water",
    "power-failure",
    "explosive",
    "missing-or-wanted",
    "all-clear",
    "test",
    "exercise",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class KindName(FileModel):
    """A kind of incident.

    Attributes:
        name: as people say it.
        short: what fits on a departure board, at most 30 characters.
        category: value of CAP's ``category``.
        response: value of CAP's ``responseType``.
    """

    name: Text
    short: Text
    category: Literal["Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Infra", "CBRNE", "Other"]
    response: Literal["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "AllClear", "None"]


class _KindsFile(FileModel):
    version: Literal[1]
    kinds: Annotated[dict[Kind, KindName], Field(min_length=1)]

    def model_post_init(self, context: object, /) -> None:
        missing = [kind for kind in KINDS if kind not in self.kinds]
        if missing:
            raise Explained(f"deze soorten ontbreken: {', '.join(missing)}.", f"kinds missing: {', '.join(missing)}.")


@lru_cache(maxsize=1)
def _kinds() -> dict[Kind, KindName]:
    return shipped(_KindsFile, "kinds.yaml").kinds


def kind_name(kind: Kind) -> KindName:
    """Return what there is to say of ``kind`` in general."""
    return _kinds()[kind]
