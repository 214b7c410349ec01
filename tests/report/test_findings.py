# SPDX-License-Identifier: EUPL-1.2
"""The findings report as a whole."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from tests.report.rounds import LINES, Round, all_words, example, findings, many, section, words
from weerbaar.base import Lang
from weerbaar.report import Branding, findings_report
from weerbaar.report.model import FigureBlock, Quote, Table

ROUNDS = ("nrb-2012", "voorbeeld-2012", "rrp-brabant-zuidoost-2019", "nrb-history")


def test_chapters_are_those_of_the_edition_of_2013() -> None:
    report = findings("nrb-2012")
    titles = [s.title for s in report.sections if s.level == 1]
    assert titles == [
        "Samenvatting",
        "1 Inleiding",
        "2 Toelichting op de NRB 2012",
        "3 Agenderingsadvies",
        "4 Overige beleidsinitiatieven",
        "Bijlage 1. Overzicht van waarschijnlijkheid en impactscores per criterium",
        "Bijlage 2. Scenario’s",
        "Bijlage 3. Methode, aannames en bronnen",
        "Bijlage 4. Herkomst van de uitkomsten",
    ]
    second = [s.title for s in report.sections if s.number.startswith("1.")]
    assert second == ["1.1 Aanleiding", "1.2 Bouwstenen", "1.3 Resultaten van de strategie", "1.4 Leeswijzer"]


def test_the_summary_holds_the_four_lines_word_for_word() -> None:
    report = findings("nrb-2012")
    quotes = [b for b in section(report, "Samenvatting").blocks if isinstance(b, Quote)]
    assert quotes[0].lines == LINES


def test_english_report_gives_the_dutch_lines_too_and_marks_them_as_dutch() -> None:
    report = findings("nrb-2012", "en")
    quotes = [b for b in section(report, "Summary").blocks if isinstance(b, Quote)]
    assert [q.lang for q in quotes] == [None, "nl"]
    assert quotes[1].lines == LINES


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ROUNDS)
def test_headings_never_skip_a_level(name: str, lang: Lang) -> None:
    report = findings(name, lang)
    levels = [s.level for s in report.sections]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    assert len({s.id for s in report.sections}) == len(levels)


@pytest.mark.parametrize("name", ROUNDS)
def test_figures_and_tables_are_numbered_in_reading_order(name: str) -> None:
    report = findings(name)
    for kind in (Table, FigureBlock):
        numbers = [b.number for b in report.blocks() if isinstance(b, kind)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers


@pytest.mark.parametrize("name", ROUNDS)
def test_every_row_is_as_long_as_its_header(name: str) -> None:
    for table in (b for b in findings(name).blocks() if isinstance(b, Table)):
        assert {len(row) for row in table.rows} <= {len(table.header)}, table.caption
        assert table.rows, table.caption


def test_numbers_have_a_comma_in_dutch_and_a_point_in_english() -> None:
    dutch = all_words(findings("rrp-brabant-zuidoost-2019"))
    english = all_words(findings("rrp-brabant-zuidoost-2019", "en"))
    assert "catastrofaal (E), 0,43 (0,43 tot 0,52)" in dutch
    assert "catastrophic (E), 0.43 (0.43 to 0.52)" in english
    without_numbers = re.compile(r"(?<![\d.])\d+\.\d+%")
    assert not without_numbers.search(dutch)
    assert without_numbers.search(english)
    assert "met 2.000 trekkingen" in dutch
    assert "with 2,000 draws" in english


def test_only_an_illustrative_round_carries_a_warning() -> None:
    assert findings("nrb-2012").warning == ""
    warned = findings("voorbeeld-2012")
    assert warned.warning == "Voorbeeld met verzonnen scores – niet geschikt voor besluitvorming"
    assert warned.warning in words(section(warned, "Samenvatting"))


def test_decisions_under_way_are_the_results_so_far() -> None:
    text = words(section(findings("nrb-2012"), "Resultaten van de strategie"))
    assert "Alert Online" in text
    assert "In uitvoering" in text
    assert "geen overzicht van capaciteiten die in eerdere rondes zijn versterkt" in text


def test_the_summary_says_how_many_scenarios_keep_their_class() -> None:
    dossier, assessment = example("rrp-brabant-zuidoost-2019")
    firm = sum((r.same_class_share or 0) >= 0.999 for r in assessment.scenarios)
    text = words(section(findings_report(dossier, assessment), "Samenvatting"))
    assert firm == 0
    assert "Van de zeven berekende scenario’s houdt er geen onder alle onderzochte gewichten" in text


def test_title_page_facts_come_from_the_round_and_the_branding() -> None:
    dossier, assessment = example("nrb-2012")
    report = findings_report(dossier, assessment)
    assert (report.organisation, report.year, report.stamp) == (
        "Ministerie van Veiligheid en Justitie",
        2013,
        date(2013, 1, 1),
    )
    assert report.run_id == assessment.run_record.id
    own = findings_report(dossier, assessment, branding=Branding("Gemeente Dorp"))
    assert own.organisation == "Gemeente Dorp"
    dated = dossier.model_copy(update={"round": dossier.round.model_copy(update={"published_on": date(2013, 11, 8)})})
    assert findings_report(dated, assessment).stamp == date(2013, 11, 8)


def test_a_large_round_is_counted_in_sentences_and_named_in_tables() -> None:
    rounds: Round = many(70)
    report = findings_report(*rounds)
    assert "70 scenario’s beoordeeld" in words(section(report, "Samenvatting"))
    assert not any(s.listed for s in report.sections if s.heading == "Pandemie, variant 3" and s.number == "")
    assert max(len(line) for line in words(section(report, "Belangrijkste uitkomsten")).splitlines()) < 600
    figures = [b for b in report.blocks() if isinstance(b, FigureBlock)]
    assert len(figures) == 1
