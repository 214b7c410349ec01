# SPDX-License-Identifier: EUPL-1.2
"""The assessment of each scenario in one line, as letters to parliament give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weerbaar.assessment import Assessment, ScenarioResult
from weerbaar.base import Lang
from weerbaar.dossier import Dossier, Published
from weerbaar.report.wording import bare_class_word, class_range


@dataclass(frozen=True)
class AssessmentLine:
    """One line.

    Attributes:
        text: the line.
        origin: ``published`` when the line itself was published and stands here word for word; ``composed``
            when it was put together from the published words; ``computed`` when it was put together from the
            classes of the assessment; ``absent`` when nothing is known.
        lang: the language of ``text``.
    """

    scenario: str
    text: str
    origin: Literal["published", "composed", "computed", "absent"]
    lang: Lang
    source: tuple[str, ...] = ()


def assessment_lines(
    dossier: Dossier, lang: Lang = "nl", assessment: Assessment | None = None
) -> tuple[AssessmentLine, ...]:
    """Return one line per active scenario, in the order of the dossier: as published, then the others.

    Args:
        dossier: the round.
        lang: a published line stays in Dutch when Dutch is asked for. In English a line of the same form is
            composed from the classes the words are read as, with the published words beside it where they
            are no class of the scale.
        assessment: gives the class words, and the classes where nothing was published.
    """
    own = own_results(dossier)
    lines = []
    for scenario in dossier.scenarios:
        if scenario.status != "active":
            continue
        result = _result(assessment, scenario.id)
        lines.append(_line(scenario.id, scenario.title.in_(lang), own.get(scenario.id), result, assessment, lang))
    return tuple(lines)


def own_results(dossier: Dossier) -> dict[str, Published]:
    """Return scenario id → what this round published of it, or for a round of publications the newest result."""
    newest: dict[str, Published] = {}
    for published in sorted(dossier.published, key=lambda p: p.year):
        newest[published.scenario] = published
    everything = dossier.round.scores == "published"
    return {s: p for s, p in newest.items() if everything or p.year >= dossier.round.year}


def _result(assessment: Assessment | None, scenario_id: str) -> ScenarioResult | None:
    if assessment is None:
        return None
    return next((r for r in assessment.scenarios if r.id == scenario_id), None)


def _line(
    scenario: str,
    title: str,
    published: Published | None,
    result: ScenarioResult | None,
    assessment: Assessment | None,
    lang: Lang,
) -> AssessmentLine:
    if published is not None and lang == "nl" and published.line:
        return AssessmentLine(scenario, published.line, "published", "nl", published.source)
    if published is not None and (published.impact or published.likelihood):
        text = f"{title} – {_likelihood(published, assessment, lang)}; {_impact(published, assessment, lang)}"
        return AssessmentLine(scenario, text, "composed", lang, published.source)
    if assessment is not None and result is not None and (result.impact or result.likelihood):
        unknown = "niet beoordeeld" if lang == "nl" else "not assessed"
        chance = (
            bare_class_word(assessment.likelihood_axis, result.likelihood.klass, lang) or result.likelihood.klass
            if result.likelihood
            else f"{'waarschijnlijkheid' if lang == 'nl' else 'likelihood'} {unknown}"
        )
        impact = (
            bare_class_word(assessment.impact_axis, result.impact.klass, lang) or result.impact.klass
            if result.impact
            else unknown
        )
        return AssessmentLine(scenario, f"{title} – {chance}; impact {impact}", "computed", lang)
    nothing = "niet gepubliceerd en niet beoordeeld" if lang == "nl" else "neither published nor assessed"
    return AssessmentLine(scenario, f"{title} – {nothing}", "absent", lang)


def _likelihood(published: Published, assessment: Assessment | None, lang: Lang) -> str:
    words, classes = published.likelihood, published.likelihood_classes
    if not words:
        return "waarschijnlijkheid niet gepubliceerd" if lang == "nl" else "likelihood not published"
    if lang == "nl":
        # "hoog" needs the noun before it; "enigszins waarschijnlijk" says it itself.
        return words if "waarschijnlijk" in words or words.startswith("mogelijk") else f"waarschijnlijkheid {words}"
    if assessment is None or not classes:
        return f"likelihood “{words}”"
    read = class_range(assessment.likelihood_axis, classes, "en")
    dutch = class_range(assessment.likelihood_axis, classes, "nl")
    return read if dutch == words else f"{read} (published as “{words}”)"


def _impact(published: Published, assessment: Assessment | None, lang: Lang) -> str:
    words, classes = published.impact, published.impact_classes
    if not words:
        return "impact niet gepubliceerd" if lang == "nl" else "impact not published"
    if lang == "nl":
        return f"impact {words}"
    if assessment is None or assessment.impact_axis is None or not classes:
        return f"impact “{words}”"
    read = class_range(assessment.impact_axis, classes, "en")
    dutch = class_range(assessment.impact_axis, classes, "nl")
    return f"impact {read}" if dutch == words else f"impact {read} (published as “{words}”)"
