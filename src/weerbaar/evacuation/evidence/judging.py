# SPDX-License-Identifier: EUPL-1.2
"""From effects to judgements of a scenario under a method; what cannot be answered is said, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Distribution, Text, UnknownCellError
from weerbaar.dossier import Judgement, Source
from weerbaar.evacuation.evidence.effects import EFFECT_NAMES, Effects
from weerbaar.evacuation.evidence.mapping import Answer, Mapping, shipped_mapping
from weerbaar.evacuation.evidence.quantiles import distribution_of
from weerbaar.evacuation.study import ROUTING_WORDS
from weerbaar.method import Method, QuantityError, label_probabilities, score_variables

_CERTAINTY = {
    "stated": Text(nl="Het criterium vraagt hiernaar.", en="The criterion asks for this."),
    "reading": Text(nl="Dat dit het criterium is, is onze lezing.", en="That this is the criterion is our reading."),
    "assumption": Text(
        nl="Dat dit het criterium is, is een aanname.", en="That this is the criterion is an assumption."
    ),
}


@dataclass(frozen=True)
class LeftOut:
    """A criterion that the effects do not answer, and why."""

    criterion: str
    why: Text


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a study says of a scenario.

    Attributes:
        method: id of the method.
        scenario: id of the scenario.
        judgements: one per criterion that is answered, in the order of the method.
        left_out: the other criteria of the method.
        source_key: key of the study among the sources of a dossier.
        source: the study, by its run record.
        run_record: id of the run record of the study.
        notes: what a reader has to know.
    """

    method: str
    scenario: str
    judgements: tuple[Judgement, ...]
    left_out: tuple[LeftOut, ...]
    source_key: str
    source: Source
    run_record: str
    notes: tuple[Text, ...]

    @property
    def set_id(self) -> str:
        """The id of its set of judgements."""
        return f"evacuatie-{self.scenario}"[:80]


def evidence_for(method: Method, scenario: str, effects: Effects, *, mapping: Mapping | None = None) -> Evidence:
    """Return the judgements that effects give of a scenario.

    Args:
        method: the measuring rod.
        scenario: id of the scenario in the dossier.
        effects: what is known, as draws.
        mapping: which effect answers what; None for the one that comes with Weerbaar.
    """
    used = mapping or shipped_mapping()
    answers = {answer.criterion: answer for one in used.methods if one.method == method.id for answer in one.criteria}
    record = effects.record.id
    key = f"evacuatie-{record}-{effects.digest}"
    judgements: list[Judgement] = []
    left_out: list[LeftOut] = []
    for criterion in method.criteria:
        known = score_variables(criterion)
        answer = answers.get(criterion.id)
        why = _why_not(known, answer, effects)
        if why is None and answer is not None:
            quantities = {name: distribution_of(effects.draws[effect]) for name, effect in answer.quantities.items()}
            try:
                label_probabilities(method, criterion.id, quantities)
            except (UnknownCellError, QuantityError) as error:
                why = error.message
            else:
                judgements.append(_judgement(scenario, criterion.id, quantities, answer, record, key))
        if why is not None:
            left_out.append(LeftOut(criterion.id, why))
    return Evidence(
        method=method.id,
        scenario=scenario,
        judgements=tuple(judgements),
        left_out=tuple(left_out),
        source_key=key,
        source=_source(effects),
        run_record=record,
        notes=effects.notes,
    )


def _why_not(known: tuple[str, ...], answer: Answer | None, effects: Effects) -> Text | None:
    if not known:
        return Text(
            nl="De methode heeft voor dit criterium geen tabel met hoeveelheden.",
            en="The method has no table of quantities for this criterion.",
        )
    if answer is None:
        return Text(
            nl="Een evacuatiestudie zegt niets over dit criterium.",
            en="An evacuation study says nothing about this criterion.",
        )
    foreign = [name for name in answer.quantities if name not in known]
    if foreign:
        return Text(
            nl=f"De methode kent de hoeveelheid {', '.join(foreign)} hier niet.",
            en=f"The method has no quantity {', '.join(foreign)} here.",
        )
    missing = [EFFECT_NAMES[effect] for effect in answer.quantities.values() if effect not in effects.draws]
    if missing:
        return Text(
            nl=f"Onbekend: {', '.join(text.nl for text in missing)}.",
            en=f"Unknown: {', '.join(text.in_('en') for text in missing)}.",
        )
    return None


def _judgement(
    scenario: str, criterion: str, quantities: dict[str, Distribution], answer: Answer, record: str, key: str
) -> Judgement:
    return Judgement(
        scenario=scenario,
        criterion=criterion,
        quantities=quantities,
        reason=f"{answer.why.nl} {_CERTAINTY[answer.certainty].nl} Evacuatiestudie, rekenverslag {record}.",
        evidence="model",
        sources=(key,),
    )


def _source(effects: Effects) -> Source:
    record = effects.record
    # A record of several studies together has no route choice of its own.
    routing = ROUTING_WORDS.get(record.settings.get("routing", ""), Text(nl="verschilt"))
    return Source(
        title=f"Evacuatiestudie {record.settings.get('network', '')}".strip(),
        author="Weerbaar",
        reference=f"rekenverslag {record.id}; effecten {effects.digest}; routekeuze: {routing.nl}",
    )
