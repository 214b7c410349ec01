# SPDX-License-Identifier: EUPL-1.2
"""A figure: the drawing, what a screen reader says, and the table that holds the same facts.

There is one renderer, the SVG. PNG and PDF are that SVG, drawn by Typst; characters that no font at hand
can show are U+FFFD there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from weerbaar.base import Lang, Text, WeerbaarError, write_atomic

Width = Literal["phone", "screen", "a4"]

_POINTS_PER_PIXEL = 0.75
_PIXELS_PER_INCH = 96
_LONGEST_SIDE = 20_000

_PNG_PAGE = """
#let input = json(bytes(sys.inputs.figure))
#set page(width: input.width * 1pt, height: input.height * 1pt, margin: 0pt)
#image(bytes(input.svg), format: "svg", width: 100%)
"""

_PDF_PAGE = """
#let input = json(bytes(sys.inputs.figure))
#set document(title: input.title, date: none)
#set page(paper: "a4", flipped: input.width >= input.height, margin: (x: 18mm, top: 14mm, bottom: 14mm))
#set text(font: "Source Sans Pro", size: 9pt, lang: input.lang, fill: rgb("#1a1a1a"))
#show heading: set text(size: 16pt, weight: "semibold")
#set par(leading: 0.55em)
#heading(level: 1, input.title)
#block(height: 1fr, width: 100%, above: 4mm, align(center + horizon,
  image(bytes(input.svg), format: "svg", alt: input.description, height: 100%, width: 100%, fit: "contain")
))
"""


class FigureError(WeerbaarError):
    """A figure that cannot be drawn, with the reason in both languages."""


class NoTotalError(FigureError):
    """The method has no published rule for the total, so there is no impact axis to draw on."""

    def __init__(self, method_title: Text) -> None:
        super().__init__(
            Text(
                nl=f"De methode {method_title.in_('nl')} heeft geen regel voor de totale impact; een risicodiagram "
                "is daarmee niet te tekenen. Kies een methode met een totaal, of gebruik de rangordefiguren.",
                en=f"The method {method_title.in_('en')} has no rule for the total impact, so a risk diagram cannot be "
                "drawn. Choose a method with a total, or use the figures of ranks.",
            )
        )


@dataclass(frozen=True)
class FigureTable:
    """The table that says in words and numbers what the figure shows.

    Attributes:
        caption: what the table holds.
        header: one text per column.
        rows: texts, as many per row as there are columns; never an empty cell that means something.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """One figure in one language.

    Attributes:
        id: name for files and anchors; letters, digits and hyphens.
        title: what it is, for a caption.
        description: what can be seen, in sentences.
        svg: the drawing, self-contained.
        table: the same facts as text.
        caption: the run record that the numbers come from; it stands at the foot of the drawing too.
        lang: language of all of it.
        width, height: size of the drawing in pixels of 1/96 inch.
    """

    id: str
    title: str
    description: str
    svg: str
    table: FigureTable
    caption: str
    lang: Lang
    width: float
    height: float

    def png(self, scale: float = 2.0) -> bytes:
        """Return the drawing as PNG, ``scale`` dots per pixel of the SVG.

        Raises:
            FigureError: ``scale`` is not above 0, or the picture would be too large.
        """
        if not 0 < scale * max(self.width, self.height) <= _LONGEST_SIDE:
            raise FigureError(
                Text(
                    nl=f"Schaal {scale:g} kan niet: de langste zijde is 1 tot {_LONGEST_SIDE} beeldpunten.",
                    en=f"Scale {scale:g} is not possible: the longest side is 1 to {_LONGEST_SIDE} dots.",
                )
            )
        return self._compile(_PNG_PAGE, "png", ppi=_PIXELS_PER_INCH * scale)

    def pdf(self) -> bytes:
        """Return one tagged A4 page (PDF/UA-1), upright for a tall drawing: the title, and the drawing with its
        spoken text."""
        return self._compile(_PDF_PAGE, "pdf", pdf_standards=["ua-1"])

    def save(self, path: str | Path) -> Path:
        """Write the figure to ``path`` in the format of its suffix: ``.svg``, ``.png`` or ``.pdf``.

        Raises:
            FigureError: another suffix.
        """
        target = Path(path)
        suffix = target.suffix.lower()
        if suffix == ".svg":
            content = self.svg.encode("utf-8")
        elif suffix == ".png":
            content = self.png()
        elif suffix == ".pdf":
            content = self.pdf()
        else:
            raise FigureError(
                Text(
                    nl=f'Een figuur kan niet worden bewaard als "{target.name}": kies .svg, .png of .pdf.',
                    en=f'A figure cannot be saved as "{target.name}": choose .svg, .png or .pdf.',
                )
            )
        write_atomic(target, content)
        return target

    def _compile(self, page: str, form: Literal["png", "pdf"], **settings: Any) -> bytes:
        import typst

        from weerbaar.figures.glyphs import displayable

        given = {
            "svg": displayable(self.svg),
            "width": self.width * _POINTS_PER_PIXEL,
            "height": self.height * _POINTS_PER_PIXEL,
            "title": displayable(self.title),
            "description": displayable(self.description),
            "lang": self.lang,
        }
        drawn = typst.compile(
            page.encode(),
            format=form,
            font_paths=[str(font_folder())],
            ignore_system_fonts=True,
            sys_inputs={"figure": json.dumps(given)},
            **settings,
        )
        if not isinstance(drawn, bytes):
            raise TypeError(f"Typst gave {type(drawn).__name__} for one page, not bytes.")
        return drawn


def font_folder() -> Path:
    """Return the folder of the font that figures are measured for and drawn with."""
    from importlib.resources import files

    return Path(str(files("font_source_sans_pro"))) / "files"
