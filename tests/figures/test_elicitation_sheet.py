# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.elicitations import example, made_up
from weerbaar.figures.elicitation_sheet import (
    elicitation_caption,
    elicitation_foot,
    equal_words,
    pooled_words,
    score_words,
)
from weerbaar.figures.sheet import SHEETS


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (None, "–", "–"),
        (0, "0", "0"),
        (0.589, "0,59", "0.59"),
        (1.5, "1,5", "1.5"),
        (0.0000079, "0,0000079", "0.0000079"),
        (3e-7, "< 0,000001", "< 0.000001"),
    ],
)
def test_scores(value: float | None, nl: str, en: str) -> None:
    assert (score_words(value, "nl"), score_words(value, "en")) == (nl, en)


def test_names_of_the_pooled_answers() -> None:
    assert pooled_words(example(), "nl") == "Samengevoegd, gewichten naar prestatie"
    assert pooled_words(made_up(3, weighting="equal"), "en") == "Pooled, equal weights" == equal_words("en")
    assert pooled_words(made_up(3, weighting="item"), "nl") == "Samengevoegd, gewichten naar prestatie per vraag"


def test_the_foot_says_that_it_is_made_up_and_leads_to_the_run() -> None:
    drawn, end = elicitation_foot(example(), "nl", SHEETS["phone"], 100)
    said = " ".join(str(e.children[0]) for e in drawn)
    assert "Illustratieve gegevens" in said
    assert example().run_record.id in said
    assert end > 100 + 2 * SHEETS["phone"].leading
    assert elicitation_caption(example(), "en").startswith("Study voorbeeld-elicitatie; protocol Delphi")
