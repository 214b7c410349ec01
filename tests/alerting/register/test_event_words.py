# SPDX-License-Identifier: EUPL-1.2
"""Every event in a sentence."""

from __future__ import annotations

import pytest

from tests.alerting.register.uses_told import NOON, Told, draft, order, receipt
from weerbaar.alerting.register import (
    AllClear,
    Answer,
    Approved,
    CancelOrdered,
    CancelReceipt,
    CancelSent,
    CellCancel,
    CellReceipt,
    Checked,
    Content,
    Decided,
    Ended,
    Evaluated,
    Imported,
    Note,
    OnAir,
    Peer,
    Receipt,
    Rejected,
    Returned,
    Sent,
    StatusReport,
    event_words,
)
from weerbaar.alerting.register.events import KIND_OF, Kind

H = "0" * 64
SAID: list[tuple[Content, str]] = [
    (draft(), "Concept opgeslagen."),
    (draft(offered=True), "Concept ter goedkeuring aangeboden."),
    (
        Decided(tree="t", answers=(Answer(question="q", answer="a", by="b", at=NOON),), outcome="send"),
        "Criteria doorlopen: inzetten.",
    ),
    (Decided(tree="t", answers=(), outcome=None), "Criteria doorlopen: nog open."),
    (Checked(draft=H, check="plaats", seen="Moerdijk"), "Controle plaats gedaan; gezien: Moerdijk"),
    (Checked(draft=H, check="plaats", seen="ok", shown=False), "Controle plaats niet aangetoond; getypt: ok"),
    (Returned(draft=H, reason="fout"), "Teruggegeven: fout"),
    (Rejected(draft=H, reason="fout"), "Afgewezen: fout"),
    (Approved(draft=H, by=("B",), checks=("a", "b")), "Goedgekeurd door B na 2 controles."),
    (
        Approved(draft=H, by=("B", "C"), emergency=True, reason="storing"),
        "Noodvrijgave zonder controles door B, C: storing",
    ),
    (order(attempt=2), "Opdracht o1 aan bsc-1: 4371/4010, 3 zendcellen, poging 2."),
    (order(cells="all"), "Opdracht o1 aan bsc-1: 4371/4010, het hele netwerk."),
    (Sent(order="o1", ended="timeout", detail="10 s"), "Verzending van o1: er kwam geen antwoord (10 s)."),
    (receipt(c1="taken", c2="taken", c3="silent"), "Ontvangstbewijzen van o1: 2 aangenomen, 1 zonder antwoord."),
    (
        Receipt(order="o1", cells={"c": CellReceipt(result="refused", cause="6 capaciteit")}),
        "Ontvangstbewijzen van o1: 1 geweigerd (6 capaciteit).",
    ),
    (StatusReport(order="o1", cells={"a": 3, "b": 5, "c": None}), "Stand van o1: 2 zendcellen, 3 tot 5 uitzendingen."),
    (StatusReport(order="o1", cells={"c": None}), "Stand van o1: geen zendcel telt."),
    (CancelOrdered(order="o1"), "Intrekken van o1 opgedragen."),
    (CancelSent(order="o1", ended="answered"), "Intrekken van o1: er kwam antwoord."),
    (
        CancelReceipt(order="o1", cells={"c": CellCancel(result="stopped")}),
        "Bewijs van intrekken van o1: 1 gestopt.",
    ),
    (OnAir(order="o1", proof="gehoord"), "o1 is in de lucht: gehoord"),
    (Ended(reason="expired"), "Beëindigd: de geldigheid is verlopen."),
    (AllClear(how="nl-alert"), "Gevaar voorbij gemeld: met NL-Alert."),
    (Evaluated(lessons=("a", "b")), "Geëvalueerd. a; b"),
    (Note(text="x"), "x"),
    (Peer(channel="bsc-1", peer="b", state="restarted"), "b op bsc-1 herstart."),
    (Imported(date="2013-01-01", region="NL", incident="x", status="test", source="l.csv"), "Overgenomen uit l.csv."),
]


@pytest.mark.parametrize(("content", "nl"), SAID)
def test_an_event_is_said_in_both_languages(content: Content, nl: str) -> None:
    (event,) = Told().say("u", content).events
    words = event_words(event)
    assert words.nl == nl
    assert words.en


def test_every_kind_has_its_words() -> None:
    assert {KIND_OF[type(content)] for content, _ in SAID} == set(Kind)


def test_a_cause_and_a_check_are_said_in_english_too() -> None:
    refused = Receipt(order="o1", cells={"c": CellReceipt(result="refused", cause="0: onbekende parameter")})
    told = Told().say("u", refused, Checked(draft=H, check="einde-gevaar", seen="12:00"))
    receipts, check = map(event_words, told.events)
    assert receipts.en == "Receipts of o1: 1 refused (0: parameter not recognised)."
    assert check.en == 'Check "All-clear" done; seen: 12:00'


def test_one_is_not_plural() -> None:
    (event,) = Told().say("u", StatusReport(order="o1", cells={"a": 1})).events
    assert event_words(event).nl == "Stand van o1: 1 zendcel, 1 uitzending."
