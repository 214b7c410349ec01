# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability approaches``: how countries assess their risks, per theme, with where each cell comes from."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused
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
        "--country", type=_names, default=(), metavar="LAND,LAND", help="alleen deze landen | these countries only"
    )
    command.add_argument(
        "--theme", type=_names, default=(), metavar="THEMA,THEMA", help="alleen deze thema's | these themes only"
    )
    for name, nl, en in (
        ("--csv", "voor een rekenblad, - voor standaarduitvoer", "for a spreadsheet, - for standard output"),
        ("--json", "als open gegevens, - voor standaarduitvoer", "as open data, - for standard output"),
    ):
        command.add_argument(name, type=options.place, metavar="BESTAND", help=f"{nl} | {en}")


def run_approaches(arguments: argparse.Namespace) -> int:
    """Print the table, or the part that was asked for, and write it where that was asked for."""
    from weerbaar.base import write_atomic
    from weerbaar.capability.cooperation import approaches_csv, approaches_json, load_approaches

    lang: Lang = arguments.lang
    table = load_approaches(arguments.table).only(countries=arguments.country, themes=arguments.theme)
    written = {"csv": approaches_csv(table, lang).encode(), "json": approaches_json(table)}
    targets = {kind: place for kind in written if (place := getattr(arguments, kind)) is not None}
    if list(targets.values()).count("-") > 1:
        raise refused(
            "-",
            "csv en json kunnen niet beide naar de standaarduitvoer.",
            "csv and json cannot both go to standard output.",
        )
    for kind, place in targets.items():
        _check_place(kind, place, written[kind])
    for kind, place in targets.items():
        if place != "-":
            write_atomic(Path(place), written[kind])
    streamed = next((kind for kind, place in targets.items() if place == "-"), None)
    if streamed is not None:
        sys.stdout.write(written[streamed].decode())
        return 0
    print(approaches_table(table, lang))
    for place in targets.values():
        print(f"{'Geschreven:' if lang == 'nl' else 'Written:'} {place}")
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


def _check_place(kind: str, place: str, content: bytes) -> None:
    """Refuse to replace a file that does not look like the same table.

    Raises:
        InputError: something else is there.
    """
    if place == "-" or not Path(place).exists():
        return
    try:
        there = Path(place).read_bytes()
        if kind == "csv":
            ours = there.split(b"\n")[0] == content.split(b"\n")[0]
        else:
            ours = {"themes", "countries"} <= set(json.loads(there))
    except (OSError, ValueError, TypeError, RecursionError):
        ours = False
    if not ours:
        raise refused(
            place,
            "hier staat al iets anders; kies een andere plaats.",
            "something else is here already; choose another place.",
        )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names:
        raise argparse.ArgumentTypeError("geen naam gegeven | no name given")
    return names
