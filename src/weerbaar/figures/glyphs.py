# SPDX-License-Identifier: EUPL-1.2
"""Characters that no font at hand can show, and what stands in a PDF or PNG in their place.

PDF/UA-1 refuses a text with a character that has no shape. Which ones have a shape is asked of the
program that draws, by drawing them; Latin letters are known to have one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from weerbaar.figures.textmetrics import is_measured

PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
_MOST_PROBES = 1_000

_PAGE = """
#set document(title: "x", date: none)
#set text(font: "Source Sans Pro")
#text(sys.inputs.shown)
#text(weight: "semibold", sys.inputs.shown)
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text y='9' font-family='Source Sans Pro'>" +
  sys.inputs.shown + "</text></svg>"), format: "svg", alt: "x")
"""


def displayable(text: str) -> str:
    """Return ``text`` with U+FFFD for every character that cannot be shown; line ends and tabs stay."""
    doubtful = sorted({c for c in set(text) if c not in "\n\r\t" and not is_measured(c)})
    # A text with this many rare characters is in a script that the fonts lack; asking on would take minutes.
    lacking = {c for i, c in enumerate(doubtful) if i >= _MOST_PROBES or not _has_shape(c)}
    return text.translate({ord(c): PLACEHOLDER for c in lacking}) if lacking else text


@lru_cache(maxsize=4096)
def _has_shape(character: str) -> bool:
    if character == PLACEHOLDER:
        return True
    if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
        return False
    import typst

    from weerbaar.figures.figure import font_folder

    fonts: dict[str, Any] = {"font_paths": [str(font_folder())], "ignore_system_fonts": True}
    shown = {"shown": f"a{character}"}
    try:
        typst.compile(_PAGE.encode(), format="pdf", pdf_standards="ua-1", sys_inputs=shown, **fonts)
    except typst.TypstError:
        return False
    return True
