# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability guideline``: baseline guidelines, checklists, where they stand, and tables to fill in."""

from __future__ import annotations

import argparse
import datetime
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import STANDARD_OUTPUT, day, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang, Problem
    from weerbaar.capability.guideline import ChecklistResult, Finding, Standing

_MODULE = "weerbaar.cli.capability.guideline"
_WIDEST = 100
_TITLE = 44

_WORDS: dict[Standing, tuple[str, str]] = {
    "shown": ("aangetoond", "shown"),
    "claimed": ("gesteld", "claimed"),
    "expired": ("verlopen", "expired"),
    "partly": ("deels", "partly"),
    "not met": ("niet", "not met"),
    "not applicable": ("n.v.t.", "n/a"),
    "unknown": ("onbekend", "unknown"),
    "not answered": ("open", "open"),
}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``guideline`` and its actions to the parser of ``weerbaar capability``."""
    help_text = "basisrichtlijnen en checklists | baseline guidelines and checklists"
    group = actions.add_parser("guideline", help=help_text, description=help_text)
    verbs = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text, parents=[common])
        command.set_defaults(command=(_MODULE, f"run_{name}"))
        return command

    place = "checklist (yaml), map of voorbeeld | checklist (yaml), folder or example"
    add("list", "meegeleverde richtlijnen | shipped guidelines")
    show = add("show", "eisen, vragen en bronnen van een richtlijn | requirements, questions and sources")
    show.add_argument("guideline", help="id of bestand | id or file")
    check = add("check", "waar een checklist staat | where a checklist stands")
    check.add_argument("checklist", help=place)
    check.add_argument("--on", type=day, metavar="DAG", help="peildatum | the day (vandaag | today)")
    for name, nl, en in (
        ("--json", "gegevens als JSON", "data as JSON"),
        ("--csv", "checklist als CSV, om in te vullen", "checklist as CSV, to fill in"),
    ):
        said = f"{nl}; - is standaarduitvoer | {en}; - is standard output"
        check.add_argument(name, type=options.place, metavar="BESTAND", help=said)
    export = add("export", "checklist naar .xlsx, .csv of .yaml | checklist to .xlsx, .csv or .yaml")
    export.add_argument("checklist", help=place)
    export.add_argument("target", type=options.place, help="bestand.xlsx")
    export.add_argument("--overwrite", action="store_true", help="ook als het bestand er al is | also when it exists")
    bring = add("import", "ingevuld bestand in een checklist opnemen | bring a filled file into a checklist")
    bring.add_argument("source", type=options.place, help="bestand.xlsx, .csv of .yaml")
    bring.add_argument("checklist", help=place)
    bring.add_argument(
        "--out", type=options.place, metavar="BESTAND", help="niet bijwerken maar elders schrijven | write elsewhere"
    )
    new = add("new", "nieuwe checklist (--content) of eigen richtlijn | new checklist or guideline of your own")
    new.add_argument("file", type=options.place, help="te maken bestand | file to make")
    new.add_argument("--content", metavar="ID", help="richtlijn om te beantwoorden | guideline to answer")
    new.add_argument("--subject", default="", metavar="TEKST", help="waarover zij gaat | what it is about")


def run_list(arguments: argparse.Namespace) -> int:
    """Print the shipped guidelines."""
    from weerbaar.capability.guideline import guideline_names, load_guideline

    for name in guideline_names():
        found = load_guideline(name)
        count = len(found.requirements)
        print(f"{name:20} {count:3} {'eisen' if arguments.lang == 'nl' else 'requirements'}  ", end="")
        print(printable(found.title.in_(arguments.lang)))
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print every requirement of a guideline with its questions, evidence, source and certainty."""
    from weerbaar.capability.guideline import load_guideline

    lang: Lang = arguments.lang
    nl = lang == "nl"
    found = load_guideline(arguments.guideline)
    lines = [found.title.in_(lang), *textwrap.wrap(found.introduction.in_(lang), _WIDEST)]
    lines += [f"{d.on}  {d.what.in_(lang)}" for d in found.dates]
    for part in found.parts:
        lines += ["", part.title.in_(lang)]
        if part.applies_when is not None:
            lines += textwrap.wrap(part.applies_when.in_(lang), _WIDEST, initial_indent="  ", subsequent_indent="  ")
        for requirement in (r for r in found.requirements if r.part == part.id):
            lines.append(f"{requirement.number}  {requirement.title.in_(lang)}  [{requirement.id}]")
            lines += _indented("", requirement.requirement.in_(lang))
            lines += [line for q in requirement.questions for line in _indented("? ", q.in_(lang))]
            lines += [line for e in requirement.evidence for line in _indented("+ ", e.in_(lang))]
            if requirement.applies_when is not None:
                lines += _indented("! ", requirement.applies_when.in_(lang))
            mark = "zekerheid" if nl else "certainty"
            lines += _indented("", "; ".join([*requirement.source, f"{mark}: {requirement.mark}"]))
    lines += ["", "? vraag  + bewijs  ! voorwaarde" if nl else "? question  + evidence  ! condition"]
    print(printable("\n".join(lines)))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print where a checklist stands, and write what was asked for.

    Returns:
        0, also when requirements are not met; errors are raised and become messages.
    """
    from weerbaar.capability.guideline import assess_checklist, checklist_csv, checklist_result_json, load_checklist

    lang: Lang = arguments.lang
    if arguments.csv not in (None, STANDARD_OUTPUT):
        # It may be an earlier one that somebody has filled in meanwhile.
        _refuse_existing(Path(arguments.csv))
    found = load_checklist(arguments.checklist)
    result = assess_checklist(found.checklist, found.content, arguments.on or datetime.date.today(), found.contents)
    results = [
        (arguments.json, checklist_result_json(result)),
        (arguments.csv, checklist_csv(found.checklist, found.content, lang)),
    ]
    write_results(results, lang, checklist_table(result, lang))
    _warn(found.warnings, lang)
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write a checklist as a table to fill in; a file that is there is only replaced when that is asked for."""
    from weerbaar.capability.guideline import export_checklist, load_checklist

    found = load_checklist(arguments.checklist)
    target = Path(arguments.target)
    if not arguments.overwrite:
        _refuse_existing(target)
    export_checklist(found.checklist, found.content, target, arguments.lang)
    print(target)
    return 0


