# SPDX-License-Identifier: EUPL-1.2
"""Answers as people read them: no more digits than an estimate can bear, large amounts in words (C8)."""

from __future__ import annotations

from weerbaar.base import Lang, percentage, significant
from weerbaar.elicitation.file_model import ProbabilityQuestion, Question

_LARGE = (
    (1e12, "biljoen", "trillion"),
    (1e9, "miljard", "billion"),
    (1e6, "miljoen", "million"),
)


def amount(value: float | str, question: Question, lang: Lang, digits: int = 2) -> str:
    """Return one answer to a question: a percentage for a probability, the label itself for a label.

    Args:
        value: in the unit of the question.
        digits: significant digits; zeros at the end of a fraction are left out.
    """
    if isinstance(value, str):
        return value
    if isinstance(question, ProbabilityQuestion):
        return bare(percentage(value, lang, digits), lang)
    return plain_amount(value, lang, digits)


def plain_amount(value: float, lang: Lang, digits: int = 2) -> str:
    """Return a number with ``digits`` significant digits: ``0,8``, ``1.800``, ``2,5 miljard``."""
    size = abs(value)
    for unit, nl, en in _LARGE:
        # Rounded first, so that 999.6 million is a billion and not a thousand million.
        if float(f"{size:.{digits - 1}e}") >= unit:
            return f"{bare(significant(value / unit, lang, digits), lang)} {nl if lang == 'nl' else en}"
    return bare(significant(value, lang, digits), lang)


def quantile_name(probability: float, lang: Lang) -> str:
    """Return the probability of a quantile as a percentage with all its digits and without a sign: ``97,5``."""
    return f"{100 * probability:g}".replace(".", "," if lang == "nl" else ".")


def bare(shown: str, lang: Lang) -> str:
    """Return a written number without the zeros at the end of its fraction."""
    mark = "," if lang == "nl" else "."
    ending = "%" if shown.endswith("%") else ""
    number = shown.removesuffix("%")
    if mark in number:
        number = number.rstrip("0").rstrip(mark)
    return number + ending
