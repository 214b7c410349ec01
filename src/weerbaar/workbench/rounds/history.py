# SPDX-License-Identifier: EUPL-1.2
"""Who changed what of a round, and when, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.shell.conflict import readable
from weerbaar.workbench.shell.language import say, words

LABELS = {
    "title_nl": Text(nl="Titel (Nederlands)", en="Title (Dutch)"),
    "title_en": Text(nl="Titel (Engels)", en="Title (English)"),
    "label": Text(nl="Korte naam", en="Short name"),
    "year": Text(nl="Jaar", en="Year"),
    "organisation_nl": Text(nl="Organisatie (Nederlands)", en="Organisation (Dutch)"),
    "organisation_en": Text(nl="Organisatie (Engels)", en="Organisation (English)"),
    "method": Text(nl="Methode", en="Method"),
    "weight_profile": Text(nl="Gewichtenprofiel", en="Weight profile"),
    "weight_profiles": Text(nl="Eigen gewichtenprofielen", en="Weight profiles of the round"),
    "region": Text(nl="Veiligheidsregio", en="Safety region"),
    "level": Text(nl="Vertrouwelijkheid", en="Confidentiality"),
    "phase": Text(nl="Fase", en="Phase"),
    "score_by": Text(nl="Beoordelen uiterlijk", en="Scoring by"),
    "revise_by": Text(nl="Herzien uiterlijk", en="Revision by"),
    "decide_by": Text(nl="Vaststellen uiterlijk", en="Sign-off by"),
    "published_on": Text(nl="Gepubliceerd op", en="Published on"),
    "statement_nl": Text(nl="Verklaring vooraf (Nederlands)", en="Statement in advance (Dutch)"),
    "statement_en": Text(nl="Verklaring vooraf (Engels)", en="Statement in advance (English)"),
    "introduction_nl": Text(nl="Inleiding (Nederlands)", en="Introduction (Dutch)"),
    "introduction_en": Text(nl="Inleiding (Engels)", en="Introduction (English)"),
    "earlier": Text(nl="Eerdere rondes", en="Earlier rounds"),
    "annexes": Text(nl="Bijlagen van het dossier", en="Annexes of the dossier"),
}
"""Fields of which a change is told; the rest is bookkeeping."""
_LONGEST = 120


@dataclass(frozen=True)
class Change:
    """One save of a round.

    Attributes:
        fields: label, old and new value, in the language of the page.
    """

    at: datetime
    who: str
    made: bool
    fields: tuple[tuple[str, str, str], ...]


def changes_of(round_: Round) -> list[Change]:
    """Return every change of a round, the newest first."""
    records = list(round_.history.select_related("history_user").order_by("history_date", "history_id"))
    regions = dict(Region.objects.values_list("pk", "name"))
    found = []
    for before, record in zip([None, *records], records, strict=False):
        fields = []
        if before is not None:
            for name, label in LABELS.items():
                column = f"{name}_id" if name == "region" else name
                old, new = getattr(before, column), getattr(record, column)
                if old != new:
                    fields.append((words(label), _told(name, old, regions), _told(name, new, regions)))
        if before is None or fields:
            who = str(record.history_user) if record.history_user else ""
            found.append(Change(record.history_date, who, before is None, tuple(fields)))
    return found[::-1]


def _told(name: str, value: Any, regions: dict[int, str]) -> str:
    if name == "phase":
        return words(Phase(value).text)
    if name == "level":
        return words(Level(value).text)
    if name == "region":
        return regions.get(value, say("geen: landelijk", "none: nationwide"))
    if name in {"annexes", "weight_profiles"}:
        return say(f"{len(value)} stuks", f"{len(value)} items")
    text = readable(value) or say("leeg", "empty")
    return text if len(text) <= _LONGEST else say(f"{len(text.split())} woorden", f"{len(text.split())} words")
