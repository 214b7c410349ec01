# SPDX-License-Identifier: EUPL-1.2
"""One assessment round as data (schema version 1): what the files of a dossier folder may hold."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from weerbaar.base import Distribution, Explained, FileModel, Text, as_distribution

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Mark = Literal[
    "found", "derived", "recalled-high", "recalled-med", "recalled-low", "not-found", "assumed", "illustrative"
]
LIKELIHOOD = "likelihood"
"""The name that stands in the field ``criterion`` for a judgement of likelihood."""


def _at_most(longest: int) -> AfterValidator:
    def check(text: Text) -> Text:
        if max(len(text.nl), len(text.en)) > longest:
            raise Explained(f"te lang; ten hoogste {longest} tekens.", f"too long; at most {longest} characters.")
        return text

    return AfterValidator(check)


def _not_reserved(name: str) -> str:
    if name in _RESERVED:
        raise Explained(
            "dit kan geen bestandsnaam zijn op Windows; kies een andere id.",
            "this cannot be the name of a file on Windows; choose another id.",
        )
    return name


_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
FileSlug = Annotated[Slug, AfterValidator(_not_reserved)]
"""An id that is also the name of a file."""
Title = Annotated[Text, _at_most(300)]
Label = Annotated[str, Field(max_length=60)]
Name = Annotated[str, Field(max_length=300)]


def _text_of_number(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_TextOfNumber = BeforeValidator(_text_of_number, json_schema_input_type=str | float)
CriterionName = Annotated[str, _TextOfNumber, Field(min_length=1, max_length=60)]
LabelName = Annotated[str, _TextOfNumber, Field(min_length=1, max_length=20)]
Quantity = Annotated[Distribution, BeforeValidator(as_distribution, json_schema_input_type=float | Distribution)]


class WeightSet(FileModel):
    """A weight profile of the round's own, beside those of the method file."""

    id: Slug
    name: Title
    weights: dict[CriterionName, Annotated[float, Field(ge=0)]]
    mark: Mark
    source: tuple[str, ...] = ()
    note: Text | None = None


class Round(FileModel):
    """``dossier.yaml``: the round itself.

    Attributes:
        scores: ``published`` when only labels were published, ``judgements`` when experts' judgements are in
            the dossier, ``illustrative`` when those judgements are made up to show how it works.
        earlier: names of earlier dossiers (folders beside this one, or shipped examples) for arrows in the
            diagram; a name and never a path, so that a dossier cannot point outside.
        statement: what a reader must know about these data before reading any result.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    label: Label
    year: Annotated[int, Field(ge=1900, le=2200)]
    published_on: datetime.date | None = None
    organisation: Title
    method: Label
    language: Literal["nl", "en"] = "nl"
    scores: Literal["published", "judgements", "illustrative"]
    statement: Text
    introduction: Text | None = None
    earlier: tuple[Slug, ...] = ()
    weight_profile: str | None = None
    weight_profiles: tuple[WeightSet, ...] = ()


class Link(FileModel):
    """This scenario can set off another one.

    Attributes:
        probability: that the other one follows, given this one; None where nobody has said.
    """

    scenario: Slug
    probability: Quantity | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


_SECTION_BREAK = re.compile(r"^#{1,2}(\s|$)", re.MULTILINE)
FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no file of a dossier can hold: those that YAML does not allow."""


class Storyline(FileModel):
    """The fixed sections of a scenario; each is Markdown text, empty where nothing was written.

    Headings inside a section are of the third level or lower, because the second level divides the sections.
    """

    justification: Text = Text(nl="")
    causes: Text = Text(nl="")
    trigger: Text = Text(nl="")
    incident: Text = Text(nl="")
    context: Text = Text(nl="")
    consequences: Text = Text(nl="")
    response: Text = Text(nl="")
    vital_infrastructure: Text = Text(nl="")

    @field_validator("*")
    @classmethod
    def _one_section(cls, text: Text) -> Text:
        clean = Text(nl=_section_text(text.nl), en=_section_text(text.en))
        for part in (clean.nl, clean.en):
            if _SECTION_BREAK.search(part):
                raise Explained(
                    "een kop binnen een onderdeel begint met ### of meer.",
                    "a heading inside a section starts with ### or more.",
                )
            if FORBIDDEN.search(part):
                raise Explained("bevat een verboden stuurteken.", "holds a forbidden control character.")
        return clean


