# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert tests``: when the half-yearly tests are, what to do for them, and what they reached."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang

_MODULE = "weerbaar.cli.alert.tests"


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``tests`` and its verbs to the parser of ``weerbaar alert``."""
    help_text = "halfjaarlijkse testberichten en hun bereik | half-yearly test messages and their reach"
    group = actions.add_parser("tests", help=help_text, description=help_text)
    verbs = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)
    plan_text = "testberichten van een jaar, met wat te doen | tests of a year, with what to do"
    plan = verbs.add_parser("plan", help=plan_text, description=plan_text, parents=[common])
    plan.set_defaults(command=(_MODULE, "run_plan"))
    plan.add_argument("year", type=options.whole_number(1, 9999), metavar="JAAR", help="jaar | year")
    plan.add_argument(
        "--first", choices=("NCC", "LMS"), default="NCC", help="wie in juni verzendt (NCC) | who sends in June"
    )
    plan.add_argument("--checklist", action="store_true", help="ook wat er te doen is | what there is to do as well")
    reach_text = "bereik sinds 2012 | reach since 2012"
    reach = verbs.add_parser("reach", help=reach_text, description=reach_text, parents=[common])
    reach.set_defaults(command=(_MODULE, "run_reach"))
    reach.add_argument("surveys", nargs="*", metavar="CSV", help="eigen onderzoeken erbij | surveys of your own")
    reach.add_argument(
        "--figure", type=figure_place, metavar="BESTAND", help="de kromme (.svg, .png, .pdf) | the curve"
    )


def run_plan(arguments: argparse.Namespace) -> int:
    """Print the two tests of a year."""
    from weerbaar.alerting.approval import dated_checklist, plan_tests

    lang: Lang = arguments.lang
    lines: list[str] = []
    for test in plan_tests(arguments.year, arguments.first):
        back_up = "achtervang" if lang == "nl" else "back-up"
        lines.append(f"{test.at:%d-%m-%Y %H:%M}  {test.sender} ({back_up}: {test.back_up})")
        if test.note is not None:
            lines += wrapped(f"  {test.note.in_(lang)}")
        if arguments.checklist:
            for dated in dated_checklist(test):
                lines += wrapped(f"  {dated.day:%d-%m-%Y}  {dated.step.text.in_(lang)}")
    print(printable("\n".join(lines)))
    return 0


def run_reach(arguments: argparse.Namespace) -> int:
    """Print the reach of every test that is known, with its range and source, and draw it where that is asked."""
    from weerbaar.alerting.approval import reach_history
    from weerbaar.base import percentage

    lang: Lang = arguments.lang
    nl = lang == "nl"
    found = reach_history([Path(place) for place in arguments.surveys])
    rows: list[Sequence[str]] = [
        ("Wanneer", "Laag", "Midden", "Hoog", "Bron") if nl else ("When", "Low", "Middle", "High", "Source")
    ]
    for point in found.points:
        shares = (percentage(share, lang) for share in (point.low, point.middle, point.high))
        rows.append((point.period, *shares, point.source.in_(lang)))
    lines = columns(rows, right=(1, 2, 3))
    if found.tests_without:
        days = ", ".join(f"{one:%d-%m-%Y}" for one in found.tests_without)
        said = "Van deze tests is geen bereik bekend" if nl else "Of these tests no reach is known"
        lines += wrapped(f"{said}: {days}.")
    results = []
    if arguments.figure:
        from weerbaar.figures import reach_of_tests

        results.append((arguments.figure, figure_bytes(reach_of_tests(found, lang), arguments.figure)))
    write_results(results, lang, printable("\n".join(lines)))
    return 0
