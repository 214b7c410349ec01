# SPDX-License-Identifier: EUPL-1.2
"""The assumptions behind an assessment, in words: every one that shaped its numbers, and only those."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.assessment.result import ScenarioResult
from weerbaar.assessment.stability import Profile
from weerbaar.base import Text, percentage
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method

_PUBLISHED = Text(
    nl="Waar alleen een klasse of een reeks klassen is gepubliceerd, telt elke klasse in die reeks even zwaar en "
    "binnen een klasse elke orde van grootte even zwaar. Er is geen score aan toegevoegd.",
    en="Where only a class or a range of classes was published, every class in that range counts equally and inside a "
    "class every order of magnitude counts equally. No score was added.",
)
_POOL = Text(
    nl="Deskundigen tellen mee met hun gewicht. Criteria, en scenario’s, zijn onafhankelijk van elkaar getrokken.",
    en="Experts count with their weight. Criteria, and scenarios, were drawn independently of each other.",
)
_RANGE = Text(
    nl="Een bereik van onder- tot bovenlabel is gelezen als een driehoek over de labels met de top bij het verwachte "
    "label.",
    en="A range from lower to upper label was read as a triangle over the labels with its top at the expected label.",
)
_HALF = Text(
    nl="Waar alleen de hele klasse bekend is, zijn haar beide helften even waarschijnlijk; de centrale waarde neemt de "
    "laagste.",
    en="Where only the whole class is known, both its halves are equally likely; the central value takes the lower.",
)
_QUANTITIES = Text(
    nl="Hoeveelheden die samen één label bepalen, zijn onafhankelijk van elkaar.",
    en="Quantities that together decide one label are independent of each other.",
)
_THREAT = Text(
    nl="De klasse van een dreiging is met de kwetsbaarheid van het doelwit één klasse verschoven, volgens de tabel in "
    "het methodebestand.",
    en="The class of a threat was moved by the vulnerability of its target, by the table in the method file.",
)
_CENTRE = Text(
    nl="De centrale waarschijnlijkheid is het meetkundig gemiddelde van wat de deskundigen verwachten.",
    en="The central likelihood is the geometric mean of what the experts expect.",
)
_MISSING = Text(
    nl="Een criterium dat niemand heeft beoordeeld, kan elk label hebben, X inbegrepen, met gelijke kans. In de "
    "centrale waarde telt het niet mee; die is dan een ondergrens.",
    en="A criterion that nobody judged can have any label, X included, with equal probability. It is left out of the "
    "central value, which is then a lower bound.",
)


def assumptions(
    method: Method,
    dossier: Dossier,
    criteria: Sequence[str],
    results: Sequence[ScenarioResult],
    default: Profile,
    weights: str,
) -> tuple[Text, ...]:
    """Return the assumptions in the order in which a reader meets them.

    Args:
        method, dossier: what was assessed, and with what.
        criteria: the criteria in use.
        results: what came out.
        default: weight profile of the central value.
        weights: the choice of weights as it was asked for.
    """
    found: list[Text] = []
    judged = [r.impact for r in results if r.impact is not None and r.impact.basis == "judgements"]
    if any(e is not None and e.basis == "published" for r in results for e in (r.impact, r.likelihood)):
        found.append(_PUBLISHED)
    answers = [j for expert in dossier.judgements for j in expert.judgements if not j.missing]
    if judged:
        found += [_weights(method, default, weights), *_class_rule(method), _POOL]
        if any(j.criterion != LIKELIHOOD and (j.lower or j.upper) for j in answers):
            found.append(_RANGE)
        if any(j.half for j in answers):
            found.append(_HALF)
        if any(j.quantities is not None and len(j.quantities) > 1 for j in answers):
            found.append(_QUANTITIES)
    if any(e.incomplete for e in judged):
        found.append(_MISSING)
    left_out = ", ".join(c.id for c in method.criteria if c.id not in criteria)
    if left_out and judged:
        found.append(
            Text(
                nl=f"Niemand heeft {left_out} beoordeeld; dit criterium is facultatief en is weggelaten.",
                en=f"Nobody judged {left_out}; this criterion is optional and was left out.",
            )
        )
    found += _combined(method, dossier)
    if any(r.likelihood is not None for r in results):
        found.append(_likelihood(method))
    likely = [j for j in answers if j.criterion == LIKELIHOOD]
    if any(j.vulnerability for j in likely):
        found.append(_THREAT)
    if len({j.scenario for j in likely}) < len(likely):
        found.append(_CENTRE)
    return tuple(found)


def _likelihood(method: Method) -> Text:
    floor = method.likelihood.draw_floor_pct / 100
    return Text(
        nl="Binnen een waarschijnlijkheidsklasse is elke orde van grootte even waarschijnlijk. De laagste klasse heeft "
        f"geen ondergrens; hier is {percentage(floor, 'nl', 1)} aangehouden.",
        en="Inside a likelihood class every order of magnitude is equally likely. The lowest class has no lower bound; "
        f"{percentage(floor, 'en', 1)} was used here.",
    )


def _weights(method: Method, default: Profile, weights: str) -> Text:
    if method.aggregation.rule == "euro_sum":
        return Text(
            nl="De impact is de som van de indicatoren in euro.", en="Impact is the sum of the indicators in euro."
        )
    name, varies = default.name, weights in ("profiles", "dirichlet")
    return Text(
        nl=f"De impact is de gewogen som van de waarden van de labels. Gewichten: {name.nl}"
        + (", als uitgangspunt; in de onzekerheid wisselen ze." if varies else "."),
        en=f"Impact is the weighted sum of the values of the labels. Weights: {name.in_('en')}"
        + (" as the starting point; they vary in the uncertainty." if varies else "."),
    )


def _class_rule(method: Method) -> list[Text]:
    rule = method.aggregation.total_classes
    if rule is None or rule.rule != "lower_bound" or rule.mark == "found":
        return []
    return [
        Text(
            nl="De klasse van het totaal begint bij de waarde van het label eronder. Die regel is afgeleid uit zeven "
            "gepubliceerde regionale kaarten en niet in de leidraad gezien.",
            en="A class of the total starts at the value of the label below it. That rule was derived from seven "
            "published regional cards and was not seen in the guide.",
        )
    ]


def _combined(method: Method, dossier: Dossier) -> list[Text]:
    answered = {j.criterion for s in dossier.judgements for j in s.judgements}
    found = []
    for line in method.combined:
        if line.id in answered:
            first, others = line.covers[0], ", ".join(line.covers[1:])
            found.append(
                Text(
                    nl=f"'{line.name.nl}' is als één oordeel gegeven. Het telt in de centrale waarde één keer, voor "
                    f"{first}; in het bereik kan {others} elk label hebben van X tot dat oordeel.",
                    en=f"'{line.name.in_('en')}' was given as one judgement. In the central value it counts once, for "
                    f"{first}; in the range, {others} can have any label from X up to that judgement.",
                )
            )
    return found
