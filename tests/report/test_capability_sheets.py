# SPDX-License-Identifier: EUPL-1.2
"""One page per capability."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.report.analyses import (
    CHOSEN,
    SECRET,
    analysis,
    crowded_results,
    digits,
    gaps_of_example,
    hostile_results,
    renderings,
    results,
    secret_results,
)
from tests.report.rounds import HOSTILE, words
from tests.report.test_factsheets import key_figures
from tests.report.test_html import parsed
from tests.report.test_pdf import pages_of
from weerbaar.base import Lang, Text
from weerbaar.report import CapabilityResults, capability_sheets, render_html, render_pdf
from weerbaar.report.capability_sheets import MOST_TASKS
from weerbaar.report.capability_words import probability_words, quantity, spread_words
from weerbaar.report.model import BulletList, Columns, Section, Table, plain


def sheet(name: str, lang: Lang = "nl", given: CapabilityResults | None = None) -> Section:
    report = capability_sheets(given or results(), lang)
    order = [g.id for g in gaps_of_example().capabilities]
    return report.sections[order.index(name)]


def table(part: Section, caption: str) -> Table:
    return next(b for b in part.blocks if isinstance(b, Table) and b.caption.startswith(caption))


def listed(part: Section, side: int) -> list[str]:
    columns = next(b for b in part.blocks if isinstance(b, Columns))
    blocks = (columns.left, columns.right)[side]
    return [f"{plain(i.runs)} | {plain(i.detail)}" for b in blocks if isinstance(b, BulletList) for i in b.items]


def test_there_is_one_sheet_per_capability_in_the_order_of_the_file() -> None:
    report = capability_sheets(results())
    assert [s.heading for s in report.sections] == [g.name.nl for g in gaps_of_example().capabilities]
    assert all(s.sheet and s.new_page for s in report.sections)
    assert report.run_id == gaps_of_example().run_record.id


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_figures_are_those_of_the_gaps(lang: Lang) -> None:
    gaps = gaps_of_example()
    caption = {"nl": "Nodig, aanwezig", "en": "Needed, present"}[lang]
    cells = [c for c in gaps.cells if c.capability == "voortgang-basispolitiezorg" and c.numbers is not None]
    rows = table(sheet("voortgang-basispolitiezorg", lang), caption).rows
    assert len(rows) == len(cells) == 3
    for row, cell in zip(rows, cells, strict=True):
        assert cell.numbers is not None
        assert row[2] == spread_words(cell.numbers.need, lang)
        assert row[3] == spread_words(cell.numbers.present, lang)
        assert row[4] == probability_words(cell.numbers, gaps.run_record.draws, lang)


def test_key_figures_are_of_the_worst_scenario() -> None:
    gaps = gaps_of_example()
    cell = gaps.cell("voortgang-basispolitiezorg", "grootschalige-onlusten")
    assert cell.numbers is not None
    found = key_figures(sheet("voortgang-basispolitiezorg"))
    assert found["Stand"] == ("Tekort", "breed inzetbaar")
    assert found["Kans op tekort"] == (
        probability_words(cell.numbers, gaps.run_record.draws, "nl"),
        "Grootschalige onlusten",
    )
    assert found["Ontbreekt gemiddeld"][0] == quantity(cell.numbers.shortfall, "nl")


def test_what_is_confidential_is_withheld_everywhere_on_the_sheet() -> None:
    found = key_figures(sheet("me-inzet"))
    assert {found[k][0] for k in ("Kans op tekort", "Ontbreekt gemiddeld", "Hoe vaak een tekort")} == {"Vertrouwelijk"}
    assert found["Stand"][0] == "Tekort"
    (row,) = table(sheet("me-inzet"), "Nodig, aanwezig").rows
    assert row[3:] == ("vertrouwelijk", "vertrouwelijk")
    assert listed(sheet("me-inzet"), 1)[0] == "Politie: vertrouwelijk | overheid"


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
def test_no_rendering_holds_a_confidential_number(lang: Lang) -> None:
    for text in renderings(capability_sheets(secret_results(), lang), word=lang == "nl").values():
        assert f"{SECRET:.0f}"[:6] not in digits(text)


def test_unknown_is_said() -> None:
    part = sheet("psychosociale-hulp")
    assert key_figures(part)["Kans op tekort"][0] == "Onbekend"
    columns = next(b for b in part.blocks if isinstance(b, Columns))
    assert "Niemand heeft gezegd wat aanwezig is." in words(Section("x", 1, "", "x", columns.right))


def test_tasks_with_scenario_and_link() -> None:
    needs = analysis().needs
    assert needs is not None
    mine = [t for t in needs.tasks if any(n.capability == "me-inzet" for n in t.needs)]
    assert listed(sheet("me-inzet"), 0) == [f"{t.title.nl} | Grootschalige onlusten; respons" for t in mine]
    assert len(mine) <= MOST_TASKS


def test_measures_and_whether_they_were_chosen() -> None:
    rows = {row[0]: row for row in table(sheet("voortgang-basispolitiezorg"), "Maatregelen").rows}
    assert rows["Publiek-private bijstand door beveiligingsbedrijven"][3] == "ja, vanaf 2014"
    assert rows["Afspraken met Defensie over bijstand aan de politie"][3] == "nee"
    assert dict(CHOSEN)["bijstand-beveiligers"] == 2014
    without = table(sheet("voortgang-basispolitiezorg", given=replace(results(), advice=None)), "Maatregelen")
    assert len(without.header) == 3
    assert "In deze analyse: geen." in words(sheet("me-inzet"))


def test_the_history_of_the_register_or_that_there_is_none() -> None:
    assert "Bijstand bij basispolitiezorg (NRB 2012): besloten" in words(sheet("voortgang-basispolitiezorg"))
    assert "In het register: niets." in words(sheet("me-inzet"))
    assert "hoort geen register" in words(sheet("me-inzet", given=replace(results(), progress=None)))


def test_marks_and_sources_but_not_those_of_a_confidential_line() -> None:
    text = words(sheet("voortgang-basispolitiezorg"))
    assert "gevonden in de bron en verzonnen ter illustratie" in text
    assert "Blik op Nieuws, mei 2006" in text
    assert "nota met" not in words(sheet("me-inzet", given=secret_results()))


def test_one_page_each(poppler: Path, tmp_path: Path) -> None:
    for given in (hostile_results(), crowded_results(), results()):
        content = render_pdf(capability_sheets(given))
        assert pages_of(poppler, content, tmp_path) == len(given.gaps.capabilities)


def test_the_same_results_give_the_same_sheets() -> None:
    """That the same report is written the same every time is proven in test_pdf and test_docx."""
    assert capability_sheets(results()) == capability_sheets(results())


def test_with_many_scenarios_the_most_serious_ones_are_shown() -> None:
    gaps = gaps_of_example()
    gap = gaps.capability("voortgang-basispolitiezorg")
    model = gaps.cell(gap.id, "grootschalige-onlusten")
    assert model.numbers is not None
    names = [f"s{i}" for i in range(9)]
    cells = tuple(
        replace(model, scenario=name, tasks=(), numbers=replace(model.numbers, probability=i / 10))
        for i, name in enumerate(names)
    )
    scenarios = tuple((name, Text(nl=name)) for name in names)
    many = replace(results(), gaps=replace(gaps, scenarios=scenarios, cells=cells, capabilities=(gap,)))
    shown = table(capability_sheets(many).sections[0], "Nodig, aanwezig")
    assert [row[0] for row in shown.rows] == ["s8", "s7", "s6", "s5", "s4", "s3"]
    assert shown.note.endswith("En nog drie.")


def test_what_does_not_fit_is_counted() -> None:
    part = sheet("voortgang-basispolitiezorg", given=crowded_results())
    columns = next(b for b in part.blocks if isinstance(b, Columns))
    assert "En nog 28." in words(Section("x", 1, "", "x", columns.left))
    assert "En nog" in words(part)


def test_markup_in_the_data_stays_text() -> None:
    report = capability_sheets(hostile_results())
    assert "<script" not in render_html(report).lower()
    assert HOSTILE in parsed(report).text_content()
