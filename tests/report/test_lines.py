# SPDX-License-Identifier: EUPL-1.2
"""The assessment lines."""

from __future__ import annotations

import re
from pathlib import Path

from tests.report.rounds import LINES, example
from weerbaar.base import Text
from weerbaar.report import assessment_lines
from weerbaar.report.lines import own_results


def test_the_four_lines_of_the_letter_word_for_word() -> None:
    dossier, assessment = example("nrb-2012")
    lines = assessment_lines(dossier, "nl", assessment)
    assert tuple(line.text for line in lines) == LINES
    assert {line.origin for line in lines} == {"published"}


def test_the_lines_stand_in_the_letter_itself(shared: Path) -> None:
    letter = (shared / "reference" / "letter-nationale-veiligheid-2013.txt").read_text(encoding="utf-8")
    letter = re.sub(r"\s+", " ", letter)
    for line in assessment_lines(example("nrb-2012")[0], "nl"):
        assert line.text in letter


def test_english_lines_give_the_class_and_the_published_word_where_it_is_no_class() -> None:
    dossier, assessment = example("nrb-2012")
    first, second, *_ = (line.text for line in assessment_lines(dossier, "en", assessment))
    assert first == "Violent loner – likely to very likely (published as “hoog”); impact limited"
    assert second == "Cyber hacktivism (cyber protest) – somewhat likely; impact substantial to serious"


def test_a_line_is_composed_from_published_words_where_no_line_was_published() -> None:
    dossier, assessment = example("rrp-brabant-zuidoost-2019")
    lines = {line.scenario: line for line in assessment_lines(dossier, "nl", assessment)}
    assert lines["pandemie"].text == "Pandemie – waarschijnlijk; impact catastrofaal"
    assert lines["pandemie"].origin == "composed"


def test_a_word_outside_the_scale_gets_its_noun() -> None:
    dossier, assessment = example("nrb-2012")
    without = dossier.model_copy(
        update={"published": tuple(p.model_copy(update={"line": ""}) for p in dossier.published)}
    )
    assert (
        assessment_lines(without, "nl", assessment)[0].text
        == "Gewelddadige eenling – waarschijnlijkheid hoog; impact beperkt"
    )


def test_a_line_is_composed_from_computed_classes_where_nothing_was_published() -> None:
    dossier, assessment = example("voorbeeld-2012")
    lines = {line.scenario: line for line in assessment_lines(dossier, "nl", assessment)}
    assert (
        lines["grootschalige-onlusten"].text == "Grootschalige onlusten – enigszins waarschijnlijk; impact zeer ernstig"
    )
    assert lines["grootschalige-onlusten"].origin == "computed"


def test_what_was_not_published_is_said_to_be_absent() -> None:
    dossier, _ = example("nrb-2012")
    nothing = dossier.model_copy(update={"published": ()})
    assert {line.origin for line in assessment_lines(nothing, "nl")} == {"absent"}
    half = dossier.published[0].model_copy(update={"line": "", "impact": "", "impact_classes": ()})
    line = assessment_lines(dossier.model_copy(update={"published": (half,)}), "nl")[0]
    assert line.text == "Gewelddadige eenling – waarschijnlijkheid hoog; impact niet gepubliceerd"


def test_only_active_scenarios_have_a_line() -> None:
    dossier, _ = example("nrb-2012")
    retired = tuple(s.model_copy(update={"status": "retired"}) for s in dossier.scenarios)
    assert assessment_lines(dossier.model_copy(update={"scenarios": retired})) == ()


def test_the_newest_published_result_counts() -> None:
    dossier, _ = example("nrb-2012")
    old = dossier.published[0].model_copy(update={"year": 2008, "line": "oud"})
    found = own_results(dossier.model_copy(update={"published": (*dossier.published, old)}))
    assert found[old.scenario].year == 2013


def test_scenarios_stand_in_the_order_of_publication() -> None:
    dossier, assessment = example("nrb-2012")
    assert [s.title for s in dossier.scenarios] == [r.title for r in assessment.scenarios]
    assert assessment.scenarios[0].title == Text(nl="Gewelddadige eenling", en="Violent loner")
