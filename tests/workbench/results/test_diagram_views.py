# SPDX-License-Identifier: EUPL-1.2
"""The page of the risk diagram."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.results import verbs
from weerbaar.workbench.rounds.models import Phase, Round

ClientOf = Callable[..., Client]
Computed = Callable[..., Job]
PART = {"HX-Request": "true"}


def _order(page: str) -> list[str]:
    return re.findall(r'scope="row"><a href="[^"]*/scenario/([^/]+)/"', page)


def test_nothing_computed_yet_starts_by_itself_and_without_script_by_a_button(
    round_: Round, client_of: ClientOf
) -> None:
    page = client_of("reader").get(f"/rondes/{round_.slug}/resultaten/").content.decode()
    assert "nog niet uitgerekend" in page
    assert 'hx-trigger="load, submit"' in page
    assert "Uitrekenen" in page
    assert not Job.objects.exists()


def test_the_diagram_its_table_and_marks_that_lead_to_the_scenario(
    round_: Round, client_of: ClientOf, computed: Computed
) -> None:
    computed(round_, "assessment")
    client, base = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/"
    page = client.get(base).content.decode()
    assert page.count("<h1") == 1
    assert "style=" not in page
    marks = re.findall(r'<a id="risicodiagram-screen-[^"]*" href="([^"]*)" aria-label="([^"]*)"', page)
    assert len(marks) == 4
    assert marks[0][0] == f"{base}scenario/cyberhacktivisme/"
    assert marks[0][1].startswith("Cyberhacktivisme (cyberprotest): enigszins waarschijnlijk")
    assert len(_order(page)) == 4
    assert "4 van 4 scenario’s in het diagram" in page


def test_filter_order_zoom_and_hiding_are_addresses(round_: Round, client_of: ClientOf, computed: Computed) -> None:
    computed(round_, "assessment")
    client, base = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/"
    page = client.get(base + "?sorteer=-impact&verberg=cyberhacktivisme&zoom=200,100,400,300").content.decode()
    order = _order(page)
    assert order == ["wapenbeheersing-falende-staat", "grootschalige-onlusten", "gewelddadige-eenling"]
    assert 'aria-sort="descending"' in page
    assert re.search(r'id="verberg-cyberhacktivisme"[^>]* checked', page)
    assert re.search(r'viewBox="[1-9]\d* \d+ \d+ \d+"', page)
    part = client.get(base + "?zoek=cyber", headers=PART).content.decode()
    assert "<html" not in part
    assert _order(part) == ["cyberhacktivisme"]
    back = client.get(base + "?zoek=cyber", headers={**PART, "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()
    phone = client.get(base + "?beeld=telefoon", headers=PART).content.decode()
    assert 'data-width="360"' in phone
    assert "risicodiagram-phone" in phone


def test_changed_input_is_told_with_the_number_of_changes(
    round_: Round, client_of: ClientOf, computed: Computed
) -> None:
    computed(round_, "assessment")
    for _ in range(3):
        round_.touch()
    page = client_of("analyst").get(f"/rondes/{round_.slug}/resultaten/").content.decode()
    assert "De invoer is na deze berekening gewijzigd (3 wijzigingen)." in page
    assert "Opnieuw rekenen" in page


def test_arrows_come_from_an_earlier_round(
    round_: Round, earlier: Round, client_of: ClientOf, computed: Computed
) -> None:
    computed(round_, "assessment")
    client, address = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/?met={earlier.slug}"
    waiting = client.get(address).content.decode()
    assert f"/rondes/{earlier.slug}/resultaten/berekenen" in waiting
    computed(earlier, "assessment")
    page = client.get(address).content.decode()
    assert "eerder: " in page
    assert "eerder: " not in client.get(f"/rondes/{round_.slug}/resultaten/").content.decode()


def test_other_weights_are_another_result(round_: Round, client_of: ClientOf, computed: Computed) -> None:
    computed(round_, "assessment")
    client, address = client_of("analyst"), f"/rondes/{round_.slug}/resultaten/?gewichten=profiles"
    assert "nog niet uitgerekend" in client.get(address).content.decode()
    computed(round_, "assessment", {"weights": "profiles"})
    assert "4 van 4 scenario" in client.get(address).content.decode()


def test_who_may_not_see_results_yet_does_not(round_: Round, client_of: ClientOf) -> None:
    round_.change(round_.version, phase=Phase.SCORING)
    assert client_of("expert").get(f"/rondes/{round_.slug}/resultaten/").status_code == 403


def test_the_page_takes_few_queries(
    round_: Round,
    client_of: ClientOf,
    computed: Computed,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    computed(round_, "assessment")
    client = client_of("analyst")
    assert verbs.assessment(round_, round_.level).value is not None
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert client.get(f"/rondes/{round_.slug}/resultaten/").status_code == 200
