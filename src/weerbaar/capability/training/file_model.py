# SPDX-License-Identifier: EUPL-1.2
"""What ``training.yaml`` may hold: campaigns and courses, what was measured before and after, and certificates.

Certificates are counts per function. There is no field for a person, so that no file of this kind names one.
"""

from __future__ import annotations

import datetime
import math
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.capability.needs import Holder
from weerbaar.dossier import Mark, Slug, Title

TRAINING_FILE = "training.yaml"

Count = Annotated[int, Field(ge=0, le=100_000_000)]
_ROUNDING = 0.01
"""Part of the scale by which rounded means may differ."""

Positive = Annotated[int, Field(ge=1, le=100_000_000)]
Score = Annotated[float, Field(ge=-1e6, le=1e6)]
Deviation = Annotated[float, Field(ge=0, le=1e6)]


class Sample(FileModel):
    """What was found among one group of people at one moment: a share or a mean score.

    Attributes:
        n: people asked or observed.
        successes: of them, who gave the answer or showed the behaviour; for a share.
        mean, sd: of the scores and their standard deviation (divisor n - 1); for a score.
        on: the day, or the first of the days.
    """

    n: Positive
    successes: Count | None = None
    mean: Score | None = None
    sd: Deviation | None = None
    on: datetime.date | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Sample:
        if self.successes is not None and self.successes > self.n:
            raise Explained("successes is groter dan n.", "successes is larger than n.")
        scored = self.mean is not None and self.sd is not None
        if (self.successes is None) == (not scored) or (self.mean is None) != (self.sd is None):
            raise Explained(
                "geef n met successes (een aandeel), of n met mean en sd (een score).",
                "give n with successes (a share), or n with mean and sd (a score).",
            )
        if scored and self.n < 2:
            raise Explained("een score vraagt n van 2 of meer.", "a score asks for n of 2 or more.")
        return self


class Changes(FileModel):
    """The same people before and after.

    Attributes:
        both, gained, lost, neither: how many showed it both times, only after, only before, and never; for a share.
        n, mean, sd: people, and mean and standard deviation of after minus before; for a score.
    """

    both: Count | None = None
    gained: Count | None = None
    lost: Count | None = None
    neither: Count | None = None
    n: Annotated[int, Field(ge=2)] | None = None
    mean: Score | None = None
    sd: Deviation | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Changes:
        counts = (self.both, self.gained, self.lost, self.neither)
        scores = (self.n, self.mean, self.sd)
        whole_table = all(c is not None for c in counts) and all(s is None for s in scores)
        whole_score = all(s is not None for s in scores) and all(c is None for c in counts)
        if not (whole_table or whole_score):
            raise Explained(
                "geef both, gained, lost en neither (een aandeel), of n, mean en sd van de verschillen (een score).",
                "give both, gained, lost and neither (a share), or n, mean and sd of the differences (a score).",
            )
        if whole_table and not sum(c or 0 for c in counts):
            raise Explained("de tabel is leeg.", "the table is empty.")
        return self

    def cells(self) -> tuple[int, int, int, int]:
        """Return both, gained, lost and neither.

        Raises:
            ValueError: these are the changes of a score.
        """
        if self.both is None or self.gained is None or self.lost is None or self.neither is None:
            raise ValueError("not a table of changes")
        return self.both, self.gained, self.lost, self.neither


class Group(FileModel):
    """A group that did not take part, asked at the same moments.

    Attributes:
        changes: with the same people, what changed.
    """

    before: Sample
    after: Sample
    changes: Changes | None = None


class FollowUp(FileModel):
    """The same question again, some months after.

    Attributes:
        control: of the control group at that moment; obligatory where there is one.
        changes: with the same people, from before to this moment.
    """

    months: Annotated[float, Field(gt=0, le=600)]
    after: Sample
    control: Sample | None = None
    changes: Changes | None = None


