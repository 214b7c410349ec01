# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weerbaar.base import InputError, Point, Uniform
from weerbaar.dossier import LIKELIHOOD, check_dossier, load_dossier
from weerbaar.method import load_method

Maker = Callable[..., Path]


def test_everything_in_the_folder_is_in_the_dossier(make_dossier: Maker) -> None:
    dossier = load_dossier(make_dossier())
    assert [s.id for s in dossier.scenarios] == ["sabotage", "storm"]
    storm = dossier.scenario("storm")
    assert storm.storyline.causes.nl == "Een diep lagedrukgebied."
    assert storm.storyline.causes.en == "A deep depression."
    assert storm.storyline.consequences.nl == "- Schade\n\n### Duur\n\nDrie dagen."
    (anna,) = dossier.judgements
    assert (anna.weight, len(anna.judgements)) == (2, 5)
    assert anna.judgements[1].quantities == {"deaths": Point(value=1200)}
    assert anna.judgements[2].criterion == LIKELIHOOD
    assert anna.judgements[2].probability == Uniform(distribution="uniform", low=0.01, high=0.02)
    assert dossier.published[1].impact == "aanzienlijk"
    assert dossier.decisions[0].due == datetime.date(2031, 1, 1)
    assert dossier.decision_headings[0].letter == "a"
    assert dossier.initiatives[0].heading == dossier.initiative_headings[0].id
    assert dossier.capabilities[0].scenarios == ("storm",)
    assert dossier.alerts is not None
    assert dossier.alerts.uses[0].on == datetime.date(2029, 5, 1)
    assert dossier.sources["boek"].year == 2029


def test_only_round_and_one_scenario_are_needed(make_dossier: Maker) -> None:
    optional = ("judgements/anna.yaml", "published.yaml", "capabilities.yaml", "decisions.yaml")
    optional += ("initiatives.yaml", "nl-alert.yaml", "sources.yaml", "scenarios/storm.md", "scenarios/storm.en.md")
    dossier = load_dossier(make_dossier(dict.fromkeys(optional)))
    assert [s.id for s in dossier.scenarios] == ["sabotage"]
    assert (dossier.judgements, dossier.alerts, dossier.sources) == ((), None, {})


def test_archive_gives_the_same_dossier(make_dossier: Maker, tmp_path: Path) -> None:
    root = make_dossier()
    archive = shutil.make_archive(str(tmp_path / "pak"), "zip", root)
    assert load_dossier(archive) == load_dossier(root)


def test_hash_follows_the_content_and_not_the_place(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    one, other = load_dossier(make_dossier()), load_dossier(make_dossier(name="kopie"))
    assert one.content_hash == other.content_hash
    assert len(one.content_hash) == 64
    changed = make_dossier({"judgements/anna.yaml": spoilt("judgements/anna.yaml", "label: B", "label: A")}, "ander")
    assert load_dossier(changed).content_hash != one.content_hash


def test_example_by_name_is_not_hidden_by_a_folder_with_results(
    make_dossier: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nrb-2012").mkdir()
    assert load_dossier("nrb-2012").round.id == "nrb-2012"
    make_dossier(name="nrb-history")
    assert load_dossier("nrb-history").round.id == "proef"


def test_dossier_without_its_parts_is_refused(make_dossier: Maker, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(InputError) as caught:
        load_dossier(tmp_path / "leeg")
    assert "dossier.yaml ontbreekt" in caught.value.render("nl")
    assert "weerbaar new" in caught.value.render("nl")
    bare = dict.fromkeys(("scenarios/storm.md", "scenarios/storm.en.md", "scenarios/sabotage.md"))
    root = make_dossier(
        {
            **bare,
            "judgements/anna.yaml": None,
            "published.yaml": None,
            "capabilities.yaml": None,
            "decisions.yaml": None,
        }
    )
    with pytest.raises(InputError) as caught:
        load_dossier(root)
    (problem,) = caught.value.problems
    assert "geen enkel scenario" in problem.render("nl")


def test_errors_come_without_the_warnings(make_dossier: Maker) -> None:
    root = make_dossier({"notes.txt": "x", "sources.yaml": "schema: 1\nsources: {boek: {}}\n"})
    with pytest.raises(InputError) as caught:
        load_dossier(root)
    assert [(p.file, p.line, p.field) for p in caught.value.problems] == [("sources.yaml", 2, "sources.boek.title")]


def test_own_method_replaces_the_one_of_the_round(make_dossier: Maker, spoilt: Callable[..., str]) -> None:
    root = make_dossier({"dossier.yaml": spoilt("dossier.yaml", "nl-nrb-2009", "eigen-methode")})
    with pytest.raises(InputError, match="eigen-methode"):
        load_dossier(root)
    assert load_dossier(root, method=load_method("nl-nrb-2009")).round.method == "eigen-methode"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_dossier_is_read_or_refused(make_dossier: Maker, data: st.DataObject) -> None:
    root = make_dossier()
    path = data.draw(st.sampled_from(sorted(p for p in root.rglob("*") if p.is_file())))
    raw = path.read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 12)))
    piece = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"---", b"\n- ", b": ", b"[", b"{}", b"null", b"1e999", b"'"])
    )
    path.write_bytes(raw[:start] + piece + raw[end:])
    problems = check_dossier(root)
    assert not [p for p in problems if "\n" in p.render("nl") or not p.message.in_("en")]
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        with pytest.raises(InputError):
            load_dossier(root)
    else:
        assert load_dossier(root).round.year > 0
