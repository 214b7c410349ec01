# SPDX-License-Identifier: EUPL-1.2
"""A small builder of SVG elements: everything is escaped, numbers are short, order is kept.

Only presentation attributes are used, so that a page with a strict content security policy can hold
the result, and nothing outside the file is referred to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from weerbaar.figures.palette import INK, PAPER
from weerbaar.figures.textmetrics import clean, is_measured, text_width

FONT_FAMILY = "'Source Sans Pro', 'Source Sans 3', Arial, sans-serif"
_NAMESPACE = "http://www.w3.org/2000/svg"

Value = str | float | int | None


@dataclass
class Element:
    """One SVG element; attributes of None are left out."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def add(self, *children: Element | str) -> Element:
        """Append children and return the element itself."""
        self.children.extend(children)
        return self

    def render(self) -> str:
        """Return the element as XML."""
        parts: list[str] = []
        self._write(parts)
        return "".join(parts)

    def _write(self, parts: list[str]) -> None:
        attributes = "".join(
            f' {name}="{escape(value, {chr(34): "&quot;"})}"' for name, value in self.attributes.items()
        )
        if not self.children:
            parts.append(f"<{self.name}{attributes}/>")
            return
        parts.append(f"<{self.name}{attributes}>")
        for child in self.children:
            if isinstance(child, Element):
                child._write(parts)
            else:
                parts.append(escape(child))
        parts.append(f"</{self.name}>")


def element(name: str, *children: Element | str, **attributes: Value) -> Element:
    """Return an element; ``stroke_width=2`` becomes ``stroke-width="2"``, text is cleaned and escaped."""
    return Element(
        name,
        {key.replace("_", "-"): _value(value) for key, value in attributes.items() if value is not None},
        [clean(child) if isinstance(child, str) else child for child in children],
    )


def group(*children: Element, **attributes: Value) -> Element:
    """Return a ``g`` element."""
    return element("g", *children, **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: Value) -> Element:
    """Return a rectangle."""
    return element("rect", x=x, y=y, width=max(0.0, width), height=max(0.0, height), **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value) -> Element:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def path(points: Iterable[tuple[float, float]], *, closed: bool = False, **attributes: Value) -> Element:
    """Return straight segments through ``points``."""
    steps = "L".join(f"{short(x)} {short(y)}" for x, y in points)
    return element("path", d=f"M{steps}{'Z' if closed else ''}", **attributes)


def text(
    x: float,
    y: float,
    content: str,
    size: float,
    *,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
    halo: bool = False,
    **attributes: Value,
) -> Element:
    """Return one line of text with its baseline at ``y``.

    The measured width is written into the file, so that the layout also holds in a browser that has to
    take another font.
    """
    wording = clean(content)
    fixed = len(wording) > 3 and is_measured(wording)
    drawn = element(
        "text",
        wording,
        x=x,
        y=y,
        font_size=size,
        font_weight=weight if weight != 400 else None,
        fill=fill,
        text_anchor=anchor if anchor != "start" else None,
        textLength=text_width(wording, size, weight) if fixed else None,
        lengthAdjust="spacingAndGlyphs" if fixed else None,
        **attributes,
    )
    if halo:
        drawn.attributes.update(
            {"stroke": PAPER, "stroke-width": "3", "stroke-linejoin": "round", "paint-order": "stroke"}
        )
    return drawn


def lines(
    x: float,
    y: float,
    content: Iterable[str],
    size: float,
    leading: float,
    *,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
    halo: bool = False,
) -> list[Element]:
    """Return several lines of text, the first baseline at ``y``, ``leading`` pixels apart."""
    return [
        text(x, y + i * leading, part, size, weight=weight, fill=fill, anchor=anchor, halo=halo)
        for i, part in enumerate(content)
    ]


def document(
    id: str,
    width: float,
    height: float,
    title: str,
    description: str,
    lang: str,
    children: Iterable[Element],
    *,
    focusable: bool = False,
) -> str:
    """Return a whole SVG file with its title and description.

    Args:
        id: prefix of the ids in the file, so that several figures can stand in one page.
        focusable: the children hold elements that the keyboard can reach; without it the figure is one image.
    """
    root = element(
        "svg",
        element("title", title, id=f"{id}-title"),
        element("desc", description, id=f"{id}-desc"),
        rect(0, 0, width, height, fill=PAPER),
        *children,
        xmlns=_NAMESPACE,
        viewBox=f"0 0 {short(width)} {short(height)}",
        width=width,
        height=height,
        lang=lang,
        role="graphics-document" if focusable else "img",
        aria_labelledby=f"{id}-title",
        aria_describedby=f"{id}-desc",
        font_family=FONT_FAMILY,
    )
    return root.render() + "\n"


def short(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _value(value: str | float | int) -> str:
    return clean(value) if isinstance(value, str) else short(value)