class Scale(FileModel):
    """The lowest and highest score that can be given."""

    low: Score
    high: Score

    @model_validator(mode="after")
    def _in_order(self) -> Scale:
        if not self.low < self.high:
            raise Explained("low moet kleiner zijn dan high.", "low must be less than high.")
        return self


class Measurement(FileModel):
    """One question or one behaviour, before and after.

    Attributes:
        what: the question, or what was watched.
        seen_in: ``question``: what people say or know; ``exercise``: what they do when it is played; ``practice``: what
            they really do.
        kind: a share of people, or a mean score on ``scale``.
        design: who was asked after: the same people, other people, or both a group that took part and one that did not.
        better: which way is an improvement.
        changes: with the same people, what changed; without it they count as different people, which is noted.
    """

    id: Slug
    what: Title
    seen_in: Literal["question", "exercise", "practice"]
    kind: Literal["share", "score"]
    design: Literal["same people", "different people", "control group"]
    better: Literal["higher", "lower"] = "higher"
    scale: Scale | None = None
    before: Sample
    after: Sample
    changes: Changes | None = None
    control: Group | None = None
    follow_up: tuple[FollowUp, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _fits(self) -> Measurement:
        if (self.design == "control group") != (self.control is not None):
            raise Explained(
                "control hoort bij design: control group, en is daar verplicht.",
                "control goes with design: control group, and is obligatory there.",
            )
        if (self.kind == "score") != (self.scale is not None):
            raise Explained(
                "scale (low, high) hoort bij kind: score, en is daar verplicht.",
                "scale (low, high) goes with kind: score, and is obligatory there.",
            )
        if self.design == "different people" and self.changes is not None:
            raise Explained(
                "changes hoort bij dezelfde mensen, niet bij different people.",
                "changes goes with the same people, not with different people.",
            )
        for name, sample in self._samples():
            if (sample.successes is not None) != (self.kind == "share"):
                raise Explained(
                    f"{name} past niet bij kind: {self.kind}.", f"{name} does not go with kind: {self.kind}."
                )
            if self.scale and sample.mean is not None and not self.scale.low <= sample.mean <= self.scale.high:
                raise Explained(
                    f"mean van {name} ligt buiten de schaal.", f"the mean of {name} lies outside the scale."
                )
            self._check_spread(name, sample.sd, sample.n, 0.5)
        self._check_changes()
        self._check_follow_up()
        if self.before.on and self.after.on and self.after.on < self.before.on:
            raise Explained("after is eerder gemeten dan before.", "after was measured earlier than before.")
        return self

    def _samples(self) -> list[tuple[str, Sample]]:
        found = [("before", self.before), ("after", self.after)]
        if self.control:
            found += [("control.before", self.control.before), ("control.after", self.control.after)]
        for i, later in enumerate(self.follow_up):
            found.append((f"follow_up[{i}].after", later.after))
            if later.control:
                found.append((f"follow_up[{i}].control", later.control))
        return found

    def _check_changes(self) -> None:
        pairs = [("changes", self.changes, self.before, self.after)]
        if self.control:
            pairs.append(("control.changes", self.control.changes, self.control.before, self.control.after))
        pairs += [(f"follow_up[{i}].changes", f.changes, self.before, f.after) for i, f in enumerate(self.follow_up)]
        for name, changes, before, after in pairs:
            if changes is None:
                continue
            if (changes.both is not None) != (self.kind == "share"):
                raise Explained(
                    f"{name} past niet bij kind: {self.kind}.", f"{name} does not go with kind: {self.kind}."
                )
            if self.kind == "score":
                self._check_mean(name, changes, before, after)
                self._check_spread(name, changes.sd, changes.n or 0, 1.0)
                continue
            both, gained, lost, neither = changes.cells()
            n = both + gained + lost + neither
            # After a while fewer of the same people can be found: the table then holds those who answered both times.
            later = name.startswith("follow_up")
            if (after.n, after.successes) != (n, both + gained) or (
                not later and (before.n, before.successes) != (n, both + lost)
            ):
                raise Explained(
                    f"{name} telt niet op tot before en after: n {n}, voor {both + lost}, na {both + gained}.",
                    f"{name} does not add up to before and after: n {n}, before {both + lost}, after {both + gained}.",
                )

    def _check_spread(self, name: str, sd: float | None, n: int, part: float) -> None:
        """No scores spread wider than half of them at each end of the scale; differences twice as wide."""
        if self.scale is None or sd is None:
            return
        most = part * (self.scale.high - self.scale.low) * math.sqrt(n / (n - 1))
        if sd > most * (1 + _ROUNDING):
            raise Explained(
                f"sd van {name} is {sd:g}; op deze schaal kan dat ten hoogste {most:.3g} zijn.",
                f"the sd of {name} is {sd:g}; on this scale it can be {most:.3g} at most.",
            )

    def _check_mean(self, name: str, changes: Changes, before: Sample, after: Sample) -> None:
        """With all of the same people, the mean of the differences is the difference of the means, but for rounding."""
        if self.scale is None or not changes.n == before.n == after.n:
            return
        found, said = (after.mean or 0.0) - (before.mean or 0.0), changes.mean or 0.0
        if abs(found - said) > _ROUNDING * (self.scale.high - self.scale.low):
            raise Explained(
                f"mean van {name} is {said:g}, maar after min before is {found:.3g}.",
                f"the mean of {name} is {said:g}, but after minus before is {found:.3g}.",
            )

    def _check_follow_up(self) -> None:
        months = [later.months for later in self.follow_up]
        if sorted(set(months)) != months:
            raise Explained("months van follow_up moeten oplopen.", "months of follow_up must ascend.")
        for later in self.follow_up:
            if (later.control is not None) != (self.control is not None):
                raise Explained(
                    "follow_up heeft een control als er een controlegroep is, en anders niet.",
                    "follow_up has a control when there is a control group, and else not.",
                )


class Audience(FileModel):
    """For whom it is meant; ``size`` is None where nobody knows."""

    who: Title
    size: Positive | None = None


class Reached(FileModel):
    """How many people took part or saw it; that is attendance and not effect.

    Attributes:
        counted: how that was counted.
    """

    number: Count
    counted: Title
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class Period(FileModel):
    """First and last day."""

    start: datetime.date
    end: datetime.date

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise Explained("end ligt voor start.", "end lies before start.")
        return self


class Activity(FileModel):
    """A campaign or a course.

    Attributes:
        capability: id of the capability that it strengthens.
        cost_eur: of the whole activity.
    """

    id: Slug
    title: Title
    kind: Literal["campaign", "course"]
    capability: Slug | None = None
    provider: Title | None = None
    audience: Audience
    reached: Reached | None = None
    cost_eur: Annotated[float, Field(ge=0, le=1e12)] | None = None
    period: Period | None = None
    measurements: tuple[Measurement, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Wanted(FileModel):
    """How many people of a function must hold a valid certificate of a course, and what capability that makes."""

    course: Slug
    number: Positive
    capability: Slug | None = None


class Function(FileModel):
    """A function that asks for certificates; never a person."""

    id: Slug
    title: Title
    holder: Holder = "government"
    wanted: tuple[Wanted, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class Certificates(FileModel):
    """Certificates of one course, held by so many people of one function, with the same dates.

    Attributes:
        expires_on: the last day on which they are valid; None for ever.
    """

    function: Slug
    course: Slug
    number: Positive = 1
    issued_on: datetime.date
    expires_on: datetime.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Certificates:
        if self.expires_on and self.expires_on < self.issued_on:
            raise Explained("expires_on ligt voor issued_on.", "expires_on lies before issued_on.")
        return self


class TrainingFile(FileModel):
    """``training.yaml``.

    Attributes:
        statement: what a reader must know about these data.
        illustrative: the numbers are made up to show how it works.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    statement: Text
    illustrative: bool = False
    activities: tuple[Activity, ...] = ()
    functions: tuple[Function, ...] = ()
    certificates: tuple[Certificates, ...] = ()
