# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert register``: every use, the letter's sentence, the quality, and that nothing was changed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.desk import add_person, add_register, store_of, use_of, uses_of
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import day, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.compose import Part
    from weerbaar.base import Lang, Text

_MODULE = "weerbaar.cli.alert.register"
_AHEAD = timedelta(minutes=30)
_LONGEST = 4_000
_RELATIONS = {
    "equal": ("De twee registers zijn gelijk.", "The two registers are equal."),
    "first-behind": ("Het andere register is verder: het bevat dit geheel.", "The other one holds all of this."),
    "second-behind": ("Dit register is verder: het bevat het andere geheel.", "This one holds all of the other."),
}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``register`` and its verbs to the parser of ``weerbaar alert``."""
    help_text = "register van alle inzetten | register of all uses"
    group = actions.add_parser("register", help=help_text, description=help_text)
    verbs = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text, parents=[common])
        command.set_defaults(command=(_MODULE, f"run_{name.replace('-', '_')}"))
        return command

    def result(command: argparse.ArgumentParser, name: str, text: str) -> None:
        command.add_argument(
            name, type=options.place, metavar="BESTAND", help=f"{text}; - is standaarduitvoer | -: stdout"
        )

    add_register(add("list", "alle inzetten met hun stand | all uses and where they stand"))
    verify = add("verify", "is het register ongeschonden? | is the register whole?")
    add_register(verify)
    verify.add_argument(
        "--head", type=options.place, metavar="N:HASH", help="eerder bewaarde kop | a head kept earlier"
    )
    verify.add_argument(
        "--against", type=options.place, metavar="MAP", help="ander register, bijvoorbeeld een kopie | another register"
    )
    sentence = add("sentence", "de zin van de brief over een periode | the letter's sentence for a period")
    add_register(sentence)
    _add_period(sentence)
    result(sentence, "--csv", "de inzetten | the uses")
    quality = add("quality", "volledigheid van de berichten | completeness of the messages")
    add_register(quality)
    result(quality, "--csv", "de tabel | the table")
    export = add("export", "één inzet voor een evaluatie | one use for an evaluation")
    export.add_argument("use", metavar="INZET", help="id in het register | id in the register")
    add_register(export)
    result(export, "--json", "alles | everything")
    result(export, "--csv", "per zendcel | cell by cell")
    result(export, "--timeline", "tijdlijn (Markdown) | time line")
    bring = add("import", "oudere inzetten opnemen (CSV) | bring in older uses")
    bring.add_argument("file", type=options.place, metavar="CSV", help="bestand | file")
    add_register(bring)
    add_person(bring)
    clear = add("all-clear", "vastleggen dat het gevaar voorbij is | record that the danger is over")
    clear.add_argument("use", metavar="INZET", help="id in het register | id in the register")
    add_register(clear)
    add_person(clear)
    clear.add_argument("--alert", type=options.place, metavar="INZET", help="met welke NL-Alert | by which NL-Alert")
    clear.add_argument(
        "--remark", default="", metavar="TEKST", help="hoe anders, of waarom niet | how else, or why not"
    )
    clear.add_argument("--not-needed", action="store_true", help="was niet nodig | was not needed")
    add_register(add("open", "inzetten zonder einde van het gevaar | uses without an all-clear"))
    history = add("history", "wat eerder is gepubliceerd | what was published before")
    history.add_argument("--file", type=options.place, metavar="BESTAND", help="ander bestand | another file")


def _add_period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="first", type=day, required=True, metavar="DAG", help="eerste dag | first day")
    command.add_argument("--until", dest="last", type=day, required=True, metavar="DAG", help="laatste dag | last day")


def run_list(arguments: argparse.Namespace) -> int:
    """Print every use with its state and its cells."""
    from weerbaar.alerting.register import STATE_WORDS

    lang: Lang = arguments.lang
    nl = lang == "nl"
    uses = uses_of(store_of(arguments.register))
    header = ("Inzet", "Dag", "Regio", "Soort", "Status", "Stand", "Zendcellen")
    rows: list[Sequence[str]] = [header if nl else ("Use", "Day", "Region", "Kind", "Status", "State", "Cells")]
    for use in uses.values():
        cells = "-" if use.cells.asked is None else f"{use.cells.taken}/{use.cells.asked}"
        state = STATE_WORDS[use.state].in_(lang)
        shown = str(use.day or "-")
        rows.append((use.id, shown, use.region, use.incident, use.status, state, cells if use.orders else "-"))
    print("\n".join(columns(rows)) if uses else ("Het register is leeg." if nl else "The register is empty."))
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Print the head of the register; one that was tampered with, or is not what was kept of it, is an error."""
    from weerbaar.alerting.register import Head, RegisterError, compare, verify

    lang: Lang = arguments.lang
    store = store_of(arguments.register)
    kept = Head.read(arguments.head) if arguments.head else None
    fault = verify(store.events(), kept=kept)
    if fault is not None:
        raise RegisterError(fault.text)
    head = store.head
    words = ("Het register is ongeschonden", "The register is whole")[lang == "en"]
    print(f"{words}: {head.number} {('gebeurtenissen', 'events')[lang == 'en']}.\n{head}")
    if arguments.against:
        found = compare(store.events(), store_of(arguments.against).events())
        if found.relation == "parted":
            raise RegisterError(_parted(arguments.against, found.common))
        print(_RELATIONS[found.relation][lang == "en"])
    return 0


