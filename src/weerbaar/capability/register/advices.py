# SPDX-License-Identifier: EUPL-1.2
"""Bring the advice of a capability analysis into a register: the first entry in the life of every measure advised."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from weerbaar.base import Text
from weerbaar.capability.register.appending import Additions
from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.decisions import free_id, shortened
from weerbaar.capability.register.edtf import moment
from weerbaar.capability.register.file_model import Entry, Subject
from weerbaar.capability.register.reading import Register
from weerbaar.dossier import Heading

if TYPE_CHECKING:
    from weerbaar.capability.choice import Advice, AdvisedMeasure

_OTHER = Heading(id="overige-maatregelen", title=Text(nl="Overige maatregelen", en="Other measures"))
"""For measures without a heading in the analysis."""

_COMPARED = ("text", "reason", "responsible", "budget_eur")


def advice_entries(
    register: Register, advice: Advice, recorded_on: datetime.date, *, year: int | None = None
) -> Additions:
    """Return what an advice adds to a register; nothing when all of it is there already.

    A measure that is advised for the first time becomes a subject with an entry of kind ``advice``, given on the day of
    recording. One that is there with other words, costs or owner gets a correction. A measure that is not advised (any
    more) adds nothing: whoever withdraws an advice, records that.

    Args:
        register: checked; entries of an earlier import of the same analysis are recognised by their ids.
        advice: of the capability analysis.
        recorded_on: day of recording, on which the advice was given.
        year: of the round that the analysis builds on; by default that of the recording.
    """
    headings: dict[str, Heading] = {}
    subjects: list[Subject] = []
    entries: list[Entry] = []
    present = {e.id: e for e in effective(register.entries)}
    taken = {e.id for e in register.entries}
    known = {h.id for h in register.file.headings}
    for group in advice.headings:
        heading = group.heading or _OTHER
        for measure in group.advised:
            first_id = shortened(f"{advice.analysis_id}-{measure.id}-advies")
            content = _content(advice, measure)
            if first_id not in taken:
                own_id = measure.id
                if own_id in register.by_id:
                    # Something else of that name, of which the state must not change.
                    own_id = shortened(f"{advice.analysis_id}-{measure.id}")
                if own_id not in register.by_id:
                    subjects.append(_subject(advice, measure, own_id, heading, year or recorded_on.year))
                    if heading.id not in known:
                        headings[heading.id] = heading
                given = {"id": first_id, "subject": own_id, "kind": "advice", "valid_from": moment(recorded_on)}
                entries.append(Entry.model_validate({**given, "recorded_on": recorded_on, **content}))
            elif first_id in present:
                there = present[first_id]
                changed = {n: content.get(n, Entry.model_fields[n].get_default()) for n in _COMPARED}
                changed = {n: value for n, value in changed.items() if value != getattr(there, n)}
                if changed:
                    given = {"id": free_id(register, f"{first_id}-correctie"), "subject": there.subject}
                    given |= {"kind": "correction", "corrects": first_id, "recorded_on": recorded_on}
                    entries.append(Entry.model_validate(given | changed))
    return Additions(tuple(headings.values()), tuple(subjects), None, tuple(entries))


def _subject(advice: Advice, measure: AdvisedMeasure, own_id: str, heading: Heading, year: int) -> Subject:
    return Subject.model_validate(
        {
            "id": own_id,
            "title": measure.title,
            "heading": heading.id,
            "round": advice.choice.round_label[:60],
            "year": year,
            "scenarios": tuple(scenario for scenario, _ in measure.scenarios),
            "generic": measure.reach == "generic",
            "mark": _mark(advice),
        }
    )


def _content(advice: Advice, measure: AdvisedMeasure) -> dict[str, Any]:
    content: dict[str, Any] = {
        "text": measure.proposal or measure.title,
        "reason": measure.reason,
        "budget_eur": float(round(sum(measure.cost_per_year))),
        "mark": _mark(advice),
    }
    if measure.owner:
        content["responsible"] = (measure.owner,)
    return content


def _mark(advice: Advice) -> str:
    return "illustrative" if advice.illustrative else "derived"
