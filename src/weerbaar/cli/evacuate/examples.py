# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate examples``: the networks that come with Weerbaar, with sources and how sure they are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped

if TYPE_CHECKING:
    from weerbaar.base import Lang


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``examples`` to the parser of ``weerbaar evacuate``."""
    help_text = "meegeleverde wegennetten en hun bronnen | shipped road networks and their sources"
    command = actions.add_parser("examples", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.examples", "run_examples"))


def run_examples(arguments: argparse.Namespace) -> int:
    """Print the examples."""
    from weerbaar.base import number
    from weerbaar.evacuation.network import example, examples

    lang: Lang = arguments.lang
    found = [example(name) for name in examples()]
    head = ("Naam", "Wegen", "Uitgangen", "Zones", "Mensen") if lang == "nl" else _ENGLISH
    rows = [
        (
            each.name,
            number(each.network.n_links, lang),
            number(len(each.network.exits), lang),
            number(len(each.network.zones), lang),
            number(sum(one.people for one in each.inhabitants), lang),
        )
        for each in found
    ]
    print("\n".join(columns([head, *rows], right=(1, 2, 3, 4))))
    for each in found:
        print("\n".join(["", *wrapped(f"{each.name}: {each.title.in_(lang)}. {each.about.in_(lang)}")]))
    print("\nBronnen:" if lang == "nl" else "\nSources:")
    for text, sure in found[0].sources:
        print("\n".join(wrapped(f"- {text.in_(lang)} ({_SURE[sure][lang == 'en']})")))
    return 0


_ENGLISH = ("Name", "Roads", "Exits", "Zones", "People")
_SURE = {
    "high": ("zeker", "sure"),
    "medium": ("redelijk zeker", "fairly sure"),
    "low": ("onzeker", "not sure"),
}
