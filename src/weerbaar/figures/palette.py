# SPDX-License-Identifier: EUPL-1.2
"""Colours of the figures. No colour carries a meaning alone: shape, letter or pattern says the same."""

from __future__ import annotations

INK = "#1a1a1a"
MUTED = "#4d5560"
PAPER = "#ffffff"
GRID = "#c5ccd6"
FRAME = "#6f7a88"
BAND = "#f4f6f9"
HAZARD = "#154273"
THREAT = "#8c3a0b"
HAZARD_SOFT = "#7089ad"
THREAT_SOFT = "#b98259"
PAST = "#5c6470"
PAST_LINE = "#848c98"
QUIET_FILL = "#e1e5ea"
QUIET_LINE = "#8a929d"
BOX_FILL = "#e9eef6"
ACCENT = "#8c3a0b"
GOOD = "#1d6237"
BAD = "#a11a1a"
LAND = "#f7f5ee"
WATER = "#dfe9f3"

_LOWEST_STEP = (0xE6, 0xED, 0xF5)
_HIGHEST_STEP = (0x15, 0x42, 0x73)


def ramp(share: float) -> str:
    """Return the colour at ``share`` (0 to 1) of the way from very light to dark blue."""
    part = min(1.0, max(0.0, share))
    return "#" + "".join(
        f"{round(low + (high - low) * part):02x}" for low, high in zip(_LOWEST_STEP, _HIGHEST_STEP, strict=True)
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours (WCAG 2.2, 1 to 21)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(background: str) -> str:
    """Return the text colour, black or white, that reads best on ``background``."""
    return max(("#000000", PAPER), key=lambda ink: contrast(ink, background))


def _luminance(colour: str) -> float:
    linear = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
