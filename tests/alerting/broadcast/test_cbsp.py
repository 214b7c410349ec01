# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import get_args

import pytest

from tests.alerting.broadcast.messages import EXAMPLES
from weerbaar.alerting.broadcast import PORT, CbspMessage, Kill, Restart, WriteReplace, encode


def test_there_is_an_example_of_each_kind() -> None:
    assert {type(message) for message in EXAMPLES} == set(get_args(CbspMessage))
    assert PORT == 48049


def test_usual_values_are_those_of_a_national_alert() -> None:
    """All cells of the controller, high priority, basic channel; after a restart the messages are taken to be lost."""
    assert encode(WriteReplace(4371, 0x4010, pages=(bytes(82),))).hex() == (
        "0100006c0e1113034010040001061200050006000107000113010c0f0152" + "00" * 82
    )
    assert encode(Kill(4371, 0x4010)).hex() == "0400000c0e1113024010040001061200"
    assert encode(Restart()).hex() == "130000080400010616000d01"


def test_messages_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        EXAMPLES[0].message_identifier = 1  # type: ignore[misc,union-attr]
