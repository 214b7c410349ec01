# SPDX-License-Identifier: EUPL-1.2
"""From the files of a dossier to its parts, each with the place it was read from.

Every file is read as far as it goes: a mistake in one entry does not hide the mistakes in the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from weerbaar.base import (
    FileModel,
    InputError,
    Problem,
    Text,
    YamlSource,
    content_hash,
    parse_yaml,
    validate,
    validate_header,
    validate_items,
)
from weerbaar.dossier import folder
from weerbaar.dossier.csv_io import parse_csv
from weerbaar.dossier.folder import DossierFiles, decode
from weerbaar.dossier.migration import upgraded
from weerbaar.dossier.model import (
    AlertRegister,
    Capability,
    CapabilityFile,
    Decision,
    DecisionFile,
    Dossier,
    Heading,
    Initiative,
    InitiativeFile,
    Judgement,
    JudgementSet,
    Published,
    PublishedFile,
    Round,
    Scenario,
    Source,
    SourceFile,
)
from weerbaar.dossier.places import Placed, placed
from weerbaar.dossier.storyline import parse_scenario, parse_translation

ModelT = TypeVar("ModelT", bound=FileModel)


@dataclass
class Reading:
    """Everything that could be read of a dossier, and everything that was wrong so far."""

    files: DossierFiles
    round: Placed[Round] | None = None
    scenarios: list[Placed[Scenario]] = field(default_factory=list)
    sets: list[Placed[JudgementSet]] = field(default_factory=list)
    judgements: dict[int, list[Placed[Judgement]]] = field(default_factory=dict)
    """Index in ``sets`` to its judgements; the sets themselves are held without."""
    published: list[Placed[Published]] = field(default_factory=list)
    decision_headings: list[Placed[Heading]] = field(default_factory=list)
    decisions: list[Placed[Decision]] = field(default_factory=list)
    initiative_headings: list[Placed[Heading]] = field(default_factory=list)
    initiatives: list[Placed[Initiative]] = field(default_factory=list)
    capabilities: list[Placed[Capability]] = field(default_factory=list)
    alerts: Placed[AlertRegister] | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def dossier(self) -> Dossier:
        """Return the dossier; only to be called when there are no errors.

        Raises:
            ValueError: the round itself could not be read.
        """
        if self.round is None:
            raise ValueError("a dossier without a round")
        return Dossier(
            round=self.round.value,
            scenarios=tuple(s.value for s in self.scenarios),
            judgements=tuple(
                s.value.model_copy(update={"judgements": tuple(j.value for j in self.judgements.get(i, ()))})
                for i, s in enumerate(self.sets)
            ),
            published=tuple(p.value for p in self.published),
            decision_headings=tuple(h.value for h in self.decision_headings),
            decisions=tuple(d.value for d in self.decisions),
            initiative_headings=tuple(h.value for h in self.initiative_headings),
            initiatives=tuple(i.value for i in self.initiatives),
            capabilities=tuple(c.value for c in self.capabilities),
            alerts=None if self.alerts is None else self.alerts.value,
            sources=self.sources,
            content_hash=content_hash(self.files.files.items()),
        )


def parse_files(files: DossierFiles) -> Reading:
    """Return everything that can be read from ``files``, with every problem met on the way."""
    reading = Reading(files, problems=list(files.problems))
    for name, raw in files.files.items():
        try:
            _parse_file(reading, name, decode(raw, name))
        except InputError as error:
            reading.problems.extend(error.problems)
    _require_parts(reading)
    return reading


def _parse_file(reading: Reading, name: str, text: str) -> None:
    place, _, base = name.rpartition("/")
    if place == folder.SCENARIO_FOLDER:
        _parse_scenario_file(reading, name, base, text)
        return
    if name.endswith(".csv"):
        for found_set, judgements in parse_csv(text, name, reading.problems):
            reading.judgements[len(reading.sets)] = judgements
            reading.sets.append(found_set)
        return
    source = upgraded(parse_yaml(text, name), "judgements" if place else base, reading.problems)
    if place == folder.JUDGEMENT_FOLDER:
        header = validate_header(JudgementSet, source, ("judgements",), reading.problems)
        judgements = _items(reading, source, "judgements", Judgement)
        if header is not None:
            reading.judgements[len(reading.sets)] = judgements
            reading.sets.append(placed(header, source))
        return
    match name:
        case folder.ROUND_FILE:
            reading.round = placed(validate(Round, source), source)
        case folder.ALERT_FILE:
            reading.alerts = placed(validate(AlertRegister, source), source)
        case folder.SOURCE_FILE:
            reading.sources = dict(validate(SourceFile, source).sources)
        case folder.PUBLISHED_FILE:
            validate_header(PublishedFile, source, ("results",), reading.problems)
            reading.published = _items(reading, source, "results", Published)
        case folder.DECISION_FILE:
            validate_header(DecisionFile, source, ("headings", "decisions"), reading.problems)
            reading.decision_headings = _items(reading, source, "headings", Heading)
            reading.decisions = _items(reading, source, "decisions", Decision)
        case folder.INITIATIVE_FILE:
            validate_header(InitiativeFile, source, ("headings", "initiatives"), reading.problems)
            reading.initiative_headings = _items(reading, source, "headings", Heading)
            reading.initiatives = _items(reading, source, "initiatives", Initiative)
        case folder.CAPABILITY_FILE:
            validate_header(CapabilityFile, source, ("capabilities",), reading.problems)
            reading.capabilities = _items(reading, source, "capabilities", Capability)


def _parse_scenario_file(reading: Reading, name: str, base: str, text: str) -> None:
    if base.endswith(".en.md"):
        if f"{folder.SCENARIO_FOLDER}/{base.removesuffix('.en.md')}.md" not in reading.files.files:
            reading.problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"vertaling zonder scenario: {base.removesuffix('.en.md')}.md ontbreekt.",
                        en=f"translation without a scenario: {base.removesuffix('.en.md')}.md is missing.",
                    ),
                )
            )
            parse_translation(text, name)
        return
    translation_name = f"{folder.SCENARIO_FOLDER}/{base.removesuffix('.md')}.en.md"
    english = None
    raw = reading.files.files.get(translation_name)
    if raw is not None:
        try:
            english = parse_translation(decode(raw, translation_name), translation_name)
        except InputError as error:
            reading.problems.extend(error.problems)
    scenario, source = parse_scenario(text, name, english)
    reading.scenarios.append(placed(scenario, source))


def _items(reading: Reading, source: YamlSource, key: str, model: type[ModelT]) -> list[Placed[ModelT]]:
    return [placed(value, source, at) for value, at in validate_items(model, source, key, reading.problems)]


def _require_parts(reading: Reading) -> None:
    names = reading.files.files
    refused = {p.file for p in reading.problems}
    if folder.ROUND_FILE not in names and folder.ROUND_FILE not in refused:
        reading.problems.append(
            Problem(
                reading.files.name,
                Text(
                    nl=f"is geen dossier: {folder.ROUND_FILE} ontbreekt.",
                    en=f"is not a dossier: {folder.ROUND_FILE} is missing.",
                ),
                Text(
                    nl="Geef de map waarin dossier.yaml staat, of maak een dossier met 'weerbaar new'.",
                    en="Give the folder that holds dossier.yaml, or make a dossier with 'weerbaar new'.",
                ),
            )
        )
    elif not any(n.startswith(f"{folder.SCENARIO_FOLDER}/") for n in (*names, *refused)):
        reading.problems.append(
            Problem(
                reading.files.name,
                Text(
                    nl="bevat geen enkel scenario (scenarios/<id>.md).",
                    en="holds no scenario at all (scenarios/<id>.md).",
                ),
                Text(nl="Voeg ten minste één scenario toe.", en="Add at least one scenario."),
            )
        )
