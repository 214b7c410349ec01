# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pickle

from tests.workbench.capabilities.documents import small
from weerbaar.dossier import load_dossier
from weerbaar.workbench.capabilities.portfolio_run import Work, Worked, run
from weerbaar.workbench.jobs.objects import from_bytes


def work(budget: float) -> Work:
    return Work(small(), load_dossier("voorbeeld-2012"), "abc", budget, draws=100, levels=3, states=4)


def test_the_result_travels_as_bytes_and_comes_back_whole() -> None:
    shares: list[float] = []
    asked = pickle.loads(pickle.dumps(work(12e6)))
    found = from_bytes(run(asked, shares.append))
    assert isinstance(found, Worked)
    assert sum(amount for _, amount in found.choice.budgets) == 12e6
    assert found.digest == "abc"
    assert not found.stale
    assert {v.id for v in found.choice.verdicts} >= {"alert-online"}
    assert len(found.choice.frontier) >= 2
    assert all(v.core is not None for v in found.choice.verdicts)
    assert found.advice.summary
    assert shares == sorted(shares)
    assert shares[-1] <= 1
