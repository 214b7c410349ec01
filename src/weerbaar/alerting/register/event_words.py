# SPDX-License-Identifier: EUPL-1.2
"""An event in a sentence, for a timeline that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from weerbaar.alerting.approval import shipped_checks
from weerbaar.alerting.broadcast import cause_text
from weerbaar.alerting.register.events import (
    AllClear,
    Approved,
    CancelOrdered,
    CancelReceipt,
    CancelSent,
    Checked,
    Content,
    Decided,
    Drafted,
    Ended,
    Evaluated,
    Event,
    Imported,
    Note,
    OnAir,
    Ordered,
    Peer,
    Receipt,
    Rejected,
    Returned,
    Sent,
    StatusReport,
)
from weerbaar.base import Text

_ENDINGS = {
    "answered": Text(nl="er kwam antwoord", en="there was an answer"),
    "timeout": Text(nl="er kwam geen antwoord", en="there was no answer"),
    "refused": Text(nl="het werd geweigerd", en="it was refused"),
    "disconnected": Text(nl="de verbinding viel weg", en="the connection was lost"),
    "unknown": Text(nl="het is niet bekend hoe het afliep", en="it is not known how it ended"),
}
_OUTCOMES = {
    "send": Text(nl="inzetten", en="send"),
    "do_not_send": Text(nl="niet inzetten", en="do not send"),
    "consult": Text(nl="overleggen", en="consult"),
    None: Text(nl="nog open", en="still open"),
}
_RESULTS = {
    "taken": Text(nl="aangenomen", en="taken"),
    "refused": Text(nl="geweigerd", en="refused"),
    "silent": Text(nl="zonder antwoord", en="silent"),
    "stopped": Text(nl="gestopt", en="stopped"),
}
_ENDED = {
    "expired": Text(nl="de geldigheid is verlopen", en="it expired"),
    "cancelled": Text(nl="het is ingetrokken", en="it was withdrawn"),
    "replaced": Text(nl="een nieuw bericht kwam ervoor in de plaats", en="another message took its place"),
    "not_sent": Text(nl="het is niet verzonden", en="it was not sent"),
}
_CLEAR = {
    "nl-alert": Text(nl="met NL-Alert", en="by NL-Alert"),
    "other_means": Text(nl="langs een andere weg", en="in another way"),
    "not_needed": Text(nl="niet nodig", en="not needed"),
}
_PEERS = {
    "lost": Text(nl="weggevallen", en="lost"),
    "found": Text(nl="verbonden", en="connected"),
    "restarted": Text(nl="herstart", en="restarted"),
}


def event_words(event: Event) -> Text:
    """Return what happened in one sentence without its moment and who did it."""
    return _WORDS[type(event.said)](event.said)


def cause_in_words(kept: str) -> Text:
    """Return a cause that the register keeps as number and Dutch words; what was kept otherwise is as it was."""
    number, parted, _ = kept.partition(":")
    return Text(nl=kept, en=f"{number}: {cause_text(int(number)).en}") if parted and number.isdecimal() else _same(kept)


def _same(words: str) -> Text:
    return Text(nl=words, en=words)


def _title(check: str) -> Text:
    """Return the name of a check; one of a list of one's own is known by its id."""
    return next(
        (Text(nl=f'"{c.title.nl}"', en=f'"{c.title.in_("en")}"') for c in shipped_checks() if c.id == check),
        _same(check),
    )


def _drafted(said: Drafted) -> Text:
    if said.offered:
        return Text(nl="Concept ter goedkeuring aangeboden.", en="Draft offered for approval.")
    return Text(nl="Concept opgeslagen.", en="Draft saved.")


def _decided(said: Decided) -> Text:
    outcome = _OUTCOMES[said.outcome]
    return Text(nl=f"Criteria doorlopen: {outcome.nl}.", en=f"Criteria gone through: {outcome.en}.")


def _checked(said: Checked) -> Text:
    check = _title(said.check)
    if not said.shown:
        return Text(
            nl=f"Controle {check.nl} niet aangetoond; getypt: {said.seen}",
            en=f"Check {check.en} not shown to be done; typed: {said.seen}",
        )
    return Text(nl=f"Controle {check.nl} gedaan; gezien: {said.seen}", en=f"Check {check.en} done; seen: {said.seen}")


def _approved(said: Approved) -> Text:
    names = ", ".join(said.by)
    if said.emergency:
        return Text(
            nl=f"Noodvrijgave zonder controles door {names}: {said.reason}",
            en=f"Emergency release without checks by {names}: {said.reason}",
        )
    return Text(
        nl=f"Goedgekeurd door {names} na {len(said.checks)} controles.",
        en=f"Approved by {names} after {len(said.checks)} checks.",
    )


