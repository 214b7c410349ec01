# SPDX-License-Identifier: EUPL-1.2
"""Whose report it is: the organisation's own name, logo and colour, checked before use (C13)."""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from weerbaar.base import Text
from weerbaar.report.logo_check import check_drawable, check_svg
from weerbaar.report.outside_file import read_bytes, refusal

LogoFormat = Literal["png", "jpg", "svg"]

MAX_LOGO_BYTES = 2_000_000
MAX_LOGO_PIXELS = 25_000_000
DEFAULT_COLOUR = "#1b3a5c"
_LEAST_CONTRAST = 4.5
"""WCAG 2.2, criterion 1.4.3: text against its background."""
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029, 0xFFFE, 0xFFFF)}
"""Characters that turn the direction of what follows, end a line, or are no characters."""
_FORMATS: dict[str, LogoFormat] = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}


@dataclass(frozen=True)
class Logo:
    """A picture file that has been checked."""

    data: bytes
    format: LogoFormat


@dataclass(frozen=True)
class Branding:
    """How a report shows whose it is.

    Attributes:
        organisation: printed instead of the organisation in the dossier; empty keeps that one.
        logo: on the cover, or above a letter.
        colour: ``#rrggbb`` for headings and lines; white text must be readable on it.

    Raises:
        InputError: the colour has another form or is too light, or the name of the organisation cannot be printed.
    """

    organisation: str = ""
    logo: Logo | None = None
    colour: str = DEFAULT_COLOUR

    def __post_init__(self) -> None:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.colour):
            raise refusal(
                self.colour[:40],
                "geen kleur; schrijf # en zes hexadecimale cijfers, bijvoorbeeld #1b3a5c.",
                "not a colour; write # and six hexadecimal digits, for instance #1b3a5c.",
            )
        if any(unicodedata.category(c) in ("Cc", "Cs") or c in _TURNING for c in self.organisation):
            raise refusal(
                "organisatie",
                "de naam van de organisatie bevat stuurtekens of halve tekens.",
                "the name of the organisation holds control characters or half characters.",
                "Typ de naam opnieuw.",
                "Type the name again.",
            )
        contrast = contrast_with_white(self.colour)
        if contrast < _LEAST_CONTRAST:
            raise refusal(
                self.colour,
                f"te licht: het contrast met wit is {contrast:.1f}".replace(".", ",") + ", ten minste 4,5 is nodig.",
                f"too light: its contrast with white is {contrast:.1f}, at least 4.5 is needed.",
            )

    @classmethod
    def from_files(
        cls, organisation: str | None = None, logo: Path | None = None, colour: str | None = None
    ) -> Branding:
        """Read the logo and return the branding.

        Raises:
            InputError: the logo cannot be read, is too large, is no PNG, JPEG or SVG, or is an SVG with
                scripts or with references to something outside it.
        """
        return cls(organisation or "", None if logo is None else read_logo(logo), colour or DEFAULT_COLOUR)


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of ``#rrggbb`` with white, 1 … 21 (WCAG 2.2, relative luminance)."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def read_logo(path: Path) -> Logo:
    """Return the logo in ``path`` after checking it.

    Raises:
        InputError: see :meth:`Branding.from_files`.
    """
    name = path.name
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise refusal(name, "een logo is een PNG-, JPEG- of SVG-bestand.", "a logo is a PNG, JPEG or SVG file.")
    data = read_bytes(path, Text(nl="het logo", en="the logo"), MAX_LOGO_BYTES)
    if kind == "svg":
        check_svg(name, data)
    else:
        pixels = _png_size(data) if kind == "png" else _jpeg_size(data)
        if pixels is None:
            raise refusal(
                name,
                "de inhoud past niet bij de extensie van het bestand.",
                "the content does not match the extension of the file.",
            )
        if pixels[0] * pixels[1] > MAX_LOGO_PIXELS or 0 in pixels:
            raise refusal(
                name,
                f"het logo meet {pixels[0]} bij {pixels[1]} beeldpunten; ten hoogste 25 miljoen is toegestaan.",
                f"the logo measures {pixels[0]} by {pixels[1]} pixels; at most 25 million are allowed.",
            )
    check_drawable(name, data, kind)
    return Logo(data, kind)


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments of a JPEG up to the frame header, which holds the size."""
    if not data.startswith(b"\xff\xd8"):
        return None
    place = 2
    while place + 9 < len(data):
        if data[place] != 0xFF:
            return None
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return None
