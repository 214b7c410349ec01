# SPDX-License-Identifier: EUPL-1.2
"""A new dossier to start from: one example scenario and a judgement file to fill in."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from weerbaar.base import InputError, Lang, Problem, Text, YamlSource, validate
from weerbaar.dossier.folder import JUDGEMENT_FOLDER, ROUND_FILE
from weerbaar.dossier.model import LIKELIHOOD, Dossier, Judgement, JudgementSet, Round, Scenario, Storyline
from weerbaar.dossier.writing import dossier_texts, write_texts
from weerbaar.method import Method, label_codes, likelihood_codes, load_method

_GUIDE: dict[str, Text] = {
    "justification": Text(
        nl="Waarom is dit scenario gekozen? Een scenario is een gedachte-experiment en geen voorspelling.",
        en="Why was this scenario chosen? A scenario is a thought experiment and no prediction.",
    ),
    "causes": Text(nl="Waardoor kan dit ontstaan?", en="What can bring this about?"),
    "trigger": Text(nl="Welke gebeurtenis zet het in gang?", en="Which event sets it off?"),
    "incident": Text(
        nl="Wat gebeurt er, waar, hoe lang en hoe groot?", en="What happens, where, how long and how large?"
    ),
    "context": Text(
        nl="Onder welke omstandigheden, zoals seizoen, tijdstip en bevolkingsdichtheid?",
        en="Under which circumstances, such as season, time of day and population density?",
    ),
    "consequences": Text(
        nl="Wat zijn de gevolgen, zo veel mogelijk in aantallen, per vitaal belang?",
        en="What are the consequences, in numbers where possible, per vital interest?",
    ),
    "response": Text(
        nl="Wat doen overheid, bedrijven en burgers?", en="What do government, companies and citizens do?"
    ),
    "vital_infrastructure": Text(nl="Welke vitale processen worden geraakt?", en="Which vital processes are affected?"),
}


def new_dossier(
    path: Path,
    *,
    title: str,
    year: int,
    method: str = "nl-nrb-2009",
    organisation: str = "",
    language: Lang = "nl",
) -> None:
    """Write a new dossier that checks clean, with one scenario and one judgement file to fill in.

    Args:
        path: folder to make; must not exist or be empty.
        title: title of the round, in the language of the round.
        year: year of the round.
        method: id of a shipped method.
        organisation: who carries out the assessment.
        language: language of the round.

    Raises:
        InputError: the folder is not empty, the method is not known, or the title, year or organisation cannot be.
        OSError: the folder cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InputError(
            [
                Problem(
                    str(path),
                    Text(nl="bestaat al en is niet leeg.", en="exists already and is not empty."),
                    Text(nl="Kies een nieuwe of lege map.", en="Choose a new or empty folder."),
                )
            ]
        )
    measured_by = load_method(method)
    dossier = _skeleton(title, year, measured_by, organisation, language)
    texts = dossier_texts(dossier)
    name = f"{JUDGEMENT_FOLDER}/{dossier.judgements[0].id}.yaml"
    texts[name] = _how_to(measured_by, language) + texts[name]
    write_texts(texts, path)


def _round(title: str, year: int, method: Method, organisation: str, lang: Lang) -> Round:
    data = {
        "schema": 1,
        "id": _slug(title) or f"dossier-{year}",
        "title": {"nl": title},
        "label": str(year),
        "year": year,
        "organisation": {"nl": organisation or ("Eigen organisatie" if lang == "nl" else "Own organisation")},
        "method": method.id,
        "language": lang,
        "scores": "judgements",
        "statement": {
            "nl": "Concept. De oordelen zijn nog niet vastgesteld.",
            "en": "Draft. The judgements have not been established yet.",
        },
    }
    return validate(Round, YamlSource(ROUND_FILE, data, {}))


def _skeleton(title: str, year: int, method: Method, organisation: str, lang: Lang) -> Dossier:
    scenario = "voorbeeld" if lang == "nl" else "example"
    expert = "deskundige-1" if lang == "nl" else "expert-1"
    reason = "nog in te vullen" if lang == "nl" else "to be filled in"
    criteria = [c.id for c in method.criteria if not c.optional] + [LIKELIHOOD]
    return Dossier(
        round=_round(title, year, method, organisation, lang),
        scenarios=(
            Scenario(
                id=scenario,
                title=Text(
                    nl="Voorbeeld: vervang door uw eerste scenario", en="Example: replace by your first scenario"
                ),
                kind="hazard",
                mark="illustrative",
                storyline=Storyline(
                    **{field: Text(nl=text.in_(lang)) for field, text in _GUIDE.items()},
                ),
            ),
        ),
        judgements=(
            JudgementSet(
                schema=1,
                id=expert,
                name=Text(nl="Deskundige 1", en="Expert 1"),
                kind="expert",
                judgements=tuple(
                    Judgement(scenario=scenario, criterion=criterion, missing=True, reason=reason)
                    for criterion in criteria
                ),
            ),
        ),
    )


def _how_to(method: Method, lang: Lang) -> str:
    impact, likelihood = ", ".join(label_codes(method)), ", ".join(likelihood_codes(method))
    none = method.scale.none
    lines = (
        (
            "Vervang 'missing: true' en 'reason' door een oordeel, bijvoorbeeld:",
            "  label: C        (eventueel met lower: B en upper: D)",
            f"Labels voor de impact: {impact} ({none} betekent niet van toepassing).",
            f"Klassen voor de waarschijnlijkheid: {likelihood}; of probability: 0.05 met window_years: 5.",
            "Kan er geen oordeel worden gegeven, laat dan missing: true staan en licht toe waarom.",
        )
        if lang == "nl"
        else (
            "Replace 'missing: true' and 'reason' by a judgement, for instance:",
            "  label: C        (with lower: B and upper: D if you wish)",
            f"Labels for the impact: {impact} ({none} means not relevant).",
            f"Classes for the likelihood: {likelihood}; or probability: 0.05 with window_years: 5.",
            "When no judgement can be given, leave missing: true and say why.",
        )
    )
    return "".join(f"# {line}\n" for line in lines)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
