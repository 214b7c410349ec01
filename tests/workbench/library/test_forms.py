# SPDX-License-Identifier: EUPL-1.2
"""The form gives back what it was filled with, and puts every mistake at its field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.library.addresses import filled
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.library.forms import QuickSelect, ScenarioForm, SourceForm
from weerbaar.workbench.library.models import Scenario, Source
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def form_of(row: Scenario, user: User, **changed: Any) -> ScenarioForm:
    return ScenarioForm(filled(row, user, **changed), user=user, round_=row.round, row=row)


def test_an_untouched_form_gives_the_same_scenario(open_round: Round, writer: User) -> None:
    Source.objects.create(round=open_round, key="b", title="B")
    Source.objects.create(round=open_round, key="a", title="A")
    row = open_round.scenarios.get(slug="gewelddadige-eenling").change(1, sources=["b", "a"], time_horizon_years=2.5)
    probability = {"distribution": "quantiles", "probabilities": [0, 1], "values": [0.1, 0.2]}
    row = row.change(2, links=[{**row.links[0], "probability": probability}])
    form = form_of(row, writer)
    assert form.is_valid(), (form.errors, form.links.errors)
    assert form.scenario == scenario_of(row)


def test_links_can_be_added_changed_and_removed(row: Scenario, writer: User) -> None:
    row = row.change(1, links=[{"scenario": "gewelddadige-eenling", "note": {"nl": "waarom", "en": ""}}])
    added = {"links-1-target": "grootschalige-onlusten", "links-1-shape": "point", "links-1-mid": "5%"}
    form = form_of(row, writer, **{"links-0-shape": "uniform", "links-0-low": "0,1", "links-0-high": "0,2"}, **added)
    assert form.is_valid(), form.links.errors
    first, second = form.scenario.model_dump(mode="json", exclude_unset=True)["links"]
    assert first["note"]["nl"] == "waarom"
    assert first["probability"] == {"distribution": "uniform", "low": 0.1, "high": 0.2}
    assert second == {"scenario": "grootschalige-onlusten", "probability": {"distribution": "point", "value": 0.05}}
    form = form_of(row, writer, **{"links-0-target": ""})
    assert form.is_valid()
    assert form.scenario.links == ()


def test_mistakes_stand_with_their_fields(row: Scenario, writer: User) -> None:
    form = form_of(row, writer, title_nl="", time_horizon_years="veel")
    assert not form.is_valid()
    assert set(form.errors) == {"title_nl", "time_horizon_years"}
    form = form_of(row, writer, causes_nl="# Kop\n\ntekst", time_horizon_years="-1")
    assert not form.is_valid()
    assert set(form.errors) == {"causes_nl", "time_horizon_years"}
    assert "###" in form.errors["causes_nl"][0]
    form = form_of(
        row, writer, **{"links-0-target": "gewelddadige-eenling", "links-0-shape": "triangular", "links-0-low": "0,1"}
    )
    assert not form.is_valid()
    assert form.links.forms[0].non_field_errors() == ["vul midden in."]


def test_a_name_in_the_address_comes_from_the_title(open_round: Round, writer: User) -> None:
    sent = {
        "title_nl": "Zware storm in Zeeland!",
        "kind": "hazard",
        "status": "draft",
        "mark": "assumed",
        "kind_mark": "assumed",
    }
    sent |= {"level": "0", "links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
    form = ScenarioForm(sent, user=writer, round_=open_round)
    assert form.is_valid(), form.errors
    assert form.scenario.id == "zware-storm-in-zeeland"
    form = ScenarioForm({**sent, "slug": "Fout Adres"}, user=writer, round_=open_round)
    assert not form.is_valid()
    assert set(form.errors) == {"slug"}


def test_what_is_above_clearance_is_not_offered(row: Scenario, writer: User) -> None:
    row.round.scenarios.get(slug="grootschalige-onlusten").change(1, level=Level.SECRET)
    row = row.change(1, links=[{"scenario": "grootschalige-onlusten"}])
    form = ScenarioForm(user=writer, round_=row.round, row=row)
    assert "grootschalige-onlusten" not in dict(form.links.forms[0].fields["target"].choices)
    assert [form.initial for form in form.links.forms] == [{}, {}]
    assert [value for value, _ in form.fields["level"].choices] == [Level.OPEN, Level.INTERNAL]
    assert not form_of(row, writer, level=str(Level.SECRET)).is_valid()
    assert not form_of(row, writer, **{"links-0-target": "grootschalige-onlusten"}).is_valid()


def test_a_source_has_a_title_and_a_short_name() -> None:
    form = SourceForm({"key": "met spatie", "title": "", "year": "0"}, new=True)
    assert set(form.errors) == {"key", "title", "year"}
    assert "key" not in SourceForm(new=False).fields


def test_a_quick_list_is_an_ordinary_list() -> None:
    select = QuickSelect(choices=[("a", "<A>"), ("b", "B")])
    assert select.render("naam", "b", {"id": "x", "disabled": False}) == (
        '<select id="x" name="naam"><option value="a">&lt;A&gt;</option><option value="b" selected>B</option></select>'
    )
