# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar serve``: the workbench in the browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from weerbaar.cli import options
from weerbaar.cli.options import Parsers

_HIGHEST_PORT = 65_535
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add_command(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``serve`` to the parser of the command line."""
    help_text = "werkbank in de browser starten | start the workbench in the browser"
    command = commands.add_parser("serve", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.serve", "serve"))
    add_data_option(command)
    command.add_argument(
        "--port",
        type=options.whole_number(0, _HIGHEST_PORT),
        default=8000,
        metavar="N",
        help="poort; 0 zoekt een vrije | port; 0 looks for a free one (8000)",
    )
    command.add_argument(
        "--host",
        type=options.place,
        default="127.0.0.1",
        metavar="ADRES",
        help="adres om op te luisteren | address to listen on (127.0.0.1)",
    )
    command.add_argument("--no-browser", action="store_true", help="geen browser openen | open no browser")
    command.add_argument(
        "--workers",
        type=options.workers,
        default=1,
        metavar="N",
        help="webprocessen, meer dan één alleen met PostgreSQL | web processes, several only with PostgreSQL (1)",
    )
    command.add_argument(
        "--log",
        choices=("plain", "json"),
        help="logregels in woorden of als JSON | log lines in words or as JSON (plain)",
    )


def add_data_option(command: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Add ``--data`` to a command."""
    command.add_argument(
        "--data",
        type=options.place,
        required=required,
        metavar="MAP",
        help="gegevensmap | data folder" + ("" if required else " ($WEERBAAR_DATA, ~/.local/share/weerbaar)"),
    )


def serve(arguments: argparse.Namespace) -> int:
    """Serve the workbench until Ctrl-C."""
    from weerbaar.workbench import console

    lang = arguments.lang
    if arguments.log:
        os.environ["WEERBAAR_LOG"] = arguments.log
    # Before anything slow: whoever has it running already hears so at once.
    listening = console.bind(arguments.host, arguments.port)
    console.set_up(Path(arguments.data) if arguments.data else None, log_level="INFO")
    started = console.prepare(lambda name, password: _tell_password(name, password, lang))
    host, port = listening.getsockname()[:2]
    shown = "localhost" if host in _LOOPBACK or host in {"0.0.0.0", "::"} else host  # noqa: S104
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    kind = "PostgreSQL" if started.database == "postgresql" else "SQLite"
    print(f"Gegevens ({kind}): {started.data}" if lang == "nl" else f"Data ({kind}): {started.data}")
    if host not in _LOOPBACK:
        _warn_of_the_network(lang)
    sys.stdout.flush()

    def ready() -> None:
        print(
            f"De werkbank draait op {address} (stoppen: Ctrl-C)"
            if lang == "nl"
            else f"The workbench runs at {address} (stop: Ctrl-C)",
            flush=True,
        )
        if not arguments.no_browser:
            import webbrowser

            webbrowser.open(address)

    console.run(listening, workers=arguments.workers, ready=ready)
    return 0


def _tell_password(name: str, password: str, lang: str) -> None:
    if lang == "nl":
        lines = (
            "Eerste beheerder gemaakt. Dit wachtwoord verschijnt één keer; u kiest bij het inloggen een eigen.",
            f"  gebruikersnaam: {name}",
            f"  wachtwoord:     {password}",
        )
    else:
        lines = (
            "First administrator made. This password is shown once; you choose your own when you log in.",
            f"  user name: {name}",
            f"  password:  {password}",
        )
    print("\n".join(lines), flush=True)


def _warn_of_the_network(lang: str) -> None:
    """Say what is missing where others on the network can reach the server."""
    if not os.environ.get("WEERBAAR_HTTPS"):
        print(
            "Let op: zonder https gaan wachtwoorden leesbaar over het netwerk. Zet er een proxy met https voor "
            "en WEERBAAR_HTTPS=1."
            if lang == "nl"
            else "Mind: without https passwords cross the network in clear. Put a proxy with https in front and set "
            "WEERBAAR_HTTPS=1."
        )
    if not os.environ.get("WEERBAAR_HOSTS"):
        print(
            "Let op: onder andere namen dan localhost antwoordt de server pas als WEERBAAR_HOSTS ze noemt."
            if lang == "nl"
            else "Mind: under names other than localhost the server answers only when WEERBAAR_HOSTS lists them."
        )
