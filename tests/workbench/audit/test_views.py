# SPDX-License-Identifier: EUPL-1.2
"""The pages of the log: who sees which entries, going through them, taking them along, checking them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import OF_ALERTS, Role
from weerbaar.workbench.audit import guard, log, views
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def nrb(db: None) -> Round:
    return Round.objects.create(slug="nrb-2027", title_nl="NRB 2027", label="2027", year=2027)


@pytest.fixture
def auditor(client_of: ClientOf) -> Client:
    return client_of(Role.AUDITOR)


def shown(client: Client, address: str) -> list[int]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [row.sequence for row in answer.context["rows"]]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_only_an_auditor_reads_the_log(client_of: ClientOf, nrb: Round, role: Role) -> None:
    client = client_of(role)
    # Whoever works with alerts does not know of rounds at all.
    of_round = 404 if role in OF_ALERTS else 403
    for address in ("/logboek", "/logboek/csv"):
        assert client.get(address).status_code == 403, address
    for address in (f"/rondes/{nrb.slug}/logboek", f"/rondes/{nrb.slug}/logboek/csv"):
        assert client.get(address).status_code == of_round, address
    assert client.post("/logboek/controle").status_code == 403


def test_an_auditor_of_one_round_reads_that_of_the_round_only(client_of: ClientOf, nrb: Round) -> None:
    log.record(None, "round.changed", nrb, round_=nrb)
    log.record(None, "user.logged-in")
    client = client_of(Role.AUDITOR, nrb)
    assert shown(client, f"/rondes/{nrb.slug}/logboek") == [1]
    assert client.get("/logboek").status_code == 403
    assert client.post(f"/rondes/{nrb.slug}/logboek/controle").status_code == 200


def test_entries_above_the_clearance_are_left_out_and_the_page_is_marked(client_of: ClientOf, nrb: Round) -> None:
    for level in (Level.OPEN, Level.DEPARTMENTAL, Level.SECRET):
        log.record(None, "scenario.read", round_=nrb, level=level)
    client = client_of(Role.AUDITOR, clearance=Level.DEPARTMENTAL)
    answer = client.get("/logboek")
    assert [row.sequence for row in answer.context["rows"]] == [2, 1]
    assert answer.context["marking"] == Level.DEPARTMENTAL
    assert b"Departementaal Vertrouwelijk" in answer.content
    assert client.get("/logboek/csv").content.decode("utf-8-sig").count("scenario.read") == 2


def test_one_goes_through_it_page_by_page_while_entries_come_in(
    auditor: Client, monkeypatch: pytest.MonkeyPatch, nrb: Round
) -> None:
    monkeypatch.setattr(views, "PAGE", 3)
    for _ in range(8):
        log.record(None, "scenario.read", round_=nrb)
    assert shown(auditor, "/logboek") == [8, 7, 6]
    log.record(None, "scenario.read", round_=nrb)
    assert shown(auditor, "/logboek?before=6") == [5, 4, 3]
    last = auditor.get("/logboek?before=3")
    assert [row.sequence for row in last.context["rows"]] == [2, 1]
    assert (last.context["newer"], last.context["older"]) == (2, None)
    assert shown(auditor, "/logboek?after=2") == [5, 4, 3]
    first = auditor.get("/logboek?after=6")
    assert [row.sequence for row in first.context["rows"]] == [9, 8, 7]
    assert (first.context["newer"], first.context["older"]) == (None, 7)
    assert shown(auditor, "/logboek?before=0") == []
    assert shown(auditor, "/logboek?before=x&after=y") == [9, 8, 7]
    assert 'href="/logboek?person=anna&amp;before=' not in last.content.decode()


def test_what_was_looked_for_stays_while_going_through(
    auditor: Client, monkeypatch: pytest.MonkeyPatch, nrb: Round
) -> None:
    monkeypatch.setattr(views, "PAGE", 1)
    for _ in range(2):
        log.record(None, "scenario.read", round_=nrb)
        log.record(None, "user.logged-in")
    page = auditor.get("/logboek?action=scenario").content.decode()
    assert 'href="/logboek?action=scenario&amp;before=3"' in page
    assert 'href="/logboek/csv?action=scenario"' in page
    assert shown(auditor, "/logboek?action=scenario&before=3") == [1]


def test_a_question_that_cannot_be_answered_is_told_at_the_field(auditor: Client) -> None:
    answer = auditor.get("/logboek?since=2027-03-02&until=2027-03-01")
    assert answer.status_code == 400
    assert "Deze dag ligt vóór de eerste." in answer.content.decode()
    assert auditor.get("/logboek/csv?about=x").status_code == 400
    assert not Entry.objects.exists()


def test_words_of_others_do_no_harm(auditor: Client, nrb: Round) -> None:
    log.record(None, "scenario.changed", nrb, formula="=1+1", html="<script>alert(1)</script>")
    page = auditor.get("/logboek").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_details_are_shown_to_be_read(auditor: Client) -> None:
    log.record(None, "scenario.changed", fields=["title_nl", "story"], old={"a": [1]}, version=2, note=None)
    row = auditor.get("/logboek").context["rows"][0]
    assert row.pairs == [("fields", "title_nl, story"), ("note", "null"), ("old", '{"a": [1]}'), ("version", "2")]


def test_the_table_holds_no_formulas_and_is_logged(auditor: Client, make_user: Any, nrb: Round) -> None:
    log.record(None, "round.changed", nrb, round_=nrb, actor=make_user(name="=HYPERLINK(1)"), level=2)
    auditor.user.clearance = Level.SECRET  # type: ignore[attr-defined]
    auditor.user.save()  # type: ignore[attr-defined]
    answer = auditor.get("/logboek/csv?action=round")
    assert answer["Content-Type"].startswith("text/csv")
    header, line = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("nummer;moment;persoon")
    assert line.split(";")[2] == "'=HYPERLINK(1)"
    assert line.endswith(Entry.objects.get(sequence=1).digest)
    made = Entry.objects.get(sequence=2)
    assert (made.action, made.details, made.level) == (
        "audit.exported",
        {"entries": 1, "chosen": {"action": "round"}},
        2,
    )


def test_the_check_says_that_the_log_is_whole_or_what_is_wrong(auditor: Client) -> None:
    guard.put_on(connection)
    for _ in range(3):
        log.record(None, "scenario.read")
    page = auditor.post("/logboek/controle").content.decode()
    assert "Het logboek is heel: 3 regels" in page
    assert f"3:{Entry.objects.get(sequence=3).digest}" in page
    guard.lift(connection)
    connection.cursor().execute("UPDATE audit_entry SET actor = 'iemand' WHERE sequence = 2")
    page = auditor.post("/logboek/controle").content.decode()
    assert "Er is met het logboek geknoeid" in page
    assert "Regel 2 is gewijzigd" in page
    assert [e.details for e in Entry.objects.filter(action="audit.verified")] == [{"faults": 0}, {"faults": 2}]
    assert auditor.get("/logboek/controle").status_code == 405


def test_the_page_takes_few_queries(
    auditor: Client, make_user: Any, nrb: Round, django_assert_max_num_queries: Any
) -> None:
    user = make_user(name="anna")
    for _ in range(30):
        log.record(None, "scenario.read", nrb, round_=nrb, actor=user)
    with django_assert_max_num_queries(10):
        auditor.get("/logboek")


def test_it_is_there_in_english(client_of: ClientOf) -> None:
    page = client_of(Role.AUDITOR, language="en").get("/logboek").content.decode()
    assert "<h1>Audit log</h1>" in page


def test_the_log_of_one_round_names_nobody_from_elsewhere(client_of: ClientOf, make_user: Any, nrb: Round) -> None:
    make_user(Role.EXPERT, nrb, name="hier")
    make_user(Role.READER, name="overal")
    make_user(name="nergens")
    other = Round.objects.create(slug="elders", title_nl="Elders", label="E", year=2026)
    make_user(Role.ANALYST, other, name="daarginds")
    page = client_of(Role.AUDITOR, nrb).get(f"/rondes/{nrb.slug}/logboek").content.decode()
    assert [name in page for name in ("hier", "overal", "nergens", "daarginds")] == [True, True, False, False]
    page = client_of(Role.AUDITOR).get("/logboek").content.decode()
    assert "daarginds" in page
