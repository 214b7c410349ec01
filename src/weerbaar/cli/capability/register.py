# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability register``: what was decided since 2008 and what came of it; asking, adding, reporting."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.capability.portfolio import add_choice_options, chosen
from weerbaar.cli.capability.register_table import entries_table, overdue_table, progress_table, snapshot_table
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import STANDARD_OUTPUT, day, figure_bytes, figure_place, write_results

if TYPE_CHECKING:
    from weerbaar.base import Lang, Problem
    from weerbaar.capability.register import Additions, Moment, Register

_MODULE = "weerbaar.cli.capability.register"
_KINDS = ("advice", "decision", "start", "progress", "completion", "withdrawal", "correction", "evaluation")
_STATES = ("proposed", "decided", "running", "completed", "withdrawn", "unknown")
_BODIES = ("cabinet", "minister", "steering-group", "parliament", "region", "organisation", "unknown")
_MARKS = ("found", "derived", "recalled-high", "recalled-med", "recalled-low", "not-found", "assumed", "illustrative")
_OPTIONS = {
    "valid_from": "on",
    "valid_until": "until",
    "recorded_on": "recorded",
    "annuls": "annul",
    "effects": "effect",
    "budget_eur": "budget",
}
_MOST_EURO = 1e15
_FIRST_YEAR, _LAST_YEAR = 1900, 2150


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``register`` and its actions to the parser of ``weerbaar capability``."""
    help_text = "besluiten sinds 2008 en wat ervan kwam | decisions since 2008 and what came of them"
    group = actions.add_parser("register", help=help_text, description=help_text)
    verbs = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text, parents=[common])
        command.set_defaults(command=(_MODULE, f"run_{name.replace('-', '_')}"))
        command.add_argument("register", help="bestand, map of voorbeeld | file, folder or example")
        return command

    show = add("show", "elk onderwerp met zijn vastleggingen | every subject with its entries")
    show.add_argument("--subject", metavar="ID", help="alleen dit onderwerp | this subject only")
    as_of = add("as-of", "wat er op een dag bekend was en liep | what was known and running on a day")
    as_of.add_argument("--on", type=_day, required=True, metavar="DAG", help="de dag (jjjj-mm-dd) | the day")
    _add_known(as_of)
    progress = add("progress", "voortgangsrapportage | progress report")
    _add_on(progress)
    _add_known(progress)
    progress.add_argument("--since", type=_day, metavar="DAG", help="wat er sindsdien veranderde | what changed since")
    progress.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="als JSON; - is standaarduitvoer | as JSON"
    )
    progress.add_argument("--csv", type=options.place, metavar="BESTAND", help="als tabel | as a table")
    progress.add_argument(
        "--figure",
        type=figure_place,
        metavar="BESTAND",
        help="tijdlijn (.svg, .png of .pdf) | timeline (.svg, .png, .pdf)",
    )
    progress.add_argument(
        "--diagram",
        type=figure_place,
        metavar="BESTAND",
        help="effect achteraf op het risicodiagram (.svg, .png of .pdf) | effect afterwards on the risk diagram",
    )
    progress.add_argument(
        "--dossier", metavar="PAD", help="met --diagram: ronde met scenario’s en methode | round with the scenarios"
    )
    late = add("overdue", "wat te laat is | what is overdue")
    _add_on(late)
    _add_known(late)
    add("check", "register controleren, alle problemen tegelijk | check a register, all problems at once")
    _add_adding(add("add", "een vastlegging achteraan toevoegen | add an entry at the end"))
    bring = add("import", "besluiten van een dossier opnemen | bring in the decisions of a dossier")
    bring.add_argument("dossier", help="map, zip of voorbeeld | folder, zip or example")
    bring.add_argument("--decided", type=_moment, metavar="DATUM", help="wanneer besloten is | when it was decided")
    bring.add_argument("--recorded", type=_day, metavar="DAG", help="dag van vastlegging (vandaag) | day of recording")
    _add_mandate(bring)
    advice = add("import-advice", "advies van een capaciteitenanalyse opnemen | bring in the advice of an analysis")
    add_choice_options(advice)
    advice.add_argument("--recorded", type=_day, metavar="DAG", help="dag van het advies (vandaag) | day of the advice")


def _add_on(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", type=_day, metavar="DAG", help="peildatum (vandaag) | the day (today)")


def _add_known(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--known", type=_day, metavar="DAG", help="zoals toen bekend (zoals nu bekend) | as known then (as known now)"
    )


def _add_mandate(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mandate", choices=_BODIES, help="wie besloot | who decided")
    command.add_argument("--reference", default="", metavar="TEKST", help="waar dat staat | where that is laid down")


def _add_adding(command: argparse.ArgumentParser) -> None:
    command.add_argument("--subject", required=True, metavar="ID", help="onderwerp | subject")
    command.add_argument("--kind", required=True, choices=_KINDS, help="soort | kind")
    command.add_argument(
        "--on", type=_moment, metavar="DATUM", help="wanneer het zo was: dag, maand, jaar | when it was so"
    )
    command.add_argument("--until", type=_moment, metavar="DATUM", help="tot en met wanneer | until when")
    command.add_argument(
        "--recorded", type=_day, metavar="DAG", help="dag van vastlegging (vandaag) | day of recording"
    )
    command.add_argument("--state", choices=_STATES, help="stand, als die niet uit de soort volgt | state")
    command.add_argument("--text", metavar="TEKST", help="wat er is vastgesteld | what was found, in Dutch")
    command.add_argument("--text-en", default="", metavar="TEKST", help="hetzelfde in het Engels | in English")
    command.add_argument(
        "--responsible", action="append", default=[], metavar="NAAM", help="verantwoordelijke (herhaalbaar) | ministry"
    )
    _add_mandate(command)
    command.add_argument("--reason", metavar="TEKST", help="reden | reason")
    command.add_argument("--deadline", type=_moment, metavar="DATUM", help="wanneer klaar | when it must be done")
    command.add_argument(
        "--evidence", action="append", default=[], metavar="VERWIJZING", help="bewijs (herhaalbaar) | evidence"
    )
    command.add_argument("--shows", action="append", default=[], metavar="TEKST", help="wat elk bewijs toont | shows")
    command.add_argument(
        "--effect",
        action="append",
        nargs=6,
        default=[],
        metavar=("SCENARIO", "RONDE", "W1", "W2", "I1", "I2"),
        help="klassen van waarschijnlijkheid en impact, voor en na; - is niet beoordeeld (herhaalbaar) | "
        "classes of likelihood and impact, before and after; - is not judged",
    )
    command.add_argument(
        "--budget", type=options.number_between(0, _MOST_EURO), metavar="EURO", help="budget in euro | budget in euro"
    )
    command.add_argument("--source", action="append", default=[], metavar="ID", help="bron (herhaalbaar) | source")
    command.add_argument("--mark", choices=_MARKS, help="zekerheid | certainty (found)")
    command.add_argument("--corrects", metavar="ID", help="vastlegging die niet klopt | entry that is not right")
    command.add_argument("--annul", action="store_true", help="die vervalt geheel | it counts for nothing any more")
    command.add_argument("--id", metavar="ID", help="eigen id | id of its own")


def run_show(arguments: argparse.Namespace) -> int:
    """Print the entries of every subject, in the order of recording."""
    register = _loaded(arguments)
    if arguments.subject is not None and arguments.subject not in register.by_id:
        raise refused(arguments.subject, "dit onderwerp staat niet in het register.", "no such subject.")
    print(entries_table(register, arguments.subject, arguments.lang))
    return 0


def run_as_of(arguments: argparse.Namespace) -> int:
    """Print the state of every subject on a day."""
    from weerbaar.capability.register import as_of

    print(snapshot_table(as_of(_loaded(arguments), arguments.on, arguments.known), arguments.lang))
    return 0


def run_progress(arguments: argparse.Namespace) -> int:
    """Print a progress report, and write what was asked for."""
    from weerbaar.capability.register import progress, progress_csv, progress_json

    lang: Lang = arguments.lang
    register = _loaded(arguments)
    on = arguments.on or datetime.date.today()
    if arguments.since is not None and arguments.since >= on:
        raise refused(
            "--since", f"moet voor de peildatum ({on}) liggen.", f"must lie before the day of the report ({on})."
        )
    if (arguments.diagram is None) != (arguments.dossier is None):
        raise refused(
            "--diagram",
            "hoort bij --dossier: de ronde met de scenario’s en de methode van de klassen.",
            "goes with --dossier: the round with the scenarios and the method of the classes.",
        )
    for place in (arguments.json, arguments.csv, arguments.figure, arguments.diagram):
        _refuse_own_file(place, arguments.register)
    found = progress(register, on, known=arguments.known, since=arguments.since)
    results: list[tuple[str | None, bytes]] = [
        (arguments.json, progress_json(found)),
        (arguments.csv, progress_csv(found, lang)),
    ]
    if arguments.figure:
        from weerbaar.figures import register_timeline

        drawn = register_timeline(register, on, arguments.known, lang)
        results.append((arguments.figure, figure_bytes(drawn, arguments.figure)))
    if arguments.diagram:
        from weerbaar.assessment import assess
        from weerbaar.dossier import load_dossier
        from weerbaar.figures import effect_afterwards

        drawn = effect_afterwards(found, assess(load_dossier(arguments.dossier)), lang)
        results.append((arguments.diagram, figure_bytes(drawn, arguments.diagram)))
    write_results(results, lang, progress_table(found, lang))
    return 0


def run_overdue(arguments: argparse.Namespace) -> int:
    """Print what is late."""
    from weerbaar.capability.register import as_of

    on = arguments.on or datetime.date.today()
    print(overdue_table(as_of(_loaded(arguments), on, arguments.known), arguments.lang))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print every problem of a register; 0 when there is no error."""
    register = _loaded(arguments)
    count, subjects = len(register.entries), len(register.subjects)
    counted = _counted(subjects, count, arguments.lang)
    print(f"{'Het register is in orde' if arguments.lang == 'nl' else 'The register is in order'}: {counted}.")
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    """Add one entry at the end of a register."""
    from weerbaar.base import InputError, YamlSource, validate
    from weerbaar.capability.register import Entry, append

    path = _own_path(arguments.register)
    register = _loaded(arguments)
    if arguments.recorded is not None and arguments.recorded > datetime.date.today():
        raise refused("--recorded", "deze dag is nog niet geweest.", "this day has not been yet.")
    if len(arguments.shows) > len(arguments.evidence):
        raise refused("--shows", "hoort bij een --evidence ervoor.", "goes with an --evidence before it.")
    if arguments.subject not in register.by_id:
        listed = ", ".join(sorted(register.by_id)[:12])
        raise refused(
            f"--subject {arguments.subject}",
            f"onbekend: dit onderwerp. Kies uit: {listed}.",
            f"unknown subject. Choose from: {listed}.",
        )
    try:
        entry = validate(Entry, YamlSource("--", _given(arguments, register), {}))
    except InputError as error:
        raise InputError([replace(p, file=_option(p.field) or str(path), field="") for p in error.problems]) from None
    append(path, entry, expected=register.content_hash)
    print(f"{'Toegevoegd' if arguments.lang == 'nl' else 'Added'}: {entry.id} ({path})")
    return 0


