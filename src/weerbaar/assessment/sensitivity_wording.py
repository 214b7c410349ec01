# SPDX-License-Identifier: EUPL-1.2
"""What an analysis of sensitivity says of itself: what it could not find, what to beware of, and what it assumed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weerbaar.assessment.cells import impact_cells
from weerbaar.assessment.disagreement_result import AxisDisagreement, Disagreement
from weerbaar.assessment.smaa_round import RoundAcceptability
from weerbaar.assessment.stability import Profile
from weerbaar.assessment.value_of_information import TOP
from weerbaar.assessment.weight_constraints import WeightConstraints
from weerbaar.base import Text
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method

_MIXED_BELOW = 1.05


def notes_on_axes(dossier: Dossier, method: Method, criteria: Sequence[str], found: Disagreement) -> list[Text]:
    """Say what nobody judged, where nobody differs, and where nothing is open at all.

    Args:
        dossier: the round, active scenarios only.
        method: the measuring rod.
        criteria: those in use.
        found: per axis where the spread comes from; None for an axis of which nothing is known.
    """
    unanswered = 0 if found.impact is None else _unanswered(dossier, method, criteria)
    said: list[Text] = []
    for axis, nl, en in (
        (found.impact, "de impact", "impact"),
        (found.likelihood, "de waarschijnlijkheid", "likelihood"),
    ):
        if axis is None and en == "impact" and method.aggregation.rule == "unpublished":
            said.append(
                Text(
                    nl=f"Methode {method.id} kent geen totaal voor de impact; daarover valt niets te zeggen.",
                    en=f"Method {method.id} has no total for the impact, of which nothing can be said.",
                )
            )
            continue
        if axis is None:
            said.append(Text(nl=f"Niemand heeft {nl} beoordeeld.", en=f"Nobody judged {en}."))
            continue
        judges = _judges(dossier, axis)
        if not np.any(np.isfinite(axis.total.value)):
            said.append(
                Text(
                    nl=f"Over {nl} laat geen enkel oordeel iets open en verschilt niemand van mening: die ligt vast.",
                    en=f"No judgement leaves anything open about {en} and nobody disagrees: it is fixed.",
                )
            )
        elif len(judges) == 1:
            rest, rest_en = (
                ", alleen de ruimte die deze deskundige zelf laat",
                ", there is only the room that he or she leaves",
            )
            if unanswered and en == "impact":
                rest = rest_en = ""
            said.append(
                Text(
                    nl=f"Over {nl} heeft één deskundige geoordeeld ({judges[0].nl}): er is geen verschil van "
                    f"mening{rest}.",
                    en=f"One expert judged {en} ({judges[0].in_('en')}): nobody disagrees{rest_en}.",
                )
            )
    if unanswered:
        said.append(_all_classes(unanswered))
    return said


def _unanswered(dossier: Dossier, method: Method, criteria: Sequence[str]) -> int:
    """Return how many criteria of judged scenarios nobody judged."""
    cells = impact_cells(method, dossier, criteria)
    return sum(row[c].state == "missing" for row in cells.values() for c in criteria)


def _all_classes(unanswered: int) -> Text:
    what = "Eén vraag" if unanswered == 1 else f"{unanswered} vragen"
    what_en = "one question" if unanswered == 1 else f"{unanswered} questions"
    return Text(
        nl=f"{what} over de impact heeft niemand beantwoord; elke klasse geldt daar als even waarschijnlijk.",
        en=f"Nobody answered {what_en} about impact; every class counts as equally likely there.",
    )


def _judges(dossier: Dossier, axis: AxisDisagreement) -> list[Text]:
    likelihood = axis.axis == LIKELIHOOD
    return [
        expert.name
        for expert in dossier.judgements
        if any(not j.missing and (j.criterion == LIKELIHOOD) == likelihood for j in expert.judgements)
    ]


def small_top(scenarios: int) -> Text:
    """Say that a top list which holds every scenario cannot change."""
    count = {1: ("één scenario", "one scenario")}.get(scenarios, (f"{scenarios} scenario’s", f"{scenarios} scenarios"))
    return Text(
        nl=f"Met {count[0]} staat elk scenario in de top {TOP}; die kan dus niet veranderen.",
        en=f"With {count[1]} every scenario is in the top {TOP}, which therefore cannot change.",
    )


def unmixed(found: RoundAcceptability) -> tuple[Text, ...]:
    """Say that the chains of admissible weights have not mixed, where they have not."""
    mixing = found.analysis.mixing
    if mixing is None or float(np.max(mixing.r_hat)) <= _MIXED_BELOW:
        return ()
    return (
        Text(
            nl="De trekkingen van de toegestane gewichten zijn nog niet goed gemengd; neem er meer.",
            en="The draws of admissible weights have not mixed well yet; take more draws.",
        ),
    )


def of_the_ranks(constraints: WeightConstraints | None) -> Text:
    """Return what the ranks under all admissible weights assume."""
    count = 0 if constraints is None else len(constraints.constraints)
    which = (
        Text(nl="alle denkbare gewichten", en="all conceivable weights")
        if count == 0
        else Text(
            nl=f"alle gewichten die aan de {'afspraak' if count == 1 else f'{count} afspraken'} voldoen",
            en=f"all weights that meet the {'constraint' if count == 1 else f'{count} constraints'}",
        )
    )
    return Text(
        nl=f"Voor de rangen zijn {which.nl} even waarschijnlijk, en zijn oordelen per criterium en per scenario "
        "onafhankelijk van elkaar.",
        en=f"For the ranks {which.in_('en')} are equally likely, and judgements are independent per criterion "
        "and per scenario.",
    )


def assumptions(
    smaa: RoundAcceptability | None,
    constraints: WeightConstraints | None,
    weights: str,
    default: Profile,
    found: Disagreement,
) -> tuple[Text, ...]:
    """Return what was assumed, in the order of the three analyses.

    Args:
        smaa: the ranks; None where there are none.
        constraints: what was agreed about the weights.
        weights, default: what was asked for, and the profile that this comes down to.
        found: the analysis of disagreement.
    """
    said: list[Text] = []
    if smaa is not None:
        said.append(of_the_ranks(constraints))
    said.append(_weights_words(weights, default))
    said.append(
        Text(
            nl="Meningsverschillen: wie bij een vraag gelijk heeft, heeft dat voor alle scenario’s, met een "
            "kans naar het "
            "gewicht van de deskundige; ook de plaats binnen een oordeel is dezelfde voor alle scenario’s.",
            en="Disagreement: whoever is right on a question is right for all scenarios, with a probability "
            "by the weight "
            "of the expert; the place within a judgement is the same for all scenarios too.",
        )
    )
    said.append(found.statement)
    said.append(
        Text(
            nl="Open vragen: één vraag tegelijk krijgt een zeker antwoord, elk label met de kans die de oordelen er nu "
            "samen aan geven; de klasse is die van de centrale waarde.",
            en="Open questions: one question at a time gets a certain answer, each label with the probability that the "
            "judgements together give it now; the class is that of the central value.",
        )
    )
    return tuple(said)


def _weights_words(weights: str, default: Profile) -> Text:
    name = default.name
    if weights == "profiles":
        return Text(
            nl="Meningsverschillen: alle gewichtenprofielen zijn even waarschijnlijk. Open vragen gebruiken "
            "het profiel "
            f"‘{name.nl}’.",
            en="Disagreement: all weight profiles are equally likely. Open questions use the profile "
            f"‘{name.in_('en')}’.",
        )
    if weights == "dirichlet":
        return Text(
            nl="Meningsverschillen: alle gewichten zijn even waarschijnlijk. Open vragen gebruiken het "
            f"profiel ‘{name.nl}’.",
            en=f"Disagreement: all weights are equally likely. Open questions use the profile ‘{name.in_('en')}’.",
        )
    return Text(
        nl=f"Meningsverschillen en open vragen gebruiken de gewichten ‘{name.nl}’.",
        en=f"Disagreement and open questions use the weights ‘{name.in_('en')}’.",
    )
