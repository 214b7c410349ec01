# SPDX-License-Identifier: EUPL-1.2
"""The unit in which risk taken away is told, and how it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.assessment import RiskTerms
from weerbaar.base import Lang, Text, euro, significant

POINTS_PER_UNIT = 1_000.0
"""One risk point: the highest impact score (1) once in a thousand years."""


@dataclass(frozen=True)
class RiskUnit:
    """What one unit of risk is.

    Attributes:
        factor: rate per year times impact, times this, is in the unit.
        name: in the plural, for the head of a column.
        meaning: one sentence that says what one of them is.
        euro: the unit is a euro.
    """

    factor: float
    name: Text
    meaning: Text
    euro: bool

    def words(self, value: float, lang: Lang, digits: int = 2) -> str:
        """Return a number of units with its name: ``0,21 risicopunt``, ``€ 3,1 miljoen``."""
        if self.euro:
            return euro(value, lang, digits)
        shown = significant(value, lang, digits)
        if lang == "en":
            return f"{shown} risk point" + ("" if shown == "1" else "s")
        return f"{shown} " + ("risicopunt" if abs(value) < 1.05 else "risicopunten")

    def span(self, low: float, high: float, lang: Lang, digits: int = 2) -> str:
        """Return a range of units with its name once: ``0,03 tot 0,9 risicopunt``."""
        word = "tot" if lang == "nl" else "to"
        if self.euro:
            return f"{euro(low, lang, digits)} {word} {euro(high, lang, digits)}"
        return f"{significant(low, lang, digits)} {word} {self.words(high, lang, digits)}"


def risk_unit(terms: RiskTerms) -> RiskUnit:
    """Return the unit that goes with the method of a round: points for scores, euro for a sum in euro."""
    if terms.euro:
        return RiskUnit(
            1.0,
            Text(nl="euro per jaar", en="euro per year"),
            Text(
                nl="Risico is de verwachte schade in euro per jaar.",
                en="Risk is the expected damage in euro per year.",
            ),
            True,
        )
    return RiskUnit(
        POINTS_PER_UNIT,
        Text(nl="risicopunten", en="risk points"),
        Text(
            nl="Risico is het aantal keren per jaar maal de impactscore; één risicopunt is de hoogste impactscore (1) "
            "eens in de duizend jaar.",
            en="Risk is the number of times per year times the impact score; one risk point is the highest impact "
            "score (1) once in a thousand years.",
        ),
        False,
    )