def run_import(arguments: argparse.Namespace) -> int:
    """Bring the answers of a filled table into a checklist."""
    from weerbaar.capability.guideline import load_checklist, merge_checklist, save_checklist

    lang: Lang = arguments.lang
    found = load_checklist(arguments.checklist)
    target = Path(arguments.out) if arguments.out else found.path
    if not arguments.out and not Path(arguments.checklist).exists():
        raise refused(
            arguments.checklist,
            "een meegeleverd voorbeeld wordt niet bijgewerkt; geef --out.",
            "a shipped example is not changed; give --out.",
        )
    if arguments.out:
        _refuse_existing(target)
    warnings: list[Problem] = []
    merged = merge_checklist(Path(arguments.source), found.checklist, found.content, warnings)
    before = {a.requirement: a for a in found.checklist.answers}
    after = {a.requirement: a for a in merged.answers}
    changed = sum(before.get(r.id) != after.get(r.id) for r in found.content.requirements)
    save_checklist(merged, target)
    _warn(warnings, lang)
    if lang == "nl":
        print(f"{target}: {changed} antwoorden gewijzigd, {len(merged.answers)} van {len(found.content.requirements)}")
    else:
        print(f"{target}: {changed} answers changed, {len(merged.answers)} of {len(found.content.requirements)}")
    return 0


def run_new(arguments: argparse.Namespace) -> int:
    """Write a checklist in which everything still is unknown, or a guideline of one's own to start from."""
    from weerbaar.base import Text, write_atomic
    from weerbaar.capability.guideline import guideline_names, load_guideline, new_checklist, new_guideline
    from weerbaar.capability.guideline import save_checklist as save

    target = Path(arguments.file)
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise refused(str(target), "moet op .yaml eindigen.", "must end in .yaml.")
    _refuse_existing(target)
    name = _slug(target.stem)
    if not arguments.content:
        target.parent.mkdir(parents=True, exist_ok=True)
        title = Text(nl="Eigen richtlijn", en="Guideline of our own")
        write_atomic(target, new_guideline(id=name, title=title).encode())
        print(target)
        return 0
    beside = target.parent / f"{arguments.content}.yaml"
    content = load_guideline(beside if beside.is_file() else arguments.content)
    own = target.parent / f"{content.id}.yaml"
    if content.id not in guideline_names() and not own.is_file():
        raise refused(
            arguments.content,
            f"zet de richtlijn als {content.id}.yaml naast de checklist, zodat die haar kan vinden.",
            f"put the guideline as {content.id}.yaml beside the checklist, so that it can be found.",
        )
    unnamed = Text(nl="Nog te benoemen", en="To be named")
    subject = Text(nl=arguments.subject, en=arguments.subject) if arguments.subject.strip() else unnamed
    save(new_checklist(content, id=name, subject=subject, language=arguments.lang), target)
    print(target)
    return 0


