# SPDX-License-Identifier: EUPL-1.2
"""Chapter 3 with a capability analysis, the same as a document, and the paragraph of the letter."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from tests.report.analyses import SECRET, advice, digits, hostile_results, renderings, results, secret_results
from tests.report.rounds import HOSTILE, all_words, example, section, words
from tests.report.test_html import parsed
from tests.report.test_pdf import text_of
from weerbaar.base import Lang, percentage
from weerbaar.dossier import Decision, Heading
from weerbaar.report import (
    advice_report,
    eu_summary,
    findings_report,
    letter_core,
    render_html,
    render_pdf,
    with_analysis,
)
from weerbaar.report.model import Report, RunRecordBlock, Table


@lru_cache
def document(lang: Lang = "nl") -> Report:
    return advice_report(with_analysis(example("voorbeeld-2012")[1], results()), results(), lang)


@lru_cache
def findings(lang: Lang = "nl") -> Report:
    dossier, assessment = example("voorbeeld-2012")
    return findings_report(dossier, with_analysis(assessment, results()), lang, capability=results())


def test_chapter_3_has_its_sections_in_order() -> None:
    found = [(s.number, s.heading) for s in findings().sections if s.number.startswith("3") and s.level <= 2]
    assert found == [
        ("3", "Agenderingsadvies"),
        ("3.1", "Van scenario’s naar capaciteiten"),
        ("3.2", "De weging"),
        ("3.3", "Advies per terrein"),
        ("3.4", "Opvolging"),
    ]


def test_decisions_of_the_round_stand_between_advice_and_follow_up() -> None:
    dossier, assessment = example("voorbeeld-2012")
    heading = example("nrb-2012")[0].decision_headings[0]
    decided = dossier.model_copy(
        update={
            "decision_headings": (Heading(id="h", letter="a", title=heading.title),),
            "decisions": (Decision(id="d", heading="h", text=heading.title, scenarios=("cyberhacktivisme",)),),
        }
    )
    report = findings_report(decided, assessment, capability=results())
    found = [s.number for s in report.sections if s.heading == "Te versterken capaciteiten"]
    assert found == ["3.4"]
    assert [s.number for s in report.sections if s.heading == "Opvolging"] == ["3.5"]


def test_without_an_analysis_nothing_changes() -> None:
    dossier, assessment = example("nrb-2012")
    plain = findings_report(dossier, assessment)
    assert plain == findings_report(dossier, assessment, capability=None)
    assert [s.heading for s in plain.sections if s.number.startswith("3.") and s.level == 2] == [
        "Van scenario’s naar capaciteiten",
        "Te versterken capaciteiten",
    ]


def test_the_other_chapters_stay_as_they_were_but_for_what_points_to_chapter_3() -> None:
    dossier, assessment = example("voorbeeld-2012")
    before = {s.heading: words(s) for s in findings_report(dossier, assessment).sections if s.number.startswith("2")}
    after = {s.heading: words(s) for s in findings().sections if s.number.startswith("2")}
    assert before == after
    assert "besluit met een overzicht" in words(section(findings(), "Resultaten van de strategie"))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_letter_and_the_summary_get_one_paragraph_with_the_figures(lang: Lang) -> None:
    dossier, assessment = example("voorbeeld-2012")
    choice = advice().choice
    part = percentage(choice.evaluation.reduction.mean / choice.evaluation.before.mean, lang)
    letter = letter_core(dossier, assessment, lang, capability=results())
    without = letter_core(dossier, assessment, lang)
    more = [b for b in letter.blocks() if b not in list(without.blocks())]
    assert len(more) == 1
    heading = {"nl": "Te versterken capaciteiten", "en": "Capabilities to be strengthened"}[lang]
    assert part in words(section(letter, heading))
    assert part in words(section(findings(lang), {"nl": "Samenvatting", "en": "Summary"}[lang]))


def test_an_analysis_without_measures_says_that_nothing_was_weighed() -> None:
    bare = replace(results(), advice=None, progress=None)
    report = advice_report(example("voorbeeld-2012")[1], bare)
    assert "er is daarom niets gewogen" in words(section(report, "De weging"))
    assert not [s for s in report.sections if s.heading == "Advies per terrein"]


def test_made_up_numbers_carry_a_warning_also_with_a_real_round() -> None:
    assert document().warning.startswith("Voorbeeld met verzonnen getallen")
    dossier, assessment = example("voorbeeld-2012")
    real = replace(assessment, illustrative=False)
    assert findings_report(dossier, real).warning == ""
    assert findings_report(dossier, real, capability=results()).warning.startswith("Voorbeeld met verzonnen getallen")


def test_assumptions_and_provenance_are_at_the_end() -> None:
    annex = document().sections[-1]
    (record,) = [b for b in annex.blocks if isinstance(b, RunRecordBlock)]
    shown = dict(record.entries)
    assert shown["Capaciteitenanalyse (sha256)"] == results().analysis.content_hash
    assert shown["Tekorten, kenmerk"] == results().gaps.run_record.id
    assert shown["Keuze, kenmerk"] == advice().run_record.id
    assert findings().sections[-1] == replace(annex, id=findings().sections[-1].id)


def test_every_caption_carries_the_run_of_both() -> None:
    assessment = with_analysis(example("voorbeeld-2012")[1], results())
    captions = parsed(findings()).xpath("//figcaption")
    assert captions
    assert all(assessment.run_record.id in c.text_content() for c in captions)


def test_headings_are_in_order_and_tables_have_as_many_cells_as_columns() -> None:
    for report in (document(), findings(), document("en")):
        levels = [int(h.tag[1]) for h in parsed(report).iter("h1", "h2", "h3", "h4", "h5")]
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
        for block in report.blocks():
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.header)}
                assert not block.widths or len(block.widths) == len(block.header)


def test_english_has_no_dutch_of_ours() -> None:
    text = all_words(document("en"))
    for word in ("scenario’s", "toestanden", "tekort", "vertrouwelijk", "onbekend", "Weggenomen", "kosten"):
        assert word not in text, word


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
def test_no_rendering_holds_a_confidential_number(lang: Lang) -> None:
    dossier, assessment = example("voorbeeld-2012")
    secret = secret_results()
    for report in (
        advice_report(assessment, secret, lang),
        eu_summary(assessment, secret, lang),
        letter_core(dossier, assessment, lang, capability=secret),
    ):
        for text in renderings(report, word=lang == "nl").values():
            assert f"{SECRET:.0f}"[:6] not in digits(text)


def test_markup_in_the_data_stays_text(poppler: Path, tmp_path: Path) -> None:
    report = advice_report(example("voorbeeld-2012")[1], hostile_results())
    assert "<script" not in render_html(report).lower()
    assert HOSTILE in parsed(report).text_content()
    text = text_of(poppler, render_pdf(report), tmp_path)
    assert "<script>alert(1)</script>" in text
    assert "root:" not in text


def test_the_same_results_give_the_same_report() -> None:
    """That the same report is written the same every time is proven in test_pdf and test_docx."""
    again = document.__wrapped__()
    assert again == document()
    assert render_html(again) == render_html(document())
