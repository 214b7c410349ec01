# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.capability.agenda.agendas import SCENARIOS, agenda_of, problems_of, signal, text_of, theme
from weerbaar.base import InputError
from weerbaar.capability.agenda import dossiers_of, load_agenda
from weerbaar.dossier import load_dossier, save_dossier


def test_the_shipped_agenda_is_in_order() -> None:
    agenda = load_agenda("voorbeeld-capaciteiten")
    assert [len(t.scenarios) for t in agenda.themes] == [1, 2, 1]
    assert set(dossiers_of(agenda)) == {"voorbeeld-2012"}


def test_names_must_refer_to_something_and_be_given_once() -> None:
    text = text_of(
        theme(SCENARIOS[0]), theme(SCENARIOS[1], SCENARIOS[0]), signals=signal() + signal(scenario="weg", name="sein")
    )
    assert [(p.field, p.value) for p in problems_of(text)] == [
        ("themes[1].id", "t1"),
        ("themes[1].scenarios[1].scenario", SCENARIOS[0]),
        ("signals[1].id", "sein"),
        ("signals[1].scenario", "weg"),
    ]


def test_a_review_names_signals_that_there_are() -> None:
    block = Path(load_agenda("voorbeeld-capaciteiten").path).read_text(encoding="utf-8")
    (problem,) = problems_of(block.replace("signals: []", "signals: [weg]", 1))
    assert problem.field == "themes[0].scenarios[0].reviewed.signals[0]"


@pytest.mark.parametrize("text", ["", "themes: []\n", "- a\n", "schema: 2\nid: a\n"])
def test_an_empty_or_half_file_is_refused(text: str) -> None:
    assert problems_of(text)


def test_dossiers_are_looked_for_in_beside_and_among_the_examples(tmp_path: Path) -> None:
    found = load_dossier("voorbeeld-2012")
    own = found.model_copy(update={"round": found.round.model_copy(update={"id": "eigen", "label": "Eigen"})})
    text = text_of(theme()).replace("voorbeeld-2012", "eigen")
    for place in (tmp_path / "a" / "eigen", tmp_path / "b" / ".." / "eigen"):
        place.parent.mkdir(parents=True, exist_ok=True)
        save_dossier(own, place.resolve())
        folder = tmp_path / place.relative_to(tmp_path).parts[0]
        (folder / "agenda.yaml").write_text(text, encoding="utf-8")
        assert dossiers_of(load_agenda(folder))["eigen"].round.label == "Eigen"
    assert dossiers_of(agenda_of())["voorbeeld-2012"].round.id == "voorbeeld-2012"


def test_a_missing_dossier_and_a_missing_scenario_are_told_at_once() -> None:
    agenda = agenda_of(theme("weg"), theme(SCENARIOS[1], name="t2"), theme(SCENARIOS[2], name="t3"))
    lost = agenda_of(theme(SCENARIOS[3], name="t4"))
    moved = lost.places[0].value.model_copy(
        update={"scenarios": (lost.themes[0].scenarios[0].model_copy(update={"dossier": "nergens"}),)}
    )
    place = type(lost.places[0])(moved, lost.places[0].source, lost.places[0].at)
    both = type(agenda)(agenda.file, agenda.path, (*agenda.places, place))
    with pytest.raises(InputError) as caught:
        dossiers_of(both)
    assert [p.value or p.file for p in caught.value.problems] == ["weg", "nergens"]


def test_a_dossier_that_is_given_is_not_looked_for() -> None:
    agenda = agenda_of()
    given = load_dossier("voorbeeld-2012")
    assert dossiers_of(agenda, {"voorbeeld-2012": given})["voorbeeld-2012"] is given
