# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate fraction``: the share that is out before the water, by lead time, beside what was published."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.evacuate.leading import add_members, add_threat, ensembles_of, threat_of
from weerbaar.cli.evacuate.leaving import add_people, demand_of
from weerbaar.cli.evacuate.manner import add_calculation, add_measures
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Lang
    from weerbaar.evacuation.flood import Held, LeadTimes, ThreatenedArea

    Floats = npt.NDArray[np.float64]

_MEMBERS = 20
_LEAD_H = (12.0, 24.0, 48.0, 72.0, 96.0)
_EDGES = (0.05, 0.95)


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``fraction`` to the parser of ``weerbaar evacuate``."""
    help_text = "welk deel weg is voor het water, per voorspeltijd | the share out before the water, by lead time"
    command = actions.add_parser("fraction", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.fraction", "run_fraction"))
    add_roads(command)
    add_people(command)
    add_threat(command)
    add_measures(command)
    add_calculation(command)
    add_members(command, _MEMBERS)
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )


def run_fraction(arguments: argparse.Namespace) -> int:
    """Simulate each strategy, and print who is out before the water beside the best and what was published."""
    from weerbaar.evacuation.flood import FRACTION_WORDS, fractions_json, fractions_of

    lang: Lang = arguments.lang
    nl = lang == "nl"
    given = checked(read_roads(arguments), lang)
    lead_times, under = threat_of(arguments, given)
    ensembles, departures, best = ensembles_of(arguments, given, demand_of(arguments, given, lang), lang)
    found = fractions_of(ensembles, departures, best, lead_times, under, _LEAD_H, arguments.seed)
    rows = [
        (FRACTION_WORDS[name].in_(lang), found.shares.of(name), found.expected[name])
        for name in found.shares.strategies
    ]
    # Of one course of leaving, over the lanes as they are: drawn members may do a little better.
    bound = "grens bij het middelste vertrek, zonder extra stroken" if nl else _BOUND
    rows.append((bound, found.limit, found.limit_expected))
    lines = [*_head(given.network.name, lead_times, under, lang), "", *_table(rows, lang), ""]
    lines += [*_against(found.held, lang), "", *wrapped(lead_times.source.in_(lang))]
    lines.append(f"{'Berekening' if nl else 'Run'}: {', '.join(record.id for record in found.records)}")
    data = b"" if arguments.json is None else fractions_json(found, given.network.name)
    write_results([(arguments.json, data)], lang, printable("\n".join(lines)))
    return 0


def _head(name: str, lead_times: LeadTimes, under: Sequence[ThreatenedArea], lang: Lang) -> list[str]:
    from weerbaar.evacuation.flood import WATER_NAMES

    water = WATER_NAMES[lead_times.water].in_(lang)
    rings = ", ".join(area.number for area in under)
    of = (f"; dijkringen {rings}" if lang == "nl" else f"; dike rings {rings}") if rings else ""
    return wrapped(f"{name}: {water}{of}")


def _table(rows: Sequence[tuple[str, Floats, Floats]], lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import percentage

    nl = lang == "nl"
    head = (
        "Van alle mensen weg voor het water" if nl else "Of all people out before the water",
        *(f"{hours:.0f} {'uur' if nl else 'h'}" for hours in _LEAD_H),
        "verwacht" if nl else "expected",
        "5% - 95%",
    )
    shown = [
        (
            name,
            *(percentage(float(np.mean(share)), lang) for share in by_hour),
            percentage(float(np.mean(expected)), lang),
            " - ".join(percentage(float(np.quantile(expected, edge)), lang) for edge in _EDGES),
        )
        for name, by_hour, expected in rows
    ]
    return columns([head, *shown], right=tuple(range(1, len(head))))


def _against(held: Sequence[Held], lang: Lang) -> list[str]:
    nl = lang == "nl"
    if not held:
        return wrapped(
            "Over dit soort water is geen fractie gepubliceerd." if nl else "Of this kind of water none was published."
        )
    head = ("Gepubliceerd", "Zekerheid", "Waarde", "Hier", "Ernaast") if nl else _PUBLISHED
    rows = [
        (
            f"{one.value.place.in_(lang)}: {_WHAT[one.value.quantity][not nl].format(_days(one, lang))}",
            _CERTAINTY[one.value.certainty][not nl],
            *_values(one, lang),
        )
        for one in held
    ]
    said = wrapped(
        "Gepubliceerde fracties gaan uit van vaste routes; de vergelijking is met de eerste regel hierboven."
        if nl
        else "Published fractions are of fixed routes; the comparison is with the first line above."
    )
    return [*columns([head, *rows], right=(2, 3, 4)), *said]


def _values(one: Held, lang: Lang) -> tuple[str, str, str]:
    from weerbaar.base import number

    value = one.value
    if value.quantity == "full_evacuation_possible":
        words = ("nee", "ja") if lang == "nl" else ("no", "yes")
        return words[value.low > 0], words[one.found > 0], "-" if one.distance == 0 else "!"
    digits = 1 if value.quantity == "days_to_empty" else 2
    ends = [number(end, lang, digits) for end in (value.low, value.high) if end is not None]
    off = number(one.distance, lang, digits) if one.distance >= 0.5 * 10**-digits else "-"
    return " - ".join(dict.fromkeys(ends)), number(one.found, lang, digits), off


def _days(one: Held, lang: Lang) -> str:
    from weerbaar.base import number

    return "" if one.value.lead_days is None else number(one.value.lead_days, lang, 0)


_BOUND = "bound of the median departures, without extra lanes"
_PUBLISHED = ("Published", "Certainty", "Value", "Here", "Off by")
_WHAT = {
    "expected_fraction": ("verwachte fractie", "expected fraction"),
    "fraction_by_lead_time": ("fractie {} dagen na het besluit", "fraction {} days after the decision"),
    "full_evacuation_possible": ("iedereen weg in {} dagen", "everybody out in {} days"),
    "days_to_empty": ("dagen tot leeg", "days until empty"),
}
_CERTAINTY = {
    "published": ("gepubliceerd", "published"),
    "literature": ("literatuur", "literature"),
    "derived": ("afgeleid", "derived"),
    "memory": ("uit het hoofd", "from memory"),
    "assumption": ("aanname", "assumption"),
}
