# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a channel is what was approved, until the end that the draft names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.alerting.compose.drafts import STARTS, draft
from tests.alerting.register.uses_told import Told
from weerbaar.alerting.broadcast import PAGE_TIME, decode_pages
from weerbaar.alerting.delivery import ForExercise, ForReal, ForTest, NothingToSendError, message_of
from weerbaar.alerting.delivery.approved import purpose_of
from weerbaar.alerting.register import Imported, Use, drafted, fold


def _told(**changes: object) -> Use:
    return fold(Told().say("u1", drafted(draft(**changes), offered=True)).events)["u1"]


def test_text_identifier_cells_and_time() -> None:
    use = _told()
    message = message_of(use, ("204-08-1-1",), STARTS)
    assert decode_pages(message.dcs, message.pages) == f"{use.texts['nl']}\n***\n{use.texts['en']}"
    assert (message.use, message.draft, message.cells) == ("u1", use.draft_hash, ("204-08-1-1",))
    assert message.identifiers == (4371, 4372)
    short = PAGE_TIME * message.period * message.broadcasts - timedelta(hours=4)
    assert timedelta(0) <= short < PAGE_TIME * message.period


def test_what_is_over_or_has_no_draft_is_not_sent() -> None:
    with pytest.raises(NothingToSendError, match="has passed"):
        message_of(_told(), (), STARTS + timedelta(hours=4))
    old = Imported(date="2013-01-05", region="VR20", incident="fire-smoke", status="actual", source="NIPV")
    with pytest.raises(NothingToSendError, match="no draft"):
        message_of(fold(Told().say("u1", old).events)["u1"], (), STARTS)


def test_each_status_has_its_purpose() -> None:
    assert purpose_of("actual") == ForReal()
    assert not isinstance(purpose_of("actual"), ForTest | ForExercise)
    assert purpose_of("test") == ForTest()
    assert purpose_of("exercise") == ForExercise()
