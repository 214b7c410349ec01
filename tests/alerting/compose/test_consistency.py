# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.alerting.compose.drafts import draft
from weerbaar.alerting.compose import consistency
from weerbaar.alerting.compose.channels import Channel, ChannelText, Section, render
from weerbaar.alerting.compose.consistency import consistency_findings
from weerbaar.alerting.compose.filling import examples, fill
from weerbaar.alerting.compose.templates import Template, templates


def _found(channel: Channel, text: str) -> list[tuple[str, str]]:
    edited = ChannelText(channel, "nl", (Section("", text),))
    return [(finding.rule, finding.level) for finding in consistency_findings(draft(), [edited])]


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.id)
def test_what_is_rendered_never_contradicts_its_source(one: Template) -> None:
    texts = fill(one, examples(one))
    made = draft(kind=one.kind, nl=texts.nl, en=texts.en)
    found = consistency_findings(made, render(made))
    # A short board may have no room for anything to do; that is said, and nothing else is wrong.
    assert {(f.rule, f.where.rpartition(".")[0]) for f in found} <= {("channel.action-missing", "channel.board-short")}


def test_each_finding_says_which_language_it_is_about() -> None:
    own = [ChannelText("board-short", lang, (Section("", "Rook. Smoke."),)) for lang in ("nl", "en")]
    found = [one.message for one in consistency_findings(draft(), own) if one.rule == "channel.action-missing"]
    assert [one.nl.partition(":")[0] for one in found] == [
        "vertrekbord, kort (Nederlands)",
        "vertrekbord, kort (Engels)",
    ]
    assert [one.in_("en").partition(":")[0] for one in found] == [
        "departure board, short (Dutch)",
        "departure board, short (English)",
    ]


@pytest.mark.parametrize(
    ("channel", "text", "found"),
    [
        ("post", "Brand in Utrecht. Ga naar binnen. vru.nl", []),
        ("post", "Brand in Utrecht. Ga naar binnen. crisis.nl", [("channel.site", "error")]),
        (
            "post",
            "Brand. Ga naar binnen. Bel 0900-8844.",
            [("channel.phone", "error"), ("channel.action-added", "warning")],
        ),
        ("post", "Brand om 15:30. Ga naar binnen.", [("channel.time", "error")]),
        ("post", "Brand op 27-11-2026. Ga naar binnen.", [("channel.date", "error")]),
        ("post", "Brand. Ga naar binnen tot 18:05 uur.", []),
        ("post", "Brand. 50 gewonden. Ga naar binnen.", [("channel.number", "error")]),
        ("post", "Brand. Ga niet naar binnen.", [("channel.reversed", "error"), ("channel.action-missing", "warning")]),
        ("post", "Brand. Sluit ramen en deuren. Verlaat de wijk.", [("channel.opposite", "error")]),
        ("post", "Brand.", [("channel.action-missing", "warning")]),
        ("website", "Brand. Ga naar binnen.", [("channel.action-missing", "warning")]),
        (
            "board-short",
            "Brand. Ga naar binnen. Blijf daar tot nader bericht, want er is rook.",
            [("channel.too-long", "error")],
        ),
        ("radio", "Brand. Ga naar binnen. Sluit ramen en deuren. Kijk op vru punt nl.", []),
        ("radio", "Brand. Ga naar binnen. Sluit ramen en deuren. Om vijftien uur dertig.", [("channel.time", "error")]),
        ("radio", "Ga naar binnen. Sluit ramen en deuren. Kijk op crisis punt nl.", [("channel.site", "error")]),
    ],
)
def test_an_edited_text_is_held_against_the_source(channel: Channel, text: str, found: list[tuple[str, str]]) -> None:
    assert _found(channel, text) == found


def test_an_edit_in_english_is_held_against_the_english_source() -> None:
    english = next(text for text in render(draft()) if (text.channel, text.lang) == ("post", "en"))
    edited = replace(english, sections=(Section("", english.text.replace("Go inside", "Leave the area")),))
    assert [finding.rule for finding in consistency_findings(draft(), [edited])] == ["channel.opposite"]


def test_what_may_be_stated_is_worked_out_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    made = draft()
    texts = render(made)
    asked: list[str] = []
    plain = consistency.facts
    monkeypatch.setattr(consistency, "facts", lambda text, lang: asked.append(lang) or plain(text, lang))
    assert consistency_findings(made, texts) == []
    # The source text and what the draft holds, in two languages, and each text of a channel.
    assert len(asked) == 4 + len(texts)
