# SPDX-License-Identifier: EUPL-1.2
"""Read an agenda and the dossiers it is about, or say everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from weerbaar.base import InputError, Placed, Problem, parse_yaml, read_text, validate_header, validate_items
from weerbaar.capability.agenda.file_model import AGENDA_FILE, AgendaFile, AgendaScenario, Signal, Theme
from weerbaar.capability.folder import MAX_FILE_BYTES, Folder, find
from weerbaar.dossier import Dossier, load_dossier, load_dossier_beside


@dataclass(frozen=True)
class Agenda:
    """An agenda of which every name refers to something.

    Attributes:
        path: of the file.
        places: the themes with the lines they stand on.
    """

    file: AgendaFile
    path: Path
    places: tuple[Placed[Theme], ...] = field(repr=False, default=())

    @property
    def themes(self) -> tuple[Theme, ...]:
        """In the order of the file."""
        return self.file.themes

    def signals_of(self, scenario: AgendaScenario) -> tuple[Signal, ...]:
        """Return the signals about a scenario, in the order of the file."""
        return tuple(s for s in self.file.signals if s.scenario == scenario.scenario)


def load_agenda(name_or_path: str | Path) -> Agenda:
    """Return an agenda in which everything has been checked, apart from the dossiers it names.

    Args:
        name_or_path: a file, a folder with ``agenda.yaml``, or the name of a shipped example.

    Raises:
        InputError: with every error.
    """
    path = find(name_or_path, (AGENDA_FILE,))
    return parse_agenda(read_text(path, path.name, MAX_FILE_BYTES), path)


def parse_agenda(text: str, path: Path) -> Agenda:
    """Return the agenda in a text; see :func:`load_agenda`.

    Args:
        text: the file.
        path: where it stands, or is going to.

    Raises:
        InputError: with every error.
    """
    folder = Folder(path.parent)
    source = parse_yaml(text, path.name)
    header = validate_header(AgendaFile, source, ("themes", "signals"), folder.problems)
    themes = tuple(Placed(v, source, at) for v, at in validate_items(Theme, source, "themes", folder.problems))
    signals = tuple(Placed(v, source, at) for v, at in validate_items(Signal, source, "signals", folder.problems))
    sound = not folder.problems
    folder.refuse_duplicates(themes)
    folder.refuse_duplicates(signals)
    if sound:
        folder.problems += _repeated(themes)
        known = {s.scenario for theme in themes for s in theme.value.scenarios}
        for signal in signals:
            folder.refuse_unknown(signal, ("scenario",), signal.value.scenario, known, "scenario", "scenario")
        ids = {s.value.id for s in signals}
        for theme in themes:
            for i, scenario in enumerate(theme.value.scenarios):
                for k, name in enumerate(scenario.reviewed.signals if scenario.reviewed else ()):
                    at = ("scenarios", i, "reviewed", "signals", k)
                    folder.refuse_unknown(theme, at, name, ids, "signaal", "signal")
    folder.problems.sort(key=lambda p: p.line or 0)
    folder.raise_errors()
    if header is None:
        raise InputError(folder.problems)
    lists = {"themes": tuple(t.value for t in themes), "signals": tuple(s.value for s in signals)}
    return Agenda(header.model_copy(update=lists), path, themes)


def _repeated(themes: tuple[Placed[Theme], ...]) -> list[Problem]:
    seen: dict[tuple[str, str], str] = {}
    problems = []
    for theme in themes:
        for i, scenario in enumerate(theme.value.scenarios):
            name = (scenario.dossier, scenario.scenario)
            if name in seen:
                problems.append(
                    theme.problem(
                        ("scenarios", i, "scenario"),
                        f"staat al op de agenda, bij {seen[name]}.",
                        f"is on the agenda already, with {seen[name]}.",
                        value=scenario.scenario,
                    )
                )
            seen.setdefault(name, theme.value.id)
    return problems


def dossiers_of(agenda: Agenda, given: Mapping[str, Dossier] | None = None) -> dict[str, Dossier]:
    """Return the dossiers that an agenda is about, by the names it gives them.

    Args:
        agenda: read.
        given: dossiers by name that need not be looked for.

    Raises:
        InputError: a dossier cannot be found or has errors, or a scenario is not in it; all of them at once.
    """
    found = dict(given or {})
    problems: list[Problem] = []
    refused: set[str] = set()
    for theme in agenda.places:
        for i, scenario in enumerate(theme.value.scenarios):
            name = scenario.dossier
            if name not in found and name not in refused:
                try:
                    found[name] = _load(agenda.path.parent, name)
                except InputError as error:
                    refused.add(name)
                    problems.extend(error.problems)
            if name in found and scenario.scenario not in {s.id for s in found[name].scenarios}:
                problems.append(
                    theme.problem(
                        ("scenarios", i, "scenario"),
                        f"dit scenario staat niet in {name}.",
                        f"no such scenario in {name}.",
                        value=scenario.scenario,
                    )
                )
    if problems:
        raise InputError(problems)
    return found


def _load(folder: Path, name: str) -> Dossier:
    inside = folder / name
    if (inside / "dossier.yaml").is_file():
        return load_dossier(inside)
    return load_dossier_beside(folder, name)
