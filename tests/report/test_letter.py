# SPDX-License-Identifier: EUPL-1.2
"""The core of the letter to parliament."""

from __future__ import annotations

from tests.report.rounds import HEADINGS, LINES, all_words, example, section, words
from weerbaar.report import letter_core
from weerbaar.report.model import BulletList, Quote, plain


def test_the_letter_has_its_four_lines_and_five_lettered_headings() -> None:
    report = letter_core(*example("nrb-2012"))
    quote = next(b for b in report.blocks() if isinstance(b, Quote))
    assert quote.lines == LINES
    lettered = [s.title for s in report.sections if s.number]
    assert lettered[:5] == [f"{letter}. {title}" for letter, title in zip("abcde", HEADINGS, strict=True)]


def test_every_decision_stands_under_its_heading() -> None:
    dossier, assessment = example("nrb-2012")
    report = letter_core(dossier, assessment)
    for heading in dossier.decision_headings:
        listed = next(b for b in section(report, heading.title.nl).blocks if isinstance(b, BulletList))
        assert [plain(i.runs) for i in listed.items] == [
            d.text.nl for d in dossier.decisions if d.heading == heading.id
        ]


def test_the_five_fields_are_announced_as_the_letter_does() -> None:
    text = words(section(letter_core(*example("nrb-2012")), "Te versterken capaciteiten"))
    for letter, title in zip("abcde", HEADINGS, strict=True):
        assert f"{letter}. {title}" in text


def test_other_initiatives_and_nl_alert_are_there() -> None:
    text = all_words(letter_core(*example("nrb-2012")))
    assert "Overige beleidsinitiatieven" in text
    assert "NL-Alert twaalf maal ingezet" in text
    assert "gedachtenexperimenten en nadrukkelijk geen voorspellingen" in text


def test_the_letter_has_no_cover_and_no_contents() -> None:
    report = letter_core(*example("nrb-2012"), lang="en")
    assert not report.cover
    assert not report.contents
    assert report.title == "Letter to parliament: core"


def test_a_round_without_decisions_says_so_and_has_no_empty_chapter() -> None:
    report = letter_core(*example("rrp-brabant-zuidoost-2019"))
    assert "geen besluiten" in words(section(report, "Te versterken capaciteiten"))
    assert "Overige beleidsinitiatieven" not in [s.heading for s in report.sections]


def test_made_up_scores_are_announced_first() -> None:
    report = letter_core(*example("voorbeeld-2012"))
    assert words(report.sections[0]).startswith("Voorbeeld met verzonnen scores")