def _section_text(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n").strip()


class Scenario(FileModel):
    """``scenarios/<id>.md``: a thought experiment, never a prediction.

    Attributes:
        round: label of the round in which the scenario was first assessed, when it is not this one.
        vital: vital processes touched.
    """

    id: FileSlug
    title: Title
    theme: Title | None = None
    kind: Literal["hazard", "threat"]
    kind_mark: Mark = "found"
    status: Literal["active", "retired", "draft", "rejected"] = "active"
    round: Label | None = None
    time_horizon_years: Annotated[float, Field(gt=0)] | None = None
    vital: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None
    storyline: Storyline = Storyline()


class Judgement(FileModel):
    """What one expert or group says of one criterion, or of the likelihood, of one scenario.

    Exactly one of these is given: ``label`` (with ``lower`` and ``upper`` when uncertain), ``quantities``,
    ``probability``, or ``missing: true``. Not relevant (``label: X``), missing and zero are three things.

    Attributes:
        half: ``unknown`` when the label is known to the whole class only.
        sub_class: part of a likelihood class.
        vulnerability: of the target of a threat; ``label`` is then the class of the threat itself.
        quantities: variable of the method file to number or distribution.
        probability: of at least one occurrence in ``window_years``.
    """

    scenario: Slug
    criterion: CriterionName
    label: LabelName | None = None
    lower: LabelName | None = None
    upper: LabelName | None = None
    half: Literal["unknown"] | None = None
    sub_class: Literal["low", "mid", "high"] | None = None
    vulnerability: Literal["low", "medium", "high"] | None = None
    quantities: Annotated[dict[str, Quantity], Field(min_length=1)] | None = None
    probability: Quantity | None = None
    window_years: Annotated[float, Field(gt=0)] | None = None
    missing: bool = False
    reason: str = ""
    confidence: Literal["low", "medium", "high"] | None = None
    evidence: Literal["statistics", "cases", "model", "network", "expert", "intelligence", "published"] | None = None
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_answer(self) -> Judgement:
        given = [
            name
            for name, there in (
                ("label", self.label is not None),
                ("quantities", self.quantities is not None),
                ("probability", self.probability is not None),
                ("missing", self.missing),
            )
            if there
        ]
        if len(given) != 1:
            found = ", ".join(given)
            raise Explained(
                f"geef precies een van label, quantities, probability of missing: true (gevonden: {found or 'niets'}).",
                f"give exactly one of label, quantities, probability or missing: true (found: {found or 'none'}).",
            )
        if self.label is None and (self.lower or self.upper or self.half or self.sub_class or self.vulnerability):
            raise Explained(
                "lower, upper, half, sub_class en vulnerability horen bij een label.",
                "lower, upper, half, sub_class and vulnerability go with a label.",
            )
        if (self.probability is not None) != (self.window_years is not None):
            raise Explained(
                "een kans (probability) en haar periode (window_years) horen samen.",
                "a probability and its window_years go together.",
            )
        if self.sub_class and self.vulnerability:
            raise Explained(
                "sub_class en vulnerability gaan niet samen: de kwetsbaarheid verschuift de hele klasse.",
                "sub_class and vulnerability do not go together: the vulnerability moves the whole class.",
            )
        likelihood_only = self.probability is not None or self.sub_class or self.vulnerability
        if likelihood_only and self.criterion != LIKELIHOOD:
            raise Explained(
                "probability, sub_class en vulnerability horen bij criterion: likelihood.",
                "probability, sub_class and vulnerability belong to criterion: likelihood.",
            )
        return self


class JudgementSet(FileModel):
    """``judgements/<name>.yaml``: the judgements of one expert or group.

    Attributes:
        weight: how heavily this expert counts in the pool; equal by default.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: FileSlug
    name: Title
    kind: Literal["expert", "group", "publication"]
    date: datetime.date | None = None
    weight: Annotated[float, Field(ge=1e-6, le=1e6)] = 1.0
    note: Text | None = None
    judgements: tuple[Judgement, ...] = ()


class Published(FileModel):
    """A result as it was published, word for word, beside how it is read.

    Attributes:
        round: label and year of the round that published it.
        impact, likelihood: the published words; empty where none were published.
        impact_classes, likelihood_classes: our reading, from lowest to highest class.
        line: the whole published line, when there was one.
    """

    scenario: Slug
    round: Label
    year: int
    impact: str = ""
    likelihood: str = ""
    impact_classes: tuple[LabelName, ...] = ()
    likelihood_classes: tuple[LabelName, ...] = ()
    line: str = ""
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Heading(FileModel):
    """A heading under which decisions or initiatives are listed, with its letter."""

    id: Slug
    letter: Annotated[str, Field(max_length=3)] = ""
    title: Title
    introduction: Text | None = None


class Decision(FileModel):
    """A decision to strengthen a capability.

    Attributes:
        text: the decision; ``verbatim`` holds the published words where it is not the same.
        scenarios: scenarios it follows from; ``link`` says whether the source states that.
    """

    id: Slug
    heading: Slug
    text: Text
    verbatim: str = ""
    scenarios: tuple[Slug, ...] = ()
    link: Literal["stated", "inferred", "none"] = "none"
    capability: Slug | None = None
    responsible: Name = ""
    due: datetime.date | None = None
    state: Literal["decided", "running", "completed", "withdrawn", "unknown"] = "decided"
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Initiative(FileModel):
    """A policy initiative beside the decisions on capabilities."""

    id: Slug
    heading: Slug
    title: Title
    text: Text
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class Capability(FileModel):
    """Something people, material, knowledge, skills and procedures together make possible."""

    id: Slug
    name: Title
    generic: bool | None = None
    scenarios: tuple[Slug, ...] = ()
    state: Literal["sufficient", "to strengthen", "to develop", "unknown"] = "unknown"
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class AlertUse(FileModel):
    """One use of NL-Alert. Fields that the source does not give stay empty."""

    id: Slug
    on: datetime.date | None = None
    region: Name = ""
    place: Name = ""
    cause: Text | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class AlertRegister(FileModel):
    """``nl-alert.yaml``: what was published about the use of NL-Alert.

    ``count`` and ``regions`` are the published totals; ``uses`` lists the ones that are known one by one.
    """

    schema_version: Literal[1] = Field(alias="schema")
    start: datetime.date
    end: datetime.date
    count: Annotated[int, Field(ge=0)]
    regions: Annotated[int, Field(ge=0)]
    statement: Text
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None
    uses: tuple[AlertUse, ...] = ()


class Source(FileModel):
    """Where facts come from."""

    title: str
    author: str = ""
    year: int | None = None
    reference: str = ""


class PublishedFile(FileModel):
    """``published.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    results: tuple[Published, ...] = ()


class DecisionFile(FileModel):
    """``decisions.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    headings: tuple[Heading, ...] = ()
    decisions: tuple[Decision, ...] = ()


class InitiativeFile(FileModel):
    """``initiatives.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    headings: tuple[Heading, ...] = ()
    initiatives: tuple[Initiative, ...] = ()


class CapabilityFile(FileModel):
    """``capabilities.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    capabilities: tuple[Capability, ...] = ()


class SourceFile(FileModel):
    """``sources.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    sources: dict[str, Source] = {}


class Dossier(FileModel):
    """A whole round, checked and complete.

    Scenarios and judgement sets stand in the order of their ids, the order of their files in the folder.

    Attributes:
        content_hash: sha256 over the files it was read from.
    """

    round: Round
    scenarios: tuple[Scenario, ...] = ()
    judgements: tuple[JudgementSet, ...] = ()
    published: tuple[Published, ...] = ()
    decision_headings: tuple[Heading, ...] = ()
    decisions: tuple[Decision, ...] = ()
    initiative_headings: tuple[Heading, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    alerts: AlertRegister | None = None
    sources: dict[str, Source] = {}
    content_hash: str = ""

    @field_validator("judgements")
    @classmethod
    def _sets_in_order(cls, sets: tuple[JudgementSet, ...]) -> tuple[JudgementSet, ...]:
        return tuple(sorted(sets, key=lambda s: s.id))

    @model_validator(mode="after")
    def _scenarios_in_order(self) -> Dossier:
        """Put the scenarios in the order in which they were published, the others behind them by id."""
        place: dict[str, int] = {}
        for result in self.published:
            place.setdefault(result.scenario, len(place))
        ordered = sorted(self.scenarios, key=lambda s: (place.get(s.id, len(place)), s.id))
        object.__setattr__(self, "scenarios", tuple(ordered))
        return self

    def scenario(self, scenario_id: str) -> Scenario:
        """Return the scenario with this id.

        Raises:
            KeyError: there is none.
        """
        for scenario in self.scenarios:
            if scenario.id == scenario_id:
                return scenario
        raise KeyError(scenario_id)
