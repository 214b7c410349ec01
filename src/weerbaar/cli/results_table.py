# SPDX-License-Identifier: EUPL-1.2
"""The short table of results in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment, Axis, Estimate, ScenarioResult
    from weerbaar.base import Lang

_WIDEST = 100


def results_table(assessment: Assessment, lang: Lang) -> str:
    """Return the title, what a reader must know first, and one line per scenario.

    The scenarios stand in the order of their rank by impact; what is unknown shows a dash.
    """
    nl = lang == "nl"
    header = (
        ("Scenario", "Soort", "Impact", "Waarschijnlijkheid", "Rang", "Gepubliceerd")
        if nl
        else ("Scenario", "Kind", "Impact", "Likelihood", "Rank", "Published")
    )
    rows = [header, *(_row(assessment, s, lang) for s in _ordered(assessment.scenarios))]
    parts = [assessment.title.in_(lang), textwrap.fill(assessment.statement.in_(lang), _WIDEST), "", *_columns(rows)]
    return printable("\n".join(parts))


def printable(text: str) -> str:
    """Return the text without characters that could steer a terminal or turn the reading direction round."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _ordered(scenarios: Sequence[ScenarioResult]) -> list[ScenarioResult]:
    return sorted(scenarios, key=lambda s: s.rank.position if s.rank else len(scenarios) + 1)


def _row(assessment: Assessment, result: ScenarioResult, lang: Lang) -> tuple[str, ...]:
    nl = lang == "nl"
    kinds = {"hazard": "gevaar" if nl else "hazard", "threat": "dreiging" if nl else "threat"}
    published = "-"
    if result.published and (result.published.impact or result.published.likelihood):
        published = f"{result.published.likelihood or '-'} / {result.published.impact or '-'}"
    rank = "-" if result.rank is None else f"{result.rank.position:g}".replace(".", "," if nl else ".")
    return (
        textwrap.shorten(result.title.in_(lang), 44, placeholder="…"),
        kinds[result.kind],
        _classes(result.impact, assessment.impact_axis, lang),
        _classes(result.likelihood, assessment.likelihood_axis, lang),
        rank,
        published,
    )


def _classes(estimate: Estimate | None, axis: Axis | None, lang: Lang) -> str:
    """Return the class in words with its probability, or the range of classes that was published."""
    if estimate is None or axis is None:
        return "-"
    words = dict(zip(axis.codes, (w.in_(lang) for w in axis.words), strict=True))
    possible = [code for code in axis.codes if estimate.class_probability.get(code, 0) > 0]
    if estimate.basis == "published":
        return f"{possible[0]} {words[possible[0]]}" if len(possible) == 1 else f"{possible[0]}-{possible[-1]}"
    share = estimate.class_probability.get(estimate.klass, 0.0)
    shown = ">99" if 0.995 <= share < 1 - 1e-9 else f"{share * 100:.0f}"
    return f"{estimate.klass} {words[estimate.klass]} ({shown}%)"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
