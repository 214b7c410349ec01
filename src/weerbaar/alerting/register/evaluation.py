# SPDX-License-Identifier: EUPL-1.2
"""What an evaluator gets: one use whole, or the uses of a period as a table as the inventories of NIPV have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from weerbaar.alerting.compose import PART_NAMES, PARTS
from weerbaar.alerting.register.chain import head, written_moment
from weerbaar.alerting.register.event_words import event_words
from weerbaar.alerting.register.events import Event
from weerbaar.alerting.register.incidents import PeriodCount
from weerbaar.alerting.register.orders import OrderState
from weerbaar.alerting.register.quality import Quality
from weerbaar.alerting.register.uses import NETHERLANDS, Use, state_line
from weerbaar.base import Lang, harmless, json_bytes, number, spreadsheet_csv

# What Markdown or HTML would take for something else than words.
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def use_json(use: Use, events: Sequence[Event]) -> bytes:
    """Return one use as JSON: where it stands, its moments and cells, and all its events with their hashes.

    Args:
        use: as folded from ``events``.
        events: of that use.
    """
    seconds = use.time_to_air.total_seconds() if use.time_to_air is not None else None
    last = head(events)
    return json_bytes(
        {
            "schema": "weerbaar-alert-use-1",
            "id": use.id,
            "state": use.state.value,
            "status": use.status,
            "region": use.region,
            "incident": use.incident,
            "texts": dict(use.texts),
            "moments": {name: _moment(getattr(use.moments, name)) for name in use.moments.__dataclass_fields__},
            "requestToAirS": seconds,
            "allClear": use.all_clear,
            "releasedInEmergency": use.released_in_emergency,
            "unapprovedOrders": list(use.unapproved),
            "orders": [_order(order) for order in use.orders],
            "head": {"number": last.number, "hash": last.hash},
            "events": [
                {
                    "number": event.number,
                    "at": written_moment(event.at),
                    "kind": event.kind.value,
                    "by": event.by,
                    "content": event.content,
                    "previous": event.previous,
                    "hash": event.hash,
                }
                for event in events
            ],
        },
        digits=17,
    )


def cells_csv(use: Use, lang: Lang) -> bytes:
    """Return every cell of every order of one use as CSV for a spreadsheet."""
    nl = lang == "nl"
    headings = (
        [
            "kanaal",
            "opdracht",
            "berichtnummer",
            "volgnummer",
            "zendcel",
            "antwoord",
            "oorzaak",
            "uitzendingen",
            "intrekking",
        ]
        if nl
        else ["channel", "order", "identifier", "serial", "cell", "result", "cause", "broadcasts", "withdrawal"]
    )
    rows = [
        [
            order.order.channel,
            order.ids[-1],
            str(order.order.message_identifier),
            f"{order.order.serial:04x}",
            name,
            _RESULTS_NL[cell.result] if nl else cell.result,
            cell.cause,
            "" if cell.broadcasts is None else str(cell.broadcasts),
            "" if cell.cancelled is None else (_RESULTS_NL[cell.cancelled] if nl else cell.cancelled),
        ]
        for order in use.orders
        for name, cell in sorted(order.cells.items())
    ]
    return _table([headings, *rows], lang)


_RESULTS_NL = {
    "taken": "aangenomen",
    "refused": "geweigerd",
    "silent": "geen antwoord",
    "pending": "nog geen bericht",
    "stopped": "gestopt",
}


def timeline_markdown(use: Use, events: Iterable[Event], lang: Lang) -> str:
    """Return what happened with one use, moment by moment (Dutch time), as Markdown."""
    nl = lang == "nl"
    lines = [
        f"# {'Inzet' if nl else 'Use'} {_plain(use.id)}",
        "",
        f"{'Stand' if nl else 'State'}: {_plain(state_line(use).in_(lang))}.",
    ]
    if use.unapproved:
        warning = "Let op: verzonden zonder goedkeuring van dit concept" if nl else "Note: sent without approval"
        lines += ["", f"{warning}: {_plain(', '.join(use.unapproved))}."]
    if use.time_to_air is not None:
        minutes = use.time_to_air.total_seconds() / 60
        words = "Van verzoek tot uitzending" if nl else "From request to air"
        lines += ["", f"{words}: {minutes:.0f} {'minuten' if nl else 'minutes'}."]
    languages: tuple[Lang, ...] = ("nl", "en")
    for language in languages:
        text = use.texts.get(language, "")
        if not text:
            continue
        # A block by indent cannot be closed by what stands in it.
        lines += ["", f"{'Tekst' if nl else 'Text'} ({language}):", "", *(f"    {line}" for line in text.splitlines())]
    head_line = "| Tijd | Wie | Wat |" if nl else "| Time | Who | What |"
    lines += ["", head_line, "| --- | --- | --- |"]
    for event in events:
        at = event.at.astimezone(NETHERLANDS).strftime("%d-%m-%Y %H:%M:%S")
        lines.append(f"| {at} | {_plain(event.by)} | {_plain(event_words(event).in_(lang))} |")
    return "\n".join(lines) + "\n"


def period_csv(uses: Mapping[str, Use], count: PeriodCount, lang: Lang) -> bytes:
    """Return the deployments of a period as CSV for a spreadsheet, one message a row.

    Args:
        uses: of the register.
        count: the period, counted from the same uses.
    """
    headings = (
        "incident;inzet;datum;veiligheidsregio;soort;bron;verzoek;goedgekeurd;uitgezonden;minuten tot uitzending;"
        "zendcellen gevraagd;aangenomen;geweigerd;zonder antwoord;gevaar voorbij gemeld;noodvrijgave;tekst;tekst Engels"
        if lang == "nl"
        else "incident;use;date;safety region;kind;source;request;approved;on air;minutes to air;"
        "cells asked;taken;refused;silent;all-clear;emergency release;text;English text"
    ).split(";")
    rows = []
    for incident in count.incidents:
        for use in (uses[name] for name in incident.uses):
            minutes = use.time_to_air.total_seconds() / 60 if use.time_to_air is not None else None
            asked = use.cells.asked
            known = not use.imported
            rows.append(
                [
                    incident.id,
                    use.id,
                    str(use.day or ""),
                    use.region,
                    use.incident,
                    use.imported.source if use.imported else ("eigen register" if lang == "nl" else "own register"),
                    *(_moment(m) or "" for m in (use.moments.request, use.moments.approved, use.moments.on_air)),
                    "" if minutes is None else f"{minutes:.0f}",
                    str(asked) if known and asked is not None else "",
                    *(str(n) if known else "" for n in (use.cells.taken, use.cells.refused, use.cells.silent)),
                    use.all_clear or "",
                    ("ja" if lang == "nl" else "yes") if use.released_in_emergency else "",
                    use.texts.get("nl", ""),
                    use.texts.get("en", ""),
                ]
            )
    return _table([headings, *rows], lang)


def quality_csv(rows: Iterable[Quality], lang: Lang) -> bytes:
    """Return the completeness of messages per region and year as CSV for a spreadsheet: counts, with their interval."""
    nl = lang == "nl"
    headings = (
        ["veiligheidsregio", "jaar", "berichten", "volledig"] if nl else ["region", "year", "messages", "complete"]
    )
    headings += ["laag", "hoog", "onderdelen gevraagd"] if nl else ["low", "high", "parts asked"]
    headings += [*(PART_NAMES[part].in_(lang) for part in PARTS), "zonder tekst" if nl else "without text"]
    everything = "alle" if nl else "all"
    table = [
        [
            row.region or everything,
            str(row.year or everything),
            str(row.complete.of),
            str(row.complete.count),
            *("" if end is None else number(end, lang, 3) for end in (row.complete.low, row.complete.high)),
            str(len(row.parts)),
            *(str(row.present[part].count) if part in row.present else "" for part in PARTS),
            str(row.without_text),
        ]
        for row in rows
    ]
    return _table([headings, *table], lang)


def _order(order: OrderState) -> dict[str, Any]:
    return {
        "channel": order.order.channel,
        "attempts": list(order.ids),
        "identifier": order.order.message_identifier,
        "serial": order.order.serial,
        "replaced": order.replaced,
        "onAir": _moment(order.on_air_at),
        "withdrawn": order.withdrawn,
        "cells": {
            name: {
                "result": cell.result,
                "cause": cell.cause,
                "broadcasts": cell.broadcasts,
                "withdrawal": cell.cancelled,
            }
            for name, cell in sorted(order.cells.items())
        },
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(NETHERLANDS).isoformat(timespec="seconds") if at else None


def _table(rows: Iterable[Sequence[str]], lang: Lang) -> bytes:
    """Return rows, words of others among them, as CSV."""
    return spreadsheet_csv([[harmless(cell) for cell in row] for row in rows], lang)


def _plain(text: str) -> str:
    """Return words of others for one line of Markdown, with nothing in them that has a meaning there."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))
