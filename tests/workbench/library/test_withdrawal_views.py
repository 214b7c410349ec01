# SPDX-License-Identifier: EUPL-1.2
"""The page that asks why a scenario is withdrawn, and says first what names it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.workbench.library.addresses import at
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.library.models import WITHDRAWN, Scenario
from weerbaar.workbench.rounds.models import Phase, Round


def test_warnings_then_a_reason_and_the_way_back(row: Scenario, pages: Client) -> None:
    other = row.round.scenarios.exclude(pk=row.pk).first()
    assert other is not None
    other.change(other.version, links=[{"scenario": row.slug}])
    page = pages.get(at("scenario-withdraw", row)).content.decode()
    assert f"Het verband vanuit ‘{other.title_nl}’" in page
    assert at("scenario-withdraw", row) in pages.get(at("scenario", row)).content.decode()
    empty = pages.post(at("scenario-withdraw", row), {"version": row.version, "reason": " "})
    assert (empty.status_code, "Geef een reden" in empty.content.decode()) == (422, True)
    stale = pages.post(at("scenario-withdraw", row), {"version": row.version + 3, "reason": "Dubbel."}, follow=True)
    assert "intussen gewijzigd" in stale.content.decode()
    done = pages.post(at("scenario-withdraw", row), {"version": row.version, "reason": "Dubbel."}, follow=True)
    assert "Het scenario is ingetrokken." in done.content.decode()
    row.refresh_from_db()
    assert row.status == WITHDRAWN
    assert pages.get(at("scenario-withdraw", row)).status_code == 302
    assert "Geschiedenis" in pages.get(at("scenario-history", row)).content.decode()
    assert "ingetrokken" in pages.get(f"{at('scenario-compare', row)}?van=1&naar=2").content.decode()
    back = pages.post(at("scenario-reinstate", row), {"version": row.version}, follow=True)
    assert "Het scenario doet weer mee in de ronde." in back.content.decode()
    assert "Dit scenario is ingetrokken" not in back.content.decode()


def test_nothing_of_it_in_a_closed_round_or_for_others(row: Scenario, client_of: Callable[..., Client]) -> None:
    reader = client_of(Role.EXPERT)
    assert reader.get(at("scenario-withdraw", row)).status_code == 403
    assert reader.post(at("scenario-reinstate", row)).status_code == 403
    Round.objects.filter(pk=row.round_id).update(phase=Phase.CLOSED)
    client = client_of(Role.ANALYST)
    assert client.get(at("scenario-withdraw", row)).status_code == 302
    assert "Intrekken" not in client.get(at("scenario", row)).content.decode()
