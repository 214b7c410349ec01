# SPDX-License-Identifier: EUPL-1.2
"""``choice.yaml`` read and checked against the measures: budgets, rules of fairness, what is in or out in any case."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.assessment import admissible_weights
from weerbaar.base import InputError, Placed, Text, inside
from weerbaar.capability.context import Context
from weerbaar.capability.folder import Folder
from weerbaar.capability.measures.consistency import needed_by, touched
from weerbaar.capability.measures.file_model import (
    CHOICE_FILE,
    AtLeast,
    Budget,
    ChoiceFile,
    MeasureFile,
)
from weerbaar.capability.needs import HOLDERS


def read_choice(folder: Folder, context: Context, measures: MeasureFile | None) -> ChoiceFile | None:
    """Return ``choice.yaml`` of a folder; what is wrong is added to the problems of the folder.

    Args:
        folder: where it stands.
        context: what it may name.
        measures: the measures to choose from; None where they are wrong themselves, and then nothing is checked
            against them.

    Returns:
        None where there is no such file, or it is wrong.
    """
    if not folder.has(CHOICE_FILE):
        return None
    before = sum(p.severity == "error" for p in folder.problems)
    sheet = folder.read(CHOICE_FILE, ChoiceFile, {"budgets": Budget, "at_least": AtLeast})
    if sheet is None:
        return None
    _check_budgets(folder, context, sheet.lists["budgets"])
    rules: Sequence[Placed[AtLeast]] = sheet.lists["at_least"]
    folder.refuse_duplicates(rules)
    header = sheet.header
    if measures is not None:
        for rule in rules:
            _check_rule(folder, context, rule, measures, header.value.never if header is not None else ())
        if header is not None:
            _check_fixed(folder, header, measures)
    if header is not None and header.value.weights is not None:
        _check_weights(folder, context, header)
    return sheet.whole() if sum(p.severity == "error" for p in folder.problems) == before else None


def members(rule: AtLeast, measures: MeasureFile) -> tuple[str, ...]:
    """Return the measures that a rule of fairness is about, in the order of the file."""
    if rule.measures:
        return tuple(m.id for m in measures.measures if m.id in rule.measures)
    if rule.scenario is not None:
        return tuple(m.id for m in measures.measures if rule.scenario in touched(m))
    for field in ("heading", "theme", "region", "actor"):
        wanted = getattr(rule, field)
        if wanted is not None:
            return tuple(m.id for m in measures.measures if getattr(m, field) == wanted)
    return ()


def _check_budgets(folder: Folder, context: Context, budgets: Sequence[Placed[Budget]]) -> None:
    first, last = context.header.first_year, context.header.last_year
    seen: set[int] = set()
    for entry in budgets:
        year = entry.value.year
        if not first <= year <= last:
            folder.problems.append(
                entry.problem(
                    ("year",),
                    f"dit jaar ligt buiten de analyse, die loopt van {first} tot en met {last}.",
                    f"this year lies outside the analysis, which runs from {first} to {last}.",
                    value=str(year),
                )
            )
        if year in seen:
            folder.problems.append(
                entry.problem(
                    ("year",),
                    "voor dit jaar staat er al een budget.",
                    "there already is a budget for this year.",
                    Text(nl="Voeg de twee samen.", en="Merge the two."),
                    value=str(year),
                )
            )
        seen.add(year)


def _check_rule(
    folder: Folder, context: Context, entry: Placed[AtLeast], measures: MeasureFile, never: Sequence[str]
) -> None:
    rule = entry.value
    known = True
    ids = [m.id for m in measures.measures]
    for i, name in enumerate(rule.measures):
        known &= folder.refuse_unknown(entry, ("measures", i), name, ids, "maatregel", "measure")
    for field, names, nl, en in (
        ("heading", context.heading_ids, "terrein", "heading"),
        ("scenario", context.scenario_ids, "scenario", "scenario"),
        ("actor", HOLDERS, "soort partij", "kind of party"),
        ("theme", {m.theme for m in measures.measures if m.theme}, "thema", "theme"),
        ("region", {m.region for m in measures.measures if m.region}, "regio", "region"),
    ):
        wanted = getattr(rule, field)
        if wanted is not None:
            known &= folder.refuse_unknown(entry, (field,), wanted, names, nl, en)
    possible = [m for m in members(rule, measures) if m not in never]
    if known and len(possible) < rule.number:
        folder.problems.append(
            entry.problem(
                ("number",),
                f"deze regel vraagt er ten minste {rule.number}, en er zijn er {len(possible)}.",
                f"this rule asks for {rule.number} at least, and there are {len(possible)}.",
                Text(
                    nl="Verlaag number, of laat meer maatregelen toe (never).",
                    en="Lower number, or allow more measures (never).",
                ),
                value=str(rule.number),
            )
        )


def _check_fixed(folder: Folder, entry: Placed[ChoiceFile], measures: MeasureFile) -> None:
    choice = entry.value
    ids = [m.id for m in measures.measures]
    for field in ("always", "never"):
        for i, name in enumerate(getattr(choice, field)):
            folder.refuse_unknown(entry, (field, i), name, ids, "maatregel", "measure")
    needs = needed_by(measures.measures)
    for i, name in enumerate(choice.always):
        for out in choice.never:
            if out == name:
                nl, en = "staat bij always en bij never.", "occurs under always and under never."
            elif out in needs.get(name, ()):
                nl = f"staat bij always en vraagt {out}, dat bij never staat."
                en = f"occurs under always and requires {out}, which occurs under never."
            else:
                continue
            hint = Text(nl="Schrap een van beide.", en="Drop one of them.")
            folder.problems.append(
                entry.problem(("always", i), f"{name} {nl}", f"{name} {en}", hint, value=name),
            )
    taken = set(choice.always).union(*(needs.get(name, frozenset()) for name in choice.always))
    for exclusion in measures.exclusions:
        clash = [m for m in exclusion.measures if m in taken]
        if len(clash) > 1:
            folder.problems.append(
                entry.problem(
                    ("always",),
                    f"{' en '.join(clash)} moeten volgens always allebei, maar sluiten elkaar uit.",
                    f"{' and '.join(clash)} must all be taken according to always, but exclude each other.",
                    Text(nl="Schrap een van beide, of de uitsluiting.", en="Drop one of them, or the exclusion."),
                    value=clash[0],
                )
            )


def _check_weights(folder: Folder, context: Context, entry: Placed[ChoiceFile]) -> None:
    name = entry.value.weights or ""
    try:
        path = inside(folder.root, name, CHOICE_FILE)
        if context.method.aggregation.rule != "weighted_sum":
            folder.problems.append(
                entry.problem(
                    ("weights",),
                    f"methode {context.method.id} telt zonder gewichten op; gewichten zijn er niet bij nodig.",
                    f"method {context.method.id} adds up without weights; a file of weights does not go with it.",
                    value=name,
                )
            )
            return
        admissible_weights(context.dossier, context.method, path)
        folder.contents[name] = path.read_bytes()
    except InputError as error:
        folder.problems.extend(error.problems)
