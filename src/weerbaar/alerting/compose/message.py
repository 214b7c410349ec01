# SPDX-License-Identifier: EUPL-1.2
"""One message in two languages, as a telephone shows it: Dutch, three asterisks, English.

Messages of 2020 and before have ``###`` there; both are read.
"""

from __future__ import annotations

import re

from weerbaar.base import Text

SEPARATOR = "\n***\n"
_ANY_SEPARATOR = re.compile(r"\s*(?:\*{3,}|#{3,})\s*")


def broadcast_text(texts: Text) -> str:
    """Return what is broadcast: the Dutch text and, where there is one, the English text after it."""
    return f"{texts.nl}{SEPARATOR}{texts.en}" if texts.en else texts.nl


def split_message(message: str) -> Text:
    """Return the two languages of a message that was sent; all of it is Dutch where nothing separates them."""
    first, *rest = _ANY_SEPARATOR.split(message.strip(), maxsplit=1)
    return Text(nl=first, en=rest[0] if rest else "")
