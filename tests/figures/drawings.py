# SPDX-License-Identifier: EUPL-1.2
"""What a drawing shows: its words, and whether everything lies on the sheet."""

from __future__ import annotations

from xml.etree import ElementTree

from weerbaar.figures import Figure

SVG = "{http://www.w3.org/2000/svg}"


def texts(figure: Figure) -> list[str]:
    """Every line of text in the drawing."""
    return ["".join(t.itertext()) for t in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]


def stays_inside(figure: Figure) -> None:
    """Every place and every measured text lies on the sheet; turned texts are not looked at."""
    for e in ElementTree.fromstring(figure.svg).iter():
        for name in ("x", "x1", "x2", "cx"):
            assert -0.01 <= float(e.get(name, 0)) <= figure.width + 0.01
        for name in ("y", "y1", "y2", "cy"):
            assert -8 <= float(e.get(name, 0)) <= figure.height + 0.01  # signs of a key are drawn around zero
        if e.tag == f"{SVG}text" and e.get("textLength") and not e.get("transform"):
            left = float(e.get("x", 0))
            long = float(e.get("textLength", 0))
            start = {"end": left - long, "middle": left - long / 2}.get(e.get("text-anchor", ""), left)
            assert start >= -0.5
            assert start + long <= figure.width + 0.5
