# SPDX-License-Identifier: EUPL-1.2
"""What the numbers of a gap rest on, in words that need no statistics."""

from __future__ import annotations

from weerbaar.base import Lang, Text, number, percentage
from weerbaar.capability.needs.result import Gaps

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def day_words(gaps: Gaps, lang: Lang) -> str:
    """Return the day of the analysis in words: ``1 januari 2014``."""
    return f"{gaps.day.day} {_MONTHS[lang][gaps.day.month - 1]} {gaps.day.year}"


def assumptions(gaps: Gaps) -> tuple[Text, ...]:
    """Return every assumption behind the gaps, the most important first."""
    tolerated = {lang: percentage(gaps.tolerated, lang, 1) for lang in ("nl", "en")}
    draws = {lang: number(gaps.run_record.draws, lang) for lang in ("nl", "en")}
    said = [
        Text(
            nl="Een tekort is er als op enig moment in het scenario meer nodig is dan er aan het werk kan zijn. Op elk "
            "moment tellen de behoeften van alle taken die dan lopen bij elkaar op.",
            en="There is a shortfall when at some moment of the scenario more is needed than can be at work. At every "
            "moment the needs of all tasks that run then are added up.",
        ),
        Text(
            nl=f"Voldoende heet een capaciteit waarvan de kans op een tekort hooguit {tolerated['nl']} is. Onbekend is "
            "iets anders dan nul: van een onbekende capaciteit heeft niemand gezegd wat er is.",
            en=f"A capability is called sufficient when the probability of a shortfall is at most {tolerated['en']}. "
            "Unknown is not zero: of an unknown capability nobody said what there is.",
        ),
        Text(
            nl="Wie na een aantal uren werk moet rusten, werkt in ploegen: zo blijft het deel werkuren / (werkuren + "
            "rusturen) steeds aan het werk zolang de capaciteit nodig is. Wie niet terugkomt, werkt in golven. Wie "
            "voor een korte piek iedereen inzet, heeft op dat moment meer en daarna minder.",
            en="Those who must rest after some hours of work, work in shifts: so the part hours of work / (hours of "
            "work + hours of rest) is at work all the time that the capability is needed. Those who do not come "
            "back work in waves. Sending everybody to a short peak gives more at that moment and less afterwards.",
        ),
        Text(
            nl="Onzekere hoeveelheden staan los van elkaar, ook binnen één scenario; alleen behoeften uit dezelfde "
            "modelberekening bewegen samen. Of een houder inzetbaar is, staat los van de andere houders. Hangen "
            "zij samen, dan is de kans op een groot tekort groter dan hier staat.",
            en="Uncertain quantities are independent, also within one scenario; only needs from the same computation "
            "of a model move together. Whether a holder can be used is independent of the other holders. Where they "
            "depend on each other, a large shortfall is more probable than is said here.",
        ),
        Text(
            nl="Alles wat aanwezig is, is er voor dit scenario, behalve waar gelijktijdige scenario’s zijn "
            "doorgerekend; die beginnen dan op hetzelfde ogenblik. Capaciteiten vervangen elkaar niet.",
            en="All that is present is there for this scenario, except where simultaneous scenarios were computed; "
            "those begin at the same moment. Capabilities do not replace each other.",
        ),
        Text(
            nl="Breed inzetbaar heet een capaciteit die twee of meer scenario’s nodig hebben, specifiek een die er één "
            "nodig heeft.",
            en="Generic is a capability that two or more scenarios need, specific one that a single scenario needs.",
        ),
        Text(
            nl="Hoe vaak per jaar een tekort optreedt, is de frequentie van elk scenario maal zijn kans op een tekort, "
            "opgeteld. De kansen van de scenario’s staan los van elkaar.",
            en="How often per year a shortfall happens is the frequency of every scenario times its probability of a "
            "shortfall, added up. The likelihoods of the scenarios are independent.",
        ),
        Text(
            nl=f"Geteld is wat er is op {day_words(gaps, 'nl')}; afspraken die dan niet gelden, tellen niet mee.",
            en=f"What is there on {day_words(gaps, 'en')} is counted; agreements that do not hold then are not.",
        ),
        Text(
            nl=f"Kansen komen uit {draws['nl']} trekkingen, of uit alle mogelijkheden waar dat er weinig zijn.",
            en=f"Probabilities come from {draws['en']} draws, or from all possibilities where these are few.",
        ),
    ]
    if gaps.measures:
        listed = ", ".join(gaps.measures)
        said.append(
            Text(
                nl=f"Meegeteld alsof zij er al zijn: de toevoegingen van {listed}.",
                en=f"Counted as if they were there already: what {listed} would add.",
            )
        )
    if gaps.withheld:
        said.append(
            Text(
                nl="Van capaciteiten met een vertrouwelijk getal zijn alle cijfers weggelaten die het zouden verraden; "
                "of er een tekort is, staat er wel.",
                en="Of capabilities with a confidential number, every figure that would betray it is left out; whether "
                "there is a shortfall is told.",
            )
        )
    if gaps.with_confidential and _has_confidential(gaps):
        said.append(
            Text(
                nl="VERTROUWELIJK: dit overzicht bevat getallen die de organisatie niet mogen verlaten.",
                en="CONFIDENTIAL: this overview holds numbers that must not leave the organisation.",
            )
        )
    return tuple(said)


def _has_confidential(gaps: Gaps) -> bool:
    return any(holding.confidential for gap in gaps.capabilities for holding in gap.holdings)
