# SPDX-License-Identifier: EUPL-1.2
"""Arguments in, one command out, and every expected error as one clear message."""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module

from weerbaar.cli import options
from weerbaar.cli.alert import add_commands as add_alert_commands
from weerbaar.cli.capability import add_commands as add_capability_commands
from weerbaar.cli.cascade import add_commands as add_cascade_commands
from weerbaar.cli.elicit import add_command as add_elicit_command
from weerbaar.cli.evacuate import add_commands as add_evacuate_commands
from weerbaar.cli.parser import CommandParser, WrongWordsError
from weerbaar.cli.run import add_capability_options
from weerbaar.cli.sensitivity import add_command as add_sensitivity_command
from weerbaar.cli.serve import add_command as add_serve_command
from weerbaar.cli.upkeep import add_commands as add_upkeep_commands

Command = Callable[[argparse.Namespace], int]

FORMATS = ("html", "pdf", "docx", "svg", "png", "json")
MAX_DRAWS = 100_000_000

_STOPPED = ("Afgebroken; er is niets achtergebleven.", "Stopped; nothing was left behind.")
_DUTCH_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de toegewezen schijfruimte is op",
    errno.EFBIG: "het bestand wordt groter dan hier mag",
    errno.EACCES: "geen toestemming",
    errno.EPERM: "geen toestemming",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENOENT: "bestand of map bestaat niet",
    errno.ENOTDIR: "dit is geen map",
    errno.EEXIST: "dit bestaat al en is geen map",
    errno.EISDIR: "dit is een map",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EOPNOTSUPP: "dit is geen gewoon bestand",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: arguments without the program name; those of the process when None.

    Returns:
        Exit code: 0 done, 1 failed on this machine, 2 wrong input.

    Raises:
        SystemExit: with 2 where the words are no command; with 0 after help.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        arguments = _parser().parse_args(words)
    except WrongWordsError as error:
        print(error.render(_language_of_words(words)), file=sys.stderr)
        raise SystemExit(2) from None
    if arguments.lang is None:
        arguments.lang = _language_of_environment()
    module, function = arguments.command
    try:
        with _stopped_by_signals():
            command: Command = getattr(import_module(module), function)
            return command(arguments)
    except KeyboardInterrupt:
        return _say(arguments.lang, _STOPPED[0], _STOPPED[1], 1)
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        return 1
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        reason = _DUTCH_REASONS.get(error.errno or 0, error.strerror or str(error))
        return _say(
            arguments.lang,
            f"Schrijven of lezen mislukt: {reason}{place}. Er is niets half achtergebleven.",
            f"Writing or reading failed: {error.strerror or error}{place}. Nothing half-written was left behind.",
            1,
        )
    except Exception as error:
        if _was_interrupted(error):
            return _say(arguments.lang, _STOPPED[0], _STOPPED[1], 1)
        return _expected(error, arguments.lang)


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let a polite request to end tidy up as Ctrl-C does; only the main thread may listen to signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), signal.default_int_handler) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: some libraries wrap it while they are being imported."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _expected(error: Exception, lang: str) -> int:
    """Print an error that was raised on purpose; anything else is a defect and keeps its traceback."""
    from weerbaar.base import InputError, WeerbaarError

    if not isinstance(error, WeerbaarError):
        raise error
    print(error.render("en" if lang == "en" else "nl"), file=sys.stderr)
    if isinstance(error, InputError) and len(error.problems) > 1:
        print(f"{len(error.problems)} {'problems' if lang == 'en' else 'problemen'}.", file=sys.stderr)
    return 2


def _say(lang: str, nl: str, en: str, code: int) -> int:
    print(en if lang == "en" else nl, file=sys.stderr)
    return code


def _language_of_words(words: Sequence[str]) -> str:
    """The language that words ask for that are no command."""
    for at, word in enumerate(words):
        option, _, value = word.partition("=")
        if option == "--lang":
            return value or " ".join(words[at + 1 : at + 2])
    return _language_of_environment()


def _language_of_environment() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "nl"
    return "nl"


