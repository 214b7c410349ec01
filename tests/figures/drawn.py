# SPDX-License-Identifier: EUPL-1.2
"""What stands where in a drawing, read back from the SVG: texts as boxes, and which of them touch."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from weerbaar.figures import Figure
from weerbaar.figures.geometry import Box
from weerbaar.figures.textmetrics import text_width

SVG = "{http://www.w3.org/2000/svg}"


def words(figure: Figure) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]


def elements(figure: Figure, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(figure.svg).iter(f"{SVG}{name}"))


def text_boxes(figure: Figure) -> list[tuple[str, Box]]:
    """Every text with the box that its letters take: from the top of capitals to just below the line."""
    found = []
    for drawn in ElementTree.fromstring(figure.svg).iter(f"{SVG}text"):
        wording, size = drawn.text or "", float(drawn.get("font-size", 0))
        wide = text_width(wording, size, int(drawn.get("font-weight", 400)))
        x, y = float(drawn.get("x", 0)), float(drawn.get("y", 0))
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[drawn.get("text-anchor", "start")]
        found.append((wording, Box(left, y - size * 0.7, left + wide, y + size * 0.12)))
    return found


def touching(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that overlap."""
    return [(a, b) for (a, one), (b, other) in combinations(text_boxes(figure), 2) if one.overlaps(other)]


def outside(figure: Figure) -> list[str]:
    """Texts that are not wholly on the drawing."""
    sheet = Box(-0.01, -0.01, figure.width + 0.01, figure.height + 0.01)
    return [wording for wording, box in text_boxes(figure) if not box.inside(sheet)]


def smallest_text(figure: Figure) -> float:
    return min(float(t.get("font-size", 0)) for t in elements(figure, "text"))
