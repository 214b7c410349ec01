# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.dossier.strategies import dossiers
from weerbaar.base import Point, Text
from weerbaar.dossier import Dossier, Judgement, compare_dossiers, judgement_words, load_dossier

Maker = Callable[..., Path]


@pytest.fixture
def old(make_dossier: Maker) -> Dossier:
    return load_dossier(make_dossier())


@pytest.fixture
def new(make_dossier: Maker, spoilt: Callable[[str, str, str], str]) -> Dossier:
    anna = spoilt("judgements/anna.yaml", "label: B\n    lower: A", "label: C\n    lower: B")
    anna = anna.replace("label: C\n    vulnerability: high", "probability: 0.05\n    window_years: 5")
    anna = anna.replace("weight: 2", "weight: 0.5") + "  - {scenario: storm, criterion: '2.2', label: X}\n"
    storm = spoilt("scenarios/storm.md", "Zware storm, en: Severe storm", "Orkaan, en: Hurricane")
    storm = storm.replace("Een diep lagedrukgebied.", "Een zeer diep lagedrukgebied.\n\nEn warm water.")
    published = spoilt("published.yaml", "impact: aanzienlijk", "impact: ernstig")
    weights = spoilt("dossier.yaml", "'1.1': 0.5, '2.1': 0.5", "'1.1': 0.25, '2.1': 0.75")
    return load_dossier(
        make_dossier(
            {
                "dossier.yaml": weights.replace("Proefronde", "Proefronde 2"),
                "judgements/anna.yaml": anna,
                "scenarios/storm.md": storm,
                "scenarios/vloed.md": "---\nid: vloed\ntitle: {nl: Vloed, en: Flood}\nkind: hazard\n---\n",
                "published.yaml": published,
            },
            name="nieuw",
        )
    )


def test_probability_of_a_link_is_a_change(old: Dossier, make_dossier: Maker) -> None:
    storm = (make_dossier() / "scenarios" / "storm.md").read_text(encoding="utf-8")
    storm = storm.replace("- scenario: sabotage\n", "- scenario: sabotage\n    probability: 0.25\n")
    new = load_dossier(make_dossier({"scenarios/storm.md": storm}, name="nieuw"))
    (change,) = [c for scenario in compare_dossiers(old, new).scenarios for c in scenario.changes]
    assert change.subject == Text(nl="Kan leiden tot", en="Can set off")
    assert (change.before, change.after) == (
        Text(nl="sabotage", en="sabotage"),
        Text(nl="sabotage (kans 0.25)", en="sabotage (probability 0.25)"),
    )


def test_every_cause_is_named(old: Dossier, new: Dossier) -> None:
    comparison = compare_dossiers(old, new)
    assert [(s.id, s.state) for s in comparison.scenarios] == [
        ("sabotage", "changed"),
        ("storm", "changed"),
        ("vloed", "new"),
    ]
    sabotage, storm, _ = comparison.scenarios
    assert [(c.cause, c.criterion, c.expert) for c in sabotage.changes] == [("likelihood", "", "anna")]
    assert [(c.cause, c.subject.nl) for c in storm.changes] == [
        ("text", "Titel"),
        ("text", "Oorzaken"),
        ("scores", "1.1 (anna)"),
        ("scores", "2.2 (anna)"),
        ("published", "Impact"),
    ]
    score = storm.changes[2]
    assert score.before is not None
    assert score.after is not None
    assert (score.before.nl, score.after.nl) == ("B (A–C), toelichting: geschat", "C (B–C), toelichting: geschat")
    assert storm.changes[3].before is None
    assert [(c.cause, c.subject.nl, c.render("nl").split(": ")[1]) for c in comparison.round_changes] == [
        ("weights", "Gewicht van 1.1 in eigen", "0,5 → 0,25"),
        ("weights", "Gewicht van 2.1 in eigen", "0,5 → 0,75"),
        ("weights", "Gewicht van deskundige anna", "2 → 0,5"),
    ]


def test_turned_round_new_becomes_gone(old: Dossier, new: Dossier) -> None:
    comparison = compare_dossiers(new, old)
    assert [s.id for s in comparison.with_state("gone")] == ["vloed"]
    assert comparison.with_state("new") == ()


def test_report_in_both_languages(old: Dossier, new: Dossier) -> None:
    dutch = compare_dossiers(old, new).render("nl")
    assert dutch.startswith(
        "# Proefronde → Proefronde 2\n\nScenario’s: 1 nieuw, 0 vervallen, 2 gewijzigd, 0 ongewijzigd."
    )
    assert "## Nieuw\n\n- Vloed (`vloed`)" in dutch
    assert "### Orkaan (`storm`)\n\n- tekst\n  - Titel: Zware storm → Orkaan\n" in dutch
    assert "  - Oorzaken: 3 woorden → 7 woorden" in dutch
    assert "  - Waarschijnlijkheid (anna): C, kwetsbaarheid: hoog → kans 0.05 in 5 jaar" in dutch
    english = compare_dossiers(old, new).render("en")
    assert "1 new, 0 gone, 2 changed, 0 unchanged" in english
    assert "  - Weight of expert anna: 2 → 0.5" in english
    assert "  - 2.2 (anna): none → X" in english
    assert "geen" not in english


def test_other_method_is_a_cause(old: Dossier) -> None:
    other = old.model_copy(update={"round": old.round.model_copy(update={"method": "nl-rrp-2009"})})
    (change,) = compare_dossiers(old, other).round_changes
    assert change.cause == "method"
    assert change.render("nl") == "Methode: nl-nrb-2009 → nl-rrp-2009"


@settings(max_examples=20)
@given(dossiers(), dossiers())
def test_every_scenario_has_one_state(one: Dossier, other: Dossier) -> None:
    comparison = compare_dossiers(one, other)
    assert [s.id for s in comparison.scenarios] == sorted({s.id for s in (*one.scenarios, *other.scenarios)})
    assert all(bool(s.changes) is (s.state == "changed") for s in comparison.scenarios)
    same = compare_dossiers(one, one)
    assert {s.state for s in same.scenarios} == {"same"}
    assert same.round_changes == ()
    comparison.render("nl").encode()


@pytest.mark.parametrize(
    ("fields", "nl", "en"),
    [
        ({"missing": True}, "ontbreekt", "missing"),
        ({"label": "X"}, "X", "X"),
        ({"label": "B", "upper": "D"}, "B (B–D)", "B (B–D)"),
        ({"label": "B", "half": "unknown"}, "B, helft: onbekend", "B, half: unknown"),
        ({"quantities": {"deaths": Point(value=12)}}, "deaths: 12", "deaths: 12"),
    ],
)
def test_judgement_in_short(fields: dict[str, object], nl: str, en: str) -> None:
    judgement = Judgement(scenario="a", criterion="2.1", **fields)
    assert judgement_words(judgement) == Text(nl=nl, en=en)
