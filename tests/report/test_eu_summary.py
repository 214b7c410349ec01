# SPDX-License-Identifier: EUPL-1.2
"""The summary for the Commission as a whole."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.report.analyses import hostile_results, results
from tests.report.rounds import HOSTILE, all_words, example
from tests.report.test_html import parsed
from tests.report.test_pdf import text_of
from weerbaar.base import Lang
from weerbaar.report import eu_summary, render_docx, render_html, render_pdf
from weerbaar.report.eu_questions import PARTS, QUESTIONS
from weerbaar.report.model import Report


def summary(lang: Lang = "nl") -> Report:
    return eu_summary(example("voorbeeld-2012")[1], results(), lang)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_three_parts_and_every_question_with_an_answer(lang: Lang) -> None:
    report = summary(lang)
    parts = [s.heading for s in report.sections if s.level == 1][1:]
    assert [p.partition(". ")[2] for p in parts] == [t.in_(lang) for t in PARTS.values()]
    questions = [s for s in report.sections if s.level == 2]
    assert [s.number for s in questions] == [f"{q.number}." for q in QUESTIONS]
    for question in questions:
        after = list(report.sections)[list(report.sections).index(question) + 1 :]
        assert question.blocks or after[0].level == 3


def test_it_says_that_the_wording_was_not_compared() -> None:
    assert "niet met de tekst van de richtsnoeren vergeleken" in all_words(summary())
    assert "were not compared with the text of the guidelines" in all_words(summary("en"))


def test_english_has_no_dutch_of_ours() -> None:
    text = all_words(summary("en"))
    for word in ("Niet vastgelegd", "niet vastgelegd", "Maatregel", "vertrouwelijk", "scenario’s", "toereikend"):
        assert word not in text, word


def test_headings_are_in_order_and_ids_unique() -> None:
    tree = parsed(summary())
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5")]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_markup_in_the_data_stays_text(poppler: Path, tmp_path: Path) -> None:
    report = eu_summary(example("voorbeeld-2012")[1], hostile_results())
    assert "<script" not in render_html(report).lower()
    assert HOSTILE in parsed(report).text_content()
    assert "root:" not in text_of(poppler, render_pdf(report), tmp_path)


@pytest.mark.thorough
def test_the_same_summary_gives_the_same_bytes() -> None:
    assert render_pdf(summary()) == render_pdf(summary())
    assert render_docx(summary("en")) == render_docx(summary("en"))
