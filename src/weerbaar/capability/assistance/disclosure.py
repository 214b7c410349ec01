# SPDX-License-Identifier: EUPL-1.2
"""What may leave the organisation: a version of the situation in which nothing confidential is left to be found.

Leaving single numbers out of a finished plan is not enough: a shortage, a total or the use of everybody else gives
them away again. So confidential means are taken out before anything is computed. What then comes out is the same
whatever the confidential numbers are. It is also not the whole truth; results that those means could change are
left out of what is shown.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from weerbaar.base import Text
from weerbaar.capability.assistance.situation import Situation

MARKING = Text(nl="VERTROUWELIJK", en="CONFIDENTIAL (VERTROUWELIJK)")

PUBLIC_NOTE = Text(
    nl="Openbare versie: gerekend zonder vertrouwelijke middelen. Waar die het beeld kunnen veranderen, is de uitkomst "
    "weggelaten.",
    en="Public version: computed without confidential means. Where these can change the picture, the result is left "
    "out.",
)


def public_version(situation: Situation) -> Situation:
    """Return the situation without confidential means; the same one when there are none.

    Cells are withheld by who could come there and for what, never by how many there are: tasks of a confidential
    source in the shifts in which it is available, in every region; and the tasks of officers on duty in a region whose
    officers are confidential, or whose platoons are.
    """
    if not situation.confidential:
        return situation
    withheld = situation.withheld.copy()
    duty = list(situation.duty_tasks)
    for source in (s for s in situation.sources if s.confidential):
        when = np.array(source.shifts, dtype=bool)
        for task in source.tasks:
            withheld[:, when, task] = True
        if source.from_duty:
            for lost in duty:
                withheld[source.home, when, lost] = True
    hidden = situation.officers_confidential
    for task in duty:
        withheld[hidden, :, task] = True
    officers, notice = situation.officers.copy(), situation.officers_notice_h.copy()
    officers[hidden], notice[hidden] = 0, 0.0
    return replace(
        situation,
        sources=tuple(s for s in situation.sources if not s.confidential),
        officers=officers,
        officers_notice_h=notice,
        officers_confidential=np.zeros(len(hidden), dtype=bool),
        withheld=withheld,
        public=True,
    )


def marking(situation: Situation) -> Text | None:
    """Return the words that every output of this situation must bear, or None."""
    return MARKING if situation.confidential else None
