# SPDX-License-Identifier: EUPL-1.2
"""What every figure of an elicitation shares: the foot with the run, the names of the pooled answers, scores."""

from __future__ import annotations

from weerbaar.base import Lang, significant
from weerbaar.elicitation import Elicitation
from weerbaar.figures.palette import MUTED
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, lines
from weerbaar.figures.textmetrics import wrap
from weerbaar.figures.wording import pick

_SCHEMES = {
    "performance-optimised": ("gewichten naar prestatie", "performance weights"),
    "global": ("gewichten naar prestatie", "performance weights"),
    "item": ("gewichten naar prestatie per vraag", "performance weights per question"),
    "equal": ("gelijke gewichten", "equal weights"),
    "user": ("eigen gewichten", "user weights"),
}


def scheme_words(elicitation: Elicitation, lang: Lang) -> str:
    """Return how the experts were weighed."""
    return pick(lang, *_SCHEMES[elicitation.weighting])


def pooled_words(elicitation: Elicitation, lang: Lang) -> str:
    """Return the name of the pooled answer with the weights chosen."""
    return pick(lang, "Samengevoegd, ", "Pooled, ") + scheme_words(elicitation, lang)


def equal_words(lang: Lang) -> str:
    """Return the name of the pooled answer with equal weights."""
    return pick(lang, "Samengevoegd, gelijke gewichten", "Pooled, equal weights")


def elicitation_caption(elicitation: Elicitation, lang: Lang) -> str:
    """Return the line that leads from a figure back to the run that made its numbers."""
    protocol = elicitation.protocol_title.in_(lang)
    return pick(
        lang,
        f"Studie {elicitation.study_id}; protocol {protocol}; rekenverslag {elicitation.run_record.id}",
        f"Study {elicitation.study_id}; protocol {protocol}; run record {elicitation.run_record.id}",
    )


def elicitation_foot(elicitation: Elicitation, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
    """Return the notes under a figure and the height at which they end: the caution first, then the run.

    Args:
        top: where the notes may begin.
    """
    drawn: list[Element] = []
    y = top + sheet.small
    caution = ""
    if elicitation.illustrative:
        caution = pick(
            lang,
            "Illustratieve gegevens: deskundigen en antwoorden zijn verzonnen.",
            "Illustrative data: experts and answers are made up.",
        )
    for wording, weight in ((caution, 600), (elicitation_caption(elicitation, lang), 400)):
        if not wording:
            continue
        wrapped = wrap(wording, sheet.small, sheet.inner, weight)
        drawn += lines(sheet.margin, y, wrapped, sheet.small, sheet.leading, weight=weight, fill=MUTED)
        y += len(wrapped) * sheet.leading
    return drawn, y - sheet.small + 6


def score_words(value: float | None, lang: Lang) -> str:
    """Return a calibration or information score with two digits; one below a millionth as a bound, none as a dash."""
    if value is None:
        return "–"
    if 0 < value < 1e-6:
        return pick(lang, "< 0,000001", "< 0.000001")
    return significant(value, lang, 2)
