# SPDX-License-Identifier: EUPL-1.2
"""Section 3.3: the chosen measures under the five headings, with reasons and what turns them."""

from __future__ import annotations

from dataclasses import replace

from tests.report.analyses import CHOSEN, advice, analysis, results
from tests.report.rounds import HEADINGS, example, words
from weerbaar.base import Lang, Text
from weerbaar.capability.choice import Flip
from weerbaar.report.cost_words import cost_words
from weerbaar.report.draft import Draft
from weerbaar.report.field_advice import flip_words, reason, write_field_advice
from weerbaar.report.model import BulletList, Section, plain
from weerbaar.report.weighing import outcome_words

NL, EN = Draft("nl"), Draft("en")


def written(lang: Lang = "nl") -> list[Section]:
    draft = Draft(lang)
    draft.chapter("Advies", "Advice")
    write_field_advice(draft, results(), advice(), example("voorbeeld-2012")[1])
    return list(draft.sections())


def test_the_five_headings_of_the_letter_stand_in_their_order() -> None:
    titles = [s.heading for s in written() if s.level == 3]
    assert titles == [f"{letter}. {title}" for letter, title in zip("abcde", HEADINGS, strict=True)]


def test_every_measure_stands_under_its_own_heading_once() -> None:
    measures = analysis().measures
    assert measures is not None
    sections = {s.heading.partition(". ")[2]: s for s in written() if s.level == 3}
    for heading in analysis().header.headings:
        items = [plain(i.runs) for b in sections[heading.title.nl].blocks if isinstance(b, BulletList) for i in b.items]
        mine = [m for m in measures.measures if m.heading == heading.id]
        assert len(items) == len(mine)
        for measure in mine:
            assert sum(i.startswith(measure.title.nl) for i in items) == 1


def test_a_heading_without_a_chosen_measure_says_so() -> None:
    last = written()[-1]
    assert last.heading.startswith("e. ")
    assert "Onder dit kopje wordt geen van de voorgestelde maatregelen geadviseerd." in words(last)


def test_each_measure_tells_cost_owner_start_and_firmness() -> None:
    measures = analysis().measures
    assert measures is not None
    known = {m.id: m for m in measures.measures}
    text = "\n".join(words(s) for s in written())
    for id_, start in CHOSEN:
        line = next(x for x in text.split("\n") if x.startswith(f"{known[id_].title.nl}. "))
        assert f"osten: {cost_words(known[id_].cost, 'nl')}; uitvoering: {known[id_].owner}; start: {start}" in line
    assert "kern (gekozen in 100% van de toestanden)" in text
    assert "grensgeval (gekozen in 90% van de toestanden)" in text


def test_the_reason_gives_what_would_come_back() -> None:
    choice = advice().choice
    verdict = next(v for v in choice.verdicts if v.id == "infrastructuur-cyberdetectie")
    _, assessment = example("voorbeeld-2012")
    for draft in (NL, EN):
        assert outcome_words(verdict.buys, choice.unit, draft.lang) in reason(draft, choice, assessment, verdict)
    needed = replace(verdict, fulfils=(Text(nl="terrein b"),))
    assert "Zij is nodig voor de afspraak over terrein b." in reason(NL, choice, assessment, needed)
    fixed = replace(verdict, fixed="always")
    assert reason(NL, choice, assessment, fixed).startswith("Haar uitvoering staat al vast.")


def test_what_turns_a_verdict_over() -> None:
    chosen = next(v for v in advice().choice.verdicts if v.chosen and v.fixed is None)
    other = next(v for v in advice().choice.verdicts if not v.chosen)
    assert flip_words(NL, chosen) == (
        "valt af als de kosten meer dan 80% hoger zijn of het effect onder 62% van het geschatte ligt"
    )
    assert flip_words(NL, other) == (
        "wordt gekozen als de kosten dalen tot 45%, het effect 140% groter is of het budget 130% van het huidige is"
    )
    close = replace(chosen, cost_flip=Flip(1.02, 20.0), effect_flip=None)
    assert flip_words(EN, close) == "falls out when the cost is more than a few per cent higher"
    smaller = replace(other, cost_flip=None, enters=0.5)
    assert flip_words(NL, smaller) == "wordt gekozen als het effect 140% groter is"
    firm = replace(chosen, cost_flip=Flip(None, 20.0), effect_flip=None)
    assert flip_words(EN, firm) == "falls out at no cost or effect examined"
    blocked = replace(firm, blocked=Text(nl="De regel vraagt haar.", en="The rule asks it."))
    assert flip_words(EN, blocked) == "cannot be left out: the rule asks it"
    hopeless = replace(other, cost_flip=None, effect_flip=None, enters=None)
    assert flip_words(NL, hopeless) == ""


def test_english_has_no_dutch_words_of_ours() -> None:
    text = "\n".join(words(s) for s in written("en"))
    for word in ("uitvoering", "Niet gekozen", "valt af", "toestanden", "Breed inzetbaar"):
        assert word not in text
    assert "Not chosen" in text
    assert "carried out by" in text
