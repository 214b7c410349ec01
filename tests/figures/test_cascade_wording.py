# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.cascades import made_up, made_up_outcome
from weerbaar.base import Text
from weerbaar.cascade import Trend
from weerbaar.figures.cascade_wording import (
    cascade_caption,
    cascade_caution,
    fitting,
    intensity_colour,
    kind_of,
    risk_name,
    wrapped_name,
)
from weerbaar.figures.palette import contrast
from weerbaar.figures.textmetrics import text_width


def test_the_caption_leads_back_to_the_run() -> None:
    outcome = made_up_outcome(5, 1)
    assert cascade_caption(outcome, "nl") == (
        f"Verzonnen catalogus; 20.000 jaren en 500 gebeurtenissen per risico en intensiteit; "
        f"rekenverslag {outcome.record.id}"
    )
    assert cascade_caption(outcome, "en").startswith("Made-up catalogue; 20,000 years and 500 events")
    assert cascade_caution(outcome, "en") == "Made-up data for a test."


def test_the_caption_names_the_trend() -> None:
    outcome = made_up_outcome(5, 1)
    catalogue = replace(outcome.catalogue, trends=(Trend("2050", Text(nl="Rond 2050", en="Around 2050"), {}),))
    record = replace(outcome.record, settings={"trend": "2050", "catalysts": []})
    caption = cascade_caption(replace(outcome, catalogue=catalogue, record=record), "en")
    assert caption.startswith("Made-up catalogue; trend: Around 2050; 20,000 years")


def test_an_actor_is_called_one_and_has_another_sign() -> None:
    *_, risk, actor = made_up(5, 1).risks
    assert (kind_of(risk), kind_of(actor)) == ("hazard", "threat")
    assert risk_name(actor, "nl") == "Statelijke actor (actor)"
    assert risk_name(risk, "nl") == "Hitte en droogte"


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_heavier_is_darker(count: int) -> None:
    shades = [contrast(intensity_colour(i, count), "#ffffff") for i in range(count)]
    assert shades == sorted(shades)
    assert shades[0] > 1.5


def test_what_does_not_fit_ends_in_an_ellipsis_that_does() -> None:
    assert fitting("Stroomuitval", 11, 200) == "Stroomuitval"
    short = fitting("Uitval van satellietsystemen", 11, 80)
    assert short.startswith("Uitval van")
    assert short.endswith("…")
    assert text_width(short, 11) <= 80


def test_a_broken_word_keeps_four_letters_together() -> None:
    lines = wrapped_name("Luchtvaartincident", 11, text_width("Luchtvaartincide-", 11))
    assert "".join(line.rstrip("-") for line in lines) == "Luchtvaartincident"
    assert len(lines[-1]) >= 4
    assert wrapped_name("Zware storm", 11, 200) == ["Zware storm"]
