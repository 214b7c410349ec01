# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.capability.assistance.situations import line, situation, source
from weerbaar.base import Triangular
from weerbaar.capability.assistance.situation import BASIC, RIOT, Line


def test_amounts_are_whole_platoons_and_persons_rounded_up() -> None:
    wide = Triangular(distribution="triangular", low=0, mode=1, high=4)
    assert Line(0, 0, RIOT, amount=wide).at("expected") == round(float(wide.ppf(0.5)))
    assert line(0, 0, BASIC, 60.2).at("low") == 61
    assert Line(0, 0, RIOT, variants=(1, 2, 5)).at("high") == 5


def test_three_variants_are_drawn_with_their_shares() -> None:
    three = Line(0, 0, RIOT, variants=(1, 2, 5))
    u = np.array([0.1, 0.25, 0.26, 0.75, 0.76, 0.99])
    assert three.quantile(u, (0.25, 0.5, 0.25)).tolist() == [1, 1, 2, 2, 5, 5]
    assert not three.certain
    assert Line(0, 0, RIOT, variants=(2, 2, 2)).certain


def test_lines_of_one_cell_add_up() -> None:
    made = situation([[10]], (line(0, 0, RIOT, 1), line(0, 0, RIOT, 2), line(0, 0, BASIC, 7)))
    assert made.demand()[0, 0].tolist() == [7, 3, 0, 0, 0]
    assert made.moment(9.5).isoformat() == "2014-01-17T16:30:00"


def test_fingerprint_changes_with_every_number() -> None:
    made = situation([[10]], (line(0, 0, BASIC, 7),), (source("u", "kmar", 0, 1, 40, ("basic",), 1),))
    others = (
        replace(made, officers=made.officers + 1),
        replace(made, request_h=-1.0),
        replace(made, sources=(replace(made.sources[0], size=41),)),
        replace(made, lines=(line(0, 0, BASIC, 8),)),
    )
    prints = {made.fingerprint(), *(o.fingerprint() for o in others)}
    assert len(prints) == 5
    assert replace(made).fingerprint() == made.fingerprint()
    assert made.confidential is False
    assert made.duty_tasks == pytest.approx((0, 2, 3, 4))
