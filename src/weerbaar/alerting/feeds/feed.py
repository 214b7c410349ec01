# SPDX-License-Identifier: EUPL-1.2
"""What Atom and RSS feeds have in common: a title, ids that last, and a style sheet that shows them to people.

They are written as text, since a feed of a whole year is made again while an alert waits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from weerbaar.base import Lang, Text

STYLESHEET = "feed.xsl"
OPENING = f'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="{STYLESHEET}"?>\n'
"""What comes before the root; every feed stands beside the style sheet."""

NO_ALERT_YET = datetime(2012, 11, 8, tzinfo=UTC)
"""The day that NL-Alert began: when a feed in which nothing has ever been was last changed."""

# XML 1.0, 2.2: what no file may hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        path: where it stands in the site.
        title: its title.
        lang: its language.
        updated: when it last changed.
        base_url: address of the site, without a slash at its end.
    """

    path: str
    title: Text
    lang: Lang
    updated: datetime
    base_url: str

    @property
    def address(self) -> str:
        """Where it is to be had."""
        return f"{self.base_url}/{self.path}"


def tag(name: str) -> str:
    """Return a lasting id (RFC 4151) for an alert or a feed."""
    return f"tag:nl-alert.nl,2012-11-08:{name}"


def escaped(text: str) -> str:
    """Return a text as it stands in an element or attribute; a character that XML forbids becomes U+FFFD."""
    # What is printable is allowed, and that is soon known.
    allowed = text if text.isprintable() else _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return allowed.translate(_SPECIAL)
