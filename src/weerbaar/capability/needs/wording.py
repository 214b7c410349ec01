# SPDX-License-Identifier: EUPL-1.2
"""The words of the subject: the same on the terminal, in the table for spreadsheets and in the figure."""

from __future__ import annotations

from weerbaar.base import Text

STATE_WORDS: dict[str, Text] = {
    "short": Text(nl="tekort", en="short"),
    "unknown": Text(nl="onbekend", en="unknown"),
    "sufficient": Text(nl="voldoende", en="sufficient"),
    "not needed": Text(nl="niet nodig", en="not needed"),
}
KIND_WORDS: dict[str | None, Text] = {
    "generic": Text(nl="breed inzetbaar", en="generic"),
    "specific": Text(nl="specifiek", en="specific"),
    None: Text(nl="niet nodig", en="not needed"),
}
PHASE_WORDS: dict[str, Text] = {
    "pro-action": Text(nl="proactie", en="pro-action"),
    "prevention": Text(nl="preventie", en="prevention"),
    "preparation": Text(nl="preparatie", en="preparation"),
    "response": Text(nl="respons", en="response"),
    "recovery": Text(nl="nazorg", en="recovery"),
}
WITHHELD = Text(nl="vertrouwelijk", en="confidential")
UNKNOWN = Text(nl="onbekend", en="unknown")
COMPONENT_WORDS: dict[str, Text] = {
    "people": Text(nl="mensen", en="people"),
    "material": Text(nl="materieel", en="material"),
    "knowledge": Text(nl="kennis", en="knowledge"),
    "skills": Text(nl="vaardigheden", en="skills"),
    "procedures": Text(nl="procedures", en="procedures"),
}
HOLDER_WORDS: dict[str, Text] = {
    "government": Text(nl="bij de overheid", en="with government"),
    "business": Text(nl="bij bedrijven", en="with business"),
    "citizens": Text(nl="bij burgers", en="with citizens"),
}