def _option(field: str) -> str:
    """Return the option that a field of an entry came from; empty where it is the entry as a whole."""
    name = re.split(r"[.[]", field)[0]
    return f"--{_OPTIONS.get(name, name)}" if name else ""


def _given(arguments: argparse.Namespace, register: Register) -> dict[str, Any]:
    """Return the fields of the entry that the options give; what was not given is left out."""
    from weerbaar.capability.register import free_id

    shows = [*arguments.shows, *[""] * (len(arguments.evidence) - len(arguments.shows))]
    given: dict[str, Any] = {
        "id": arguments.id or free_id(register, f"{arguments.subject}-{arguments.kind}"),
        "subject": arguments.subject,
        "kind": arguments.kind,
        "valid_from": arguments.on,
        "valid_until": arguments.until,
        "recorded_on": arguments.recorded or datetime.date.today(),
        "corrects": arguments.corrects,
        "annuls": arguments.annul or None,
        "state": arguments.state,
        "text": {"nl": arguments.text, "en": arguments.text_en} if arguments.text else None,
        "responsible": tuple(arguments.responsible) or None,
        "mandate": {"body": arguments.mandate, "reference": arguments.reference} if arguments.mandate else None,
        "reason": {"nl": arguments.reason} if arguments.reason else None,
        "deadline": arguments.deadline,
        "evidence": [{"reference": e, "shows": {"nl": s or e}} for e, s in zip(arguments.evidence, shows, strict=True)]
        or None,
        "effects": [_effect(words) for words in arguments.effect] or None,
        "budget_eur": arguments.budget,
        "source": tuple(arguments.source) or None,
        "mark": arguments.mark,
    }
    return {name: value for name, value in given.items() if value is not None}


