# SPDX-License-Identifier: EUPL-1.2
"""A text in Dutch and English, the pair that everything a user reads is written in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Lang = Literal["nl", "en"]


class Text(BaseModel):
    """One text in two languages, without blanks around it; an empty English text falls back on the Dutch one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)

    nl: str
    en: str = ""

    def in_(self, lang: Lang) -> str:
        """Return the text in ``lang``; Dutch where no English text was given."""
        return self.en if lang == "en" and self.en else self.nl

    def __str__(self) -> str:
        return self.nl
