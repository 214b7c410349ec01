# SPDX-License-Identifier: EUPL-1.2
"""The shipped example dossiers, compared with the letter and the published results they were made from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.dossier import Dossier, check_dossier, example_names, example_path, example_scenarios, load_dossier
from weerbaar.method import load_method, score

NAMES = ("nrb-2012", "nrb-history", "rrp-brabant-zuidoost-2019", "voorbeeld-2012")
BASE_3 = {"X": 0.0, "A": 1 / 81, "B": 1 / 27, "C": 1 / 9, "D": 1 / 3, "E": 1.0}
CLASS_STARTS = {"A": 0.0, "B": 1 / 81, "C": 1 / 27, "D": 1 / 9, "E": 1 / 3}
LETTER_LINES = (
    "Gewelddadige eenling – waarschijnlijkheid hoog; impact beperkt;",
    "Cyberhacktivisme – enigszins waarschijnlijk; impact aanzienlijk tot ernstig;",
    "Grootschalige onlusten – enigszins waarschijnlijk; impact zeer ernstig",
    "Wapenbeheersing falende staat – enigszins waarschijnlijk; impact zeer ernstig",
)


def plain(text: str) -> str:
    """Return the words of a text: lines joined, without footnote marks and hyphens.

    A hyphen at the end of a printed line may break a word (capaci-teiten) or belong to it
    (publiek-private), so hyphens are left out on both sides of every comparison.
    """
    without_notes = re.sub(r"^\s*[123] +(?:Kamerstuk|Ter inzage gelegd).*$", "", text, flags=re.MULTILINE)
    without_marks = re.sub(r"(?<=[a-z)])[123](?=[ .])", "", without_notes)
    joined = re.sub(r"-\s*\n\s*", "", without_marks)
    return " ".join(joined.replace("-", "").split())


@pytest.fixture(scope="module")
def printed(shared: Path) -> str:
    path = shared / "reference" / "letter-nationale-veiligheid-2013.txt"
    return plain(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def letter() -> Dossier:
    return load_dossier("nrb-2012")


@pytest.fixture(scope="module")
def reference_rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "reference" / "nrb-results.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_four_examples_are_shipped() -> None:
    assert example_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_example_is_without_problems(name: str) -> None:
    assert check_dossier(example_path(name)) == []
    assert load_dossier(name).round.id == name


@pytest.mark.parametrize("name", NAMES)
def test_everything_a_reader_sees_is_in_two_languages(name: str) -> None:
    dossier = load_dossier(name)
    texts = [dossier.round.title, dossier.round.statement, dossier.round.introduction]
    for scenario in dossier.scenarios:
        texts += [scenario.title, scenario.note, scenario.theme]
        texts += [text for _, text in scenario.storyline if text.nl]
    for entry in (*dossier.published, *dossier.capabilities, *dossier.decisions):
        texts.append(entry.note)
    texts += [d.text for d in dossier.decisions] + [c.name for c in dossier.capabilities]
    for initiative in dossier.initiatives:
        texts += [initiative.title, initiative.text]
    for heading in (*dossier.decision_headings, *dossier.initiative_headings):
        texts += [heading.title, heading.introduction]
    assert [text.nl for text in texts if text is not None and not (text.nl and text.en)] == []


def test_every_source_that_is_named_is_explained() -> None:
    for name in NAMES:
        dossier = load_dossier(name)
        named = {key for p in dossier.published for key in p.source}
        named |= {key for s in dossier.scenarios for key in s.sources}
        named |= {key for d in dossier.decisions for key in d.source}
        named |= {key for i in dossier.initiatives for key in i.source}
        named |= {key for s in dossier.judgements for j in s.judgements for key in j.sources}
        assert named <= dossier.sources.keys()


def test_unknown_example_names_the_ones_there_are() -> None:
    with pytest.raises(InputError) as caught:
        example_path("nrb-2013")
    assert "voorbeeld-2012" in str(caught.value)


# The letter of November 2013


def test_letter_lines_word_for_word(letter: Dossier, printed: str) -> None:
    assert tuple(p.line for p in letter.published) == LETTER_LINES
    for line in LETTER_LINES:
        assert f"• {line}" in printed


def test_letter_lines_hold_the_words_that_were_read(letter: Dossier) -> None:
    assert [(p.likelihood_classes, p.impact_classes) for p in letter.published] == [
        (("D", "E"), ("A",)),
        (("C",), ("B", "C")),
        (("C",), ("D",)),
        (("C",), ("D",)),
    ]
    for published in letter.published:
        assert f"impact {published.impact}" in published.line
        assert published.likelihood in published.line
        assert published.line.startswith(letter.scenario(published.scenario).title.nl.split(" (")[0])


def test_decisions_per_heading(letter: Dossier, printed: str) -> None:
    count = Counter(d.heading for d in letter.decisions)
    assert [(h.letter, h.title.nl, count[h.id]) for h in letter.decision_headings] == [
        ("a", "Samenwerking bij crisisbeheersing", 6),
        ("b", "Informatiepositie", 5),
        ("c", "Bewustwording en scholing", 4),
        ("d", "Crisiscommunicatie", 3),
        ("e", "Internationaal te agenderen capaciteiten", 4),
    ]
    for heading in letter.decision_headings:
        assert f"{heading.letter}. {heading.title.nl}" in printed


def test_decisions_are_the_words_of_the_letter_in_its_order(letter: Dossier, printed: str) -> None:
    places = [printed.find(plain(d.verbatim)) for d in letter.decisions]
    assert [d.id for d, place in zip(letter.decisions, places, strict=True) if place < 0 or not d.verbatim] == []
    assert places == sorted(places)


def test_nothing_of_the_letter_is_left_out_of_the_decisions(letter: Dossier, printed: str) -> None:
    start = printed.index("a. Samenwerking bij crisisbeheersing")
    rest = printed[start : printed.index("Overige beleidsinitiatieven", start)]
    for heading in letter.decision_headings:
        rest = rest.replace(f"{heading.letter}. {heading.title.nl}", "", 1)
        if heading.introduction is not None:
            assert plain(heading.introduction.nl) in rest
            rest = rest.replace(plain(heading.introduction.nl), "", 1)
    for decision in letter.decisions:
        rest = rest.replace(plain(decision.verbatim), "", 1)
    left = re.sub(r"[•;,.]", " ", rest).split()
    assert left == "Op het terrein van cybersecurity gaat het om: en en".split()


def test_decisions_say_whether_the_letter_makes_the_link(letter: Dossier) -> None:
    inferred = {d.id for d in letter.decisions if d.link == "inferred"}
    assert inferred == {
        "monitoren-sociale-media",
        "eigenstandige-informatiepositie",
        "inzet-middelen-diensten",
        "project-solistische-dreigers",
        "alert-online",
        "professionaliteit-ict-beroepsbevolking",
        "training-diplomaten",
        "sociale-media-crisiscommunicatie",
        "internationaal-agenderen",
    }
    assert {d.link for d in letter.decisions} == {"stated", "inferred"}
    # A link that the letter makes shows in its own words.
    threat = {
        "cyberhacktivisme": ("cyber", "ICT"),
        "wapenbeheersing-falende-staat": ("nucleair", "nucleaire", "Nuclear"),
        "grootschalige-onlusten": ("Grootschalige onlusten", "rellen"),
    }
    for decision in letter.decisions:
        if decision.link == "stated" and decision.capability != "samenwerking-cybersecurity":
            for scenario in decision.scenarios:
                assert any(word in decision.verbatim for word in threat[scenario])


def test_every_capability_has_a_decision(letter: Dossier) -> None:
    named = {d.capability for d in letter.decisions} - {None}
    assert named == {c.id for c in letter.capabilities}
    assert {c.state for c in letter.capabilities} == {"to strengthen"}


def test_initiatives_per_heading(letter: Dossier, printed: str) -> None:
    count = Counter(i.heading for i in letter.initiatives)
    assert [(h.letter, h.title.nl, count[h.id]) for h in letter.initiative_headings] == [
        ("a", "Rampenbestrijding en crisisbeheersing", 8),
        ("b", "Vitale infrastructuur", 4),
        ("", "Ter afsluiting", 2),
    ]
    for heading in letter.initiative_headings:
        assert f"{heading.letter}. {heading.title.nl}".removeprefix(". ") in printed


# Where the dossier departs from the letter: the minister, the House and 2013 are named, and spelling is corrected.
DEPARTURES = (
    ("Kabinet ", "kabinet "),
    ("Op 24 september heb ik het advies", "Op 24 september 2013 heeft de minister het advies"),
    ("aan uw Kamer aangeboden.", "aan de Tweede Kamer aangeboden (Kamerstuk 26 956, nr. 181)."),
    ("komt het kabinet dit najaar met", "komt het kabinet in het najaar van 2013 met"),
    (
        "Dit jaar herdachten we de watersnoodramp van 60 jaar geleden.",
        "In 2013 werd de watersnoodramp van 60 jaar geleden herdacht.",
    ),
    ("«middelen»", "‘middelen’"),
    ("ministeries van I&M en V&J", "ministeries van Infrastructuur en Milieu (I&M) en Veiligheid en Justitie (V&J)"),
    ("«module evacuatie bij grote overstromingen»", "‘module evacuatie bij grote overstromingen’"),
    ("rijks brede visie", "rijksbrede visie"),
    ("per 19 september van start", "per 19 september 2013 van start"),
    ("Ook zal het kabinet de aansluiting", "Het kabinet zal de aansluiting"),
    ("weerbaarheid verhogende", "weerbaarheidverhogende"),
    ("zal het kabinet u over", "zal het kabinet de Tweede Kamer over"),
    ("DDOS aanvallen", "DDoSaanvallen"),
    ("draagt er aan bij", "draagt eraan bij"),
    ("is er dit jaar opnieuw", "is er in 2013 opnieuw"),
    ("modelplan voor Veiligheidsregio’s", "modelplan voor veiligheidsregio’s"),
    ("ministerie van BZK", "ministerie van Binnenlandse Zaken en Koninkrijksrelaties (BZK)"),
    ("Het kabinet zal u daarover", "Het kabinet zal de Tweede Kamer daarover"),
)


def test_initiatives_are_the_letter_but_for_stated_departures(letter: Dossier, printed: str) -> None:
    start = printed.index("Overige beleidsinitiatieven a.")
    rest = printed[start : printed.index("De Minister van Veiligheid en Justitie, I.W.")]
    for words, instead in DEPARTURES:
        assert words in rest
        rest = rest.replace(words, instead)
    said = [h.introduction.nl for h in letter.initiative_headings if h.introduction is not None]
    said += [i.text.nl for i in letter.initiatives]
    for text in said:
        assert plain(text) in rest
        rest = rest.replace(plain(text), "", 1)
    headings = (
        "Overige beleidsinitiatieven a. Rampenbestrijding en crisisbeheersing NLAlert Grootschalige evacuatie "
        "Voorbereiding op crises b. Vitale infrastructuur Continuïteit bij uitval van ICT en elektriciteit "
        "Ter afsluiting"
    )
    assert rest.split() == headings.split()


def test_nl_alert_totals_and_sentence(letter: Dossier, printed: str) -> None:
    register = letter.alerts
    assert register is not None
    assert (str(register.start), str(register.end)) == ("2012-11-08", "2013-06-30")
    assert (register.count, register.regions, register.uses) == (12, 7, ())
    assert plain(register.statement.nl) in printed
    assert register.note is not None
    assert "niet gepubliceerd" in register.note.nl


def test_letter_has_no_scores_and_says_so(letter: Dossier) -> None:
    assert letter.round.scores == "published"
    assert letter.judgements == ()
    assert "Scores per criterium zijn niet gepubliceerd" in letter.round.statement.nl
    for scenario in letter.scenarios:
        assert "niet gepubliceerd" in scenario.storyline.justification.nl
        assert [name for name, text in scenario.storyline if text.nl] == ["justification"]


def test_introduction_quotes_the_letter(letter: Dossier, printed: str) -> None:
    assert letter.round.introduction is not None
    sentences = plain(letter.round.introduction.nl).split(". ")
    for sentence in sentences[:-1]:
        assert sentence in printed


# Scenario cards of the safety region Brabant-Zuidoost


@pytest.mark.parametrize(
    ("scenario", "total", "published"),
    [
        ("verstoring-energievoorziening", 0.1148, "D"),
        ("natuurbranden", 0.0901, "C"),
        ("pandemie", 0.4333, "E"),
        ("luchtvaartincident", 0.1790, "D"),
        ("dierziekte-niet-overdraagbaar", 0.0333, "B"),
        ("zoonosen", 0.0667, "D"),
        ("spoorvervoer-en-tunnel", 0.2272, "D"),
    ],
)
def test_brabant_bars_give_the_sums_of_the_reference(scenario: str, total: float, published: str) -> None:
    dossier = load_dossier("rrp-brabant-zuidoost-2019")
    (cards,) = dossier.judgements
    bars = {j.criterion: j.label for j in cards.judgements if j.scenario == scenario}
    assert bars.keys() == {"1.1", "2.1+2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3", "6.1", "likelihood"}
    impact = sum(0.1 * BASE_3[str(label)] for criterion, label in bars.items() if criterion != "likelihood")
    assert round(impact, 4) == total
    (place,) = [p for p in dossier.published if p.scenario == scenario]
    assert place.impact_classes == (published,)
    assert place.likelihood_classes == (bars["likelihood"],)


def test_brabant_bars_are_known_to_the_whole_class() -> None:
    (cards,) = load_dossier("rrp-brabant-zuidoost-2019").judgements
    assert cards.kind == "publication"
    for judgement in cards.judgements:
        # Only C and D have a half class above them.
        has_half = judgement.criterion != "likelihood" and judgement.label in ("C", "D")
        assert judgement.half == ("unknown" if has_half else None)
        assert judgement.evidence == "published"
        if judgement.label == "X":
            assert judgement.reason == "Niet op de kaart gedrukt: gelezen als niet van toepassing."


def test_brabant_bars_and_words_equal_the_reference_rows(reference_rows: list[dict[str, str]]) -> None:
    columns = {
        "1.1": "c1_1",
        "2.1+2.2": "casualties_combined",
        "2.3": "c2_3",
        "3.1": "c3_1",
        "4.1": "c4_1",
        "5.1": "c5_1",
        "5.2": "c5_2",
        "5.3": "c5_3",
        "6.1": "c6_1",
    }
    dossier = load_dossier("rrp-brabant-zuidoost-2019")
    rows = [row for row in reference_rows if row["round"] == dossier.round.label]
    assert len(rows) == len(dossier.published) == 7
    for row, place in zip(rows, dossier.published, strict=True):
        assert (place.impact, place.likelihood) == (row["impact_label_verbatim"], row["likelihood_label_verbatim"])
        for criterion, column in columns.items():
            (bar,) = [
                j.label
                for j in dossier.judgements[0].judgements
                if (j.scenario, j.criterion) == (place.scenario, criterion)
            ]
            assert bar == (row[column] or "X")


# Earlier rounds

ROUNDS = {"NRB 2007/8": 7, "NRB 2008/9": 14, "NRB 2011": 7, "NRB 2012": 4, "RRP Zeeland 2019": 7}


def test_history_scenarios_per_round() -> None:
    history = load_dossier("nrb-history")
    assert Counter(s.round for s in history.scenarios) == ROUNDS
    assert {s.kind_mark for s in history.scenarios} == {"assumed"}
    # The sea flood and the pandemic were published again in 2009.
    assert Counter(p.round for p in history.published) == {**ROUNDS, "NRB 2008/9": 16}


def test_history_equals_the_reference_rows(reference_rows: list[dict[str, str]]) -> None:
    history = load_dossier("nrb-history")
    for label in ROUNDS:
        rows = [row for row in reference_rows if row["round"] == label]
        first = [p for p in history.published if p.round == label and history.scenario(p.scenario).round == label]
        assert len(rows) == len(first)
        for row, place in zip(rows, first, strict=True):
            scenario = history.scenario(place.scenario)
            assert scenario.title.nl.replace("–", "-").removesuffix(" (Zeeland)") == row["scenario_nl"]
            assert (scenario.kind, place.year) == (row["kind"], int(row["year"]))
            assert place.impact == row["impact_label_verbatim"]
            assert place.likelihood == row["likelihood_label_verbatim"]
            for read, axis in ((place.impact_classes, "impact"), (place.likelihood_classes, "likelihood")):
                ends = (read[0], read[-1]) if read else ("", "")
                assert ends == (row[f"{axis}_class_low"], row[f"{axis}_class_high"])


def test_history_keeps_earlier_places() -> None:
    history = load_dossier("nrb-history")
    flood = [p for p in history.published if p.scenario == "westelijke-kust-overstroming"]
    assert [(p.year, p.likelihood, p.impact) for p in flood] == [
        (2008, "zeer onwaarschijnlijk", "catastrofaal"),
        (2009, "zeer onwaarschijnlijk", "catastrofaal"),
    ]
    pandemic = [p for p in history.published if p.scenario == "grieppandemie-ernstig"]
    assert [(p.year, p.likelihood, p.impact_classes) for p in pandemic] == [
        (2008, "waarschijnlijk", ()),
        (2009, "waarschijnlijk", ()),
    ]


def test_history_repeats_the_letter(letter: Dossier) -> None:
    again = [p for p in load_dossier("nrb-history").published if p.round == "NRB 2012"]
    assert tuple(p.line for p in again) == LETTER_LINES
    assert [p.scenario for p in again] == [p.scenario for p in letter.published]


# The illustrative example


def test_illustration_says_that_it_is_invented() -> None:
    example = load_dossier("voorbeeld-2012")
    assert example.round.scores == "illustrative"
    assert "verzonnen" in example.round.statement.nl
    assert "invented" in example.round.statement.en
    assert example.published == ()
    assert example.decisions == ()
    for scenario in example.scenarios:
        assert scenario.mark == "illustrative"
        assert "verzonnen" in scenario.storyline.justification.nl
        assert all(text.nl and text.en for _, text in scenario.storyline)
    for said in example.judgements:
        assert said.note is not None
        assert said.note.nl.startswith("Verzonnen")


def test_illustration_shows_every_kind_of_answer() -> None:
    example = load_dossier("voorbeeld-2012")
    said = [j for s in example.judgements for j in s.judgements]
    assert {s.kind for s in example.judgements} == {"expert", "group"}
    impact = [j for j in said if j.criterion != "likelihood"]
    assert len(impact) == 3 * 4 * 10
    assert all(j.reason for j in said)
    assert any(j.missing for j in impact)
    assert any(j.label == "X" and j.upper is None for j in impact)
    assert any(j.label == "X" and j.upper == "A" for j in impact)
    assert {name for j in impact for name in j.quantities or {}} == {"deaths", "persons", "duration_d", "cost_eur"}
    chance = [j for j in said if j.criterion == "likelihood"]
    assert {j.vulnerability for j in chance} >= {"low", "medium", "high"}
    assert any(j.probability is not None for j in chance)
    assert any(j.sub_class is not None for j in chance)


@pytest.mark.parametrize(
    ("scenario", "total", "published"),
    [
        ("gewelddadige-eenling", 0.0086, "A"),
        ("cyberhacktivisme", 0.0280, "BC"),
        ("grootschalige-onlusten", 0.1461, "D"),
        ("wapenbeheersing-falende-staat", 0.1580, "D"),
    ],
)
def test_illustration_falls_in_the_published_classes(scenario: str, total: float, published: str) -> None:
    method = load_method("nl-nrb-2009")
    example = load_dossier("voorbeeld-2012")
    impact = 0.0
    for criterion in method.criteria:
        values = []
        for judgement in (j for s in example.judgements for j in s.judgements):
            if (judgement.scenario, judgement.criterion) != (scenario, criterion.id) or judgement.missing:
                continue
            if judgement.quantities is not None:
                expected = {name: quantity.expected for name, quantity in judgement.quantities.items()}
                label = score(method, criterion.id, expected).label
            else:
                label = str(judgement.label)
            values.append(BASE_3[label])
        impact += 0.1 * sum(values) / len(values)
    assert round(impact, 4) == total
    assert max(k for k, start in CLASS_STARTS.items() if impact >= start) in published


@pytest.mark.parametrize("name", NAMES)
def test_the_scenarios_are_known_without_reading_them(name: str) -> None:
    assert example_scenarios(name) == {scenario.id for scenario in load_dossier(name).scenarios}
