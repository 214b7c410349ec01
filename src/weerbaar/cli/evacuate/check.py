# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate check``: what is wrong and what is odd about a road network, everything at once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from weerbaar.cli.evacuate.roads import add_roads, findings, read_roads
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import print_json

if TYPE_CHECKING:
    from weerbaar.base import Lang


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``check`` to the parser of ``weerbaar evacuate``."""
    help_text = "wegennet controleren, alle problemen tegelijk | check a road network, all problems at once"
    command = actions.add_parser("check", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.check", "run_check"))
    add_roads(command)
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


def run_check(arguments: argparse.Namespace) -> int:
    """Print what was found; 1 where something is wrong, 0 where it is only odd or nothing."""
    from weerbaar.base import number, render_problems

    lang: Lang = arguments.lang
    given = read_roads(arguments)
    problems = findings(given)
    wrong = sum(problem.severity == "error" for problem in problems)
    network = given.network
    if arguments.json:
        print_json(
            {
                "network": network.name,
                "nodes": network.n_nodes,
                "links": network.n_links,
                "exits": len(network.exits),
                "zones": len(network.zones),
                "problems": [
                    {
                        "severity": problem.severity,
                        "place": problem.file,
                        "line": problem.line,
                        "field": problem.field,
                        "value": problem.value,
                        "message": {"nl": problem.message.nl, "en": problem.message.in_("en")},
                        "hint": {"nl": problem.hint.nl, "en": problem.hint.in_("en")},
                    }
                    for problem in problems
                ],
            }
        )
        return int(wrong > 0)
    sizes = (network.n_nodes, network.n_links, len(network.exits), len(network.zones))
    said = ", ".join(
        f"{number(size, lang)} {words[size != 1]}" for size, words in zip(sizes, _SIZES[lang], strict=True)
    )
    print(f"{network.name}: {said}.")
    if problems:
        print(render_problems(problems, lang, mark_warnings=True))
    warnings = len(problems) - wrong
    if lang == "nl":
        print(f"{wrong} {'fout' if wrong == 1 else 'fouten'}, {warnings} {_NL[warnings != 1]}.")
    else:
        print(f"{wrong} {'error' if wrong == 1 else 'errors'}, {warnings} {_EN[warnings != 1]}.")
    return int(wrong > 0)


_SIZES: dict[Lang, tuple[tuple[str, str], ...]] = {
    "nl": (("knoop", "knopen"), ("weg", "wegen"), ("uitgang", "uitgangen"), ("zone", "zones")),
    "en": (("node", "nodes"), ("road", "roads"), ("exit", "exits"), ("zone", "zones")),
}
_NL = ("waarschuwing", "waarschuwingen")
_EN = ("warning", "warnings")
