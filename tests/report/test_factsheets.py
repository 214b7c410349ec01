# SPDX-License-Identifier: EUPL-1.2
"""One page per scenario."""

from __future__ import annotations

from dataclasses import replace

from tests.report.rounds import example, words
from weerbaar.report import fact_sheets
from weerbaar.report.factsheets import LONGEST_SUMMARY, MOST_DECISIONS, shortened
from weerbaar.report.model import BulletList, Columns, FigureBlock, KeyFigures, Run, Section, Table, plain


def sheet(name: str, title: str, lang: str = "nl") -> Section:
    report = fact_sheets(*example(name), lang=lang)  # type: ignore[arg-type]
    return next(s for s in report.sections if s.heading == title)


def key_figures(part: Section) -> dict[str, tuple[str, str]]:
    block = next(b for b in part.blocks if isinstance(b, KeyFigures))
    return {item.label: (item.value, item.detail) for item in block.items}


def test_there_is_one_sheet_per_scenario() -> None:
    dossier, assessment = example("nrb-2012")
    report = fact_sheets(dossier, assessment)
    assert len(report.sections) == len(assessment.scenarios)
    assert all(s.sheet and s.new_page for s in report.sections)


def test_published_stands_beside_computed() -> None:
    found = key_figures(sheet("rrp-brabant-zuidoost-2019", "Zoönosen (Q-koorts)"))
    assert found["Gepubliceerde impact"] == ("Zeer ernstig", "")
    assert found["Berekende impact"] == ("Ernstig", "0,067 (0,067 tot 0,12)")


def test_nothing_is_called_computed_when_only_words_were_published() -> None:
    found = key_figures(sheet("nrb-2012", "Gewelddadige eenling"))
    assert found == {"Gepubliceerde waarschijnlijkheid": ("Hoog", ""), "Gepubliceerde impact": ("Beperkt", "")}


def test_what_was_not_published_is_said() -> None:
    found = key_figures(sheet("voorbeeld-2012", "Gewelddadige eenling"))
    assert found["Gepubliceerde impact"] == ("Niet gepubliceerd", "")


def test_class_probabilities_stand_in_two_columns() -> None:
    columns = next(b for b in sheet("rrp-brabant-zuidoost-2019", "Pandemie").blocks if isinstance(b, Columns))
    (likelihood,), (impact,) = columns.left, columns.right
    assert isinstance(likelihood, Table)
    assert isinstance(impact, Table)
    assert likelihood.rows[3] == ("waarschijnlijk (D)", "100%")
    assert impact.rows[4] == ("catastrofaal (E)", "100%")


def test_the_profile_is_there_or_its_absence_is_told() -> None:
    assert any(isinstance(b, FigureBlock) for b in sheet("rrp-brabant-zuidoost-2019", "Pandemie").blocks)
    assert "een impactprofiel is er daarom niet" in words(sheet("nrb-2012", "Gewelddadige eenling"))


def test_linked_decisions_are_listed_and_the_rest_is_counted() -> None:
    dossier, _ = example("nrb-2012")
    part = sheet("nrb-2012", "Cyberhacktivisme (cyberprotest)")
    listed = next(b for b in part.blocks if isinstance(b, BulletList))
    linked = [d for d in dossier.decisions if "cyberhacktivisme" in d.scenarios]
    assert len(listed.items) == MOST_DECISIONS < len(linked)
    assert "En nog zes; zie de Bevindingenrapportage." in words(part)
    assert "(verband afgeleid)" in words(sheet("nrb-2012", "Gewelddadige eenling"))


def test_a_scenario_that_nobody_assessed_says_so() -> None:
    dossier, assessment = example("nrb-2012")
    nothing = replace(
        assessment, scenarios=tuple(replace(r, impact=None, likelihood=None) for r in assessment.scenarios)
    )
    assert "Dit scenario is niet beoordeeld." in words(fact_sheets(dossier, nothing).sections[0])


def test_made_up_scores_carry_a_warning() -> None:
    assert "Verzonnen scores, alleen als voorbeeld." in words(sheet("voorbeeld-2012", "Gewelddadige eenling"))


def test_a_long_text_is_cut_after_a_whole_word() -> None:
    long = (Run("kort "), Run("woord " * 500, italic=True))
    cut = shortened(long, LONGEST_SUMMARY)
    assert len(plain(cut)) <= LONGEST_SUMMARY + 2
    assert plain(cut).endswith("woord …")
    assert cut[1].italic
    assert shortened(long[:1], LONGEST_SUMMARY) == long[:1]
