# SPDX-License-Identifier: EUPL-1.2
"""What taking a file in would change."""

from __future__ import annotations

import pytest

from tests.workbench.conftest import MakeUser
from tests.workbench.exchange.files import example
from weerbaar.base import Text
from weerbaar.dossier import Dossier
from weerbaar.workbench.exchange.comparing import by_number_only, plan_of
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.conversion import numbered

pytestmark = pytest.mark.django_db


def base_of(round_: Round, *, names: bool) -> Dossier:
    return dossier_of(round_, names=names)


@pytest.mark.parametrize("names", [True, False])
def test_the_same_content_changes_nothing_whatever_the_experts_are_called(names: bool, round_: Round) -> None:
    base = base_of(round_, names=names)
    for found in (example(), base_of(round_, names=True), base_of(round_, names=False)):
        plan = plan_of(base, found, round_, names=names)
        assert plan.nothing, plan
        assert {s.id for s in plan.found.judgements} == {s.id for s in base.judgements}


def test_new_changed_and_gone_are_told_apart(round_: Round) -> None:
    there = example()
    first, *others = there.scenarios
    last = others.pop()
    written = first.model_copy(update={"title": Text(nl="Nieuwe titel", en="New title")})
    added = last.model_copy(update={"id": "nieuw-scenario", "links": ()})
    expert, *rest = there.judgements
    one, two, *kept = (j for j in expert.judgements if j.scenario == first.id)
    other = "A" if one.label != "A" else "B"
    judgements = tuple(
        j.model_copy(update={"label": other, "lower": None, "upper": None}) if j == one else j
        for j in expert.judgements
        if j != two
    )
    found = there.model_copy(
        update={
            "scenarios": (written, *others, last, added),
            "judgements": (expert.model_copy(update={"judgements": judgements}), *rest),
        }
    )
    plan = plan_of(base_of(round_, names=True), found, round_, names=True)
    assert [(t.scenario.id, t.is_new) for t in plan.texts] == sorted([(first.id, False), ("nieuw-scenario", True)])
    (change,) = plan.experts
    assert change.id == expert.id
    assert not change.is_new
    assert change.changed == {(first.id, one.criterion)}
    assert change.gone == {(first.id, two.criterion)}
    assert change.new == set()
    assert not plan.header
    assert kept


def test_a_new_expert_and_new_weights_are_seen(round_: Round) -> None:
    there = example()
    newcomer = there.judgements[0].model_copy(update={"id": "nieuwkomer", "name": Text(nl="N. Komer")})
    found = there.model_copy(
        update={
            "judgements": (*there.judgements, newcomer),
            "round": there.round.model_copy(update={"label": "Andere naam"}),
        }
    )
    plan = plan_of(base_of(round_, names=False), found, round_, names=False)
    (change,) = plan.experts
    assert change.is_new
    assert len(change.new) == len(newcomer.judgements)
    assert plan.header


def test_a_scenario_that_is_not_in_the_file_stays(round_: Round) -> None:
    there = example()
    gone = there.scenarios[0].id
    found = there.model_copy(update={"scenarios": there.scenarios[1:]})
    plan = plan_of(base_of(round_, names=True), found, round_, names=True)
    assert [s.id for s in plan.gone] == [gone]
    assert not plan.texts


def _only(dossier: Dossier, **fields: object) -> Dossier:
    """The dossier with the judgements of its first expert alone, with other fields."""
    return dossier.model_copy(update={"judgements": (dossier.judgements[0].model_copy(update=fields),)})


@pytest.mark.parametrize("names", [True, False])
def test_a_number_of_another_round_is_nobody_here(names: bool, round_: Round) -> None:
    there = example()
    elsewhere = there.model_copy(update={"round": there.round.model_copy(update={"id": "andere-ronde"})})
    number = round_.panel.first().number
    found = _only(elsewhere, id=f"deskundige-{number}", name=numbered(number))
    plan = plan_of(base_of(round_, names=names), found, round_, names=names)
    new = [e for e in plan.experts if e.is_new]
    assert [e.id for e in new] == [f"andere-ronde-deskundige-{number}"]
    assert plan.known == {}
    assert [(p.value, p.severity) for p in plan.doubts] == [(f"deskundige-{number}", "warning")]


def test_a_name_that_looks_like_a_number_stays_a_name(round_: Round) -> None:
    first, second, *_ = round_.panel.all()
    first.slug = f"deskundige-{second.number}"
    first.name_nl = "Jan Jansen"
    first.save()
    found = _only(example(), id=first.slug, name=Text(nl="Jan Jansen", en=""))
    for names in (True, False):
        plan = plan_of(base_of(round_, names=names), found, round_, names=names)
        assert set(plan.known.values()) == {first.pk}
        assert plan.doubts == ()


def test_a_number_of_this_round_that_is_somebody_elses_name_is_left_out(round_: Round) -> None:
    first, second, *_ = round_.panel.all()
    first.slug = f"deskundige-{second.number}"
    first.save()
    found = _only(example(), id=first.slug, name=numbered(second.number))
    plan = plan_of(base_of(round_, names=True), found, round_, names=True)
    assert plan.known == {}
    assert not any(e.new or e.changed for e in plan.experts)
    assert [p.value for p in plan.doubts] == [first.slug]


def test_an_account_says_who_it_is(round_: Round, make_user: MakeUser) -> None:
    row = round_.panel.first()
    row.user = make_user("expert", round_, name="annelies")
    row.save()
    found = _only(example(), id="annelies", name=Text(nl="A.", en=""))
    plan = plan_of(base_of(round_, names=True), found, round_, names=True)
    assert plan.known == {row.slug: row.pk}


def test_a_table_that_names_people_by_number_is_read_with_a_warning(round_: Round) -> None:
    row = round_.panel.first()
    entry = example().judgements[0]
    one = entry.judgements[0].model_copy(update={"reason": "Anders"})
    found = _only(
        example(), id=f"deskundige-{row.number}", name=numbered(row.number), judgements=(one, *entry.judgements[1:])
    )
    plan = plan_of(base_of(round_, names=False), found, round_, names=False)
    told = {p.value for p in by_number_only(plan, round_)}
    assert f"deskundige-{row.number}" in told
