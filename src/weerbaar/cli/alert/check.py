# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert check``: the verdict on CAP messages and feeds, each finding with rule, place, line and fix."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.table import counted, errors_as_json, finding_json, findings_lines
from weerbaar.cli.moment import moment
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import print_json
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography import x509

    from weerbaar.alerting import Finding
    from weerbaar.alerting.cap import Verdict
    from weerbaar.base import Lang

PROFILES = ("nl", "google", "ipaws", "cap-cp", "cap-au")
MOST_BYTES = 20_000_000
_VALID, _ERRORS, _UNREADABLE = 0, 1, 2


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``check`` to the parser of ``weerbaar alert``."""
    help_text = "CAP-bericht of feed controleren | check a CAP message or feed"
    command = actions.add_parser("check", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.check", "run_check"))
    command.add_argument("files", nargs="*", metavar="BESTAND", help="bestand, of - voor standaardinvoer | file, or -")
    command.add_argument("--profile", choices=PROFILES, help="ook de regels van dit profiel | this profile's rules too")
    command.add_argument(
        "--certificate",
        type=options.place,
        metavar="PEM",
        help="certificaat dat wordt vertrouwd; de handtekening moet kloppen | trusted certificate; must verify",
    )
    command.add_argument("--at", type=moment, metavar="MOMENT", help="moment van controle (nu) | moment (now)")
    command.add_argument(
        "--rules", action="store_true", help="de regels in woorden, in plaats van een bestand | the rules, no file"
    )
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_check(arguments: argparse.Namespace) -> int:
    """Print a verdict on every message.

    Returns:
        0 when all are valid, 1 when there is an error, 2 when a file cannot be read.
    """
    from weerbaar.alerting.cap import load_certificate
    from weerbaar.base import InputError

    lang: Lang = arguments.lang
    if arguments.rules == bool(arguments.files):
        raise options.refused("BESTAND", "noem een bestand, of --rules.", "name a file, or --rules.")
    if arguments.rules:
        _print_rules(arguments)
        return _VALID
    at = arguments.at or given.now()
    pinned = load_certificate(given.read_bytes(arguments.certificate, MOST_BYTES)) if arguments.certificate else None
    code, every = _VALID, []
    for place in arguments.files:
        try:
            data = given.read_bytes(place, MOST_BYTES)
            one, found = _checked(data, place, arguments, at, pinned)
        except InputError as error:
            code = _UNREADABLE
            every.append({"file": place, "unreadable": {"nl": error.render("nl"), "en": error.render("en")}})
            print(error.render(lang), file=sys.stderr)
            continue
        code = max(code, one)
        every += found
    if arguments.json:
        print_json(every)
    return code


def _print_rules(arguments: argparse.Namespace) -> None:
    from weerbaar.alerting import Finding
    from weerbaar.alerting.cap import rule_book

    rules = (*rule_book(), *(rule_book(arguments.profile) if arguments.profile else ()))
    found = [Finding(rule.name, rule.level, rule.message, rule.fix, source=rule.source) for rule in rules]
    if arguments.json:
        print_json([finding_json(one) for one in found])
    else:
        print("\n".join(findings_lines(found, arguments.lang)))


def _checked(
    data: bytes, place: str, arguments: argparse.Namespace, at: datetime, pinned: x509.Certificate | None
) -> tuple[int, list[dict[str, Any]]]:
    from weerbaar.alerting.cap import check

    name = "standaardinvoer" if place == given.STANDARD_INPUT else place
    verdicts = check(data, name, now=at, profile=arguments.profile)
    signature = None if pinned is None else _signature(data, name, pinned, at)
    found = []
    for verdict in verdicts:
        found.append(_verdict_json(place, verdict))
        if not arguments.json:
            print("\n".join(_verdict_lines(name, verdict, arguments.lang)))
    code = _VALID if all(verdict.valid for verdict in verdicts) else _ERRORS
    if signature is not None:
        found.append({"file": place, "signature": finding_json(signature), "valid": signature.level != "error"})
        if not arguments.json:
            print("\n".join(findings_lines([signature], arguments.lang)))
        if signature.level == "error":
            code = _ERRORS
    return code, found


def _signature(data: bytes, name: str, pinned: x509.Certificate, at: datetime) -> Finding:
    """Return what the signature of a file is worth, as a finding: an error where it proves nothing."""
    from weerbaar.alerting import Finding
    from weerbaar.alerting.cap import NotVerifiedError, verify
    from weerbaar.base import Text

    try:
        verified = verify(data, name, [pinned], at)
    except NotVerifiedError as error:
        return Finding(error.rule, "error", error.message)
    signer = verified.certificate.subject.rfc4514_string()
    if verified.expired:
        return Finding(
            "signature.expired",
            "warning",
            Text(
                nl=f"De handtekening van {signer} klopt, maar het certificaat is niet (meer) geldig.",
                en=f"The signature of {signer} holds, but the certificate is not valid (any more).",
            ),
        )
    return Finding(
        "signature.holds",
        "advice",
        Text(nl=f"De handtekening klopt: {signer}.", en=f"The signature holds: {signer}."),
    )


def _verdict_lines(name: str, verdict: Verdict, lang: Lang) -> list[str]:
    words = ("geldig", "ongeldig") if lang == "nl" else ("valid", "not valid")
    about = [f"CAP {verdict.version}" if verdict.version else "feed", counted(verdict.findings, lang)]
    if verdict.signed:
        about.append("ondertekend" if lang == "nl" else "signed")
    head = f"{name}: {verdict.identifier or '-'}: {words[not verdict.valid]} ({', '.join(about)})"
    return [printable(head), *findings_lines(verdict.findings, lang)]


def _verdict_json(place: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": place,
        "identifier": verdict.identifier,
        "version": verdict.version,
        "valid": verdict.valid,
        "follows_schema": verdict.follows_schema,
        "signed": verdict.signed,
        "findings": [finding_json(finding) for finding in verdict.findings],
    }
