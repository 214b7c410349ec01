# SPDX-License-Identifier: EUPL-1.2
"""Checks across the files of a dossier and against the method it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from weerbaar.base import FileModel, InputError, Location, Problem, Text
from weerbaar.dossier import folder
from weerbaar.dossier.examples import example_names, locate
from weerbaar.dossier.folder import read_files
from weerbaar.dossier.judgement_checks import Vocabulary, judgement_problems, vocabulary
from weerbaar.dossier.link_checks import link_problems
from weerbaar.dossier.method_checks import published_problems, weight_problems
from weerbaar.dossier.model import LIKELIHOOD, Heading, Round, Scenario
from weerbaar.dossier.parsing import Reading, parse_files
from weerbaar.dossier.places import Placed
from weerbaar.dossier.references import repeated, unknown_name
from weerbaar.method import Method, load_method, method_ids

_SCENARIO = Text(nl="scenario", en="scenario")
_MEND_SCENARIO = Text(
    nl="Verbeter de naam of voeg het scenario toe in de map scenarios.",
    en="Correct the name or add the scenario to the folder scenarios.",
)


def check_dossier(name_or_path: str | Path, *, method: Method | None = None) -> list[Problem]:
    """Return every error and warning of a dossier, in the order of its files and lines.

    Args:
        name_or_path: a folder, a zip archive of one, or the name of a shipped example.
        method: check against this method instead of the one that the round names.
    """
    try:
        reading = parse_files(read_files(locate(name_or_path)))
    except InputError as error:
        return list(error.problems)
    return all_problems(reading, method)


def all_problems(reading: Reading, method: Method | None = None) -> list[Problem]:
    """Return the problems met while reading, and those that show only when the files are laid side by side."""
    problems = [*reading.problems, *_repeated_ids(reading), *_file_names(reading), *_unknown_names(reading)]
    problems += _alert_problems(reading)
    problems += [problem for place in reading.scenarios for problem in link_problems(place)]
    if reading.round is not None:
        problems += _earlier_rounds(reading.round, reading.files.folder)
        if method is None:
            found, method = _method_of_round(reading.round)
            problems += found
        if method is not None:
            problems += _against_method(reading, method)
    return sorted(problems, key=lambda p: (p.file, p.line or 0))


def _against_method(reading: Reading, method: Method) -> list[Problem]:
    words = vocabulary(method)
    known = _known_scenarios(reading)
    problems = [
        problem
        for places in reading.judgements.values()
        for place in places
        for problem in judgement_problems(place, words, known)
    ]
    for place in reading.published:
        problems += published_problems(place, method)
    if reading.round is not None:
        problems += weight_problems(reading.round, method)
    return problems + _double_counted(reading, words) + _missing_scores(reading, words)


def _has_errors(reading: Reading, name: str) -> bool:
    return any(p.file == name and p.severity == "error" for p in reading.problems)


def _known_scenarios(reading: Reading) -> dict[str, Scenario | None]:
    """Return the scenarios by id, and by file name those whose id is wrong or whose file could not be read.

    One mistake in a scenario must not bring a message for everything that refers to it.
    """
    prefix = f"{folder.SCENARIO_FOLDER}/"
    names = {p.file for p in reading.problems if p.file.startswith(prefix) and p.severity == "error"}
    known: dict[str, Scenario | None] = {PurePosixPath(n).name.split(".")[0]: None for n in sorted(names)}
    known |= {PurePosixPath(s.file).stem: s.value for s in reading.scenarios}
    return known | {s.value.id: s.value for s in reading.scenarios}


def _repeated_ids(reading: Reading) -> list[Problem]:
    def by_id(entry: FileModel) -> object:
        return entry.id  # type: ignore[attr-defined]

    problems: list[Problem] = []
    kinds: tuple[tuple[Sequence[Placed[FileModel]], str, str], ...] = (
        (reading.scenarios, "deze scenario-id", "this scenario id"),
        (reading.sets, "deze id van een oordelenbestand", "this id of a judgement file"),
        (reading.decision_headings, "deze id van een kop", "this heading id"),
        (reading.initiative_headings, "deze id van een kop", "this heading id"),
        (reading.decisions, "deze id van een besluit", "this decision id"),
        (reading.initiatives, "deze id van een initiatief", "this initiative id"),
        (reading.capabilities, "deze id van een capaciteit", "this capability id"),
    )
    for places, nl, en in kinds:
        problems += repeated(places, by_id, ("id",), Text(nl=nl, en=en))
    for judgements in reading.judgements.values():
        problems += repeated(
            judgements,
            lambda j: (j.scenario, j.criterion),
            ("criterion",),
            Text(nl="dit oordeel (scenario en criterium)", en="this judgement (scenario and criterion)"),
        )
    problems += repeated(
        reading.published,
        lambda p: (p.scenario, p.round),
        ("scenario",),
        Text(nl="dit gepubliceerde resultaat", en="this published result"),
    )
    return problems


def _file_names(reading: Reading) -> list[Problem]:
    problems = []
    places: list[tuple[Placed[FileModel], str]] = [(s, s.value.id) for s in reading.scenarios]
    places += [(s, s.value.id) for s in reading.sets if s.file.endswith(".yaml")]
    for place, name in places:
        path = PurePosixPath(place.file)
        if path.stem != name:
            problems.append(
                place.problem(
                    ("id",),
                    f"de bestandsnaam ({path.name}) is anders dan de id.",
                    f"the file name ({path.name}) differs from the id.",
                    Text(
                        nl=f"Noem het bestand {name}{path.suffix} of maak de id {path.stem}.",
                        en=f"Call the file {name}{path.suffix} or make the id {path.stem}.",
                    ),
                    value=name,
                )
            )
    return problems


def _unknown_names(reading: Reading) -> list[Problem]:
    scenarios = _known_scenarios(reading)
    capabilities = {c.value.id for c in reading.capabilities}
    problems: list[Problem] = []

    def scenario(place: Placed[FileModel], at: Location, name: str) -> None:
        problems.extend(unknown_name(place, at, name, scenarios, _SCENARIO, _MEND_SCENARIO))

    def heading(place: Placed[FileModel], name: str, headings: Iterable[Placed[Heading]]) -> None:
        if not _has_errors(reading, place.file):
            known = {h.value.id for h in headings}
            mend = Text(nl="Voeg de kop toe onder headings.", en="Add the heading under headings.")
            problems.extend(unknown_name(place, ("heading",), name, known, Text(nl="kop", en="heading"), mend))

    for place in reading.scenarios:
        for i, link in enumerate(place.value.links):
            scenario(place, ("links", i, "scenario"), link.scenario)
    for result in reading.published:
        scenario(result, ("scenario",), result.value.scenario)
    for decision in reading.decisions:
        heading(decision, decision.value.heading, reading.decision_headings)
        for i, name in enumerate(decision.value.scenarios):
            scenario(decision, ("scenarios", i), name)
        if decision.value.capability is not None and not _has_errors(reading, folder.CAPABILITY_FILE):
            problems += unknown_name(
                decision,
                ("capability",),
                decision.value.capability,
                capabilities,
                Text(nl="capaciteit", en="capability"),
                Text(
                    nl="Verbeter de naam of voeg de capaciteit toe in capabilities.yaml.",
                    en="Correct the name or add the capability to capabilities.yaml.",
                ),
            )
    for initiative in reading.initiatives:
        heading(initiative, initiative.value.heading, reading.initiative_headings)
    for capability in reading.capabilities:
        for i, name in enumerate(capability.value.scenarios):
            scenario(capability, ("scenarios", i), name)
    return problems + _unknown_sources(reading)


def _unknown_sources(reading: Reading) -> list[Problem]:
    """Return the source keys without an entry in sources.yaml, each once per file."""
    if _has_errors(reading, folder.SOURCE_FILE):
        return []
    cited: list[tuple[Placed[FileModel], Location, str]] = []

    def cite(place: Placed[FileModel], field: str, keys: Iterable[str], at: Location = ()) -> None:
        cited.extend((place, (*at, field, i), key) for i, key in enumerate(keys))

    for scenario in reading.scenarios:
        cite(scenario, "sources", scenario.value.sources)
        for i, link in enumerate(scenario.value.links):
            cite(scenario, "source", link.source, ("links", i))
    for judgements in reading.judgements.values():
        for judgement in judgements:
            cite(judgement, "sources", judgement.value.sources)
    for result in reading.published:
        cite(result, "source", result.value.source)
    for decision in reading.decisions:
        cite(decision, "source", decision.value.source)
    for initiative in reading.initiatives:
        cite(initiative, "source", initiative.value.source)
    for capability in reading.capabilities:
        cite(capability, "source", capability.value.source)
    if reading.alerts is not None:
        cite(reading.alerts, "source", reading.alerts.value.source)
        for i, use in enumerate(reading.alerts.value.uses):
            cite(reading.alerts, "source", use.source, ("uses", i))
    if reading.round is not None:
        for i, profile in enumerate(reading.round.value.weight_profiles):
            cite(reading.round, "source", profile.source, ("weight_profiles", i))
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for place, at, key in cited:
        if (place.file, key) in seen:
            continue
        seen.add((place.file, key))
        problems += unknown_name(
            place,
            at,
            key,
            reading.sources,
            Text(nl="bron", en="source"),
            Text(nl="Voeg de bron toe in sources.yaml.", en="Add the source to sources.yaml."),
        )
    return problems


def _alert_problems(reading: Reading) -> list[Problem]:
    if reading.alerts is None:
        return []
    place, register = reading.alerts, reading.alerts.value
    problems = []
    if register.end < register.start:
        problems.append(
            place.problem(
                ("end",),
                f"de periode eindigt vóór het begin ({register.start}).",
                f"the period ends before it starts ({register.start}).",
                Text(nl="Verwissel start en end.", en="Swap start and end."),
                value=str(register.end),
            )
        )
    for name, number in Counter(use.id for use in register.uses).items():
        if number > 1:
            last = max(i for i, use in enumerate(register.uses) if use.id == name)
            problems.append(
                place.problem(
                    ("uses", last, "id"),
                    "deze id van een inzet staat er twee keer.",
                    "this id of a use is given twice.",
                    Text(nl="Geef er een andere naam aan.", en="Rename one of them."),
                    value=name,
                )
            )
    for i, use in enumerate(register.uses):
        if use.on is not None and register.start <= register.end and not register.start <= use.on <= register.end:
            problems.append(
                place.problem(
                    ("uses", i, "on"),
                    f"valt buiten de periode {register.start} tot en met {register.end}.",
                    f"lies outside the period {register.start} to {register.end}.",
                    Text(nl="Verbeter de datum of de periode.", en="Correct the date or the period."),
                    value=str(use.on),
                )
            )
    if len(register.uses) > register.count:
        problems.append(
            place.problem(
                ("count",),
                f"er staan {len(register.uses)} inzetten in de lijst, meer dan het gepubliceerde aantal.",
                f"{len(register.uses)} uses are listed, more than the published number.",
                Text(nl="Verbeter count of de lijst.", en="Correct count or the list."),
                value=str(register.count),
            )
        )
    return problems


def _earlier_rounds(place: Placed[Round], beside: Path | None) -> list[Problem]:
    problems = []
    for i, name in enumerate(place.value.earlier):
        if name == place.value.id or (beside is not None and name == beside.resolve().name):
            problems.append(
                place.problem(
                    ("earlier", i),
                    "dit dossier noemt zichzelf als eerder dossier.",
                    "this dossier names itself as an earlier dossier.",
                    Text(nl="Noem een dossier van een eerdere ronde.", en="Name a dossier of an earlier round."),
                    value=name,
                    warning=True,
                )
            )
            continue
        there = beside is not None and (beside.resolve().parent / name / folder.ROUND_FILE).is_file()
        if not there and name not in example_names():
            problems.append(
                place.problem(
                    ("earlier", i),
                    "dit eerdere dossier is niet gevonden naast deze map of onder de voorbeelden.",
                    "this earlier dossier was not found beside this folder or among the examples.",
                    Text(
                        nl="Het risicodiagram toont dan geen pijl vanaf die ronde.",
                        en="The risk diagram then shows no arrow from that round.",
                    ),
                    value=name,
                    warning=True,
                )
            )
    return problems


def _method_of_round(place: Placed[Round]) -> tuple[list[Problem], Method | None]:
    name = place.value.method
    if name in method_ids():
        return [], load_method(name)
    return (
        unknown_name(
            place,
            ("method",),
            name,
            method_ids(),
            Text(nl="methode", en="method"),
            Text(
                nl="Kies een van deze, of geef een eigen methodebestand op met --method.",
                en="Choose one of these, or give a method file of your own with --method.",
            ),
        ),
        None,
    )


def _double_counted(reading: Reading, words: Vocabulary) -> list[Problem]:
    """Warn where one set judges both a combined criterion and one that it covers."""
    problems = []
    for judgements in reading.judgements.values():
        by_scenario: dict[str, set[str]] = {}
        for place in judgements:
            by_scenario.setdefault(place.value.scenario, set()).add(place.value.criterion)
        for place in judgements:
            combined = next((c for c in words.method.combined if c.id == place.value.criterion), None)
            both = [] if combined is None else sorted(by_scenario[place.value.scenario] & set(combined.covers))
            if both:
                listed = ", ".join(both)
                problems.append(
                    place.problem(
                        ("criterion",),
                        f"dit gezamenlijke criterium omvat {listed}, dat ook apart is beoordeeld.",
                        f"this combined criterion covers {listed}, which is judged on its own as well.",
                        Text(nl="Laat een van beide weg.", en="Leave one of the two out."),
                        value=place.value.criterion,
                        warning=True,
                    )
                )
    return problems


def _missing_scores(reading: Reading, words: Vocabulary) -> list[Problem]:
    if reading.round is None or reading.round.value.scores == "published":
        return []
    judged: dict[str, set[str]] = {}
    for judgements in reading.judgements.values():
        for place in judgements:
            judged.setdefault(place.value.scenario, set()).add(place.value.criterion)
    problems = []
    for scenario in reading.scenarios:
        if scenario.value.status != "active":
            continue
        there = judged.get(scenario.value.id, set())
        for combined in words.method.combined:
            if combined.id in there:
                there = there | set(combined.covers)
        missing = [c.id for c in words.method.criteria if not c.optional and c.id not in there]
        nl = missing + ([] if LIKELIHOOD in there else ["waarschijnlijkheid"])
        en = missing + ([] if LIKELIHOOD in there else ["likelihood"])
        if nl:
            problems.append(
                scenario.problem(
                    (),
                    f"geen oordeel over: {', '.join(nl)}.",
                    f"no judgement of: {', '.join(en)}.",
                    Text(
                        nl="Vul een oordeel in, of 'label: X' waar het niet van toepassing is.",
                        en="Fill in a judgement, or 'label: X' where it does not apply.",
                    ),
                    value=scenario.value.id,
                    warning=True,
                )
            )
    return problems
