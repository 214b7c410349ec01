# SPDX-License-Identifier: EUPL-1.2
"""What ``register.yaml`` may hold (schema version 1): subjects, and the list of entries that only grows.

Every entry has two times: when it was so (``valid_from``), and when it was recorded (``recorded_on``). An entry is
never changed; what turns out wrong gets a later entry that corrects it.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.capability.analysis_file import Year
from weerbaar.capability.register.edtf import Day, When
from weerbaar.dossier import Heading, Mark, Name, Slug, Source, Title

REGISTER_FILE = "register.yaml"

Kind = Literal["advice", "decision", "start", "progress", "completion", "withdrawal", "correction", "evaluation"]
State = Literal["proposed", "decided", "running", "completed", "withdrawn", "unknown"]
STATES: tuple[State, ...] = get_args(State)
"""The life of a decision, in its order; ``unknown`` stands apart."""

IMPLIED: dict[str, State | None] = {
    "advice": "proposed",
    "decision": "decided",
    "start": "running",
    "progress": None,
    "completion": "completed",
    "withdrawal": "withdrawn",
    "evaluation": None,
    "correction": None,
}
"""The state that an entry of each kind brings when it names none; None where it leaves the state as it was."""

ALLOWED: dict[str, tuple[State, ...]] = {
    "advice": ("proposed",),
    "decision": ("decided", "running", "completed", "withdrawn", "unknown"),
    "start": ("running",),
    "progress": ("decided", "running", "unknown"),
    "completion": ("completed",),
    "withdrawal": ("withdrawn",),
    "evaluation": ("decided", "running", "completed", "withdrawn", "unknown"),
    "correction": STATES,
}

_OF_THE_RECORD = frozenset({"id", "subject", "kind", "recorded_on", "corrects", "annuls"})
Label = Annotated[str, Field(max_length=60)]
ClassName = Annotated[str, Field(min_length=1, max_length=20)]


class Mandate(FileModel):
    """Who decided, and where that is laid down."""

    body: Literal["cabinet", "minister", "steering-group", "parliament", "region", "organisation", "unknown"]
    name: Title | None = None
    reference: Name = ""


class Evidence(FileModel):
    """What shows that something was done: a document or another trace, and what it shows."""

    reference: Name
    shows: Text


class EffectAfter(FileModel):
    """Where a scenario stood in the risk diagram before and after, as a later round judged it.

    Attributes:
        round: label of the round that judged it afterwards.
        likelihood_before, likelihood_after, impact_before, impact_after: classes of the method; None where not judged.
    """

    scenario: Slug
    round: Label
    likelihood_before: ClassName | None = None
    likelihood_after: ClassName | None = None
    impact_before: ClassName | None = None
    impact_after: ClassName | None = None

    @model_validator(mode="after")
    def _something(self) -> EffectAfter:
        if self.likelihood_after is None and self.impact_after is None:
            raise Explained(
                "geef likelihood_after of impact_after, of beide.", "give likelihood_after or impact_after, or both."
            )
        return self


class Entry(FileModel):
    """One thing that was found out about one subject.

    Attributes:
        valid_from: when it was so, as precisely as it is known.
        valid_until: last day on which it was so; open when not given.
        recorded_on: day on which it came into the register.
        state: what the subject became; by default what the kind implies.
        deadline: when it must be done; a deadline of 2014 has passed when 2014 has.
        responsible: ministries and others that must do it.
        corrects: id of the earlier entry that this one corrects: the fields given here replace those given there.
        annuls: the entry that is corrected counts for nothing from now on.
    """

    id: Slug
    subject: Slug
    kind: Kind
    valid_from: When | None = None
    valid_until: When | None = None
    recorded_on: Day
    state: State | None = None
    text: Text | None = None
    responsible: tuple[Name, ...] = ()
    mandate: Mandate | None = None
    reason: Text | None = None
    deadline: When | None = None
    evidence: tuple[Evidence, ...] = ()
    budget_eur: Annotated[float, Field(ge=0)] | None = None
    effects: tuple[EffectAfter, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None
    corrects: Slug | None = None
    annuls: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Entry:
        if (self.kind == "correction") != (self.corrects is not None):
            raise Explained(
                "een correctie noemt met corrects wat zij corrigeert, en alleen een correctie doet dat.",
                "a correction names with corrects what it corrects, and only a correction does.",
            )
        if self.annuls and self.corrects is None:
            raise Explained("annuls hoort bij een correctie.", "annuls goes with a correction.")
        if self.kind != "correction" and self.valid_from is None:
            raise Explained(
                "valid_from ontbreekt: wanneer was het zo? Desnoods alleen het jaar.",
                "valid_from is missing: when was it so? If need be the year only.",
            )
        if self.state is not None and self.state not in ALLOWED[self.kind]:
            allowed = ", ".join(ALLOWED[self.kind])
            raise Explained(
                f"de stand {self.state} past niet bij {self.kind}; toegestaan is: {allowed}.",
                f"the state {self.state} does not go with {self.kind}; allowed: {allowed}.",
            )
        return self

    @property
    def new_state(self) -> State | None:
        """What the subject became; None where the entry leaves its state as it was."""
        return self.state or IMPLIED[self.kind]

    def corrected_by(self, correction: Entry) -> Entry:
        """Return this entry with the fields that a correction gives."""
        given = correction.model_fields_set - _OF_THE_RECORD
        return self.model_copy(update={name: getattr(correction, name) for name in given})


class Subject(FileModel):
    """A decision or capability that was worked on.

    Attributes:
        label: a shorter name, for figures and narrow tables.
        round: label of the round it came from; ``year`` is the year of that round.
        generic: broadly usable (True), for certain scenarios only (False), or not divided so (None).
    """

    id: Slug
    title: Title
    label: Title | None = None
    heading: Slug
    round: Label
    year: Year
    scenarios: tuple[Slug, ...] = ()
    capability: Slug | None = None
    generic: bool | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @property
    def short(self) -> Text:
        """The shortest name there is."""
        return self.label or self.title


class RegisterFile(FileModel):
    """``register.yaml``.

    Attributes:
        data: ``illustrative`` when the entries are made up to show how it works.
        reconstructed_until: entries recorded up to this day were put together afterwards from publications; their
            ``recorded_on`` is the day on which the source was public at the latest, not the day somebody wrote it down.
        sources: id to source; entries and subjects name them.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    organisation: Title | None = None
    language: Literal["nl", "en"] = "nl"
    statement: Text
    data: Literal["recorded", "illustrative"]
    reconstructed_until: Day | None = None
    headings: tuple[Heading, ...] = ()
    sources: dict[str, Source] = {}
    subjects: tuple[Subject, ...] = ()
    entries: tuple[Entry, ...] = ()
