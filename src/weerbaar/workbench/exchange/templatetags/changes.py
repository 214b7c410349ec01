# SPDX-License-Identifier: EUPL-1.2
"""Differences between two dossiers, in the language of the page."""

from __future__ import annotations

from django import template

from weerbaar.dossier import Change
from weerbaar.workbench.shell.language import language

register = template.Library()


@register.filter
def rendered(change: Change) -> str:
    """Return a difference as one line."""
    return change.render(language())
