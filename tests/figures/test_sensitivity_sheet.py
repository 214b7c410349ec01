# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.sensitivities import made_up
from weerbaar.base import Text
from weerbaar.figures.sensitivity_sheet import ColumnCodes, sensitivity_caption, sensitivity_foot, share_words
from weerbaar.figures.sheet import SHEETS

NAMES = [("1.1", Text(nl="Doden", en="Deaths")), ("1.2", Text(nl="Gewonden", en="Injured"))]


def test_caption_names_round_method_and_run() -> None:
    found = made_up(3)
    run = found.run_record.id
    assert sensitivity_caption(found, "nl") == f"NRB proef; methode nl-nrb-2009 1; rekenverslag {run}"
    assert sensitivity_caption(found, "en") == f"NRB proef; method nl-nrb-2009 1; run record {run}"


@pytest.mark.parametrize(("illustrative", "lines"), [(True, 2), (False, 1)])
def test_made_up_scores_are_called_so_at_the_foot(illustrative: bool, lines: int) -> None:
    drawn, low = sensitivity_foot(made_up(3, illustrative=illustrative), "nl", SHEETS["screen"], 10)
    assert len(drawn) == lines
    assert ("Illustratieve" in drawn[0].render()) is illustrative
    assert low > 10


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.004, "< 1%"), (0.126, "13%"), (0.996, "> 99%"), (1.0, "100%"), (0.99, "99%")],
)
def test_shares_are_whole_and_never_falsely_certain(share: float, words: str) -> None:
    assert share_words(share, "nl") == words


def test_short_ids_are_codes_and_long_ones_become_numbers() -> None:
    assert ColumnCodes.of(NAMES, 40).shown == {"1.1": "1.1", "1.2": "1.2"}
    long = [("essential-services", NAMES[0][1]), ("cost", NAMES[1][1])]
    assert ColumnCodes.of(long, 40).shown == {"essential-services": "1", "cost": "2"}


def test_codes_take_more_lines_where_columns_are_narrow() -> None:
    assert ColumnCodes.of(NAMES, 40).levels == 1
    narrow = ColumnCodes.of(NAMES, 10)
    assert narrow.levels == 2
    one, other = (narrow.above(k, id_, 10.0, 100.0) for k, (id_, _) in enumerate(NAMES))
    assert float(one[0].attributes["y"]) < float(other[0].attributes["y"]) < 100
    assert [e.name for e in one] == ["text", "line"]
    assert float(one[0].attributes["y"]) < float(one[1].attributes["y1"]) < float(one[1].attributes["y2"]) < 100
    assert [e.name for e in other] == ["text"]


def test_key_names_every_code_in_columns_of_about_equal_length() -> None:
    names = [(str(i), Text(nl=f"criterium {i}", en=f"criterion {i}")) for i in range(1, 8)]
    drawn, low = ColumnCodes.of(names, 40).key(2, "nl", SHEETS["a4"], 0)
    words = [e.children[0] for e in drawn]
    assert words == [w for i in range(1, 8) for w in (str(i), f"criterium {i}")]
    assert [e.attributes["x"] for e in drawn if str(e.children[0]).isdigit()] == ["6"] * 4 + ["320"] * 3
    assert low == pytest.approx(4 * SHEETS["a4"].leading + 4)
