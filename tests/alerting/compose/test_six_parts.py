# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.compose.labelled_texts import LABELLED, UNSEEN
from tests.alerting.compose.texts_of_regions import KEPT_APART, KNOWN
from weerbaar.alerting.compose.sentences import sentences
from weerbaar.alerting.compose.six_parts import PARTS, Part, part_of, six_parts
from weerbaar.base import Lang

_LETTER = dict(zip("STRWAI", PARTS, strict=True))


def _measured(part: Part) -> tuple[float, float]:
    """Precision and recall of one part over all labelled texts."""
    right = found = there = 0
    for lang, letters, text in LABELLED:
        labelled = part in {_LETTER[letter] for letter in letters}
        read = six_parts(text, lang).present[part]
        right += labelled and read
        found += read
        there += labelled
    return right / found, right / there


def test_there_are_enough_labelled_texts() -> None:
    assert len(LABELLED) >= 60
    assert {lang for lang, _, _ in LABELLED} == {"nl", "en"}


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("sender", 1.0, 1.0),
        ("time", 1.0, 1.0),
        ("risk", 0.95, 0.95),
        ("where", 0.95, 0.95),
        ("action", 0.95, 0.95),
        ("info", 0.95, 0.95),
    ],
)
def test_precision_and_recall_on_the_labelled_texts(part: Part, precision: float, recall: float) -> None:
    measured = _measured(part)
    assert measured[0] >= precision
    assert measured[1] >= recall


@pytest.mark.parametrize(
    ("part", "recall"),
    [("sender", 1.0), ("time", 1.0), ("risk", 1.0), ("where", 1.0), ("action", 1.0), ("info", 1.0)],
)
def test_on_texts_far_from_the_first_rules_nothing_is_found_that_is_not_there(part: Part, recall: float) -> None:
    labelled = [part in {_LETTER[letter] for letter in letters} for _, letters, _ in UNSEEN]
    read = [six_parts(text, lang).present[part] for lang, _, text in UNSEEN]
    assert not [text for there, found, (_, _, text) in zip(labelled, read, UNSEEN, strict=True) if found and not there]
    assert sum(read) / sum(labelled) >= recall


def _counted(texts: Iterable[tuple[Lang, str, str]], part: Part) -> tuple[int, int, int, int]:
    """Texts that have a part and those of them where it was found, texts that lack it and those where it was found."""
    letter = next(letter for letter, one in _LETTER.items() if one == part)
    sure = [(lang, letters, text) for lang, letters, text in texts if letter.lower() not in letters]
    having = [six_parts(text, lang).present[part] for lang, letters, text in sure if letter in letters]
    lacking = [six_parts(text, lang).present[part] for lang, letters, text in sure if letter not in letters]
    return len(having), sum(having), len(lacking), sum(lacking)


@pytest.mark.parametrize(
    ("part", "missed"), [("sender", 0), ("time", 0), ("risk", 0), ("where", 0), ("action", 1), ("info", 0)]
)
def test_on_the_known_texts_of_regions_no_part_is_found_that_is_not_there(part: Part, missed: int) -> None:
    having, found, lacking, wrongly = _counted(KNOWN, part)
    assert (having - found, wrongly) == (missed, 0)
    assert having >= 20
    assert lacking >= 4


@pytest.mark.parametrize(
    ("part", "missed", "wrongly"),
    [("sender", 0, 0), ("time", 0, 0), ("risk", 1, 0), ("where", 0, 0), ("action", 1, 1), ("info", 1, 0)],
)
def test_on_the_texts_kept_apart_hardly_a_part_is_missed(part: Part, missed: int, wrongly: int) -> None:
    having, found, _, false = _counted(KEPT_APART, part)
    assert having - found <= missed
    assert false <= wrongly


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("nl", "NL-Alert: gas ontsnapt in Goes.", {"sender": "NL-Alert", "risk": "gas", "where": "Goes"}),
        ("nl", "Heel Leiden zit zonder stroom.", {"where": "Leiden", "risk": "zonder stroom"}),
        ("nl", "GGD Zeeland 11-10-2025: geen kraanwater.", {"sender": "GGD Zeeland", "risk": "geen kraanwater"}),
        ("nl", "Brand in Uden. Stem af op 1Limburg.", {"info": "1Limburg"}),
        ("nl", "Brand in Uden. Allen moeten ver wegblijven.", {"action": "Allen moeten ver wegblijven"}),
        ("en", "Fire in Uden. If you are outside, walk away.", {"action": "walk away"}),
        ("en", "Valkenburg may flood. Listen to Radio West.", {"where": "Valkenburg", "info": "Radio West"}),
    ],
)  # fmt: skip
def test_each_verdict_shows_the_words_it_rests_on(lang: Lang, text: str, words: dict[Part, str]) -> None:
    readings = six_parts(text, lang).readings
    assert {part: text[readings[part].start : readings[part].end] for part in words} == words
    assert {readings[part].state for part in words} == {"present"}


