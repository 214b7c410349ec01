# SPDX-License-Identifier: EUPL-1.2
"""How wide a text is before anybody draws it, and where it may be broken.

Advance widths are those of Source Sans Pro 2.020 (SIL Open Font License), in thousandths of the font
size. Accented letters are as wide as their base letter, which holds for this font.
"""

from __future__ import annotations

import unicodedata

_FIRST = 32
_REGULAR = (
    200, 289, 425, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497,
    497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 544, 588, 571, 615, 527, 494, 617, 652, 263,
    480, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497,
    500, 542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419,
    338, 544, 467, 718, 446, 467, 425, 303, 241, 303, 497,
)  # fmt: skip
_SEMIBOLD = (
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513,
    513, 513, 513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282,
    494, 597, 502, 745, 656, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513,
    500, 549, 516, 563, 462, 564, 507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431,
    361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513,
)  # fmt: skip
_OTHER_CHARACTERS = "¡£§©«®°±²³µ·»¼½¿ÆÐ×ØÞßæð÷øþĐđıŁłŒœ–—‘’‚“”„•…‰‹›€™←↑→↓−≈≤≥†"
_OTHER_WIDTHS = (
    289, 497, 497, 744, 429, 423, 331, 497, 367, 367, 560, 249, 429, 781, 808, 425, 822, 638, 497, 664, 583,
    576, 785, 545, 497, 542, 555, 638, 555, 246, 495, 262, 847, 839, 480, 800, 249, 249, 249, 425, 425, 425,
    304, 948, 1194, 271, 271, 497, 637, 619, 619, 619, 619, 497, 497, 497, 497, 454,
)  # fmt: skip
_OTHERS = dict(zip(_OTHER_CHARACTERS, _OTHER_WIDTHS, strict=True))
_OTHERS_BOLDER = 1.02
_UNKNOWN = 620
_WIDE = 1000

_SOFT_BREAKS = (
    "onwaar-schijnlijk", "waar-schijnlijk", "cata-strofaal", "cata-strophic", "aan-zienlijk", "enigs-zins",
    "sub-stantial", "un-likely", "waarschijnlijk-heid", "likeli-hood", "niet-moedwillig",
)  # fmt: skip
_BREAKS = {word.replace("-", ""): tuple(word.split("-")) for word in _SOFT_BREAKS}
_LONGEST_JOINED = max(len(word) for word in _SOFT_BREAKS)

_REMOVED = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that turn the reading direction of everything after them."""


def clean(text: str) -> str:
    """Return ``text`` without characters that XML forbids or that reverse what follows them."""
    shown = []
    for character in text.translate(_REMOVED):
        code = ord(character)
        if character in "\t\n\r":
            shown.append(" ")
        elif code < 0x20 or 0x7F <= code < 0xA0:
            continue
        elif 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE:
            shown.append("\N{REPLACEMENT CHARACTER}")
        else:
            shown.append(character)
    return "".join(shown)


def is_measured(text: str) -> bool:
    """Return whether the width of every character in ``text`` is known exactly."""
    return all(_advance(character, 400)[1] for character in text)


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of ``text`` in pixels at font size ``size`` pixels; weights from 600 are semibold."""
    return sum(_advance(character, weight)[0] for character in text) * size / 1000


def wrap(text: str, size: float, width: float, weight: int = 400) -> list[str]:
    """Return ``text`` in lines of at most ``width`` pixels; nothing is left out.

    Lines end at an ordinary space. A word that does not fit on a line breaks at a hyphen or at a known
    joint, and anywhere only when even that does not fit.
    """
    result: list[str] = []
    current = ""
    for word in filter(None, clean(text).split(" ")):
        candidate = f"{current} {word}" if current else word
        if text_width(candidate, size, weight) <= width:
            current = candidate
            continue
        if current:
            result.append(current)
        *full, current = _split_word(word, size, width, weight)
        result.extend(full)
    if current:
        result.append(current)
    return result or [""]


def widest(lines: list[str], size: float, weight: int = 400) -> float:
    """Return the width of the widest of ``lines`` in pixels."""
    return max((text_width(line, size, weight) for line in lines), default=0.0)


def _split_word(word: str, size: float, width: float, weight: int) -> list[str]:
    if text_width(word, size, weight) <= width:
        return [word]
    # Widths are carried along, so that the work grows with the length of the word and not with its square.
    dash = _advance("-", weight)[0]
    pieces = _joints(word)
    lines: list[str] = []
    current = ""
    used: float = 0
    for index, piece in enumerate(pieces):
        hyphen = "" if index == len(pieces) - 1 or piece.endswith("-") else "-"
        after = dash if hyphen else 0
        advances = [_advance(character, weight)[0] for character in piece]
        if current and (used + sum(advances) + after) * size / 1000 > width:
            lines.append(current if current.endswith("-") else current + "-")
            current, used = "", 0
        if not current and (sum(advances) + after) * size / 1000 > width:
            full, current = _cut_anywhere(piece, advances, dash, after, size, width)
            lines.extend(full)
            used = sum(advances[len(piece) - len(current) :])
        else:
            current, used = current + piece, used + sum(advances)
    return [*lines, current] if current else lines


def _cut_anywhere(
    piece: str, advances: list[float], dash: float, after: float, size: float, width: float
) -> tuple[list[str], str]:
    """Return full lines with a hyphen, and what is left of ``piece``; advances are in thousandths of ``size``."""
    lines: list[str] = []
    start, left = 0, sum(advances)
    while (left + after) * size / 1000 > width and len(piece) - start > 2:
        end, used = start + 1, advances[start]
        while end < len(piece) - 1 and (used + advances[end] + dash) * size / 1000 <= width:
            used += advances[end]
            end += 1
        lines.append(piece[start:end] + "-")
        start, left = end, left - used
    return lines, piece[start:]


def _joints(word: str) -> tuple[str, ...]:
    pieces: list[str] = []
    start = 0
    while True:
        known = _BREAKS.get(word[start:].lower()) if len(word) - start <= _LONGEST_JOINED else None
        if known:
            for part in known:
                pieces.append(word[start : start + len(part)])
                start += len(part)
            return tuple(pieces)
        end = word.find("-", start) + 1
        if end <= start + 1 or end == len(word):
            return (*pieces, word[start:])
        pieces.append(word[start:end])
        start = end


def _advance(character: str, weight: int) -> tuple[float, bool]:
    table = _SEMIBOLD if weight >= 600 else _REGULAR
    index = ord(character) - _FIRST
    if 0 <= index < len(table):
        return table[index], True
    if character in _OTHERS:
        return _OTHERS[character] * (_OTHERS_BOLDER if weight >= 600 else 1), True
    if character == "\N{NO-BREAK SPACE}":
        return table[0], True
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0, False
    base = unicodedata.normalize("NFD", character)[0]
    if base != character and 0 <= ord(base) - _FIRST < len(table):
        return table[ord(base) - _FIRST], ord(character) < 0x180
    return (_WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN), False
