# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import argparse
from datetime import timedelta

import pytest

from weerbaar.cli.moment import moment


def test_a_moment_without_a_zone_is_dutch() -> None:
    assert moment("2026-07-01T12:00").utcoffset() == timedelta(hours=2)
    assert moment("2026-07-01T12:00+00:00").utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["", "morgen", "2026-13-01T12:00", "2026-07-01", "0001-01-01T00:00+14:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        moment(text)
