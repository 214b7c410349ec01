# SPDX-License-Identifier: EUPL-1.2
"""What a capability analysis gives a report to tell: its gaps, its advice, and what came of earlier decisions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from weerbaar.assessment import Assessment
from weerbaar.base import InputError, Lang, Problem, Text
from weerbaar.capability import Analysis
from weerbaar.capability.needs import Gaps, Needs
from weerbaar.capability.register import Progress, SubjectState
from weerbaar.dossier import Dossier
from weerbaar.report.branding import Branding
from weerbaar.report.draft import Draft
from weerbaar.report.model import Report, ReportKind

if TYPE_CHECKING:
    from weerbaar.capability.choice import Advice, PortfolioChoice

WARNING_OF_ANALYSIS = Text(
    nl="Voorbeeld met verzonnen getallen – niet geschikt voor besluitvorming",
    en="Example with invented numbers – not fit for decision making",
)
"""Stands on the cover and on every page when the numbers of the analysis are made up."""

SETTING = "capability_analysis"
"""Under this name the run record of a round carries the hash of the analysis that goes with it."""


@dataclass(frozen=True)
class CapabilityResults:
    """A capability analysis and its results, ready to be told.

    Attributes:
        analysis: checked; it has tasks.
        gaps: without confidential numbers.
        advice: which measures to take; None where the analysis has no measures.
        progress: of the register, as known on the day of the report; None where no register goes with it.

    Raises:
        ValueError: the gaps were asked for with confidential numbers, which no report may hold.
    """

    analysis: Analysis
    gaps: Gaps
    advice: Advice | None = None
    progress: Progress | None = None

    def __post_init__(self) -> None:
        if self.gaps.with_confidential:
            raise ValueError("a report takes gaps without confidential numbers")

    @property
    def needs(self) -> Needs:
        """Tasks, capabilities and what is present."""
        if self.analysis.needs is None:
            raise ValueError("a report needs an analysis with tasks")
        return self.analysis.needs

    @property
    def day(self) -> datetime.date:
        """The day of the report: that of the register, or else the one on which it was counted what is present."""
        return self.gaps.day if self.progress is None else self.progress.snapshot.valid

    @property
    def illustrative(self) -> bool:
        """Whether the numbers of the analysis are made up."""
        return self.gaps.illustrative

    @property
    def choice(self) -> PortfolioChoice | None:
        """What the advice rests on."""
        return None if self.advice is None else self.advice.choice

    def starts(self) -> Mapping[str, int] | None:
        """Return the measures that were chosen with the year in which each starts; None where nothing was chosen."""
        if self.choice is None:
            return None
        return {m.id: m.start for m in self.choice.measures}

    def history(self) -> Mapping[str, tuple[SubjectState, ...]]:
        """Return capability id to the subjects of the register that are about it."""
        found: dict[str, tuple[SubjectState, ...]] = {}
        for state in () if self.progress is None else self.progress.snapshot.subjects:
            if state.subject.capability is not None:
                found[state.subject.capability] = (*found.get(state.subject.capability, ()), state)
        return found


def refuse_other_round(analysis: Analysis, dossier: Dossier) -> None:
    """Refuse an analysis that builds on another round, or on another version of the same one.

    Raises:
        InputError: with one problem that says which.
    """
    own, wanted = analysis.dossier.round.id, dossier.round.id
    if own != wanted:
        raise InputError(
            [
                Problem(
                    str(analysis.path),
                    Text(
                        nl=f"deze capaciteitenanalyse bouwt voort op ronde {own}, niet op {wanted}.",
                        en=f"this capability analysis builds on round {own}, not on {wanted}.",
                    ),
                    Text(nl=f"Geef een analyse met dossier: {wanted}.", en=f"Give an analysis with dossier: {wanted}."),
                    field="dossier",
                    value=analysis.header.dossier,
                )
            ]
        )
    if analysis.dossier.content_hash != dossier.content_hash:
        raise InputError(
            [
                Problem(
                    str(analysis.path),
                    Text(
                        nl=f"deze capaciteitenanalyse bouwt voort op een andere versie van ronde {wanted}: de "
                        "bestanden verschillen.",
                        en=f"this capability analysis builds on another version of round {wanted}: the files differ.",
                    ),
                    Text(
                        nl="Zet de map van de ronde naast die van de analyse en beoordeel die map.",
                        en="Put the folder of the round beside that of the analysis and assess that folder.",
                    ),
                    field="dossier",
                    value=analysis.header.dossier,
                )
            ]
        )


def with_analysis(assessment: Assessment, results: CapabilityResults) -> Assessment:
    """Return the assessment with the hash of the analysis in its run record, so that every caption stands for both."""
    record = assessment.run_record
    settings = {
        **record.settings,
        SETTING: results.analysis.content_hash,
        "capability_gaps": results.gaps.run_record.id,
    }
    if results.choice is not None:
        chosen = results.choice.run_record
        settings["capability_choice"] = chosen.id
        if chosen.input_hash != results.analysis.content_hash:
            # Made before a text of the round changed that no number rests on: said, so that it can be made again.
            settings["capability_choice_input"] = chosen.input_hash
    if results.progress is not None:
        settings["capability_register"] = results.progress.snapshot.register.content_hash
    return replace(assessment, run_record=replace(record, settings=settings))


def report_of_analysis(
    results: CapabilityResults,
    draft: Draft,
    kind: ReportKind,
    title: Text,
    *,
    run_id: str,
    branding: Branding | None,
    cover: bool = True,
    contents: bool = True,
) -> Report:
    """Return what was drafted as a document of its own, with the facts of the title page from the analysis.

    Args:
        run_id: of the run that its figures and tables come from.
    """
    lang: Lang = draft.lang
    header, dossier = results.analysis.header, results.analysis.dossier
    brand = branding or Branding()
    organisation = header.organisation or dossier.round.organisation
    return Report(
        kind=kind,
        title=title.in_(lang),
        subtitle=header.title.in_(lang),
        organisation=brand.organisation or organisation.in_(lang),
        lang=lang,
        year=results.day.year,
        run_id=run_id,
        sections=draft.sections(),
        date=results.day,
        edition=dossier.round.label,
        statement=header.statement.in_(lang),
        warning=WARNING_OF_ANALYSIS.in_(lang) if results.illustrative else "",
        cover=cover,
        contents=contents,
        branding=brand,
    )
