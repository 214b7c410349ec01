# SPDX-License-Identifier: EUPL-1.2
"""The whole choice: frontier, core and never, what turns each verdict over. Runs in a process without database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weerbaar.workbench.capabilities.folders import on_disk

if TYPE_CHECKING:
    from weerbaar.capability.choice import Advice, PortfolioChoice
    from weerbaar.dossier import Dossier
    from weerbaar.workbench.jobs.registry import Progress

SEED = 2012


@dataclass(frozen=True)
class Work:
    """What the other process needs.

    Attributes:
        texts: name of a document to its text.
        dossier: of the round.
        digest: of the texts.
        budget: all years together, in euro; None for the budgets of the documents.
        draws, levels, states: as :func:`weerbaar.capability.choice.choose` takes them.
    """

    texts: dict[str, str]
    dossier: Dossier
    digest: str
    budget: float | None
    draws: int
    levels: int
    states: int


@dataclass(frozen=True)
class Worked:
    """What came of it.

    Attributes:
        digest: of the documents it saw.
        budget: that was asked for; None for the budgets of the documents.
        choice, advice: of the library.
        stale: documents or round changed since; set when it is read.
    """

    digest: str
    budget: float | None
    choice: PortfolioChoice
    advice: Advice
    stale: bool = False


def run(work: Work, progress: Progress) -> bytes:
    """Choose, and give the advice that follows; in a process of its own.

    Raises:
        InfeasibleError: no set of measures meets the rules.
    """
    from weerbaar.capability import load_analysis
    from weerbaar.capability.choice import advise, choose
    from weerbaar.workbench.jobs.objects import to_bytes

    # The weights of the choice are read while it is made, so the folder has to stay.
    with on_disk(work.texts) as folder:
        analysis = load_analysis(folder, dossier=work.dossier)
        choice = choose(
            analysis,
            draws=work.draws,
            seed=SEED,
            budget=work.budget,
            levels=work.levels,
            states=work.states,
            progress=lambda share, _: progress(share),
        )
        return to_bytes(Worked(work.digest, work.budget, choice, advise(analysis, choice)))
