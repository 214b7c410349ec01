# SPDX-License-Identifier: EUPL-1.2
"""A capability analysis on its way into a document. No Django: this is computed in another process.

The choice among the measures takes minutes and is a computation of its own, whose result is handed over here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.capability import Analysis
    from weerbaar.capability.choice import Advice
    from weerbaar.capability.register import Register
    from weerbaar.report import CapabilityResults

_DRAWS, _SEED = 4_000, 2012
"""As the pages of capabilities have them: a document tells what the pages show."""


@dataclass(frozen=True)
class Analysed:
    """A capability analysis that can be told of in a document, with its register.

    Attributes:
        advice: with the choice that it rests on; None where the analysis has no measures.
    """

    analysis: Analysis
    register: Register | None
    advice: Advice | None = None

    def results(self) -> CapabilityResults:
        """Compute gaps and progress, and put the advice beside them; takes seconds."""
        from weerbaar.capability.needs import gaps
        from weerbaar.capability.register import progress as progress_of
        from weerbaar.report import CapabilityResults

        found = gaps(self.analysis, draws=_DRAWS, seed=_SEED)
        day = self.analysis.dossier.round.published_on or found.day
        known = None if self.register is None else progress_of(self.register, day, known=day)
        return CapabilityResults(self.analysis, found, self.advice, known)
