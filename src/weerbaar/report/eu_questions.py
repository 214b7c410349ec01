# SPDX-License-Identifier: EUPL-1.2
"""What the summary for the Commission must answer (Decision No 1313/2013/EU, article 6; guidelines 2019/C 428/07).

Found in the table of contents of the guidelines: the titles of the parts and which questions belong to each (1 to 8, 9
to 20, 21 to 24). The topic of each question is given here in own words from general knowledge of the template. Neither
its wording nor its place within the part was checked against the text (``recalled-med``), and the document says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text
from weerbaar.dossier import Mark

PartName = Literal["I", "II", "III"]


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        number: in the template.
        topic: what it asks about, in own words.
        mark: how sure the topic and its number are.
    """

    number: int
    part: PartName
    topic: Text
    mark: Mark = "recalled-med"


PARTS: dict[PartName, Text] = {
    "I": Text(nl="Risicobeoordeling", en="Risk assessment"),
    "II": Text(nl="Beoordeling van het risicobeheersingsvermogen", en="Risk management capability assessment"),
    "III": Text(
        nl="Prioritaire preventie- en paraatheidsmaatregelen voor de belangrijkste risico’s met grensoverschrijdende "
        "gevolgen en voor weinig waarschijnlijke risico’s met ernstige gevolgen",
        en="Priority prevention and preparedness measures for key risks with cross-border impacts and for low "
        "probability risks with a high impact",
    ),
}
"""Titles of the parts, after the table of contents of the guidelines in both languages."""

_TOPICS: tuple[tuple[PartName, str, str], ...] = (
    ("I", "Wettelijk, procedureel en organisatorisch kader", "Legal, procedural and institutional framework"),
    ("I", "Betrokken overheden en belanghebbenden", "Authorities and stakeholders involved"),
    ("I", "Belangrijkste risico’s", "Key risks"),
    (
        "I",
        "Grensoverschrijdende risico’s, en weinig waarschijnlijke risico’s met ernstige gevolgen",
        "Cross-border risks, and low probability risks with a high impact",
    ),
    ("I", "Gevolgen van klimaatverandering", "Effects of climate change"),
    ("I", "Analyse van waarschijnlijkheid en gevolgen", "Analysis of likelihood and impact"),
    ("I", "Kaarten van risico’s", "Risk maps"),
    ("I", "Herziening en bekendmaking", "Review and communication"),
    ("II", "Wettelijk, procedureel en organisatorisch kader", "Legal, procedural and institutional framework"),
    ("II", "Taken en verantwoordelijkheden van overheden", "Roles and responsibilities of authorities"),
    ("II", "Rol van andere partijen", "Role of other parties"),
    (
        "II",
        "Procedures en maatregelen op landelijk, regionaal en lokaal niveau",
        "Procedures and measures at national, regional and local level",
    ),
    (
        "II",
        "Grensoverschrijdende en internationale procedures en maatregelen",
        "Cross-border and international procedures and measures",
    ),
    ("II", "Aanpassing aan klimaatverandering", "Adaptation to climate change"),
    ("II", "Bescherming van vitale infrastructuur", "Protection of critical infrastructure"),
    ("II", "Financiering", "Financing"),
    ("II", "Mensen, middelen en uitrusting", "People, means and equipment"),
    ("II", "Gegevens over schade door rampen", "Data on disaster losses"),
    ("II", "Vroegtijdige waarschuwing", "Early warning"),
    ("II", "Voorlichting en bewustwording", "Risk information and awareness"),
    ("III", "Risico’s met grensoverschrijdende gevolgen", "Risks with cross-border impacts"),
    ("III", "Maatregelen tegen grensoverschrijdende risico’s", "Measures against cross-border risks"),
    ("III", "Weinig waarschijnlijke risico’s met ernstige gevolgen", "Low probability risks with a high impact"),
    ("III", "Maatregelen tegen die risico’s", "Measures against those risks"),
)

QUESTIONS: tuple[Question, ...] = tuple(
    Question(number, part, Text(nl=nl, en=en)) for number, (part, nl, en) in enumerate(_TOPICS, start=1)
)
