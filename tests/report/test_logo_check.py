# SPDX-License-Identifier: EUPL-1.2
"""The parts of the logo check that do not need a file; the rest is in test_branding."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.report.logo_check import MAX_SVG_DEPTH, check_drawable, check_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">{}</svg>'


def test_depth_up_to_the_limit_is_accepted() -> None:
    def nested(depth: int) -> bytes:
        return SVG.format("<g>" * depth + "</g>" * depth).encode()

    check_svg("l.svg", nested(MAX_SVG_DEPTH - 1))
    with pytest.raises(InputError, match="too intricate"):
        check_svg("l.svg", nested(MAX_SVG_DEPTH))


def test_a_picture_of_extreme_shape_is_refused() -> None:
    for box, good in (("0 0 40 2", False), ("0 0 30 2", True), ("0 0 2 50", False), ("0 0 2 30", True)):
        data = SVG.replace("0 0 4 2", box).format("<g/>").encode()
        if good:
            check_drawable("l.svg", data, "svg")
        else:
            with pytest.raises(InputError, match="cannot be drawn"):
                check_drawable("l.svg", data, "svg")
