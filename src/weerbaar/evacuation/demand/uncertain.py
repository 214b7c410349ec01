# SPDX-License-Identifier: EUPL-1.2
"""Numbers in a demand file that may be uncertain: a bare number or a distribution, held within what can be."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import AfterValidator, BeforeValidator

from weerbaar.base import Distribution, Explained, Lang, as_distribution, number

_OUTERMOST = 0.001
"""A distribution without end is judged by its values at this chance and at one minus it."""


_LANGUAGES: tuple[Lang, ...] = ("nl", "en")


def _written(value: float, lang: Lang) -> str:
    if float(value).is_integer():
        return number(value, lang)
    return f"{value:g}".replace(".", "," if lang == "nl" else ".")


def _within(low: float, high: float) -> AfterValidator:
    def check(value: Distribution) -> Distribution:
        for chance, outermost in ((0.0, _OUTERMOST), (1.0, 1 - _OUTERMOST)):
            bound = float(value.ppf(chance))
            bound = bound if np.isfinite(bound) else float(value.ppf(outermost))
            if not low <= bound <= high:
                shown = {lang: [_written(limit, lang) for limit in (bound, low, high)] for lang in _LANGUAGES}
                raise Explained(
                    "kan {} zijn; toegestaan is {} tot en met {}.".format(*shown["nl"]),
                    "can be {}; allowed is {} up to and including {}.".format(*shown["en"]),
                )
        return value

    return AfterValidator(check)


Share = Annotated[Distribution, BeforeValidator(as_distribution), _within(0, 1)]
"""Share of 1."""
Number = Annotated[Distribution, BeforeValidator(as_distribution), _within(0, 2e7)]
"""Of people; nobody evacuates more than the whole country."""
Occupancy = Annotated[Distribution, BeforeValidator(as_distribution), _within(1, 8)]
"""People in one vehicle."""
CarsOwned = Annotated[Distribution, BeforeValidator(as_distribution), _within(0, 5)]
"""Of one household."""
Hours = Annotated[Distribution, BeforeValidator(as_distribution), _within(0, 240)]
"""A time that may be nothing; more than ten days is taken for a mistake in the unit."""
Median = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.01, 240)]
"""A time that is not nothing, h."""
Slope = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.02, 60)]
"""Of a logistic curve, per hour."""
Shape = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.3, 20)]
"""Of a Weibull curve."""
Stretch = Annotated[Distribution, BeforeValidator(as_distribution), _within(0.2, 10)]
"""A factor on times."""
