# SPDX-License-Identifier: EUPL-1.2
"""What is going on, for who may know of it; and how a new use begins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.alerts.uses import ELSEWHERE, in_region, region, use_of
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.compose import templates
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.overview_views import _next_test

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_uses_by_how_they_stand(officer: User, client_of: ClientOf) -> None:
    for name, state in (("a", "on_air"), ("b", "waiting"), ("c", "draft"), ("d", "approved"), ("e", "ended")):
        use_of(officer, name=f"VR20-{name}", state=state)
    use_of(officer, ELSEWHERE, "VR04-1", state="draft")
    page = client_of(officer).get("/nl-alert/")
    shown = {group["id"]: [line["use"].use for line in group["uses"]] for group in page.context["groups"]}
    assert shown == {"air": ["VR20-a"], "approved": ["VR20-d"], "waiting": ["VR20-b"], "drafts": ["VR20-c"]}
    assert "Nieuw bericht" in page.content.decode()


def test_the_public_page_opens_in_the_language_of_the_reader(officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    assert 'href="/nl-alert/actueel/"' in client.get("/nl-alert/").content.decode()
    client.post("/taal", {"language": "en"})
    assert 'href="/nl-alert/actueel/?taal=en"' in client.get("/nl-alert/").content.decode()


def test_one_region(officer: User, client_of: ClientOf, make_user: MakeUser) -> None:
    use_of(officer)
    use_of(officer, ELSEWHERE, "VR04-1")
    use_of(officer, None, "NL-1")
    reader = client_of(make_user(Role.ALERT_APPROVER))

    def drafts(query: str) -> set[str]:
        page = reader.get(f"/nl-alert/{query}")
        return {line["use"].use for line in page.context["groups"][-1]["uses"]}

    assert drafts("") == {"VR20-1", "VR04-1", "NL-1"}
    assert drafts("?regio=VR04") == {"VR04-1"}
    assert drafts("?regio=NL") == {"NL-1"}
    # Who does not write reads the versions of a draft.
    assert "/nl-alert/VR20-1/versies/" in reader.get("/nl-alert/").content.decode()
    assert "/nl-alert/VR20-1/opstellen/" in client_of(officer).get("/nl-alert/").content.decode()
    assert "Nieuw bericht" not in reader.get("/nl-alert/").content.decode()


def test_many_drafts_hide_nothing_that_is_on_the_air(officer: User, client_of: ClientOf) -> None:
    use_of(officer, name="VR20-lucht", state="on_air")
    Use.objects.bulk_create(
        Use(use=f"VR20-{n}", title="x", incident="fire-smoke", status="actual", author=officer, region=region())
        for n in range(230)
    )
    page = client_of(officer).get("/nl-alert/")
    groups = {group["id"]: group for group in page.context["groups"]}
    assert [line["use"].use for line in groups["air"]["uses"]] == ["VR20-lucht"]
    assert (groups["drafts"]["count"], len(groups["drafts"]["uses"]), groups["drafts"]["left"]) == (230, 50, 180)
    assert "En nog 180, ouder" in page.content.decode()


def test_many_uses_take_no_more_questions(
    officer: User, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(60):
        use_of(officer, name=f"VR20-{number}", state="draft")
    client = client_of(officer)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get("/nl-alert/")


def test_the_next_test_message() -> None:
    assert timezone.localtime(_next_test(datetime(2026, 11, 26, tzinfo=UTC))).isoformat() == "2026-12-07T12:00:00+01:00"
    assert timezone.localtime(_next_test(datetime(2026, 12, 7, 12, tzinfo=UTC))).date().isoformat() == "2027-06-07"


def test_beginning(officer: User, client_of: ClientOf, make_user: MakeUser) -> None:
    client = client_of(officer)
    page = client.get("/nl-alert/nieuw/").content.decode()
    assert all(frame.name.nl in page for frame in templates())
    # A field is shown by its name, not by its id.
    assert "[datum] [tijd]" in page
    assert "{date}" not in page
    wrong = client.post("/nl-alert/nieuw/", {"region": "VR04", "status": "actual", "template": ""})
    assert wrong.status_code == 422
    token = client.get("/nl-alert/nieuw/").context["form"]["token"].value()
    given = {"region": "VR20", "status": "exercise", "template": "brand-rook", "token": token}
    answers = [client.post("/nl-alert/nieuw/", given) for _ in range(2)]
    use = Use.objects.get()
    assert [answer.url for answer in answers] == [f"/nl-alert/{use.use}/opstellen/"] * 2  # type: ignore[attr-defined]
    assert client.get("/nl-alert/nieuw/").context["form"]["token"].value() != token
    assert (use.status, use.incident) == ("exercise", "fire-smoke")
    assert client_of(in_region(make_user(), Role.ALERT_APPROVER)).get("/nl-alert/nieuw/").status_code == 403
    assert client_of(make_user(Role.ANALYST)).get("/nl-alert/").status_code == 403
