# SPDX-License-Identifier: EUPL-1.2
"""Two rounds beside each other: which scenario moved, how far, and through which cause.

The causes are put in one at a time, in a fixed order: the new scores under the old weights and
method, then the new weights, then the new method. What a cause does is the difference it makes at
its turn; where the old method cannot read the new scores the causes are not separated.
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.assessment.assess import assess
from weerbaar.assessment.result import Assessment, ScenarioResult
from weerbaar.base import Lang, Text, WeerbaarError, significant
from weerbaar.dossier import Dossier

CAUSES: tuple[tuple[str, Text], ...] = (
    ("scores", Text(nl="oordelen", en="scores")),
    ("weights", Text(nl="gewichten", en="weights")),
    ("method", Text(nl="methode", en="method")),
)
_COMPARISON_DRAWS = 1_000


@dataclass(frozen=True)
class Step:
    """The place of a scenario after one more cause: impact value and class, likelihood class."""

    cause: str
    value: float | None
    impact: str | None
    likelihood: str | None


@dataclass(frozen=True)
class Shift:
    """One scenario in both rounds.

    Attributes:
        before: its place in the old round.
        steps: its place after each cause, in order; one step ``together`` when they cannot be separated.
    """

    scenario: str
    title: Text
    before: Step
    steps: tuple[Step, ...]

    @property
    def after(self) -> Step:
        """The place in the new round."""
        return self.steps[-1]

    @property
    def moved(self) -> bool:
        """Whether a class changed."""
        return (self.before.impact, self.before.likelihood) != (self.after.impact, self.after.likelihood)


@dataclass(frozen=True)
class AssessmentComparison:
    """All scenarios that are in both rounds."""

    shifts: tuple[Shift, ...]

    def render(self, lang: Lang = "nl") -> str:
        """Return one line per scenario that is in both rounds, with the effect of each cause."""
        nl = lang == "nl"
        names = dict(CAUSES) | {"together": Text(nl="oordelen, gewichten en methode samen", en="all causes together")}
        lines = ["Plaats in het risicodiagram" if nl else "Place in the risk diagram"]
        for shift in self.shifts:
            lines.append(f"  {shift.title.in_(lang)}: {_place(shift.before, lang)} → {_place(shift.after, lang)}")
            previous = shift.before
            for step in shift.steps:
                if (step.value, step.impact, step.likelihood) != (previous.value, previous.impact, previous.likelihood):
                    lines.append(f"    {names[step.cause].in_(lang)}: {_place(step, lang)}")
                previous = step
        if not self.shifts:
            lines.append("  geen scenario staat in beide rondes" if nl else "  no scenario is in both rounds")
        return "\n".join(lines)


def compare_assessments(old: Dossier, new: Dossier, *, seed: int = 2012) -> AssessmentComparison:
    """Return how the scenarios that are in both rounds moved, and through which cause.

    Args:
        old, new: the two dossiers.
        seed: for the draws; central values and classes, which are compared, do not depend on it.
    """
    before = assess(old, draws=_COMPARISON_DRAWS, seed=seed)
    after = assess(new, draws=_COMPARISON_DRAWS, seed=seed)
    stages: list[tuple[str, Assessment]] = []
    try:
        own_weights = {"weight_profile": old.round.weight_profile, "weight_profiles": old.round.weight_profiles}
        with_scores = new.round.model_copy(update={"method": old.round.method, **own_weights})
        with_weights = new.round.model_copy(update={"method": old.round.method})
        for cause, round_ in (("scores", with_scores), ("weights", with_weights)):
            dossier = new.model_copy(update={"round": round_})
            stages.append((cause, assess(dossier, draws=_COMPARISON_DRAWS, seed=seed)))
        stages.append(("method", after))
    except (WeerbaarError, KeyError):
        stages = [("together", after)]
    earlier = {s.id: s for s in before.scenarios}
    return AssessmentComparison(
        tuple(
            Shift(
                result.id,
                result.title,
                _step("", earlier[result.id]),
                tuple(_step(cause, stage.scenario(result.id)) for cause, stage in stages),
            )
            for result in after.scenarios
            if result.id in earlier
        )
    )


def _step(cause: str, result: ScenarioResult) -> Step:
    impact, likelihood = result.impact, result.likelihood
    return Step(
        cause,
        None if impact is None else impact.value,
        None if impact is None else impact.klass,
        None if likelihood is None else likelihood.klass,
    )


def _place(step: Step, lang: Lang) -> str:
    unknown = "onbekend" if lang == "nl" else "unknown"
    impact = unknown if step.impact is None else step.impact
    value = "" if step.value is None else f" ({significant(step.value, lang)})"
    likelihood = unknown if step.likelihood is None else step.likelihood
    words = ("impact", "waarschijnlijkheid") if lang == "nl" else ("impact", "likelihood")
    return f"{words[0]} {impact}{value}, {words[1]} {likelihood}"
