# SPDX-License-Identifier: EUPL-1.2
"""What the composer asks while somebody types. Nothing is saved by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.workbench.alerts.uses import in_region
from tests.workbench.alerts.writing import asked_by, begun, network_file, posted
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.models import Event, SupplyKind, Use
from weerbaar.workbench.alerts.supply_verbs import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
ClientOf = Callable[..., Client]


@pytest.fixture
def client(officer: User, client_of: ClientOf) -> Client:
    return client_of(officer)


def test_the_checks(client: Client, officer: User, django_assert_max_num_queries: Callable[..., object]) -> None:
    use = begun(officer)
    before = Event.objects.count()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = client.post(f"/nl-alert/{use.use}/opstellen/controle/", posted(use, nl="Bel ’0900-9999’."))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'hx-swap-oob="innerHTML"' in text
    assert "0900-9999" in text
    assert 'data-replace="’"' in text
    assert (Use.objects.get().version, Event.objects.count()) == (1, before)
    assert client.get(f"/nl-alert/{use.use}/opstellen/controle/").status_code == 405


def test_what_a_field_does_not_take_is_told_while_it_is_typed(client: Client, officer: User) -> None:
    use = begun(officer)
    sent = posted(use, nl="Brand. " * 600, starts="gisteren")
    text = client.post(f"/nl-alert/{use.use}/opstellen/controle/", sent).content.decode()
    assert "Tekst in het Nederlands: Zorg dat deze waarde niet meer dan 4000 tekens bevat" in text
    assert "Uitzenden vanaf: Voer een geldige datum/tijd in." in text


def test_a_finding_says_of_which_text_it_is_and_quotes_only_what_people_wrote(client: Client, officer: User) -> None:
    use = begun(officer)
    sent = posted(use, nl="Brand.", en="Fire. Call 0900-9999.", expires=f"{use.starts:%Y-%m-%d}T00:00")
    text = client.post(f"/nl-alert/{use.use}/opstellen/controle/", sent).content.decode()
    assert "Engelse tekst:</span> Nummer 0900-9999" in text
    assert "<q>" not in text


def test_markup_in_what_is_typed_stays_text(client: Client, officer: User) -> None:
    use = begun(officer)
    nasty = "</script><script>alert(1)</script>"
    page = client.post(f"/nl-alert/{use.use}/opstellen/controle/", posted(use, nl=nasty, area=nasty, area_nl=nasty))
    assert "<script>alert" not in page.content.decode()


def test_cells_and_where_they_are_heard(client: Client, officer: User, manager: User, tmp_path: Path) -> None:
    use = begun(officer)
    cells, served = (f"/nl-alert/{use.use}/opstellen/{end}" for end in ("zendcellen/", "bereik.json"))
    assert "Er is geen netwerk" in client.post(cells, posted(use)).content.decode()
    assert client.post(served, posted(use)).json()["features"] == []
    take_in(asked_by(manager), kind=SupplyKind.NETWORK, name="n.csv", content=network_file(tmp_path))
    facts.cells_now(30)
    page = client.post(cells, posted(use)).content.decode()
    assert "Verzonnen zendcellen" in page
    assert "Er zijn geen inwoners per vierkant" in page
    assert client.post(served, posted(use, least_share="0")).json()["features"]
    assert "Geef eerst een gebied" in client.post(cells, posted(use, area="")).content.decode()


def test_the_map_is_sent_once(client: Client) -> None:
    first = client.get("/nl-alert/kaart.json?regio=VR20")
    assert first["Content-Type"] == "application/geo+json"
    again = client.get("/nl-alert/kaart.json?regio=VR20", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/nl-alert/kaart.json?regio=XX").status_code == 200


def test_only_for_who_writes_there(make_user: MakeUser, client_of: ClientOf, officer: User) -> None:
    use = begun(officer)
    approver = client_of(in_region(make_user(), Role.ALERT_APPROVER))
    elsewhere = client_of(in_region(make_user(), Role.ALERT_OFFICER, 4))
    for end in ("controle/", "zendcellen/", "bereik.json"):
        address = f"/nl-alert/{use.use}/opstellen/{end}"
        assert approver.post(address, posted(use)).status_code == 403
        assert elsewhere.post(address, posted(use)).status_code == 404
