# SPDX-License-Identifier: EUPL-1.2
"""Evidence takes only what is known, leaves as a file, and comes into the round as a draft that somebody confirms."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.library.models import Source
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.scoring.models import Answer, Panelist

pytestmark = pytest.mark.django_db
KNOWN = {"days_from": "3", "days_to": "9", "eur_from": "50", "eur_to": "90"}
MORE = KNOWN | {"damage_mln_from": "100", "damage_mln_to": "200", "unusable_days_from": "30"}
VICTIMS = {
    "called_from": "0",
    "sheltered_pct_from": "20",
    "shelter_risk_pct_from": "5",
    "road_risk_from": "1",
    "cut_off_pct": "10",
    "needs_days_from": "2",
}


def _address(plan: Plan, part: str = "") -> str:
    return f"/rondes/proef/evacuatie/plannen/{plan.pk}/onderbouwing/{part}"


def _scenario(plan: Plan) -> str:
    return str(plan.round.scenarios.order_by("slug")[0].slug)


def test_evidence_leaves_as_a_file_and_that_is_logged(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job]
) -> None:
    worked(plan)
    asked = KNOWN | {"scenario": _scenario(plan)}
    shown = browser.get(_address(plan), asked).content.decode()
    assert "Beantwoord" in shown
    assert "Niet beantwoord" in shown
    file = browser.get(_address(plan), asked | {"bestand": "1"})
    assert file.headers["Content-Disposition"].endswith('.yaml"')
    assert b"judgements:" in file.content
    assert Entry.objects.filter(action="evacuation-plan.exported", details__form="evidence").count() == 1
    assert browser.get(_address(plan), asked | {"days_to": "x"}).status_code == 422
    assert browser.get(_address(plan), {"bestand": "1"}).status_code == 422


def test_evidence_counts_once_its_draft_was_confirmed(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    worked(on_map(plan))
    asked = MORE | VICTIMS | {"scenario": _scenario(plan), "flood": str(flood.pk)}
    made = browser.post(_address(plan, "concept"), asked)
    upload = Upload.objects.get()
    assert made.headers["Location"] == f"/rondes/proef/uitwisseling/inlezen/{upload.pk}"
    assert not Answer.objects.exists()
    assert Entry.objects.filter(action="evacuation-plan.evidence-drafted").count() == 1
    name = f"evacuatie-{_scenario(plan)}"
    assert name in browser.get(made.headers["Location"]).content.decode()
    browser.post(f"{made.headers['Location']}/overnemen", {"expert": name})
    panelist = Panelist.objects.get()
    answers = {answer.criterion: answer for answer in Answer.objects.filter(panelist=panelist)}
    assert {"1.1", "2.1", "2.3", "3.1", "5.1"} <= set(answers)
    assert answers["3.1"].judgement["quantities"]["cost_eur"]["distribution"] == "quantiles"
    (source,) = Source.objects.filter(key__startswith="evacuatie-")
    assert answers["2.1"].judgement["sources"] == [source.key]
    assert "rekenverslag" in source.reference
    # What was taken over makes a whole dossier again, and nobody takes it for the judgement of a meeting.
    plan.round.refresh_from_db()
    assert len(dossier_of(plan.round, names=True).judgements) == 1
    assert panelist.kind == "publication"


def test_evidence_made_anew_replaces_the_earlier(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    for days in ("3", "30"):
        made = browser.post(_address(plan, "concept"), KNOWN | {"scenario": _scenario(plan), "days_to": days})
        shown = browser.get(made.headers["Location"]).content.decode()
        number = Panelist.objects.values_list("number", flat=True).first()
        expert = f"evacuatie-{_scenario(plan)}" if number is None else f"deskundige-{number}"
        assert f'value="{expert}"' in shown
        browser.post(f"{made.headers['Location']}/overnemen", {"expert": expert})
    assert Panelist.objects.count() == 1
    assert Answer.objects.get(criterion="5.1").version == 2


def test_who_scores_blind_and_who_only_reads_make_no_draft(
    browser: Client,
    client_of: Callable[..., Client],
    make_user: Callable[..., User],
    plan: Plan,
    worked: Callable[[Plan], Job],
) -> None:
    worked(plan)
    asked = KNOWN | {"scenario": _scenario(plan)}
    reader = client_of(make_user("reader", plan.round))
    assert "Als concept klaarzetten" not in reader.get(_address(plan), asked).content.decode()
    assert reader.post(_address(plan, "concept"), asked).status_code == 403
    Grant.objects.create(user=browser.user, role=Role.EXPERT, round=plan.round)  # type: ignore[attr-defined]
    assert "U beoordeelt zelf in deze ronde" in browser.get(_address(plan), asked).content.decode()
    assert browser.post(_address(plan, "concept"), asked).status_code == 403
    assert not Upload.objects.exists()


def test_an_own_mapping_takes_the_place_of_that_of_weerbaar(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job]
) -> None:
    worked(plan)
    shipped = files("weerbaar").joinpath("data/evacuation/evidence/criteria.yaml").read_bytes()
    made = browser.post(_address(plan, "criteria"), {"file": SimpleUploadedFile("eigen.yaml", shipped[:-1])})
    mapping = InputFile.objects.get(kind="mapping")
    assert made.headers["Location"].endswith(f"?mapping={mapping.pk}")
    asked = KNOWN | {"scenario": _scenario(plan), "mapping": str(mapping.pk)}
    assert "Beantwoord" in browser.get(_address(plan), asked).content.decode()
    wrong = browser.post(
        _address(plan, "criteria"), {"file": SimpleUploadedFile("eigen.yaml", b"schema: 1\nmethods: x")}
    )
    assert wrong.status_code == 422
    assert InputFile.objects.count() == 1
