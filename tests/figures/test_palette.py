# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.figures import palette
from weerbaar.figures.palette import BAND, BOX_FILL, INK, MUTED, PAPER, contrast, ink_on, ramp


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("text", [INK, MUTED, palette.PAST, palette.HAZARD, palette.THREAT])
@pytest.mark.parametrize("ground", [PAPER, BAND, BOX_FILL])
def test_text_reads_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("mark", [palette.HAZARD, palette.THREAT])
def test_numbers_read_on_marks(mark: str) -> None:
    assert contrast(PAPER, mark) >= 4.5


@pytest.mark.parametrize("line", [palette.HAZARD_SOFT, palette.THREAT_SOFT, palette.PAST_LINE, palette.FRAME])
def test_lines_that_mean_something_are_seen(line: str) -> None:
    assert contrast(line, PAPER) >= 3


def test_every_shade_has_an_ink_that_reads() -> None:
    for step in range(101):
        shade = ramp(step / 100)
        assert contrast(ink_on(shade), shade) >= 4.5


def test_shades_grow_darker() -> None:
    against_white = [contrast(ramp(step / 4), PAPER) for step in range(5)]
    assert against_white == sorted(against_white)
    assert ramp(-1) == ramp(0) == "#e6edf5"
    assert ramp(2) == ramp(1) == "#154273"
