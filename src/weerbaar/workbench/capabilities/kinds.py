# SPDX-License-Identifier: EUPL-1.2
"""The kinds of documents there are: which file they are for the library, and what they are for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text

Group = Literal["analysis", "follow-up", "cooperation", "other"]


@dataclass(frozen=True)
class Kind:
    """One kind.

    Attributes:
        name: as :attr:`Document.kind` has it.
        file: what the library calls it; a document of this kind has that name.
        about: what it holds, in one sentence.
        page: name of the address where its results are shown; empty where it has none.
    """

    name: str
    file: str
    title: Text
    about: Text
    group: Group
    page: str = ""


def _kind(name: str, title: tuple[str, str], about: tuple[str, str], group: Group, page: str = "") -> Kind:
    return Kind(name, f"{name}.yaml", Text(nl=title[0], en=title[1]), Text(nl=about[0], en=about[1]), group, page)


KINDS: tuple[Kind, ...] = (
    _kind(
        "analysis",
        ("Opzet van de analyse", "Set-up of the analysis"),
        (
            "Titel, jaren, prijspeil en de terreinen van het advies.",
            "Title, years, price level and the advice’s fields.",
        ),
        "analysis",
        "capabilities",
    ),
    _kind(
        "capabilities",
        ("Capaciteiten", "Capabilities"),
        (
            "Welke capaciteiten er zijn en waarin zij worden geteld.",
            "Which capabilities there are and what is counted.",
        ),
        "analysis",
        "capability-gaps",
    ),
    _kind(
        "tasks",
        ("Taken en behoeften", "Tasks and needs"),
        ("Wat er in elk scenario moet gebeuren en wat dat vraagt.", "What each scenario asks for, and how much."),
        "analysis",
        "capability-gaps",
    ),
    _kind(
        "present",
        ("Aanwezige capaciteiten", "Capabilities present"),
        ("Wat er is, bij wie, en hoe snel het er staat.", "What there is, who holds it, and how soon it is in place."),
        "analysis",
        "capability-gaps",
    ),
    _kind(
        "measures",
        ("Maatregelen", "Measures"),
        ("Voorstellen met hun kosten, aanlooptijd en effect.", "Proposals with their cost, lead time and effect."),
        "analysis",
        "capability-measures",
    ),
    _kind(
        "choice",
        ("Grenzen aan de keuze", "Bounds of the choice"),
        (
            "Budgetten per jaar, en wat in elk geval wel of niet meedoet.",
            "Yearly budgets, and what is in or out anyhow.",
        ),
        "analysis",
        "capability-portfolio",
    ),
    _kind(
        "weights",
        ("Gewichten", "Weights"),
        ("Wat over de gewichten van de criteria is afgesproken.", "What is agreed about the weights of the criteria."),
        "analysis",
        "capability-portfolio",
    ),
    _kind(
        "register",
        ("Register", "Register"),
        ("Besluiten sinds 2008 en wat ervan is gekomen.", "Decisions since 2008 and what came of them."),
        "follow-up",
        "capability-register",
    ),
    _kind(
        "agenda",
        ("Agenda", "Agenda"),
        ("Wanneer welk thema opnieuw wordt beoordeeld.", "When which theme is assessed again."),
        "follow-up",
        "capability-agenda",
    ),
    _kind(
        "cooperation",
        ("Samenwerking", "Cooperation"),
        (
            "Afspraken en eenheden: wie mag wat, en wie vraagt wie.",
            "Agreements and units: who may do what, who asks whom.",
        ),
        "cooperation",
        "capability-cooperation",
    ),
    _kind(
        "approaches",
        ("Aanpakken van landen", "Approaches of countries"),
        ("Hoe landen hun risico’s beoordelen.", "How countries assess their risks."),
        "cooperation",
        "capability-approaches",
    ),
    _kind(
        "assistance",
        ("Bijstand", "Assistance"),
        ("Vraag, inzet en partijen die kunnen helpen.", "Demand, officers on duty and who can help."),
        "cooperation",
        "capability-assistance",
    ),
    _kind(
        "guideline",
        ("Richtlijn", "Guideline"),
        (
            "Eisen van een richtlijn met de stand en het bewijs.",
            "Requirements of a guideline, with state and evidence.",
        ),
        "other",
        "capability-guideline",
    ),
    _kind(
        "training",
        ("Campagnes en scholing", "Campaigns and training"),
        ("Campagnes en cursussen met hun gemeten effect.", "Campaigns and courses with their measured effect."),
        "other",
        "capability-training",
    ),
)

GROUPS: dict[Group, Text] = {
    "analysis": Text(nl="Analyse en advies", en="Analysis and advice"),
    "follow-up": Text(nl="Uitvoering en agenda", en="Follow-up and agenda"),
    "cooperation": Text(nl="Samenwerking en bijstand", en="Cooperation and assistance"),
    "other": Text(nl="Richtlijn en scholing", en="Guideline and training"),
}

BY_NAME = {kind.name: kind for kind in KINDS}
BY_FILE = {kind.file: kind for kind in KINDS}
OF_ANALYSIS = tuple(kind.name for kind in KINDS if kind.group == "analysis")
"""Kinds that results of the analysis rest on."""
