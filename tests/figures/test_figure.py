# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.figures.rounds import letter_2012
from weerbaar.figures import Figure, FigureError, font_folder, risk_diagram


@pytest.fixture(scope="module")
def figure() -> Figure:
    return risk_diagram(letter_2012(), width="a4")


def png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_png_has_the_size_of_the_drawing_times_the_scale(figure: Figure, scale: float) -> None:
    width, height = png_size(figure.png(scale))
    assert abs(width - figure.width * scale) <= 1
    assert abs(height - figure.height * scale) <= 1


def test_the_words_are_in_the_png(figure: Figure) -> None:
    """Taking the texts out of the drawing must change the picture: the font is really found."""
    start, end = figure.svg.index(">Gewelddadige eenling<") + 1, figure.svg.index("Gewelddadige eenling<") + 20
    without = replace(figure, svg=figure.svg[:start] + figure.svg[end:])
    assert without.png(1) != figure.png(1)


def test_pdf_is_one_tagged_landscape_page_with_its_words(figure: Figure, poppler: Path, tmp_path: Path) -> None:
    target = figure.save(tmp_path / "figuur.pdf")
    about = subprocess.run([poppler.with_name("pdfinfo"), target], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in about
    assert "Tagged:          yes" in about
    assert "841.89 x 595.276 pts (A4)" in about or "841.89 x 595.28 pts (A4)" in about
    assert "Title:           Risicodiagram NRB 2012" in about
    shown = subprocess.run(
        [poppler.with_name("pdftotext"), target, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Risicodiagram NRB 2012" in shown
    assert figure.caption in shown.replace("\n", " ")


def test_same_figure_same_bytes(figure: Figure) -> None:
    assert figure.png(1) == figure.png(1)
    assert figure.pdf() == figure.pdf()


def test_save_goes_by_suffix(figure: Figure, tmp_path: Path) -> None:
    assert figure.save(tmp_path / "a.SVG").read_text(encoding="utf-8") == figure.svg
    assert figure.save(tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(FigureError, match=r'"a\.gif".*\.svg, \.png or \.pdf'):
        figure.save(tmp_path / "a.gif")
    assert not (tmp_path / "a.gif").exists()


@pytest.mark.parametrize("scale", [0, -1, 1e9])
def test_impossible_scales_are_refused(figure: Figure, scale: float) -> None:
    with pytest.raises(FigureError, match="not possible"):
        figure.png(scale)


def test_titles_are_never_typst_code(figure: Figure) -> None:
    nasty = replace(figure, title='#read("/etc/passwd") *x*', description="#panic()", caption="$ #let")
    assert nasty.pdf()[:4] == b"%PDF"


def test_characters_without_a_shape_are_replaced_in_png_and_pdf_only(figure: Figure) -> None:
    odd = replace(
        figure, title="🙂 国", description="🙂", svg=figure.svg.replace(">Gewelddadige eenling<", ">🙂 国 eenling<")
    )
    plain = replace(
        figure, title="� �", description="�", svg=figure.svg.replace(">Gewelddadige eenling<", ">� � eenling<")
    )
    assert odd.svg != figure.svg
    assert odd.pdf() == plain.pdf()
    assert odd.png(1) == plain.png(1) != figure.png(1)


def test_the_font_comes_with_its_licence() -> None:
    names = {path.name for path in font_folder().iterdir()}
    assert {"SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "LICENSE.txt"} <= names