def _ordered(said: Ordered) -> Text:
    where_nl, where_en = "het hele netwerk", "the whole network"
    if said.cells != "all":
        one = len(said.cells) == 1
        where_nl = f"{len(said.cells)} {'zendcel' if one else 'zendcellen'}"
        where_en = f"{len(said.cells)} {'cell' if one else 'cells'}"
    again_nl = f", poging {said.attempt}" if said.attempt > 1 else ""
    again_en = f", attempt {said.attempt}" if said.attempt > 1 else ""
    number = f"{said.message_identifier}/{said.serial:04x}"
    return Text(
        nl=f"Opdracht {said.order} aan {said.channel}: {number}, {where_nl}{again_nl}.",
        en=f"Order {said.order} to {said.channel}: {number}, {where_en}{again_en}.",
    )


def _transport(nl: str, en: str) -> Callable[[Any], Text]:
    def words(said: Sent | CancelSent) -> Text:
        ending = _ENDINGS[said.ended]
        detail = f" ({said.detail})" if said.detail else ""
        return Text(nl=f"{nl} {said.order}: {ending.nl}{detail}.", en=f"{en} {said.order}: {ending.en}{detail}.")

    return words


def _cells(nl: str, en: str) -> Callable[[Any], Text]:
    def words(said: Receipt | CancelReceipt) -> Text:
        counts = Counter(str(cell.result) for cell in said.cells.values())
        causes = [cause_in_words(cause) for cause in sorted({cell.cause for cell in said.cells.values() if cell.cause})]
        why_nl, why_en = ("; ".join(words) for words in ((c.nl for c in causes), (c.en for c in causes)))
        return Text(
            nl=f"{nl} {said.order}: {_list(f'{n} {_RESULTS[r].nl}' for r, n in counts.items())}{_between(why_nl)}.",
            en=f"{en} {said.order}: {_list(f'{n} {_RESULTS[r].en}' for r, n in counts.items())}{_between(why_en)}.",
        )

    return words


def _status(said: StatusReport) -> Text:
    known = [n for n in said.cells.values() if n is not None]
    if not known:
        return Text(
            nl=f"Stand van {said.order}: geen zendcel telt.", en=f"Status of {said.order}: no cell keeps count."
        )
    cells_nl, cells_en = ("zendcel", "cell") if len(known) == 1 else ("zendcellen", "cells")
    low, high = min(known), max(known)
    times = f"{low}" if low == high else f"{low} tot {high}"
    times_en = times.replace("tot", "to")
    return Text(
        nl=f"Stand van {said.order}: {len(known)} {cells_nl}, {times} {'uitzending' if high == 1 else 'uitzendingen'}.",
        en=f"Status of {said.order}: {len(known)} {cells_en}, {times_en} {'broadcast' if high == 1 else 'broadcasts'}.",
    )


def _evaluated(said: Evaluated) -> Text:
    lessons = "; ".join(said.lessons)
    return Text(nl=f"Geëvalueerd. {lessons}", en=f"Evaluated. {lessons}")


def _between(words: str) -> str:
    return f" ({words})" if words else ""


def _list(parts: Iterable[str]) -> str:
    return ", ".join(parts)


_WORDS: Mapping[type[Content], Callable[[Any], Text]] = {
    Drafted: _drafted,
    Decided: _decided,
    Checked: _checked,
    Returned: lambda s: Text(nl=f"Teruggegeven: {s.reason}", en=f"Returned: {s.reason}"),
    Rejected: lambda s: Text(nl=f"Afgewezen: {s.reason}", en=f"Rejected: {s.reason}"),
    Approved: _approved,
    Ordered: _ordered,
    Sent: _transport("Verzending van", "Sending of"),
    Receipt: _cells("Ontvangstbewijzen van", "Receipts of"),
    StatusReport: _status,
    CancelOrdered: lambda s: Text(nl=f"Intrekken van {s.order} opgedragen.", en=f"Withdrawal of {s.order} ordered."),
    CancelSent: _transport("Intrekken van", "Withdrawal of"),
    CancelReceipt: _cells("Bewijs van intrekken van", "Proof of withdrawal of"),
    OnAir: lambda s: Text(nl=f"{s.order} is in de lucht: {s.proof}", en=f"{s.order} is on the air: {s.proof}"),
    Ended: lambda s: Text(nl=f"Beëindigd: {_ENDED[s.reason].nl}.", en=f"Ended: {_ENDED[s.reason].en}."),
    AllClear: lambda s: Text(nl=f"Gevaar voorbij gemeld: {_CLEAR[s.how].nl}.", en=f"All-clear: {_CLEAR[s.how].en}."),
    Evaluated: _evaluated,
    Note: lambda s: Text(nl=s.text, en=s.text),
    Peer: lambda s: Text(
        nl=f"{s.peer} op {s.channel} {_PEERS[s.state].nl}.", en=f"{s.peer} on {s.channel} {_PEERS[s.state].en}."
    ),
    Imported: lambda s: Text(nl=f"Overgenomen uit {s.source}.", en=f"Taken over from {s.source}."),
}
