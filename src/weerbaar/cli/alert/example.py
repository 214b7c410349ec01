# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert example``: a small made-up exercise to follow the guide with, dated from now on."""

from __future__ import annotations

import argparse
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.moment import NETHERLANDS
from weerbaar.cli.options import Parsers, refused

_DURATION = timedelta(hours=2)


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``example`` to the parser of ``weerbaar alert``."""
    help_text = "verzonnen voorbeeld om mee te oefenen | made-up example to practise with"
    command = actions.add_parser("example", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.example", "run_example"))
    command.add_argument("folder", type=options.place, metavar="MAP", help="nieuwe of lege map | new or empty folder")


def run_example(arguments: argparse.Namespace) -> int:
    """Write the files of the example into a folder and print their names."""
    from weerbaar.base import output_folder

    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refused(
            str(folder),
            "bestaat al en is niet leeg. Kies een nieuwe of lege map.",
            "exists already and is not empty. Choose a new or empty folder.",
        )
    shipped = Path(str(files("weerbaar").joinpath("data", "alerting", "example")))
    named = sorted(file for file in shipped.iterdir() if file.is_file())
    starts = given.now().astimezone(NETHERLANDS).replace(second=0, microsecond=0)
    # The shipped draft is of the day on which NL-Alert began.
    dates = {
        "08-11-2012 12:00": f"{starts:%d-%m-%Y %H:%M}",
        "2012-11-08T12:00:00+01:00": starts.isoformat(),
        "2012-11-08T14:00:00+01:00": (starts + _DURATION).isoformat(),
    }
    with output_folder(folder) as work:
        for file in named:
            text = file.read_text(encoding="utf-8")
            for shipped_moment, moment in dates.items():
                text = text.replace(shipped_moment, moment)
            (work / file.name).write_text(text, encoding="utf-8", newline="\n")
    for file in named:
        print(folder / file.name)
    return 0
