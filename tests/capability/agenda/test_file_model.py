# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from importlib.resources import files

import jsonschema
import pytest

from tests.capability.agenda.agendas import problems_of, signal, text_of, theme
from weerbaar.base import parse_yaml, schema_text
from weerbaar.capability.agenda import agenda_schema


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        (text_of(theme(starts="ooit")), "themes[0].starts", "moet een dag, maand, seizoen of jaar zijn"),
        (text_of(theme(rhythm="review_every_months: 0")), "themes[0].review_every_months", "moet 1 of meer zijn"),
        (text_of(theme(rhythm="review_every_months: .nan")), "themes[0].review_every_months", "eindig getal"),
        (text_of(theme(rhythm="reviews: [2013-09-15]")), "themes[0]", "2013-09-15 komt niet na 2013-09"),
        (text_of(theme(rhythm="reviews: [2015-03, 2014]")), "themes[0]", "2014 komt niet na 2015-03"),
        (
            text_of(theme(rhythm="reviews: [2015]\n    review_every_months: 12")),
            "themes[0]",
            "geef review_every_months of reviews, niet beide",
        ),
        (text_of(signals=signal(more=", settled_on: 2014-01-01")), "signals[0]", "settled_on ligt voor de dag"),
        (text_of(signals=signal(more=", strength: heel sterk")), "signals[0].strength", "toegestaan is: weak"),
        (text_of(theme("x/../y")), "themes[0].scenarios[0].scenario", "kleine letters, cijfers en streepjes"),
    ],
)
def test_a_wrong_field_is_refused_in_its_place(text: str, field: str, said: str) -> None:
    (problem,) = problems_of(text)
    assert problem.field == field
    assert said in problem.message.nl


def test_published_schema_is_that_of_the_model_and_accepts_the_example() -> None:
    """After a change of the model, write ``schema_text(agenda_schema())`` to the committed file again."""
    data = files("weerbaar").joinpath("data")
    assert data.joinpath("schemas/agenda-1.schema.json").read_text(encoding="utf-8") == schema_text(agenda_schema())
    text = data.joinpath("capability/voorbeeld-capaciteiten/agenda.yaml").read_text(encoding="utf-8")
    jsonschema.validate(parse_yaml(text, "agenda").data, agenda_schema(), cls=jsonschema.Draft202012Validator)
