# SPDX-License-Identifier: EUPL-1.2
"""What events hold: every kind has its model, and nothing else goes in."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.alerting.register.uses_told import PAGE, draft, order, receipt
from weerbaar.alerting.register import Kind, Ordered, RegisterError, Schedule, read_content
from weerbaar.alerting.register.events import CONTENTS, KIND_OF


def test_every_kind_has_a_model_of_its_own() -> None:
    assert set(CONTENTS) == set(Kind)
    assert {KIND_OF[model]: model for model in KIND_OF} == CONTENTS


@pytest.mark.parametrize("content", [draft(), order(), order(cells="all"), receipt(c1="refused", c2="silent")])
def test_a_content_survives_json(content: Any) -> None:
    assert read_content(KIND_OF[type(content)], content.model_dump(mode="json")) == content


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        (Kind.NOTE, {"text": "x", "more": 1}, "more"),
        (Kind.NOTE, {"text": ""}, "text"),
        (Kind.NOTE, {"text": 3}, "text"),
        (Kind.NOTE, {}, "text"),
        (Kind.SENT, {"order": "o", "ended": "ok"}, "ended"),
        (Kind.RECEIPT, {"order": "o", "cells": {"c1": "taken"}}, "cells.c1"),
        (Kind.RECEIPT, {"order": "o", "cells": {"c1": {"result": "taken", "broadcasts": -1}}}, "broadcasts"),
        (Kind.APPROVED, {"draft": "abc", "by": ["a"]}, "draft"),
        (Kind.IMPORTED, {"date": "2013", "region": "VR1", "incident": "x", "status": "live", "source": "s"}, "date"),
        (Kind.NOTE, ["text"], "-"),
    ],
)
def test_what_does_not_belong_is_refused_by_name(kind: Kind, data: Any, field: str) -> None:
    with pytest.raises(RegisterError) as refused:
        read_content(kind, data)
    assert field in refused.value.message.nl
    assert kind.value in refused.value.message.nl


@pytest.mark.parametrize(
    "wrong",
    [
        {"pages": ()},
        {"pages": (PAGE,) * 16},
        {"pages": (PAGE + "ab",)},
        {"pages": ("abc",)},
        {"pages": ("AB",)},
        {"serial": 0x10000},
        {"message_identifier": -1},
        {"dcs": 256},
        {"attempt": 0},
        {"cells": "some"},
    ],
)
def test_an_order_holds_what_can_be_sent(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        order(**wrong)


def test_an_order_never_asks_for_no_broadcasts_at_all() -> None:
    with pytest.raises(ValidationError):
        Schedule(period=40, broadcasts=0)
    assert Ordered.model_validate(order().model_dump()).schedule.broadcasts == 90