@cache
def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; making its thousand words takes longer than many a command."""
    parser: argparse.ArgumentParser = CommandParser(
        prog="weerbaar",
        description="Nationale risicobeoordeling: van scenario's en scores naar risicodiagram en "
        "bevindingenrapportage. | National risk assessment: from scenarios and scores to risk diagram and "
        "findings report.",
        epilog="Voorbeeld | Example:  weerbaar run nrb-2012 --out resultaat",
    )
    parser.add_argument("--version", action="store_true", help="versie tonen | show the version")
    commands = parser.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("nl", "en"), help="taal | language (nl)")
    parser.set_defaults(command=("weerbaar.cli.about", "about"), lang=None)

    def add(name: str, function: str, help_text: str, module: str = "dossier_commands") -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[common])
        command.set_defaults(command=(f"weerbaar.cli.{module}", function))
        return command

    run = add("run", "run", "dossier beoordelen en alles wegschrijven | assess a dossier and write everything", "run")
    run.add_argument("dossier", help="map, zip of naam van een voorbeeld | folder, zip or name of an example")
    run.add_argument(
        "--out",
        type=options.place,
        metavar="MAP",
        help="map voor de uitkomsten | folder for the results (results/<id>)",
    )
    run.add_argument("--method", metavar="ID", help="andere methode dan het dossier noemt | another method")
    run.add_argument(
        "--draws",
        type=options.whole_number(1_000, MAX_DRAWS),
        default=100_000,
        metavar="N",
        help="trekkingen | draws (100000)",
    )
    run.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    run.add_argument(
        "--weights",
        default="default",
        metavar="PROFIEL",
        help="gewichtenprofiel, 'profiles' (alle profielen) of 'dirichlet' | weight profile, 'profiles' or 'dirichlet'",
    )
    run.add_argument(
        "--uncertainty",
        choices=("bars", "cloud", "none"),
        default="bars",
        help="onzekerheid in het diagram: strepen, wolk of niets | uncertainty in the diagram (bars)",
    )
    run.add_argument("--workers", type=options.workers, default=1, metavar="N", help="processen | processes (1)")
    run.add_argument(
        "--formats",
        type=options.formats(FORMATS),
        default=FORMATS,
        metavar="LIJST",
        help=f"met komma's | with commas ({','.join(FORMATS)})",
    )
    run.add_argument("--organisation", metavar="NAAM", help="naam van de eigen organisatie | your organisation's name")
    run.add_argument("--logo", metavar="BESTAND", help="logo voor rapporten (png, jpg, svg) | logo for the reports")
    run.add_argument("--template", metavar="DOCX", help="eigen Word-sjabloon | your own Word template")
    add_capability_options(run)

    check = add(
        "check", "check", "dossier controleren, alle problemen tegelijk | check a dossier, all problems at once"
    )
    check.add_argument("dossier")
    check.add_argument(
        "--method", metavar="ID", help="een andere methode of een eigen bestand | another method or file"
    )
    compare = add("compare", "compare", "twee rondes vergelijken | compare two rounds")
    compare.add_argument("old")
    compare.add_argument("new")
    new = add("new", "new", "nieuw dossier beginnen | start a new dossier")
    new.add_argument("folder")
    new.add_argument("--title", default="Nieuwe risicobeoordeling")
    new.add_argument("--year", type=int)
    new.add_argument("--method", default="nl-nrb-2009", metavar="ID")
    new.add_argument("--example", metavar="NAAM", help="begin met een kopie van een voorbeeld | copy an example")
    export = add("export", "export", "dossier naar Excel (.xlsx) of CSV-bestanden (map) | dossier to Excel or CSV")
    export.add_argument("dossier")
    export.add_argument("--method", metavar="ID", help="andere methode of eigen bestand | another method or file")
    export.add_argument("target", help="bestand.xlsx of map | file.xlsx or folder")
    bring = add("import", "import_", "ingevulde werkmap of CSV in een dossier opnemen | bring a filled workbook in")
    bring.add_argument("source", help="bestand.xlsx of map met CSV | file.xlsx or folder with CSV")
    bring.add_argument("dossier", help="map van het dossier | folder of the dossier")
    bring.add_argument("--method", metavar="ID", help="andere methode of eigen bestand | another method or file")
    bring.add_argument("--out", metavar="MAP", help="niet bijwerken maar in een nieuwe map schrijven | write elsewhere")
    newer = add("migrate", "migrate_", "dossier naar de huidige schemaversie | dossier to the present schema version")
    newer.add_argument("dossier")
    newer.add_argument("--out", metavar="MAP", help="niet bijwerken maar in een nieuwe map schrijven | write elsewhere")
    examples = add("examples", "examples", "meegeleverde voorbeelden | shipped examples")
    del examples

    method = commands.add_parser("method", help="methodebestanden | method files")
    actions = method.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)

    def add_method(name: str, function: str, help_text: str) -> argparse.ArgumentParser:
        command = actions.add_parser(name, help=help_text, description=help_text, parents=[common])
        command.set_defaults(command=("weerbaar.cli.method_commands", function))
        return command

    add_method("list", "list_methods", "meegeleverde methoden | shipped methods")
    show = add_method("show", "show", "criteria, grenzen en herkomst tonen | show criteria, bounds and sources")
    show.add_argument("method")
    verify = add_method("check", "check", "methodebestand controleren | check a method file")
    verify.add_argument("file")
    add_cascade_commands(commands, common)
    add_elicit_command(commands, common)
    add_sensitivity_command(commands, common)
    add_capability_commands(commands, common)
    add_alert_commands(commands, common)
    add_evacuate_commands(commands, common)
    add_serve_command(commands, common)
    add_upkeep_commands(commands, common)
    return parser