def checklist_table(result: ChecklistResult, lang: Lang) -> str:
    """Return the counts per part and, below them, what asks for attention."""
    nl = lang == "nl"
    pick = 0 if nl else 1
    lines = [
        result.title.in_(lang),
        f"{result.subject.in_(lang)}; {'peildatum' if nl else 'on'} {result.on}",
        *textwrap.wrap(result.statement.in_(lang), _WIDEST),
        "",
    ]
    header = ["Deel" if nl else "Part", "Eisen" if nl else "All", *(words[pick] for words in _WORDS.values())]
    rows = [header]
    for part in result.parts:
        counts = [str(count) if count else "-" for count in part.counts]
        rows.append([textwrap.shorten(part.title.in_(lang), _TITLE, placeholder=" …"), str(part.requirements), *counts])
    lines += _columns(rows)
    lines += textwrap.wrap(
        "Aangetoond: voldaan met bewijs dat op de peildatum geldt. Gesteld: voldaan zonder bewijs. Verlopen: het "
        "bewijs geldt niet meer. Onbekend en open (niet beantwoord) is iets anders dan niet. Er is geen totaalcijfer."
        if nl
        else "Shown: met, with evidence that counts on the day. Claimed: met without evidence. Expired: the evidence "
        "no longer counts. Unknown and open (not answered) is something else than not met. There is no total score.",
        _WIDEST,
    )
    for heading, chosen in _attention(result, nl):
        if chosen:
            lines += ["", heading, *(line for f in chosen for line in _finding(f, lang))]
    lines.append("")
    lines += [f"{d.on}: {d.what.in_(lang)}" for d in (*result.in_force[-1:], *result.to_come)]
    if result.illustrative:
        lines.append("Verzonnen gegevens." if nl else "Invented data.")
    return printable("\n".join(lines).rstrip())


def _attention(result: ChecklistResult, nl: bool) -> list[tuple[str, tuple[Finding, ...]]]:
    chosen = result.standing
    return [
        ("Te laat" if nl else "Overdue", tuple(f for f in result.findings if f.overdue)),
        ("Niet voldaan" if nl else "Not met", tuple(f for f in chosen("not met") if not f.overdue)),
        ("Gesteld zonder bewijs" if nl else "Claimed without evidence", chosen("claimed")),
        ("Bewijs verlopen" if nl else "Evidence expired", tuple(f for f in result.findings if f.expired)),
        (
            "Deels, zonder enig bewijs" if nl else "Partly, without any evidence",
            tuple(f for f in chosen("partly") if f.missing_evidence and not f.overdue),
        ),
        ("Nog onbekend" if nl else "Still unknown", chosen("unknown", "not answered")),
    ]


def _finding(finding: Finding, lang: Lang) -> list[str]:
    nl = lang == "nl"
    said = [f"{finding.number} {finding.title.in_(lang)}"]
    if finding.due is not None:
        said.append(f"{'uiterlijk' if nl else 'due'} {finding.due}")
    if finding.owner:
        said.append(finding.owner)
    said += [f"{e.what} ({'t/m' if nl else 'until'} {e.expires})" for e in finding.expired]
    if finding.measures:
        said.append(f"{'maatregel' if nl else 'measure'} {', '.join(finding.measures)}")
    elif finding.capability and finding.standing in ("partly", "not met"):
        said.append(f"{'capaciteit' if nl else 'capability'} {finding.capability}")
    return textwrap.wrap(
        "; ".join(said), _WIDEST, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their cells below each other: the first column to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]


def _indented(mark: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDEST, initial_indent="    " + mark, subsequent_indent="    " + " " * len(mark))


def _warn(warnings: Sequence[Problem], lang: Lang) -> None:
    from weerbaar.base import render_problems

    if warnings:
        print(render_problems(warnings, lang, mark_warnings=True), file=sys.stderr)


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise refused(
            str(target),
            "bestaat al en wordt niet overschreven; kies een andere naam.",
            "exists already and is not overwritten; choose another name.",
        )


def _slug(text: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part)[:80] or "checklist"