def _parted(other: str, common: int) -> Text:
    from weerbaar.base import Text

    return Text(
        nl=f"De registers lopen uiteen: na gebeurtenis {common} staat in {other} iets anders.",
        en=f"The registers part: after event {common} something else stands in {other}.",
    )


def run_sentence(arguments: argparse.Namespace) -> int:
    """Print the sentence of the letter for a period, with what a reader must know."""
    from weerbaar.alerting.register import count_period, period_csv, published_history, remarks, sentence

    lang: Lang = arguments.lang
    uses = uses_of(store_of(arguments.register))
    count = count_period(uses, arguments.first, arguments.last)
    lines = wrapped(sentence(count).in_(lang))
    for remark in remarks(count):
        lines += wrapped(f"- {remark.in_(lang)}")
    history = published_history()
    within = history.within(arguments.first, arguments.last)
    if within:
        lines.append("Eerder gepubliceerd, niet meegeteld:" if lang == "nl" else "Published before, not counted:")
        lines += [line for period in within for line in wrapped(f"- {history.words(period).in_(lang)}")]
    results = [(arguments.csv, period_csv(uses, count, lang))] if arguments.csv else []
    write_results(results, lang, printable("\n".join(lines)))
    return 0


def _parts(text: str) -> Mapping[Part, bool]:
    """Return which parts a Dutch text has; a text from elsewhere may be of any length."""
    from weerbaar.alerting.compose import six_parts, split_message

    return six_parts(split_message(text[:_LONGEST]).nl, "nl").present


