# SPDX-License-Identifier: EUPL-1.2
"""Whether a logo can be shown: an SVG of plain shapes only, and any picture drawn once (C13)."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from weerbaar.base import InputError
from weerbaar.report.outside_file import refusal

MAX_SVG_DEPTH = 32
MAX_SVG_ELEMENTS = 10_000
_SVG = "http://www.w3.org/2000/svg"
_LINKS = ("href", "http://www.w3.org/1999/xlink href")
_GRADIENTS = {"linearGradient", "radialGradient"}
_ELEMENTS = _GRADIENTS | {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title",
    "desc", "defs", "stop", "clipPath",
}  # fmt: skip
_ATTRIBUTES = {
    "alignment-baseline", "aria-hidden", "aria-label", "aria-labelledby", "baseProfile", "class", "clip-path",
    "clip-rule", "clipPathUnits", "color", "cx", "cy", "d", "direction", "display", "dominant-baseline", "dx", "dy",
    "fill", "fill-opacity", "fill-rule", "focusable", "font-family", "font-size", "font-stretch", "font-style",
    "font-variant", "font-weight", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "height", "id",
    "letter-spacing", "offset", "opacity", "overflow", "paint-order", "pathLength", "points", "preserveAspectRatio",
    "r", "role", "rotate", "rx", "ry", "shape-rendering", "spreadMethod", "stop-color", "stop-opacity", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "style", "text-anchor", "text-rendering", "textLength", "transform",
    "vector-effect", "version", "viewBox", "visibility", "width", "word-spacing", "x", "x1", "x2", "xml:space", "y",
    "y1", "y2", "http://www.w3.org/XML/1998/namespace space", "http://www.w3.org/XML/1998/namespace lang",
}  # fmt: skip
_INSIDE = re.compile(r"\s*url\(\s*(['\"]?)#[\w.:-]+\1\s*\)[^(]*")
_UNSAFE_STYLE = re.compile(r"url\(|[@\\]|expression|/\*|clip-path", re.IGNORECASE)

_PAGE = """
#set document(title: "logo", date: none)
#set page(width: 60pt, height: 60pt, margin: 0pt)
#context {
  let size = measure(image("FILE", height: 60pt, alt: "logo"))
  assert(size.width > 3pt and size.width < 1200pt, message: "no usable size")
}
#image("FILE", width: 60pt, height: 60pt, fit: "contain", alt: "logo")
"""


def check_svg(name: str, data: bytes) -> None:
    """Check that an SVG holds plain shapes only and points at nothing outside itself.

    Raises:
        InputError: no SVG in UTF-8, an element or attribute that a logo does not need, or too many of them.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _no_svg(name) from error
    checker = _SvgChecker(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.XmlDeclHandler = checker.declaration
    parser.StartDoctypeDeclHandler = checker.doctype
    parser.ProcessingInstructionHandler = checker.instruction
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _no_svg(name) from error


class _SvgChecker:
    """Looks at every element as it is read, so that nothing grows with the depth of the file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[str] = []
        self._count = 0

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            raise _no_svg(self._name)

    def doctype(self, *_: object) -> None:
        raise _no_svg(self._name)

    def instruction(self, *_: object) -> None:
        self._refuse()

    def start(self, full: str, attributes: dict[str, str]) -> None:
        namespace, _, element = full.rpartition(" ")
        if not self._open and (namespace, element) != (_SVG, "svg"):
            raise _no_svg(self._name)
        self._count += 1
        if len(self._open) >= MAX_SVG_DEPTH or self._count > MAX_SVG_ELEMENTS:
            raise refusal(
                self._name,
                f"deze SVG is te ingewikkeld: ten hoogste {MAX_SVG_ELEMENTS} onderdelen, {MAX_SVG_DEPTH} diep.",
                f"this SVG is too intricate: at most {MAX_SVG_ELEMENTS} elements, {MAX_SVG_DEPTH} deep.",
                "Sla het logo op als PNG.",
                "Save the logo as PNG.",
            )
        if namespace != _SVG or element not in _ELEMENTS:
            self._refuse()
        clipping = element == "clipPath" or "clipPath" in self._open
        for key, value in attributes.items():
            if not self._harmless(element, key, value, clipping):
                self._refuse()
        self._open.append(element)

    def end(self, _full: str) -> None:
        self._open.pop()

    @staticmethod
    def _harmless(element: str, key: str, value: str, clipping: bool) -> bool:
        if key in _LINKS:
            return element in _GRADIENTS and value.startswith("#")
        if key not in _ATTRIBUTES:
            return False
        if key == "style":
            return not _UNSAFE_STYLE.search(value)
        if key == "clip-path" and clipping:
            # Clips within clips multiply the work of drawing.
            return value.strip() == "none"
        return "url(" not in value.lower() or _INSIDE.fullmatch(value) is not None

    def _refuse(self) -> NoReturn:
        raise refusal(
            self._name,
            "deze SVG bevat meer dan vormen en tekst, zoals een script, een stijlblad of een verwijzing naar buiten.",
            "this SVG holds more than shapes and text, such as a script, a style sheet or a reference to something "
            "outside it.",
            "Sla het logo op als gewone SVG of als PNG.",
            "Save the logo as plain SVG or as PNG.",
        )


def check_drawable(name: str, data: bytes, form: str) -> None:
    """Draw the logo once in every way a report does, because a damaged picture only then shows.

    Args:
        name: of the file, for the message.
        data: the picture.
        form: ``png``, ``jpg`` or ``svg``.

    Raises:
        InputError: it cannot be drawn, or is more than twenty times as wide as it is high or the reverse.
    """
    try:
        _draw(data, form)
    except (KeyboardInterrupt, SystemExit):
        raise
    # A fault inside the drawing library arrives as a panic, which is no Exception.
    except BaseException as error:
        raise refusal(
            name,
            "het logo kan niet worden getekend: beschadigd, zonder bruikbare maten, of met onbekende lettertekens.",
            "the logo cannot be drawn: damaged, without usable measures, or with unknown characters.",
            "Sla het logo opnieuw op, het liefst als PNG.",
            "Save the logo again, preferably as PNG.",
        ) from error


def _draw(data: bytes, form: str) -> None:
    from importlib.resources import as_file, files

    import typst
    from docx.image.image import Image

    if form != "svg":
        Image.from_file(io.BytesIO(data))
    with (
        tempfile.TemporaryDirectory(prefix="weerbaar-") as place,
        as_file(files("font_source_sans_pro").joinpath("files")) as fonts,
    ):
        root = Path(place)
        (root / f"logo.{form}").write_bytes(data)
        (root / "page.typ").write_text(_PAGE.replace("FILE", f"logo.{form}"), encoding="utf-8")
        given: dict[str, Any] = {"root": place, "font_paths": [str(fonts)], "ignore_system_fonts": True}
        typst.compile(str(root / "page.typ"), format="png", ppi=72, **given)
        typst.compile(str(root / "page.typ"), format="pdf", pdf_standards=["ua-1"], **given)


def _no_svg(name: str) -> InputError:
    return refusal(name, "geen geldige SVG (UTF-8).", "not a valid SVG (UTF-8).")
