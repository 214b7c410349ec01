# SPDX-License-Identifier: EUPL-1.2
"""An organisation's own name, logo and colour."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.report import Branding
from weerbaar.report.branding import DEFAULT_COLOUR, MAX_LOGO_BYTES, contrast_with_white, read_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">{}</svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 4, height: int = 2) -> bytes:
    """A picture of black dots; one too large to be read has no dots."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = b"" if width * height > 10_000 else (b"\0" + b"\0" * 3 * width) * height
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(dots)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg(width: int, height: int) -> bytes:
    """An even grey picture: every block of 8 by 8 dots is two bits, "no difference" and "end of block"."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    bits = 2 * -(-width // 8) * -(-height // 8)
    scan = b"" if bits > 10_000 else ((1 << (-bits % 8)) - 1).to_bytes((bits + 7) // 8, "big")
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + segment(0xDB, b"\0" + b"\1" * 64)
        + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
        + segment(0xC4, b"\x00\1" + b"\0" * 15 + b"\0")
        + segment(0xC4, b"\x10\1" + b"\0" * 15 + b"\0")
        + segment(0xDA, b"\1\1\0\0\x3f\0")
        + scan
        + b"\xff\xd9"
    )


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("l.png", png(), "png"),
        ("l.jpeg", jpeg(40, 20), "jpg"),
        ("l.svg", SVG.format('<path d="M0 0h4v2z"/><text y="1" font-size="1">é</text>'), "svg"),
    ],
)
def test_a_good_logo_is_read(tmp_path: Path, name: str, data: bytes | str, form: str) -> None:
    assert read_logo(written(tmp_path, name, data)).format == form


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("l.gif", b"GIF89a", "PNG, JPEG or SVG"),
        ("l.png", b"GIF89a", "does not match the extension"),
        ("l.png", png()[:20], "does not match the extension"),
        ("l.png", png(10_000, 10_000), "at most 25 million"),
        ("l.png", png(0, 5), "at most 25 million"),
        ("l.jpg", png(), "does not match the extension"),
        ("l.jpg", jpeg(9_000, 9_000), "at most 25 million"),
        ("l.jpg", b"\xff\xd8\xff\xe0\x00\x04ab", "does not match the extension"),
        ("l.png", b"\0" * (MAX_LOGO_BYTES + 1), "larger than 2 MB"),
        ("l.svg", "<html/>", "not a valid SVG"),
        ("l.svg", "<svg", "not a valid SVG"),
        ("l.svg", '<!DOCTYPE x [<!ENTITY e "e">]>' + SVG.format("&e;"), "not a valid SVG"),
        ("l.svg", SVG.format("<script>alert(1)</script>"), "more than shapes"),
        ("l.svg", SVG.format('<image href="http://x.invalid/a.png"/>'), "more than shapes"),
        ("l.svg", SVG.format('<use href="http://x.invalid/a.svg#a"/>'), "more than shapes"),
        ("l.svg", SVG.format('<rect onload="alert(1)"/>'), "more than shapes"),
        ("l.svg", SVG.format('<rect fill="url(http://x.invalid/a)"/>'), "more than shapes"),
        ("l.svg", SVG.format("<style>@import url(x)</style>"), "more than shapes"),
        ("l.svg", SVG.format("<foreignObject/>"), "more than shapes"),
        ("l.svg", SVG.format('<rect style="fill:url(http://x.invalid/a)"/>'), "more than shapes"),
        ("l.svg", SVG.format('<rect fill="url(#a) url(http://x.invalid/a)"/>'), "more than shapes"),
        ("l.svg", SVG.format('<g id="a"/><use href="#a"/>'), "more than shapes"),
        ("l.svg", SVG.format("<animateTransform/>"), "more than shapes"),
        ("l.svg", SVG.format("<?xml-stylesheet href='http://x.invalid/a.css'?>"), "more than shapes"),
        ("l.svg", SVG.format('<clipPath id="a"><path clip-path="url(#b)"/></clipPath>'), "more than shapes"),
        ("l.svg", SVG.format('<linearGradient href="http://x.invalid/a.svg#a"/>'), "more than shapes"),
        ("l.svg", SVG.format("<g>" * 20_000 + "</g>" * 20_000), "too intricate"),
        ("l.svg", SVG.format("<g/>" * 10_000), "too intricate"),
        ("l.svg", SVG.format("<g/>").encode("utf-16"), "not a valid SVG"),
        ("l.svg", '<?xml version="1.0" encoding="utf-16"?>' + SVG.format("<g/>"), "not a valid SVG"),
        ("l.svg", '<?xml version="1.0" encoding="latin1"?>' + SVG.format("<g/>"), "not a valid SVG"),
        ("l.svg", "<svg><path/></svg>", "not a valid SVG"),
        ("l.svg", SVG.replace("viewBox", 'width="0" height="2" viewBox').format("<g/>"), "cannot be drawn"),
        ("l.svg", SVG.replace("viewBox", 'width="-4" height="2" viewBox').format("<g/>"), "cannot be drawn"),
        ("l.svg", SVG.replace("viewBox", 'width="1e9" height="2" viewBox').format("<g/>"), "cannot be drawn"),
        ("l.png", png().replace(b"IDAT", b"IDAT\0"), "cannot be drawn"),
        ("l.png", png()[:33] + png()[34:], "cannot be drawn"),
        ("l.png", png()[:40], "cannot be drawn"),
        ("l.jpg", jpeg(40, 20)[:110], "cannot be drawn"),
    ],
)
def test_a_bad_logo_is_refused_with_one_message(tmp_path: Path, name: str, data: bytes | str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_logo(written(tmp_path, name, data))
    assert len(caught.value.problems) == 1
    assert caught.value.render("nl").startswith(name)


def test_an_svg_may_use_its_own_colour_runs_and_clips(tmp_path: Path) -> None:
    shapes = (
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
        '<linearGradient id="b" href="#a"/><clipPath id="c"><rect width="2" height="2"/></clipPath></defs>'
        """<rect width="4" height="2" fill="url('#b') red" clip-path="url(#c)" style="stroke:none"/>"""
    )
    assert read_logo(written(tmp_path, "l.svg", SVG.format(shapes))).format == "svg"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "map.png").mkdir()
    os.mkfifo(tmp_path / "pijp.png")
    (tmp_path / "nul.png").symlink_to("/dev/zero")
    for name in ("map.png", "pijp.png", "nul.png"):
        with pytest.raises(InputError, match="not a regular file") as caught:
            read_logo(tmp_path / name)
        assert len(caught.value.problems) == 1


@pytest.mark.parametrize("name", ["a\x1b[31m", "a\nb", "a\ud800", "a\u202eb", "\x00"])
def test_a_name_must_be_printable(name: str) -> None:
    with pytest.raises(InputError, match="control characters") as caught:
        Branding(name)
    assert len(caught.value.problems) == 1
    assert "stuurtekens" in caught.value.render("nl")


def test_a_logo_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Branding.from_files(logo=tmp_path / "weg.png")


@pytest.mark.parametrize("colour", ["blauw", "#12345", "#1234567", "#12345g", "red;}"])
def test_a_colour_is_six_hexadecimal_digits(colour: str) -> None:
    with pytest.raises(InputError, match="not a colour"):
        Branding(colour=colour)


def test_a_colour_must_be_readable_on_white() -> None:
    with pytest.raises(InputError, match=r"contrast with white is 1\.1"):
        Branding(colour="#ffff00")
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.005)


def test_from_files(tmp_path: Path) -> None:
    brand = Branding.from_files("Gemeente Dorp", written(tmp_path, "l.png", png()), "#123456")
    assert (brand.organisation, brand.colour) == ("Gemeente Dorp", "#123456")
    assert brand.logo is not None
    assert Branding.from_files() == Branding("", None, DEFAULT_COLOUR)