def _effect(words: Sequence[str]) -> dict[str, str]:
    scenario, label, *classes = words
    names = ("likelihood_before", "likelihood_after", "impact_before", "impact_after")
    judged = {name: code for name, code in zip(names, classes, strict=True) if code != "-"}
    return {"scenario": scenario, "round": label, **judged}


def run_import(arguments: argparse.Namespace) -> int:
    """Bring the decisions and initiatives of a dossier into a register, which is made when it is not there yet."""
    from weerbaar.capability.register import Mandate, import_decisions
    from weerbaar.dossier import load_dossier

    dossier = load_dossier(arguments.dossier)
    mandate = Mandate(body=arguments.mandate, reference=arguments.reference) if arguments.mandate else None
    recorded = arguments.recorded or datetime.date.today()
    return _bring_in(
        arguments, lambda r: import_decisions(r, dossier, recorded, decided=arguments.decided, mandate=mandate)
    )


def run_import_advice(arguments: argparse.Namespace) -> int:
    """Bring the measures that an analysis advises into a register, which is made when it is not there yet."""
    from weerbaar.capability.choice import advise
    from weerbaar.capability.register import advice_entries

    _own_path(arguments.register, may_be_new=True)
    analysis, choice = chosen(arguments)
    advice, year = advise(analysis, choice), analysis.dossier.round.year
    recorded = arguments.recorded or datetime.date.today()
    return _bring_in(arguments, lambda r: advice_entries(r, advice, recorded, year=year))


