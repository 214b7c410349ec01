# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from tests.capability.choice.twelve import chosen_of_twelve


def test_a_verdict_is_chosen_when_it_has_a_start() -> None:
    verdict = chosen_of_twelve()[1].verdicts[0]
    assert replace(verdict, start=2014).chosen
    assert not replace(verdict, start=None).chosen