@pytest.mark.parametrize(
    ("part", "lang", "text"),
    [
        ("risk", "nl", "Er is iets aan de hand in Utrecht."),
        ("risk", "nl", "De brandweer is in Utrecht aan het werk."),
        ("risk", "nl", "Bel in Utrecht 112 bij brand."),
        ("risk", "nl", "Er is geen brand in Utrecht."),
        ("risk", "nl", "Kijk op utrecht.nl/brand."),
        ("risk", "nl", "Verzamel in de Rembrandt in Utrecht."),
        ("risk", "en", "Go to the fire station in Utrecht."),
        ("action", "nl", "Let op: brand in Utrecht."),
        ("action", "nl", "Houd rekening met overlast in Utrecht."),
        ("action", "nl", "De politie sluit de straat en hulpdiensten blijven in Utrecht."),
        ("action", "nl", "Brand. Bel voor vragen 0800-1351."),
        ("action", "nl", "Iedereen moet rustig blijven."),
        ("action", "en", "Fire in Utrecht. Stay alert and expect delays."),
        ("where", "nl", "RTV Utrecht meldt brand."),
        ("info", "nl", "Brand in Utrecht. Volg de aanwijzingen van de politie."),
    ],
)
def test_what_only_looks_like_a_part_is_not_counted(part: Part, lang: Lang, text: str) -> None:
    assert six_parts(text, lang).readings[part].state != "present"


def test_an_alert_of_2022_has_all_six_with_their_places() -> None:
    text = LABELLED[0][2]
    read = six_parts(text, "nl")
    shown = {part: text[reading.start : reading.end] for part, reading in read.readings.items()}
    assert read.complete
    assert shown == {
        "sender": "NL-Alert",
        "time": "18-02-2022 17:12",
        "risk": "Extreme weersomstandigheden",
        "where": "Nederland",
        "action": "Blijf binnen",
        "info": "politie.nl",
    }


def test_the_framework_of_2013_asks_for_five() -> None:
    text = "NL-Alert 12-05-2016 08:55: Brand in Moerdijk. Sluit ramen en deuren."
    assert not six_parts(text, "nl").complete
    assert six_parts(text, "nl").complete_by_five


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("time", "Brand in Utrecht om 14:05."),
        ("time", "Brand in Utrecht vandaag."),
        ("where", "Brand in uw omgeving."),
        ("action", "Brand in Utrecht. Volg aanwijzingen op."),
        ("info", "Brand in Utrecht. Meer informatie volgt."),
        ("risk", "Er is een incident in Utrecht."),
        ("sender", "Politie is ter plaatse."),
    ],
)
def test_what_is_half_said_is_doubtful(part: Part, text: str) -> None:
    assert six_parts(text, "nl").readings[part].state == "doubtful"


@given(st.text(max_size=200), st.sampled_from(["nl", "en"]))
def test_any_text_gives_places_inside_it(text: str, lang: Lang) -> None:
    for reading in six_parts(text, lang).readings.values():
        assert 0 <= reading.start <= reading.end <= len(text)
        assert (reading.state == "absent") == (reading.start == reading.end)


def test_each_sentence_serves_one_part() -> None:
    text = LABELLED[1][2]
    assert [part_of(sentence, "nl") for sentence in sentences(text)] == [
        "sender", "risk", "action", "action", "action", "info",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("OEFENING NL-Alert 26-11-2026 14:00: Blijf binnen in Moerdijk.", "nl"),
        ("NL-Alert 26-11-2026 14:00: OEFENING OEFENING. Blijf binnen in Moerdijk.", "nl"),
        ("EXERCISE NL-Alert 26-11-2026 14:00: Stay inside in Moerdijk.", "en"),
    ],
)
def test_the_mark_of_an_exercise_is_not_what_is_going_on(text: str, lang: Lang) -> None:
    found = six_parts(text, lang)
    assert found.readings["risk"].state == "absent"
    assert found.readings["action"].state == "present"


def test_that_it_is_a_test_is_what_is_going_on() -> None:
    assert (
        six_parts("NL-Alert: Dit is een testbericht. U hoeft niets te doen.", "nl").readings["risk"].state == "present"
    )
