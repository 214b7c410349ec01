# SPDX-License-Identifier: EUPL-1.2
"""What the files of a study may hold (schema version 1): ``study.yaml`` and ``answers/<expert>.yaml``.

A question asks for quantiles of a quantity, for the probability of an event, or for a label of an ordered
scale. An answer that somebody refused to give is ``missing: true`` with a reason; a question that was not put
to somebody in a round has no entry in that round. The two are never the same.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.elicitation.panel import LARGEST

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Level = Literal["low", "medium", "high"]
LIKELIHOOD = "likelihood"
"""The name that stands in the field ``criterion`` where a question feeds the likelihood of a scenario."""


def _text_of_number(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_TextOfNumber = BeforeValidator(_text_of_number, json_schema_input_type=str | float)
CriterionName = Annotated[str, _TextOfNumber, Field(min_length=1, max_length=60)]
LabelName = Annotated[str, _TextOfNumber, Field(min_length=1, max_length=20)]
Share = Annotated[float, Field(gt=0, lt=1)]
MOST_PROBABILITIES = 25


class Feeds(FileModel):
    """Where in a dossier the pooled answer goes.

    Attributes:
        criterion: an impact criterion of the method, or ``likelihood``.
        variable: the quantity of that criterion; only where the question asks for quantiles of a quantity.
    """

    scenario: Slug
    criterion: CriterionName
    variable: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class _Question(FileModel):
    id: Slug
    title: Text
    text: Text
    theme: Slug | None = None
    feeds: Feeds | None = None
    note: Text | None = None


class QuantileQuestion(_Question):
    """An unknown quantity, asked as quantiles.

    Attributes:
        scale: ``log`` where orders of magnitude count; then every number is above 0.
        lower, upper: ends that the quantity cannot pass by its nature; None where there is none.
        realization: the true value, known to the analyst and not to the experts. It makes this a seed question.
        source: where the realization comes from.
        outcome: the true value of a question that was not a seed, known afterwards; it serves scoring only.
    """

    kind: Literal["quantiles"]
    unit: Text
    scale: Literal["uni", "log"] = "uni"
    lower: float | None = None
    upper: float | None = None
    realization: float | None = None
    source: Text | None = None
    outcome: float | None = None

    @model_validator(mode="after")
    def _coherent(self) -> QuantileQuestion:
        known = [v for v in (self.lower, self.upper, self.realization, self.outcome) if v is not None]
        if any(abs(v) > LARGEST for v in known):
            raise Explained(
                f"een getal is te groot om mee te rekenen; ten hoogste {LARGEST:g} is toegestaan.",
                f"a number is too large to compute with; at most {LARGEST:g} is allowed.",
            )
        if self.lower is not None and self.upper is not None and not self.lower < self.upper:
            raise Explained("lower moet kleiner zijn dan upper.", "lower must be less than upper.")
        if self.scale == "log" and any(v < 1 / LARGEST for v in known):
            raise Explained(
                "op een logaritmische schaal is elk getal groter dan 0.",
                "on a logarithmic scale every number is above 0.",
            )
        if self.realization is not None and self.source is None:
            raise Explained(
                "een realization heeft een bron (source) nodig; anders is zij niet na te gaan.",
                "a realization needs a source; without one it cannot be checked.",
            )
        if self.realization is not None and self.outcome is not None:
            raise Explained(
                "geef realization (ijkvraag) of outcome (later bekend), niet allebei.",
                "give realization (seed question) or outcome (known later), not both.",
            )
        for name, value in (("realization", self.realization), ("outcome", self.outcome)):
            below = value is not None and self.lower is not None and value < self.lower
            if below or (value is not None and self.upper is not None and value > self.upper):
                raise Explained(f"{name} ligt buiten lower en upper.", f"{name} lies outside lower and upper.")
        return self


class ProbabilityQuestion(_Question):
    """The probability of at least one occurrence of an event within ``window_years``.

    Attributes:
        asks: ``quantiles`` when the experts give quantiles of the probability, ``number`` when they give one number.
        scale: of the probability; ``log`` by default, because small probabilities differ by factors.
        outcome: whether the event took place; known afterwards, for scoring.
    """

    kind: Literal["probability"]
    window_years: Annotated[float, Field(gt=0)]
    asks: Literal["quantiles", "number"] = "quantiles"
    scale: Literal["uni", "log"] = "log"
    outcome: bool | None = None


class LabelQuestion(_Question):
    """A label of an ordered scale.

    Attributes:
        labels: from low to high; left out, they are those of the method of the study for what the question feeds.
        outcome: the label that proved right; known afterwards, for scoring.
    """

    kind: Literal["labels"]
    labels: Annotated[tuple[LabelName, ...], Field(min_length=2)] | None = None
    outcome: LabelName | None = None


QUESTION_KINDS: dict[str, type[FileModel]] = {
    "quantiles": QuantileQuestion,
    "probability": ProbabilityQuestion,
    "labels": LabelQuestion,
}
Question = Annotated[QuantileQuestion | ProbabilityQuestion | LabelQuestion, Field(discriminator="kind")]


class Theme(FileModel):
    """A field of knowledge, so that experts can say how much they know of it."""

    id: Slug
    name: Text


class StudyFile(FileModel):
    """``study.yaml``: what is asked, how, and what a reader must know.

    Attributes:
        method: method file whose labels are asked, and against which ``feeds`` is checked.
        dossier: id of the dossier that the study was made for.
        illustrative: experts and answers were made up to show how it works.
        protocol: id of a shipped protocol; with ``own`` the file ``protocol.yaml`` in the folder of the study.
        probabilities: at which quantiles are asked, ascending.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Text
    statement: Text
    date: datetime.date | None = None
    method: Annotated[str, Field(max_length=60)] | None = None
    dossier: Slug | None = None
    illustrative: bool = False
    protocol: Slug = "one-round"
    probabilities: Annotated[tuple[Share, ...], Field(min_length=2, max_length=MOST_PROBABILITIES)] = (0.05, 0.5, 0.95)
    themes: tuple[Theme, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ascending(self) -> StudyFile:
        asked = self.probabilities
        if any(b <= a for a, b in pairwise(asked)) or not asked[0] <= 0.5 <= asked[-1]:
            raise Explained(
                "probabilities moeten oplopen, van ten hoogste 0.5 tot ten minste 0.5.",
                "probabilities must ascend, from at most 0.5 to at least 0.5.",
            )
        return self


class Answer(FileModel):
    """What one expert says to one question in one round.

    Exactly one of these is given: ``values`` (quantiles), ``lowest``/``best``/``highest`` (with ``confidence_pct`` in
    the four-point format), ``probability``, ``label`` (with ``lower`` and ``upper`` when uncertain), ``missing: true``.

    Attributes:
        values: at the probabilities of the study.
        confidence_pct: how sure the expert is that the truth lies between ``lowest`` and ``highest``.
    """

    question: Slug
    round: Annotated[int, Field(ge=1, le=20)] = 1
    values: tuple[float, ...] | None = None
    lowest: float | None = None
    best: float | None = None
    highest: float | None = None
    confidence_pct: Annotated[float, Field(ge=1, le=100)] | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    label: LabelName | None = None
    lower: LabelName | None = None
    upper: LabelName | None = None
    missing: bool = False
    reason: str = ""

    @model_validator(mode="after")
    def _one_answer(self) -> Answer:
        points = [v is not None for v in (self.lowest, self.best, self.highest)]
        given = [
            name
            for name, there in (
                ("values", self.values is not None),
                ("lowest/best/highest", any(points)),
                ("probability", self.probability is not None),
                ("label", self.label is not None),
                ("missing", self.missing),
            )
            if there
        ]
        if len(given) != 1:
            found = ", ".join(given)
            raise Explained(
                "geef precies een van values, lowest/best/highest, probability, label of missing: true "
                f"(gevonden: {found or 'niets'}).",
                "give exactly one of values, lowest/best/highest, probability, label or missing: true "
                f"(found: {found or 'none'}).",
            )
        if any(points) and not all(points):
            raise Explained("lowest, best en highest horen samen.", "lowest, best and highest go together.")
        if self.confidence_pct is not None and not any(points):
            raise Explained(
                "confidence_pct hoort bij lowest, best en highest.",
                "confidence_pct goes with lowest, best and highest.",
            )
        if self.label is None and (self.lower is not None or self.upper is not None):
            raise Explained("lower en upper horen bij een label.", "lower and upper go with a label.")
        if self.missing and not self.reason:
            raise Explained(
                "een antwoord dat ontbreekt heeft een reden (reason) nodig.", "a missing answer needs a reason."
            )
        return self


class ExpertFile(FileModel):
    """``answers/<id>.yaml``: one expert with everything that expert answered.

    Attributes:
        name: name or pseudonym.
        group: organisation or discipline.
        expertise: theme to how much this expert knows of it, in the expert's own opinion.
        weight: used with ``--weights user`` only.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    name: Text
    group: Text | None = None
    expertise: dict[Slug, Level] = {}
    weight: Annotated[float, Field(ge=0, le=1e6)] | None = None
    note: Text | None = None
    answers: tuple[Answer, ...] = ()
