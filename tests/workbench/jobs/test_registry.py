# SPDX-License-Identifier: EUPL-1.2
"""Kinds of computation are known by name, and each verb makes those results stale that rest on what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

import weerbaar.workbench
from tests.workbench.capabilities.documents import fill, small
from tests.workbench.exchange.files import changed_zip
from tests.workbench.jobs.computations import KINDS
from weerbaar.dossier import Scenario as Content
from weerbaar.dossier import Source, load_dossier
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.capabilities import conversion as desks
from weerbaar.workbench.capabilities import verbs as capabilities
from weerbaar.workbench.exchange import verbs as exchange
from weerbaar.workbench.exchange.merging import everything
from weerbaar.workbench.jobs.registry import kind_named, register
from weerbaar.workbench.library import verbs as library
from weerbaar.workbench.library import withdrawing
from weerbaar.workbench.library.conversion import scenario_of
from weerbaar.workbench.reports.documents import Question
from weerbaar.workbench.rounds import verbs as rounds
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring import verbs as scoring

RESULTS = {"assessment", "sensitivity", "cascade", "cuts", "comparison"}
REPORTS = {"findings", "fact-sheets", "publication"}
ALL = {*RESULTS, *REPORTS, "portfolio"}
TELLING = {"findings", "publication"}
"""Documents that tell of the capability analysis."""


def test_a_registered_kind_is_found_by_its_name() -> None:
    kind = register(KINDS["double"])
    assert kind_named("double") is kind
    with pytest.raises(KeyError):
        kind_named("nooit aangemeld")


class Desk:
    """A round that takes answers, and somebody in every role."""

    def __init__(self, user: User) -> None:
        self.round = round_from(load_dossier("voorbeeld-2012"), phase=Phase.SCORING)
        self.user = user
        for role in Role:
            Grant.objects.create(user=user, role=role, round=self.round)
        fill(self.round, small())
        self.request: HttpRequest = RequestFactory().post("/")
        self.request.user = user

    @property
    def row(self) -> Any:
        return self.round.scenarios.get(slug="cyberhacktivisme")

    @property
    def now(self) -> Round:
        return Round.objects.get(pk=self.round.pk)

    def states(self) -> dict[str, str]:
        """What each kind of result sees."""
        asked: dict[str, tuple[str, dict[str, Any]]] = {name: (name, {}) for name in (*RESULTS, "portfolio")}
        asked["comparison"] = ("comparison", {"with": "weg"})
        asked |= {name: ("document", Question(name).parameters()) for name in ("findings", "fact-sheets")}
        asked["publication"] = ("publication", {})
        return {name: kind_named(kind).state(self.now, 1, given) for name, (kind, given) in asked.items()}

    def write(self, **fields: Any) -> None:
        """Change a scenario."""
        data = scenario_of(self.row).model_dump(mode="json")
        given = Content.model_validate({**data, **fields}, strict=False)
        library.change_scenario(self.request, self.row, version=self.row.version, scenario=given)

    def withdraw(self) -> None:
        withdrawing.withdraw_scenario(self.request, self.row, version=self.row.version, reason="Vervalt.")

    def answer(self, **more: Any) -> Any:
        seat = scoring.take_seat(self.request, round_=self.now)
        given = {"label": "B", "reason": "Zo is het."}
        return scoring.answer(self.request, panelist=seat, scenario=self.row, criterion="1.1", judgement=given, **more)

    def document(self, kind: str) -> None:
        """Change a document of the capabilities."""
        row = self.round.documents.get(kind=kind)
        content = f"{row.content}# gezien\n"
        capabilities.save_document(self.request, self.round, kind=kind, content=content, version=row.version)

    def step(self, name: str) -> None:
        rounds.STEPS[name](self.request, self.now, self.now.version, reason="Zo is het.")

    def merge(self) -> None:
        content = changed_zip(self.row.title_nl, "Nieuwe titel")
        upload = exchange.check_upload(self.request, self.now, name="a.zip", content=content)
        plan = exchange.plan_for(upload, self.now, self.user)
        exchange.merge_into(self.request, upload, self.now, everything(plan))

    def change(self, **values: Any) -> None:
        rounds.change_round(self.request, self.now, self.now.version, **values)


def _withdraw(desk: Desk) -> None:
    seat = scoring.take_seat(desk.request, round_=desk.now)
    scoring.withdraw_answer(desk.request, panelist=seat, scenario=desk.row, criterion="1.1", version=1)


BEFORE: dict[str, Callable[[Desk], Any]] = {
    "an answer is withdrawn": Desk.answer,
    "an answer of the group": lambda d: d.step("give_feedback"),
    "a scenario restored": lambda d: d.withdraw(),
    "a request for review": lambda d: d.row.change(1, review_state="draft"),
}
VERBS: dict[str, tuple[Callable[[Desk], Any], set[str]]] = {
    "a new scenario": (
        lambda d: library.create_scenario(
            d.request, d.now, scenario=Content.model_validate({"id": "x", "title": {"nl": "X"}, "kind": "hazard"})
        ),
        ALL,
    ),
    "a storyline": (lambda d: d.write(storyline={"causes": {"nl": "Anders.", "en": ""}}), REPORTS),
    "a note": (lambda d: d.write(note={"nl": "Let op.", "en": ""}), REPORTS),
    "a title": (lambda d: d.write(title={"nl": "Anders", "en": ""}), ALL),
    "a status": (lambda d: d.write(status="retired"), ALL),
    "a scenario withdrawn": (lambda d: d.withdraw(), ALL),
    "a scenario restored": (
        lambda d: withdrawing.restore_scenario(d.request, d.row, version=d.row.version),
        ALL,
    ),
    "a new source": (
        lambda d: library.save_source(d.request, d.now, key="nieuw", source=Source(title="Nieuw")),
        REPORTS,
    ),
    "a remark": (lambda d: library.comment(d.request, d.row, text="Klopt dit?"), set()),
    "a request for review": (lambda d: library.submit_for_review(d.request, d.row, version=d.row.version), set()),
    "an answer": (Desk.answer, ALL),
    "an answer is withdrawn": (_withdraw, ALL),
    "a weight of an expert": (
        lambda d: scoring.weigh_panelist(d.request, panelist=d.now.panel.first(), weight=2.0),
        ALL,
    ),
    "a seat": (lambda d: scoring.take_seat(d.request, round_=d.now), set()),
    "an answer of the group": (
        lambda d: scoring.record_group_answer(
            d.request,
            round_=d.now,
            scenario=d.row,
            criterion="1.1",
            judgement={"label": "B", "reason": "Zo is het."},
        ),
        ALL,
    ),
    "a phase": (lambda d: d.step("give_feedback"), set()),
    "a title of the round": (lambda d: d.change(title_nl="Anders"), REPORTS),
    "a statement of the round": (lambda d: d.change(statement_nl="Anders"), ALL),
    "earlier rounds": (lambda d: d.change(earlier=["nrb-2012"]), REPORTS),
    "a profile of weights": (lambda d: d.change(weight_profile="eigen"), ALL),
    "a deadline": (lambda d: d.change(score_by=None, decide_by=d.now.created), set()),
    "a task": (lambda d: rounds.ask(d.request, d.now, user=d.user, text="Lees dit."), set()),
    "a file taken in": (Desk.merge, ALL),
    "measures to choose from": (lambda d: d.document("choice"), {*TELLING, "portfolio"}),
    "the register": (lambda d: d.document("register"), TELLING),
    "the agenda": (lambda d: d.document("agenda"), set()),
}


@pytest.fixture
def desk(make_user: Callable[..., User]) -> Iterator[Desk]:
    yield Desk(make_user(name="anna", clearance=2))
    desks._desk.cache_clear()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_makes_stale_what_rests_on_what_it_changes(desk: Desk, verb: str) -> None:
    BEFORE.get(verb, lambda _: None)(desk)
    act, expected = VERBS[verb]
    before = desk.states()
    act(desk)
    after = desk.states()
    assert {name for name in before if before[name] != after[name]} == expected


def test_an_earlier_round_of_the_workbench_makes_reports_stale(desk: Desk) -> None:
    earlier = Round.objects.create(slug="eerder", title_nl="Eerder", label="E", year=2011, level=1, phase="closed")
    desk.change(earlier=["eerder"])
    before = desk.states()
    earlier.touch()
    after = desk.states()
    assert {name for name in before if before[name] != after[name]} == REPORTS


def test_what_is_more_confidential_than_a_report_does_not_make_it_stale(desk: Desk) -> None:
    row = desk.round.documents.get(kind="measures")
    row.change(1, level=3)
    before = desk.states()
    row.refresh_from_db()
    row.change(2, content=f"{row.content}# gezien\n")
    assert desk.states() == before


def test_every_place_that_says_that_something_changed_is_in_the_table() -> None:
    root = Path(weerbaar.workbench.__file__).parent
    found = {
        str(path.relative_to(root)): path.read_text(encoding="utf-8").count(".touch(")
        for path in root.rglob("*.py")
        if ".touch(" in path.read_text(encoding="utf-8")
    }
    assert found == {
        "exchange/verbs.py": 1,
        "library/verbs.py": 3,
        "library/withdrawing.py": 2,
        "rounds/verbs.py": 3,
        "scoring/verbs.py": 3,
    }
