# SPDX-License-Identifier: EUPL-1.2
"""What the weighing of measures takes for granted, in words (for the reader of any result)."""

from __future__ import annotations

from weerbaar.assessment import RiskTerms
from weerbaar.base import Text, number
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.measures import impact_step, likelihood_step, uncounted_links
from weerbaar.capability.weighing.unit import risk_unit


def weighing_assumptions(analysis: Analysis, terms: RiskTerms) -> tuple[Text, ...]:
    """Return the assumptions behind risk, effects and costs, the most general first."""
    header = analysis.header
    found = [
        risk_unit(terms).meaning,
        Text(
            nl="Een maatregel verlaagt het aantal keren per jaar, de waarde van criteria, of beide. Effecten van "
            "verschillende maatregelen vermenigvuldigen, behalve waar het bestand overlap of versterking noemt.",
            en="A measure lowers the number of times per year, the value of criteria, or both. Effects of different "
            "measures multiply, except where the file names overlap or synergy.",
        ),
        Text(
            nl="Overlap en versterking zijn een deel van het kleinste van de twee effecten.",
            en="Overlap and synergy are a part of the smaller of the two effects.",
        ),
        _steps(analysis),
        Text(
            nl=f"Geteld zijn de jaren {header.first_year} tot en met {header.last_year}. Een maatregel kost vanaf het "
            "jaar van de start en werkt na zijn aanlooptijd; wat daarna komt, telt niet mee.",
            en=f"The years {header.first_year} to {header.last_year} are counted. A measure costs from the year of its "
            "start and works after its lead time; what comes later does not count.",
        ),
        _discount(header.discount_rate),
        Text(
            nl="Onzekere effecten, kosten, aanlooptijden en oordelen zijn onafhankelijk van elkaar getrokken; "
            "eenmalige en jaarlijkse kosten van één maatregel vallen samen hoog of laag uit.",
            en="Uncertain effects, costs, lead times and judgements are drawn independently of each other; one-off and "
            "yearly costs of one measure turn out high or low together.",
        ),
    ]
    if any(m.links for m in (analysis.measures.measures if analysis.measures else ())):
        found.append(
            Text(
                nl="Een effect op een verband tussen twee scenario’s telt in eerste orde: het aantal keren dat het ene "
                "het andere uitlokt; wat dat andere weer uitlokt, is niet gevolgd.",
                en="An effect on a link between two scenarios counts in first order: the number of times the one sets "
                "off the other; what that one sets off in turn is not followed.",
            )
        )
    measures = analysis.measures.measures if analysis.measures else ()
    for measure, cause, consequence in uncounted_links(measures, analysis.dossier):
        found.append(
            Text(
                nl=f"Het effect van {measure} op het verband van {cause} naar {consequence} telt niet mee: de kans op "
                "dat verband is niet bekend.",
                en=f"The effect of {measure} on the link from {cause} to {consequence} does not count: the probability "
                "of that link is not known.",
            )
        )
    if terms.left_out:
        names = ", ".join(terms.left_out)
        found.append(
            Text(
                nl=f"Van {names} zijn impact of waarschijnlijkheid niet bekend; wat maatregelen daar doen, "
                "telt niet mee.",
                en=f"Of {names} the impact or likelihood is not known; what measures do there does not count.",
            )
        )
    if "published" in terms.basis:
        found.append(
            Text(
                nl="Waar alleen een klasse is gepubliceerd, is elke waarde binnen die klasse even aannemelijk, en "
                "geldt zij voor elk criterium.",
                en="Where only a class was published, every value inside it is as plausible, and it holds for every "
                "criterion.",
            )
        )
    return tuple(found)


def _steps(analysis: Analysis) -> Text:
    likely = likelihood_step(analysis.method)
    impact = impact_step(analysis.method)
    nl, en = (number(likely, lang, 0 if abs(likely - round(likely)) < 1e-9 else 1) for lang in ("nl", "en"))
    if impact is None:
        return Text(
            nl=f"Eén klasse waarschijnlijkheid is een factor {nl} in het aantal keren per jaar; één klasse impact "
            "hangt af van het label waar zij van afgaat.",
            en=f"One class of likelihood is a factor {en} in the number of times per year; one class of impact depends "
            "on the label that it comes off.",
        )
    nl2, en2 = (number(impact, lang, 0 if abs(impact - round(impact)) < 1e-9 else 1) for lang in ("nl", "en"))
    return Text(
        nl=f"Eén klasse waarschijnlijkheid is een factor {nl} in het aantal keren per jaar, één klasse impact een "
        f"factor {nl2} in de waarde van het criterium.",
        en=f"One class of likelihood is a factor {en} in the number of times per year, one class of impact a factor "
        f"{en2} in the value of the criterion.",
    )


def _discount(rate: float) -> Text:
    if rate == 0:
        return Text(nl="Elk jaar telt even zwaar.", en="Every year counts alike.")
    nl, en = number(100 * rate, "nl", 1), number(100 * rate, "en", 1)
    return Text(
        nl=f"Kosten en effecten in latere jaren tellen {nl}% per jaar minder zwaar.",
        en=f"Costs and effects in later years count {en}% less per year.",
    )
