# SPDX-License-Identifier: EUPL-1.2
"""A capability analysis on its way into a document. No Django: this is computed in another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weerbaar.workbench.capabilities.folders import on_disk

if TYPE_CHECKING:
    from weerbaar.capability import Analysis
    from weerbaar.capability.register import Register
    from weerbaar.report import CapabilityResults

_DRAWS, _STATES, _LEVELS, _SEED = 4_000, 200, 40, 2012
"""As the page of the portfolio has them: a document tells what the page shows."""


@dataclass(frozen=True)
class Analysed:
    """A capability analysis that can be told of in a document, with its register.

    Attributes:
        texts: name of a document to its text, where the folder that the analysis was read from is not there any more.
    """

    analysis: Analysis
    register: Register | None
    texts: Mapping[str, str] = field(default_factory=dict)

    def results(self, progress: Callable[[float], None]) -> CapabilityResults:
        """Compute gaps, advice and progress; takes seconds."""
        from weerbaar.capability import load_analysis

        if not self.texts:
            return self._results(self.analysis, progress)
        # The weights of the choice are read while it is made, so the folder has to stay.
        with on_disk(self.texts) as folder:
            return self._results(load_analysis(folder, dossier=self.analysis.dossier), progress)

    def _results(self, analysis: Analysis, progress: Callable[[float], None]) -> CapabilityResults:
        from weerbaar.capability.choice import advise, choose
        from weerbaar.capability.needs import gaps
        from weerbaar.capability.register import progress as progress_of
        from weerbaar.report import CapabilityResults

        found = gaps(analysis, draws=_DRAWS, seed=_SEED)
        advice = None
        if analysis.measures is not None and analysis.measures.measures:
            choice = choose(
                analysis,
                draws=_DRAWS,
                seed=_SEED,
                levels=_LEVELS,
                states=_STATES,
                progress=lambda share, _: progress(share),
            )
            advice = advise(analysis, choice)
        day = analysis.dossier.round.published_on or found.day
        known = None if self.register is None else progress_of(self.register, day, known=day)
        return CapabilityResults(analysis, found, advice, known)
