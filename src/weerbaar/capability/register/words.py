# SPDX-License-Identifier: EUPL-1.2
"""States, kinds and uncertain answers in words, the same for a table, a report and a figure."""

from __future__ import annotations

from weerbaar.base import Lang, Text
from weerbaar.capability.register.edtf import Moment
from weerbaar.capability.register.file_model import State
from weerbaar.capability.register.snapshot import Answer

STATE_WORDS: dict[State, Text] = {
    "proposed": Text(nl="voorgesteld", en="proposed"),
    "decided": Text(nl="besloten", en="decided"),
    "running": Text(nl="in uitvoering", en="running"),
    "completed": Text(nl="voltooid", en="completed"),
    "withdrawn": Text(nl="ingetrokken", en="withdrawn"),
    "unknown": Text(nl="onbekend", en="unknown"),
}

KIND_WORDS: dict[str, Text] = {
    "advice": Text(nl="advies", en="advice"),
    "decision": Text(nl="besluit", en="decision"),
    "start": Text(nl="begin", en="start"),
    "progress": Text(nl="voortgang", en="progress"),
    "completion": Text(nl="voltooiing", en="completion"),
    "withdrawal": Text(nl="intrekking", en="withdrawal"),
    "correction": Text(nl="correctie", en="correction"),
    "evaluation": Text(nl="evaluatie", en="evaluation"),
}

_NOTHING_YET = Text(nl="nog niets vastgesteld", en="nothing established yet")


def state_words(state: Answer[State], lang: Lang) -> str:
    """Return a state in words; of an uncertain one every possibility: ``besloten of in uitvoering``."""
    if state.values == (None,):
        return STATE_WORDS["unknown"].in_(lang)
    said = [_NOTHING_YET.in_(lang) if s is None else STATE_WORDS[s].in_(lang) for s in state.values]
    if len(said) == 1:
        return said[0]
    word = "of" if lang == "nl" else "or"
    return f"{', '.join(said[:-1])} {word} {said[-1]}"


def moment_words(answer: Answer[Moment], lang: Lang) -> str:
    """Return a deadline in words; a dash where there is none."""
    said = ["–" if m is None else m.words(lang) for m in answer.values]
    return f" {'of' if lang == 'nl' else 'or'} ".join(said)
