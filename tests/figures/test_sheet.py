# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.rounds import a_round, letter_2012
from weerbaar.base import Text
from weerbaar.figures.figure import Width
from weerbaar.figures.sheet import SHEETS, foot, run_caption


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_no_text_is_smaller_than_eleven_pixels(width: Width) -> None:
    sheet = SHEETS[width]
    assert min(sheet.body, sheet.small) >= 11
    assert sheet.inner == sheet.width - 2 * sheet.margin


def test_the_caption_leads_to_the_run() -> None:
    letter = letter_2012()
    assert run_caption(letter, "nl") == f"NRB 2012; methode nl-nrb-2009 1; rekenverslag {letter.run_record.id}"
    assert run_caption(letter, "en").endswith(f"run record {letter.run_record.id}")


def test_a_caution_stands_above_the_caption() -> None:
    def words(**changes: object) -> list[object]:
        drawn, _ = foot(replace(a_round([]), **changes), "nl", SHEETS["screen"], 0)  # type: ignore[arg-type]
        return [part.children[0] for part in drawn]

    assert len(words()) == 1
    assert words(illustrative=True)[0] == "Illustratieve gegevens: dit is geen uitkomst van een echte beoordeling."
    assert words(illustrative=True, figures_note=Text(nl="Verzonnen."))[0] == "Verzonnen."
