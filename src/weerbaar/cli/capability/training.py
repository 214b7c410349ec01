# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability training``: what campaigns and courses changed, for how many people, and certificates."""

from __future__ import annotations

import argparse
import datetime
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers
from weerbaar.cli.result_file import day, figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.training import ActivityResult, EffectResult, MeasuredEffect, TrainingResult

_WIDEST = 100
_MOST_DAYS = 36_500


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``training`` to the parser of ``weerbaar capability``."""
    help_text = "gemeten effect van campagnes en cursussen | measured effect of campaigns and courses"
    command = actions.add_parser("training", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.training", "run_training"))
    command.add_argument("training", help="training.yaml, map of voorbeeld | training.yaml, folder or example")
    command.add_argument("--on", type=day, metavar="DAG", help="peildatum voor certificaten | day for certificates")
    command.add_argument(
        "--within",
        type=options.whole_number(0, _MOST_DAYS),
        default=90,
        metavar="DAGEN",
        help="verloopt binnenkort | soon to expire (90)",
    )
    for name, nl, en in (
        ("--json", "gegevens als JSON", "data as JSON"),
        ("--csv", "effecten als CSV", "effects as CSV"),
    ):
        said = f"{nl}; - is standaarduitvoer | {en}; - is standard output"
        command.add_argument(name, type=options.place, metavar="BESTAND", help=said)
    command.add_argument(
        "--figure", type=figure_place, metavar="BESTAND", help="figuur (.svg, .png, .pdf) | figure (.svg, .png, .pdf)"
    )


def run_training(arguments: argparse.Namespace) -> int:
    """Print effects and certificates, and write what was asked for.

    Returns:
        0; errors are raised and become messages.
    """
    from weerbaar.capability.training import assess_training, load_training, training_csv, training_result_json

    lang: Lang = arguments.lang
    training = load_training(arguments.training)
    result = assess_training(training, arguments.on or datetime.date.today(), arguments.within)
    results = [
        (arguments.json, training_result_json(result)),
        (arguments.csv, training_csv(result, lang)),
    ]
    if arguments.figure is not None:
        from weerbaar.figures import training_effect

        results.append((arguments.figure, figure_bytes(training_effect(result, lang, "screen"), arguments.figure)))
    write_results(results, lang, training_table(result, lang))
    return 0


def training_table(result: TrainingResult, lang: Lang) -> str:
    """Return every activity with its reach and effects, and the certificates."""
    lines = [result.title.in_(lang), *textwrap.wrap(result.statement.in_(lang), _WIDEST)]
    for activity in result.activities:
        lines += ["", *_activity(activity, lang)]
    lines += _certificates(result, lang)
    lines += [w.in_(lang) for w in result.warnings]
    return printable("\n".join(lines))


def _activity(activity: ActivityResult, lang: Lang) -> list[str]:
    nl = lang == "nl"
    lines = [activity.title.in_(lang), *_wrapped(_reach(activity, lang))]
    if not activity.effects:
        lines.append("  Effect: niet gemeten." if nl else "  Effect: not measured.")
    for found in activity.effects:
        lines += ["", *_effect(found, lang)]
    return lines


def _reach(activity: ActivityResult, lang: Lang) -> str:
    from weerbaar.base import euro, number, percentage

    nl = lang == "nl"
    if activity.reached is None:
        said = "Bereik: niet geteld" if nl else "Reach: not counted"
    else:
        said = f"{'Bereik' if nl else 'Reach'}: {number(activity.reached, lang)}"
        if activity.audience_size is not None and activity.reached_share is not None:
            of = "van de" if nl else "of"
            said += f" {of} {number(activity.audience_size, lang)} ({percentage(activity.reached_share, lang)})"
    parts = [f"{said}, {activity.audience.in_(lang)}"]
    if activity.counted is not None:
        parts.append(f"{'geteld' if nl else 'counted'}: {activity.counted.in_(lang)}")
    if activity.cost_eur is not None:
        parts.append(f"{'kosten' if nl else 'cost'} {euro(activity.cost_eur, lang)}")
    if activity.cost_eur_each is not None:
        parts.append(f"{euro(activity.cost_eur_each, lang)} {'per bereikte' if nl else 'per person reached'}")
    return "; ".join(parts)


def _effect(result: EffectResult, lang: Lang) -> list[str]:
    from weerbaar.base import percentage
    from weerbaar.capability.training import difference_words, level_words, months_words, seen_words

    nl = lang == "nl"
    found = result.effect
    lines = _wrapped(f"{found.what.in_(lang)} ({seen_words(found, lang)})")
    who = "deelnemers" if nl else "participants"
    before, after = ("voor", "na") if nl else ("before", "after")
    if found.control_before is None or found.control_after is None:
        groups = [(f"{before}, {after}", found.before, found.after)]
    else:
        control = "controlegroep" if nl else "control group"
        groups = [(who, found.before, found.after), (control, found.control_before, found.control_after)]
    for name, one, other in groups:
        shown = f"{level_words(found, one.estimate, lang)} → {level_words(found, other.estimate, lang)}"
        lines.append(f"    {name}: {shown} (n = {one.n}, {other.n})")
    lines.append(f"    {difference_words(found, found.difference, lang)}")
    lines += _wrapped(f"{found.method.in_(lang)}{_p_value(found, lang)}", "      ")
    for later in found.follow_up:
        said = f"{months_words(later.months, lang)}: {difference_words(found, later.difference, lang)}"
        if later.retained is not None:
            part = percentage(max(0.0, later.retained), lang)
            said += f"; {f'{part} van het effect over' if nl else f'{part} of the effect left'}"
        lines += _wrapped(said, "    ")
    if result.people is not None:
        lines += _wrapped(_people(result, lang), "    ")
    lines += [line for a in found.assumptions for line in _wrapped(a.in_(lang), "    - ")]
    return lines


def _p_value(found: MeasuredEffect, lang: Lang) -> str:
    from weerbaar.base import significant

    if found.p_value is None:
        return ""
    nl = lang == "nl"
    small = "< 0,0001" if nl else "< 0.0001"
    shown = small if found.p_value < 1e-4 else f"= {significant(found.p_value, lang)}"
    return f"; {'toets van McNemar' if nl else 'McNemar’s test'} p {shown}"


def _people(result: EffectResult, lang: Lang) -> str:
    from weerbaar.base import euro, number, significant

    nl = lang == "nl"
    people = result.people
    if people is None:
        raise AssertionError("asked only where it is known")

    def whole(value: float) -> str:
        return significant(value, lang) if abs(value) >= 100 else number(value, lang)

    low, high = whole(people.number.low), whole(people.number.high)
    to = "tot" if nl else "to"
    head = "als alle bereikten zijn als de gemetenen, veranderden" if nl else "if all reached are like those measured,"
    said = f"{head} {whole(people.number.estimate)} {'mensen' if nl else 'people changed'} ({low} {to} {high})"
    if people.cost_eur_each is None or people.cost_eur_low is None:
        return said
    said += f"; {euro(people.cost_eur_each, lang)} {'per veranderde' if nl else 'per person changed'} "
    if people.cost_eur_high is None:
        least = euro(people.cost_eur_low, lang)
        return said + (f"(ten minste {least}; geen bovengrens)" if nl else f"(at least {least}; no upper bound)")
    return said + f"({euro(people.cost_eur_low, lang)} {to} {euro(people.cost_eur_high, lang)})"


def _certificates(result: TrainingResult, lang: Lang) -> list[str]:
    if not result.certificates:
        return []
    nl = lang == "nl"
    on = result.on.isoformat()
    header = (
        ("Functie", "Cursus", "Nodig", "Geldig", f"≤ {result.within_days} d", "Verlopen", "Tekort", "Straks")
        if nl
        else ("Function", "Course", "Wanted", "Valid", f"≤ {result.within_days} d", "Expired", "Short", "Then")
    )
    rows: list[Sequence[str]] = [header]
    for found in result.certificates:
        counts = (found.wanted, found.valid, found.expiring, found.expired, found.shortfall, found.shortfall_then)
        names = (found.function_title.in_(lang), found.course_title.in_(lang))
        short = [textwrap.shorten(name, 36, placeholder=" …") for name in names]
        rows.append((*short, *("?" if count is None else str(count) for count in counts)))
    note = (
        f"≤ {result.within_days} d: verloopt binnen die termijn; straks: tekort als die niet worden vernieuwd."
        if nl
        else f"≤ {result.within_days} d: expires within that time; then: short when those are not renewed."
    )
    return ["", f"{'Certificaten op' if nl else 'Certificates on'} {on}", *_columns(rows), note]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows with their cells below each other: two names to the left, numbers to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells))
    return lines


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, _WIDEST, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    )
