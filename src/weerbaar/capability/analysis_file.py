# SPDX-License-Identifier: EUPL-1.2
"""``analysis.yaml``: what a capability analysis is about, which round it builds on, and for which years."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.dossier import Heading, Slug, Title

ANALYSIS_FILE = "analysis.yaml"
MOST_YEARS = 30

Year = Annotated[int, Field(ge=1900, le=2200)]


class AnalysisFile(FileModel):
    """The header of a capability analysis.

    Attributes:
        dossier: name of the round it builds on: a folder beside this one, or a shipped example; a name and never a
            path, so that an analysis cannot point outside.
        statement: what a reader must know about these data before reading any result.
        data: ``illustrative`` when the numbers are made up to show how it works.
        first_year, last_year: the years that costs and effects are counted over, both included.
        price_level: year of the prices.
        discount_rate: per year, for present values; 0 counts every year alike.
        profile: weight profile of the round to weigh with; that of the round when not given.
        headings: under which the advice is given, in this order.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    dossier: Slug
    organisation: Title | None = None
    language: Literal["nl", "en"] = "nl"
    statement: Text
    data: Literal["judgements", "illustrative"]
    first_year: Year
    last_year: Year
    price_level: Year | None = None
    discount_rate: Annotated[float, Field(ge=0, le=0.2)] = 0.0
    profile: Slug | None = None
    headings: tuple[Heading, ...] = ()

    @model_validator(mode="after")
    def _years_in_order(self) -> AnalysisFile:
        if not self.first_year <= self.last_year < self.first_year + MOST_YEARS:
            raise Explained(
                f"last_year ligt niet voor first_year en hooguit {MOST_YEARS - 1} jaar erna.",
                f"last_year lies not before first_year and at most {MOST_YEARS - 1} years after it.",
            )
        return self
