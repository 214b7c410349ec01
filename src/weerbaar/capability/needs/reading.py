# SPDX-License-Identifier: EUPL-1.2
"""Capabilities, tasks and what is present from disk, every mistake at its own line."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from weerbaar.base import Distribution, Location, Placed, Text
from weerbaar.capability.context import Context
from weerbaar.capability.folder import Folder, Sheet
from weerbaar.capability.needs.file_model import (
    CAPABILITY_FILE,
    PRESENT_FILE,
    TASK_FILE,
    CapabilityFile,
    NeededCapability,
    Present,
    PresentFile,
    Task,
    TaskFile,
    Together,
)
from weerbaar.capability.needs.model import Needs, is_valid_on

_MOST = 1e12
_ALMOST_ALL = 0.9999
_MOST_CAPABILITIES, _MOST_GROUPS = 1_000, 200
_MOST_IN_ONE = 200
"""Needs for one capability in one scenario, and lines about what is present of one capability."""


def read_capabilities(folder: Folder) -> tuple[Placed[NeededCapability], ...]:
    """Return the capabilities of the folder; the other files name them, so they are read first.

    Problems are added to the folder; a folder without the file has none.
    """
    if not folder.has(CAPABILITY_FILE):
        return ()
    sheet = folder.read(CAPABILITY_FILE, CapabilityFile, {"capabilities": NeededCapability})
    found: tuple[Placed[NeededCapability], ...] = () if sheet is None else sheet.lists["capabilities"]
    folder.refuse_duplicates(found)
    _refuse_many(folder, found, _MOST_CAPABILITIES, "capaciteiten", "capabilities")
    for entry in found:
        if not entry.value.unit.nl:
            folder.problems.append(
                entry.problem(
                    ("unit",),
                    "er staat niet wat er wordt geteld.",
                    "it does not say what is counted.",
                    Text(nl="Geef een eenheid in het meervoud, zoals agenten.", en="Give a unit, such as officers."),
                )
            )
    return found


def read_needs(
    folder: Folder, context: Context, capabilities: Sequence[Placed[NeededCapability]], day: datetime.date
) -> Needs | None:
    """Return the needs of a folder; None when it holds none of the three files.

    Args:
        folder: gets every problem, warnings among them; the result is only to be used when there is no error.
        context: what may be named.
        capabilities: what :func:`read_capabilities` returned.
        day: on which it is judged what is present.
    """
    if not any(folder.has(name) for name in (CAPABILITY_FILE, TASK_FILE, PRESENT_FILE)):
        return None
    for entry in capabilities:
        if entry.value.heading is not None:
            folder.refuse_unknown(
                entry, ("heading",), entry.value.heading, context.heading_ids, "terrein (heading)", "heading"
            )
    tasks: tuple[Placed[Task], ...] = ()
    together: tuple[Placed[Together], ...] = ()
    present: tuple[Placed[Present], ...] = ()
    if folder.has(TASK_FILE):
        sheet: Sheet[TaskFile] | None = folder.read(TASK_FILE, TaskFile, {"tasks": Task, "together": Together})
        if sheet is not None:
            tasks, together = sheet.lists["tasks"], sheet.lists["together"]
    if folder.has(PRESENT_FILE):
        lines = folder.read(PRESENT_FILE, PresentFile, {"present": Present})
        present = () if lines is None else lines.lists["present"]
    for entries in (tasks, together, present):
        folder.refuse_duplicates(entries)
    _refuse_many(folder, together, _MOST_GROUPS, "combinaties", "combinations")
    _refuse_crowds(folder, tasks, present)
    for task in tasks:
        _check_task(folder, task, context)
    for group in together:
        _check_group(folder, group, context)
    for line in present:
        _check_present(folder, line, context, day)
    _warn_of_relief(folder, tasks, present)
    return Needs(
        tuple(entry.value for entry in capabilities),
        tuple(entry.value for entry in tasks),
        tuple(entry.value for entry in together),
        tuple(entry.value for entry in present),
    )


def _refuse_many(folder: Folder, entries: Sequence[Placed[Any]], most: int, nl: str, en: str) -> None:
    """Refuse a list that would take hours to compute, once, at the first entry too many."""
    if len(entries) > most:
        folder.problems.append(
            entries[most].problem((), f"te veel {nl}; ten hoogste {most}.", f"too many {en}; at most {most}.")
        )


def _refuse_crowds(folder: Folder, tasks: Sequence[Placed[Task]], present: Sequence[Placed[Present]]) -> None:
    needs: Counter[tuple[str, str]] = Counter()
    for task in tasks:
        for place, need in enumerate(task.value.needs):
            key = (task.value.scenario, need.capability)
            needs[key] += 1
            if needs[key] == _MOST_IN_ONE + 1:
                folder.problems.append(
                    task.problem(
                        ("needs", place),
                        f"te veel behoeften aan deze capaciteit in dit scenario; ten hoogste {_MOST_IN_ONE}.",
                        f"too many needs for this capability in this scenario; at most {_MOST_IN_ONE}.",
                        Text(nl="Voeg behoeften samen.", en="Join needs."),
                        value=need.capability,
                    )
                )
    lines: Counter[str] = Counter()
    for line in present:
        lines[line.value.capability] += 1
        if lines[line.value.capability] == _MOST_IN_ONE + 1:
            folder.problems.append(
                line.problem(
                    (),
                    f"te veel houders van deze capaciteit; ten hoogste {_MOST_IN_ONE}.",
                    f"too many holders of this capability; at most {_MOST_IN_ONE}.",
                    Text(nl="Voeg houders samen.", en="Join holders."),
                    value=line.value.capability,
                )
            )


def _check_task(folder: Folder, entry: Placed[Task], context: Context) -> None:
    _check_scenario(folder, entry, ("scenario",), entry.value.scenario, context, "de taak telt niet mee", "the task")
    if not entry.value.needs:
        folder.problems.append(
            entry.problem(
                ("needs",),
                "deze taak noemt geen behoeften en telt dus nergens mee.",
                "this task names no needs and so counts for nothing.",
                warning=True,
            )
        )
    for place, need in enumerate(entry.value.needs):
        at = ("needs", place)
        folder.refuse_unknown(
            entry, (*at, "capability"), need.capability, context.capability_ids, "capaciteit", "capability"
        )
        _check_quantity(folder, entry, (*at, "quantity"), need.quantity)


def _check_group(folder: Folder, entry: Placed[Together], context: Context) -> None:
    group = entry.value
    for place, scenario in enumerate(group.scenarios):
        at = ("scenarios", place)
        _check_scenario(folder, entry, at, scenario, context, "de combinatie telt niet mee", "the combination")
        if scenario in group.scenarios[:place]:
            folder.problems.append(
                entry.problem(
                    at,
                    "dit scenario staat er al; een scenario loopt niet met zichzelf samen.",
                    "this scenario is there already; a scenario does not coincide with itself.",
                    value=scenario,
                )
            )
    chance = group.probability
    if chance is not None and not 0.0 <= float(chance.ppf(0.0)) <= float(chance.ppf(1.0)) <= 1.0:
        folder.problems.append(
            entry.problem(
                ("probability",),
                "een kans ligt tussen 0 en 1, met heel haar verdeling.",
                "a probability lies between 0 and 1, with all of its distribution.",
                Text(nl="Kies een verdeling met een begin en een eind.", en="Choose a distribution with two ends."),
            )
        )


def _check_present(folder: Folder, entry: Placed[Present], context: Context, day: datetime.date) -> None:
    line = entry.value
    folder.refuse_unknown(entry, ("capability",), line.capability, context.capability_ids, "capaciteit", "capability")
    _check_quantity(folder, entry, ("quantity",), line.quantity)
    if is_valid_on(line, day):
        return
    if line.valid_until is not None and line.valid_until < day:
        folder.problems.append(
            entry.problem(
                ("valid_until",),
                f"dit is verlopen op {line.valid_until} en telt niet mee op {day}.",
                f"this expired on {line.valid_until} and does not count on {day}.",
                Text(nl="Verleng de afspraak of haal de regel weg.", en="Renew the agreement or remove the line."),
                value=line.id,
                warning=True,
            )
        )
    else:
        folder.problems.append(
            entry.problem(
                ("valid_from",),
                f"dit geldt pas vanaf {line.valid_from} en telt niet mee op {day}.",
                f"this holds only from {line.valid_from} on and does not count on {day}.",
                value=line.id,
                warning=True,
            )
        )


def _check_scenario(
    folder: Folder, entry: Placed[Task] | Placed[Together], at: Location, name: str, context: Context, nl: str, en: str
) -> None:
    if not folder.refuse_unknown(entry, at, name, context.scenario_ids, "scenario", "scenario"):
        return
    status = context.dossier.scenario(name).status
    if status != "active":
        folder.problems.append(
            entry.problem(
                at,
                f"dit scenario doet in de ronde niet mee (status {status}); {nl}.",
                f"this scenario takes no part in the round (status {status}); {en} does not count.",
                value=name,
                warning=True,
            )
        )


def _check_quantity(
    folder: Folder, entry: Placed[Task] | Placed[Present], at: Location, quantity: Distribution
) -> None:
    lowest = float(quantity.ppf(0.0))
    if lowest < 0.0:
        folder.problems.append(
            entry.problem(
                at,
                "een hoeveelheid is 0 of meer, met heel haar verdeling.",
                "a quantity is 0 or more, with all of its distribution.",
                Text(nl="Begin de verdeling bij 0 of hoger.", en="Let the distribution start at 0 or above."),
                value=f"{lowest:g}",
            )
        )
    elif float(quantity.ppf(_ALMOST_ALL)) > _MOST:
        folder.problems.append(
            entry.problem(
                at,
                f"te groot om mee te rekenen; ten hoogste {_MOST:g}.",
                f"too large to compute with; at most {_MOST:g}.",
                Text(nl="Kies een grotere eenheid.", en="Choose a larger unit."),
            )
        )


def _warn_of_relief(folder: Folder, tasks: Sequence[Placed[Task]], present: Sequence[Placed[Present]]) -> None:
    """Warn of holders that count for nothing because nobody relieves them and the need has no end."""
    endless = {need.capability: task.value.id for task in tasks for need in task.value.needs if need.for_h is None}
    for entry in present:
        line = entry.value
        if line.endurance_h is not None and line.rest_h is None and line.capability in endless:
            task = endless[line.capability]
            # A warning can end up in a report; a confidential number must not.
            after_nl = "" if line.confidential else f" na {line.endurance_h:g} uur"
            after_en = "" if line.confidential else f" after {line.endurance_h:g} hours"
            folder.problems.append(
                entry.problem(
                    ("endurance_h",),
                    f"zonder rust (rest_h) komt deze houder{after_nl} niet terug, terwijl taak "
                    f"{task} de capaciteit blijft vragen; hij telt daar voor niets.",
                    f"without rest (rest_h) this holder does not come back{after_en}, while "
                    f"task {task} keeps asking for the capability; there it counts for nothing.",
                    Text(nl="Geef rest_h, of for_h bij de behoefte.", en="Give rest_h, or for_h with the need."),
                    value=line.id,
                    warning=True,
                )
            )
