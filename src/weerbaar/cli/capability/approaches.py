# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability approaches``: how countries assess their risks, per theme, with where each cell comes from."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import names, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.cooperation import Approaches

_WIDEST = 110


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``approaches`` to the parser of ``weerbaar capability``."""
    help_text = "hoe landen hun risico's beoordelen | how countries assess their risks"
    command = actions.add_parser("approaches", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.approaches", "run_approaches"))
    command.add_argument(
        "table",
        nargs="?",
        default="approaches",
        help="bestand, map of naam van een voorbeeld | file, folder or name of an example (approaches)",
    )
    command.add_argument(
        "--country", type=names, default=(), metavar="LAND,LAND", help="alleen deze landen | these countries only"
    )
    command.add_argument(
        "--theme", type=names, default=(), metavar="THEMA,THEMA", help="alleen deze thema's | these themes only"
    )
    for name, nl, en in (
        ("--csv", "voor een rekenblad; - is standaarduitvoer", "for a spreadsheet; - is standard output"),
        ("--json", "gegevens als JSON; - is standaarduitvoer", "data as JSON; - is standard output"),
    ):
        command.add_argument(name, type=options.place, metavar="BESTAND", help=f"{nl} | {en}")


def run_approaches(arguments: argparse.Namespace) -> int:
    """Print the table, or the part that was asked for, and write it where that was asked for."""
    from weerbaar.capability.cooperation import approaches_csv, approaches_json, load_approaches

    lang: Lang = arguments.lang
    if arguments.json is not None and Path(arguments.json).resolve() == Path(arguments.table).resolve():
        raise refused(arguments.json, "dit is de tabel zelf; kies een andere naam.", "this is the table itself.")
    table = load_approaches(arguments.table).only(countries=arguments.country, themes=arguments.theme)
    results = [(arguments.csv, approaches_csv(table, lang)), (arguments.json, approaches_json(table))]
    write_results(results, lang, approaches_table(table, lang))
    return 0


def approaches_table(table: Approaches, lang: Lang) -> str:
    """Return a heading per theme with a line per country, and the sources by number."""
    file = table.file
    numbers = {source.id: k + 1 for k, source in enumerate(file.sources)}
    parts = [file.title.in_(lang), textwrap.fill(file.statement.in_(lang), _WIDEST)]
    widest = max((len(c.name.in_(lang)) for c in file.countries), default=0)
    for theme in file.themes:
        parts += ["", theme.name.in_(lang)]
        for country in file.countries:
            cell = table.cell(country.id, theme.id)
            said = table.words(country.id, theme.id, lang) + _certainty(
                cell.mark, [numbers[s] for s in cell.source], lang
            )
            head = f"  {country.name.in_(lang).ljust(widest)}  "
            parts += textwrap.wrap(said, _WIDEST, initial_indent=head, subsequent_indent=" " * len(head))
    if len(file.countries) == 2:
        parts += ["", _known_of_both(table, lang)]
    if file.sources:
        parts += ["", "Bronnen" if lang == "nl" else "Sources"]
        parts += [f"  [{numbers[s.id]}] {s.title.in_(lang)}" for s in file.sources]
    return printable("\n".join(parts))


def _known_of_both(table: Approaches, lang: Lang) -> str:
    one, other = table.file.countries
    themes = table.file.themes
    known = sum(all(table.cell(c.id, t.id).text is not None for c in (one, other)) for t in themes)
    if lang == "nl":
        return f"Van {len(themes)} thema’s is er bij {known} van beide landen iets bekend."
    return f"Of {len(themes)} themes, something is known of both countries for {known}."


def _certainty(mark: str, sources: list[int], lang: Lang) -> str:
    from weerbaar.capability.cooperation import MARK_WORDS

    shown = "".join(f" [{number}]" for number in sources)
    if mark in ("found", "derived", "not-found"):
        return shown
    return f"{shown} ({MARK_WORDS[mark].in_(lang)})"
