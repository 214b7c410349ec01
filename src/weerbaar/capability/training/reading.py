# SPDX-License-Identifier: EUPL-1.2
"""``training.yaml`` from disk, every mistake at its own line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import FileModel, InputError, Placed, Problem, Text
from weerbaar.capability.folder import Folder, find
from weerbaar.capability.training.file_model import (
    TRAINING_FILE,
    Activity,
    Certificates,
    Function,
    TrainingFile,
)


@dataclass(frozen=True)
class Training:
    """Campaigns, courses and certificates as they were read.

    Attributes:
        warnings: what does not stop the reading, such as more people reached than there are.
        contents: name to bytes of the file, for the hash.
    """

    file: TrainingFile
    warnings: tuple[Problem, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()

    def activity(self, id: str) -> Activity:
        """Return one campaign or course.

        Raises:
            KeyError: there is none of that id.
        """
        for activity in self.file.activities:
            if activity.id == id:
                return activity
        raise KeyError(id)


def load_training(name_or_path: str | Path) -> Training:
    """Return the campaigns, courses and certificates of a file.

    Args:
        name_or_path: a file, a folder that holds ``training.yaml``, or the name of a shipped example.

    Raises:
        InputError: with every problem found.
    """
    path = find(name_or_path, (TRAINING_FILE,))
    folder = Folder(path.parent)
    lists: dict[str, type[FileModel]] = {"activities": Activity, "functions": Function, "certificates": Certificates}
    sheet = folder.read(path.name, TrainingFile, lists)
    if sheet is None:
        raise InputError(folder.problems)
    activities, functions = sheet.lists["activities"], sheet.lists["functions"]
    folder.refuse_duplicates(activities)
    folder.refuse_duplicates(functions)
    for entry in activities:
        _check_activity(entry, folder.problems)
    for entry in functions:
        courses = _ids(entry, "activities", kind="course")
        seen: Counter[str] = Counter()
        for i, wanted in enumerate(entry.value.wanted):
            folder.refuse_unknown(entry, ("wanted", i, "course"), wanted.course, courses, "cursus", "course")
            seen[wanted.course] += 1
            if seen[wanted.course] == 2:
                folder.problems.append(_twice(entry, ("wanted", i, "course"), wanted.course))
    for entry in sheet.lists["certificates"]:
        courses, names = _ids(entry, "activities", kind="course"), _ids(entry, "functions")
        folder.refuse_unknown(entry, ("course",), entry.value.course, courses, "cursus", "course")
        folder.refuse_unknown(entry, ("function",), entry.value.function, names, "functie", "function")
    folder.raise_errors()
    return Training(sheet.whole(), tuple(folder.problems), ((path.name, sheet.content),))


def _ids(entry: Placed[Function] | Placed[Certificates], key: str, **fields: str) -> set[str]:
    """Return the ids in a list of the file as it was written, so that a mistake elsewhere in an entry hides no id."""
    items = entry.source.data.get(key)
    return {
        item["id"]
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
        and isinstance(item.get("id"), str)
        and all(item.get(name) == value for name, value in fields.items())
    }


def _check_activity(entry: Placed[Activity], problems: list[Problem]) -> None:
    activity = entry.value
    seen: Counter[str] = Counter()
    for i, measurement in enumerate(activity.measurements):
        seen[measurement.id] += 1
        if seen[measurement.id] == 2:
            problems.append(_twice(entry, ("measurements", i, "id"), measurement.id))
        if activity.reached is not None and measurement.design != "different people":
            asked = measurement.after.n
            if asked > activity.reached.number:
                problems.append(
                    entry.problem(
                        ("measurements", i, "after", "n"),
                        "er zijn meer deelnemers gemeten dan bereikt.",
                        "more participants were measured than reached.",
                        Text(nl="Controleer beide getallen.", en="Check both numbers."),
                        value=str(asked),
                        warning=True,
                    )
                )
    size = activity.audience.size
    if activity.reached is not None and size is not None and activity.reached.number > size:
        problems.append(
            entry.problem(
                ("reached", "number"),
                f"meer mensen bereikt dan de doelgroep telt ({size}).",
                f"more people reached than the target group counts ({size}).",
                Text(nl="Zijn bezoeken geteld in plaats van mensen?", en="Were visits counted instead of people?"),
                value=str(activity.reached.number),
                warning=True,
            )
        )


def _twice(entry: Placed[Activity] | Placed[Function], at: tuple[str | int, ...], value: str) -> Problem:
    return entry.problem(
        at,
        "dit komt meer dan eens voor.",
        "this occurs more than once.",
        Text(nl="Houd één over.", en="Keep one."),
        value=value,
    )
