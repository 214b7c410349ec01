# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability advice``: the advice under the headings of the analysis, in words."""

from __future__ import annotations

import argparse
import textwrap
import time
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.capability.measures import report
from weerbaar.cli.capability.portfolio import add_choice_options, chosen
from weerbaar.cli.options import Parsers
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.choice import Advice, AdvisedMeasure

_WIDE = 100


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``advice`` to the parser of ``weerbaar capability``."""
    help_text = "het advies in woorden, per terrein | the advice in words, per heading"
    command = actions.add_parser("advice", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.advice", "run_advice"))
    add_choice_options(command)
    command.add_argument("--all", action="store_true", help="ook wat niet is geadviseerd | what is not advised too")
    command.add_argument(
        "--json",
        type=options.place,
        metavar="BESTAND",
        help="de keuze als gegevens, - voor standaarduitvoer | the choice as data, - for standard output",
    )


def run_advice(arguments: argparse.Namespace) -> int:
    """Choose, and print the advice that follows.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.capability.choice import advise, portfolio_json

    lang: Lang = arguments.lang
    started = time.perf_counter()
    analysis, choice = chosen(arguments, data=arguments.json)
    words = advice_text(advise(analysis, choice), lang, everything=arguments.all)
    if write_results([(arguments.json, portfolio_json(choice))], lang, f"{words}\n"):
        report(choice.run_record, arguments, time.perf_counter() - started)
    return 0


def advice_text(advice: Advice, lang: Lang, *, everything: bool = False) -> str:
    """Return the advice as text for a terminal.

    Args:
        everything: also the measures that are not advised, with their reasons.
    """
    nl = lang == "nl"
    parts = [advice.title.in_(lang), textwrap.fill(advice.statement.in_(lang), _WIDE), ""]
    for said in advice.summary:
        parts += textwrap.wrap(said.in_(lang), _WIDE)
    for group in advice.headings:
        name = ("Zonder terrein" if nl else "Without a heading") if group.heading is None else ""
        if group.heading is not None:
            letter = f"{group.heading.letter}. " if group.heading.letter else ""
            name = letter + group.heading.title.in_(lang)
        parts += ["", name, "-" * min(len(name), _WIDE)]
        if group.nothing is not None:
            parts += textwrap.wrap(group.nothing.in_(lang), _WIDE)
        for one in (*group.advised, *(group.declined if everything else ())):
            parts += [*_measure(one, lang), ""]
        while parts[-1] == "":
            parts.pop()
    for head, texts in (
        ("Wat er met de tekorten gebeurt" if nl else "What happens to the gaps", advice.gaps),
        ("Andere keuzes die te verdedigen zijn" if nl else "Other choices that can be defended", advice.dissent),
        ("Uitgangspunten" if nl else "Assumptions", advice.assumptions),
    ):
        if texts:
            parts += ["", head, "-" * len(head)]
            for said in texts:
                parts += textwrap.wrap(f"- {said.in_(lang)}", _WIDE, subsequent_indent="  ")
    return printable("\n".join(parts))


def _measure(one: AdvisedMeasure, lang: Lang) -> list[str]:
    nl = lang == "nl"
    sign = "+" if one.advised else "-"
    reach = {"generic": ("breed inzetbaar", "generic"), "specific": ("specifiek", "specific")}[one.reach]
    tags = [one.owner, reach[0 if nl else 1]]
    if one.robustness is not None:
        tags.append(one.robustness.in_(lang))
    head = f"{sign} {one.title.in_(lang)} ({'; '.join(t for t in tags if t)})"
    lines = textwrap.wrap(head, _WIDE, subsequent_indent="  ")
    if one.proposal is not None:
        lines += textwrap.wrap(one.proposal.in_(lang), _WIDE, initial_indent="  ", subsequent_indent="  ")
    if one.decision is not None:
        words = f"{'Besluit' if nl else 'Decision'}: {one.decision.in_(lang)}"
        lines += textwrap.wrap(words, _WIDE, initial_indent="  ", subsequent_indent="  ")
    lines += textwrap.wrap(one.reason.in_(lang), _WIDE, initial_indent="  ", subsequent_indent="  ")
    return lines