def run_quality(arguments: argparse.Namespace) -> int:
    """Print how complete the messages are, per year and region, beside what was published."""
    from weerbaar.alerting.compose import PART_NAMES
    from weerbaar.alerting.register import (
        against_published,
        all_clear_rates,
        published_history,
        quality,
        quality_csv,
        share_words,
    )

    lang: Lang = arguments.lang
    nl = lang == "nl"
    uses = uses_of(store_of(arguments.register))
    rows_found = quality(uses.values(), _parts)
    rows: list[Sequence[str]] = [
        ("Jaar", "Regio", "Volledig", "Vaakst gemist") if nl else ("Year", "Region", "Complete", "Most often missing")
    ]
    notes: list[str] = []
    history = published_history()
    for row in rows_found:
        worst = min(row.present.items(), key=lambda item: (item[1].share is None, item[1].share or 0.0), default=None)
        missing = worst[1].of - worst[1].count if worst else 0
        named = f"{PART_NAMES[worst[0]].in_(lang)} ({missing})" if worst and missing else "-"
        rows.append((str(row.year or "-"), row.region or "-", row.complete.render(lang), named))
        beside = against_published(row, history)
        if beside is not None:
            notes += wrapped(f"{row.year}: {beside.in_(lang)}")
    for rate in all_clear_rates(uses, history):
        words = "einde gevaar met NL-Alert" if nl else "all-clear by NL-Alert"
        said = f"{rate.year}: {words}: {rate.by_alert.render(lang)}"
        if rate.published is not None:
            said += f"; {'gepubliceerd' if nl else 'published'}: {share_words(rate.published).in_(lang)}"
        notes.append(said)
    lines = (
        columns(rows) if rows_found else ["Er zijn geen berichten om te beoordelen." if nl else "No messages to judge."]
    )
    results = [(arguments.csv, quality_csv(rows_found, lang))] if arguments.csv else []
    write_results(results, lang, printable("\n".join([*lines, *notes])))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write one use for an evaluation; without a file its time line is printed."""
    from weerbaar.alerting.register import cells_csv, timeline_markdown, use_json

    lang: Lang = arguments.lang
    store = store_of(arguments.register)
    use = use_of(store, arguments.use)
    events = store.events(use.id)
    timeline = timeline_markdown(use, events, lang)
    results = [
        (arguments.json, use_json(use, events)),
        (arguments.csv, cells_csv(use, lang)),
        (arguments.timeline, timeline.encode()),
    ]
    wanted = [(place, content) for place, content in results if place is not None]
    write_results(wanted, lang, None if wanted else printable(timeline.rstrip()))
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Take older uses into the register; all of them, or none where one row is wrong."""
    from weerbaar.alerting.register import import_older_uses, read_older_uses

    uses = read_older_uses(Path(arguments.file))
    store = store_of(arguments.register, may_be_new=True)
    events = import_older_uses(store, uses, arguments.by, given.now())
    print(f"{len(events)} {'inzetten opgenomen' if arguments.lang == 'nl' else 'uses taken in'}.")
    return 0


def run_all_clear(arguments: argparse.Namespace) -> int:
    """Record how it was said that the danger is over."""
    from weerbaar.alerting.register import AllClear, Kind

    store = store_of(arguments.register)
    use = use_of(store, arguments.use)
    if not use.was_on_air:
        raise refused(use.id, "deze inzet is niet uitgezonden.", "this use was not on the air.")
    if arguments.alert and arguments.not_needed:
        raise refused("--not-needed", "gaat niet samen met --alert.", "does not go with --alert.")
    if arguments.alert:
        use_of(store, arguments.alert)
    elif not arguments.remark.strip():
        raise refused("--remark", "zeg hoe, of waarom niet.", "say how, or why not.")
    said = AllClear(
        how="nl-alert" if arguments.alert else "not_needed" if arguments.not_needed else "other_means",
        use=arguments.alert,
        remark=arguments.remark.strip()[:500],
    )
    store.append(Kind.ALL_CLEAR, use.id, arguments.by, said, given.now())
    print(f"{use.id}: {'vastgelegd' if arguments.lang == 'nl' else 'recorded'}.")
    return 0


def run_open(arguments: argparse.Namespace) -> int:
    """Print the uses that wait for an all-clear, the most urgent first."""
    from weerbaar.alerting.approval import reminders
    from weerbaar.alerting.register import open_alerts

    lang: Lang = arguments.lang
    uses = uses_of(store_of(arguments.register))
    waiting = reminders(open_alerts(uses), given.now(), _AHEAD)
    for one in waiting:
        print("\n".join(wrapped(f"{one.id}: {one.words().in_(lang)}")))
    if not waiting:
        print(
            "Geen enkele inzet wacht op het einde van het gevaar." if lang == "nl" else "No use waits for an all-clear."
        )
    return 0


def run_history(arguments: argparse.Namespace) -> int:
    """Print what was published about uses since 2012, with its sources."""
    from weerbaar.alerting.register import published_history, read_history

    lang: Lang = arguments.lang
    history = read_history(Path(arguments.file)) if arguments.file else published_history()
    for period in history.periods:
        print("\n".join(wrapped(f"- {history.words(period).in_(lang)}")))
    return 0
