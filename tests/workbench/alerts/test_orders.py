# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a channel is what was approved, in its own 2G cells, until the end that the draft names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.alerts.offered import asked_by, offered, rehearsal
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.broadcast import PAGE_TIME, decode_pages
from weerbaar.alerting.cells import select
from weerbaar.alerting.delivery import ForExercise, NothingToSendError
from weerbaar.alerting.register import area_of
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import orders, supplied, supply_verbs
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_text_identifier_and_time(officer: User) -> None:
    use = register_use(offered(officer).use)
    now = timezone.now()
    message = orders.message_of(use, rehearsal(), 0.0, now)
    assert decode_pages(message.dcs, message.pages) == f"{use.texts['nl']}\n***\n{use.texts['en']}"
    assert (message.identifiers, message.purpose) == ((4381,), ForExercise())
    assert message.draft == use.draft_hash
    assert message.cells == ()
    assert use.draft is not None
    assert use.draft.expires is not None
    short = now + PAGE_TIME * message.period * message.broadcasts - use.draft.expires
    assert timedelta(0) <= short < PAGE_TIME * message.period
    with pytest.raises(NothingToSendError, match="has passed"):
        orders.message_of(use, rehearsal("tweede"), 0.0, use.draft.expires)


def test_the_2g_cells_of_the_channel_that_serve_the_area(officer: User, manager: User) -> None:
    supply = supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    channel = rehearsal()
    channel.network = supply
    channel.save()
    use = register_use(offered(officer).use)
    cells = orders.cells_of(use, channel, 0.0)
    network, area = supplied.network_of(supply), area_of(use)
    assert area is not None
    # Slow twin: every cell of the selection, one by one.
    expected = [
        network.cell_id(int(cell)) for cell in select(network, area).cells if network.technology[int(cell)] == 0
    ]
    assert list(cells) == expected != []
    assert len(orders.cells_of(use, channel, 0.01)) <= len(cells)
    far = Area(Text(nl="zee"), circles=(Circle(54.5, 3.0, 1.0),))
    with pytest.raises(NothingToSendError, match="No cell"):
        orders.cells_of(register_use(offered(officer, "VR20-2", area=far).use), channel, 0.0)
