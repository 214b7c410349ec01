# SPDX-License-Identifier: EUPL-1.2
"""Levels of confidentiality, from open to state secret (Besluit voorschrift informatiebeveiliging rijksdienst)."""

from __future__ import annotations

from django.db import models

from weerbaar.base import Text


class Level(models.IntegerChoices):
    """How confidential something is; a person may see what is at most the person's own clearance."""

    OPEN = 0
    INTERNAL = 1
    DEPARTMENTAL = 2
    CONFIDENTIAL = 3
    SECRET = 4

    @property
    def text(self) -> Text:
        """The marking in words, as it stands on a page."""
        return _MARKINGS[self]


_MARKINGS = {
    Level.OPEN: Text(nl="Openbaar", en="Public"),
    Level.INTERNAL: Text(nl="Intern gebruik", en="Internal use"),
    Level.DEPARTMENTAL: Text(nl="Departementaal Vertrouwelijk", en="Restricted (Departementaal Vertrouwelijk)"),
    Level.CONFIDENTIAL: Text(nl="Stg. Confidentieel", en="Confidential (Stg. Confidentieel)"),
    Level.SECRET: Text(nl="Stg. Geheim", en="Secret (Stg. Geheim)"),
}
