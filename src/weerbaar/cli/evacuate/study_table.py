# SPDX-License-Identifier: EUPL-1.2
"""What a study prints: hours until shares are safe beside what no plan can beat, what decides them, and queues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli.printing import columns, wrapped

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.demand import Departures
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.simulation import Clearance
    from weerbaar.evacuation.study import Study

_NAMED_BOTTLENECKS = 10
_NAMED_QUEUES = 5
_NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def hours(value: float | None, lang: Lang) -> str:
    """Return hours to one decimal; a dash where it was not reached."""
    from weerbaar.base import number

    return "-" if value is None else number(value, lang, 1)


def study_lines(studies: Sequence[Study], lang: Lang) -> list[str]:
    """Return studies of one network as lines: the table, then what decides and the queues of the last study."""
    from weerbaar.base import number
    from weerbaar.evacuation.study import ROUTING_WORDS, bound_clearance

    nl, first = lang == "nl", studies[0]
    total, people = first.departures.total_veh, first.departures.people
    size = (number(people, lang), number(total, lang))
    words = "{} mensen in {} voertuigen" if nl else "{} people in {} vehicles"
    head = ("Uren tot veilig" if nl else "Hours until safe", "50%", "90%", "99%", "laatste" if nl else "last")
    rows = [(ROUTING_WORDS[s.settings.routing].in_(lang), *_row(s.outcome.clearance(), lang)) for s in studies]
    if first.bound is not None:
        found = bound_clearance(first.bound.times_s, first.bound.out_by_veh, total, first.bound.quickest_s)
        rows.append(("geen plan is sneller dan" if nl else "no plan is quicker than", *_row(found, lang)))
    lines = [f"{first.network.name}: {words.format(*size)}", "", *columns([head, *rows], right=(1, 2, 3, 4))]
    if first.bound is not None:
        lines += ["", *bottleneck_lines(first.network, first.departures, first.bound, lang)]
    queues = [_queue_lines(study, lang, named=len(studies) > 1) for study in studies]
    if not any(queues):
        queues = [["", "Nergens een file." if nl else "No queue anywhere."]]
    # What holds for the roads is said by every study of them.
    warnings = dict.fromkeys(warning.in_(lang) for study in studies for warning in study.warnings)
    lines += [line for each in queues for line in each]
    if warnings:
        lines.append("")
    for warning in warnings:
        lines += wrapped(f"{'Let op' if nl else 'Note'}: {warning}")
    record = ", ".join(study.record.id for study in studies)
    return [*lines, "", f"{'Berekening' if nl else 'Run'}: {record}"]


def bottleneck_lines(network: RoadNetwork, departures: Departures, bound: Bound, lang: Lang) -> list[str]:
    """Return in words and as a table what decides how long it takes at best."""
    from weerbaar.base import number
    from weerbaar.evacuation.flow import deciding

    nl = lang == "nl"
    found, last = deciding(network, departures, bound)
    until = "ten minste duurt" if nl else "it takes at least"
    lines: list[str] = []
    if not last:
        lines = wrapped(
            "Tot de laatste veilig is, bepaalt geen weg de duur maar wie het laatst vertrekt."
            if nl
            else "Until the last is safe no road decides how long it takes but who sets out last."
        )
        until += " tot 90% veilig is" if nl else " until 90% is safe"
    if not found:
        return lines
    many = str(len(found)) if len(found) >= len(_NUMBERS) else (_NUMBERS if nl else _ENGLISH)[len(found)]
    roads, one = all(each.kind == "road" for each in found), len(found) == 1
    if nl:
        what = ("weg" if roads else "plaats") if one else ("wegen" if roads else "plaatsen")
        lines.append(f"Deze {many} {what} {'bepaalt' if one else 'bepalen'} hoe lang het {until}:")
    else:
        what = ("road" if roads else "place") + ("" if one else "s")
        lines.append(f"{'This' if one else 'These'} {many} {what} {'decides' if one else 'decide'} how long {until}:")
    head = ("Weg of uitgang", "Uren vol", "Voertuigen") if nl else ("Road or exit", "Hours full", "Vehicles")
    rows = [
        (
            each.name if each.kind == "road" else f"{'uitgang' if nl else 'exit'} {each.name}",
            number(each.hours, lang, 1),
            number(each.vehicles, lang),
        )
        for each in found[:_NAMED_BOTTLENECKS]
    ]
    lines += columns([head, *rows], right=(1, 2))
    if len(found) > _NAMED_BOTTLENECKS:
        rest = len(found) - _NAMED_BOTTLENECKS
        lines.append(f"… en nog {rest}" if nl else f"… and {rest} more")
    return lines


def _row(found: Clearance, lang: Lang) -> tuple[str, str, str, str]:
    return (
        hours(found.t50_h, lang),
        hours(found.t90_h, lang),
        hours(found.t99_h, lang),
        hours(found.last_h, lang),
    )


def _queue_lines(study: Study, lang: Lang, *, named: bool) -> list[str]:
    import numpy as np

    from weerbaar.base import number
    from weerbaar.evacuation.study import ROUTING_WORDS

    nl, queued = lang == "nl", study.outcome.queued_veh
    longest = queued.max(axis=0, initial=0.0)
    order = [int(link) for link in np.argsort(-longest, kind="stable")[:_NAMED_QUEUES] if longest[link] >= 1]
    of = f" ({ROUTING_WORDS[study.settings.routing].in_(lang)})" if named else ""
    if not order:
        return []
    rows = [
        (
            study.network.road(link),
            number(float(longest[link]), lang),
            number(float(study.outcome.times_s[int(queued[:, link].argmax())]) / 3600, lang, 1),
        )
        for link in order
    ]
    head = (f"Langste files{of}", "Voertuigen", "Na uren") if nl else (f"Longest queues{of}", "Vehicles", "After hours")
    return ["", *columns([head, *rows], right=(1, 2))]
