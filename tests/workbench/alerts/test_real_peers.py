# SPDX-License-Identifier: EUPL-1.2
"""By the verbs of the workbench to a real controller and a real centre: sent, updated, ended, with proof per cell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.alerting.delivery.osmocom_programs import CBSP_PORT, CELLS, Bsc, osmo_bsc, running_cbc
from tests.workbench.alerts.offered import approve, hash_of
from tests.workbench.alerts.writing import asked_by, begun, sound
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.register import State
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import channels, delivery_verbs, desk, draft_verbs, supply_verbs
from weerbaar.workbench.alerts.models import Channel, SupplyKind, Use
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]

THERE = tuple(f"204-08-{lac}-{ci}" for lac, ci in CELLS)
UNKNOWN = "204-08-101-9999"


@pytest.fixture
def bsc(tmp_path: Path, osmocom: Path) -> Iterator[Bsc]:
    with osmo_bsc(tmp_path) as found:
        yield found


def _cells() -> bytes:
    """Four masts in the area of the draft; the controller has three of them, and a 4G cell is none of its business."""
    rows = ["operator,technology,mcc,mnc,lac,ci,x,y,azimuth,beam_width,radius"]
    for i, name in enumerate((*THERE, UNKNOWN)):
        mcc, mnc, lac, ci = name.split("-")
        rows.append(f"proef,2G,{mcc},{mnc},{lac},{ci},{98_000 + 500 * i},408000,0,360,2000")
    rows.append("proef,4G,204,08,,77,98000,408000,0,360,2000")
    return ("\n".join(rows) + "\n").encode()


def _sent(row: Use, draft: Draft, officer: User, approver: User, channel: str) -> dict[str, tuple[str, str]]:
    """Offer, approve and send a draft, and return what every cell did, with its cause."""
    draft_verbs.offer(asked_by(officer), row, version=row.version, draft=draft)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=[channel], draft=hash_of(row))
    assert desk.deliver_wanted() == 1
    row.refresh_from_db()
    (order,) = register_use(row.use).orders
    return {name: (cell.result, cell.cause) for name, cell in order.cells.items()}


def _withdrawn(use: str) -> dict[str, Any]:
    """Return what the cells that had a message said of its withdrawal."""
    (order,) = register_use(use).orders
    return {name: cell.cancelled for name, cell in order.cells.items() if cell.result == "taken"}


def test_a_real_controller_from_draft_to_all_clear(bsc: Bsc, officer: User, approver: User, manager: User) -> None:
    setter = asked_by(manager)
    network = supply_verbs.take_in(setter, kind=SupplyKind.NETWORK, name="cellen.csv", content=_cells())
    channel = channels.make_channel(
        asked_by(manager), name="noord", kind="bsc", purpose="live", host=bsc.address, port=CBSP_PORT, network=network
    )
    assert channels.check_channel(asked_by(manager), channel).works

    first = begun(officer)
    cells = _sent(first, sound(first), officer, approver, "noord")
    assert cells == {**dict.fromkeys(THERE, ("taken", "")), UNKNOWN: ("refused", "0: onbekende parameter")}
    assert register_use(first.use).state is State.PARTLY_REFUSED

    second = draft_verbs.follow_up(asked_by(officer), first, all_clear=False)
    draft = sound(second)
    texts = Text(nl=draft.texts.nl.replace("Brand", "Grote brand"), en=draft.texts.en.replace("Fire", "Large fire"))
    cells = _sent(second, draft.model_copy(update={"texts": texts}), officer, approver, "noord")
    assert [name for name, (result, _) in cells.items() if result == "taken"] == list(THERE)
    assert _withdrawn(first.use) == dict.fromkeys(THERE, "stopped")
    assert register_use(first.use).state is State.ENDED

    clear = draft_verbs.follow_up(asked_by(officer), second, all_clear=True)
    draft = sound(clear)
    head = draft.texts.nl.partition(": ")[0]
    texts = Text(
        nl=f"{head}: Het gevaar in Zevenbergen is voorbij: de brand is uit. U kunt weer naar buiten. Zet ramen en"
        " deuren open. Meer informatie van Veiligheidsregio Midden- en West-Brabant: vrmwb.nl.",
        en=f"{head}: The danger in Zevenbergen is over: the fire is out. You can go outside again. Open windows and"
        " doors. More information from Veiligheidsregio Midden- en West-Brabant: vrmwb.nl.",
    )
    _sent(clear, draft.model_copy(update={"texts": texts}), officer, approver, "noord")
    assert _withdrawn(second.use) == dict.fromkeys(THERE, "stopped")
    ended = register_use(second.use)
    assert (ended.state, ended.all_clear) == (State.ENDED, "nl-alert")

    delivery_verbs.cancel(asked_by(officer), clear, reason="lang genoeg uitgezonden")
    assert desk.deliver_wanted() == 1
    assert _withdrawn(clear.use) == dict.fromkeys(THERE, "stopped")
    assert register_use(clear.use).state is State.ENDED
    assert Use.objects.filter(state="ended").count() == 3


def test_a_real_centre_is_believed_on_its_console(
    tmp_path: Path, osmocom: Path, osmo_cbc: Path, officer: User, approver: User, manager: User
) -> None:
    with running_cbc(tmp_path, osmo_cbc) as address, osmo_bsc(tmp_path, address):
        channel = channels.make_channel(
            asked_by(manager), name="kpn", kind="osmo-cbc", purpose="live", host=address, controllers=["noord"]
        )
        _wait_for_controller(manager, channel)
        row = begun(officer)
        cells = _sent(row, sound(row), officer, approver, "kpn")
        assert cells == dict.fromkeys(THERE, ("taken", ""))
        assert register_use(row.use).state is State.ON_AIR
        # The first round finds the controller; the second has nothing to say.
        assert (desk.go_round(), desk.go_round()) == (True, False)
        delivery_verbs.ask_status(asked_by(officer), row)
        assert desk.deliver_wanted() == 1
        assert register_use(row.use).cells.taken == len(THERE)


def _wait_for_controller(manager: User, channel: Channel) -> None:
    for _ in range(100):
        if channels.check_channel(asked_by(manager), channel).works:
            return
        time.sleep(0.05)
    pytest.fail("the controller does not call its centre")
