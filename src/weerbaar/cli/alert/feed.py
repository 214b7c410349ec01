# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert feed``: what people had on their phones, published as static files, and served from there."""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.check import MOST_BYTES
from weerbaar.cli.alert.desk import store_of, uses_of
from weerbaar.cli.alert.table import findings_lines
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.feeds import Signer
    from weerbaar.base import Lang

_PORT = 8012


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``feed`` to the parser of ``weerbaar alert``."""
    help_text = "CAP, Atom, RSS, GeoJSON en JSON publiceren | publish CAP, Atom, RSS, GeoJSON and JSON"
    command = actions.add_parser("feed", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.feed", "run_feed"))
    command.add_argument("folder", type=options.place, metavar="MAP", help="map van de feeds | folder of the feeds")
    command.add_argument("--register", type=options.place, metavar="MAP", help="publiceren hieruit | publish from here")
    command.add_argument(
        "--url", type=options.place, metavar="ADRES", help="adres waar de map komt te staan | address of the folder"
    )
    command.add_argument(
        "--key", type=options.place, metavar="PEM", help="sleutel om te ondertekenen | key to sign with"
    )
    command.add_argument(
        "--certificate",
        type=options.place,
        metavar="PEM",
        help="certificaat van de sleutel, of om te controleren | certificate",
    )
    command.add_argument("--verify", action="store_true", help="klopt de map met haar index? | does the folder hold?")
    command.add_argument("--serve", action="store_true", help="serveren op deze machine | serve on this machine")
    command.add_argument(
        "--host", type=options.place, default="127.0.0.1", metavar="ADRES", help="luisteradres | address to listen on"
    )
    command.add_argument(
        "--port", type=options.whole_number(1, 65_535), default=_PORT, metavar="N", help=f"poort | port ({_PORT})"
    )


def run_feed(arguments: argparse.Namespace) -> int:
    """Publish, verify or serve; 1 when something could not be published or the folder does not hold."""
    lang: Lang = arguments.lang
    folder = Path(arguments.folder)
    if not (arguments.register or arguments.verify or arguments.serve):
        raise refused("--register", "geef --register, --verify of --serve.", "give --register, --verify or --serve.")
    if not arguments.register and not folder.is_dir():
        raise refused(str(folder), "deze map bestaat niet.", "there is no such folder.")
    code = 0
    if arguments.register:
        code = _publish(arguments, folder, lang)
    if arguments.verify:
        code = max(code, _verify(arguments, folder, lang))
    if arguments.serve and code == 0:
        _serve(arguments, folder, lang)
    return code


def _publish(arguments: argparse.Namespace, folder: Path, lang: Lang) -> int:
    from weerbaar.alerting.feeds import publish

    if not arguments.url:
        raise refused("--url", "geef het adres waar de map komt te staan.", "give the address of the folder.")
    if folder.exists() and not folder.is_dir():
        raise refused(str(folder), "dit is geen map.", "this is not a folder.")
    if os.path.realpath(folder) == os.path.realpath(arguments.register):
        raise refused(str(folder), "dit is de map van het register zelf.", "this is the folder of the register itself.")
    signer = _signer(arguments)
    uses = uses_of(store_of(arguments.register))
    site = publish(folder, uses, base_url=arguments.url, now=given.now(), signer=signer)
    nl = lang == "nl"
    words = f"{len(site.written)} {'bestanden geschreven' if nl else 'files written'}"
    current = f"{len(site.current)} {'actueel' if nl else 'current'}"
    print(f"{folder}: {words}, {current}{': ' + ', '.join(site.current) if site.current else ''}.")
    for name in site.written:
        print(f"  {printable(name)}")
    if site.findings:
        print("\n".join(findings_lines(site.findings, lang)))
    return int(any(finding.level == "error" for finding in site.findings))


def _signer(arguments: argparse.Namespace) -> Signer | None:
    from weerbaar.alerting.cap import load_certificate, load_signing_key
    from weerbaar.alerting.feeds import Signer

    if not arguments.key:
        return None
    if not arguments.certificate:
        raise refused("--certificate", "geef het certificaat van de sleutel.", "give the certificate of the key.")
    key = load_signing_key(given.read_bytes(arguments.key, MOST_BYTES))
    return Signer(key, load_certificate(given.read_bytes(arguments.certificate, MOST_BYTES)))


def _verify(arguments: argparse.Namespace, folder: Path, lang: Lang) -> int:
    from weerbaar.alerting.cap import load_certificate
    from weerbaar.alerting.feeds import verify_site

    if not arguments.certificate:
        raise refused("--certificate", "geef het certificaat dat u vertrouwt.", "give the certificate that you trust.")
    findings = verify_site(folder, load_certificate(given.read_bytes(arguments.certificate, MOST_BYTES)))
    if findings:
        print("\n".join(findings_lines(findings, lang)))
    else:
        print(
            "De map klopt met haar ondertekende index." if lang == "nl" else "The folder agrees with its signed index."
        )
    return int(any(finding.level == "error" for finding in findings))


def _serve(arguments: argparse.Namespace, folder: Path, lang: Lang) -> None:
    from weerbaar.alerting.feeds import load_site, serve

    load_site(folder)
    try:
        listening = socket.create_server((arguments.host, arguments.port))
    except (OSError, UnicodeError) as error:
        place = f"{arguments.host}:{arguments.port}"
        raise refused(place, f"kan hier niet luisteren ({error}).", f"cannot listen here ({error}).") from None
    with listening:
        stop = "Ctrl-C stopt" if lang == "nl" else "Ctrl-C stops"
        print(f"http://{arguments.host}:{arguments.port}/  ({stop})", flush=True)
        serve(folder, listening)
