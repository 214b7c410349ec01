# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.figures.elicitations import example, made_up
from weerbaar.figures.range_rows import cells, description, range_rows, scale_labels, table, truth_words


def test_experts_first_then_the_pooled_answers() -> None:
    result = example().question("kans-onlusten")
    rows = range_rows(example(), result, "nl")
    assert [r.pooled for r in rows] == [False] * 5 + [True] * 2
    assert (rows[4].middle, rows[4].words) == (None, "geen antwoord")
    assert (rows[0].low, rows[0].middle, rows[0].high) == (0.0005, 0.004, 0.03)
    assert cells(rows[0], result, "nl") == ("0,05%", "0,4%", "3%")


def test_with_equal_weights_there_is_one_pooled_answer() -> None:
    found = made_up(4, weighting="equal")
    assert [r.pooled for r in range_rows(found, found.question("doel"), "nl")] == [False] * 4 + [True]


def test_labels_have_places_and_masses() -> None:
    result = example().question("onrust-wapens")
    assert scale_labels(result) == ("X", "A", "B", "C", "D", "E")
    rows = range_rows(example(), result, "en")
    assert (rows[0].low, rows[0].middle, rows[0].high) == (2, 3, 4)
    assert abs(sum(rows[5].masses) - 1) < 1e-12
    assert cells(rows[5], result, "en") == ("B", "C", "D")
    assert scale_labels(example().question("nl-alert")) == ()


def test_the_truth_in_words() -> None:
    assert truth_words(example().question("doden-watersnood"), "nl") == "werkelijk: 1.836"
    assert truth_words(example().question("doden-eenling"), "nl") == ""
    assert truth_words(made_up(4).question("kans"), "en") == "truth: it happened"
    assert truth_words(made_up(4).question("label"), "nl") == "werkelijk: C"


def test_table_and_description_say_the_same() -> None:
    result = example().question("doden-bijlmer")
    rows = range_rows(example(), result, "nl")
    written = table(example(), result, rows, "Titel", "nl")
    assert written.header == ("Wie", "5%", "Midden", "95%", "Gewicht")
    assert written.rows[0] == ("Deskundige 1 (verzonnen), rampenbestrijding", "35", "45", "70", "66%")
    assert written.rows[-1] == ("Werkelijke waarde", "niet van toepassing", "43", *["niet van toepassing"] * 2)
    assert all(len(row) == len(written.header) for row in written.rows)
    said = description(example(), result, rows, "nl")
    assert "5 van de 5 deskundigen antwoordden." in said
    assert "Werkelijk: 43." in said
    labels = example().question("onrust-wapens")
    wide = table(example(), labels, range_rows(example(), labels, "nl"), "Titel", "nl")
    assert wide.header[-1] == "Kans op E"
    assert {len(row) for row in wide.rows} == {len(wide.header)}