def _bring_in(arguments: argparse.Namespace, additions: Callable[[Register], Additions]) -> int:
    """Add to a register, which is made when it is not there yet, and say how much it was."""
    from weerbaar.base import write_atomic
    from weerbaar.capability.register import append, locked, new_register, parse_register, text_with

    lang: Lang = arguments.lang
    if arguments.recorded is not None and arguments.recorded > datetime.date.today():
        raise refused("--recorded", "deze dag is nog niet geweest.", "this day has not been yet.")
    path = _own_path(arguments.register, may_be_new=True).resolve()
    fresh = not path.exists()
    register = parse_register(new_register(path.stem, lang), path.name)[0] if fresh else _loaded(arguments)
    added = additions(register)
    if fresh:
        # Made whole before it is put there, so that nothing stays behind when it is not right.
        made_up = any(e.mark == "illustrative" for e in added.entries)
        text = text_with(new_register(path.stem, lang, illustrative=made_up), path.name, added)
        parse_register(text, path.name)
        with locked(path):
            if path.exists():
                raise refused(str(path), "is intussen gemaakt; probeer opnieuw.", "was made meanwhile; try again.")
            write_atomic(path, text.encode())
    elif not added.empty:
        append(path, added, expected=register.content_hash)
    counted = _counted(len(added.subjects), len(added.entries), lang)
    print(f"{arguments.register}: {counted} {'toegevoegd' if lang == 'nl' else 'added'}.")
    return 0


def _counted(subjects: int, entries: int, lang: Lang) -> str:
    """Return how many subjects and entries there are in words."""
    words = ("onderwerp", "onderwerpen"), ("vastlegging", "vastleggingen")
    if lang == "en":
        words = ("subject", "subjects"), ("entry", "entries")
    join = "en" if lang == "nl" else "and"
    return f"{subjects} {words[0][subjects != 1]} {join} {entries} {words[1][entries != 1]}"


def _loaded(arguments: argparse.Namespace) -> Register:
    """Return the register, and print its warnings."""
    from weerbaar.base import render_problems
    from weerbaar.capability.register import register_and_warnings

    warnings: Sequence[Problem]
    register, warnings = register_and_warnings(arguments.register)
    if warnings:
        print(render_problems(warnings, arguments.lang, mark_warnings=True), file=sys.stderr)
    return register


def _own_path(given: str, *, may_be_new: bool = False) -> Path:
    """Return the file to change; a shipped example is nobody's to change.

    Raises:
        InputError: it is a shipped example, or there is no such file.
    """
    from weerbaar.capability.register import register_path

    path = Path(given)
    if may_be_new and not path.exists() and path.suffix.lower() in (".yaml", ".yml"):
        return path
    found = register_path(given)
    if not path.exists():
        raise refused(
            given,
            "een meegeleverd voorbeeld wordt niet bijgewerkt; maak eerst een kopie.",
            "a shipped example is not changed; make a copy first.",
        )
    return found


def _refuse_own_file(place: str | None, register: str) -> None:
    """Refuse to write a result over the register itself."""
    from weerbaar.capability.register import register_path

    if place in (None, STANDARD_OUTPUT):
        return
    if Path(str(place)).resolve() == register_path(register).resolve():
        raise refused(str(place), "dit is het register zelf; kies een andere naam.", "this is the register itself.")


def _moment(text: str) -> Moment:
    from weerbaar.base import Explained
    from weerbaar.capability.register import moment

    try:
        return moment(text)
    except Explained as error:
        raise options.wrong(f"{text}: {error.text.nl}", f"{text}: {error.text.in_('en')}") from None


def _day(text: str) -> datetime.date:
    """Read a day of a century or two, so that reckoning from it stays within the calendar."""
    found = day(text)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise options.wrong(f"{text}: {_FIRST_YEAR} t/m {_LAST_YEAR}.", f"{text}: {_FIRST_YEAR} to {_LAST_YEAR}.")
    return found
