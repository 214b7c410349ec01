# SPDX-License-Identifier: EUPL-1.2
"""Words for what a round holds: its phase, its level, a difference with another round."""

from __future__ import annotations

from django import template

from weerbaar.dossier import Change
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.comparison import cause_of
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.shell.language import language, words

register = template.Library()


@register.filter
def phase_words(round_: Round) -> str:
    """Return the phase of a round."""
    return words(Phase(round_.phase).text)


@register.filter
def level_words(round_: Round) -> str:
    """Return the level of confidentiality of a round."""
    return words(Level(round_.level).text)


@register.filter
def in_words(change: Change) -> str:
    """Return a difference between two rounds in one line."""
    return change.render(language())


@register.filter
def cause_words(change: Change) -> str:
    """Return what kind of difference it is."""
    return words(cause_of(change))
