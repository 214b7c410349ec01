# SPDX-License-Identifier: EUPL-1.2
"""The page of deciding: everything in sight, every answer kept, and nothing for who may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.alerts.offered import answer_criteria, draft_of, hash_of, offered, right_answer, save
from tests.workbench.alerts.uses import in_region
from weerbaar.alerting.approval import shipped_checks
from weerbaar.alerting.register import State
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PAGE = "/nl-alert/VR20-1/goedkeuren/"


def test_all_of_it_on_one_page(officer: User, approver: User, client_of: Callable[..., Client]) -> None:
    offered(officer, status="actual")
    page = client_of(approver).get(PAGE)
    text = page.content.decode()
    for wanted in ("Sluit ramen en deuren", "4371", "<svg", "Storm Eunice", "&lt;alert", "Sinds het verzoek"):
        assert wanted in text
    for check in shipped_checks():
        assert f'id="typed-{check.id}"' in text
    assert 'type="submit" disabled' in text
    assert " style=" not in text


def test_the_way_to_an_approval_by_forms_alone(officer: User, approver: User, client_of: Callable[..., Client]) -> None:
    row = offered(officer, status="actual")
    client = client_of(approver)
    answer_criteria(row, officer)
    for check in shipped_checks():
        sent = {"act": "check", "draft": hash_of(row), "check": check.id, "typed": right_answer(row, check.id)}
        assert client.post(PAGE, sent).status_code == 302
    assert client.post(PAGE, {"act": "approve", "draft": hash_of(row)}).status_code == 302
    assert register_use(row.use).state is State.APPROVED
    assert "Naar verzenden" in client.get(PAGE).content.decode()


def test_a_wrong_answer_stands_by_its_check(officer: User, approver: User, client_of: Callable[..., Client]) -> None:
    row = offered(officer)
    check = shipped_checks()[0].id
    sent = {"act": "check", "draft": hash_of(row), "check": check, "typed": "gezien"}
    page = client_of(approver).post(PAGE, sent)
    assert page.status_code == 422
    assert f'aria-describedby="fout-{check}"' in page.content.decode()
    assert "nog 2 keer" in page.content.decode()
    assert 'value="gezien"' in page.content.decode()


def test_what_came_back_says_by_whom_and_why(officer: User, approver: User, client_of: Callable[..., Client]) -> None:
    row = offered(officer)
    client, reason = client_of(approver), "het gebied is <te> groot"
    short = client.post(PAGE, {"act": "return", "draft": hash_of(row), "reason": "te groot"})
    assert short.status_code == 409
    assert ">te groot</textarea>" in short.content.decode()
    client.post(PAGE, {"act": "return", "draft": hash_of(row), "reason": reason})
    for who, address in ((approver, PAGE), (officer, "/nl-alert/VR20-1/opstellen/")):
        text = client_of(who).get(address).content.decode()
        assert "Teruggegeven door kim" in text
        assert "het gebied is &lt;te&gt; groot" in text
    save(row, draft_of(), officer)
    assert "Teruggegeven door" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"act": "reject", "draft": hash_of(row), "reason": reason})
    assert "Afgewezen door kim" in client.get(PAGE).content.decode()


def test_a_changed_draft_is_told_and_nothing_is_done(
    officer: User, approver: User, client_of: Callable[..., Client]
) -> None:
    row = offered(officer)
    page = client_of(approver).post(PAGE, {"act": "reject", "draft": "0" * 64, "reason": "het is niet nodig"})
    assert page.status_code == 409
    assert "gewijzigd nadat u deze pagina opende" in page.content.decode()
    assert register_use(row.use).state is State.WAITING


def test_the_author_looks_and_may_ask_for_an_emergency_release(
    officer: User, approver: User, client_of: Callable[..., Client]
) -> None:
    row = offered(officer, status="actual")
    client = client_of(officer)
    text = client.get(PAGE).content.decode()
    assert "Iemand anders moet het goedkeuren" in text
    assert 'value="approve"' not in text
    assert client.post(PAGE, {"act": "approve", "draft": hash_of(row)}).status_code == 403
    asked = {"act": "release", "draft": hash_of(row), "reason": "de verbinding valt weg"}
    assert client.post(PAGE, asked).status_code == 302
    assert "Een tweede persoon bevestigt" in client.get(PAGE).content.decode()
    second = client_of(approver)
    assert "Bevestigen als tweede persoon" in second.get(PAGE).content.decode()
    second.post(PAGE, {"act": "release", "draft": hash_of(row)})
    assert register_use(row.use).released_in_emergency


def test_who_is_of_another_region_knows_nothing_of_it(
    officer: User, make_user: Callable[..., User], client_of: Callable[..., Client]
) -> None:
    offered(officer)
    other = client_of(in_region(make_user(name="els"), Role.ALERT_APPROVER, 4))
    assert other.get(PAGE).status_code == 404
    assert client_of(Role.ANALYST).get(PAGE).status_code == 403


def test_answers_and_a_strange_act(officer: User, approver: User, client_of: Callable[..., Client]) -> None:
    row = offered(officer)
    client = client_of(approver)
    assert client.post(PAGE, {"act": "onzin"}).status_code == 400
    assert client.post(PAGE, {"act": "answer", "question": "x", "answer": "y"}).status_code == 409
    returned = client.post(PAGE, {"act": "return", "draft": hash_of(row), "reason": "het gebied is te groot"})
    assert returned.status_code == 302
    assert register_use(row.use).state is State.DRAFT
