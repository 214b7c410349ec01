# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}register/"


def test_the_register_on_a_day_as_it_was_known_on_another(
    slim: Round, client_of: Callable[..., Any], decider: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(decider)
    text = client.get(f"{PLACE}?op=2016-12-31").content.decode()
    assert "8 van 8 onderwerpen" in text
    assert text.count("<svg xmlns") == 2
    # What was not recorded yet on the earlier day, does not count.
    early = client.get(f"{PLACE}?op=2016-12-31&bekend=2013-12-31").content.decode()
    assert "zoals bekend op 31 december 2013" in early
    assert early != text
    late = client.get(f"{PLACE}?stand=te-laat").content.decode()
    assert "3 van 8 onderwerpen" in late
    assert "jaar te laat" in late
    assert client.get(f"{PLACE}?op=ooit").status_code == 422
    with django_assert_max_num_queries(25):
        client.get(PLACE)


def test_progress_with_evidence_is_recorded(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    subject = desk_of(slim, 2).register.subjects[1].id
    page = client.get(f"{PLACE}{subject}/").content.decode()
    assert "Vastleggen wat ervan is gekomen" in page
    given = {"kind": "progress", "on": "2026-02", "text": "Stap gezet.", "evidence": "Brief 12", "shows": "De stap."}
    assert client.post(f"{PLACE}{subject}/vastleggen", given).status_code == 302
    text = client.get(f"{PLACE}{subject}/").content.decode()
    assert "Stap gezet." in text
    assert "Brief 12" in text
    assert "februari 2026" in text
    wrong = client.post(f"{PLACE}{subject}/vastleggen", given | {"on": "gisteren"})
    assert wrong.status_code == 422
    assert "Stap gezet." in wrong.content.decode()
    assert Entry.objects.filter(action="register.recorded").count() == 1


def test_who_may_not_change_gets_no_form(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    subject = desk_of(slim, 1).register.subjects[0].id
    assert "Vastleggen wat" not in client.get(f"{PLACE}{subject}/").content.decode()
    assert client.post(f"{PLACE}{subject}/vastleggen", {}).status_code == 403
    assert client.get(f"{PLACE}bestaat-niet/").status_code == 404


def test_tables_go_out_harmless_and_noted(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    row = slim.documents.get(kind="register")
    row.change(row.version, content=row.content.replace("Ministerie van Veiligheid en Justitie", "=1+1"))
    client = client_of(decider)
    table = client.get(f"{PLACE}export/csv").content.decode("utf-8-sig")
    assert "'=1+1" in table
    assert ";=1+1" not in table
    assert client.get(f"{PLACE}export/json").json()
    assert client.get(f"{PLACE}export/exe").status_code == 404
    assert Entry.objects.filter(action="register.exported").count() == 2


def test_a_round_without_a_register_takes_up_the_one_since_2008(
    round_: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    client = client_of(analyst)
    assert "Register sinds 2008" in client.get(PLACE).content.decode()
    assert client.post(f"{PLACE}sinds-2008").status_code == 302
    text = client.get(PLACE).content.decode()
    assert "achteraf opgemaakt" in text
    assert 'id="t-register"' in text
