# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar backup``, ``weerbaar restore`` and ``weerbaar audit verify``: looking after a workbench."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers
from weerbaar.cli.serve import add_data_option

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.workbench.audit import Fault

MOST_SHOWN = 20


def add_commands(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser of the command line."""
    help_text = "reservekopie van de werkbank, ook terwijl zij draait | backup of the workbench, also while it runs"
    command = commands.add_parser("backup", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.upkeep", "back_up"))
    command.add_argument("file", type=options.place, help="nieuwe zip | new zip")
    add_data_option(command)

    help_text = "reservekopie terugzetten in een nieuwe gegevensmap | restore a backup into a new data folder"
    command = commands.add_parser("restore", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.upkeep", "restore"))
    command.add_argument("file", type=options.place, help="zip van weerbaar backup | zip of weerbaar backup")
    add_data_option(command, required=True)

    audit = commands.add_parser("audit", help="logboek van de werkbank | audit log of the workbench")
    actions = audit.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)
    help_text = "zoeken naar gewijzigde, ontbrekende of verplaatste regels | look for changed, missing or moved entries"
    command = actions.add_parser("verify", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.upkeep", "verify"))
    add_data_option(command)
    command.add_argument(
        "--head",
        type=_head,
        action="append",
        default=[],
        metavar="NR:SOM",
        help="eerder genoteerde laatste regel, herhaalbaar | last entry noted earlier, may be repeated",
    )
    command.add_argument("--json", action="store_true", help="uitkomst als JSON | outcome as JSON")


def _head(text: str) -> str:
    number, _, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise options.wrong(f"{text}: geen NUMMER:CONTROLESOM.", f"{text}: not a NUMBER:HASH.")
    return text


def back_up(arguments: argparse.Namespace) -> int:
    """Write a backup."""
    from weerbaar.workbench import console

    made = console.back_up(Path(arguments.file), Path(arguments.data) if arguments.data else None)
    size = f"{made.size / 2**20:.1f} MB"
    if arguments.lang == "nl":
        print(f"Reservekopie geschreven: {made.path} ({made.files} bestanden, {size.replace('.', ',')})")
        print(
            "Bewaar haar zo veilig als de werkbank zelf: alles staat erin, ook de geheime sleutel van de gegevensmap."
        )
    else:
        print(f"Backup written: {made.path} ({made.files} files, {size})")
        print("Keep it as safe as the workbench itself: everything is in it, also the secret key of the data folder.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Restore a backup into a new data folder; 1 where its audit log is not whole."""
    from weerbaar.workbench import console

    data = Path(arguments.data)
    faults = console.restore(Path(arguments.file), data)
    if arguments.lang == "nl":
        print(f"Teruggezet in {data}. Start met: weerbaar serve --data {data}")
    else:
        print(f"Restored into {data}. Start with: weerbaar serve --data {data}")
    return _tell_faults(faults, arguments.lang)


def verify(arguments: argparse.Namespace) -> int:
    """Check the audit log; 1 where it is not whole."""
    from weerbaar.workbench import console
    from weerbaar.workbench.audit import Anchor

    noted = [Anchor.read(text) for text in arguments.head]
    faults, head = console.verify_log(Path(arguments.data) if arguments.data else None, noted)
    if arguments.json:
        found = [{"entry": f.sequence, "kind": f.kind, "text": {"nl": f.text.nl, "en": f.text.en}} for f in faults]
        outcome = {"whole": not faults, "faults": found, "head": str(head) if head is not None else None}
        print(json.dumps(outcome, ensure_ascii=False, indent=1))
        return 1 if faults else 0
    code = _tell_faults(faults, arguments.lang)
    if head is None:
        print("Het logboek is leeg." if arguments.lang == "nl" else "The log is empty.")
    else:
        print(f"{'Laatste regel' if arguments.lang == 'nl' else 'Last entry'}: {head}")
    return code


def _tell_faults(faults: list[Fault], lang: Lang) -> int:
    if not faults:
        print("Het logboek is heel." if lang == "nl" else "The audit log is whole.")
        return 0
    for fault in faults[:MOST_SHOWN]:
        print(fault.text.in_(lang), file=sys.stderr)
    if len(faults) > MOST_SHOWN:
        more = len(faults) - MOST_SHOWN
        print(f"En nog {more} andere." if lang == "nl" else f"And {more} more.", file=sys.stderr)
    return 1
