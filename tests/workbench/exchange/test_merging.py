# SPDX-License-Identifier: EUPL-1.2
"""What was chosen is written as new versions with their history; what was not chosen stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workbench.conftest import MakeUser
from tests.workbench.exchange.files import example
from weerbaar.base import InputError, Text
from weerbaar.dossier import Dossier, Link, Source
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.exchange.comparing import Plan, plan_of
from weerbaar.workbench.exchange.merging import Chosen, everything, merge
from weerbaar.workbench.library.models import ReviewState
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.conversion import numbered
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round(round_: Round) -> Round:
    round_.change(1, phase=Phase.SCORING)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def user(make_user: MakeUser) -> User:
    return make_user("analyst")


def relabelled(dossier: Dossier, label: str = "E") -> tuple[Dossier, str, str, str]:
    """The dossier with one answer of the first expert changed; with expert, scenario and criterion."""
    expert, *rest = dossier.judgements
    one = next(j for j in expert.judgements if j.label not in (None, label, "X") and j.criterion != "likelihood")
    new = one.model_copy(update={"label": label, "lower": None, "upper": None, "reason": "Nieuw inzicht"})
    judgements = tuple(new if j == one else j for j in expert.judgements)
    sets = (expert.model_copy(update={"judgements": judgements}), *rest)
    return dossier.model_copy(update={"judgements": sets}), expert.id, one.scenario, one.criterion


def plan(round_: Round, found: Dossier, *, names: bool = True, level: int = Level.SECRET) -> Plan:
    round_.refresh_from_db()
    return plan_of(dossier_of(round_, names=names, level=level), found, round_, names=names)


@pytest.mark.parametrize("names", [True, False])
def test_a_changed_judgement_becomes_a_new_version_of_the_answer(names: bool, open_round: Round, user: User) -> None:
    found, expert, scenario, criterion = relabelled(example())
    made = plan(open_round, found, names=names)
    taken = merge(open_round, made, everything(made), user)
    assert (taken.judgements_changed, taken.judgements_new, taken.experts_new) == (1, 0, [])
    answer = Answer.objects.get(panelist__slug=expert, scenario__slug=scenario, criterion=criterion)
    assert (answer.judgement["label"], answer.label, answer.version, answer.turn) == ("E", "E", 2, 1)
    first = answer.history.first()
    assert (first.history_user, first.judgement["label"]) == (user, "E")
    open_round.touch()
    assert plan(open_round, found).nothing


def test_in_the_feedback_a_change_is_a_revision(open_round: Round, user: User) -> None:
    open_round.change(open_round.version, phase=Phase.FEEDBACK)
    found, expert, scenario, criterion = relabelled(example())
    made = plan(open_round, found)
    assert merge(open_round, made, everything(made), user).judgements_changed == 1
    answers = Answer.objects.filter(panelist__slug=expert, scenario__slug=scenario, criterion=criterion)
    assert sorted(answers.values_list("turn", flat=True)) == [1, 2]
    open_round.touch()
    back, *_ = relabelled(example(), "A")
    again = plan(open_round, back)
    merge(open_round, again, everything(again), user)
    assert answers.get(turn=2).judgement["label"] == "A"


def test_judgements_that_are_not_in_the_file_go_only_when_asked(open_round: Round, user: User) -> None:
    there = example()
    expert, *rest = there.judgements
    found = there.model_copy(
        update={"judgements": (expert.model_copy(update={"judgements": expert.judgements[1:]}), *rest)}
    )
    made = plan(open_round, found)
    chosen = Chosen(experts=frozenset({expert.id}))
    before = Answer.objects.count()
    assert merge(open_round, made, chosen, user).judgements_removed == 0
    assert Answer.objects.count() == before
    assert merge(open_round, made, replace(chosen, remove=True), user).judgements_removed == 1
    assert Answer.objects.count() == before - 1
    assert Answer.history.filter(history_type="-").get().history_user == user


def test_a_new_scenario_with_its_judgements_and_a_new_expert(open_round: Round, user: User) -> None:
    there = example()
    model = there.scenarios[0]
    added = model.model_copy(
        update={"id": "zonnestorm", "title": Text(nl="Zonnestorm", en="Solar storm"), "links": (), "sources": ("knmi",)}
    )
    first = there.judgements[0]
    own = tuple(j.model_copy(update={"scenario": "zonnestorm"}) for j in first.judgements if j.scenario == model.id)
    newcomer = first.model_copy(update={"id": "nieuwkomer", "name": Text(nl="N. Komer"), "judgements": own})
    found = there.model_copy(
        update={
            "scenarios": (*there.scenarios, added),
            "judgements": (*there.judgements, newcomer),
            "sources": {**there.sources, "knmi": Source(title="Ruimteweer")},
        }
    )
    made = plan(open_round, found)
    only_judgements = merge(open_round, made, Chosen(experts=frozenset({"nieuwkomer"})), user)
    assert only_judgements.judgements_new == 0
    taken = merge(open_round, made, everything(made), user)
    assert (taken.scenarios_new, taken.judgements_new) == (1, len(own))
    row = open_round.scenarios.get(slug="zonnestorm")
    assert (row.author, row.review_state) == (user, ReviewState.DRAFT)
    assert open_round.sources.get(key="knmi").title == "Ruimteweer"
    assert open_round.panel.get(slug="nieuwkomer").answers.count() == len(own)


def test_a_changed_text_is_a_draft_again_and_the_level_stays(open_round: Round, user: User) -> None:
    there = example()
    old = there.scenarios[0]
    row = open_round.scenarios.get(slug=old.id)
    row.change(1, level=Level.DEPARTMENTAL)
    found = there.model_copy(
        update={"scenarios": (old.model_copy(update={"title": Text(nl="Nieuw", en="New")}), *there.scenarios[1:])}
    )
    made = plan(open_round, found)
    assert merge(open_round, made, everything(made), user).scenarios_changed == 1
    row.refresh_from_db()
    assert (row.title_nl, row.version, row.review_state) == ("Nieuw", 3, ReviewState.DRAFT)
    assert (row.level, row.author) == (Level.DEPARTMENTAL, user)


def test_what_was_not_chosen_stays(open_round: Round, user: User) -> None:
    found, *_ = relabelled(example())
    header = found.round.model_copy(update={"label": "Andere naam"})
    made = plan(open_round, found.model_copy(update={"round": header}))
    taken = merge(open_round, made, Chosen(header=True), user)
    assert taken.header
    assert taken.judgements_changed == 0
    open_round.refresh_from_db()
    assert open_round.label == "Andere naam"
    assert not Answer.objects.filter(version=2).exists()


def test_a_choice_with_a_reference_to_nothing_is_refused(open_round: Round, user: User) -> None:
    there = example()
    added = there.scenarios[0].model_copy(update={"id": "zonnestorm", "links": ()})
    linked = there.scenarios[1].model_copy(update={"links": (*there.scenarios[1].links, Link(scenario="zonnestorm"))})
    found = there.model_copy(update={"scenarios": (there.scenarios[0], linked, *there.scenarios[2:], added)})
    made = plan(open_round, found)
    with pytest.raises(InputError, match="refers to zonnestorm"):
        merge(open_round, made, Chosen(scenarios=frozenset({linked.id})), user)
    assert merge(open_round, made, everything(made), user).scenarios_new == 1


def test_what_somebody_cannot_see_is_not_touched(open_round: Round, user: User) -> None:
    row = open_round.scenarios.first()
    row.change(1, level=Level.SECRET)
    open_round.touch()
    made = plan(open_round, example(), level=user.clearance)
    with pytest.raises(InputError, match="cannot be used"):
        merge(open_round, made, everything(replace(made, header=False)), user)
    with pytest.raises(InputError, match="cannot see"):
        merge(open_round, replace(made, header=True), Chosen(header=True), user)
    row.refresh_from_db()
    assert row.version == 2


def test_a_confidential_answer_is_not_overwritten_by_who_cannot_see_it(open_round: Round, user: User) -> None:
    found, expert, scenario, criterion = relabelled(example())
    hidden = Answer.objects.get(panelist__slug=expert, scenario__slug=scenario, criterion=criterion)
    hidden.change(1, level=Level.SECRET)
    open_round.touch()
    made = plan(open_round, found, level=user.clearance)
    with pytest.raises(InputError, match="Leave this expert out"):
        merge(open_round, made, everything(made), user)
    hidden.refresh_from_db()
    assert hidden.judgement["label"] != "E"


@pytest.mark.parametrize("names", [True, False])
def test_an_expert_of_another_round_comes_beside_the_one_with_the_same_number(
    names: bool, open_round: Round, user: User
) -> None:
    there = example()
    row = open_round.panel.first()
    before = {answer.pk: answer.version for answer in row.answers.all()}
    first = there.judgements[0].model_copy(update={"id": f"deskundige-{row.number}", "name": numbered(row.number)})
    elsewhere = there.round.model_copy(update={"id": "andere-ronde"})
    found = there.model_copy(update={"judgements": (first,), "round": elsewhere})
    made = plan(open_round, found, names=names)
    chosen = frozenset(e.id for e in made.experts if e.is_new)
    taken = merge(open_round, made, Chosen(experts=chosen), user)
    assert taken.experts_new == [f"andere-ronde-deskundige-{row.number}"]
    assert {answer.pk: answer.version for answer in row.answers.all()} == before
    open_round.touch()
    again = plan(open_round, found, names=names)
    assert not any(e.new or e.changed for e in again.experts)
