# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.compose.drafts import NL, STARTS, draft
from weerbaar.alerting.compose.channels import CHANNEL_NAMES, LONGEST, Channel, ChannelText, render
from weerbaar.alerting.compose.draft import Draft
from weerbaar.base import Lang


def _text(one: Draft, channel: Channel, lang: Lang = "nl") -> ChannelText:
    return next(text for text in render(one) if (text.channel, text.lang) == (channel, lang))


def test_every_channel_in_every_language_of_the_draft() -> None:
    assert [(text.lang, text.channel) for text in render(draft())] == [
        (lang, channel) for lang in ("nl", "en") for channel in CHANNEL_NAMES
    ]
    assert {text.lang for text in render(draft(en=""))} == {"nl"}


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("broadcast", NL),
        ("post", NL),
        ("board-short", "Brand met veel rook in Utrecht. Ga naar binnen. vru.nl"),
        ("board-long", NL.partition(": ")[2]),
        ("screen", "NL-Alert\n" + NL.partition(": ")[2]),
        (
            "radio",
            "Dit is een bericht van Veiligheidsregio Utrecht.\nBrand met veel rook in Utrecht. Ga naar binnen. "
            "Sluit ramen en deuren. Meer informatie: vru punt nl.\n"
            "Wij herhalen wat u moet doen. Ga naar binnen. Sluit ramen en deuren.",
        ),
        (
            "website",
            "Wat is er aan de hand\nBrand met veel rook in Utrecht.\n"
            "Wat u moet doen\nGa naar binnen. Sluit ramen en deuren."
            "\nMeer informatie\nMeer informatie: vru.nl.\nGeldig\nDit bericht geldt tot 18:05 uur.",
        ),
    ],
)
def test_what_each_channel_gets(channel: Channel, text: str) -> None:
    assert _text(draft(), channel).text == text


def test_questions_leave_open_what_nobody_knows_yet() -> None:
    sections = {section.heading: section.text for section in _text(draft(), "questions").sections}
    assert sections["Wat moet ik doen?"] == "Ga naar binnen. Sluit ramen en deuren."
    assert sections["Voor welk gebied geldt dit?"] == "Utrecht"
    assert sections["Wat is nog niet bekend?"] == "[vul aan]"


def test_the_interpreter_gets_what_to_spell_and_what_to_show() -> None:
    sections = {section.heading: section.text for section in _text(draft(), "sign-language").sections}
    assert sections["Eerst: wat doen"] == "Ga naar binnen. Sluit ramen en deuren."
    assert sections["Spellen met de vingers"] == "vru.nl"
    assert sections["Cijfers in beeld"] == "26-11-2026, 14:05"


def test_a_question_stays_with_its_answer() -> None:
    text = (
        "NL-Alert 26-11-2026 14:05: 112 is niet bereikbaar in Utrecht. Spoed? Bel 0900-8844. Bel niet voor vragen. "
        "Kijk op crisis.nl."
    )
    one = draft(kind="emergency-number-failure", nl=text)
    assert _text(one, "board-short").text == "112 is niet bereikbaar in Utrecht. Spoed? Bel 0900-8844."


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "Brand met veel rook in Utrecht.",
                "Ga naar binnen.",
                "Sluit alle ramen en deuren van uw huis en van uw schuur en houd ze dicht tot u bericht krijgt.",
                "Meer informatie van Veiligheidsregio Utrecht: vru.nl.",
                "Spoed?",
                "De rook trekt naar het noordoosten en kan op sommige plekken laag blijven hangen, ook vannacht.",
            ]
        ),
        max_size=9,
    ),
    st.booleans(),
)
def test_no_channel_gets_more_than_it_can_hold_and_nothing_is_made_up(sentences: list[str], heading: bool) -> None:
    text = ("NL-Alert 26-11-2026 14:05: " if heading else "") + " ".join(sentences)
    one = draft(nl=text or "Brand.", expires=STARTS + timedelta(hours=1))
    short = {"Brand", "met", "rook.", "vru.nl", "NL-Alert"}
    for made in render(one):
        if made.lang == "nl" and made.channel in LONGEST:
            assert len(made.text) <= LONGEST[made.channel]
            assert set(made.text.split()) <= set(one.texts.nl.split()) | short
