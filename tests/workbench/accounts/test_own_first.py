# SPDX-License-Identifier: EUPL-1.2
"""Who scores learns nothing of the answers of others while scoring is blind: page by page, operation by operation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.accounts.test_permissions import Page, _pages
from tests.workbench.api.programs import Program
from tests.workbench.scoring.panels import by, expert, facilitator, go_to, open_round, say
from weerbaar.base import InputError
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.accounts.own_first import OWN_FIRST, OwnFirstError, scores_blind
from weerbaar.workbench.accounts.permissions import OF_ANSWERS, Action, forget_grants, may, waits
from weerbaar.workbench.api.calls import api
from weerbaar.workbench.exchange.verbs import check_upload, export_round, look
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.reports.sources import document_state, earlier_rounds
from weerbaar.workbench.reports.verbs import render
from weerbaar.workbench.results import computing
from weerbaar.workbench.results.verbs import ask_comparison
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.verbs import record_group_answer
from weerbaar.workbench.shell.menu import menu_of

pytestmark = pytest.mark.django_db
LEAD = "/rondes/ronde-2027/begeleiden/"
PAGES = ("verschillen", "controles")


@pytest.fixture
def open_(db: None) -> Round:
    found = open_round()
    for n, label in enumerate("AEE"):
        say(expert(found, f"d{n}"), found, "5.3", {"label": label, "reason": "Omdat."})
    return found


@pytest.mark.parametrize(
    ("phase", "role", "expected"),
    [
        (Phase.SCORING, Role.FACILITATOR, True),
        (Phase.SCORING, Role.ANALYST, True),
        (Phase.SETUP, Role.FACILITATOR, True),
        (Phase.FEEDBACK, Role.FACILITATOR, False),
        (Phase.CLOSED, Role.FACILITATOR, False),
    ],
)
def test_whoever_scores_waits_until_scoring_is_no_longer_blind(
    open_: Round, make_user: Any, phase: Phase, role: Role, expected: bool
) -> None:
    user = make_user(role, open_)
    go_to(open_, phase)
    assert not waits(user, open_)
    Grant.objects.create(user=user, role=Role.EXPERT, round=open_)
    forget_grants(user)
    assert waits(user, open_) is expected
    user.limited_to = frozenset()
    assert waits(user, open_) is expected


def test_an_expert_of_another_round_sees_all_there_is(open_: Round, make_user: Any) -> None:
    other = open_round("ronde-2030", year=2030)
    user = make_user(Role.EXPERT, other)
    assert not waits(user, open_)
    assert waits(user, other)


def test_a_facilitator_who_scores_too_sees_differences_after_the_blind_turn_only(
    open_: Round, client_of: Callable[..., Client]
) -> None:
    user = facilitator(open_)
    client = client_of(user)
    seen = [client.get(f"{LEAD}{page}").content.decode() for page in ("", *PAGES)]
    assert all(OWN_FIRST.nl not in page for page in seen)
    assert "1 × A, 2 × E" in seen[1]
    Grant.objects.create(user=user, role=Role.EXPERT, round=open_)
    for page in ("", *PAGES):
        text = client.get(f"{LEAD}{page}").content.decode()
        assert OWN_FIRST.nl in text, page
        assert "2 × E" not in text, page
    go_to(open_, Phase.FEEDBACK)
    assert "1 × A, 2 × E" in client.get(f"{LEAD}verschillen").content.decode()


def test_the_answers_do_not_leave_as_a_file_either(open_: Round) -> None:
    user = facilitator(open_)
    assert export_round(by(user), open_, form="csv").content
    Grant.objects.create(user=user, role=Role.EXPERT, round=open_)
    forget_grants(user)
    with pytest.raises(InputError, match="blind"):
        export_round(by(user), open_, form="csv")


def test_the_rule_asks_for_the_role_and_the_phase_only(open_: Round) -> None:
    assert scores_blind({Role.EXPERT, Role.ANALYST}, open_)
    assert not scores_blind({Role.ANALYST}, open_)
    open_.phase = Phase.FEEDBACK
    assert not scores_blind({Role.EXPERT}, open_)


# Everything at once: somebody with every role in a round in which people score blind.

PAGES_OF_ANSWERS = frozenset(
    """
    results results-compute results-analyse results-file result-scenario results-weights results-ranks
    results-sensitivity sensitivity-file results-cascades cascade-file cascade-example results-comparison
    jobs job-progress job-cancel
    reports report-make report-show report-download sign-off sign-off-prepare sign-off-set sign-off-sign
    publication publication-verify publication-file publication-withdraw
    capability-gaps capability-gap capability-measures capability-measure capability-portfolio
    capability-portfolio-work-out capability-advice capability-decide capability-agenda capability-agenda-calendar
    """.split()
)
"""Pages that the guard withholds: they show answers, or what answers come to."""
WITHOUT_ANSWERS = frozenset(
    """
    capabilities capability-download capability-document capability-document-earlier capability-register
    capability-register-export capability-subject capability-cooperation capability-cooperation-report
    capability-approaches capability-assistance capability-assistance-export capability-training capability-guideline
    capability-guideline-export evacuation-compute evacuation-export
    evacuation-ensemble-ask evacuation-ensemble-file evacuation-stop evacuation-order-ask evacuation-order-file
    evacuation-means-ask evacuation-means-file evacuation-decision-file evacuation-sheet exchange exchange-export
    """.split()
)
"""Pages of the same actions that stay: documents that people wrote, evacuations, which are worked out from roads and
people, and the export, which refuses answers itself."""
CALLS_OF_ANSWERS: dict[str, Any] = {
    "getDossier": None,
    "exportRound": None,
    "getDistribution": None,
    "saveGroupAnswer": {"judgement": {"label": "A", "reason": "Samen."}},
    "listDisagreements": None,
    "getAgreement": None,
    "listAnswerFindings": None,
    "listJobs": None,
    "askJob": {"kind": "assessment"},
    "getJob": None,
    "cancelJob": None,
    "getJobResult": None,
    "getResults": None,
    "getScenarioResult": None,
    "reweigh": {"weights": {"1.1": 1}},
    "getAssessment": None,
    "getSensitivity": None,
    "getCascades": None,
    "getGaps": None,
    "decideMeasure": {"outcome": "adopted", "reason": "Goed."},
    "getPortfolio": None,
    "getWeighing": None,
    "getChoice": None,
    "getAdvice": None,
    "getAgenda": None,
    "getAgendaCalendar": None,
    "askDocument": {"document": "findings"},
    "getDocument": None,
    "getSigning": None,
    "prepareSigning": None,
    "getSigningDocuments": None,
    "listPublications": None,
    "signRound": {"reason": "Akkoord."},
    "getPublication": None,
    "getPublishedFile": None,
    "verifyPublication": None,
    "withdrawPublication": {"reason": "Fout."},
}
"""Operation to a body for it."""
SECRET = "Kanarie zingt in de mijn"


@pytest.fixture
def blind(db: None, make_user: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Round:
    """The illustrative round, still blind, with results that somebody had computed; every reason is the same."""
    settings.DATA = tmp_path
    round_ = round_from(load_dossier("voorbeeld-2012"))
    for name, size in {"DRAWS": 500, "TERM_DRAWS": 100}.items():
        monkeypatch.setattr(computing, name, size)
    answers = list(Answer.objects.filter(panelist__round=round_))
    for answer in answers:
        answer.judgement = {**answer.judgement, "reason": SECRET}
    Answer.objects.bulk_update(answers, ["judgement"])
    round_.touch()
    go_to(round_, Phase.SCORING)
    round_.refresh_from_db()
    run_now(jobs.ask(make_user(Role.ANALYST, round_), round_, "assessment", {"weights": "default"}, round_.level))
    return round_


@pytest.fixture
def all_of_it(blind: Round, make_user: Any) -> Any:
    """Somebody with every role in that round."""
    user = make_user()
    Grant.objects.bulk_create(Grant(user=user, role=role, round=blind) for role in Role)
    return user


def _address(page: Page, round_: Round) -> str:
    scenario = round_.scenarios.get(slug="cyberhacktivisme")
    job = Job.objects.filter(round=round_).values_list("pk", flat=True).first() or 1
    given = {"slug": scenario.slug, "scenario_slug": scenario.slug, "scenario": scenario.slug, "criterion": "1.1"}
    own = page.values | {name: value for name, value in given.items() if name in page.values}
    own |= {"pk": job} if page.name.startswith(("job", "report", "sign-off")) and "pk" in page.values else {}
    return Page(page.route, page.name, page.view, own).address(round_)


def test_every_page_that_shows_answers_is_withheld(
    blind: Round, all_of_it: Any, client_of: Callable[..., Client]
) -> None:
    client = client_of(all_of_it)
    client.raise_request_exception = False
    pages = {page.name: page for page in _pages() if page.view.access.in_round}
    of_answers = {name for name, page in pages.items() if page.view.access.action in OF_ANSWERS}
    assert of_answers == PAGES_OF_ANSWERS | WITHOUT_ANSWERS, "decide what the new page shows"
    assert {name for name in of_answers if pages[name].view.access.blind} == WITHOUT_ANSWERS
    wrong, told = [], []
    for name, page in pages.items():
        answer = client.get(_address(page, blind))
        if name in PAGES_OF_ANSWERS and answer.status_code == 405:
            answer = client.post(_address(page, blind))
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        if name in PAGES_OF_ANSWERS and (answer.status_code != 403 or OWN_FIRST.nl not in text):
            wrong.append((name, answer.status_code))
        if SECRET in text:
            told.append(name)
        answer.close()
    assert (wrong, told) == ([], [])


def test_every_operation_that_shows_answers_is_withheld(blind: Round, all_of_it: Any) -> None:
    program = Program(all_of_it)
    job = Job.objects.get(round=blind).pk
    values = {
        "round_slug": blind.slug,
        "scenario": "cyberhacktivisme",
        "criterion": "1.1",
        "kind": "measures",
        "job_id": job,
    }
    found, told = {}, []
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            if "{round_slug}" not in path or (method != "get" and name not in CALLS_OF_ANSWERS):
                continue
            given = {p["name"]: values.get(p["name"], 1) for p in operation["parameters"] if p["in"] == "path"}
            answer = program.call(
                method.upper(), path.format(**given).removeprefix("/api/v1"), CALLS_OF_ANSWERS.get(name)
            )
            assert answer.status_code != 500, name
            if answer.status_code == 403 and answer.data["detail"] == OWN_FIRST.nl:
                found[name] = answer["Content-Type"]
            if SECRET.encode() in answer.content:
                told.append(name)
    assert found.keys() ^ CALLS_OF_ANSWERS.keys() == set()
    assert set(found.values()) == {"application/problem+json"}
    assert told == []


def test_afterwards_the_same_person_sees_it_all(blind: Round, all_of_it: Any, client_of: Callable[..., Client]) -> None:
    go_to(blind, Phase.FEEDBACK)
    client, program = client_of(all_of_it), Program(all_of_it)
    base = f"/rounds/{blind.slug}"
    assert SECRET in client.get(f"/rondes/{blind.slug}/resultaten/scenario/cyberhacktivisme/").content.decode()
    for place in (
        "assessment",
        "results/cyberhacktivisme",
        "dossier?format=json",
        f"jobs/{Job.objects.get().pk}/result",
    ):
        assert SECRET.encode() in program.get(f"{base}/{place}").content, place


def test_programs_of_the_workbench_itself_refuse_too(blind: Round, all_of_it: Any) -> None:
    with pytest.raises(OwnFirstError):
        render(by(all_of_it), blind, document="findings")
    with pytest.raises(OwnFirstError):
        record_group_answer(
            by(all_of_it),
            round_=blind,
            scenario=blind.scenarios.first(),
            criterion="1.1",
            judgement={"label": "A", "reason": "Samen."},
        )


def test_a_file_with_guesses_does_not_tell_what_others_answered(blind: Round, all_of_it: Any, make_user: Any) -> None:
    other = make_user(Role.ANALYST, blind)
    content = export_round(by(other), blind, form="csv").content
    for user, expected in ((other, 0), (all_of_it, 1)):
        upload = check_upload(by(user), blind, name="oordelen.csv", content=content.replace(SECRET.encode(), b"Gok"))
        checked, plan = look(upload, blind, user)
        assert plan is not None
        assert bool(plan.experts) is not bool(expected)
        assert sum(problem.hint == OWN_FIRST for problem in checked.problems) == expected
    assert plan.nothing
    assert SECRET not in json.dumps([str(problem) for problem in checked.problems])


def test_another_round_does_not_tell_either(blind: Round, all_of_it: Any, make_user: Any) -> None:
    other = open_round("ronde-2030", year=2030, phase=Phase.CLOSED, earlier=[blind.slug])
    for role in (Role.ANALYST, Role.READER):
        Grant.objects.create(user=all_of_it, role=role, round=other)
    before = document_state(other, 0, False)
    assert earlier_rounds(other, 3) == ()
    program = Program(all_of_it)
    asked = program.post(f"/rounds/{other.slug}/jobs", {"kind": "comparison", "earlier": blind.slug})
    assert asked.status_code == 404
    job = ask_comparison(make_user(Role.ANALYST), other, 0, blind)
    Job.objects.filter(pk=job.pk).update(state="done", finished=timezone.now())
    assert program.get(f"/rounds/{other.slug}/jobs/{job.pk}/result").status_code == 404
    go_to(blind, Phase.FEEDBACK)
    assert [found.round.id for found in earlier_rounds(other, 3)] == [blind.slug]
    Round.objects.filter(pk=blind.pk).update(level=0)
    assert document_state(other, 0, False) != before


def test_what_shows_nothing_of_answers_stays(blind: Round, all_of_it: Any) -> None:
    assert {action for action in Action if not may(all_of_it, action, blind)} == OF_ANSWERS
    assert all(may(all_of_it, action, blind, blind=True) for action in OF_ANSWERS)
    menu = {item.label for item in menu_of(all_of_it, blind, f"/rondes/{blind.slug}/")}
    assert {"Begeleiden", "Capaciteiten", "Uitwisseling"} <= menu
    assert menu.isdisjoint({"Resultaten", "Rapporten"})
