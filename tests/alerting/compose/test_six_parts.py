# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.compose.labelled_texts import LABELLED, UNSEEN
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


def test_in_words_that_no_rule_knows_a_danger_is_doubtful_and_never_called_absent() -> None:
    """The rules know few of these dangers; what matters is that no right text is refused for it."""
    dangers = [(lang, text) for lang, letters, text in UNSEEN if "R" in letters]
    states = [six_parts(text, lang).readings["risk"].state for lang, text in dangers]
    assert len(states) == 18
    assert states.count("present") >= 3
    assert states.count("absent") <= 2


@pytest.mark.parametrize(
    ("part", "recall"), [("sender", 1.0), ("time", 1.0), ("where", 0.9), ("action", 0.6), ("info", 0.8)]
)
def test_on_unseen_texts_nothing_is_found_that_is_not_there(part: Part, recall: float) -> None:
    labelled = [part in {_LETTER[letter] for letter in letters} for _, letters, _ in UNSEEN]
    read = [six_parts(text, lang).present[part] for lang, _, text in UNSEEN]
    assert not [text for there, found, (_, _, text) in zip(labelled, read, UNSEEN, strict=True) if found and not there]
    assert sum(read) / sum(labelled) >= recall


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
